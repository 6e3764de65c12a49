//! What roots share: the files, what module names stand for, and each module's names, worked out once.

use super::{eval::Machine, files::Files, imports::Imports, lexical::Lexical};
use crate::{
    source::SourceId,
    syntax::{FunctionIndex, Language, Module},
    value::{Chain, ClassId, Map, Name, Root, Scope, Value},
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

/// What resolving looks for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Final names of calls that are reported (`create`, `generateText`).
    pub calls: HashSet<Name>,
    /// Names of packages that are never part of the tree, even where a folder has the same name (`anthropic`).
    pub packages: HashSet<Name>,
}

/// A module's names in the end.
#[derive(Debug, Default)]
pub struct ModuleScope {
    /// Every name its top level binds.
    pub names: Arc<Scope>,
    /// What it exports by name (TypeScript, JavaScript).
    pub exports: Scope,
    /// Modules whose names it passes on whole.
    pub stars: Vec<SourceId>,
}

/// What roots share.
pub struct World<'a> {
    /// The tree.
    pub files: &'a dyn Files,
    /// What is looked for.
    pub wanted: &'a Wanted,
    /// What import paths stand for.
    pub imports: Imports<'a>,
    scopes: Mutex<HashMap<SourceId, Arc<ModuleScope>>>,
    fields: Mutex<HashMap<ClassId, Arc<Map>>>,
    lexical: Mutex<HashMap<SourceId, Arc<Lexical>>>,
    interest: HashSet<Name>,
}

thread_local! {
    static IN_PROGRESS: std::cell::RefCell<Vec<SourceId>> = const { std::cell::RefCell::new(Vec::new()) };
    static CUT_SHORT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

impl<'a> World<'a> {
    /// A world over a tree.
    pub fn new(files: &'a dyn Files, wanted: &'a Wanted) -> Self {
        Self {
            files,
            wanted,
            imports: Imports::new(files, &wanted.packages),
            scopes: Mutex::default(),
            fields: Mutex::default(),
            lexical: Mutex::default(),
            interest: wanted.calls.clone(),
        }
    }

    /// The value of a name that nothing in the tree binds.
    pub fn global(&self, _language: Language, name: &Name) -> Value {
        Value::Foreign(Arc::new(Chain { root: Root::Global(name.clone()), steps: Vec::new() }))
    }

    /// A module by number.
    pub fn module(&self, source: SourceId) -> Option<Arc<Module>> {
        self.files.module(source)
    }

    /// Names of a module, run to its end. While the module is being run further up on this thread (modules that need
    /// each other) there are none, and what was worked out meanwhile is not kept for others.
    pub fn scope(&self, source: SourceId) -> Option<Arc<ModuleScope>> {
        if let Some(known) = self.scopes.lock().unwrap_or_else(PoisonError::into_inner).get(&source) {
            return Some(Arc::clone(known));
        }
        let module = self.module(source)?;
        let depth = IN_PROGRESS.with_borrow(|running| running.iter().position(|running| *running == source));
        if depth.is_some() || IN_PROGRESS.with_borrow(Vec::len) >= super::bounds::MODULE_DEPTH {
            CUT_SHORT.set(CUT_SHORT.get() + 1);
            return None;
        }
        let cuts = CUT_SHORT.get();
        IN_PROGRESS.with_borrow_mut(|running| running.push(source));
        let act = Machine::new(self, false).run_module(&module);
        IN_PROGRESS.with_borrow_mut(Vec::pop);
        let scope = Arc::new(ModuleScope { names: act.names.snapshot(), exports: act.exports, stars: act.stars });
        if CUT_SHORT.get() == cuts || IN_PROGRESS.with_borrow(Vec::is_empty) {
            self.scopes.lock().unwrap_or_else(PoisonError::into_inner).insert(source, Arc::clone(&scope));
        }
        Some(scope)
    }

    /// What stands where in a module.
    pub fn lexical(&self, module: &Arc<Module>) -> Arc<Lexical> {
        if let Some(known) = self.lexical.lock().unwrap_or_else(PoisonError::into_inner).get(&module.source) {
            return Arc::clone(known);
        }
        let read = Arc::new(Lexical::of(module, self.files.source(module.source).as_deref()));
        self.lexical.lock().unwrap_or_else(PoisonError::into_inner).insert(module.source, Arc::clone(&read));
        read
    }

    /// From now on these names are of interest too.
    pub fn look_for(&mut self, names: HashSet<Name>) {
        self.interest.extend(names);
    }

    /// Whether any of these names may lead to a wanted call.
    pub fn is_interesting(&self, names: &HashSet<Name>) -> bool {
        if names.len() < self.interest.len() {
            names.iter().any(|name| self.interest.contains(name))
        } else {
            self.interest.iter().any(|name| names.contains(name))
        }
    }

    /// Whether a function, or one inside it, mentions a name that may lead to a wanted call.
    pub fn is_of_interest(&self, module: &Arc<Module>, function: FunctionIndex) -> bool {
        self.lexical(module).mentions.get(function as usize).is_some_and(|names| self.is_interesting(names))
    }

    /// How often modules that need each other were cut short on this thread so far.
    pub fn cuts() -> u32 {
        CUT_SHORT.get()
    }

    /// Fields of a class's instances that were worked out before.
    pub fn known_fields(&self, class: ClassId) -> Option<Arc<Map>> {
        self.fields.lock().unwrap_or_else(PoisonError::into_inner).get(&class).cloned()
    }

    /// Keeps the fields of a class's instances.
    pub fn keep_fields(&self, class: ClassId, fields: &Arc<Map>) {
        self.fields.lock().unwrap_or_else(PoisonError::into_inner).insert(class, Arc::clone(fields));
    }
}
