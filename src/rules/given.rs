//! What is certain about the fields of a request.
//!
//! A [`Value::Default`] counts as its value: it is what runs where nobody says otherwise. Whatever is said of a
//! `OneOf` must hold for all of its members, so these functions give nothing as soon as one of them is not known.

use super::figures::model;
use crate::{
    calls::{CallSite, Caller, Request},
    catalog::sdks::{self, UnknownModel},
    source::{At, Span},
    value::{Field, Map, Piece, Value, Why},
};

/// The id of a model that flows into a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedModel {
    /// Where it is written; for the default of an SDK, the call.
    pub written: Span,
    /// As written.
    pub id: String,
    /// Where it is chosen: the call, or for a wrapper that lets its callers choose the outermost caller.
    pub chosen: Span,
    /// What may choose another one.
    pub unless: Option<Why>,
}

/// Every id that may flow into the requests of a site, in order of place; unknown ones are left out.
pub fn named_models(call: &CallSite) -> Vec<NamedModel> {
    let chosen = |caller: &Caller| {
        let outermost = caller.stack.first().filter(|_| call.open_to_callers.model);
        outermost.map_or(call.at, |frame| frame.at)
    };
    let callers = call.reached_from.iter().map(|caller| (chosen(caller), &caller.request));
    let mut named: Vec<NamedModel> = callers.flat_map(|(at, request)| ids(&request.model, at)).collect();
    let own = ids(&call.request.model, call.at);
    named.extend(own.into_iter().filter(|own| !has(&call.reached_from, own)));
    named.sort();
    named.dedup();
    named
}

fn has(callers: &[Caller], own: &NamedModel) -> bool {
    let mut all = callers.iter().flat_map(|caller| ids(&caller.request.model, own.chosen));
    all.any(|named| named.written == own.written && named.id == own.id)
}

/// The models of a request, if every possibility is known; else nothing.
pub fn certain_models(request: &Request) -> Vec<String> {
    let Field::Given(model) = &request.model else { return Vec::new() };
    let known: Option<Vec<String>> = model.node.possibilities().map(Value::as_str).collect();
    let mut known = known.unwrap_or_default();
    known.sort();
    known.dedup();
    known
}

/// Whether nothing but Claude answers a call: its SDK asks no other, or each model that it may ask for is one, and no
/// caller may choose another.
pub fn is_certainly_claude(call: &CallSite) -> bool {
    let only = sdks::embedded().page(&call.sdk).is_some_and(|page| page.unknown_model == UnknownModel::Claude);
    let models = certain_models(&call.request);
    let all = !models.is_empty() && models.iter().all(|id| model(id).is_some());
    only || !call.open_to_callers.model && all
}

/// The largest possible value of a field of whole numbers, if all possibilities are known.
pub fn at_most(field: &Field) -> Option<u64> {
    let Field::Given(value) = field else { return None };
    let all: Option<Vec<u64>> = value.node.possibilities().map(|value| u64::try_from(as_int(value)?).ok()).collect();
    all?.into_iter().max()
}

/// The smallest possible value of a field of whole numbers, if all possibilities are known.
pub fn at_least(field: &Field) -> Option<u64> {
    let Field::Given(value) = field else { return None };
    let all: Option<Vec<u64>> = value.node.possibilities().map(|value| u64::try_from(as_int(value)?).ok()).collect();
    all?.into_iter().min()
}

/// Every value that a field may have, as a text, if all possibilities are known: a string, a number, or the type that a
/// map names.
pub fn certain_texts(field: &Field) -> Option<Vec<String>> {
    let Field::Given(value) = field else { return None };
    value.node.possibilities().map(as_text).collect()
}

/// Whether a field certainly is this text.
pub fn is_text(field: &Field, text: &str) -> bool {
    certain_texts(field).is_some_and(|all| all.iter().all(|one| one == text))
}

/// Whether a field certainly holds something: what is not known, and what is made outside the tree, may be nothing.
pub fn is_something(field: &Field) -> bool {
    let Field::Given(value) = field else { return false };
    value.node.possibilities().all(holds_something)
}

/// Whether a field certainly holds nothing (an empty list, `null` and `false` are nothing).
pub fn is_nothing(field: &Field) -> bool {
    match field {
        Field::Absent => true,
        Field::Unseen(_) => false,
        Field::Given(value) => value.node.possibilities().all(is_empty),
    }
}

/// Whether thinking is certainly not asked for.
pub fn no_thinking(request: &Request) -> bool {
    let off = |value: &Value| matches!(value, Value::Map(map) if says(map, "type", "disabled"));
    match &request.thinking {
        Field::Given(value) => value.node.possibilities().all(|value| is_empty(value) || off(value)),
        field => is_nothing(field),
    }
}

/// Whether the one tool that is offered must be used, so that the answer is a form and not a turn of a tool loop.
pub fn tool_is_forced(request: &Request) -> bool {
    let Field::Given(choice) = &request.tool_choice else { return false };
    choice.node.possibilities().all(|value| matches!(value, Value::Map(map) if says(map, "type", "tool")))
}

/// Whether an entry of a map is certainly this text.
pub fn says(map: &Map, key: &str, text: &str) -> bool {
    map.get(key).and_then(|value| value.node.as_str()).is_some_and(|found| found == text)
}

fn ids(field: &Field, chosen: Span) -> Vec<NamedModel> {
    let Field::Given(model) = field else { return Vec::new() };
    let members: Vec<(&Value, Span)> = match &model.node {
        Value::OneOf(all) => all.iter().map(|At { node, span }| (node, *span)).collect(),
        one => vec![(one, model.span)],
    };
    members.into_iter().filter_map(|(value, span)| named(value, span, chosen)).collect()
}

fn named(value: &Value, span: Span, chosen: Span) -> Option<NamedModel> {
    match value {
        Value::Default(inner, why) => Some(NamedModel { unless: Some(why.clone()), ..named(inner, span, chosen)? }),
        Value::Text(text) => {
            let id = text.fixed()?;
            let written = match text.pieces.as_slice() {
                [Piece::Fixed { from, .. }] => *from,
                _ => span,
            };
            Some(NamedModel { written, id, chosen, unless: None })
        }
        _ => None,
    }
}

fn as_int(value: &Value) -> Option<i64> {
    match value {
        Value::Int(int) => Some(*int),
        Value::Default(inner, _) => as_int(inner),
        _ => None,
    }
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::Int(int) => Some(int.to_string()),
        Value::Float(float) => Some(float.to_string()),
        Value::Map(map) => map.get("type").and_then(|kind| kind.node.as_str()),
        Value::Default(inner, _) => as_text(inner),
        other => other.as_str(),
    }
}

fn holds_something(value: &Value) -> bool {
    match value {
        Value::List(list) => !list.items.is_empty(),
        Value::Map(map) => !map.entries.is_empty(),
        Value::Default(inner, _) => holds_something(inner),
        Value::Unknown(_) | Value::Foreign(_) | Value::OneOf(_) => false,
        known => !is_empty(known),
    }
}

/// Whether a value certainly is nothing.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Absent | Value::Null | Value::Bool(false) => true,
        Value::List(list) => list.items.is_empty() && list.open.is_none(),
        Value::Default(inner, _) => is_empty(inner),
        _ => false,
    }
}
