//! Every bound of following values. One that is reached turns the value into
//! [`Why::TooDeep`](crate::value::Why::TooDeep) or [`Why::TooMany`](crate::value::Why::TooMany), which reports name.

/// Calls within the tree that are followed from one root.
pub const CALL_DEPTH: usize = 8;
/// Statements and expressions evaluated for a module's top level, whatever it calls included. Beyond
/// it nothing is skipped, but calls into the tree are no longer followed and loops are passed once.
pub const MODULE_STEPS: u32 = 40_000;
/// The same for a function that is evaluated by itself. `steps-factor` in `[bounds]` of a policy multiplies all steps but
/// those of tests.
pub const FUNCTION_STEPS: u32 = 20_000;
/// The same for either in a test, of which nothing is asked but which calls stand in it.
pub const TEST_STEPS: u32 = 2_000;
/// Of these, what one call into a function of the tree may take, everything it calls included.
pub const CALL_STEPS: u32 = 1_500;
/// Statements and expressions evaluated beside those to tell what the conditions of one such function or module leave of the
/// values that they speak of.
pub const CONDITION_STEPS: u32 = 4_000;
/// Statements and expressions evaluated for what holds of a class by itself: its fields, its constructor, a method that
/// sets a field.
pub const CLASS_STEPS: u32 = 6_000;
/// The most that `steps-factor` may be.
pub const MOST_STEPS_FACTOR: u32 = 16;
/// Nesting of expressions that is evaluated; the readers bound it lower still for most forms.
pub const EXPRESSION_DEPTH: u32 = 400;
/// Possible values kept apart; beyond, the rest is unknown.
pub const POSSIBILITIES: usize = 24;
/// Characters of a text that repetition or joining may make, in bytes.
pub const TEXT_BYTES: usize = 4 << 20;
/// Pieces of such a text.
pub const TEXT_PIECES: usize = 10_000;
/// Entries of a dict or object.
pub const MAP_ENTRIES: usize = 1000;
/// Items of a list that repetition or a range may make.
pub const LIST_ITEMS: usize = 1000;
/// Methods of bases that the classes of one file run for themselves.
pub const INHERITED_METHODS: usize = 32;
/// Rounds of looking for callers of wrappers, and of their callers.
pub const CALLER_ROUNDS: usize = 4;
/// Files of the tree that are read for callers in one round. What is left out is said as a problem of the file that is
/// called. `caller-files` in `[bounds]` of a policy raises it.
pub const CALLER_FILES: usize = 2000;
/// What a policy may raise `CALLER_FILES` to.
pub const MOST_CALLER_FILES: usize = 50_000;
/// Contexts kept of one call expression.
pub const CONTEXTS: usize = 200;
/// Modules that are evaluated inside one another because one's top level needs the next.
pub const MODULE_DEPTH: usize = 24;
/// Classes that are worked out inside one another because one needs the next.
pub const CLASS_DEPTH: usize = 24;
/// Functions that are run inside one another in all, those run for what holds of a class included.
pub const ACTIVE_DEPTH: usize = 40;
/// Fields of instances that are worked out inside one another because one needs the next.
pub const FIELD_DEPTH: usize = 24;
/// Values that one value may hold in all. Objects that hold one another, and calls whose arguments are calls, would
/// otherwise double with every step.
pub const WEIGHT: u32 = 1500;
/// The same for a list or map, each of whose items may still not weigh more than [`WEIGHT`].
pub const LITERAL_WEIGHT: u32 = 15_000;
/// Bytes of a file of settings whose values count where code loads it; the settings of programs have a page or two, and
/// what is longer is data.
pub const LOADED_BYTES: usize = 64 << 10;
