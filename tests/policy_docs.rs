//! The page about policies lists every key that the schema has, and what each means.

use serde_json::Value;
use skint::policy::{Vocabulary, schema};
use std::{collections::BTreeSet, fmt::Write, fs};

const PAGE: &str = "docs/policy.md";
const BEGIN: &str = "<!-- keys: written by UPDATE=1 cargo test -->\n";
const END: &str = "<!-- end of keys -->";

/// The tables of a schema, each with its header, what it is and its keys.
fn tables(schema: &Value, header: &str, out: &mut String) {
    let mut inner = Vec::new();
    let name = if header.is_empty() { "Top level".to_owned() } else { format!("`{header}`") };
    let about = schema["description"].as_str().unwrap_or_default();
    writeln!(out, "### {name}\n\n{about}\n\n| key | value | |\n|---|---|---|").expect("a string takes everything");
    let needed: BTreeSet<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        let about = value["description"].as_str().unwrap_or_default();
        let must = if needed.contains(key.as_str()) { " Must be given." } else { "" };
        writeln!(out, "| `{key}` | {} | {about}{must} |", kind(value)).expect("a string takes everything");
        let bare = header.trim_start_matches('[').trim_end_matches(']');
        let path = if bare.is_empty() { key.clone() } else { format!("{bare}.{key}") };
        match (value["properties"].is_object(), value["items"]["properties"].is_object()) {
            (true, _) if value["additionalProperties"].is_object() => {
                inner.push((format!("[{path}.MODEL]"), &value["additionalProperties"]));
            }
            (true, _) => inner.push((format!("[{path}]"), value)),
            (_, true) => inner.push((format!("[[{path}]]"), &value["items"])),
            _ => {}
        }
    }
    out.push('\n');
    // An override repeats tables of the top level, which need no second description.
    for (header, schema) in inner.into_iter().filter(|(header, _)| !header.contains("override.")) {
        tables(schema, &header, out);
    }
}

/// What a key may hold, in words.
fn kind(schema: &Value) -> String {
    if let Some(choices) = schema["enum"].as_array().filter(|choices| choices.len() < 20) {
        let choices: Vec<String> =
            choices.iter().filter_map(Value::as_str).map(|choice| format!("`{choice}`")).collect();
        return choices.join(", ");
    }
    let bounds = |what: &str| match (&schema["minimum"], &schema["maximum"]) {
        (Value::Null, _) => what.to_owned(),
        (least, most) if most == u64::MAX => format!("{what} from {least}"),
        (least, most) => format!("{what} from {least} to {most}"),
    };
    match schema["type"].as_str().unwrap_or_default() {
        "integer" => bounds("whole number"),
        "number" => bounds("number"),
        "boolean" => "true or false".to_owned(),
        "array" if schema["items"]["properties"].is_object() => "tables".to_owned(),
        "array" => "list of strings".to_owned(),
        "object" => "table".to_owned(),
        _ if schema["format"] == "date" => "day".to_owned(),
        _ if schema["enum"].is_array() || schema["type"] == "string" => "string".to_owned(),
        _ if schema["allOf"].is_array() => "table by names of rules".to_owned(),
        _ => "string or list of strings".to_owned(),
    }
}

/// What every rule takes, and what only some do.
fn rules(schema: &Value, out: &mut String) {
    let all = schema["definitions"]["rules"]["properties"].as_object().expect("there are rules");
    let options = |rule: &Value| rule["anyOf"][1]["properties"].as_object().expect("a rule has options").clone();
    let common = ["error-from", "level", "link", "message"];
    out.push_str("### `[rules]`\n\nEach rule has a level (`retired-model = \"error\"`) or a table of options. Every rule takes:\n\n| option | value | |\n|---|---|---|\n");
    let first = options(all.values().next().expect("there are rules"));
    for name in common {
        let option = &first[name];
        let about = option["description"].as_str().unwrap_or_default();
        writeln!(out, "| `{name}` | {} | {about} |", kind(option)).expect("a string takes everything");
    }
    out.push_str("\nSome take more:\n\n| rule | option | value | default | |\n|---|---|---|---|---|\n");
    for (rule, schema) in all {
        for (name, option) in options(schema).iter().filter(|(name, _)| !common.contains(&name.as_str())) {
            let about = option["description"].as_str().unwrap_or_default();
            let (kind, default) = (kind(option), &option["default"]);
            writeln!(out, "| `{rule}` | `{name}` | {kind} | `{default}` | {about} |")
                .expect("a string takes everything");
        }
    }
    out.push('\n');
}

#[test]
fn the_page_lists_every_key() {
    let schema = schema(&Vocabulary::embedded());
    let mut reference = String::from("\n");
    tables(&schema, "", &mut reference);
    let rows = |start: &str, text: &str| text.lines().filter(|line| line.starts_with(start)).count();
    let keys = schema["properties"].as_object().expect("there are keys");
    assert!(keys.keys().all(|key| reference.contains(&format!("\n| `{key}` |"))), "{reference}");
    assert!(rows("### ", &reference) >= keys.len() && rows("| `", &reference) > 2 * keys.len(), "{reference}");
    let before = rows("| `", &reference);
    rules(&schema, &mut reference);
    let all = schema["definitions"]["rules"]["properties"].as_object().expect("there are rules");
    let own = |rule: &Value| rule["anyOf"][1]["properties"].as_object().map_or(0, |options| options.len() - 4);
    // Four options are every rule's; each has a row, and so has each option of one rule alone.
    assert_eq!(rows("| `", &reference) - before, 4 + all.values().map(own).sum::<usize>());
    let page = fs::read_to_string(PAGE).expect("it is there");
    let (before, rest) = page.split_once(BEGIN).expect("the page says where the keys begin");
    let (written, after) = rest.split_once(END).expect("the page says where the keys end");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(PAGE, format!("{before}{BEGIN}{reference}{END}{after}")).expect("it can be written");
    } else {
        assert!(written == reference, "`UPDATE=1 cargo test --test policy_docs` rewrites it");
    }
}

#[test]
fn the_commands_on_the_page_are_there() {
    let page = fs::read_to_string(PAGE).expect("it is there");
    let commands: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("skint ")).collect();
    for name in ["init", "policy check", "policy schema", "policy show", "policy test"] {
        assert!(commands.iter().any(|line| line.starts_with(name)), "{name}: {commands:?}");
    }
    for line in commands {
        let words: Vec<&str> = line.split_whitespace().take_while(|word| *word != "#").collect();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_skint"));
        let subcommands = words.iter().take_while(|word| !word.starts_with('-') && !word.contains('.'));
        let help = command.args(subcommands).arg("--help").output().expect("the binary runs");
        assert!(help.status.success(), "{line}");
        let text = String::from_utf8_lossy(&help.stdout).into_owned();
        assert!(
            words.iter().filter(|word| word.starts_with("--")).all(|option| text.contains(option)),
            "{line}: {text}"
        );
    }
}
