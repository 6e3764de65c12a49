//! Tools and calls of tools as the text that they become in a prompt.
//!
//! A definition is rendered as `<function>{"description": …, "name": …, "parameters": …}</function>` and a newline, a
//! call as `<invoke name="…">` with a line for each parameter, as counts of recorded requests show (2026-08-22).

use super::text::Content;
use crate::{
    catalog::models::ToolPrompt,
    money::{Range, Tokens},
    value::{Field, List, Map, Piece, Text, Value},
};
use std::fmt::Write;

/// What is known of the tools of a request.
#[derive(Debug, Default)]
pub struct Tools {
    /// Their text, as far as it is known, a definition each.
    pub content: Content,
    /// How many are known.
    pub known: u64,
    /// Tools that Anthropic defines, whose definitions stand in no request.
    pub defined: Vec<Defined>,
    /// Whether there may be more tools, or more of a tool.
    pub open: bool,
}

/// A tool that Anthropic defines and whose size it publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defined {
    /// A shell.
    Bash,
    /// An editor of files.
    TextEditor,
    /// A screen with keyboard and mouse. Toolsets for it are others.
    Computer,
}

/// How the types of these tools begin; a version follows.
const DEFINED: [(&str, Defined); 3] =
    [("bash_20", Defined::Bash), ("computer_20", Defined::Computer), ("text_editor_20", Defined::TextEditor)];

impl Defined {
    fn of(tool: &Value) -> Option<Defined> {
        let Value::Map(map) = tool else { return None };
        let kind = map.get("type").filter(|_| map.open.is_none())?.node.as_str()?;
        DEFINED.iter().find(|(begins, _)| kind.starts_with(begins)).map(|(_, defined)| *defined)
    }

    /// Its tokens for a model; nothing where they are not published.
    pub fn tokens(self, prompt: ToolPrompt) -> Option<Tokens> {
        match self {
            Defined::Bash => prompt.bash.map(Range::exactly),
            Defined::TextEditor => prompt.text_editor,
            Defined::Computer => prompt.computer,
        }
    }
}

/// Objects within objects deeper than this are not rendered. JSON schemas in use have fewer than ten levels.
const DEEPEST: u32 = 40;

/// What SDKs call the schema of a tool's input.
const SCHEMA: [&str; 3] = ["input_schema", "parameters", "inputSchema"];

impl Tools {
    /// The tools that a field gives.
    pub fn of(field: &Field) -> Tools {
        let mut tools = Tools::default();
        match field {
            Field::Absent => {}
            Field::Unseen(_) => tools.open = true,
            Field::Given(value) => tools.add_all(&value.node),
        }
        tools
    }

    fn add_all(&mut self, value: &Value) {
        match value {
            Value::Null | Value::Absent => {}
            Value::Default(inner, _) => self.add_all(inner),
            Value::List(list) => {
                self.open |= list.open.is_some();
                list.items.iter().for_each(|item| self.add(&item.node));
            }
            _ => self.open = true,
        }
    }

    fn add(&mut self, tool: &Value) {
        let Some(map) = definition(tool) else {
            let defined = Defined::of(tool);
            self.open |= defined.is_none();
            self.defined.extend(defined);
            return;
        };
        let mut json = Json::default();
        json.out.push_str("<function>{");
        let parameters = SCHEMA.iter().find_map(|key| map.get(key));
        let fields = [("description", map.get("description")), ("name", map.get("name")), ("parameters", parameters)];
        for (key, value) in fields.iter().filter_map(|(key, value)| Some((key, &value.as_ref()?.node))) {
            json.separate();
            json.key(key);
            json.value(schema(value), 0);
        }
        json.out.push_str("}</function>\n");
        self.known += 1;
        self.open |= json.open || map.open.is_some();
        self.content.add(json.out.into());
    }
}

