//! Every key of a policy, one after another, with a wrong type, an unknown key beside it and a value out of range: each is
//! refused with the key's name, exactly the wrong bytes, and exit status 2.

#[path = "common/binary.rs"]
mod binary;

use binary::{folder, run, write};
use serde_json::Value as Json;
use skint::policy::{Document, Policy, PolicyError, Vocabulary, schema};
use std::sync::LazyLock;
use toml::{Table, Value};

static SCHEMA: LazyLock<Json> = LazyLock::new(|| schema(&Vocabulary::embedded()));

/// What no key takes: a day with a time.
const WRONG: &str = "1979-05-27T07:32:00Z";

/// A key: what leads to it, and what it may hold.
struct Place {
    /// Keys from the top, with `[]` for one of several tables.
    path: Vec<String>,
    /// Schemas of the tables on the way, the policy first.
    tables: Vec<&'static Json>,
    schema: &'static Json,
}

fn referred(schema: &'static Json) -> &'static Json {
    let to = schema["$ref"].as_str().or(schema["allOf"][0]["$ref"].as_str());
    to.and_then(|to| SCHEMA.pointer(to.trim_start_matches('#'))).unwrap_or(schema)
}

/// The table that a schema is for, where it is for one.
fn table(schema: &'static Json) -> Option<&'static Json> {
    let schema = referred(schema);
    let choices = schema["anyOf"].as_array().into_iter().flatten();
    [schema].into_iter().chain(choices).find(|schema| schema["properties"].is_object())
}

/// Every key beneath a table. Of tables by model one model stands for all.
fn places(before: &Place, found: &mut Vec<Place>) {
    let Some(here) = table(before.schema) else { return };
    let properties = here["properties"].as_object().expect("a table has properties");
    let one_for_all = here["additionalProperties"].is_object();
    for (name, schema) in properties.iter().take(if one_for_all { 1 } else { usize::MAX }) {
        let place = |path: &[&str], schema| Place {
            path: before.path.iter().map(String::as_str).chain(path.iter().copied()).map(str::to_owned).collect(),
            tables: before.tables.iter().copied().chain([here]).collect(),
            schema,
        };
        places(&place(&[name], schema), found);
        if schema["type"] == "array" && table(&schema["items"]).is_some() {
            places(&place(&[name, "[]"], &schema["items"]), found);
        }
        found.push(place(&[name], schema));
    }
}

fn all() -> Vec<Place> {
    let mut found = Vec::new();
    places(&Place { path: Vec::new(), tables: Vec::new(), schema: &SCHEMA }, &mut found);
    found
}

/// A value that a schema takes.
fn right(schema: &'static Json) -> Value {
    let schema = referred(schema);
    if let Some(table) = table(schema) {
        return Value::Table(least(table, ""));
    }
    if let Some(choices) = schema["enum"].as_array() {
        return Value::from(choices[0].as_str().unwrap_or_default());
    }
    match schema["type"].as_str().unwrap_or_default() {
        "array" => Value::Array(vec![right(&schema["items"])]),
        "boolean" => Value::Boolean(true),
        "integer" | "number" => Value::Integer(schema["minimum"].as_i64().map_or(1, |least| least.max(1))),
        _ if schema["anyOf"].is_array() => right(&schema["anyOf"][0]),
        _ if schema["format"] == "date" => Value::Datetime("2027-03-31".parse().expect("a date")),
        _ => Value::from(schema["examples"][0].as_str().unwrap_or("right")),
    }
}

/// What a table must hold beside a key.
fn least(schema: &'static Json, beside: &str) -> Table {
    let mut table = Table::new();
    let names = |list: &'static Json| list.as_array().into_iter().flatten().filter_map(Json::as_str);
    let add = |table: &mut Table, name: &str| {
        table.insert(name.to_owned(), right(&schema["properties"][name]));
    };
    for name in names(&schema["required"]).filter(|name| *name != beside) {
        add(&mut table, name);
    }
    for group in schema["allOf"].as_array().into_iter().flatten() {
        let group = group["anyOf"].as_array().into_iter().flatten();
        let group: Vec<&str> = group.flat_map(|one| names(&one["required"])).collect();
        if group.iter().any(|name| *name == beside || table.contains_key(*name)) {
            continue;
        }
        let excluded = |name: &str| {
            let mut pairs = schema["not"]["anyOf"].as_array().into_iter().flatten();
            pairs.any(|pair| {
                let pair: Vec<&str> = names(&pair["required"]).collect();
                pair.contains(&name) && pair.iter().any(|other| *other == beside || table.contains_key(*other))
            })
        };
        let name = group.iter().find(|name| !excluded(name)).expect("a table can be right");
        add(&mut table, name);
    }
    table
}

impl Place {
    fn key(&self) -> &str {
        self.path.iter().rev().find(|part| *part != "[]").expect("a key has a name")
    }

    /// A policy that is right but for what this key holds.
    fn policy(&self, value: Value) -> String {
        let mut value = value;
        let mut tables = self.tables.iter().rev();
        let mut last = "";
        for part in self.path.iter().rev() {
            if part == "[]" {
                value = Value::Array(vec![value]);
            } else {
                last = part;
                let mut around = least(tables.next().expect("each key stands in a table"), last);
                around.insert(last.to_owned(), value);
                value = Value::Table(around);
            }
        }
        assert!(!last.is_empty());
        toml::to_string(&value).expect("a table can be written")
    }
}

fn mistakes(text: &str) -> Vec<PolicyError> {
    let load = |_: &Document, name: &str| Ok(Document::new(&format!("there/{name}"), ""));
    let read = Policy::of(vec![Document::new("skint.toml", text)], &load, &Vocabulary::embedded());
    let all = read.err().into_iter().flatten().flat_map(|file| file.errors);
    all.filter(|error| !error.message.starts_with("the calibration")).collect()
}

#[test]
fn every_key_takes_what_is_right() {
    let all = all();
    assert!(all.len() > 100, "{} keys are found", all.len());
    for place in all {
        let text = place.policy(right(place.schema));
        assert_eq!(mistakes(&text), [], "{text}");
    }
}

#[test]
fn a_wrong_type_is_refused_at_every_key() {
    for place in all() {
        let text = place.policy(Value::Datetime(WRONG.parse().expect("a time")));
        let errors = mistakes(&text);
        let [error] = errors.as_slice() else { panic!("{text}: {errors:?}") };
        assert_eq!(&text[error.range.clone()], WRONG, "{text}");
        assert!(error.message.starts_with(&format!("`{}` must ", place.key())), "{text}: {}", error.message);
    }
}

#[test]
fn an_unknown_key_is_refused_in_every_table() {
    for place in all().iter().filter(|place| place.schema["type"] == "array" || table(place.schema).is_some()) {
        let Some(inner) = table(place.schema).or_else(|| table(&place.schema["items"])) else { continue };
        let mut value = least(inner, "");
        value.insert("zzzz".to_owned(), Value::Table(Table::new()));
        let is_list = place.schema["type"] == "array";
        let value = if is_list { Value::Array(vec![Value::Table(value)]) } else { Value::Table(value) };
        let text = place.policy(value);
        let errors = mistakes(&text);
        let [error] = errors.as_slice() else { panic!("{text}: {errors:?}") };
        assert_eq!(&text[error.range.clone()], "zzzz", "{text}");
        assert!(
            error.message.starts_with("unknown ") && error.message.ends_with("`zzzz`"),
            "{text}: {}",
            error.message
        );
        assert!(error.help.is_some(), "{text}");
    }
}

/// A value of the right type that is out of range, with what it is written like.
fn out_of_range(schema: &Json) -> Vec<(Value, &'static str)> {
    match schema["type"].as_str().unwrap_or_default() {
        "integer" if schema["maximum"] == u64::MAX => vec![(Value::Integer(-1), "-1")],
        "integer" | "number" => {
            vec![(Value::Integer(-1), "-1"), (Value::Integer(1_000_000_000_000_000), "1000000000000000")]
        }
        "array" if schema["minItems"] == 1 => vec![(Value::Array(Vec::new()), "[]")],
        "array" if schema["items"]["pattern"].is_string() => vec![(Value::Array(vec![Value::from("")]), "\"\"")],
        _ if schema["enum"].is_array() => vec![(Value::from("zzzz"), "\"zzzz\"")],
        _ if schema["pattern"].is_string() && schema["format"].is_null() => vec![(Value::from(""), "\"\"")],
        _ => Vec::new(),
    }
}

#[test]
fn a_value_out_of_range_is_refused_at_every_key() {
    let mut seen = 0;
    for place in all() {
        for (value, written) in out_of_range(place.schema) {
            let text = place.policy(value);
            let errors = mistakes(&text);
            let [error] = errors.as_slice() else { panic!("{text}: {errors:?}") };
            assert_eq!(&text[error.range.clone()], written, "{text}");
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen} values");
}

#[test]
fn the_program_ends_with_the_line_and_status_2() {
    let folder = folder("keys");
    write(&folder, "a.py", "x = 1\n");
    // What an override repeats of the top level is read by the same code.
    for place in all().iter().filter(|place| place.path[0] != "override" || place.path.len() < 4) {
        let text = place.policy(Value::Datetime(WRONG.parse().expect("a time")));
        write(&folder, "skint.toml", &text);
        let at = text.find(WRONG).expect("it is written");
        let line = text[..at].matches('\n').count() + 1;
        let (status, out, err) = run(&folder, &["policy", "check"]);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{text}{err}");
        assert!(err.contains(&format!("skint.toml:{line}:")), "{text}{err}");
    }
}
