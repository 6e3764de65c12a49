//! What the settings files of Spring, Quarkus and .NET say under a key.

use crate::{
    resolve::{documents, files::Files},
    source::{At, SourceId},
    value::{Map, Value},
};

/// Files with the settings of every profile; what stands in an earlier one holds.
const NAMES: [&str; 3] = ["application.properties", "application.yml", "application.yaml"];
/// Keys that say for which profile a document is.
const PROFILES: [&str; 2] = ["spring.config.activate.on-profile", "spring.profiles"];

/// The settings file of .NET, whatever the environment.
pub const APP_SETTINGS: &str = "appsettings.json";
/// Files in which programs of .NET say which section fills which class.
const BINDING: [&str; 5] =
    ["Program.cs", "Startup.cs", "DependencyInjection.cs", "ServiceCollectionExtensions.cs", "ServiceExtensions.cs"];

/// What the settings of the package that a file belongs to say under a key, whatever the profile.
pub fn said(files: &dyn Files, from: SourceId, key: &str) -> Option<At<Value>> {
    if files.path(from).ends_with(".cs") {
        return app_said(files, key);
    }
    NAMES.iter().find_map(|name| {
        let module = files.module(settings(files, &files.path(from), name)?)?;
        let mut documents = documents::values(&module);
        documents.retain(|document| {
            !PROFILES.iter().any(|key| under(&document.node, key).is_some_and(|value| is_plain(&value)))
        });
        documents.iter().rev().find_map(|document| under(&document.node, key).filter(is_plain))
    })
}

/// What the settings of programs of .NET say under a key: whichever projects say of it.
fn app_said(files: &dyn Files, key: &str) -> Option<At<Value>> {
    let modules = files.named(APP_SETTINGS).into_iter().filter_map(|file| files.module(file));
    let found = modules.filter_map(|module| {
        let documents = documents::values(&module);
        documents.iter().find_map(|document| under(&document.node, key).filter(is_plain))
    });
    let mut said: Vec<At<Value>> = Vec::new();
    for value in found.filter(|value| value.node.as_str().is_none_or(|text| !text.is_empty())) {
        if !said.iter().any(|other| say_the_same(&other.node, &value.node)) {
            said.push(value);
        }
    }
    match said.len() {
        0 | 1 => said.pop(),
        _ => Some(At::new(Value::OneOf(said.clone()), said[0].span)),
    }
}

/// Whether two plain values are the same, wherever they are written.
fn say_the_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => one.says_the_same_as(other),
        _ => one == other,
    }
}

/// The section that `Configure<ClaudeOptions>(configuration.GetSection("Claude"))` binds to a class.
pub fn section_bound_to(files: &dyn Files, class: &str) -> Option<String> {
    let bound = format!("<{class}>(");
    let in_file = |file: SourceId| {
        let source = files.source(file)?;
        source.text.match_indices(&bound).find_map(|(at, _)| {
            let statement = source.text[at..].split(';').next()?;
            let (_, section) =
                statement.split_once("GetSection(\"").or_else(|| statement.split_once("BindConfiguration(\""))?;
            section.split_once('"').map(|(name, _)| name.replace(':', "."))
        })
    };
    BINDING.iter().flat_map(|name| files.named(name)).find_map(in_file)
}

fn is_plain(value: &At<Value>) -> bool {
    !matches!(value.node, Value::Map(_) | Value::List(_) | Value::Null)
}

/// The settings file of this name among the resources of a package, or the only one of the tree.
fn settings(files: &dyn Files, path: &str, name: &str) -> Option<SourceId> {
    let package = path.split_once("src/").map_or("", |(before, _)| before);
    files.find(&format!("{package}src/main/resources/{name}")).or_else(|| match files.named(name).as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

/// The value under a key whose parts may be nested or written with dots.
fn under(value: &Value, key: &str) -> Option<At<Value>> {
    let Value::Map(map) = value else { return None };
    exact(map, key).or_else(|| {
        map.entries.iter().find_map(|entry| {
            let written = entry.key.len();
            let rest = key.get(written..)?.strip_prefix('.').filter(|_| same(&entry.key, &key[..written]))?;
            under(&entry.value.node, rest)
        })
    })
}

fn exact(map: &Map, key: &str) -> Option<At<Value>> {
    map.entries.iter().find(|entry| same(&entry.key, key)).map(|entry| entry.value.clone())
}

/// Whether two keys are the same, written `max-tokens`, `maxTokens` or `MAX_TOKENS`.
fn same(a: &str, b: &str) -> bool {
    let plain = |key: &str| {
        let letters = key.chars().filter(|letter| !matches!(letter, '-' | '_'));
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    a == b || plain(a) == plain(b)
}
