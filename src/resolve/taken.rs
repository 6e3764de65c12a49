//! What a file imports, and where it says so.

use crate::{
    source::At,
    syntax::{Module, StmtKind, for_imports},
    value::Name,
};

/// Modules that a file imports for more than their types, as written, with the statements that do, at any depth.
pub fn taken(module: &Module) -> Vec<At<Name>> {
    let mut found = Vec::new();
    let bodies = module.functions.iter().map(|function| &function.body);
    for body in bodies.chain([&module.body]) {
        for_imports(body, &mut |statement, import| {
            let is_import = matches!(statement.kind, StmtKind::Import(_));
            if is_import && !import.types_only && import.level == 0 {
                found.push(At::new(Name::from(&*import.module), statement.span));
            }
        });
    }
    found
}
