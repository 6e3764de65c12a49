//! What statements and expressions are made of, for whoever goes through all of a tree.
//!
//! Functions and classes are kept by the module: a statement that defines one holds none of its blocks.

use super::{Argument, Expr, ExprKind, Import, Item, Pair, Segment, Stmt, StmtKind};

impl Stmt {
    /// Each block of statements that is written in it.
    pub fn for_blocks<'m>(&'m self, each: &mut dyn FnMut(&'m [Stmt])) {
        match &self.kind {
            StmtKind::If { then, otherwise, .. } => {
                each(then);
                each(otherwise);
            }
            StmtKind::Switch { cases, .. } => cases.iter().for_each(|case| each(&case.body)),
            StmtKind::Loop(looped) => {
                each(&looped.body);
                each(&looped.otherwise);
            }
            StmtKind::Try { body, handlers, otherwise, finally } => {
                each(body);
                each(otherwise);
                for handler in handlers {
                    each(&handler.body);
                }
                each(finally);
            }
            StmtKind::With { body, .. } | StmtKind::Block(body) => each(body),
            _ => {}
        }
    }

    /// Each expression whose value it uses outside its blocks: no targets, no types.
    pub fn for_values<'m>(&'m self, each: &mut dyn FnMut(&'m Expr)) {
        match &self.kind {
            StmtKind::Assign { value, .. } | StmtKind::Return(value) | StmtKind::Raise(value) => {
                value.iter().for_each(each);
            }
            StmtKind::Augment { value, .. } | StmtKind::Export { value, .. } | StmtKind::Expr(value) => each(value),
            StmtKind::If { test, .. } => each(test),
            StmtKind::Switch { subject, cases } => {
                each(subject);
                cases.iter().flat_map(|case| &case.tests).for_each(each);
            }
            StmtKind::Loop(looped) => looped.over.iter().chain(&looped.test).for_each(each),
            StmtKind::With { items, .. } => items.iter().for_each(|(expr, _)| each(expr)),
            StmtKind::Enum { members, .. } => members.iter().filter_map(|(_, value)| value.as_ref()).for_each(each),
            _ => {}
        }
    }
}

/// Each import of these statements and those within them, with the statement that it is.
pub fn for_imports<'m>(statements: &'m [Stmt], each: &mut dyn FnMut(&'m Stmt, &'m Import)) {
    for statement in statements {
        if let StmtKind::Import(import) | StmtKind::Reexport(import) = &statement.kind {
            each(statement, import);
        }
        statement.for_blocks(&mut |block| for_imports(block, each));
    }
}

impl Expr {
    /// Each of the expressions that it is made of.
    pub fn for_parts<'e>(&'e self, each: &mut dyn FnMut(&'e Expr)) {
        match &self.kind {
            ExprKind::Text(segments) => {
                for segment in segments {
                    if let Segment::Hole(expr) = segment {
                        each(expr);
                    }
                }
            }
            ExprKind::Tagged(a, b)
            | ExprKind::Binary { left: a, right: b, .. }
            | ExprKind::Index { of: a, index: b } => {
                each(a);
                each(b);
            }
            ExprKind::List(items) => {
                for Item::One(expr) | Item::Spread(expr) in items {
                    each(expr);
                }
            }
            ExprKind::Map(pairs) => {
                for pair in pairs {
                    if let Pair::Entry(key, _) = pair {
                        each(key);
                    }
                    let (Pair::Entry(_, value) | Pair::Spread(value)) = pair;
                    each(value);
                }
            }
            ExprKind::Attribute { of, .. } | ExprKind::Unary { of, .. } | ExprKind::Await(of) => each(of),
            ExprKind::Call { callee, arguments, .. } => {
                each(callee);
                for argument in arguments {
                    let (Argument::Positional(expr)
                    | Argument::Named(_, expr)
                    | Argument::Spread(expr)
                    | Argument::SpreadNamed(expr)) = argument;
                    each(expr);
                }
            }
            ExprKind::Choice { test, yes, no } => [test, yes, no].into_iter().for_each(|part| each(part)),
            ExprKind::Assign { value, .. } => each(value),
            ExprKind::Comprehension { element, clauses, .. } => {
                each(element);
                for (_, over, conditions) in clauses {
                    each(over);
                    conditions.iter().for_each(&mut *each);
                }
            }
            ExprKind::Other(parts) | ExprKind::Delete(parts) => parts.iter().for_each(each),
            _ => {}
        }
    }
}
