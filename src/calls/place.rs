//! What kind of program a call stands in, by its path and what is around it.

use super::Place;
use crate::{
    catalog::places::places,
    resolve::event::Around,
    syntax::{Language, TEST, language_of},
    value::Name,
};

/// The place of a call in the file at `path`.
pub(super) fn of(path: &str, around: &Around) -> Place {
    let known = places();
    let parts: Vec<&str> = path.split('/').collect();
    let (folders, file) = parts.split_at(parts.len().saturating_sub(1));
    let file = file.first().copied().unwrap_or_default();
    let function = around.function.as_deref().unwrap_or_default();
    match () {
        () if is_test_file(path)
            || ends_in(&around.decorators, TEST)
            || function.rsplit('.').next().is_some_and(|name| begins(&known.test.begins, name)) =>
        {
            Place::Test
        }
        () if decorated(&around.decorators, &known.test.decorators) => Place::Test,
        () if file.rsplit_once('.').is_some_and(|(_, kind)| kind.eq_ignore_ascii_case("ipynb")) => Place::Notebook,
        () if folders.ends_with(&[".github", "workflows"]) => Place::Workflow,
        () if is_handler(path, file, function, around) => Place::WebHandler,
        () if decorated(&around.decorators, &known.job.decorators) || stems_from(around, &known.job.bases) => {
            Place::Job
        }
        () if by_folder(file, folders, &known.web.controllers) => Place::WebHandler,
        () if by_folder(file, folders, &known.job.folders) => Place::Job,
        () if by_folder(file, folders, &known.script.commands) => Place::Script,
        () if around.main_guard || folders.iter().any(|folder| is_one(&known.script.folders, folder)) => Place::Script,
        () => Place::Library,
    }
}

/// Whether a file of PHP or Ruby stands in one of these folders.
fn by_folder(file: &str, folders: &[&str], names: &[String]) -> bool {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending);
    matches!(ending, Some("php" | "rb")) && folders.iter().any(|folder| is_one(names, folder))
}

/// Whether a file holds tests, by its path.
pub fn is_test_file(path: &str) -> bool {
    let known = &places().test;
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.split('.').next().unwrap_or_default();
    folders.split('/').any(|folder| is_one(&known.folders, folder) || is_dotnet_test_project(folder))
        || stem.ends_with("Tests") && language_of(path) == Some(Language::CSharp)
        || begins(&known.begins, stem)
        || ends(&known.stem_ends, stem)
        || is_one(&known.stems, stem)
        || known.holds.iter().any(|part| file.contains(part))
        || ends(&known.ends, file)
}

fn is_handler(path: &str, file: &str, function: &str, around: &Around) -> bool {
    let stem = file.split('.').next().unwrap_or_default();
    let name = function.rsplit('.').next().unwrap_or_default();
    let known = &places().web;
    decorated(&around.decorators, &known.decorators)
        || stems_from(around, &known.bases)
        || is_one(&known.functions, name)
        || is_one(&known.stems, stem)
        || known.paths.iter().any(|part| path.contains(part))
        || is_one(&known.exported, name) && known.exporting.iter().any(|part| path.contains(part))
        || around.bases.iter().any(|base| ends(&known.base_ends, base))
}

/// Whether a decorator's last part is one of `names`: `app.post`, `router.get`, `shared_task`.
fn decorated(decorators: &[Name], names: &[String]) -> bool {
    names.iter().any(|name| ends_in(decorators, name))
}

fn ends_in(decorators: &[Name], name: &str) -> bool {
    decorators.iter().any(|decorator| decorator.rsplit('.').next() == Some(name))
}

fn is_one(names: &[String], name: &str) -> bool {
    names.iter().any(|known| known == name)
}

fn begins(beginnings: &[String], name: &str) -> bool {
    beginnings.iter().any(|beginning| name.starts_with(beginning))
}

fn ends(ends: &[String], name: &str) -> bool {
    ends.iter().any(|end| name.ends_with(end))
}

/// Whether a folder is a project of tests as .NET names them: `Desk.Tests`, `Desk.UnitTests`.
fn is_dotnet_test_project(folder: &str) -> bool {
    folder.rsplit_once('.').is_some_and(|(_, last)| last == "Test" || last.ends_with("Tests"))
}

/// Whether one of the bases of the enclosing class has one of these names.
fn stems_from(around: &Around, names: &[String]) -> bool {
    around.bases.iter().any(|base| is_one(names, base.rsplit('.').next().unwrap_or_default()))
}
