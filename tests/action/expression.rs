//! Expressions of workflows, as far as the action uses them.

use serde_json::Value;

/// A text with every `${{ … }}` filled in.
pub fn fill(text: &str, context: &Value) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        let (expression, after) = after.split_once("}}").unwrap_or_else(|| panic!("an expression without end: {text}"));
        out += before;
        out += &shown(&value(expression, context));
        rest = after;
    }
    out + rest
}

/// Whether a condition holds.
pub fn holds(text: &str, context: &Value) -> bool {
    let text = text.trim().trim_start_matches("${{").trim_end_matches("}}");
    is_true(&value(text, context))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn is_true(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false)) && *value != "" && *value != 0
}

fn value(text: &str, context: &Value) -> Value {
    let mut reader = Reader { rest: text.trim(), context };
    let value = reader.either();
    assert!(reader.rest.is_empty(), "this expression is not understood: {text}");
    value
}

struct Reader<'a> {
    rest: &'a str,
    context: &'a Value,
}

impl<'a> Reader<'a> {
    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest).trim_start();
        rest.is_some()
    }

    fn either(&mut self) -> Value {
        let mut left = self.both();
        while self.takes("||") {
            let right = self.both();
            left = if is_true(&left) { left } else { right };
        }
        left
    }

    fn both(&mut self) -> Value {
        let mut left = self.equal();
        while self.takes("&&") {
            let right = self.equal();
            left = if is_true(&left) { right } else { left };
        }
        left
    }

    fn equal(&mut self) -> Value {
        let left = self.one();
        if self.takes("==") {
            return Value::Bool(left == self.one());
        }
        if self.takes("!=") {
            return Value::Bool(left != self.one());
        }
        left
    }

    fn one(&mut self) -> Value {
        if self.takes("!") {
            return Value::Bool(!is_true(&self.one()));
        }
        if self.takes("'") {
            let (text, rest) = self.rest.split_once('\'').expect("a text ends");
            self.rest = rest.trim_start();
            return Value::from(text);
        }
        let is_part = |c: char| c.is_alphanumeric() || "._-".contains(c);
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (path, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        if self.takes("()") { Value::Bool(path != "cancelled") } else { self.named(path) }
    }

    fn named(&self, path: &'a str) -> Value {
        let found = path.split('.').try_fold(self.context, |value, name| value.get(name));
        found.cloned().unwrap_or_default()
    }
}
