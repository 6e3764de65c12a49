//! What can be known without running.
//!
//! Absent, unseen and unknown are three different things here, from the readers to the reports: an entry that is not
//! in a [`Map`] which is not open is *absent*; in an open one it is *unseen*; a value that is there but could not be
//! worked out is [`Value::Unknown`] with its [`Why`].

mod chain;
mod collections;
mod local;
mod scopes;
mod text;
mod why;

pub use chain::{Args, BEGAN, Chain, Root, Step};
pub use collections::{Entry, Field, List, Map};
pub use local::{ClassId, FunctionId, Local};
pub use scopes::{Run, Scope, Scopes};
pub use text::{HoleKind, Piece, Text};
pub use why::{Parameter, Why};

use crate::source::{At, Span};
use smol_str::SmolStr;
use std::sync::Arc;

/// A name in scanned code.
pub type Name = SmolStr;

/// A value as far as it is known.
#[derive(Clone, Debug)]
pub enum Value {
    /// A string, with holes where parts of it are not known.
    Text(Text),
    /// An integer.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// `None`, `null`, `undefined`.
    Null,
    /// A list, tuple, set or array.
    List(Arc<List>),
    /// A dict or object.
    Map(Arc<Map>),
    /// One of several, none of them a `OneOf` itself. What is claimed of it must hold for all.
    OneOf(Vec<At<Value>>),
    /// This, unless a caller or the environment says otherwise.
    Default(Box<Value>, Why),
    /// Inside a `OneOf`: perhaps nothing is given at all.
    Absent,
    /// A thing made by code outside the scanned tree: an imported name and what was done with it.
    Foreign(Arc<Chain>),
    /// A function, class, instance or module of the scanned tree.
    Local(Arc<Local>),
    /// It has a value, which cannot be known here.
    Unknown(Why),
}

/// Shared parts are equal without a look into them, which keeps comparisons of values that hold one another short.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Text(a), Value::Text(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a == b,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::List(a), Value::List(b)) => Arc::ptr_eq(a, b) || a == b,
            (Value::Map(a), Value::Map(b)) => Arc::ptr_eq(a, b) || a == b,
            (Value::OneOf(a), Value::OneOf(b)) => a == b,
            (Value::Default(a, why), Value::Default(b, reason)) => why == reason && a == b,
            (Value::Foreign(a), Value::Foreign(b)) => Arc::ptr_eq(a, b) || a == b,
            (Value::Local(a), Value::Local(b)) => Arc::ptr_eq(a, b) || a == b,
            (Value::Unknown(a), Value::Unknown(b)) => a == b,
            (Value::Null, Value::Null) | (Value::Absent, Value::Absent) => true,
            _ => false,
        }
    }
}

impl Value {
    /// A text without holes.
    pub fn text(text: impl Into<Arc<str>>, from: Span) -> Value {
        Value::Text(Text { pieces: vec![Piece::Fixed { text: text.into(), from }] })
    }

    /// The string, if it is wholly known and is the only possibility; a default counts as itself.
    pub fn as_str(&self) -> Option<String> {
        match self {
            Value::Text(text) => text.fixed(),
            Value::Default(value, _) => value.as_str(),
            _ => None,
        }
    }

    /// Every possibility: the members of a `OneOf`, or the value itself.
    pub fn possibilities(&self) -> impl Iterator<Item = &Value> {
        let (many, one) = match self {
            Value::OneOf(all) => (all.as_slice(), None),
            other => (&[] as &[At<Value>], Some(other)),
        };
        many.iter().map(|at| &at.node).chain(one)
    }

    /// How many values this is, itself and those it holds, counted no further than `most`; what stands behind a
    /// function or class is not counted.
    pub fn weight(&self, most: u32) -> u32 {
        let mut left = most;
        self.weigh(&mut left);
        most - left
    }

    fn weigh(&self, left: &mut u32) {
        *left = left.saturating_sub(1);
        if *left == 0 {
            return;
        }
        match self {
            Value::List(list) => list.items.iter().for_each(|at| at.node.weigh(left)),
            Value::Map(map) => map.entries.iter().for_each(|entry| entry.value.node.weigh(left)),
            Value::OneOf(all) => all.iter().for_each(|at| at.node.weigh(left)),
            Value::Default(inner, _) => inner.weigh(left),
            Value::Foreign(chain) => chain.weigh(left),
            Value::Local(local) => match &**local {
                Local::Instance { weight, .. } => *left = left.saturating_sub(*weight),
                Local::Function { bound: Some(bound), .. } | Local::Super { bound, .. } => bound.weigh(left),
                _ => {}
            },
            _ => {}
        }
    }

    /// An instance of a class with these fields.
    pub fn instance(class: ClassId, fields: Map) -> Value {
        let mut left = u32::MAX;
        fields.entries.iter().for_each(|entry| entry.value.node.weigh(&mut left));
        let weight = u32::MAX - left;
        Value::Local(Arc::new(Local::Instance { class, fields, weight }))
    }

    /// Whether nothing about the value, or one of its possibilities, is unknown or absent on the outside.
    pub fn is_settled(&self) -> bool {
        self.possibilities().all(|value| !matches!(value, Value::Unknown(_) | Value::Absent))
    }
}
