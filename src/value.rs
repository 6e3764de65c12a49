//! What can be known without running.
//!
//! Absent, unseen and unknown are three different things here, from the readers to the reports: an entry that is not
//! in a [`Map`] which is not open is *absent*; in an open one it is *unseen*; a value that is there but could not be
//! worked out is [`Value::Unknown`] with its [`Why`].

use crate::source::{At, SourceId, Span};
use smol_str::SmolStr;
use std::{collections::BTreeMap, sync::Arc};

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

/// Why something is not known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// A parameter of a function whose callers are not seen.
    Parameter(Parameter),
    /// An environment variable, by name where that is known.
    Environment(Name),
    /// Made while the program runs: input, a response, a database row, a clock.
    Runtime,
    /// The result of a call into code outside the tree.
    Outside(Name),
    /// A name, attribute or key that nothing in the tree defines.
    Undefined(Name),
    /// It changes from one pass of a loop to the next.
    Loop,
    /// Calls nest deeper, or more steps are needed, than the stated bounds allow.
    TooDeep,
    /// More possible values than the stated bound.
    TooMany,
    /// A spread, or `**`, of something that is not known.
    Spread,
    /// Modules or definitions that need each other.
    Cycle,
    /// A form of the language that skint does not evaluate.
    Syntax,
}

/// A parameter of a function in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Parameter {
    /// Whose.
    pub function: FunctionId,
    /// Its name.
    pub name: Name,
}

/// A function of the tree: its file and its number in that file's [`functions`](crate::syntax::Module::functions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionId(pub SourceId, pub u32);

/// A class of the tree: its file and its number in that file's [`classes`](crate::syntax::Module::classes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub SourceId, pub u32);

/// A string with holes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// Its parts, in order.
    pub pieces: Vec<Piece>,
}

/// A part of a [`Text`].
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Characters that are there in every run.
    Fixed {
        /// The characters.
        text: Arc<str>,
        /// Where they are written.
        from: Span,
    },
    /// Characters that are not known.
    Hole {
        /// What fills it.
        kind: HoleKind,
        /// Where it is filled in.
        at: Span,
    },
}

/// What fills a hole in a text. The first four change with every request, or every process, by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HoleKind {
    /// The clock or the date.
    Time,
    /// A random number or identifier.
    Random,
    /// The process: its id, host, memory address.
    Process,
    /// A request's own identifier.
    RequestId,
    /// The user or the conversation.
    User,
    /// Text that was read or retrieved.
    Document,
    /// The environment of the process.
    Environment,
    /// A parameter of the enclosing function.
    Parameter,
    /// Something that changes with the pass of a loop.
    Loop,
    /// Anything else.
    Unknown,
}

/// A list as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// What is known to be in it, in order.
    pub items: Vec<At<Value>>,
    /// Why there may be more, if there may.
    pub open: Option<Why>,
}

/// A dict or object as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// Entries with a fixed key, in order of first writing; keys are unique.
    pub entries: Vec<Entry>,
    /// Why there may be more entries, if there may.
    pub open: Option<Why>,
}

/// An entry of a [`Map`].
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Name,
    /// Its value; a `OneOf` with [`Value::Absent`] where the entry may be missing.
    pub value: At<Value>,
}

impl Map {
    /// The value under `key`, if there is an entry.
    pub fn get(&self, key: &str) -> Option<&At<Value>> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// Sets `key`, in its old place if it is there.
    pub fn set(&mut self, key: Name, value: At<Value>) {
        match self.entries.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => entry.value = value,
            None => self.entries.push(Entry { key, value }),
        }
    }
}

/// An argument or entry of a request: given, not given, or not to be seen from here.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// It is given.
    Given(At<Value>),
    /// It is certainly not given.
    Absent,
    /// A spread or something else unknown may hold it.
    Unseen(Why),
}

