//! C#'s names: types are shared by all files of a project, under namespaces that files use.
//!
//! A file says which namespaces it uses, not which types it takes from them. A name leads to a file of the tree when
//! exactly one file declares it under a namespace that is in sight; else to the library that is known to bring it.

use crate::{
    catalog::sdks,
    resolve::files::Files,
    source::SourceId,
    syntax::{
        Language,
        csharp::declared::{Declared, declared},
    },
    value::{Chain, Name, Root, Step},
};
use rayon::prelude::*;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

/// Every type of a tree, with the files that declare it.
#[derive(Debug, Default)]
pub struct Types {
    by_name: HashMap<String, Vec<SourceId>>,
    files: HashMap<SourceId, Declared>,
    global_usings: BTreeSet<String>,
}

impl Types {
    /// Reads the words of every C# file, once.
    pub fn of(files: &dyn Files) -> Types {
        let sets = ["class", "enum", "global", "record", "struct", "using"].map(|word| vec![Name::from(word)]);
        let ids = files.mentioning(&[Language::CSharp], &sets);
        let read: Vec<(SourceId, Declared)> =
            ids.into_par_iter().filter_map(|id| Some((id, declared(&files.glance(id)?.text)))).collect();
        let mut types = Types::default();
        for (id, found) in read {
            for name in &found.types {
                let places = types.by_name.entry(name.clone()).or_default();
                if places.last() != Some(&id) {
                    places.push(id);
                }
            }
            types.global_usings.extend(found.global_usings.iter().cloned());
            types.files.insert(id, found);
        }
        types
    }

    /// The one file that declares a type of this name in sight of `from`; what stands under a library's own namespace
    /// is the library.
    pub fn file(&self, packages: &HashSet<Name>, from: SourceId, name: &str) -> Option<SourceId> {
        let in_sight = |id: &&SourceId| {
            let Some(found) = self.files.get(id) else { return false };
            let library = found.namespaces.iter().any(|namespace| packages.contains(first(namespace)));
            !library && (found.namespaces.is_empty() || found.namespaces.iter().any(|one| self.sees(from, one)))
        };
        let mut fits = self.by_name.get(name)?.iter().filter(in_sight);
        let only = fits.next().copied();
        only.filter(|_| fits.next().is_none())
    }

    /// Namespaces that one file makes all others of its project use.
    pub fn shared(&self) -> impl Iterator<Item = &str> {
        self.global_usings.iter().map(String::as_str)
    }

    /// What a name is that a library brings.
    pub fn outside(&self, packages: &HashSet<Name>, from: SourceId, name: &Name) -> Option<Chain> {
        let modules: Vec<&str> = sdks::embedded().modules_of(Language::CSharp, name).collect();
        let seen = modules.iter().find_map(|module| self.namespace(from, module));
        if seen.is_none() && packages.contains(name) {
            return Some(Chain { root: Root::Import(Arc::from(name.as_str())), steps: Vec::new() });
        }
        let module = seen.or(modules.first().copied())?;
        Some(Chain { root: Root::Import(Arc::from(module)), steps: vec![Step::Member(name.clone())] })
    }

    /// Whether a file sees what stands in a namespace: it uses it, or stands in it or within it.
    fn sees(&self, from: SourceId, namespace: &str) -> bool {
        self.seen(from).any(|seen| seen == namespace || is_within(seen, namespace) && !self.uses(from, seen))
    }

    fn uses(&self, from: SourceId, namespace: &str) -> bool {
        self.files.get(&from).is_some_and(|found| found.usings.iter().any(|one| one == namespace))
    }

    /// Namespaces that a file uses or stands in.
    fn seen(&self, from: SourceId) -> impl Iterator<Item = &str> {
        let own = self.files.get(&from);
        let own = own.into_iter().flat_map(|found| found.namespaces.iter().chain(&found.usings));
        own.chain(&self.global_usings).map(String::as_str)
    }

    /// The namespace in sight of a file that is a library's module or lies beneath it.
    fn namespace(&self, from: SourceId, module: &str) -> Option<&str> {
        self.seen(from).find(|seen| *seen == module || is_within(seen, module))
    }
}

/// Whether a namespace lies beneath another.
fn is_within(namespace: &str, outer: &str) -> bool {
    namespace.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'))
}

fn first(namespace: &str) -> &str {
    namespace.split('.').next().unwrap_or(namespace)
}
