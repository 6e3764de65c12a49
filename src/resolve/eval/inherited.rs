//! Members that a method names without saying whose they are, in languages where that means `this`.

use super::{Act, Machine};
use crate::{
    source::{At, Span},
    syntax::Language,
    value::{Local, Name, Value},
};

impl Machine<'_> {
    /// A name that is a member of `this`: a field, or a method, of its class or of one that it stems from. What the class
    /// itself declares the reader has seen already; this is for what is inherited.
    pub(super) fn inherited(&mut self, act: &Act, name: &Name, at: Span) -> Option<At<Value>> {
        if !matches!(act.module.language, Language::CSharp | Language::Java | Language::Kotlin) {
            return None;
        }
        let bound = act.names.get("this").or_else(|| act.around.iter().rev().find_map(|scope| scope.get("this")));
        let this = bound?.clone();
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
            return Some(self.member(&mut quiet, &this, name, at));
        }
        None
    }
}
