//! Fields of instances that methods set beside the constructor, worked out when somebody asks for them.

use super::{Machine, join::one_of};
use crate::{
    resolve::{
        bounds,
        fields::set_fields,
        rests::{self, Part},
        slice::{self, Purpose},
    },
    source::{At, Span},
    syntax::Role,
    value::{Args, ClassId, Entry, FunctionId, List, Local, Map, Name, Scopes, Value, Why},
};
use std::sync::Arc;

/// How deep in a value promises are kept.
const PROMISES: u32 = 3;

impl Machine<'_> {
    /// Puts a promise in place of each field that methods other than the constructor set.
    pub(super) fn defer_late_fields(&mut self, id: ClassId, fields: &mut Map) {
        let Some(module) = self.world.module(id.0) else { return };
        let Some(class) = module.classes.get(id.1 as usize) else { return };
        for name in self.world.setters(&module, id).late() {
            let before = fields.get(name).cloned();
            let span = before.as_ref().map_or(class.name_span, |value| value.span);
            let deferred = Local::Field { class: id, name: name.clone(), before: before.map(Box::new) };
            fields.set(name.clone(), At::new(Value::Local(Arc::new(deferred)), span));
        }
    }

    /// An instance that somebody made with arguments that are not seen.
    pub(super) fn some_instance(&mut self, id: ClassId) -> Value {
        if self.is_lazy(id) { Value::Local(Arc::new(Local::Made(id))) } else { self.instance_of(id) }
    }

    /// Whether what an instance holds is worked out when somebody asks: where `self` and `this` are always written.
    pub(super) fn is_lazy(&self, id: ClassId) -> bool {
        self.world.module(id.0).is_some_and(|module| slice::is_sliced(module.language))
    }

    /// Fields that other methods set, worked out at once: they may hold what any of those methods put there.
    pub(super) fn add_late_fields(&mut self, id: ClassId, fields: &mut Map) {
        let Some(module) = self.world.module(id.0) else { return };
        let Some(class) = module.classes.get(id.1 as usize) else { return };
        for index in &class.methods {
            let function = &module.functions[*index as usize];
            if function.role == Role::Constructor || set_fields(function).is_empty() {
                continue;
            }
            let instance = Value::instance(id, fields.clone());
            let method = FunctionId(id.0, *index);
            let result = self.enter(&module, method, Scopes::default(), Some(&instance), None, function.name_span);
            let Some(Value::Local(local)) = result.receiver else { continue };
            let Local::Instance { fields: after, .. } = &*local else { continue };
            for entry in &after.entries {
                let value = match fields.get(&entry.key) {
                    Some(old) if old.node == entry.value.node => continue,
                    Some(old) if old.node == Value::Null => entry.value.clone(),
                    Some(old) => one_of([old.clone(), entry.value.clone()]),
                    None => entry.value.clone(),
                };
                fields.set(entry.key.clone(), value);
            }
        }
    }

    /// What such a field may hold: what was there before, or what any of the methods puts there.
    pub(super) fn late_field(
        &mut self,
        class: ClassId,
        name: &Name,
        before: Option<&At<Value>>,
        at: Span,
    ) -> At<Value> {
        let question = (class, name.clone());
        if let Some(known) = self.late.get(&question) {
            rests::on_what_came_before();
            return known.clone();
        }
        if let Some(known) = self.world.late.get(&question) {
            return known;
        }
        let _part = Part::begin();
        let unknown = |why: Why| before.cloned().unwrap_or_else(|| At::new(Value::Unknown(why), at));
        if let Some(began) = self.awaited.iter().find(|(awaited, _)| *awaited == question).map(|(_, level)| *level) {
            self.meets(began);
            return unknown(Why::Cycle);
        }
        if self.awaited.len() >= bounds::FIELD_DEPTH {
            self.meets(0);
            return unknown(Why::TooDeep);
        }
        let (value, lasting) = self.apart(class, |machine| {
            let level = machine.level();
            machine.awaited.push((question.clone(), level));
            let value = machine.set_by_methods(class, name, before);
            machine.awaited.pop();
            value
        });
        let value = value.unwrap_or_else(|| unknown(Why::Runtime));
        if lasting {
            return self.world.late.keep(question, value);
        }
        self.late.insert(question, value.clone());
        value
    }

    fn set_by_methods(&mut self, class: ClassId, name: &Name, before: Option<&At<Value>>) -> Option<At<Value>> {
        let module = self.world.module(class.0)?;
        let setters = self.world.setters(&module, class);
        let instance = self.instance_of(class);
        let mut held = before.cloned();
        for index in setters.of_field(name) {
            let method = FunctionId(class.0, *index);
            let slice = self.world.slice(&module, method, Purpose::Field(name.clone()));
            let span = module.functions[*index as usize].name_span;
            let result = self.enter_for(&module, method, (Scopes::default(), slice), Some(&instance), None, span);
            for one in result.receiver.iter().flat_map(Value::possibilities) {
                let Value::Local(local) = one else { continue };
                let Local::Instance { fields, .. } = &**local else { continue };
                let Some(after) = fields.get(name).and_then(without_promises) else { continue };
                held = match held {
                    Some(old) if old.node == after.node => Some(old),
                    Some(old) if old.node != Value::Null => Some(one_of([old, after])),
                    _ => Some(after),
                };
            }
        }
        held
    }

    /// The instance itself, where a value is one whose fields were not asked for yet.
    pub fn made(&mut self, value: At<Value>) -> At<Value> {
        match &value.node {
            Value::Local(local) => match &**local {
                Local::Made(class) => At::new(self.instance_of(*class), value.span),
                _ => value,
            },
            Value::OneOf(all) if all.iter().any(|one| is_made(&one.node)) => {
                one_of(all.iter().map(|one| self.made(one.clone())).collect::<Vec<_>>())
            }
            _ => value,
        }
    }

    /// Arguments with every promise in them kept, for code that cannot ask.
    pub(super) fn kept_args(&mut self, args: &Arc<Args>) -> Arc<Args> {
        let named = args.named.entries.iter().map(|entry| &entry.value);
        if !args.positional.iter().chain(named).any(|value| promises(&value.node, 0)) {
            return Arc::clone(args);
        }
        Arc::new(Args {
            positional: args.positional.iter().map(|value| self.kept(value)).collect(),
            named: self.kept_map(&args.named, 0),
            open: args.open.clone(),
            ..Args::clone(args)
        })
    }

    /// A value with the promises in it kept.
    pub(super) fn kept(&mut self, value: &At<Value>) -> At<Value> {
        self.kept_at(value, 0)
    }

    fn kept_at(&mut self, value: &At<Value>, depth: u32) -> At<Value> {
        if !promises(&value.node, depth) {
            return value.clone();
        }
        let inner = depth + 1;
        let node = match &value.node {
            Value::Local(local) => match &**local {
                Local::Instance { class, fields, .. } => Value::instance(*class, self.kept_map(fields, inner)),
                Local::Made(_) => {
                    let made = self.made(value.clone());
                    return self.kept_at(&made, inner);
                }
                _ => return self.force(value.clone()),
            },
            Value::List(list) => {
                let items = list.items.iter().map(|item| self.kept_at(item, inner)).collect();
                Value::List(Arc::new(List { items, open: list.open.clone() }))
            }
            Value::Map(map) => Value::Map(Arc::new(self.kept_map(map, inner))),
            Value::OneOf(all) => return one_of(all.iter().map(|one| self.kept_at(one, inner)).collect::<Vec<_>>()),
            Value::Default(default, why) => {
                let kept = self.kept_at(&At::new((**default).clone(), value.span), inner);
                Value::Default(Box::new(kept.node), why.clone())
            }
            other => other.clone(),
        };
        At::new(node, value.span)
    }

    fn kept_map(&mut self, map: &Map, depth: u32) -> Map {
        let entry = |entry: &Entry, value| Entry { key: entry.key.clone(), value };
        let entries = map.entries.iter().map(|one| {
            let value = self.kept_at(&one.value, depth);
            entry(one, value)
        });
        Map { entries: entries.collect(), open: map.open.clone() }
    }
}

