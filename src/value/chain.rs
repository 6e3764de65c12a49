//! Things made outside the tree, as what was done from an import on.

use super::{Map, Name, Value, Why};
use crate::source::At;
use std::sync::Arc;

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

    pub(super) fn weigh(&self, left: &mut u32) {
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

/// The name among a builder's arguments under which the place stands where it began. No step is called so.
pub const BEGAN: &str = "";

/// Arguments of a call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Args {
    /// Positional ones, in order.
    pub positional: Vec<At<Value>>,
    /// Named ones; open where a `**` of something unknown was passed.
    pub named: Map,
    /// Why there may be more positional ones, if there may.
    pub open: Option<Why>,
    /// Whether this call began a builder: `named` then holds what the steps on it were given.
    pub building: bool,
    /// Whether a function was called, in a language whose functions are named like classes and where only `new`
    /// constructs: the arguments say nothing of what it gave.
    pub function: bool,
}
