//! Django's settings: a module of the project, which its scripts name.

use super::python;
use crate::{
    resolve::files::Files,
    source::SourceId,
    syntax::{Argument, Expr, ExprKind, Module, Stmt},
    value::Name,
};
use std::collections::HashSet;

/// What projects import instead of the module itself.
pub const SETTINGS: &str = "django.conf.settings";

/// The variable in which Django finds the name of the module.
const VARIABLE: &str = "DJANGO_SETTINGS_MODULE";

/// The script that stands at the top of a project. It names the module, unless the environment does.
const MANAGE: &str = "manage.py";

/// Scripts beneath it by which servers start the project; each names a module too.
const SERVED: [&str; 2] = ["asgi.py", "wsgi.py"];

/// The modules that scripts of the project around a file name as its settings, those of the tree, each once.
pub fn settings(files: &dyn Files, packages: &HashSet<Name>, from: SourceId) -> Vec<SourceId> {
    let Some(manage) = project(files, from) else { return Vec::new() };
    let served = SERVED.iter().flat_map(|name| files.named(name)).filter(|id| project(files, *id) == Some(manage));
    let named = |script: SourceId| {
        let module = named(&*files.module(script)?)?;
        python::resolve(files, packages, script, &module, 0)
    };
    let mut modules: Vec<SourceId> = [manage].into_iter().chain(served).filter_map(named).collect();
    modules.sort_unstable();
    modules.dedup();
    modules
}

/// The script at the top of the project that a file belongs to.
fn project(files: &dyn Files, file: SourceId) -> Option<SourceId> {
    let path = files.path(file);
    let mut folders = path.match_indices('/').map(|(at, _)| &path[..=at]).rev().chain([""]);
    folders.find_map(|folder| files.find(&format!("{folder}{MANAGE}")))
}

/// The module that a script names: `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desk.settings")`.
fn named(script: &Module) -> Option<String> {
    let mut found = None;
    let functions = script.functions.iter().map(|function| function.body.as_slice());
    functions.chain([script.body.as_slice()]).for_each(|body| in_block(body, &mut found));
    found
}

fn in_block(statements: &[Stmt], found: &mut Option<String>) {
    for statement in statements {
        statement.for_values(&mut |value| in_value(value, found));
        statement.for_blocks(&mut |block| in_block(block, found));
    }
}

fn in_value(value: &Expr, found: &mut Option<String>) {
    if let ExprKind::Call { arguments, .. } = &value.kind
        && let [Argument::Positional(variable), Argument::Positional(module)] = arguments.as_slice()
        && variable.fixed_text() == Some(VARIABLE)
    {
        *found = found.take().or_else(|| module.fixed_text().map(str::to_owned));
    }
    value.for_parts(&mut |part| in_value(part, found));
}
