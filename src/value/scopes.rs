//! The names that a nested function or class sees around it.

use super::Name;
use crate::{source::At, value::Value};
use std::{
    cell::RefCell,
    collections::{BTreeMap, HashSet},
    ops::Deref,
    sync::Arc,
};

/// Names and their values.
pub type Scope = BTreeMap<Name, At<Value>>;

/// One run of a function, apart from its other runs.
#[derive(Clone, Debug, Default)]
pub struct Run(Arc<()>);

/// Scopes around a nested function or class, innermost last.
#[derive(Clone, Debug, Default)]
pub struct Scopes {
    scopes: Vec<Arc<Scope>>,
    innermost: Option<Run>,
}

impl Scopes {
    /// These scopes, and within them that of a run as it is now.
    #[must_use]
    pub fn with(&self, innermost: Arc<Scope>, run: &Run) -> Self {
        let scopes = self.scopes.iter().cloned().chain([innermost]).collect();
        Self { scopes, innermost: Some(run.clone()) }
    }

    /// Whether the innermost scope is that of a run, whose names may have changed since.
    pub fn are_of(&self, run: &Run) -> bool {
        self.innermost.as_ref().is_some_and(|own| Arc::ptr_eq(&own.0, &run.0))
    }
}

impl Deref for Scopes {
    type Target = [Arc<Scope>];

    fn deref(&self) -> &[Arc<Scope>] {
        &self.scopes
    }
}

/// A scope holds functions, each with the scope of the moment it was made in, so that the same two scopes are met by
/// very many ways; within one comparison they are compared once.
impl PartialEq for Scopes {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other.iter()).all(|(a, b)| Arc::ptr_eq(a, b) || met_as_equal(a, b))
    }
}

/// Pairs of scopes that one comparison goes through. Functions that are made of functions, line by line, hold ever more
/// of them; two that hold more than that count as different, which keeps both.
const PAIRS: usize = 24;

/// Pairs of scopes, by address, that the comparison going on in this thread has met.
type Met = HashSet<(*const Scope, *const Scope)>;

thread_local! {
    static MET: RefCell<Met> = RefCell::default();
}

/// Whether two scopes are the same. A pair that was met before counts as such: either it was, or it was not and the
/// comparison that asks has failed already, since all that it compares must be equal.
fn met_as_equal(a: &Arc<Scope>, b: &Arc<Scope>) -> bool {
    let met = MET.with_borrow(Met::len);
    let outermost = met == 0;
    let new = MET.with_borrow_mut(|met| met.insert((Arc::as_ptr(a), Arc::as_ptr(b))));
    let equal = !new || met < PAIRS && a == b;
    if outermost {
        MET.with_borrow_mut(Met::clear);
    }
    equal
}
