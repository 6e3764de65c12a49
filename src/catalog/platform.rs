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

impl Platform {
    /// Its name, as policies and the catalogue write it.
    pub fn name(self) -> &'static str {
        match self {
            Platform::Anthropic => "anthropic",
            Platform::Bedrock => "bedrock",
            Platform::Vertex => "vertex",
            Platform::Foundry => "foundry",
            Platform::Gateway => "gateway",
            Platform::Unknown => "unknown",
        }
    }
}
