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

    /// Places of the calls whose answers flow into what is read. A name holds what it got last before it is looked at; where
    /// it got nothing before, as in a loop, what it gets later. Each value is looked through once for its function.
    pub fn read_answers(mut self) -> HashSet<u32> {
        self.mentions.sort_unstable_by_key(|(at, _)| *at);
        let mut values: HashMap<(Owner, &str), Vec<Span>> = HashMap::new();
        for (owner, name, value) in self.bound {
            values.entry((owner, name)).or_default().push(value);
        }
        for values in values.values_mut() {
            values.sort_unstable_by_key(|value| value.end);
        }
        let (mut left, mut calls) = (self.read, HashSet::new());
        let mut seen: HashSet<(Owner, Span)> = left.iter().copied().collect();
        while let Some((owner, value)) = left.pop() {
            let from = self.mentions.partition_point(|(at, _)| *at < value.start);
            for (at, mention) in self.mentions[from..].iter().take_while(|(at, _)| *at < value.end) {
                match mention {
                    Mention::Call => drop(calls.insert(*at)),
                    Mention::Name(name) => {
                        let all = values.get(&(owner, *name)).map(Vec::as_slice).unwrap_or_default();
                        let before = all.partition_point(|value| value.end <= *at);
                        let held = before.checked_sub(1).map_or(all, |last| &all[last..before]);
                        left.extend(held.iter().map(|value| (owner, *value)).filter(|value| seen.insert(*value)));
                    }
                }
            }
        }
        calls
    }
}
