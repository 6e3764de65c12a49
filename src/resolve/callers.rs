//! Who calls the functions whose parameters flow into a wanted call, and who mentions a class.

use super::{
    bounds,
    event::Call,
    marks::{Mark, mark},
    world::World,
};
use crate::{
    source::SourceId,
    syntax::{ExprKind, FunctionIndex, Language, Module, Role, StmtKind, for_imports},
    value::{Args, Chain, ClassId, FunctionId, Name, Root, Step, Value, Why},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

/// Length from which a name is searched for by itself: shorter ones must stand beside the name of their module.
const TELLING_NAME: usize = 14;

/// The name of what a module exports by default.
const DEFAULT: &str = "default";

/// A function or a class of the tree, and how files that mention it are found.
#[derive(Clone, Debug)]
pub struct Lead {
    /// What it is called: its name, and the one by which modules export by default.
    names: Vec<Name>,
    /// Whether it is called, and not inherited.
    is_function: bool,
    /// Sets of words one of which such a file holds.
    sets: Vec<Vec<Name>>,
    /// What it is written in.
    pub language: Language,
    home: SourceId,
}

/// Functions whose parameters flow into these calls and whose callers were not looked for yet. Where what flows there is
/// a field of an instance that somebody made, the function that was run may have been handed that.
pub fn wrappers<'c>(
    world: &World<'_>,
    calls: impl Iterator<Item = &'c Call>,
    asked: &mut HashSet<FunctionId>,
) -> Vec<Lead> {
    let mut found = HashSet::new();
    let mut heirs: BTreeMap<FunctionId, BTreeSet<ClassId>> = BTreeMap::new();
    for call in calls {
        let mut sent = HashSet::new();
        in_args(&call.args, &mut sent);
        in_chain(&call.callee, &mut sent);
        let handed = || call.origin.function().filter(|id| (world.wanted.is_caller)(&world.files.path(id.0)));
        found.extend(sent.iter().any(|id| id.is_nobody()).then(handed).flatten());
        if let Some(heir) = call.origin.heir() {
            for id in &sent {
                heirs.entry(*id).or_default().insert(heir);
            }
        }
        found.extend(sent);
        found.extend(call.around.function_id.filter(|id| call.stack.is_empty() && takes_arguments(world, *id)));
    }
    let mut fresh: Vec<FunctionId> = found.into_iter().filter(|id| asked.insert(*id)).collect();
    fresh.sort_unstable();
    let with_heirs = |id| Some(Lead::to_function(world, id)?.of_heirs(world, heirs.get(&id).into_iter().flatten()));
    fresh.into_iter().filter_map(with_heirs).collect()
}

/// Whether callers may change what a function sends although no parameter shows in it: it has defaults, or an instance
/// that was made somewhere. Tests are called by nobody.
fn takes_arguments(world: &World<'_>, id: FunctionId) -> bool {
    let Some(module) = world.module(id.0) else { return false };
    let Some(function) = module.functions.get(id.1 as usize) else { return false };
    let called = (world.wanted.is_caller)(&world.files.path(id.0));
    called && (function.class.is_some() || function.parameters.iter().any(|parameter| parameter.default.is_some()))
}

impl Lead {
    fn to_function(world: &World<'_>, id: FunctionId) -> Option<Self> {
        let module = world.module(id.0)?;
        let function = module.functions.get(id.1 as usize)?;
        let class =
            function.class.and_then(|class| module.classes.get(class as usize)).and_then(|class| class.name.clone());
        let name = if function.role == Role::Constructor { class.clone()? } else { function.name.clone()? };
        let exported = is_default(&module, id.1).then_some(Name::new_static(DEFAULT));
        // Who is handed an interface of .NET never names its class.
        let interface = class.as_ref().filter(|_| module.language == Language::CSharp);
        let interface = interface.map(|class| Name::from(format!("I{class}")));
        let beside = [class.filter(|class| *class != name), interface, package_of(world, &module)];
        let lead = Self::to(world, &module, name, beside.into_iter().flatten(), exported);
        Some(Self { is_function: true, ..lead })
    }

