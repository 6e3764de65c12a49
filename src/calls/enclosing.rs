//! What is written around a place in a file.

use crate::{
    source::Span,
    syntax::{Expr, Module, Stmt},
};

/// Statements and expressions that a place is in, the place itself included, in no order.
#[derive(Default)]
pub(super) struct Enclosing<'m> {
    /// Statements.
    pub statements: Vec<&'m Stmt>,
    /// Expressions.
    pub expressions: Vec<&'m Expr>,
}

impl<'m> Enclosing<'m> {
    /// What is around a place, looked for only where it can be.
    pub fn of(module: &'m Module, at: Span) -> Enclosing<'m> {
        let functions = module.functions.iter().filter(|function| function.span.contains(at));
        let classes = module.classes.iter().map(|class| class.body.as_slice());
        let mut blocks: Vec<&[Stmt]> = functions.map(|function| function.body.as_slice()).chain(classes).collect();
        blocks.push(&module.body);
        let (mut found, mut values) = (Enclosing::default(), Vec::new());
        while let Some(block) = blocks.pop() {
            let around = block.partition_point(|statement| statement.span.end < at.end);
            for statement in block[around..].iter().take_while(|statement| statement.span.start <= at.start) {
                found.statements.push(statement);
                statement.for_blocks(&mut |block| blocks.push(block));
                statement.for_values(&mut |value| values.push(value));
            }
        }
        while let Some(value) = values.pop() {
            if value.span.contains(at) {
                found.expressions.push(value);
            }
            value.for_parts(&mut |part| values.push(part));
        }
        found
    }
}
