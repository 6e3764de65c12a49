//! Whether what is worked out on this thread rests on something that differs between two states of a tree. What rests
//! on nothing of the kind is the same in both, and need be worked out in one of them only.

use std::{cell::Cell, marker::PhantomData};

thread_local! {
    static PART: Cell<bool> = const { Cell::new(false) };
    static WHOLE: Cell<bool> = const { Cell::new(false) };
}

/// Something was asked for that differs.
pub fn on_a_difference() {
    PART.set(true);
    WHOLE.set(true);
}

/// Something was asked for that was worked out before on this thread, and not by itself.
pub(super) fn on_what_came_before() {
    PART.set(PART.get() | WHOLE.get());
}

/// Works out something whole, from nothing that was worked out before; also says whether it rests on a difference.
pub(super) fn whole<T>(work: impl FnOnce() -> T) -> (T, bool) {
    let outer = (PART.replace(false), WHOLE.replace(false));
    let result = work();
    let differs = WHOLE.get();
    PART.set(outer.0 | differs);
    WHOLE.set(outer.1 | differs);
    (result, differs)
}

/// A part of something whole that is worked out by itself, from when it is made until it is dropped.
#[must_use]
pub(super) struct Part {
    outer: bool,
    of_this_thread: PhantomData<*const ()>,
}

impl Part {
    /// The part begins.
    pub fn begin() -> Part {
        Part { outer: PART.replace(false), of_this_thread: PhantomData }
    }

    /// Whether the innermost part rests on a difference so far.
    pub fn differs() -> bool {
        PART.get()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        PART.set(PART.get() | self.outer);
    }
}
