//! Spans that point into their text, and not into the middle of a letter.

use skint::{
    source::{Source, Span},
    syntax::{Expr, Module, Stmt},
};

/// Holds a span against its text.
pub(crate) fn check(span: Span, source: &Source, what: &str) {
    let (start, end) = (span.start as usize, span.end as usize);
    let text = &source.text;
    assert_eq!(span.source, source.id, "{what}: another file's span");
    assert!(start <= end && end <= text.len(), "{what}: {start}..{end} of {} bytes", text.len());
    assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{what}: {start}..{end} is within a letter");
}

/// Holds all spans of a module against its text.
pub(crate) fn check_module(module: &Module, source: &Source) {
    check_statements(&module.body, source);
    for function in &module.functions {
        check(function.span, source, "function");
        check(function.name_span, source, "name of a function");
        check_statements(&function.body, source);
    }
    for class in &module.classes {
        check(class.span, source, "class");
        check(class.name_span, source, "name of a class");
        check_statements(&class.body, source);
    }
    for comment in &module.comments {
        check(*comment, source, "comment");
    }
}

fn check_statements(all: &[Stmt], source: &Source) {
    for statement in all {
        check(statement.span, source, "statement");
        statement.for_values(&mut |value| check_expression(value, source));
        statement.for_blocks(&mut |block| check_statements(block, source));
    }
}

fn check_expression(expression: &Expr, source: &Source) {
    check(expression.span, source, "expression");
    expression.for_parts(&mut |part| check_expression(part, source));
}