/// A thing made outside the tree, as a path from an import: `anthropic` · `.Anthropic` · `(…)` · `.messages`.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// Where it begins.
    pub root: Root,
    /// What was done from there, in order.
    pub steps: Vec<Step>,
}

/// Where a [`Chain`] begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Root {
    /// A module outside the tree, as the source names it: `anthropic`, `@anthropic-ai/sdk`.
    Import(Arc<str>),
    /// A name that the language or its runtime brings: `fetch`, `open`, `process`.
    Global(Name),
    /// Something unknown: a parameter without a type, the result of an unknown call.
    Unknown(Why),
}

/// One step of a [`Chain`].
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// `.name`; in TypeScript a named import counts, with `default` for the default one.
    Member(Name),
    /// A call or construction with these arguments.
    Call(Arc<Args>),
    /// `[key]`.
    Index(Box<Value>),
}

impl Chain {
    /// The import and the members up to the first call, joined by dots: `anthropic.Anthropic`. Also the steps after
    /// them. `None` where the chain does not begin with an import or a global name.
    pub fn origin(&self) -> Option<(String, &[Step])> {
        let mut path = match &self.root {
            Root::Import(module) => module.to_string(),
            Root::Global(name) => name.to_string(),
            Root::Unknown(_) => return None,
        };
        let mut rest = self.steps.as_slice();
        while let [Step::Member(name), tail @ ..] = rest {
            path.push('.');
            path.push_str(name);
            rest = tail;
        }
        Some((path, rest))
    }

    fn weigh(&self, left: &mut u32) {
        for step in &self.steps {
            match step {
                Step::Member(_) => {}
                Step::Index(value) => value.weigh(left),
                Step::Call(args) => {
                    let named = args.named.entries.iter().map(|entry| &entry.value);
                    args.positional.iter().chain(named).for_each(|at| at.node.weigh(left));
                }
            }
        }
    }

    /// The last member of the chain: `create` in `client.messages.create`.
    pub fn last_member(&self) -> Option<&Name> {
        self.steps.iter().rev().find_map(|step| if let Step::Member(name) = step { Some(name) } else { None })
    }
}

/// Arguments of a call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Args {
    /// Positional ones, in order.
    pub positional: Vec<At<Value>>,
    /// Named ones; open where a `**` of something unknown was passed.
    pub named: Map,
    /// Why there may be more positional ones, if there may.
    pub open: Option<Why>,
}

/// Names and their values.
pub type Scope = BTreeMap<Name, At<Value>>;

/// Something the scanned tree defines.
#[derive(Clone, Debug, PartialEq)]
pub enum Local {
    /// A function, with the scopes around it where it is nested, and the instance or class it is bound to.
    Function {
        /// Which.
        id: FunctionId,
        /// Innermost last.
        around: Vec<Arc<Scope>>,
        /// `self`, where it was taken from an instance.
        bound: Option<Box<Value>>,
    },
    /// A class.
    Class {
        /// Which.
        id: ClassId,
        /// Scopes around it where it is nested, innermost last.
        around: Vec<Arc<Scope>>,
    },
    /// An instance of a class, with its fields as far as they are known.
    Instance {
        /// Of which class.
        class: ClassId,
        /// Fields set by the class, its constructor or its methods.
        fields: Map,
        /// How many values it holds, those within its fields included.
        weight: u32,
    },
    /// A module.
    Module(SourceId),
    /// A name that another module of the tree defines, not looked up yet.
    Import {
        /// Which module.
        module: SourceId,
        /// Its name there.
        name: Name,
    },
    /// `super` within a class: its bases, on behalf of this instance.
    Super {
        /// The class whose bases are meant.
        class: ClassId,
        /// The instance.
        bound: Box<Value>,
    },
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

impl Text {
    /// The whole string, if it has no hole.
    pub fn fixed(&self) -> Option<String> {
        self.pieces
            .iter()
            .map(|piece| if let Piece::Fixed { text, .. } = piece { Some(&**text) } else { None })
            .collect()
    }
}
