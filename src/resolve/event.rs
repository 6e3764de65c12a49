//! What resolving gives to the layer above: every call that may matter, as evaluated in one context.

use crate::{
    source::{At, SourceId, Span},
    syntax::{Language, LoopKind, Module, StmtKind, for_imports},
    value::{Args, Chain, ClassId, FunctionId, Name},
};
use std::sync::Arc;

/// A call of something outside the tree, with its arguments as they are known in one context.
///
/// The same expression may come up several times: once for the function it stands in, with its parameters unknown, and
/// once for each caller that was found, with what that caller passes (`stack` tells them apart).
#[derive(Clone, Debug)]
pub struct Call {
    /// The callee's final name (`create`).
    pub at: Span,
    /// The whole expression, from callee to closing bracket.
    pub whole: Span,
    /// What is called, without this call itself: the chain of `client.messages.create`.
    pub callee: Arc<Chain>,
    /// With what.
    pub args: Arc<Args>,
    /// Calls within the tree that led here, outermost first. Empty for a call seen from the function it stands in.
    pub stack: Vec<Frame>,
    /// What was evaluated by itself when it came up.
    pub origin: Origin,
    /// What is around the expression.
    pub around: Arc<Around>,
}

/// Something that is evaluated by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// What stands outside all functions of a file.
    Module(SourceId),
    /// A function.
    Function(FunctionId),
    /// A method, for a class that inherits it.
    Inherited(ClassId, FunctionId),
}

impl Origin {
    /// The function, where it is one.
    pub fn function(self) -> Option<FunctionId> {
        match self {
            Origin::Module(_) => None,
            Origin::Function(id) | Origin::Inherited(_, id) => Some(id),
        }
    }

    /// The class that inherits the function, where one does.
    pub fn heir(self) -> Option<ClassId> {
        if let Origin::Inherited(class, _) = self { Some(class) } else { None }
    }
}

/// A call within the tree that leads to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Frame {
    /// The calling expression.
    pub at: Span,
    /// The function that is called.
    pub callee: FunctionId,
    /// Name of the function the calling expression stands in, where it stands in one.
    pub caller: Option<Name>,
    /// Loops around the calling expression in its own function, outermost first.
    pub loops: Vec<LoopFact>,
    /// Whether the calling expression is awaited together with others.
    pub fan_out: bool,
}

/// What is around a call expression, in its own function.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts that hold or do not, each by itself")]
pub struct Around {
    /// The innermost named function; `Class.method` for a method.
    pub function: Option<Name>,
    /// That function, for identity.
    pub function_id: Option<FunctionId>,
    /// Loops around it, outermost first, within the function; functions given to `map` and the like count as
    /// [`LoopKind::Each`].
    pub loops: Vec<LoopFact>,
    /// Decorators of the enclosing functions and class, as dotted paths where they are known (`tenacity.retry`,
    /// `app.post`), outermost function first.
    pub decorators: Vec<Name>,
    /// Bases of the enclosing class as dotted paths.
    pub bases: Vec<Name>,
    /// Whether the call stands in a `try`.
    pub in_try: bool,
    /// Whether the function (at module level: the module; in a notebook this cell and the next three) reads an
    /// attribute or key named `usage`, or a name that holds it.
    pub usage_read: bool,
    /// Whether the same region reads `stop_reason`, `stopReason`, `finish_reason` or `finishReason`.
    pub stop_reason_read: bool,
    /// Whether of the result only members are looked at that say nothing of usage, so that it is certainly lost.
    pub parts_only: bool,
    /// Whether the call is made again until a text that is read as JSON beside it is valid, and nothing else ends it.
    pub reads_for_ever: bool,
    /// Whether the function reads as JSON what the call answers.
    pub reads_json: bool,
    /// Whether the call stands under `if __name__ == "__main__"` or in a function called only from there.
    pub main_guard: bool,
    /// Whether the result of the call is awaited together with others (`gather`, `Promise.all`).
    pub fan_out: bool,
    /// The name of the method that declares what is sent, where an interface does: it stands for a call of its own until
    /// somebody is seen to call it.
    pub declared: Option<Span>,
}

/// A loop around a call.
#[expect(clippy::struct_excessive_bools, reason = "facts that hold or do not, each by itself")]
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LoopFact {
    /// Which.
    pub kind: LoopKind,
    /// Its head.
    pub at: Span,
    /// How many passes, where the collection's size or the range is known.
    pub passes: Option<u64>,
    /// Whether something that the loop changes flows into the request: a history that grows, a result fed back.
    pub carries: bool,
    /// Whether a `break` or a `return` in it may end it early, so that a later pass may depend on an earlier answer.
    pub ends_early: bool,
    /// Whether something beside the work may end it: the end of its collection, a count, a clock, a budget. True where
    /// that cannot be told.
    pub limited: bool,
    /// Whether its passes wait for a person, a queue or a clock.
    pub waits: bool,
}

/// Facts about one file that the layer above needs beside its calls; they outlive its tree.
#[derive(Clone, Debug)]
pub struct ModuleFacts {
    /// The file.
    pub source: SourceId,
    /// Its language.
    pub language: Language,
    /// Modules outside the tree that it imports in whole or in part, sorted.
    pub imports: Arc<[Arc<str>]>,
    /// Modules that it imports for more than their types, as written, and where it does.
    pub taken: Arc<[At<Name>]>,
    /// Where its comments stand, in order.
    pub comments: Arc<[Span]>,
}

impl ModuleFacts {
    /// Facts of a module that imports these.
    pub fn of(module: &Module, imports: Vec<Arc<str>>) -> Self {
        Self {
            source: module.source,
            language: module.language,
            imports: imports.into(),
            taken: taken(module).into(),
            comments: module.comments.as_slice().into(),
        }
    }
}

/// Modules that a file imports for more than their types, with the statements that do, at any depth.
fn taken(module: &Module) -> Vec<At<Name>> {
    let mut found = Vec::new();
    let bodies = module.functions.iter().map(|function| &function.body);
    for body in bodies.chain([&module.body]) {
        for_imports(body, &mut |statement, import| {
            let is_import = matches!(statement.kind, StmtKind::Import(_));
            if is_import && !import.types_only && import.level == 0 {
                found.push(At::new(Name::from(&*import.module), statement.span));
            }
        });
    }
    found
}
