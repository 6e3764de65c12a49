//! What was worked out once and holds for every root.

use super::rests::{self, Part};
use crate::value::{Args, Chain, Local, Map, Piece, Root, Scopes, Step, Text, Value};
use foldhash::quality::{FixedState, FoldHasher};
use std::{
    borrow::Borrow,
    collections::HashMap,
    hash::{BuildHasher, Hash, Hasher},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// Answers by question, shared between threads. An answer is kept only where it rests on nothing but the question, with
/// whether the part in which it was worked out rests on a difference between two states.
#[derive(Debug)]
pub struct Memo<K, V>(Mutex<HashMap<K, (V, bool)>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Hash + Eq, V: Clone> Memo<K, V> {
    /// The answer, if it was kept.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, question: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(question).cloned();
        let (answer, differs) = known?;
        if differs {
            rests::on_a_difference();
        }
        Some(answer)
    }

    /// Keeps an answer, which the innermost part gave, and gives it back.
    pub fn keep(&self, question: K, answer: V) -> V {
        let entry = (answer.clone(), Part::differs());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(question, entry);
        answer
    }

    /// The answer, which is worked out if it was not kept. It may be worked out twice, but never while others wait.
    pub fn of(&self, question: K, answer: impl FnOnce(&K) -> V) -> V {
        self.get(&question).unwrap_or_else(|| {
            let _part = Part::begin();
            let answer = answer(&question);
            self.keep(question, answer)
        })
    }
}

/// Something that is worked out once.
#[derive(Debug)]
pub struct Once<T>(OnceLock<(T, bool)>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> Once<T> {
    /// What it is.
    pub fn get_or_init(&self, work: impl FnOnce() -> T) -> &T {
        let (answer, differs) = self.0.get_or_init(|| {
            let _part = Part::begin();
            let answer = work();
            (answer, Part::differs())
        });
        if *differs {
            rests::on_a_difference();
        }
        answer
    }
}

/// A digest of what a function is called with: equal arguments have equal digests, places included. Scopes around a
/// nested function count by where they lie in memory, so a digest says something as long as its arguments are held.
pub fn digest(args: &Args, bound: Option<&Value>) -> u64 {
    let state = FixedState::default();
    let mut hasher = state.build_hasher();
    in_args(args, &mut hasher);
    bound.is_some().hash(&mut hasher);
    if let Some(value) = bound {
        in_value(value, &mut hasher);
    }
    hasher.finish()
}

fn in_args(args: &Args, hasher: &mut FoldHasher<'_>) {
    args.positional.len().hash(hasher);
    for value in &args.positional {
        value.span.hash(hasher);
        in_value(&value.node, hasher);
    }
    in_map(&args.named, hasher);
    (&args.open, args.building, args.function).hash(hasher);
}

fn in_map(map: &Map, hasher: &mut FoldHasher<'_>) {
    map.entries.len().hash(hasher);
    for entry in &map.entries {
        entry.key.hash(hasher);
        entry.value.span.hash(hasher);
        in_value(&entry.value.node, hasher);
    }
    map.open.hash(hasher);
}

fn in_value(value: &Value, hasher: &mut FoldHasher<'_>) {
    std::mem::discriminant(value).hash(hasher);
    match value {
        Value::Text(text) => in_text(text, hasher),
        Value::Int(n) => n.hash(hasher),
        Value::Float(n) => n.to_bits().hash(hasher),
        Value::Bool(yes) => yes.hash(hasher),
        Value::Null | Value::Absent => {}
        Value::List(list) => {
            list.items.len().hash(hasher);
            for item in &list.items {
                item.span.hash(hasher);
                in_value(&item.node, hasher);
            }
            list.open.hash(hasher);
        }
        Value::Map(map) => in_map(map, hasher),
        Value::OneOf(all) => {
            all.len().hash(hasher);
            for one in all {
                in_value(&one.node, hasher);
            }
        }
        Value::Default(inner, why) => {
            why.hash(hasher);
            in_value(inner, hasher);
        }
        Value::Foreign(chain) => in_chain(chain, hasher),
        Value::Local(local) => in_local(local, hasher),
        Value::Unknown(why) => why.hash(hasher),
    }
}

fn in_text(text: &Text, hasher: &mut FoldHasher<'_>) {
    text.pieces.len().hash(hasher);
    for piece in &text.pieces {
        match piece {
            Piece::Fixed { text, from } => (text, from).hash(hasher),
            Piece::Hole { kind, at } => (kind, at).hash(hasher),
        }
    }
}

fn in_chain(chain: &Chain, hasher: &mut FoldHasher<'_>) {
    std::mem::discriminant(&chain.root).hash(hasher);
    match &chain.root {
        Root::Import(module) => module.hash(hasher),
        Root::Global(name) => name.hash(hasher),
        Root::Unknown(why) => why.hash(hasher),
    }
    chain.steps.len().hash(hasher);
    for step in &chain.steps {
        std::mem::discriminant(step).hash(hasher);
        match step {
            Step::Member(name) => name.hash(hasher),
            Step::Call(args) => in_args(args, hasher),
            Step::Index(value) => in_value(value, hasher),
        }
    }
}

fn in_local(local: &Local, hasher: &mut FoldHasher<'_>) {
    std::mem::discriminant(local).hash(hasher);
    match local {
        Local::Function { id, around, bound } => {
            id.hash(hasher);
            in_scopes(around, hasher);
            if let Some(value) = bound {
                in_value(value, hasher);
            }
        }
        Local::Class { id, around } => {
            id.hash(hasher);
            in_scopes(around, hasher);
        }
        Local::Instance { class, fields, .. } => {
            class.hash(hasher);
            in_map(fields, hasher);
        }
        Local::Module(source) | Local::Bytes(source) => source.hash(hasher),
        Local::Import { module, name } => (module, name).hash(hasher),
        Local::Made(class) => class.hash(hasher),
        Local::Field { class, name, before } => {
            (class, name).hash(hasher);
            if let Some(before) = before {
                in_value(&before.node, hasher);
            }
        }
        Local::Super { class, bound } => {
            class.hash(hasher);
            in_value(bound, hasher);
        }
    }
}

fn in_scopes(scopes: &Scopes, hasher: &mut FoldHasher<'_>) {
    scopes.len().hash(hasher);
    for scope in scopes.iter() {
        Arc::as_ptr(scope).hash(hasher);
    }
}
