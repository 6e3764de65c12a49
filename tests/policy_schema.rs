//! The schema of policies: it is the one that is checked in, an independent validator takes it, and it takes and refuses
//! what the parser takes and refuses.

#[path = "common/generated.rs"]
mod generated;

use generated::Generator;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::Value;
use skint::policy::{Document, Policy, Vocabulary, schema};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

const FILE: &str = "rules/policy.schema.json";

static SCHEMA: LazyLock<Value> = LazyLock::new(|| schema(&Vocabulary::embedded()));

static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::draft7::new(&SCHEMA).expect("the schema is a schema"));

#[test]
fn the_schema_that_is_checked_in_is_current() {
    let written = serde_json::to_string_pretty(&*SCHEMA).expect("it can be written") + "\n";
    if std::env::var_os("UPDATE").is_some() {
        fs::write(FILE, &written).expect("it can be written");
    }
    let known = fs::read_to_string(FILE).expect("it is there");
    assert!(known == written, "`UPDATE=1 cargo test --test policy_schema` rewrites {FILE}");
    assert!(jsonschema::draft7::meta::is_valid(&SCHEMA));
}

#[test]
fn every_key_is_described() {
    let mut bare = Vec::new();
    undescribed(&SCHEMA, "", &mut bare);
    assert!(bare.is_empty(), "{bare:?}");
}

fn undescribed(schema: &Value, path: &str, bare: &mut Vec<String>) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                if let ("properties", Value::Object(properties)) = (key.as_str(), value) {
                    let without = properties
                        .iter()
                        .filter(|(_, property)| property["description"].as_str().is_none_or(str::is_empty));
                    bare.extend(without.map(|(name, _)| format!("{path}/{name}")));
                }
                undescribed(value, &format!("{path}/{key}"), bare);
            }
        }
        Value::Array(all) => all.iter().for_each(|value| undescribed(value, path, bare)),
        _ => {}
    }
}

/// TOML as editors hold it against a schema: a date is its text.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(flag) => Value::from(*flag),
        toml::Value::Datetime(date) => Value::from(date.to_string()),
        toml::Value::Array(all) => all.iter().map(as_json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect(),
    }
}

/// What the validator has against a policy.
fn refused(text: &str) -> Vec<String> {
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
    let value = as_json(&toml::Value::Table(table));
    VALIDATOR.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// What the parser says against the structure of a policy: files that it names are there and empty, which no calibration
/// may be, and which models there are is the catalogue's affair, as long as they have a name.
fn mistakes(text: &str) -> Vec<String> {
    let load = |_: &Document, name: &str| Ok(Document::new(&format!("there/{name}"), ""));
    let read = Policy::of(vec![Document::new("skint.toml", text)], &load, &Vocabulary::embedded());
    let all = read.err().into_iter().flatten().flat_map(|file| file.errors).map(|error| error.message);
    let of_catalogue = |message: &String| message.starts_with("unknown model") && message != "unknown model ``";
    all.filter(|message| !message.starts_with("the calibration") && !of_catalogue(message)).collect()
}

fn files(folder: &str, wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    all.map(walkdir::DirEntry::into_path).filter(|path| path.is_file() && wanted(path)).collect()
}

#[test]
fn every_policy_in_the_repository_that_can_be_read_is_valid() {
    let is_policy = |path: &Path| path.file_name().is_some_and(|name| name == "skint.toml");
    let mut policies =
        [files("examples", is_policy), files("tests", is_policy), files("rules/policies", |_| true)].concat();
    policies.sort();
    let mut seen = 0;
    for path in policies {
        let text = fs::read_to_string(&path).expect("it can be read");
        if mistakes(&text).is_empty() {
            assert_eq!(refused(&text), Vec::<String>::new(), "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 5, "there are policies");
}

#[test]
fn every_policy_on_a_page_is_right_and_valid() {
    let pages = [
        files("docs", |_| true),
        files("rules", |path| path.parent() == Some(Path::new("rules"))),
        vec!["README.md".into()],
    ];
    let mut seen = 0;
    for page in pages.concat().iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let text = fs::read_to_string(page).expect("it can be read");
        for block in text.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("```")).map(|(block, _)| block) {
            let sections =
                ["[rules", "[models", "[scan", "[budget", "[[traffic", "[prices", "[[override", "extends", "[[test"];
            if sections.iter().any(|section| block.lines().any(|line| line.starts_with(section))) {
                assert_eq!(mistakes(block), Vec::<String>::new(), "{}: {block}", page.display());
                assert_eq!(refused(block), Vec::<String>::new(), "{}: {block}", page.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 0, "there are policies");
}

#[test]
fn a_model_without_a_name_is_refused_by_both() {
    let text = "[models]\nallow = [\"\"]\n";
    assert!(!mistakes(text).is_empty() && !refused(text).is_empty());
}

#[test]
fn what_is_made_up_is_right_and_wrong() {
    let made_up = |seed: u64| {
        let step = |state: &mut u64| {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            Some(u16::try_from(*state >> 48).unwrap_or(0))
        };
        let choices = (0..400).scan(seed, |state, _| step(state)).collect();
        Generator::new(&SCHEMA, choices).policy()
    };
    let right = (0..200).filter(|seed| mistakes(&made_up(*seed)).is_empty()).count();
    assert!((40..160).contains(&right), "{right} of 200 are right");
}

/// Policies, right and wrong.
fn policies() -> impl Strategy<Value = String> {
    proptest::collection::vec(any::<u16>(), 400).prop_map(|choices| Generator::new(&SCHEMA, choices).policy())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn the_schema_refuses_what_the_parser_refuses(text in policies()) {
        let (valid, read) = (refused(&text), mistakes(&text));
        prop_assert_eq!(valid.is_empty(), read.is_empty(), "{}\nschema: {:?}\nparser: {:?}", text, valid, read);
    }
}
