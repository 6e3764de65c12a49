//! What is declared: types, which say something of a value of which nothing else is known, and the fields of classes.

use super::{
    Act, Machine, builders,
    classes::{Base, INHERITANCE, last_name},
    go,
    objects::step,
};
use crate::{
    resolve::known,
    source::At,
    syntax::{Argument, Expr, ExprKind, Item, Language, Pattern, Stmt, StmtKind},
    value::{Args, ClassId, Local, Map, Name, Step, Value},
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
                let value = self.force(value).node;
                match known::classes::annotated(&value).map_or(value.clone(), |first| self.force(first).node) {
                    value @ (Value::Local(_) | Value::Foreign(_)) => Some(value),
                    _ => None,
                }
            }
            // `Annotated[Settings, Depends(get_settings)]`: what stands behind the type says more of it.
            ExprKind::List(items) if depth > 0 => match items.first()? {
                Item::One(first) => self.declared(act, first, depth + 1),
                Item::Spread(_) => None,
            },
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

    /// The fields that a class declares, in the order in which its constructor takes them.
    pub(super) fn declared_fields(&mut self, id: ClassId) -> Vec<At<Name>> {
        let mut fields = Vec::new();
        self.add_declared_fields(id, 0, &mut fields);
        fields
    }

    fn add_declared_fields(&mut self, id: ClassId, depth: u32, fields: &mut Vec<At<Name>>) {
        let Some(module) = self.world.module(id.0) else { return };
        let Some(class) = module.classes.get(id.1 as usize) else { return };
        let inherits = module.language != Language::Go && depth < INHERITANCE;
        for base in self.bases(id).iter().filter(|_| inherits) {
            if let Base::Local(base) = base {
                self.add_declared_fields(*base, depth + 1, fields);
            }
        }
        let declared = class.body.iter().filter(|statement| takes_part(module.language, statement));
        for name in declared.flat_map(names) {
            if !fields.iter().any(|known| known.node == name.node) {
                fields.push(name);
            }
        }
    }
}

/// Whether the constructor takes what a statement in a class body declares. In Python that are variables with a type
/// and those made by `ib` and its like, unless they are declared to be none of the constructor's.
fn takes_part(language: Language, statement: &Stmt) -> bool {
    let StmtKind::Assign { value, annotation, .. } = &statement.kind else { return false };
    if language != Language::Python {
        return true;
    }
    let Some(Expr { kind: ExprKind::Call { callee, arguments, .. }, .. }) = value else { return annotation.is_some() };
    let left_out = |argument: &Argument| matches!(argument, Argument::Named(name, Expr { kind: ExprKind::Bool(false), .. }) if name == "init");
    let declares = annotation.is_some() || matches!(last_name(callee), Some("ib" | "attrib" | "field"));
    declares && !arguments.iter().any(left_out)
}

fn names(statement: &Stmt) -> Vec<At<Name>> {
    let StmtKind::Assign { targets, .. } = &statement.kind else { return Vec::new() };
    let name = |target: &Pattern| match target {
        Pattern::Name(name, span) => Some(At::new(name.clone(), *span)),
        _ => None,
    };
    targets.iter().filter_map(name).collect()
}
