//! Names as numbers, for sets of names that are only compared.

use crate::syntax::Language;
use foldhash::quality::FixedState;
use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
    hash::BuildHasher,
};

/// A name as a number: two names may share one, which at worst makes something be looked at in vain.
pub type Mark = u32;

/// The number of a name, the same in every run.
pub fn mark(name: &str) -> Mark {
    #[expect(clippy::cast_possible_truncation, reason = "half of a good digest is as good")]
    let mark = FixedState::default().hash_one(name) as Mark;
    mark
}

/// Names that matter, for each family of languages whose code may call each other's: what a function of Python is called
/// says nothing in TypeScript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ByKin(BTreeMap<&'static [Language], HashSet<Mark>>);

impl ByKin {
    /// Adds names that matter in a language.
    pub fn extend(&mut self, language: Language, names: impl IntoIterator<Item = Mark>) {
        self.0.entry(language.kin()).or_default().extend(names);
    }

    /// Whether one of these names matters in a language.
    pub fn meets(&self, language: Language, names: &Marks) -> bool {
        self.0.get(language.kin()).is_some_and(|mattering| names.meet(mattering))
    }
}

/// What is sought in a file.
pub enum Sought<'s> {
    /// Whatever it calls.
    Anything,
    /// Calls of these names.
    Names(Cow<'s, HashSet<Mark>>),
}

impl Sought<'_> {
    /// Whether nothing is.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Sought::Names(names) if names.is_empty())
    }

    /// Whether it is among what is called.
    pub fn is_among(&self, called: &Marks) -> bool {
        match self {
            Sought::Anything => !called.all().is_empty(),
            Sought::Names(names) => called.meet(names),
        }
    }
}

/// Names as numbers, each once.
#[derive(Debug, Default)]
pub struct Marks(Box<[Mark]>);

impl Marks {
    /// These, sorted.
    pub(super) fn of(mut marks: Vec<Mark>) -> Self {
        marks.sort_unstable();
        marks.dedup();
        Self(marks.into_boxed_slice())
    }

    /// These and others.
    pub(super) fn with(&self, others: &[Mark]) -> Self {
        Self::of([&self.0, others].concat())
    }

    /// All of them, sorted.
    pub(super) fn all(&self) -> &[Mark] {
        &self.0
    }

    /// Whether this is one of them.
    pub fn has(&self, name: Mark) -> bool {
        self.0.binary_search(&name).is_ok()
    }

    /// Whether one of these names is among `others`.
    pub fn meet(&self, others: &HashSet<Mark>) -> bool {
        if others.len() < self.0.len() / 8 {
            return others.iter().any(|mark| self.0.binary_search(mark).is_ok());
        }
        self.0.iter().any(|mark| others.contains(mark))
    }
}
