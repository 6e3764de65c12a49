//! Declared types: what an annotation says of a value of which nothing else is known.

use super::{Act, Machine, builders, classes::last_name, go, objects::step};
use crate::{
    resolve::known,
    source::At,
    syntax::{Expr, ExprKind},
    value::{Args, Local, Map, Step, Value},
};
use std::sync::Arc;

impl Machine<'_> {
    /// A value with a declared type: where nothing is known of it, an instance of that type.
    pub(super) fn typed(&mut self, act: &mut Act, value: At<Value>, annotation: &Expr) -> At<Value> {
        let why = match &value.node {
            Value::Unknown(why) => why.clone(),
            Value::Default(inner, why) if **inner == Value::Null => why.clone(),
            _ => return value,
        };
        let Some(declared) = self.declared(act, annotation, 0) else { return value };
        let node = match declared {
            Value::Local(local) => match &*local {
                Local::Class { id, .. } => self.some_instance(*id),
                _ => return value,
            },
            Value::Foreign(chain) if known::classes::is_plain_type(&chain) || go::is_plain(act, &chain) => {
                return value;
            }
            Value::Foreign(chain) => {
                let begun = chain.last_member().is_some_and(|name| builders::begins(act.module.language, name));
                let named = Map { entries: Vec::new(), open: begun.then(|| why.clone()) };
                let args = Args { open: Some(why), named, building: begun, ..Args::default() };
                step(&chain, Step::Call(Arc::new(args)))
            }
            _ => return value,
        };
        At::new(node, value.span)
    }

    /// The class that a type annotation names: the first of a union that is one.
    fn declared(&mut self, act: &mut Act, annotation: &Expr, depth: u32) -> Option<Value> {
        if depth > 4 {
            return None;
        }
        let quiet = std::mem::replace(&mut self.recording, false);
        let found = match &annotation.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } => {
                let value = self.eval(act, annotation);
                match self.force(value).node {
                    value @ (Value::Local(_) | Value::Foreign(_)) => Some(value),
                    _ => None,
                }
            }
            ExprKind::Binary { left, right, .. } => {
                self.declared(act, left, depth + 1).or_else(|| self.declared(act, right, depth + 1))
            }
            ExprKind::Index { of, index } if known::classes::is_transparent(last_name(of)) => {
                self.declared(act, index, depth + 1)
            }
            _ => None,
        };
        self.recording = quiet;
        found
    }
}
