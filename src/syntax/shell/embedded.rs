//! Commands that stand in other files: recipes of a Makefile, `RUN` lines, scripts of a `package.json`, steps of a
//! workflow.

use super::{
    super::{
        Expr, ExprKind, Function, FunctionIndex, Language, Module, Operator, Pattern, Segment, Stmt, StmtKind, grammar,
    },
    Reader, variable,
};
use crate::{
    source::{Source, SourceId, Span, offset},
    value::Name,
};
use std::{ops::Range, sync::Arc};

/// A command as a shell would see it, with where its lines stand in the file.
#[derive(Clone, Debug, Default)]
pub struct Embedded {
    /// The command, without indentation, escapes and signs of the file around it.
    pub text: String,
    /// Bytes of `text` and of the file that stand for each other, in order; what lies between follows on.
    pub places: Vec<(u32, u32)>,
    /// What stands in the environment, and the variable of the module around that holds it.
    pub environment: Vec<(Name, Name)>,
    /// What is filled in before a shell sees the command, whatever quotes stand around it, in order.
    pub filled: Vec<Filled>,
}

/// A part of a command that somebody else than a shell fills in.
#[derive(Clone, Debug)]
pub struct Filled {
    /// Where it stands in the text: `${name}`, or the text that is filled in unless the environment has another.
    pub range: Range<u32>,
    /// Its name, where it is one of the environment.
    pub name: Option<Name>,
    /// Whether the text is what is filled in.
    pub has_default: bool,
}

impl Embedded {
    /// Adds a line that stands in the file from byte `at`.
    pub fn line(&mut self, line: &str, at: u32) {
        self.part(line, at);
        self.text.push('\n');
    }

    /// Adds a text that stands in the file from byte `at`.
    pub fn part(&mut self, text: &str, at: u32) {
        self.places.push((offset(self.text.len()), at));
        self.text.push_str(text);
    }

    /// Adds a text in place of what stands in the file at a span.
    pub fn replaced(&mut self, text: &str, at: Span) {
        let from = offset(self.text.len());
        let length = offset(text.len());
        self.places.extend((0..length.saturating_sub(1)).map(|byte| (from + byte, at.start)));
        self.places.extend(length.checked_sub(1).map(|last| (from + last, at.end - 1)));
        self.text.push_str(text);
    }

    /// The command that a JSON string says, which stands in the file from byte `at` with its quotes.
    pub fn of_json(written: &str, at: u32) -> Option<Self> {
        let mut command = Self::default();
        let inside = written.strip_prefix('"')?.strip_suffix('"')?;
        let mut rest = inside;
        while let Some(escape) = rest.find('\\') {
            let here = at + 1 + offset(inside.len() - rest.len());
            command.part(&rest[..escape], here);
            let length = match rest.get(escape..) {
                Some(pair) if pair.starts_with("\\ud") && pair[2..].contains("\\u") => 12,
                Some(unit) if unit.starts_with("\\u") => 6,
                _ => 2,
            };
            let sign: String = serde_json::from_str(&format!("\"{}\"", rest.get(escape..escape + length)?)).ok()?;
            let start = here + offset(escape);
            command.replaced(&sign, Span { source: SourceId(0), start, end: start + offset(length) });
            rest = &rest[escape + length..];
        }
        command.line(rest, at + 1 + offset(inside.len() - rest.len()));
        Some(command)
    }

    /// Adds a text that is filled in at a span unless the environment has another under this name; without a text,
    /// only the environment has one, or nobody knows.
    pub fn fill(&mut self, name: Option<Name>, text: Option<&str>, at: Span) {
        let start = offset(self.text.len());
        let blank = || format!("${{{}}}", name.as_deref().unwrap_or("_"));
        self.replaced(&text.map_or_else(blank, str::to_owned), at);
        self.filled.push(Filled { range: start..offset(self.text.len()), name, has_default: text.is_some() });
    }
}

/// Statements, functions and comments of the commands in one file.
#[derive(Default)]
pub(in crate::syntax) struct Commands {
    pub body: Vec<Stmt>,
    pub functions: Vec<Function>,
    pub comments: Vec<Span>,
    /// Names that the places around set in the environment, with the variables that hold what they are set to.
    pub environment: Vec<(Name, Name)>,
}

