//! Members and elements of values: `x.name`, `x[key]`, and what `**x` gives.

use super::{Act, Machine, expressions::why_of, join::one_of, operators};
use crate::{
    resolve::known,
    source::{At, SourceId, Span},
    syntax::Language,
    value::{Chain, List, Local, Map, Name, Parameter, Root, Step, Value, Why},
};
use std::sync::Arc;

impl Machine<'_> {
    /// `of.name`.
    pub fn member(&mut self, act: &mut Act, of: &At<Value>, name: &Name, at: Span) -> At<Value> {
        match &of.node {
            Value::Map(map) => match map.get(name) {
                Some(value) => self.force(value.clone()),
                None if map.open.is_some() => At::new(Value::Unknown(map.open.clone().unwrap_or(Why::Runtime)), at),
                None if act.is_go() => At::new(Value::Null, at),
                None => At::new(Value::Unknown(Why::Undefined(name.clone())), at),
            },
            Value::Local(local) => self.local_member(act, &of.node, local, name, at),
            Value::Foreign(chain) if known::path_of(chain).as_deref() == Some("import.meta") && name != "env" => {
                let own = known::paths::own(&format!("import.meta.{name}"), &self.world.files.path(act.source()));
                At::new(own.map_or_else(|| step(chain, Step::Member(name.clone())), |path| Value::text(path, at)), at)
            }
            Value::Foreign(chain) => {
                if let Some(value) = self.option(act, of.span, chain, name, at) {
                    return value;
                }
                At::new(known::member(chain, name, at).unwrap_or_else(|| step(chain, Step::Member(name.clone()))), at)
            }
            Value::Unknown(why) => At::new(beyond(why, Step::Member(name.clone())), at),
            Value::Default(inner, why) => {
                let inner = At::new((**inner).clone(), of.span);
                let part = (inner.node != Value::Null).then(|| self.member(act, &inner, name, at));
                of_default(part, why, Step::Member(name.clone()), at)
            }
            Value::OneOf(all) => {
                let some: Vec<_> =
                    all.iter().filter(|one| !matches!(one.node, Value::Null | Value::Absent)).cloned().collect();
                if some.is_empty() {
                    return At::new(Value::Unknown(Why::Runtime), at);
                }
                let members: Vec<_> = some.iter().map(|one| self.member(act, one, name, at)).collect();
                one_of(members)
            }
            Value::Text(_) | Value::Int(_) if matches!(name.as_str(), "value" | "Value") => of.clone(),
            Value::List(list) if name.parse::<i64>().is_ok() => {
                list_element(list, name.parse().unwrap_or_default(), at)
            }
            Value::List(list) if name == "length" && list.open.is_none() => {
                At::new(Value::Int(i64::try_from(list.items.len()).unwrap_or(i64::MAX)), at)
            }
            node => At::new(
                known::paths::member(node, name, at).unwrap_or(Value::Unknown(Why::Undefined(name.clone()))),
                at,
            ),
        }
    }

    fn local_member(&mut self, act: &mut Act, whole: &Value, local: &Arc<Local>, name: &Name, at: Span) -> At<Value> {
        match &**local {
            Local::Module(source) => self
                .exported(*source, name)
                .or_else(|| {
                    self.world
                        .imports
                        .submodule(*source, name)
                        .map(|sub| At::new(Value::Local(Arc::new(Local::Module(sub))), at))
                })
                .unwrap_or_else(|| At::new(Value::Unknown(Why::Undefined(name.clone())), at)),
            Local::Instance { class, fields, .. } => match fields.get(name) {
                Some(value) => self.force(value.clone()),
                None => self.instance_member(act, whole, *class, fields, name, at),
            },
            Local::Class { id, .. } => {
                self.share_running(act);
                self.class_member(act, whole, *id, name, at)
            }
            Local::Super { class, bound } => self.super_member(act, *class, bound, name, at),
            Local::Made(class) => {
                if self.method(*class, name, 0).is_some() {
                    return self.instance_member(act, whole, *class, &Map::default(), name, at);
                }
                let made = At::new(self.instance_of(*class), at);
                self.member(act, &made, name, at)
            }
            Local::Field { .. } => {
                let held = self.force(At::new(whole.clone(), at));
                if held.node == *whole { held } else { self.member(act, &held, name, at) }
            }
            Local::Function { .. } | Local::Bytes(_) => {
                At::new(beyond(&Why::Outside(name.clone()), Step::Member(name.clone())), at)
            }
            Local::Import { module, name: imported } => {
                let forced = self.exported(*module, imported);
                match forced {
                    Some(value) if !matches!(&value.node, Value::Local(inner) if **inner == **local) => {
                        self.member(act, &value, name, at)
                    }
                    _ => At::new(beyond(&Why::Undefined(imported.clone()), Step::Member(name.clone())), at),
                }
            }
        }
    }

    /// `of[index]`.
    pub(super) fn element(&mut self, act: &mut Act, of: &At<Value>, index: &At<Value>, at: Span) -> At<Value> {
        match (&of.node, &index.node) {
            (Value::Map(map), key) if holds_nothing(act.module.language, map, key) => At::new(Value::Null, at),
            (Value::Map(map), key) => self.force(map_element(map, key, at)),
            (Value::List(list), Value::Int(n)) => list_element(list, *n, at),
            (Value::List(list), other) => {
                At::new(Value::Unknown(list.open.clone().unwrap_or_else(|| why_of(other))), at)
            }
            (Value::Foreign(chain), key) => {
                let known = self.app_setting(act, chain, Some(index)).or_else(|| known::element(chain, key));
                At::new(known.unwrap_or_else(|| step(chain, Step::Index(Box::new(key.clone())))), at)
            }
            (Value::Default(inner, why), _) => {
                let inner = At::new((**inner).clone(), of.span);
                let part = (inner.node != Value::Null).then(|| self.element(act, &inner, index, at));
                of_default(part, why, Step::Index(Box::new(index.node.clone())), at)
            }
            (Value::OneOf(all), _) => {
                let elements: Vec<_> = all.iter().map(|one| self.element(act, one, index, at)).collect();
                one_of(elements)
            }
            (Value::Local(local), key) if act.is_python() && self.is_generic(local, key) => of.clone(),
            (Value::Local(_), key) => match key.as_str() {
                Some(key) => self.member(act, of, &key.into(), at),
                None => At::new(Value::Unknown(why_of(key)), at),
            },
            (Value::Unknown(Why::Parameter(parameter)), key) if key.as_str().is_some() => {
                let name = key.as_str().unwrap_or_default().into();
                let parameter = Parameter { function: parameter.function, name };
                At::new(Value::Unknown(Why::Parameter(parameter)), at)
            }
            (Value::Unknown(why), key) => At::new(beyond(why, Step::Index(Box::new(key.clone()))), at),
            (other, _) => At::new(Value::Unknown(why_of(other)), at),
        }
    }

    /// Whether what stands in brackets behind a class of Python are types: `Base[T]` is `Base`. Of an enumeration they are
    /// names of its members.
    fn is_generic(&mut self, local: &Local, key: &Value) -> bool {
        let Local::Class { id, .. } = local else { return false };
        let types = matches!(key, Value::Foreign(_) | Value::Local(_) | Value::List(_) | Value::Null);
        types && !self.base_paths(*id).iter().any(|path| path.ends_with("Enum"))
    }

    /// What `**value` or `...value` gives: a map where it can be known.
    pub fn fields_of(&mut self, value: &At<Value>) -> Value {
        match &value.node {
            Value::Local(local) => match &**local {
                Local::Instance { .. } | Local::Made(_) => match self.kept(value).node {
                    Value::Local(local) => match &*local {
                        Local::Instance { fields, .. } => Value::Map(Arc::new(fields.clone())),
                        _ => Value::Unknown(Why::Spread),
                    },
                    other => other,
                },
                Local::Import { .. } => {
                    let forced = self.force(value.clone());
                    if forced.node == value.node { Value::Unknown(Why::Spread) } else { self.fields_of(&forced) }
                }
                _ => Value::Unknown(Why::Spread),
            },
            other => other.clone(),
        }
    }

    /// What a module gives under a name: in TypeScript its exports, in Python any name.
    pub(super) fn exported(&mut self, module: SourceId, name: &str) -> Option<At<Value>> {
        match self.world.module(module)?.language {
            Language::TypeScript | Language::JavaScript => {
                self.through_stars(module, |machine, module| machine.own_export(module, name))
            }
            Language::Go => self.package_name(module, name),
            Language::Rust => self.within(module, name),
            _ => {
                let value = self.module_name(module, name)?;
                Some(self.force(value))
            }
        }
    }

    /// What a file gives whoever includes it (PHP).
    pub fn returned(&mut self, file: SourceId) -> Option<At<Value>> {
        self.own_export(file, "default")
    }

    /// What a module of TypeScript exports itself under a name.
    fn own_export(&mut self, module: SourceId, name: &str) -> Option<At<Value>> {
        let scope = self.module_scope(module)?;
        if let Some(value) = scope.exports.get(name) {
            return Some(self.force(value.clone()));
        }
        match scope.exports.get("default").map(|at| &at.node) {
            Some(Value::Map(map)) => map.get(name).cloned(),
            _ => None,
        }
    }

    pub(super) fn module_scope(&mut self, source: SourceId) -> Option<Arc<crate::resolve::world::ModuleScope>> {
        self.world.scope(source)
    }
}

