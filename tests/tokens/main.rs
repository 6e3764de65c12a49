//! Tokens of texts and requests: ranges that hold together, whatever is counted.

mod bodies;
mod growth;
mod properties;
mod standard_input;

use skint::{
    catalog::models::embedded,
    estimate::{Input, Way},
    money::Tokens,
};

/// How a model counts.
fn way(model: &str) -> Way {
    Way::of(embedded(), embedded().get(model).expect("it is in the catalogue"))
}

/// What a request body comes to.
fn body(model: &str, body: &serde_json::Value) -> Tokens {
    let way = way(model);
    Input::of_body(body).expect("it is a request").measure(&way).range(way.tokenizer)
}
