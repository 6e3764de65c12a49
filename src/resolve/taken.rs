//! What a file imports, and where it says so.

use super::fields::for_blocks;
use crate::{
    source::At,
    syntax::{Module, Stmt, StmtKind},
    value::Name,
};

/// Modules that a file imports for more than their types, as written, with the statements that do, at any depth.
pub fn taken(module: &Module) -> Vec<At<Name>> {
    let mut found = Vec::new();
    gather(&module.body, &mut found);
    for function in &module.functions {
        gather(&function.body, &mut found);
    }
    found
}

fn gather(body: &[Stmt], found: &mut Vec<At<Name>>) {
    for statement in body {
        match &statement.kind {
            StmtKind::Import(import) if !import.types_only && import.level == 0 => {
                found.push(At::new(Name::from(&*import.module), statement.span));
            }
            _ => {}
        }
        for_blocks(statement, &mut |block| gather(block, found));
    }
}