impl Commands {
    /// Reads a command with the environment of its place; its spans are those of the file. What cannot be read is not
    /// told: such a command is often a template that becomes one.
    pub fn read(&mut self, source: &Source, mut command: Embedded) {
        command.environment.clone_from(&self.environment);
        let module = lowered(source, &command, self.next_function());
        self.body.extend(module.body);
        self.functions.extend(module.functions);
        self.comments.extend(module.comments);
    }

    /// What a shell takes a word for, without anything around it.
    pub fn word(&self, source: &Source, mut word: Embedded) -> Option<Expr> {
        word.environment.clone_from(&self.environment);
        word.text.insert_str(0, "x=");
        word.places.iter_mut().for_each(|(here, _)| *here += 2);
        let first = word.places.first().map_or(0, |(_, there)| *there);
        word.places.insert(0, (0, first));
        match lowered(source, &word, self.next_function()).body.pop()?.kind {
            StmtKind::Assign { value, .. } => value,
            _ => None,
        }
    }

    /// Sets a name in the environment of the commands that follow, by a variable of its own.
    pub fn set(&mut self, name: &str, at: Span, value: Expr) {
        let held = Name::from(format!("${name} at {}", at.start));
        self.environment.retain(|(other, _)| other != name);
        self.environment.push((name.into(), held.clone()));
        let targets = vec![Pattern::Name(held, Span { end: at.start, ..at })];
        let kind = StmtKind::Assign { targets, value: Some(value), annotation: None };
        self.body.push(Stmt { kind, span: at });
    }

    /// Adds all of them to the module of the file.
    pub fn add_to(self, module: &mut Module) {
        module.body.extend(self.body);
        module.functions.extend(self.functions);
        module.comments.extend(self.comments);
        module.comments.sort_unstable();
    }

    fn next_function(&self) -> FunctionIndex {
        FunctionIndex::try_from(self.functions.len()).unwrap_or(FunctionIndex::MAX)
    }
}

/// A value that the environment may set under this name.
pub(in crate::syntax) fn unless_set(name: &str, value: Expr) -> Expr {
    let span = value.span;
    let left = Box::new(Expr { kind: ExprKind::Name(variable(name)), span });
    Expr { kind: ExprKind::Binary { operator: Operator::Or, left, right: Box::new(value) }, span }
}

/// Reads a command. `first_function` is how many functions the module has already.
pub(super) fn lowered(file: &Source, command: &Embedded, first_function: FunctionIndex) -> Module {
    let source = Source::new(file.id, Arc::clone(&file.path), command.text.as_str().into(), Vec::new());
    let grammar = tree_sitter_bash::LANGUAGE.into();
    let lowered = grammar::lower_at(&source, &command.places, Language::Shell, &grammar, |lowering, root| {
        // The end of the last line need not stand in the file.
        lowering.end = offset(command.text.trim_end_matches('\n').len());
        Reader {
            lowering,
            first_function,
            parameters: Vec::new(),
            environment: command.environment.clone(),
            arrays: super::Arrays::default(),
            filled: &command.filled,
        }
        .script(root)
    });
    lowered.module
}

impl Reader<'_, '_> {
    /// What is filled in from one byte of the text to another.
    pub(super) fn filled(&self, start: u32, end: u32) -> Vec<Filled> {
        let from = self.filled.partition_point(|filled| filled.range.start < start);
        self.filled[from..].iter().take_while(|filled| filled.range.end <= end).cloned().collect()
    }
}

/// What is filled in, as a hole.
pub(super) fn hole(filled: &Filled, text: &str, span: Span) -> Expr {
    let kind = match (&filled.name, filled.has_default) {
        (Some(name), true) => {
            let fixed = ExprKind::Text(vec![Segment::Fixed(text.into(), span)]);
            return unless_set(name, Expr { kind: fixed, span });
        }
        (Some(name), false) => ExprKind::Name(variable(name)),
        (None, _) => ExprKind::Opaque,
    };
    Expr { kind, span }
}
