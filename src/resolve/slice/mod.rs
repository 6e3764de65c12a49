//! Which statements of a function have a part in what is asked of it.
//!
//! Most of what a function does (logging, sending, showing) changes nothing that anybody asks for. Where a function is
//! run only for a value, not for the calls in it, the statements that have no part in that value are left out. A
//! statement has a part if it changes a name that a statement with a part reads later or earlier: names are followed,
//! not their order, so that loops need no care.

mod effects;
mod lines;

pub use effects::{Setters, is_quiet};

use crate::{
    syntax::{Function, Language, Module, Pattern, Stmt},
    value::Name,
};
use foldhash::fast::FixedState;
use lines::{Gather, Key, Kind, Line, Token, is_instance, key};
use std::collections::HashSet;

/// How often the lines of a function are gone through before all of it counts.
const PASSES: usize = 24;

/// Whether functions of a language are sliced: where fields of the instance are always written as such, and nothing is
/// changed through a pointer.
pub fn is_sliced(language: Language) -> bool {
    matches!(language, Language::Python | Language::TypeScript | Language::JavaScript)
}

/// What a function is run for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// What it returns, and what it does to its instance and its arguments.
    Outcome,
    /// What it puts into one field of its instance.
    Field(Name),
}

/// What need not be run.
#[derive(Debug, Default)]
pub struct Slice {
    /// Statements that are passed over.
    skipped: HashSet<Key, FixedState>,
    /// Statements that leave the function, whose value nobody asks for.
    bare: HashSet<Key, FixedState>,
    /// Parameters that nothing that is run reads.
    unread: Vec<Name>,
}

impl Slice {
    /// Whether a statement is passed over.
    pub fn skips(&self, statement: &Stmt) -> bool {
        self.skipped.contains(&key(statement))
    }

    /// Whether a statement is run only for its leaving the function.
    pub fn only_leaves(&self, statement: &Stmt) -> bool {
        self.bare.contains(&key(statement))
    }

    /// Whether nothing that is run reads a parameter.
    pub fn ignores(&self, parameter: &str) -> bool {
        self.unread.iter().any(|name| name == parameter)
    }

    /// The slice of a function; nothing where all of it may matter.
    pub fn of(module: &Module, function: &Function, purpose: &Purpose, setters: &Setters) -> Option<Slice> {
        if !is_sliced(module.language) {
            return None;
        }
        let gather = Gather::of(module, &function.body);
        if gather.holds_class {
            return None;
        }
        let mut closure = Closure::new(&gather.lines, setters);
        closure.returns = *purpose == Purpose::Outcome && !function.is_generator;
        let parameters = || function.parameters.iter().filter_map(|parameter| simple_name(&parameter.pattern));
        match purpose {
            Purpose::Outcome => {
                closure.names.extend(parameters().map(Name::as_str));
                closure.whole = true;
            }
            Purpose::Field(field) => {
                closure.fields.insert(field);
            }
        }
        closure.close().then(|| closure.slice(parameters()))
    }
}

fn simple_name(pattern: &Pattern) -> Option<&Name> {
    match pattern {
        Pattern::Name(name, _) => Some(name),
        Pattern::Default(inner, _) => simple_name(inner),
        _ => None,
    }
}

/// What has a part, while it is being found.
struct Closure<'l, 'm> {
    lines: &'l [Line<'m>],
    setters: &'l Setters,
    /// Lines that have a part.
    heads: Vec<bool>,
    /// Those of them whose own expressions have none: they only leave the function.
    bare: Vec<bool>,
    names: HashSet<&'m str>,
    fields: HashSet<&'m str>,
    /// Whether all of the instance is asked for.
    whole: bool,
    read: HashSet<&'m str>,
    returns: bool,
    /// The last line that has a part by itself, and the last that does more than leave.
    last: Option<usize>,
    last_plain: Option<usize>,
}