/// A call of a tool as text.
#[derive(Debug)]
pub struct Call {
    /// As far as it is known.
    pub text: String,
    /// How many parameters are given.
    pub parameters: u64,
    /// Whether there may be more.
    pub open: bool,
}

impl Call {
    /// A call with this input.
    pub fn of(name: &str, input: Option<&Value>) -> Call {
        let mut json = Json::default();
        let mut parameters = 0;
        json.write(format_args!("<invoke name=\"{name}\">\n"));
        match input {
            Some(Value::Map(map)) => {
                json.open |= map.open.is_some();
                for entry in &map.entries {
                    parameters += 1;
                    json.write(format_args!("<parameter name=\"{}\">", entry.key));
                    match entry.value.node.as_str() {
                        Some(text) => json.out.push_str(&text),
                        None => json.value(&entry.value.node, 0),
                    }
                    json.out.push_str("</parameter>\n");
                }
            }
            None | Some(Value::Null | Value::Absent) => {}
            Some(_) => json.open = true,
        }
        json.out.push_str("</invoke>\n");
        Call { text: json.out, parameters, open: json.open }
    }
}

/// The map that names and describes a tool, within what the Converse and Chat Completions interfaces put around it.
/// A tool that a platform itself defines has no schema here and is no definition.
fn definition(tool: &Value) -> Option<&Map> {
    let Value::Map(map) = tool else { return None };
    let within = ["toolSpec", "function"].iter().find_map(|key| map.get(key));
    match within.map(|inner| &inner.node) {
        Some(Value::Map(inner)) => Some(inner),
        _ => Some(&**map).filter(|map| map.get("name").is_some() && SCHEMA.iter().any(|key| map.get(key).is_some())),
    }
}

/// Converse puts a schema under `json`.
fn schema(value: &Value) -> &Value {
    match value {
        Value::Map(map) if map.entries.len() == 1 => map.get("json").map_or(value, |inner| &inner.node),
        _ => value,
    }
}

/// JSON with a space after commas and colons.
#[derive(Default)]
struct Json {
    out: String,
    open: bool,
}

impl Json {
    fn value(&mut self, value: &Value, depth: u32) {
        if depth > DEEPEST {
            self.open = true;
            return;
        }
        match value {
            Value::Text(text) => self.text(text),
            Value::Int(int) => self.write(int),
            Value::Float(float) => self.write(serde_json::Value::from(*float)),
            Value::Bool(flag) => self.write(flag),
            Value::Null => self.write("null"),
            Value::List(list) => self.list(list, depth),
            Value::Map(map) => self.map(map, depth),
            Value::Default(inner, _) => self.value(inner, depth + 1),
            _ => self.open = true,
        }
    }

    fn list(&mut self, list: &List, depth: u32) {
        self.open |= list.open.is_some();
        self.out.push('[');
        for item in &list.items {
            self.separate();
            self.value(&item.node, depth + 1);
        }
        self.out.push(']');
    }

    fn map(&mut self, map: &Map, depth: u32) {
        self.open |= map.open.is_some();
        self.out.push('{');
        for entry in &map.entries {
            self.separate();
            self.key(&entry.key);
            self.value(&entry.value.node, depth + 1);
        }
        self.out.push('}');
    }

    fn key(&mut self, key: &str) {
        self.quoted(key);
        self.out.push_str(": ");
    }

    fn text(&mut self, text: &Text) {
        let mut fixed = String::new();
        for piece in &text.pieces {
            match piece {
                Piece::Fixed { text, .. } => fixed.push_str(text),
                Piece::Hole { .. } => self.open = true,
            }
        }
        self.quoted(&fixed);
    }

    fn quoted(&mut self, text: &str) {
        self.write(serde_json::Value::from(text));
    }

    fn separate(&mut self) {
        if !self.out.ends_with(['{', '[']) {
            self.out.push_str(", ");
        }
    }

    fn write(&mut self, shown: impl std::fmt::Display) {
        write!(self.out, "{shown}").expect("writing to a string never fails");
    }
}
