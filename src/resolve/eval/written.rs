//! What a call leaves behind in the names that it was given.

use super::{Act, Machine, builders, calls::Outcome, go, join::one_of};
use crate::{
    source::{At, Span},
    syntax::{Argument, Expr, ExprKind},
    value::{Args, Local, Name, Root, Step, Value},
};
use std::sync::Arc;

/// Of the things that a receiver may be, on how many a method is run; the others are taken for unchanged.
const RECEIVERS: usize = 8;

impl Machine<'_> {
    /// `receiver.name(args)`. Of a receiver that may be one of several things, each answers for itself, and each is
    /// afterwards what its own method made of it.
    pub(super) fn apply_member(
        &mut self,
        act: &mut Act,
        receiver: &At<Value>,
        name: &Name,
        args: &Arc<Args>,
        (callee, at, whole): (Span, Span, Span),
    ) -> (At<Value>, Option<Outcome>) {
        let all = match &receiver.node {
            Value::OneOf(all) if all.iter().any(|one| is_instance(&one.node)) => all,
            // A type of functions whose one method calls them: `func (f optionFunc) apply(o *options) { f(o) }`.
            Value::Local(local) if act.is_go() && matches!(**local, Local::Function { .. }) => {
                return self.apply(act, receiver, args, at, whole);
            }
            _ => {
                let target = self.member(act, receiver, name, callee);
                return self.apply(act, &target, args, at, whole);
            }
        };
        let (mut values, mut after) = (Vec::new(), Vec::new());
        for one in &**all {
            if values.len() == RECEIVERS || matches!(one.node, Value::Null | Value::Absent) {
                after.push(one.clone());
                continue;
            }
            let target = self.member(act, one, name, callee);
            let (value, outcome) = self.apply(act, &target, args, at, whole);
            values.push(value);
            let changed = outcome.and_then(|outcome| outcome.receiver);
            after.push(changed.map_or_else(|| one.clone(), |changed| At::new(changed, one.span)));
        }
        let value = one_of(values);
        let outcome = Outcome { value: value.clone(), receiver: Some(one_of(after).node), parameters: Vec::new() };
        (value, Some(outcome))
    }

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

fn is_instance(value: &Value) -> bool {
    matches!(value, Value::Local(local) if matches!(**local, Local::Instance { .. } | Local::Made(_)))
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
