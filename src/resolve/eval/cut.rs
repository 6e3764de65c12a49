//! What is left of a value that a function was changing when it was cut short: what stands in it, or anything.

use super::{Machine, join::one_of};
use crate::{
    source::At,
    syntax::Module,
    value::{ClassId, FunctionId, List, Local, Map, Value, Why},
};
use std::sync::Arc;

impl Machine<'_> {
    /// The instance that a method was run on: fields that the rest of the method may set are not known.
    pub(super) fn cut_receiver(&mut self, module: &Arc<Module>, method: FunctionId, value: Value) -> Value {
        let Value::Local(local) = &value else { return value };
        let Local::Instance { class, fields, .. } = &**local else { return value };
        let Some(function) = module.functions.get(method.1 as usize) else { return value };
        let setters = function.class.map(|class| self.world.setters(module, ClassId(method.0, class)));
        let name = function.name.as_deref().unwrap_or_default();
        let mut fields = fields.clone();
        for entry in &mut fields.entries {
            if setters.as_ref().is_none_or(|setters| setters.may_set(name, &entry.key)) {
                entry.value = or_anything(&entry.value);
            }
        }
        Value::instance(*class, fields)
    }
}

/// A map or list that was passed: the rest of the function may write to all of it.
pub(super) fn cut_argument(value: &Value) -> Value {
    match value {
        Value::Map(map) => {
            let mut cut = Map::clone(map);
            cut.entries.iter_mut().for_each(|entry| entry.value = or_anything(&entry.value));
            cut.open.get_or_insert(Why::TooDeep);
            Value::Map(Arc::new(cut))
        }
        Value::List(list) => {
            let open = list.open.clone().or(Some(Why::TooDeep));
            Value::List(Arc::new(List { items: list.items.clone(), open }))
        }
        other => other.clone(),
    }
}

fn or_anything(value: &At<Value>) -> At<Value> {
    one_of([value.clone(), At::new(Value::Unknown(Why::TooDeep), value.span)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        source::{SourceId, Span},
        value::Entry,
    };

    #[test]
    fn what_a_cut_function_was_given_may_hold_anything() {
        let at = Span::new(SourceId(0), 0, 1);
        let entry = Entry { key: "model".into(), value: At::new(Value::text("claude-haiku-4-5", at), at) };
        let map = Value::Map(Arc::new(Map { entries: vec![entry], open: None }));
        let Value::Map(cut) = cut_argument(&map) else { panic!("a map stays one") };
        assert_eq!(cut.open, Some(Why::TooDeep));
        let model = &cut.get("model").expect("it is still there").node;
        assert!(model.possibilities().any(|one| *one == Value::Unknown(Why::TooDeep)), "{model:?}");
        let list = Value::List(Arc::default());
        let Value::List(cut) = cut_argument(&list) else { panic!("a list stays one") };
        assert_eq!(cut.open, Some(Why::TooDeep));
    }
}
