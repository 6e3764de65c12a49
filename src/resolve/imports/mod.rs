//! What import paths stand for: a file of the tree, or code outside it.

mod javascript;
mod php;
mod python;

use super::files::Files;
use crate::{
    source::SourceId,
    syntax::{Import, Language},
    value::{Chain, Local, Name, Root, Value},
};
use javascript::{Configs, Workspaces};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

type Known = HashMap<(SourceId, Arc<str>, u32), Option<SourceId>>;

/// Import paths of a tree.
pub struct Imports<'a> {
    files: &'a dyn Files,
    packages: &'a HashSet<Name>,
    configs: Configs,
    workspaces: OnceLock<Workspaces>,
    known: Mutex<Known>,
}

impl<'a> Imports<'a> {
    /// Import paths of a tree; `packages` are never part of it.
    pub fn new(files: &'a dyn Files, packages: &'a HashSet<Name>) -> Self {
        Self { files, packages, configs: Configs::default(), workspaces: OnceLock::new(), known: Mutex::default() }
    }

    /// The file that `module` means in file `from`; `level` counts the dots of a relative Python import.
    pub fn resolve(&self, from: SourceId, language: Language, module: &str, level: u32) -> Option<SourceId> {
        let key = (from, Arc::from(module), level);
        if let Some(known) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return *known;
        }
        let found = match language {
            Language::Python => python::resolve(self.files, self.packages, from, module, level),
            Language::TypeScript | Language::JavaScript if self.packages.contains(javascript::package(module)) => None,
            Language::TypeScript | Language::JavaScript => {
                let workspaces = self.workspaces.get_or_init(|| Workspaces::of(self.files));
                javascript::resolve(self.files, &self.configs, workspaces, from, module)
            }
            Language::Php => php::resolve(self.files, self.packages, from, module),
            _ => None,
        };
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, found);
        found
    }

    /// The value of `import a.b as c`, `import * as c from "m"`; for a plain `import a.b` that of `a`.
    pub fn module_value(
        &self,
        from: SourceId,
        language: Language,
        import: &Import,
        whole: bool,
        target: Option<SourceId>,
    ) -> Value {
        let first = import.module.split('.').next().unwrap_or_default();
        let target =
            if whole || first == &*import.module { target } else { self.resolve(from, language, first, import.level) };
        if let Some(target) = target {
            return Value::Local(Arc::new(Local::Module(target)));
        }
        let module = if whole || language != Language::Python { Arc::clone(&import.module) } else { Arc::from(first) };
        Value::Foreign(Arc::new(Chain { root: Root::Import(module), steps: Vec::new() }))
    }

    /// A module inside a Python package, by the package's `__init__` file.
    pub fn submodule(&self, package: SourceId, name: &str) -> Option<SourceId> {
        let path = self.files.path(package);
        let folder = path.strip_suffix("__init__.py")?;
        python::module_at(self.files, &format!("{folder}{name}"))
    }

    /// `from package import module` where the package has no `__init__` file.
    pub fn named_submodule(&self, from: SourceId, language: Language, import: &Import, name: &str) -> Option<SourceId> {
        if language != Language::Python {
            return None;
        }
        let module = if import.module.is_empty() { name.to_owned() } else { format!("{}.{name}", import.module) };
        self.resolve(from, language, &module, import.level)
    }

    /// The file that defines a name which a file uses without importing it, in languages where files share names: those
    /// of its package, namespace or folder.
    pub fn ambient(&self, from: SourceId, language: Language, name: &str) -> Option<SourceId> {
        match language {
            Language::Php => self.resolve(from, language, &php::ambient(name)?, 0),
            _ => None,
        }
    }

    /// The path of a module outside the tree, as chains name it.
    pub fn outside(&self, import: &Import) -> Arc<str> {
        php::outside(&import.module).unwrap_or_else(|| Arc::clone(&import.module))
    }
}

/// The module outside the tree that a name stands for which nothing imports or binds, in languages where such a name
/// may be a class: PHP's global namespace.
pub fn outside_name(language: Language, name: &str) -> Option<Arc<str>> {
    (language == Language::Php).then(|| php::ambient(name)).flatten().map(|_| php::GLOBAL.into())
}
