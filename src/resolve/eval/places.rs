//! Writing into places: `params["x"] = …`, `self.model = …`, `messages.append(…)` change the value of the name they
//! begin with.

use super::{Act, Machine, expressions::why_of, join::one_of};
use crate::{
    resolve::{bounds, known},
    source::{At, Span},
    syntax::{Expr, ExprKind, Language},
    value::{Args, Chain, List, Local, Map, Step, Value, Why},
};
use std::sync::Arc;

/// Under which name a construction is given what is set on it by key.
const ITEMS: &str = "[]";

impl Machine<'_> {
    /// Puts a value into a place.
    pub(super) fn store(&mut self, act: &mut Act, place: &Expr, value: At<Value>) {
        act.unsuppose_within(place);
        match &place.kind {
            ExprKind::Name(name) => act.names.set(name.clone(), value),
            ExprKind::Attribute { of, name, .. } => {
                if is_exports(of, name) {
                    return;
                }
                let whole = self.eval(act, of);
                let whole = self.made(whole);
                let set: Option<Setter> = match act.module.language {
                    Language::CSharp => Some(known::csharp::with_property),
                    Language::Php | Language::Ruby => Some(set_on_construction),
                    _ => None,
                };
                let property = set.and_then(|set| with_property(&whole.node, name, &value, set));
                if let Some(changed) = property.or_else(|| with_field(&whole.node, name, value)) {
                    self.store_back(act, of, At::new(changed, whole.span));
                }
            }
            ExprKind::Index { of, index } => {
                let whole = self.eval(act, of);
                let whole = self.made(whole);
                let index = self.eval(act, index);
                let changed = match index.node.as_str() {
                    Some(key) if act.module.language == Language::Ruby && matches!(whole.node, Value::Foreign(_)) => {
                        with_property(&whole.node, &key, &value, set_item_on_construction)
                    }
                    Some(key) => with_field(&whole.node, &key, value),
                    None => with_item(&whole.node, &index.node, value),
                };
                if let Some(changed) = changed {
                    self.store_back(act, of, At::new(changed, whole.span));
                }
            }
            ExprKind::Await(of) => self.store(act, of, value),
            _ => {}
        }
    }

    /// `del a["k"], b.c`: takes what the places hold out of their wholes. A name that is deleted is not followed.
    pub(super) fn empty(&mut self, act: &mut Act, places: &[Expr]) -> Value {
        for place in places {
            self.empty_place(act, place);
        }
        Value::Bool(true)
    }

    fn empty_place(&mut self, act: &mut Act, place: &Expr) {
        let (of, key) = match &place.kind {
            ExprKind::Attribute { of, name, .. } => (of, Some(name.to_string())),
            ExprKind::Index { of, index } => (of, self.eval(act, index).node.as_str()),
            _ => return,
        };
        let whole = self.eval(act, of);
        let whole = self.made(whole);
        if let Some(changed) = without(&whole.node, key.as_deref(), place.span) {
            self.store_back(act, of, At::new(changed, whole.span));
        }
    }

    /// Puts a changed whole back where it came from, if it came from a place.
    pub(super) fn store_back(&mut self, act: &mut Act, place: &Expr, value: At<Value>) {
        match &place.kind {
            ExprKind::Name(name) => {
                // What a module holds is seen changed in the function that changes it, for as long as that runs.
                let held = act.names.get(name).is_some() || act.around.iter().any(|scope| scope.contains_key(name));
                if held || act.function.is_none() || self.module_name(act.source(), name).is_some() {
                    act.names.set(name.clone(), value);
                }
            }
            ExprKind::Attribute { .. } | ExprKind::Index { .. } => self.store(act, place, value),
            _ => {}
        }
    }
}

/// `whole` without the entry under `key`, or perhaps without any one where the key is not known.
fn without(whole: &Value, key: Option<&str>, at: Span) -> Option<Value> {
    match whole {
        Value::Map(map) => Some(Value::Map(Arc::new(without_entry(map, key, at)))),
        Value::List(list) => {
            let open = list.open.clone().or(Some(Why::Runtime));
            Some(Value::List(Arc::new(List { items: list.items.clone(), open })))
        }
        Value::Local(local) => match &**local {
            Local::Instance { class, fields, .. } => Some(Value::instance(*class, without_entry(fields, key, at))),
            _ => None,
        },
        Value::Default(inner, why) => {
            without(inner, key, at).map(|changed| Value::Default(Box::new(changed), why.clone()))
        }
        Value::OneOf(all) => {
            let changed = all.iter().map(|one| {
                let node = without(&one.node, key, at).unwrap_or_else(|| one.node.clone());
                At::new(node, one.span)
            });
            Some(Value::OneOf(changed.collect()))
        }
        _ => None,
    }
}

fn without_entry(map: &Map, key: Option<&str>, at: Span) -> Map {
    let mut left = map.clone();
    match key {
        Some(key) => left.entries.retain(|entry| entry.key != key),
        None => {
            for entry in &mut left.entries {
                entry.value = one_of([entry.value.clone(), At::new(Value::Absent, at)]);
            }
        }
    }
    left
}

