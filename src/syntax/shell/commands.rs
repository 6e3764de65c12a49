//! Commands as calls.

use super::{
    super::{
        Argument, Expr, ExprKind, Item, Operator, Pair, Segment, Stmt, StmtKind, TIMED,
        grammar::{children, field},
        programs::{self, Meaning, Program},
    },
    Reader,
};
use crate::{source::Span, value::Name};
use std::sync::Arc;
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// A command with what flows into it. The parser sometimes takes the lines behind a command for more of its words;
    /// they are commands of their own, and the last one is what counts for what surrounds them.
    pub(super) fn command(&mut self, node: Node<'_>, stdin: Option<Expr>, out: &mut Vec<Stmt>) -> Expr {
        let mut settings = Vec::new();
        let mut lines: Vec<Vec<Node<'_>>> = vec![Vec::new()];
        let mut stdin = stdin;
        let mut end = None;
        for part in children(node) {
            match part.kind() {
                "variable_assignment" => {
                    settings.push(part);
                    end = Some(part.end_byte());
                }
                "herestring_redirect" => stdin = children(part).last().map(|text| self.word(*text)),
                "file_redirect" | "heredoc_redirect" => {}
                _ => {
                    let gap = end.and_then(|end| self.source.text.get(end..part.start_byte())).unwrap_or_default();
                    if gap.replace("\\\n", "").replace("\\\r\n", "").contains('\n') {
                        if lines.len() == 1 && lines[0].is_empty() {
                            let alone = std::mem::take(&mut settings);
                            for setting in alone {
                                self.assignment(setting, out);
                            }
                        } else {
                            lines.push(Vec::new());
                        }
                    }
                    end = Some(part.end_byte());
                    lines.last_mut().expect("there is a first line").push(part);
                }
            }
        }
        if lines.len() == 1 && lines[0].is_empty() && stdin.is_none() {
            for setting in settings {
                self.assignment(setting, out);
            }
            return self.other(Vec::new(), node);
        }
        let last = lines.pop().unwrap_or_default();
        for line in lines {
            let value = self.invocation(&line, &[], None, node);
            out.push(Stmt { span: value.span, kind: StmtKind::Expr(value) });
        }
        self.handed_script(&last, out);
        self.invocation(&last, &settings, stdin, node)
    }

    /// The call that words make.
    fn invocation(&mut self, words: &[Node<'_>], settings: &[Node<'_>], stdin: Option<Expr>, whole: Node<'_>) -> Expr {
        let (words, open) = self.spread(words);
        let (words, timer) = self.behind_runners(&words);
        let Some((first, rest)) = words.split_first() else {
            return stdin.unwrap_or_else(|| self.other(Vec::new(), whole));
        };
        let program = self.text(*first).rsplit('/').next().unwrap_or_default();
        let span = match (words.last(), stdin.as_ref()) {
            (Some(last), _) => Span { end: self.span(*last).end.max(self.span(*first).end), ..self.span(*first) },
            (None, _) => self.span(whole),
        };
        match program {
            "echo" | "printf" => return self.echoed(rest, whole),
            "cat" if rest.is_empty() => return stdin.unwrap_or_else(|| self.other(Vec::new(), whole)),
            "cat" | "envsubst" | "tee" | "tr" if stdin.is_some() => {
                return stdin.unwrap_or_else(|| self.other(Vec::new(), whole));
            }
            _ => {}
        }
        let asks = programs::program(program).map(|asked| match asked {
            Program::Curl => (asked, "curl"),
            Program::Claude => (asked, "claude"),
        });
        let mut arguments = match asks {
            Some((program, _)) => self.options(program, rest),
            None => rest.iter().map(|word| Argument::Positional(self.word(*word))).collect(),
        };
        for setting in settings {
            let (Some(name), Some(value)) = (field(*setting, "name"), field(*setting, "value")) else { continue };
            let value = self.word(value);
            arguments.push(Argument::Named(self.text(name).into(), value));
        }
        if open {
            arguments.push(Argument::SpreadNamed(self.other(Vec::new(), *first)));
        }
        if matches!(asks, Some((Program::Claude, _))) {
            self.inherit(*first, &mut arguments);
            if let Some(timer) = timer {
                let yes = self.expr(ExprKind::Bool(true), timer);
                arguments.push(Argument::Named(Name::new_static(TIMED), yes));
            }
        }
        arguments.extend(stdin.map(|stdin| Argument::Named(Name::new_static("stdin"), stdin)));
        let name = asks.map_or(program, |(_, name)| name);
        let callee = Box::new(self.expr(ExprKind::Name(name.into()), *first));
        Expr { kind: ExprKind::Call { callee, arguments, new: false }, span }
    }

    /// Adds what stands in the environment, by the names in capitals that it has there.
    fn inherit(&mut self, at: Node<'_>, arguments: &mut Vec<Argument>) {
        for (name, held) in &self.environment {
            let given = arguments.iter().any(|argument| matches!(argument, Argument::Named(given, _) if given == name));
            if !given && !name.contains(|c: char| c.is_ascii_lowercase()) {
                let value = self.lowering.expr(ExprKind::Name(held.clone()), at);
                arguments.push(Argument::Named(name.clone(), value));
            }
        }
    }

    /// The words from the command on that is really run (`sudo env A=b timeout 5 claude …`), and what ends it after a
    /// time.
    fn behind_runners<'t>(&self, words: &[Node<'t>]) -> (Vec<Node<'t>>, Option<Node<'t>>) {
        let (program, timer) = programs::behind_runners(&self.texts(words));
        let behind = &words[program..];
        let others = programs::behind_others(&self.texts(behind)).unwrap_or_default();
        (behind[others..].to_vec(), timer.map(|timer| words[timer]))
    }

    fn texts(&self, words: &[Node<'_>]) -> Vec<Option<&str>> {
        words.iter().map(|word| Some(self.text(*word))).collect()
    }

    /// Words joined by spaces, options left out.
    fn echoed(&mut self, words: &[Node<'_>], whole: Node<'_>) -> Expr {
        let mut segments: Vec<Segment> = Vec::new();
        for word in words {
            let plain = self.text(*word).trim_matches(['\'', '"']);
            if matches!(plain, "-e" | "-n" | "-E" | "-ne" | "-en" | "%s" | "%s\\n") {
                continue;
            }
            let value = self.word(*word);
            if !segments.is_empty() {
                let at = Span { end: value.span.start, ..value.span };
                segments.push(Segment::Fixed(Arc::from(" "), at));
            }
            match value.kind {
                ExprKind::Text(parts) => segments.extend(parts),
                _ => segments.push(Segment::Hole(value)),
            }
        }
        self.expr(ExprKind::Text(segments), whole)
    }

    /// Arguments of a program whose options are known.
    fn options(&mut self, program: Program, words: &[Node<'_>]) -> Vec<Argument> {
        let mut found = Found { arguments: Vec::new(), headers: Vec::new() };
        let read = programs::read(program, &self.texts(words));
        for read in read {
            let Some(option) = read.option else {
                let value = self.word(words[read.word]);
                let name = if program == Program::Curl { "url" } else { "prompt" };
                found.arguments.push(Argument::Named(Name::new_static(name), value));
                continue;
            };
            let value = read.value.map(|(word, from)| {
                let whole = self.word(words[word]);
                if from == 0 { whole } else { without_start(whole, from) }
            });
            self.found(&mut found, option, value, words[read.word]);
        }
        if !found.headers.is_empty() {
            let span = found.headers.first().map(|(_, value)| value.span);
            let pairs = found.headers.into_iter().map(|(key, value)| Pair::Entry(key, value)).collect();
            let headers = Expr { kind: ExprKind::Map(pairs), span: span.expect("there is a header") };
            found.arguments.push(Argument::Named(Name::new_static("headers"), headers));
        }
        found.arguments
    }
}

/// What options gave so far.
struct Found {
    arguments: Vec<Argument>,
    headers: Vec<(Expr, Expr)>,
}

impl Reader<'_, '_> {
    fn found(&mut self, found: &mut Found, meaning: Meaning, value: Option<Expr>, word: Node<'_>) {
        match (meaning, value) {
            (Meaning::Flag("print"), _) => {
                let yes = self.expr(ExprKind::Bool(true), word);
                found.arguments.push(Argument::Named(Name::new_static("print"), yes));
            }
            (Meaning::Value("headers"), Some(value)) => found.headers.extend(header(value)),
            (Meaning::Value("data"), Some(value)) => {
                let value = self.body_of(value, word);
                found.arguments.extend(value.map(|value| Argument::Named(Name::new_static("data"), value)));
            }
            (Meaning::Value(name), Some(value)) => {
                let value = number(value);
                found.arguments.push(Argument::Named(Name::new_static(name), value));
            }
            _ => {}
        }
    }

    /// Data as it stands, or the file that `@file` names; nothing for `@-`, since what flows in is an argument of its
    /// own.
    fn body_of(&mut self, value: Expr, at: Node<'_>) -> Option<Expr> {
        let ExprKind::Text(segments) = &value.kind else { return Some(value) };
        match segments.as_slice() {
            [Segment::Fixed(text, _)] if &**text == "@-" => None,
            [Segment::Fixed(text, _), ..] if text.starts_with('@') => Some(self.file(without_start(value, 1), at)),
            _ => Some(value),
        }
    }

    /// The text of a file.
    pub(super) fn file(&mut self, path: Expr, at: Node<'_>) -> Expr {
        let callee = Box::new(self.expr(ExprKind::Name(Name::new_static("cat")), at));
        self.expr(ExprKind::Call { callee, arguments: vec![Argument::Positional(path)], new: false }, at)
    }

    /// The words of a list: `for x in a b c`.
    pub(super) fn listed(&mut self, words: &[Node<'_>], at: Node<'_>) -> Expr {
        let items = words.iter().map(|word| Item::One(self.word(*word))).collect();
        self.expr(ExprKind::List(items), at)
    }
}

/// A word that is a number as one, also where the environment may set another.
fn number(value: Expr) -> Expr {
    let Expr { kind, span } = value;
    let kind = match kind {
        ExprKind::Binary { operator: Operator::Or, left, right } => {
            ExprKind::Binary { operator: Operator::Or, left, right: Box::new(whole(*right)) }
        }
        kind => return whole(Expr { kind, span }),
    };
    Expr { kind, span }
}

fn whole(value: Expr) -> Expr {
    let parsed = match &value.kind {
        ExprKind::Text(segments) => match segments.as_slice() {
            [Segment::Fixed(text, _)] => text.parse().ok(),
            _ => None,
        },
        _ => None,
    };
    match parsed {
        Some(number) => Expr { kind: ExprKind::Int(number), span: value.span },
        None => value,
    }
}

/// `name: value` as a pair.
fn header(value: Expr) -> Option<(Expr, Expr)> {
    let ExprKind::Text(segments) = &value.kind else { return None };
    let Segment::Fixed(text, span) = segments.first()? else { return None };
    let (name, _) = text.split_once(':')?;
    let name = Segment::Fixed(name.trim().to_ascii_lowercase().into(), Span { end: span.start, ..*span });
    Some((Expr { kind: ExprKind::Text(vec![name]), span: value.span }, value))
}

/// A word without so many bytes at its start.
fn without_start(value: Expr, bytes: usize) -> Expr {
    let span = value.span;
    let ExprKind::Text(mut segments) = value.kind else { return Expr { kind: value.kind, span } };
    if let Some(Segment::Fixed(text, from)) = segments.first_mut() {
        let cut = bytes.min(text.len());
        let rest: Arc<str> = text.get(cut..).unwrap_or_default().into();
        // Where characters were escaped the place is less exact, and stays the whole.
        let exact = (from.end - from.start) as usize == text.len();
        if exact {
            from.start += crate::source::offset(cut);
        }
        *text = rest;
        if text.is_empty() {
            segments.remove(0);
        }
    }
    match segments.as_slice() {
        [Segment::Hole(_)] => match segments.pop() {
            Some(Segment::Hole(only)) => only,
            _ => Expr { kind: ExprKind::Other(Vec::new()), span },
        },
        _ => Expr { kind: ExprKind::Text(segments), span },
    }
}
