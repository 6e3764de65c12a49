//! Lists and dicts that are known in part, and what is found in them.

use super::{Name, Value, Why};
use crate::source::At;

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
