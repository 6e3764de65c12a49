//! Giving back what readers set aside for statements that did not come: a block of one statement has room for four.

use super::{Module, Stmt, StmtKind};

impl Module {
    /// Lets go of all room that nothing stands in.
    pub fn compact(&mut self) {
        block(&mut self.body);
        for function in &mut self.functions {
            block(&mut function.body);
            function.parameters.shrink_to_fit();
            function.decorators.shrink_to_fit();
        }
        for class in &mut self.classes {
            block(&mut class.body);
            class.methods.shrink_to_fit();
        }
        self.functions.shrink_to_fit();
        self.classes.shrink_to_fit();
        self.comments.shrink_to_fit();
    }
}

fn block(statements: &mut Vec<Stmt>) {
    statements.shrink_to_fit();
    for statement in statements {
        match &mut statement.kind {
            StmtKind::If { then, otherwise, .. } => {
                block(then);
                block(otherwise);
            }
            StmtKind::Switch { cases, .. } => {
                cases.shrink_to_fit();
                for case in cases {
                    block(&mut case.body);
                }
            }
            StmtKind::Loop(looped) => {
                block(&mut looped.body);
                block(&mut looped.otherwise);
            }
            StmtKind::Try { body, handlers, otherwise, finally } => {
                block(body);
                block(otherwise);
                block(finally);
                handlers.shrink_to_fit();
                for handler in handlers {
                    block(&mut handler.body);
                }
            }
            StmtKind::With { body, .. } | StmtKind::Block(body) => block(body),
            _ => {}
        }
    }
}
