//! Fields of its instance that a method writes, told from its text alone.

use crate::{
    syntax::{Expr, ExprKind, Function, Pattern, Stmt, StmtKind},
    value::Name,
};

/// Fields that a method writes at its own level.
pub fn set_fields(function: &Function) -> Vec<Name> {
    let mut set = Vec::new();
    each_statement(&function.body, &mut |statement| match &statement.kind {
        StmtKind::Assign { targets, .. } => targets.iter().for_each(|target| fields(target, &mut set)),
        StmtKind::Augment { target, .. } => fields(target, &mut set),
        StmtKind::Expr(Expr { kind: ExprKind::Assign { target, .. }, .. }) => fields(target, &mut set),
        _ => {}
    });
    set
}

/// Fields that a method counts up or down: what they hold depends on how often it ran.
pub fn counted_fields(function: &Function) -> Vec<Name> {
    let mut counted = Vec::new();
    each_statement(&function.body, &mut |statement| match &statement.kind {
        StmtKind::Augment { target, .. } => fields(target, &mut counted),
        StmtKind::Expr(Expr { kind: ExprKind::Assign { target, operator: Some(_), .. }, .. }) => {
            fields(target, &mut counted);
        }
        _ => {}
    });
    counted
}

/// Every statement and those within it; functions inside are not gone into.
fn each_statement(statements: &[Stmt], each: &mut dyn FnMut(&Stmt)) {
    for statement in statements {
        each(statement);
        statement.for_blocks(&mut |block| each_statement(block, each));
    }
}

/// The fields of the instance that a pattern binds.
fn fields(pattern: &Pattern, found: &mut Vec<Name>) {
    match pattern {
        Pattern::Place(Expr { kind: ExprKind::Attribute { of, name, .. }, .. }) if is_instance(of) => {
            found.push(name.clone());
        }
        Pattern::List(parts) => parts.iter().flatten().for_each(|part| fields(part, found)),
        _ => {}
    }
}

fn is_instance(of: &Expr) -> bool {
    matches!(&of.kind, ExprKind::Name(name) if matches!(name.as_str(), "self" | "this"))
}
