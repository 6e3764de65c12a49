//! Who calls the functions whose parameters flow into a wanted call.

use super::{Wrapper, bounds, event::Call, world::World};
use crate::{
    source::SourceId,
    syntax::{Import, Language, Module, Role, Stmt, StmtKind},
    value::{Args, Chain, FunctionId, Name, Root, Step, Value, Why},
};
use std::{collections::HashSet, sync::Arc};

/// Length from which a name is searched for by itself: shorter ones must stand beside the name of their module.
const TELLING_NAME: usize = 14;

/// Functions whose parameters flow into these calls and whose callers were not looked for yet.
pub fn wrappers<'c>(
    world: &World<'_>,
    calls: impl Iterator<Item = &'c Call>,
    asked: &mut HashSet<FunctionId>,
) -> Vec<Wrapper> {
    let mut found = HashSet::new();
    for call in calls {
        in_args(&call.args, &mut found);
        in_chain(&call.callee, &mut found);
        found.extend(call.around.function_id.filter(|id| call.stack.is_empty() && takes_arguments(world, *id)));
    }
    let mut fresh: Vec<FunctionId> = found.into_iter().filter(|id| asked.insert(*id)).collect();
    fresh.sort_unstable();
    fresh.into_iter().filter_map(|id| wrapper(world, id)).collect()
}

/// Whether callers may change what a function sends although no parameter shows in it: it has defaults, or an instance
/// that was made somewhere. Tests are called by nobody.
fn takes_arguments(world: &World<'_>, id: FunctionId) -> bool {
    let Some(module) = world.module(id.0) else { return false };
    let Some(function) = module.functions.get(id.1 as usize) else { return false };
    let called = (world.wanted.is_caller)(&world.files.path(id.0));
    called && (function.class.is_some() || function.parameters.iter().any(|parameter| parameter.default.is_some()))
}

fn wrapper(world: &World<'_>, id: FunctionId) -> Option<Wrapper> {
    let module = world.module(id.0)?;
    let function = module.functions.get(id.1 as usize)?;
    let class =
        function.class.and_then(|class| module.classes.get(class as usize)).and_then(|class| class.name.clone());
    let name = if function.role == Role::Constructor { class.clone()? } else { function.name.clone()? };
    let path = world.files.path(id.0);
    let mut parts = path.rsplit('/');
    let stem = parts.next().and_then(|file| file.rsplit_once('.')).map(|(stem, _)| stem.to_owned());
    // Who is handed an interface of .NET never names its class.
    let interface = class.as_ref().filter(|_| module.language == Language::CSharp);
    let interface = interface.map(|class| Name::from(format!("I{class}")));
    let class = class.filter(|class| *class != name);
    let beside = [class, interface, stem.map(Name::from), parts.next().map(Name::from)];
    let mut sets: Vec<Vec<Name>> = beside.into_iter().flatten().map(|word| vec![name.clone(), word]).collect();
    if name.len() >= TELLING_NAME {
        sets.push(vec![name.clone()]);
    }
    Some(Wrapper { name, sets, language: module.language, home: id.0 })
}

/// Files that may call one of the wrappers.
pub fn files_of(world: &World<'_>, wrappers: &[Wrapper]) -> Vec<SourceId> {
    let mut files: Vec<SourceId> = wrappers.iter().map(|wrapper| wrapper.home).collect();
    let mut families: Vec<&[Language]> = wrappers.iter().map(|wrapper| wrapper.language.kin()).collect();
    families.sort_unstable();
    families.dedup();
    for family in families {
        let ours = wrappers.iter().filter(|wrapper| family.contains(&wrapper.language));
        let sets: Vec<Vec<Name>> = ours.flat_map(|wrapper| wrapper.sets.clone()).collect();
        files.extend(world.files.mentioning(family, &sets));
    }
    files.sort_unstable();
    files.dedup();
    files.retain(|file| (world.wanted.is_caller)(&world.files.path(*file)));
    files.truncate(bounds::CALLER_FILES);
    files
}

fn in_args(args: &Args, found: &mut HashSet<FunctionId>) {
    for value in args.positional.iter().chain(args.named.entries.iter().map(|entry| &entry.value)) {
        in_value(&value.node, found);
    }
    for why in args.open.iter().chain(&args.named.open) {
        in_why(why, found);
    }
}

fn in_chain(chain: &Chain, found: &mut HashSet<FunctionId>) {
    if let Root::Unknown(why) = &chain.root {
        in_why(why, found);
    }
    for step in &chain.steps {
        match step {
            Step::Call(args) => in_args(args, found),
            Step::Index(value) => in_value(value, found),
            Step::Member(_) => {}
        }
    }
}

fn in_why(why: &Why, found: &mut HashSet<FunctionId>) {
    if let Why::Parameter(parameter) = why {
        found.insert(parameter.function);
    }
}

fn in_value(value: &Value, found: &mut HashSet<FunctionId>) {
    match value {
        Value::Unknown(why) => in_why(why, found),
        Value::Default(inner, why) => {
            in_why(why, found);
            in_value(inner, found);
        }
        Value::OneOf(all) => all.iter().for_each(|one| in_value(&one.node, found)),
        Value::List(list) => {
            list.items.iter().for_each(|item| in_value(&item.node, found));
            list.open.iter().for_each(|why| in_why(why, found));
        }
        Value::Map(map) => {
            map.entries.iter().for_each(|entry| in_value(&entry.value.node, found));
            map.open.iter().for_each(|why| in_why(why, found));
        }
        Value::Foreign(chain) => in_chain(chain, found),
        _ => {}
    }
}

/// Modules outside the tree that a file imports, at any depth of its statements.
pub fn outside_imports(world: &World<'_>, module: &Module) -> Vec<Arc<str>> {
    let mut imports = Vec::new();
    let functions = module.functions.iter().map(|function| function.body.as_slice());
    for body in functions.chain([module.body.as_slice()]) {
        for_imports(body, &mut |import| {
            let inside = world.imports.resolve(module.source, module.language, &import.module, import.level);
            if inside.is_none() && import.level == 0 && !import.types_only {
                imports.push(world.imports.outside(import));
            }
        });
    }
    imports
}

pub(super) fn for_imports(statements: &[Stmt], each: &mut dyn FnMut(&Import)) {
    for statement in statements {
        match &statement.kind {
            StmtKind::Import(import) | StmtKind::Reexport(import) => each(import),
            StmtKind::If { then, otherwise, .. } => {
                for_imports(then, each);
                for_imports(otherwise, each);
            }
            StmtKind::Try { body, handlers, otherwise, finally } => {
                for_imports(body, each);
                for_imports(otherwise, each);
                for_imports(finally, each);
                for handler in handlers {
                    for_imports(&handler.body, each);
                }
            }
            StmtKind::Block(body) | StmtKind::With { body, .. } => for_imports(body, each),
            _ => {}
        }
    }
}
