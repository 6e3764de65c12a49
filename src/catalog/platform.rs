//! Where requests go: prices, ids and end dates of a model differ between platforms.

use serde::Deserialize;

/// Where requests go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// Anthropic's own API, also through AWS or Google Cloud under Anthropic's operation.
    Anthropic,
    /// Amazon Bedrock.
    Bedrock,
    /// Google Cloud.
    Vertex,
    /// Microsoft Foundry.
    Foundry,
    /// A gateway or a router that passes requests on.
    Gateway,
    /// Not known from the code.
    Unknown,
}
