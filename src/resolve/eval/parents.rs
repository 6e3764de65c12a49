//! `super`: what a class stems from, on behalf of the instance at hand.

use super::{Act, Machine};
use crate::{
    source::{At, Span},
    syntax::{Argument, Role},
    value::{ClassId, Local, Name, Value, Why},
};
use std::sync::Arc;

impl Machine<'_> {
    /// `super(…)`: in Python the parent, elsewhere a call of its constructor.
    pub(super) fn super_of(&mut self, act: &mut Act, arguments: &[Argument], span: Span) -> At<Value> {
        let Some(parent) = parent_of(act) else { return At::new(Value::Unknown(Why::Runtime), span) };
        let value = At::new(parent, span);
        if act.is_python() {
            return value;
        }
        let args = self.arguments(act, arguments, None);
        let own = act.definition().filter(|function| function.role == Role::Constructor);
        let name = own.and_then(|function| function.name.clone()).unwrap_or(Name::new_static("constructor"));
        let constructor = self.member(act, &value, &name, span);
        if let (Value::Local(_), (_, Some(outcome))) =
            (&constructor.node, self.apply(act, &constructor, &args, span, span))
            && let Some(after) = outcome.receiver
        {
            act.names.set(Name::new_static("this"), At::new(after, span));
        }
        At::new(Value::Null, span)
    }
}

/// What `super` is here.
pub(super) fn parent_of(act: &Act) -> Option<Value> {
    let class = act.definition()?.class?;
    let receiver = ["self", "cls", "this"].iter().find_map(|name| act.names.get(name))?.clone();
    let id = ClassId(act.source(), class);
    Some(Value::Local(Arc::new(Local::Super { class: id, bound: Box::new(receiver.node) })))
}