/// A part of a default, if it has parts. One that it does not have is there where something else was said.
fn of_default(part: Option<At<Value>>, why: &Why, next: Step, at: Span) -> At<Value> {
    match part {
        None | Some(At { node: Value::Unknown(Why::Undefined(_)), .. }) => At::new(beyond(why, next), at),
        Some(part) => At::new(operators::by_default(part.node, why), part.span),
    }
}

/// Whether a map certainly has nothing under a key, in languages where that is no error.
fn holds_nothing(language: Language, map: &Map, key: &Value) -> bool {
    let silent = matches!(language, Language::Php | Language::Ruby) && map.open.is_none();
    silent && matches!(key, Value::Text(_)) && key.as_str().is_some_and(|key| map.get(&key).is_none())
}

fn map_element(map: &Map, key: &Value, at: Span) -> At<Value> {
    let missing = |key: &str| Value::Unknown(map.open.clone().unwrap_or_else(|| Why::Undefined(key.into())));
    match key {
        Value::Text(_) => match key.as_str() {
            Some(key) => map.get(&key).cloned().unwrap_or_else(|| At::new(missing(&key), at)),
            None => any_element(map, key, at),
        },
        Value::Default(inner, why) => {
            let value = map_element(map, inner, at);
            At::new(operators::by_default(value.node, why), value.span)
        }
        Value::OneOf(all) => one_of(all.iter().map(|key| map_element(map, &key.node, at))),
        _ => any_element(map, key, at),
    }
}

