//! Names in languages in which a member can be named without saying whose it is: of `this`, of a class further out, or
//! of a class whose static members a file imports.

use super::{Act, Machine};
use crate::{
    source::{At, Span},
    syntax::{Language, StmtKind},
    value::{ClassId, Local, Name, Scopes, Value},
};
use std::sync::Arc;

/// What the reader of Java binds the classes to of which a file imports all static members.
const SHARED: &str = "import static *";

impl Machine<'_> {
    /// A name that is a member of `this`: a field, or a method, of its class or of one that it stems from. What the class
    /// itself declares the reader has seen already; this is for what is inherited.
    pub(super) fn inherited(&mut self, act: &Act, name: &Name, at: Span) -> Option<At<Value>> {
        if !matches!(act.module.language, Language::CSharp | Language::Java | Language::Kotlin) || name == SHARED {
            return None;
        }
        if let Some(outer) = name.strip_prefix("this@") {
            return self.outer_instance(act, outer, at);
        }
        let bound = act.names.get("this").or_else(|| act.around.iter().rev().find_map(|scope| scope.get("this")));
        let found = bound.cloned().and_then(|this| self.own_member(act, &this, name, at));
        found.or_else(|| self.of_import(act, name, at))
    }

    fn own_member(&mut self, act: &Act, this: &At<Value>, name: &Name, at: Span) -> Option<At<Value>> {
        let Value::Local(local) = &this.node else { return None };
        let (class, fields) = match &**local {
            Local::Instance { class, fields, .. } => (*class, Some(fields)),
            Local::Class { id, .. } => (*id, None),
            _ => return None,
        };
        if let Some(value) = fields.and_then(|fields| fields.get(name)) {
            return Some(self.force(value.clone()));
        }
        if self.method(class, name, 0).is_some() || self.class_fields(class).get(name).is_some() {
            let mut quiet = Act::new(act.module.clone(), act.names.fork(), act.around.clone(), act.function);
            quiet.run = act.run.clone();
            return Some(self.member(&mut quiet, this, name, at));
        }
        None
    }

    /// `Outer.this`: an instance of the class of this file that has the name, made by somebody.
    fn outer_instance(&mut self, act: &Act, name: &str, at: Span) -> Option<At<Value>> {
        let scopes = act.around.iter().rev().filter_map(|scope| scope.get("this"));
        for this in act.names.get("this").into_iter().chain(scopes) {
            if let Value::Local(local) = &this.node
                && let Local::Instance { class, .. } = &**local
                && class.0 == act.source()
                && act.module.classes.get(class.1 as usize).is_some_and(|class| class.name.as_deref() == Some(name))
            {
                return Some(this.clone());
            }
        }
        let index = act.module.classes.iter().position(|class| class.name.as_deref() == Some(name))?;
        let id = ClassId(act.source(), u32::try_from(index).ok()?);
        Some(At::new(self.instance_of(id), at))
    }

    /// A static member of a class of which a file imports all of them. Of classes outside the tree only a constant is
    /// taken for one: a name in small letters is likelier somebody else's.
    fn of_import(&mut self, act: &Act, name: &Name, at: Span) -> Option<At<Value>> {
        let classes = self.module_name(act.source(), SHARED)?;
        let Value::List(classes) = classes.node else { return None };
        let mut outside = None;
        for class in &classes.items {
            let class = self.force(class.clone());
            match &class.node {
                Value::Local(local) if matches!(**local, Local::Class { .. }) => {
                    if let Some(value) = self.own_member(act, &class, name, at) {
                        return Some(value);
                    }
                }
                Value::Foreign(chain)
                    if name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_') =>
                {
                    outside = Some(super::objects::step(chain, crate::value::Step::Member(name.clone())));
                }
                _ => {}
            }
        }
        outside.map(|value| At::new(value, at))
    }

    /// A class within a class, found without evaluating the class around it, which may be what is going on.
    pub(super) fn nested_class(&self, id: ClassId, name: &str) -> Option<Value> {
        let module = self.world.module(id.0)?;
        let class = module.classes.get(id.1 as usize)?;
        let nested = class.body.iter().find_map(|statement| match &statement.kind {
            StmtKind::Class(index) => {
                let found = module.classes.get(*index as usize)?;
                (found.name.as_deref() == Some(name)).then_some(*index)
            }
            _ => None,
        })?;
        Some(Value::Local(Arc::new(Local::Class { id: ClassId(id.0, nested), around: Scopes::default() })))
    }
}
