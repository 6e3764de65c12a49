//! What import paths stand for: a file of the tree, or code outside it.

mod csharp;
mod django;
mod go;
mod javascript;
mod jvm;
mod php;
mod python;
mod ruby;
mod rust;

use super::{
    files::Files,
    memo::{Memo, Once},
};
use crate::{
    source::SourceId,
    syntax::{Import, Language},
    value::{Chain, Local, Name, Root, Value},
};
pub use django::SETTINGS as DJANGO_SETTINGS;
pub(super) use go::holding;
use javascript::{Configs, Workspaces};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Import paths of a tree.
pub struct Imports<'a> {
    files: &'a dyn Files,
    packages: &'a HashMap<Language, HashSet<Name>>,
    none: HashSet<Name>,
    configs: Configs,
    workspaces: Once<Workspaces>,
    types: Once<csharp::Types>,
    crates: Once<rust::Crates>,
    shared: Once<php::Shared>,
    jvm: jvm::Folders,
    known: Memo<(SourceId, Arc<str>, u32), Option<SourceId>>,
    ambient: Memo<(SourceId, Name), Option<SourceId>>,
}

impl<'a> Imports<'a> {
    /// Import paths of a tree; `packages` are never part of it.
    pub fn new(files: &'a dyn Files, packages: &'a HashMap<Language, HashSet<Name>>) -> Self {
        Self {
            files,
            packages,
            none: HashSet::new(),
            configs: Configs::default(),
            workspaces: Once::default(),
            types: Once::default(),
            crates: Once::default(),
            shared: Once::default(),
            jvm: jvm::Folders::default(),
            known: Memo::default(),
            ambient: Memo::default(),
        }
    }

    fn packages(&self, language: Language) -> &HashSet<Name> {
        self.packages.get(&language).unwrap_or(&self.none)
    }

    /// The file that `module` means in file `from`; `level` counts the dots of a relative Python import.
    pub fn resolve(&self, from: SourceId, language: Language, module: &str, level: u32) -> Option<SourceId> {
        self.known.of((from, Arc::from(module), level), |_| self.resolved(from, language, module, level))
    }

    fn resolved(&self, from: SourceId, language: Language, module: &str, level: u32) -> Option<SourceId> {
        match language {
            Language::Go => go::resolve(self.files, self.packages(language), from, module),
            Language::Python => python::resolve(self.files, self.packages(language), from, module, level),
            Language::TypeScript | Language::JavaScript
                if self.packages(language).contains(javascript::package(module))
                    || self.packages(language).contains(javascript::scope(module)) =>
            {
                None
            }
            Language::TypeScript | Language::JavaScript => {
                let workspaces = self.workspaces.get_or_init(|| Workspaces::of(self.files));
                javascript::resolve(self.files, &self.configs, workspaces, from, module)
            }
            Language::Rust => match self.rust(from, module) {
                Some(rust::Target::File(file)) => Some(file),
                _ => None,
            },
            Language::Php => php::resolve(self.files, self.packages(language), from, module),
            Language::Ruby => ruby::resolve(self.files, self.packages(language), from, module),
            _ => None,
        }
    }

    fn rust(&self, from: SourceId, path: &str) -> Option<rust::Target> {
        let crates = self.crates.get_or_init(|| rust::Crates::of(self.files));
        rust::find(self.files, crates, self.packages(Language::Rust), from, path)
    }

    /// The value of `use module::name`, in languages where an import is a path that may end within a file.
    pub fn by_path(&self, from: SourceId, language: Language, import: &Import, name: &str) -> Option<Value> {
        if language != Language::Rust {
            return None;
        }
        Some(self.rust(from, &format!("{}::{name}", import.module))?.value())
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

    /// `from django.conf import settings`: the modules that hold them, where the project says which those are.
    pub fn project_settings(&self, from: SourceId, language: Language, import: &Import, name: &str) -> Vec<SourceId> {
        if language != Language::Python || DJANGO_SETTINGS.rsplit_once('.') != Some((&*import.module, name)) {
            return Vec::new();
        }
        django::settings(self.files, self.packages(language), from)
    }

    /// The file that defines a name which a file uses without importing it, in languages where files share names: those
    /// of its package, namespace or folder.
    pub fn ambient(&self, from: SourceId, language: Language, name: &str) -> Option<SourceId> {
        let find: fn(&Self, SourceId, Language, &str) -> Option<SourceId> = match language {
            Language::CSharp => {
                |imports, from, language, name| imports.types().file(imports.packages(language), from, name)
            }
            Language::Go => |imports, from, _, name| go::ambient(imports.files, from, name),
            Language::Php => |imports, from, _, name| imports.ambient_php(from, name),
            Language::Java | Language::Kotlin => |imports, from, language, name| {
                jvm::ambient(imports.files, &imports.jvm, imports.packages(language), from, name)
            },
            Language::Ruby => |imports, from, language, name| imports.resolve(from, language, &ruby::ambient(name)?, 0),
            _ => return None,
        };
        self.ambient.of((from, Name::from(name)), |_| find(self, from, language, name))
    }

    /// The file that defines what an import names, in languages whose imports name a thing rather than a file.
    pub fn definition(&self, from: SourceId, language: Language, import: &Import, name: &str) -> Option<SourceId> {
        match language {
            Language::Java | Language::Kotlin => {
                jvm::definition(self.files, &self.jvm, self.packages(language), from, &import.module, name)
            }
            _ => None,
        }
    }

    /// A method of a class that stands in another file than the class: its file, and its number there.
    pub fn method(&self, from: SourceId, language: Language, class: &str, name: &str) -> Option<(SourceId, u32)> {
        if language == Language::Go { go::method(self.files, from, class, name) } else { None }
    }

    /// What a name is that a library brings, in languages whose files do not say what they take from where.
    pub fn outside_name(&self, from: SourceId, language: Language, name: &Name) -> Option<Chain> {
        match language {
            Language::CSharp => self.types().outside(self.packages(language), from, name),
            Language::Php => php::outside_name(name),
            Language::Java | Language::Kotlin => jvm::outside_name(self.files, self.packages(language), from, name),
            Language::Ruby => ruby::outside(name),
            _ => None,
        }
    }

    fn ambient_php(&self, from: SourceId, name: &str) -> Option<SourceId> {
        let shared = php::is_shared(name).then(|| self.shared.get_or_init(|| php::Shared::of(self.files)));
        let home = shared.and_then(|shared| shared.file(self.files, from, name));
        home.or_else(|| self.resolve(from, Language::Php, &php::ambient(name)?, 0))
    }

    /// What every file of a language imports in this tree, without saying so.
    pub fn shared(&self, language: Language) -> impl Iterator<Item = &str> {
        let types = (language == Language::CSharp).then(|| self.types());
        types.into_iter().flat_map(csharp::Types::shared)
    }

    fn types(&self) -> &csharp::Types {
        self.types.get_or_init(|| csharp::Types::of(self.files))
    }

    /// The module outside the tree that an import is of, as chains name it: of a Rust path the crate.
    pub fn outside(&self, import: &Import) -> Arc<str> {
        let first = || Arc::from(import.module.split("::").next().unwrap_or_default());
        php::outside(&import.module).unwrap_or_else(first)
    }
}

/// What a file calls a name that others write with what stands around it: `Writer` for Ruby's `Desk::Writer`.
pub fn own_name(language: Language, name: &str) -> &str {
    if language == Language::Ruby { name.rsplit("::").next().unwrap_or(name) } else { name }
}
