//! Texts and requests, counted: every figure is a range, and half a text never has more than all of it.

use super::{project, text};
use skint::{
    catalog::{models, tokenizers::Tokenizer},
    estimate::{Breakdown, Input, Way, tokens_of},
};

/// Counts a text, and where it is JSON a request.
pub(crate) fn run(bytes: &[u8]) {
    let text = text(bytes);
    project::in_time(text.len() * 4, "the count", || count(&text));
}

fn count(text: &str) {
    let catalogue = models::embedded();
    let mut seen: Vec<&Tokenizer> = Vec::new();
    for model in catalogue.all() {
        let tokenizer = catalogue.tokenizer(model);
        if seen.iter().any(|known| std::ptr::eq(*known, tokenizer)) {
            continue;
        }
        seen.push(tokenizer);
        let tokens = tokens_of(text, tokenizer);
        assert!(tokens.low <= tokens.high, "{tokens:?}");
        assert!(tokens.high <= 16 + 8 * text.len() as u64, "{tokens:?} for {} bytes", text.len());
        let way = Way::of(catalogue, model);
        for input in inputs(text) {
            let _ = Breakdown::of(&input, &way);
        }
    }
}

fn inputs(text: &str) -> Vec<Input> {
    let mut all = vec![Input::of_template(text)];
    if let Ok(json) = serde_json::from_str(text) {
        all.extend(Input::of_body(&json));
        all.extend(Input::of_tools(&json));
    }
    all
}
