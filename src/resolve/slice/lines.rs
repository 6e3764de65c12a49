//! A function's statements as what they use and what they change, by name.

use crate::syntax::{Argument, Expr, ExprKind, FunctionIndex, Import, ImportedName, Module, Pattern, Stmt, StmtKind};

use std::mem::Discriminant;

/// Something whose value can change: a name, or a field of the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Token<'m> {
    /// A name; for the instance itself all that it holds.
    Name(&'m str),
    /// `self.field`, `this.field`.
    Field(&'m str),
    /// Whatever a method of the instance changes.
    Method(&'m str),
}

/// What a statement does to the order in which others run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing.
    Plain,
    /// It leaves a block.
    Leaves,
    /// It leaves the function with a value.
    Returns,
    /// It only binds a definition, which costs nothing.
    Defines,
}

/// A statement, or the head of one that holds others.
#[derive(Debug)]
pub(super) struct Line<'m> {
    /// The statement.
    pub key: Key,
    /// The line of the statement that it stands in.
    pub parent: Option<usize>,
    /// One past the last line within it.
    pub end: usize,
    /// Whether it is a loop.
    pub is_loop: bool,
    /// What it does to the order.
    pub kind: Kind,
    /// What its own expressions read.
    pub uses: Vec<Token<'m>>,
    /// What it may change.
    pub changes: Vec<Token<'m>>,
}

/// A statement of a module by its place, which is the same whenever the module is lowered.
pub(super) type Key = (u32, u32, Discriminant<StmtKind>);

/// The key of a statement.
pub(super) fn key(statement: &Stmt) -> Key {
    (statement.span.start, statement.span.end, std::mem::discriminant(&statement.kind))
}

/// Whether a name is the instance that a method runs on.
pub(super) fn is_instance(name: &str) -> bool {
    matches!(name, "self" | "this" | "cls")
}

/// Gathers the lines of a function.
pub(super) struct Gather<'m> {
    pub lines: Vec<Line<'m>>,
    module: &'m Module,
    parent: Option<usize>,
    /// Whether a class stands in the function: its methods see all names around them.
    pub holds_class: bool,
}

impl<'m> Gather<'m> {
    /// The lines of a block of statements.
    pub fn of(module: &'m Module, body: &'m [Stmt]) -> Self {
        let mut gather = Self { lines: Vec::new(), module, parent: None, holds_class: false };
        gather.block(body);
        gather
    }

