//! Which calls' answers are read as JSON, told by the names that they go through in one function.

use crate::{source::Span, syntax::FunctionIndex};
use std::collections::{HashMap, HashSet};

/// What flows where in a file, gathered in any order.
#[derive(Default)]
pub(super) struct Flows<'m> {
    /// Where names and calls stand; a call by the place of its callee's final name.
    mentions: Vec<(u32, Mention<'m>)>,
    /// Names of a function, and values that they get.
    bound: Vec<(Owner, &'m str, Span)>,
    /// What is read as JSON, and in which function.
    read: Vec<(Owner, Span)>,
}

/// A function, or the module.
type Owner = Option<FunctionIndex>;

#[derive(Clone, Copy)]
enum Mention<'m> {
    Name(&'m str),
    Call,
}

impl<'m> Flows<'m> {
    /// A name is looked at.
    pub fn name(&mut self, name: &'m str, at: u32) {
        self.mentions.push((at, Mention::Name(name)));
    }

    /// Something is called.
    pub fn call(&mut self, at: u32) {
        self.mentions.push((at, Mention::Call));
    }

    /// A name gets a value, or a part of it.
    pub fn bind(&mut self, owner: Owner, name: &'m str, value: Span) {
        self.bound.push((owner, name, value));
    }

    /// A value is read as JSON.
    pub fn read(&mut self, owner: Owner, value: Span) {
        self.read.push((owner, value));
    }

    /// Places of the calls whose answers flow into what is read. Each value is looked through once for its function.
    pub fn read_answers(mut self) -> HashSet<u32> {
        self.mentions.sort_unstable_by_key(|(at, _)| *at);
        let mut values: HashMap<(Owner, &str), Vec<Span>> = HashMap::new();
        for (owner, name, value) in self.bound {
            values.entry((owner, name)).or_default().push(value);
        }
        let (mut left, mut calls) = (self.read, HashSet::new());
        while let Some((owner, value)) = left.pop() {
            let from = self.mentions.partition_point(|(at, _)| *at < value.start);
            for (at, mention) in self.mentions[from..].iter().take_while(|(at, _)| *at < value.end) {
                match mention {
                    Mention::Call => drop(calls.insert(*at)),
                    Mention::Name(name) => {
                        let more = values.remove(&(owner, *name)).unwrap_or_default();
                        left.extend(more.into_iter().map(|value| (owner, value)));
                    }
                }
            }
        }
        calls
    }
}