/// An element under a key that is not known: any of them.
fn any_element(map: &Map, key: &Value, at: Span) -> At<Value> {
    let mut all: Vec<At<Value>> = map.entries.iter().map(|entry| entry.value.clone()).collect();
    if all.is_empty() || map.open.is_some() {
        all.push(At::new(Value::Unknown(map.open.clone().unwrap_or_else(|| why_of(key))), at));
    }
    one_of(all)
}

fn list_element(list: &List, n: i64, at: Span) -> At<Value> {
    let index = usize::try_from(n.unsigned_abs()).unwrap_or(usize::MAX);
    let found = if n >= 0 {
        list.items.get(index)
    } else if list.open.is_none() {
        list.items.len().checked_sub(index).and_then(|index| list.items.get(index))
    } else {
        None
    };
    found.cloned().unwrap_or_else(|| At::new(Value::Unknown(list.open.clone().unwrap_or(Why::Runtime)), at))
}

/// A chain with one more step.
pub fn step(chain: &Arc<Chain>, next: Step) -> Value {
    let mut longer = Chain::clone(chain);
    if longer.steps.len() < 64 {
        longer.steps.push(next);
        Value::Foreign(Arc::new(longer))
    } else {
        Value::Unknown(Why::TooDeep)
    }
}

/// A step from something unknown, kept as a chain so that calls on it are still seen.
pub fn beyond(why: &Why, next: Step) -> Value {
    Value::Foreign(Arc::new(Chain { root: Root::Unknown(why.clone()), steps: vec![next] }))
}