/// What of a value is not the field itself, not worked out yet: that a method left it alone says nothing new.
fn without_promises(value: &At<Value>) -> Option<At<Value>> {
    match &value.node {
        Value::OneOf(all) => {
            let new: Vec<At<Value>> = all.iter().filter(|one| !is_promise(&one.node)).cloned().collect();
            (!new.is_empty()).then(|| one_of(new))
        }
        node => (!is_promise(node)).then(|| value.clone()),
    }
}

/// Whether a value is a field that was not worked out yet.
fn is_promise(value: &Value) -> bool {
    matches!(value, Value::Local(local) if matches!(**local, Local::Field { .. }))
}

fn is_made(value: &Value) -> bool {
    matches!(value, Value::Local(local) if matches!(**local, Local::Made(_)))
}

/// Whether a value is, or holds, such a field. What lies deep inside is of no interest to a request.
fn promises(value: &Value, depth: u32) -> bool {
    if depth > PROMISES {
        return false;
    }
    let inner = |value: &Value| promises(value, depth + 1);
    match value {
        Value::Local(local) => match &**local {
            Local::Field { .. } | Local::Made(_) => true,
            Local::Instance { fields, .. } => fields.entries.iter().any(|entry| inner(&entry.value.node)),
            _ => false,
        },
        Value::List(list) => list.items.iter().any(|at| inner(&at.node)),
        Value::Map(map) => map.entries.iter().any(|entry| inner(&entry.value.node)),
        Value::OneOf(all) => all.iter().any(|at| inner(&at.node)),
        Value::Default(value, _) => inner(value),
        _ => false,
    }
}
