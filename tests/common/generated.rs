//! Policies made up from their schema, right and wrong.

use serde_json::Value as Json;
use toml::{Table, Value};

/// Makes a policy up out of choices.
pub struct Generator<'s> {
    schema: &'s Json,
    choices: std::vec::IntoIter<u16>,
}

/// How deep tables are made up within one another.
const DEEPEST: usize = 12;

impl<'s> Generator<'s> {
    /// A generator that takes these choices.
    pub fn new(schema: &'s Json, choices: Vec<u16>) -> Self {
        Self { schema, choices: choices.into_iter() }
    }

    /// A policy.
    pub fn policy(mut self) -> String {
        let table = self.table(self.schema, 0);
        toml::to_string(&table).expect("a table can be written")
    }

    /// A number below `below`; 0 when all choices are taken.
    fn choose(&mut self, below: usize) -> usize {
        usize::from(self.choices.next().unwrap_or(0)) % below.max(1)
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.choose(times) == times - 1
    }

    /// The schema that one refers to.
    fn referred(&self, schema: &'s Json) -> &'s Json {
        let to = schema["$ref"].as_str().or(schema["allOf"][0]["$ref"].as_str());
        to.and_then(|to| self.schema.pointer(to.trim_start_matches('#'))).unwrap_or(schema)
    }

    fn value(&mut self, schema: &'s Json, depth: usize) -> Value {
        if self.once_in(40) {
            return self.wrong();
        }
        let schema = self.referred(schema);
        if let Some(any) = schema["anyOf"].as_array().filter(|_| schema["type"].is_null()) {
            let at = self.choose(any.len());
            return self.value(&any[at], depth);
        }
        if let Some(all) = schema["enum"].as_array() {
            let at = self.choose(all.len());
            return Value::from(all[at].as_str().unwrap_or_default());
        }
        match schema["type"].as_str().unwrap_or_default() {
            "object" if depth < DEEPEST => Value::Table(self.table(schema, depth)),
            "array" => {
                let length = self.choose(3);
                Value::Array((0..length).map(|_| self.value(&schema["items"], depth + 1)).collect())
            }
            "boolean" => Value::Boolean(self.once_in(2)),
            "integer" => Value::Integer(i64::try_from(self.choose(3000)).unwrap_or(0)),
            "number" => [Value::Float(0.5), Value::Integer(1), Value::Integer(0)][self.choose(3)].clone(),
            _ if schema["format"] == "date" => Value::Datetime("2027-03-31".parse().expect("a date")),
            _ if schema["pattern"].as_str().is_some_and(|pattern| pattern.contains("http")) => {
                Value::from(["https://a.example/b", "http://a", "a.example", "https://a b"][self.choose(4)])
            }
            _ if schema["minLength"] == 1 => {
                Value::from(["opus", "anthropic.claude-opus-4-5", "claude-*"][self.choose(3)])
            }
            _ => Value::from(["src/**", "opus", "./a", "b*"][self.choose(4)]),
        }
    }

    fn table(&mut self, schema: &'s Json, depth: usize) -> Table {
        let mut table = Table::new();
        let Some(properties) = schema["properties"].as_object() else { return table };
        let needed = |name: &str| schema["required"].as_array().is_some_and(|all| all.iter().any(|key| key == name));
        let many = properties.len().div_ceil(3).max(2);
        for (name, property) in properties {
            if needed(name) && !self.once_in(30) || self.once_in(many) {
                table.insert(name.clone(), self.value(property, depth + 1));
            }
        }
        if self.once_in(60) && schema["additionalProperties"] == false {
            table.insert("nonsense".to_owned(), Value::Boolean(true));
        }
        table
    }

    /// A value that is wrong nearly everywhere, and wrong for its structure where it is.
    fn wrong(&mut self) -> Value {
        let all = [
            Value::Integer(-1),
            Value::Float(1.5),
            Value::Boolean(true),
            Value::from(""),
            Value::from("../up"),
            Value::Array(Vec::new()),
            Value::Array(vec![Value::Integer(1)]),
            Value::Table(Table::new()),
            Value::Integer(99_999_999_999_999_999),
        ];
        all[self.choose(all.len())].clone()
    }
}
