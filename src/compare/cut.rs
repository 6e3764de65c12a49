//! Where following a value ended at a bound. That a part of a request is known in one state and was not followed to its
//! end in the other says something about the length of the code around it, and nothing about what is sent.

use super::same;
use crate::{
    calls::{Cache, Prompt, Request},
    value::{Field, Value, Why},
};

/// How deep a value is looked into.
const DEPTH: u32 = 8;

/// Whether two fields may be the same, for all that is known of them: one of them was followed to its end, and what is
/// known of the other is a part of it.
pub(super) fn may_be_same_fields(one: &Field, other: &Field) -> bool {
    // What nobody gives and what a spread may hold say the same.
    if matches!((one, other), (Field::Absent, Field::Unseen(_)) | (Field::Unseen(_), Field::Absent)) {
        return true;
    }
    match (field_is_cut(one), field_is_cut(other)) {
        (true, false) => is_part(one, other),
        (false, true) => is_part(other, one),
        _ => false,
    }
}

/// The same of two prompts.
pub(super) fn may_be_same_prompts(one: &Prompt, other: &Prompt) -> bool {
    let cut = |prompt: &Prompt| prompt.open.as_ref().is_some_and(Why::is_bound);
    let empty = |prompt: &Prompt| prompt.blocks.is_empty();
    cut(one) && empty(one) && !cut(other) || cut(other) && empty(other) && !cut(one)
}

/// The same of what is cached.
pub(super) fn may_be_same_caches(one: &Request, other: &Request) -> bool {
    let cut = |request: &Request| matches!(&request.cache, Cache::Unseen(why) | Cache::UnseenInMessages(why) if why.is_bound());
    cut(one) != cut(other)
}

/// Whether what is known of a field that was cut short is among what the other one holds.
fn is_part(cut: &Field, whole: &Field) -> bool {
    let Field::Given(known) = cut else { return true };
    let mut known = known.node.possibilities().filter(|one| !value_is_cut(one, DEPTH));
    match whole {
        Field::Given(whole) => known.all(|one| whole.node.possibilities().any(|other| same::values(one, other))),
        Field::Absent => known.all(|one| matches!(one, Value::Absent | Value::Null)),
        Field::Unseen(_) => true,
    }
}

fn field_is_cut(field: &Field) -> bool {
    match field {
        Field::Given(given) => value_is_cut(&given.node, DEPTH),
        Field::Unseen(why) => why.is_bound(),
        Field::Absent => false,
    }
}

/// Whether a value holds anything that was not followed to its end.
fn value_is_cut(node: &Value, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match node {
        Value::Unknown(why) => why.is_bound(),
        Value::OneOf(all) => all.iter().any(|one| value_is_cut(&one.node, depth)),
        Value::List(list) => {
            list.open.as_ref().is_some_and(Why::is_bound)
                || list.items.iter().any(|item| value_is_cut(&item.node, depth))
        }
        Value::Map(map) => {
            map.open.as_ref().is_some_and(Why::is_bound)
                || map.entries.iter().any(|entry| value_is_cut(&entry.value.node, depth))
        }
        Value::Default(inner, _) => value_is_cut(inner, depth),
        _ => false,
    }
}
