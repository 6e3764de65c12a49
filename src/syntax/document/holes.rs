//! What files of data and templates write where something is filled in, as holes of their texts.
//!
//! `${{ github.event.issue.title }}` and `{{ question }}` become names, `${NAME}` and `${NAME:-default}` a call of `env`
//! with the variable's name, joined by `??` to its default. Nothing is looked up here.

use crate::{
    source::Span,
    syntax::{Argument, Expr, ExprKind, Operator, Segment},
};
use regex::{Captures, Regex};
use std::{ops::Range, sync::Arc, sync::LazyLock};

/// How a file writes what is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Syntax {
    /// Nowhere: every character is meant.
    Plain,
    /// `${{ }}`, `{{ }}`, `${NAME:-default}`: settings that workflows, containers and frameworks fill in.
    Settings,
    /// `{{ }}`, `{% %}`, `<%= %>`: templates.
    Template,
}

/// How many names a path has, and how many alternatives a hole, so that later layers may recurse.
const MAX_PARTS: usize = 16;

/// Names by which the process's environment is meant.
const ENVIRONMENTS: [&str; 3] = ["env", "secrets", "vars"];

static SETTINGS: LazyLock<Regex> = LazyLock::new(|| {
    let braces = r"\$\{\{(?<expression>[^{}]*)\}\}|\{\{[{#/&~-]*(?<name>[^{}]*)\}?\}\}";
    let variable = r"\$\{(?<variable>[A-Za-z_][A-Za-z0-9_.-]*)(?:(?:\:-|\:|-)(?<default>[^${}]*))?\}";
    Regex::new(&format!("{braces}|{variable}")).expect("the pattern is fixed")
});
static TEMPLATE: LazyLock<Regex> = LazyLock::new(|| {
    let braces = r"\{\{(?<mark>[{#/&~!>^-]*)(?<name>[^{}]*)\}?\}\}";
    let tags = r"\{%[^%]*%\}|\{#[^#]*#\}|<%(?<code>[=#-]?)(?<erb>[^%]*)%>";
    Regex::new(&format!("{braces}|{tags}")).expect("the pattern is fixed")
});
static DOTTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Za-z_@][\w-]*(?:\.[\w*-]+)*$").expect("the pattern is fixed"));

/// The parts of a text; `place` tells where a range of its bytes stands in the file.
pub(in crate::syntax) fn segments(text: &str, syntax: Syntax, place: &dyn Fn(Range<usize>) -> Span) -> Vec<Segment> {
    let pattern = match syntax {
        Syntax::Plain => return vec![Segment::Fixed(Arc::from(text), place(0..text.len()))],
        Syntax::Settings => &SETTINGS,
        Syntax::Template => &TEMPLATE,
    };
    let mut parts = Vec::new();
    let mut from = 0;
    for found in pattern.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        if whole.start() > from {
            parts.push(Segment::Fixed(Arc::from(&text[from..whole.start()]), place(from..whole.start())));
        }
        from = whole.end();
        parts.extend(hole(&found, place(whole.range())).map(Segment::Hole));
    }
    if from < text.len() || parts.is_empty() {
        parts.push(Segment::Fixed(Arc::from(&text[from..]), place(from..text.len())));
    }
    parts
}

/// From the first to the last tag of a template that decides whether a part is there, or how often.
pub(in crate::syntax) fn decided(text: &str) -> Option<Range<usize>> {
    let mut tags = TEMPLATE.captures_iter(text).filter(decides).filter_map(|found| found.get(0));
    let first = tags.next()?;
    Some(first.start()..tags.last().map_or(first.end(), |last| last.end()))
}

/// Whether a tag does; neither a comment nor what is filled in does.
fn decides(found: &Captures<'_>) -> bool {
    match (found.name("mark"), found.name("code")) {
        (Some(mark), _) => mark.as_str().contains(['#', '/', '^']),
        (None, Some(code)) => code.as_str().is_empty(),
        (None, None) => found.get(0).is_some_and(|tag| tag.as_str().starts_with("{%")),
    }
}

/// What is filled in; nothing for a comment, and for a tag that only steers.
fn hole(found: &Captures<'_>, at: Span) -> Option<Expr> {
    if let Some(variable) = found.name("variable") {
        let name = environment(variable.as_str(), at);
        return Some(match found.name("default") {
            Some(default) => or(Operator::Coalesce, name, fixed(default.as_str(), at), at),
            None => name,
        });
    }
    if let Some(expression) = found.name("expression") {
        return Some(alternatives(expression.as_str(), at));
    }
    if let Some(name) = found.name("name") {
        let marked = found.name("mark").is_some_and(|mark| mark.as_str().contains(['#', '/', '!', '^']));
        // `{{role "system"}}` of dotprompt says who speaks.
        let steers = marked || name.as_str().starts_with("role ");
        return (!steers).then(|| filtered(name.as_str(), at));
    }
    let printed = found.name("code").is_some_and(|code| code.as_str() == "=");
    printed.then(|| found.name("erb").map_or_else(|| other(at), |erb| filtered(erb.as_str(), at)))
}

/// `a || 'b'` of a workflow: the first that is not empty.
fn alternatives(text: &str, at: Span) -> Expr {
    let mut parts = text.splitn(MAX_PARTS, "||").map(|part| operand(part.trim(), at));
    let first = parts.next().unwrap_or_else(|| other(at));
    parts.fold(first, |left, right| or(Operator::Or, left, right, at))
}

/// `question | upper` of a template: the name before its filters.
fn filtered(text: &str, at: Span) -> Expr {
    let text = text.trim_matches(|c: char| c == '~' || c == '-' || c == '=' || c.is_whitespace());
    operand(text.split('|').next().unwrap_or_default().trim(), at)
}

fn operand(text: &str, at: Span) -> Expr {
    if let Some(quoted) = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''))
        && !quoted.contains('\'')
    {
        return fixed(quoted, at);
    }
    if !DOTTED.is_match(text) || text.matches('.').count() > MAX_PARTS {
        return other(at);
    }
    let mut names = text.split('.');
    let first = names.next().unwrap_or_default();
    match (ENVIRONMENTS.contains(&first), names.clone().next()) {
        (true, Some(variable)) => environment(variable, at),
        _ => names.fold(expr(ExprKind::Name(first.into()), at), |of, name| {
            expr(ExprKind::Attribute { of: Box::new(of), name: name.into(), name_span: at }, at)
        }),
    }
}

fn environment(name: &str, at: Span) -> Expr {
    let callee = Box::new(expr(ExprKind::Name("env".into()), at));
    expr(ExprKind::Call { callee, arguments: vec![Argument::Positional(fixed(name, at))], new: false }, at)
}

fn or(operator: Operator, left: Expr, right: Expr, at: Span) -> Expr {
    expr(ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) }, at)
}

fn fixed(text: &str, at: Span) -> Expr {
    expr(ExprKind::Text(vec![Segment::Fixed(Arc::from(text), at)]), at)
}

fn other(at: Span) -> Expr {
    expr(ExprKind::Other(Vec::new()), at)
}

fn expr(kind: ExprKind, span: Span) -> Expr {
    Expr { kind, span }
}