    /// With the classes that inherit it, which its callers may name instead of its own.
    fn of_heirs<'c>(mut self, world: &World<'_>, heirs: impl Iterator<Item = &'c ClassId>) -> Self {
        for heir in heirs {
            let module = world.module(heir.0);
            let name = module.and_then(|module| module.classes.get(heir.1 as usize)?.name.clone());
            self.sets.extend(name.zip(self.names.first().cloned()).map(|(heir, name)| vec![name, heir]));
        }
        self
    }

    /// Files that may have a class for a base.
    pub fn to_class(world: &World<'_>, id: ClassId) -> Option<Self> {
        let module = world.module(id.0)?;
        let name = module.classes.get(id.1 as usize)?.name.clone()?;
        Some(Self::to(world, &module, name, std::iter::empty(), None))
    }

    /// What has a name that is short stands beside other names in files that mean it.
    fn to(
        world: &World<'_>,
        module: &Module,
        name: Name,
        beside: impl Iterator<Item = Name>,
        exported: Option<Name>,
    ) -> Self {
        let path = world.files.path(module.source);
        let mut parts = path.rsplit('/');
        let stem = parts.next().and_then(|file| file.rsplit_once('.')).map(|(stem, _)| Name::from(stem));
        let folder = parts.next().map(Name::from);
        let mut sets = Vec::new();
        if exported.is_some() {
            let home = stem.clone().filter(|stem| stem != "index").or_else(|| folder.clone());
            let takes = ["from", "require"].map(Name::new_static);
            sets.extend(home.into_iter().flat_map(|home| takes.clone().map(|word| vec![home.clone(), word])));
        }
        sets.extend(beside.chain(stem).chain(folder).map(|word| vec![name.clone(), word]));
        if name.len() >= TELLING_NAME {
            sets.push(vec![name.clone()]);
        }
        let names = std::iter::once(name).chain(exported).collect();
        Self { names, is_function: false, sets, language: module.language, home: module.source }
    }

    /// What calls of it are called, if it is a function.
    pub fn called(&self) -> impl Iterator<Item = Mark> {
        self.names.iter().filter(|_| self.is_function).map(|name| mark(name))
    }

    /// What it is called where it stands.
    pub fn name(&self) -> Option<&Name> {
        self.names.first()
    }
}

/// The package of a file of Go, which its other files name at their top and those of other packages before the function.
fn package_of(world: &World<'_>, module: &Module) -> Option<Name> {
    let source = world.files.source(module.source).filter(|_| module.language == Language::Go)?;
    source.text.lines().find_map(|line| line.strip_prefix("package ")?.split_whitespace().next().map(Name::from))
}

/// Whether a function is what its module exports by default, which importers name as they like.
fn is_default(module: &Module, index: FunctionIndex) -> bool {
    let name = module.functions.get(index as usize).and_then(|function| function.name.as_deref());
    module.body.iter().any(|statement| match &statement.kind {
        StmtKind::Export { name: exported, value } if exported == DEFAULT => match &value.kind {
            ExprKind::Function(function) => *function == index,
            ExprKind::Name(local) => Some(local.as_str()) == name,
            _ => false,
        },
        _ => false,
    })
}

/// Files that may mention some of these, those where they stand included, each with the functions among them that it may
/// mention, by name.
pub fn files_of(world: &World<'_>, leads: &[Lead]) -> BTreeMap<SourceId, HashSet<Mark>> {
    let mut files: BTreeMap<SourceId, HashSet<Mark>> = BTreeMap::new();
    let mut mention = |file: SourceId, lead: &Lead| files.entry(file).or_default().extend(lead.called());
    for lead in leads {
        mention(lead.home, lead);
    }
    let mut families: Vec<&[Language]> = leads.iter().map(|lead| lead.language.kin()).collect();
    families.sort_unstable();
    families.dedup();
    for family in families {
        let ours = leads.iter().filter(|lead| family.contains(&lead.language));
        let by_set: Vec<(&Lead, &Vec<Name>)> =
            ours.flat_map(|lead| lead.sets.iter().map(move |set| (lead, set))).collect();
        let sets: Vec<Vec<Name>> = by_set.iter().map(|(_, set)| Vec::clone(set)).collect();
        for found in world.files.mentions(family, &sets, &world.wanted.is_caller) {
            for set in found.sets {
                mention(found.file, by_set[set].0);
            }
        }
    }
    files.retain(|file, _| (world.wanted.is_caller)(&world.files.path(*file)));
    let most = world.files.bounds().caller_files;
    let homes: BTreeSet<SourceId> = leads.iter().map(|lead| lead.home).filter(|_| files.len() > most).collect();
    for home in homes {
        world.files.fault(home, too_many(files.len(), most));
    }
    files.into_iter().take(most).collect()
}

/// What is said of a file whose callers or heirs may be among more files than are read.
fn too_many(files: usize, most: usize) -> String {
    let grouped = |count: usize| crate::money::grouped(&count.to_string());
    let raise = if most < bounds::MOST_CALLER_FILES {
        "raise `caller-files` in `[bounds]` of the policy"
    } else {
        "no policy can have more read"
    };
    format!(
        "{} files may call or inherit what it defines, and skint reads {} of them: {raise}",
        grouped(files),
        grouped(most)
    )
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
        for_imports(body, &mut |_, import| {
            let inside = world.imports.resolve(module.source, module.language, &import.module, import.level);
            if inside.is_none() && import.level == 0 && !import.types_only {
                imports.push(world.imports.outside(import));
            }
        });
    }
    imports
}
