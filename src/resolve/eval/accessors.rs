//! Fields that are read and written through methods nobody wrote: those of records, and those that Lombok makes.

use super::{Act, Machine, methods::begun};
use crate::{
    resolve::known,
    source::{At, Span},
    syntax::{Expr, Language},
    value::{Args, Local, Map, Name, Value},
};

impl Machine<'_> {
    /// A method of Java's or Kotlin's libraries, of an extension, or of a field that has none of its own.
    pub(super) fn jvm_method(
        &mut self,
        act: &mut Act,
        place: &Expr,
        receiver: &At<Value>,
        name: &Name,
        args: &Args,
        at: Span,
    ) -> Option<At<Value>> {
        if !matches!(act.module.language, Language::Java | Language::Kotlin) {
            return None;
        }
        if let Some(value) = self.scoped(act, place, receiver, name, args, at) {
            return Some(value);
        }
        if let Some(effect) = known::jvm::method(&receiver.node, name, args, at) {
            if let Some(changed) = effect.changed {
                self.store_back(act, begun(place), At::new(changed, receiver.span));
            }
            return Some(At::new(effect.result, at));
        }
        self.accessor(act, place, receiver, name, args, at)
    }

    /// `settings.model()`, `settings.getModel()`, `settings.setModel(m)` of an instance whose class has no such method.
    fn accessor(
        &mut self,
        act: &mut Act,
        place: &Expr,
        receiver: &At<Value>,
        name: &Name,
        args: &Args,
        at: Span,
    ) -> Option<At<Value>> {
        if !args.named.entries.is_empty() {
            return None;
        }
        let Value::Local(local) = &receiver.node else { return None };
        let Local::Instance { class, fields, .. } = &**local else { return None };
        if self.method(*class, name, 0).is_some() {
            return None;
        }
        match args.positional.as_slice() {
            [] => {
                let field =
                    ["get", "is"].iter().find_map(|prefix| bare(name, prefix)).filter(|f| fields.get(f).is_some());
                let value = fields.get(name).or_else(|| fields.get(field.as_ref()?))?;
                Some(self.force(value.clone()))
            }
            [value] => {
                let field = bare(name, "set").filter(|field| fields.get(field).is_some())?;
                let mut fields: Map = fields.clone();
                fields.set(field, value.clone());
                self.store_back(act, place, At::new(Value::instance(*class, fields), receiver.span));
                Some(At::new(Value::Null, at))
            }
            _ => None,
        }
    }
}

/// `model` of `getModel`.
fn bare(name: &str, prefix: &str) -> Option<Name> {
    let rest = name.strip_prefix(prefix)?;
    let first = rest.chars().next().filter(|first| first.is_uppercase())?;
    Some(format!("{}{}", first.to_lowercase(), &rest[first.len_utf8()..]).into())
}
