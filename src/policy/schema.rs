//! The JSON Schema of a policy, for editors: the table of keys in another form, with what the catalogue and the rules add.

use super::{
    Vocabulary,
    shape::{self, Key, Kind, LEVELS, Table},
};
use crate::catalog::pages::{OptionSpec, OptionValue, RulePage};
use serde_json::{Map, Value, json};

/// Writes the schema: `title` and descriptions, keys, types, ranges and choices. Dates of TOML stand in it as the strings
/// that editors hold against it.
pub fn schema(known: &Vocabulary<'_>) -> Value {
    let mut schema = json!({"$schema": "http://json-schema.org/draft-07/schema#", "title": "skint.toml"});
    let writer = Writer { known };
    merge(&mut schema, writer.table(&shape::POLICY));
    merge(&mut schema, json!({"definitions": {"model": writer.model(), "rules": writer.rules()}}));
    schema
}

struct Writer<'a> {
    known: &'a Vocabulary<'a>,
}

impl Writer<'_> {
    fn table(&self, table: &Table) -> Value {
        let properties: Map<String, Value> =
            table.keys.iter().map(|key| (key.name.to_owned(), self.key(key))).collect();
        let mut written = json!({
            "description": table.about, "type": "object", "properties": properties, "additionalProperties": false,
        });
        let needed: Vec<&str> = table.keys.iter().filter(|key| key.needed.is_some()).map(|key| key.name).collect();
        if !needed.is_empty() {
            merge(&mut written, json!({"required": needed}));
        }
        if !table.one_of.is_empty() {
            let group = |names: &&[&str]| {
                let any: Vec<Value> = names.iter().map(|name| json!({"required": [name]})).collect();
                json!({"anyOf": any})
            };
            merge(&mut written, json!({"allOf": table.one_of.iter().map(group).collect::<Vec<_>>()}));
        }
        if !table.at_most_one.is_empty() {
            let pairs = table.at_most_one.iter().enumerate().flat_map(|(at, one)| {
                table.at_most_one[at + 1..].iter().map(move |other| json!({"required": [one, other]}))
            });
            merge(&mut written, json!({"not": {"anyOf": pairs.collect::<Vec<_>>()}}));
        }
        written
    }

    fn key(&self, key: &Key) -> Value {
        let mut written = json!({"description": key.about});
        let kind = match key.kind {
            Kind::ByModel(table) => self.by_model(table),
            Kind::Models => json!({"type": "array", "items": {"$ref": "#/definitions/model"}}),
            Kind::Names => self.names(),
            Kind::Rule => {
                json!({"enum": self.known.pages.iter().map(|page| page.name.as_str()).collect::<Vec<_>>()})
            }
            Kind::Rules => json!({"allOf": [{"$ref": "#/definitions/rules"}]}),
            Kind::Table(table) => self.table(table),
            Kind::Tables(_, table) => json!({"type": "array", "items": self.table(table)}),
            plain => value(plain),
        };
        merge(&mut written, kind);
        if key.needed.is_some() && written["type"] == "array" {
            merge(&mut written, json!({"minItems": 1}));
        }
        // What a key says of itself is nearer than what its table does.
        written["description"] = json!(key.about);
        written
    }

    fn by_model(&self, table: &Table) -> Value {
        let each = self.table(table);
        let known = self.known.models.iter().map(|id| (id.clone(), each.clone())).collect::<Map<_, _>>();
        json!({"type": "object", "properties": known, "additionalProperties": each})
    }

    /// Models as the catalogue has them for completion; whatever else its ids are spelled like is as good.
    fn model(&self) -> Value {
        let names: Vec<&String> = self.known.models.iter().chain(&self.known.families).collect();
        json!({"anyOf": [{"enum": names}, {"type": "string", "minLength": 1}]})
    }

    fn names(&self) -> Value {
        let embedded: Vec<&str> = self.known.policies.iter().map(|(name, _)| *name).collect();
        let name = json!({"anyOf": [{"enum": embedded}, {"type": "string"}]});
        json!({"anyOf": [name, {"type": "array", "items": name}]})
    }

    fn rules(&self) -> Value {
        let rules: Map<String, Value> =
            self.known.pages.iter().map(|page| (page.name.clone(), self.rule(page))).collect();
        json!({"type": "object", "properties": rules, "additionalProperties": false})
    }

    fn rule(&self, page: &RulePage) -> Value {
        let mut options = self.table(&shape::RULE);
        options["description"] = json!(page.summary);
        for option in &page.options {
            options["properties"][&option.name] = own(option);
        }
        let level = value(Kind::Level);
        let default = page.level.to_string();
        json!({"description": page.summary, "default": default, "anyOf": [level, options]})
    }
}

/// An option of one rule.
fn own(option: &OptionSpec) -> Value {
    let (kind, default) = match &option.default {
        OptionValue::Count(count) => (json!({"type": "integer", "minimum": 0, "maximum": u64::MAX}), json!(count)),
        OptionValue::Flag(flag) => (json!({"type": "boolean"}), json!(flag)),
        OptionValue::Text(text) => (json!({"type": "string"}), json!(text)),
        OptionValue::Texts(texts) => (json!({"type": "array", "items": {"type": "string"}}), json!(texts)),
    };
    let mut written = json!({"description": option.summary, "default": default});
    merge(&mut written, kind);
    written
}

/// What holds no table.
fn value(kind: Kind) -> Value {
    match kind {
        Kind::Choice(choices) => json!({"enum": choices}),
        Kind::Count(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Date => json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        Kind::Dollars { most } => json!({"type": "number", "minimum": 0, "maximum": i64::try_from(most).ok()}),
        Kind::Level => json!({"enum": LEVELS}),
        Kind::Link(example) => json!({"type": "string", "pattern": "^https?://\\S*$", "examples": [example]}),
        Kind::Path => path(),
        Kind::Paths => json!({"type": "array", "items": path()}),
        Kind::Percent(most) => json!({"type": "number", "minimum": 0, "maximum": most}),
        Kind::Share => json!({"type": "number", "minimum": 0, "maximum": 1}),
        Kind::Name(_, example) | Kind::Words(example) => {
            json!({"type": "string", "pattern": "\\S", "examples": [example]})
        }
        _ => json!({"type": "string"}),
    }
}

/// A selector of paths: within the policy's folder, and not empty.
fn path() -> Value {
    json!({"type": "string", "pattern": "^(?!\\./+$)(?!(\\./)?/)(?!(.*/)?\\.\\.(/|$))."})
}

/// Adds the entries of one object to another.
fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}