fn is_exports(of: &Expr, name: &str) -> bool {
    matches!(&of.kind, ExprKind::Name(of) if of == "module" && name == "exports")
}

/// Sets a property of a thing made outside the tree.
type Setter = fn(&Chain, &str, At<Value>) -> Option<Value>;

/// Things made outside the tree, each with a property set that its construction might have been given.
fn with_property(whole: &Value, name: &str, value: &At<Value>, set: Setter) -> Option<Value> {
    match whole {
        Value::Foreign(chain) => set(chain, name, value.clone()),
        Value::Default(inner, why) => {
            with_property(inner, name, value, set).map(|changed| Value::Default(Box::new(changed), why.clone()))
        }
        Value::OneOf(all) if all.iter().any(|one| matches!(one.node, Value::Foreign(_))) => {
            let changed = all.iter().map(|one| {
                let changed = with_property(&one.node, name, value, set);
                let changed = changed.or_else(|| with_field(&one.node, name, value.clone()));
                At::new(changed.unwrap_or_else(|| one.node.clone()), one.span)
            });
            Some(one_of(changed).node)
        }
        _ => None,
    }
}

/// `whole` with `name` set; nothing where it cannot have fields that are followed.
pub(super) fn with_field(whole: &Value, name: &str, value: At<Value>) -> Option<Value> {
    match whole {
        Value::Map(map) => {
            let mut map = Map::clone(map);
            map.set(name.into(), value);
            Some(Value::Map(Arc::new(map)))
        }
        // PHP writes an empty map as an empty list.
        Value::List(list) if list.items.is_empty() && list.open.is_none() => {
            let mut map = Map::default();
            map.set(name.into(), value);
            Some(Value::Map(Arc::new(map)))
        }
        Value::Local(local) => match &**local {
            Local::Instance { class, fields, .. } => {
                let mut fields = fields.clone();
                let fits = value.node.weight(bounds::WEIGHT) < bounds::WEIGHT;
                let kept = if fits { value } else { At::new(Value::Unknown(Why::TooMany), value.span) };
                fields.set(name.into(), kept);
                Some(Value::instance(*class, fields))
            }
            _ => None,
        },
        Value::Default(inner, why) => {
            with_field(inner, name, value).map(|changed| Value::Default(Box::new(changed), why.clone()))
        }
        Value::OneOf(all) => {
            let changed = all.iter().map(|one| {
                let node = with_field(&one.node, name, value.clone()).unwrap_or_else(|| one.node.clone());
                At::new(node, one.span)
            });
            Some(Value::OneOf(changed.collect()))
        }
        Value::Unknown(why) => {
            let mut map = Map { entries: Vec::new(), open: Some(why.clone()) };
            map.set(name.into(), value);
            Some(Value::Map(Arc::new(map)))
        }
        _ => None,
    }
}

/// A thing that was constructed outside the tree, with a field set as if it had been given by name.
fn set_on_construction(chain: &Chain, name: &str, value: At<Value>) -> Option<Value> {
    constructed_with(chain, |given| given.set(name.into(), value))
}

/// The same for an item, as Ruby sets headers: `request["accept"] = "application/json"`.
fn set_item_on_construction(chain: &Chain, key: &str, value: At<Value>) -> Option<Value> {
    constructed_with(chain, |given| {
        let span = value.span;
        let before = given.get(ITEMS).and_then(|items| with_field(&items.node, key, value.clone()));
        let items = before.or_else(|| with_field(&Value::Map(Arc::default()), key, value));
        given.set(ITEMS.into(), At::new(items.unwrap_or(Value::Unknown(Why::Runtime)), span));
    })
}

fn constructed_with(chain: &Chain, give: impl FnOnce(&mut Map)) -> Option<Value> {
    let [before @ .., Step::Member(class), Step::Call(args)] = chain.steps.as_slice() else { return None };
    if !class.starts_with(char::is_uppercase) {
        return None;
    }
    let mut args = Args::clone(args);
    give(&mut args.named);
    let mut steps = before.to_vec();
    steps.extend([Step::Member(class.clone()), Step::Call(Arc::new(args))]);
    Some(Value::Foreign(Arc::new(Chain { root: chain.root.clone(), steps })))
}

/// `whole` with an item set at a position, or with a key that is not known.
fn with_item(whole: &Value, index: &Value, value: At<Value>) -> Option<Value> {
    match (whole, index) {
        (Value::List(list), Value::Int(n)) => {
            let mut list = List::clone(list);
            let at = if *n < 0 {
                list.items.len().checked_sub(usize::try_from(n.unsigned_abs()).ok()?)
            } else {
                usize::try_from(*n).ok()
            };
            match at.and_then(|at| list.items.get_mut(at)) {
                Some(item) => *item = value,
                None => list.open = list.open.or(Some(Why::Runtime)),
            }
            Some(Value::List(Arc::new(list)))
        }
        (Value::List(list), index) => {
            Some(Value::List(Arc::new(List { items: list.items.clone(), open: Some(why_of(index)) })))
        }
        (Value::Map(map), index) => {
            Some(Value::Map(Arc::new(Map { entries: map.entries.clone(), open: Some(why_of(index)) })))
        }
        _ => None,
    }
}
