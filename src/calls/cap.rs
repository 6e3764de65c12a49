//! What an absent cap means for a model.

use super::{AbsentCap, Request};
use crate::{
    catalog::sdks::{Capless, Consequence},
    value::Field,
};

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
            let id = id.find(FAMILY).map_or(id.as_str(), |at| &id[at..]);
            Some(table.tokens(id).unwrap_or(otherwise))
        })
        .collect();
    match caps.as_deref() {
        Some([first, rest @ ..]) if rest.iter().all(|cap| cap == first) => AbsentCap::Filled(*first),
        _ => AbsentCap::Unknown,
    }
}