impl<'l, 'm> Closure<'l, 'm> {
    fn new(lines: &'l [Line<'m>], setters: &'l Setters) -> Self {
        Self {
            lines,
            setters,
            heads: vec![false; lines.len()],
            bare: vec![false; lines.len()],
            names: HashSet::new(),
            fields: HashSet::new(),
            whole: false,
            read: HashSet::new(),
            returns: false,
            last: None,
            last_plain: None,
        }
    }

    /// Takes lines in until no more have a part; whether that came to an end.
    fn close(&mut self) -> bool {
        for _ in 0..PASSES {
            let mut grew = false;
            for at in (0..self.lines.len()).rev() {
                if !self.heads[at] && self.matters(at) {
                    self.take(at);
                    grew = true;
                } else if self.bare[at] && self.changes(at) {
                    self.bare[at] = false;
                    self.read_by(at);
                    grew = true;
                }
            }
            if !grew {
                return true;
            }
        }
        false
    }

    fn matters(&self, at: usize) -> bool {
        let line = &self.lines[at];
        line.kind == Kind::Returns && self.returns
            || self.changes(at)
            || matches!(line.kind, Kind::Leaves | Kind::Returns) && self.decides(at)
    }

    fn changes(&self, at: usize) -> bool {
        self.lines[at].changes.iter().any(|token| self.follows(*token))
    }

    /// Whether something that is asked for may change when `token` does.
    fn follows(&self, token: Token<'m>) -> bool {
        match token {
            Token::Name(name) if is_instance(name) => self.whole || !self.fields.is_empty(),
            Token::Name(name) => self.names.contains(name),
            Token::Field(field) => self.whole || self.fields.contains(field),
            Token::Method(method) => self.whole || self.fields.iter().any(|field| self.setters.may_set(method, field)),
        }
    }

    /// Whether leaving here decides if a line that has a part is run.
    fn decides(&self, at: usize) -> bool {
        let mut from = at + 1;
        let mut above = self.lines[at].parent;
        while let Some(parent) = above {
            if self.lines[parent].is_loop {
                from = parent;
            }
            above = self.lines[parent].parent;
        }
        let last = if self.returns { self.last } else { self.last_plain };
        last.is_some_and(|last| last >= from)
    }

    fn ask(&mut self, token: Token<'m>) {
        match token {
            Token::Name(name) => {
                self.whole |= is_instance(name);
                self.names.insert(name);
            }
            Token::Field(field) => {
                self.fields.insert(field);
            }
            Token::Method(_) => {}
        }
    }

    /// A line has a part, and so have those that it stands in.
    fn take(&mut self, at: usize) {
        let mut above = Some(at);
        while let Some(line) = above.filter(|line| !self.heads[*line]) {
            self.heads[line] = true;
            self.bare[line] = self.lines[line].kind == Kind::Returns && !self.returns && !self.changes(line);
            if !self.bare[line] {
                self.read_by(line);
            }
            self.last = self.last.max(Some(line));
            if self.lines[line].kind == Kind::Plain {
                self.last_plain = self.last_plain.max(Some(line));
            }
            above = self.lines[line].parent;
        }
    }

    fn read_by(&mut self, at: usize) {
        for token in &self.lines[at].uses {
            self.ask(*token);
            if let Token::Name(name) = token {
                self.read.insert(name);
            }
        }
    }

    fn slice<'n>(&self, parameters: impl Iterator<Item = &'n Name>) -> Slice {
        let mut slice = Slice::default();
        for (at, line) in self.lines.iter().enumerate() {
            if self.bare[at] {
                slice.bare.insert(line.key);
            } else if !self.heads[at] && line.kind != Kind::Defines {
                slice.skipped.insert(line.key);
            }
        }
        // Two statements may stand at one place: what one of them needs, both are run for.
        for (at, line) in self.lines.iter().enumerate().filter(|(at, _)| self.heads[*at]) {
            slice.skipped.remove(&line.key);
            if !self.bare[at] {
                slice.bare.remove(&line.key);
            }
        }
        slice.unread = parameters.filter(|name| !self.read.contains(name.as_str())).cloned().collect();
        slice
    }
}
