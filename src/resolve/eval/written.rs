//! What a call leaves behind in the names that it was given.

use super::{Act, Machine, builders, calls::Outcome, go};
use crate::{
    source::At,
    syntax::{Argument, Expr, ExprKind},
    value::{Args, Root, Step, Value},
};
use std::sync::Arc;

impl Machine<'_> {
    /// After a call, names that were passed hold what the function made of them.
    pub(super) fn write_back(
        &mut self,
        act: &mut Act,
        receiver: Option<&Expr>,
        arguments: &[Argument],
        outcome: Option<Outcome>,
    ) {
        let Some(outcome) = outcome else { return };
        if let (Some(place), Some(after)) = (receiver, outcome.receiver)
            && matches!(place.kind, ExprKind::Name(_))
        {
            self.store_back(act, place, At::new(after, place.span));
        }
        for (i, argument) in arguments.iter().enumerate() {
            let (place, after) = match argument {
                Argument::Positional(expr) => (expr, outcome.parameters.iter().find(|passed| passed.position == i)),
                Argument::Named(name, expr) => (expr, outcome.parameters.iter().find(|passed| passed.name == *name)),
                _ => continue,
            };
            let (ExprKind::Name(local), Some(after)) = (&place.kind, after) else { continue };
            let news = |old: &At<Value>| grew(&old.node, &after.value.node) || go::changed(act, &old.node, after);
            if act.names.get(local).is_some_and(news) {
                act.names.set(local.clone(), after.value.clone());
            }
        }
    }
}

/// Whether a function seems to have changed the very thing it was given: it holds all that was in it, and more.
fn grew(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Map(old), Value::Map(new)) => {
            old != new && old.entries.iter().all(|entry| new.get(&entry.key).is_some())
        }
        (Value::List(old), Value::List(new)) => old != new && new.items.len() >= old.items.len(),
        (Value::Foreign(old), Value::Foreign(new)) if Arc::ptr_eq(old, new) => false,
        (old, new) if builders::is_open(old) && builders::is_open(new) => old != new,
        (old, new) => match (construction(old), construction(new)) {
            (Some((made, before)), Some((also_made, after))) => {
                let kept = before.named.entries.iter().all(|entry| after.named.get(&entry.key).is_some());
                made == also_made && before != after && before.positional == after.positional && kept
            }
            _ => false,
        },
    }
}

/// A thing made outside the tree whose properties may be set: how it was made, and from what.
pub(super) fn construction(value: &Value) -> Option<((&Root, &[Step]), &Args)> {
    let Value::Foreign(chain) = value else { return None };
    match chain.steps.split_last()? {
        (Step::Call(args), how) if !args.building => Some(((&chain.root, how), args)),
        _ => None,
    }
}
