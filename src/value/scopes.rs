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

/// Scopes around a nested function or class, innermost last.
#[derive(Clone, Debug, Default)]
pub struct Scopes(Vec<Arc<Scope>>);

impl Scopes {
    /// These scopes and one within them.
    #[must_use]
    pub fn with(&self, innermost: Arc<Scope>) -> Self {
        Self(self.0.iter().cloned().chain([innermost]).collect())
    }
}

impl Deref for Scopes {
    type Target = [Arc<Scope>];

    fn deref(&self) -> &[Arc<Scope>] {
        &self.0
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
