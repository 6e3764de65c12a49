//! What an absent cap means for a model.

use super::{AbsentCap, Platform, Request};
use crate::{
    catalog::{
        models::{self, Found},
        sdks::{Capless, Consequence},
    },
    value::Field,
};
use std::borrow::Cow;

/// Where the family name begins in an id, whatever stands before it.
const FAMILY: &str = "claude";

/// The consequence that a page states, for the model of this request. A statement about several models holds for all
/// of them, or is not made.
pub(super) fn consequence(stated: Option<&Capless>, request: &Request) -> AbsentCap {
    let Some(stated) = stated else { return AbsentCap::Unknown };
    match (stated.consequence, stated.tokens) {
        (Consequence::Rejected, _) => AbsentCap::Rejected,
        (Consequence::ModelMaximum, _) => AbsentCap::ModelMaximum,
        (Consequence::NotApplicable, _) => AbsentCap::NotApplicable,
        (Consequence::Filled, Some(tokens)) => filled(stated, tokens, request),
        (Consequence::Filled, None) | (Consequence::Unknown, _) => AbsentCap::Unknown,
    }
}

fn filled(stated: &Capless, otherwise: u64, request: &Request) -> AbsentCap {
    let Some(table) = &stated.table else { return AbsentCap::Filled(otherwise) };
    let Field::Given(model) = &request.model else { return AbsentCap::Unknown };
    let caps: Option<Vec<u64>> = model
        .node
        .possibilities()
        .map(|id| {
            let id = id.as_str()?;
            let tokens = table.tokens(&as_tables_write_it(&id)).unwrap_or(otherwise);
            Some(longest_answer(&id).map_or(tokens, |longest| tokens.min(longest)))
        })
        .collect();
    match caps.as_deref() {
        Some([first, rest @ ..]) if rest.iter().all(|cap| cap == first) => AbsentCap::Filled(*first),
        _ => AbsentCap::Unknown,
    }
}

/// The id from the family name on. Gateways spell it their own way (`claude-sonnet-4.5`), which no table knows.
fn as_tables_write_it(id: &str) -> Cow<'_, str> {
    match models::embedded().find(id) {
        Found::Known(model, form) if form.platform == Platform::Gateway => model.id.as_str().into(),
        _ => id.find(FAMILY).map_or(id, |at| &id[at..]).into(),
    }
}

/// What the model allows: a library that fills in more does not make it answer for longer.
fn longest_answer(id: &str) -> Option<u64> {
    if let Found::Known(model, _) = models::embedded().find(id) { model.max_output } else { None }
}