    fn block(&mut self, body: &'m [Stmt]) {
        for statement in body {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &'m Stmt) {
        let at = self.lines.len();
        let kind = match statement.kind {
            StmtKind::Return(_) => Kind::Returns,
            StmtKind::Raise(_) | StmtKind::Break | StmtKind::Continue => Kind::Leaves,
            StmtKind::Function(_) | StmtKind::Outer(_) => Kind::Defines,
            _ => Kind::Plain,
        };
        let is_loop = matches!(statement.kind, StmtKind::Loop(_));
        let line = Line {
            key: key(statement),
            parent: self.parent,
            end: at + 1,
            is_loop,
            kind,
            uses: Vec::new(),
            changes: Vec::new(),
        };
        self.lines.push(line);
        let outer = self.parent.replace(at);
        self.head(at, statement);
        statement.for_blocks(&mut |block| self.block(block));
        self.parent = outer;
        self.lines[at].end = self.lines.len();
    }

    /// What the statement itself reads and binds.
    fn head(&mut self, at: usize, statement: &'m Stmt) {
        match &statement.kind {
            StmtKind::Assign { targets, value, annotation } => {
                for target in targets {
                    self.pattern(at, target);
                }
                value.iter().chain(annotation).for_each(|expr| self.expr(at, expr));
            }
            StmtKind::Augment { target, value, .. } => {
                self.pattern(at, target);
                self.read_target(at, target);
                self.expr(at, value);
            }
            StmtKind::Expr(expr) | StmtKind::Export { value: expr, .. } => self.expr(at, expr),
            StmtKind::If { test, .. } => self.expr(at, test),
            StmtKind::Switch { subject, cases } => {
                self.expr(at, subject);
                for case in cases {
                    case.tests.iter().for_each(|test| self.expr(at, test));
                    case.binds.iter().for_each(|name| self.change(at, Token::Name(name)));
                }
            }
            StmtKind::Loop(looped) => {
                looped.over.iter().chain(&looped.test).for_each(|expr| self.expr(at, expr));
                looped.target.iter().for_each(|target| self.pattern(at, target));
            }
            StmtKind::Try { handlers, .. } => {
                handlers.iter().filter_map(|handler| handler.name.as_ref()).for_each(|name| self.pattern(at, name));
            }
            StmtKind::With { items, .. } => {
                for (expr, name) in items {
                    self.expr(at, expr);
                    if let Some(name) = name {
                        self.pattern(at, name);
                    }
                }
            }
            StmtKind::Function(index) => {
                let function = &self.module.functions[*index as usize];
                function.name.iter().for_each(|name| self.change(at, Token::Name(name)));
                self.nested(at, *index);
            }
            StmtKind::Return(value) | StmtKind::Raise(value) => value.iter().for_each(|expr| self.expr(at, expr)),
            StmtKind::Import(import) | StmtKind::Reexport(import) => self.import(at, import),
            StmtKind::Enum { name, members } => {
                self.change(at, Token::Name(name));
                members.iter().filter_map(|(_, value)| value.as_ref()).for_each(|value| self.expr(at, value));
            }
            StmtKind::Class(_) => self.holds_class = true,
            StmtKind::Block(_) | StmtKind::Break | StmtKind::Continue | StmtKind::Outer(_) => {}
        }
    }

    fn import(&mut self, at: usize, import: &'m Import) {
        for name in &import.names {
            match name {
                ImportedName::Module { local, .. } | ImportedName::Name { local, .. } => {
                    self.change(at, Token::Name(local));
                }
                ImportedName::All => {}
            }
        }
    }

    fn use_of(&mut self, at: usize, token: Token<'m>) {
        self.lines[at].uses.push(token);
    }

    fn change(&mut self, at: usize, token: Token<'m>) {
        self.lines[at].changes.push(token);
    }

    /// A function inside reads what it mentions.
    fn nested(&mut self, at: usize, index: FunctionIndex) {
        let module = self.module;
        let Some(function) = module.functions.get(index as usize) else { return };
        function
            .parameters
            .iter()
            .filter_map(|parameter| parameter.default.as_ref())
            .for_each(|expr| self.expr(at, expr));
        self.flat(at, &function.body);
    }

    /// Statements that count as parts of the line `at`.
    fn flat(&mut self, at: usize, body: &'m [Stmt]) {
        for statement in body {
            self.head(at, statement);
            statement.for_blocks(&mut |block| self.flat(at, block));
        }
    }

    fn pattern(&mut self, at: usize, pattern: &'m Pattern) {
        match pattern {
            Pattern::Name(name, _) => self.change(at, Token::Name(name)),
            Pattern::Place(place) => {
                self.change_place(at, place);
                self.index_of(at, place);
            }
            Pattern::List(parts) => parts.iter().flatten().for_each(|part| self.pattern(at, part)),
            Pattern::Map { entries, rest } => {
                for (_, pattern, default) in entries {
                    self.pattern(at, pattern);
                    if let Some(default) = default {
                        self.expr(at, default);
                    }
                }
                if let Some(rest) = rest {
                    self.pattern(at, rest);
                }
            }
            Pattern::Rest(inner) => self.pattern(at, inner),
            Pattern::Default(inner, default) => {
                self.pattern(at, inner);
                self.expr(at, default);
            }
            Pattern::Other => {}
        }
    }

    /// What stands between the brackets of a place.
    fn index_of(&mut self, at: usize, place: &'m Expr) {
        match &place.kind {
            ExprKind::Index { of, index } => {
                self.expr(at, index);
                self.index_of(at, of);
            }
            ExprKind::Attribute { of, .. } => self.index_of(at, of),
            _ => {}
        }
    }

    fn read_target(&mut self, at: usize, target: &'m Pattern) {
        match target {
            Pattern::Name(name, _) => self.use_of(at, Token::Name(name)),
            Pattern::Place(place) => self.expr(at, place),
            _ => {}
        }
    }

    /// What a path of members and elements begins with is changed, and kept in all else.
    fn change_place(&mut self, at: usize, place: &'m Expr) {
        if let Some(token) = root(place) {
            self.change(at, token);
            self.use_of(at, token);
        }
    }

    fn expr(&mut self, at: usize, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Name(name) => self.use_of(at, Token::Name(name)),
            ExprKind::Attribute { of, name, .. } => {
                if let ExprKind::Name(of) = &of.kind
                    && is_instance(of)
                {
                    return self.use_of(at, Token::Field(name));
                }
            }
            ExprKind::Call { callee, arguments, .. } => self.call(at, callee, arguments),
            ExprKind::Function(index) => self.nested(at, *index),
            ExprKind::Class(_) => self.holds_class = true,
            ExprKind::Assign { target, operator, .. } => {
                self.pattern(at, target);
                if operator.is_some() {
                    self.read_target(at, target);
                }
            }
            ExprKind::Comprehension { clauses, .. } => clauses.iter().for_each(|(target, ..)| self.pattern(at, target)),
            ExprKind::Delete(places) => places.iter().for_each(|place| self.change_place(at, place)),
            _ => {}
        }
        expr.for_parts(&mut |part| self.expr(at, part));
    }

    /// A call may change what it is made on, and names that it is given.
    fn call(&mut self, at: usize, callee: &'m Expr, arguments: &'m [Argument]) {
        match &callee.kind {
            ExprKind::Attribute { of, name, .. } => match &of.kind {
                ExprKind::Name(of) if is_instance(of) => {
                    self.change(at, Token::Method(name));
                    self.use_of(at, Token::Name(of));
                }
                ExprKind::Call { callee, .. } if is_super(callee) => self.whole_instance(at),
                _ => self.change_place(at, of),
            },
            _ if is_super(callee) => self.whole_instance(at),
            _ => {}
        }
        for argument in arguments {
            if let Argument::Positional(Expr { kind: ExprKind::Name(name), .. })
            | Argument::Named(_, Expr { kind: ExprKind::Name(name), .. }) = argument
            {
                self.change(at, Token::Name(name));
            }
        }
    }

    fn whole_instance(&mut self, at: usize) {
        for name in ["self", "this", "cls"] {
            self.change(at, Token::Name(name));
            self.use_of(at, Token::Name(name));
        }
    }
}

fn is_super(callee: &Expr) -> bool {
    matches!(&callee.kind, ExprKind::Name(name) if name == "super")
}

/// The name or field that a path of members and elements begins with.
fn root(place: &Expr) -> Option<Token<'_>> {
    match &place.kind {
        ExprKind::Name(name) => Some(Token::Name(name)),
        ExprKind::Attribute { of, name, .. } => match &of.kind {
            ExprKind::Name(of) if is_instance(of) => Some(Token::Field(name)),
            _ => root(of),
        },
        ExprKind::Index { of, .. } | ExprKind::Await(of) => root(of),
        _ => None,
    }
}
