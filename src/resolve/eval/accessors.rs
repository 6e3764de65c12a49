//! Fields that are read and written through methods nobody wrote: those of records, and those that Lombok makes.

use super::{Act, Machine};
use crate::{
    source::{At, Span},
    syntax::{Expr, Language},
    value::{Args, Local, Map, Name, Value},
};

impl Machine<'_> {
    /// `settings.model()`, `settings.getModel()`, `settings.setModel(m)` of an instance whose class has no such method.
    pub(super) fn accessor(
        &mut self,
        act: &mut Act,
        place: &Expr,
        receiver: &At<Value>,
        name: &Name,
        args: &Args,
        at: Span,
    ) -> Option<At<Value>> {
        if !matches!(act.module.language, Language::Java | Language::Kotlin) || !args.named.entries.is_empty() {
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
