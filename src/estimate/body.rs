//! Requests as they go over the wire: JSON bodies of the Messages API, and lists of tools.

use super::{
    input::{Forced, Input, Open, Part, part_of},
    render::Tools,
};
use crate::{
    source::{At, SourceId, Span},
    value::{Entry, Field, List, Map, Value},
};
use serde_json::Value as Json;
use std::sync::Arc;

/// Nothing here is read from a source, so that no place is ever looked up.
const NOWHERE: Span = Span { source: SourceId(u32::MAX), start: 0, end: 0 };

impl Input {
    /// The prompt of a request body; nothing for JSON that is none.
    pub fn of_body(body: &Json) -> Option<Input> {
        let messages = body.get("messages")?.as_array()?;
        let mut input = Input { forced: Forced::of(&field(body.get("tool_choice"))), ..Input::default() };
        input.set_tools(body.get("tools"));
        if let Some(system) = body.get("system") {
            input.add_blocks(system, Part::System);
            input.counts.system = u64::from(input.texts.iter().any(|(_, content)| !content.is_empty()));
        }
        let mut before = None;
        for message in messages {
            let role = message.get("role").and_then(Json::as_str);
            input.counts.turns += u64::from(before.is_some_and(|before| before != role));
            input.counts.again += u64::from(before == Some(role));
            before = Some(role);
            input.add_message(message, part_of(role));
        }
        input.counts.prefill = u64::from(before == Some(Some("assistant")));
        let thinks = body.get("thinking").and_then(|thinking| thinking.get("type")?.as_str());
        input.counts.thinking = u64::from(thinks == Some("enabled") || thinks == Some("adaptive"));
        let format =
            |body: &Json| body.get("output_format").or_else(|| body.get("output_config")?.get("format")).is_some();
        input.note(Part::Format, format(body));
        input.note(Part::Tools, ["container", "mcp_servers"].iter().any(|key| body.get(key).is_some()));
        input.settle();
        Some(input)
    }

    /// A list of tools; nothing for JSON that is none.
    pub fn of_tools(tools: &Json) -> Option<Input> {
        let list = tools.as_array().filter(|list| !list.is_empty())?;
        let named = |tool: &Json| ["name", "toolSpec", "function"].iter().any(|key| tool.get(key).is_some());
        if !list.iter().all(named) {
            return None;
        }
        let mut input = Input::default();
        input.set_tools(Some(tools));
        // They are part of a message, and none by themselves.
        input.counts.message = 0;
        input.settle();
        Some(input)
    }

    /// A single text of a user.
    pub fn of_prompt(text: Arc<str>) -> Input {
        let mut input = Input::default();
        input.counts.message = 1;
        input.part(Part::User).add(text);
        input
    }

    fn set_tools(&mut self, tools: Option<&Json>) {
        self.tools = Tools::of(&field(tools));
        self.note(Part::Tools, self.tools.open);
        self.count_tools();
    }

    fn settle(&mut self) {
        self.open.sort();
        self.open.dedup();
    }

    /// Notes that a part is not all known.
    pub fn note(&mut self, part: Part, open: bool) {
        self.open.extend(open.then_some(Open { part, at: None }));
    }

    fn add_message(&mut self, message: &Json, part: Part) {
        let Some(content) = message.get("content") else { return self.note(part, true) };
        let kinds = || content.as_array().into_iter().flatten().filter_map(|block| block.get("type")?.as_str());
        let calls = kinds().filter(|kind| *kind == "tool_use").count();
        self.counts.parallel += u64::from(calls > 1);
        self.counts.said_before += u64::from(calls > 0 && kinds().any(|kind| kind == "text"));
        self.add_blocks(content, part);
    }

    fn add_blocks(&mut self, content: &Json, part: Part) {
        match content {
            Json::String(text) => self.part(part).add(text.as_str().into()),
            Json::Array(blocks) => blocks.iter().for_each(|block| self.add_block(block, part)),
            Json::Null => {}
            _ => self.note(part, true),
        }
    }

    fn add_block(&mut self, block: &Json, part: Part) {
        let text = |key: &str| block.get(key).and_then(Json::as_str);
        match text("type") {
            Some("text") => self.part(part).add(text("text").unwrap_or_default().into()),
            Some("tool_use") => {
                let whole = map(block).is_some_and(|call| self.add_call(&call));
                self.note(Part::ToolCalls, !whole);
            }
            Some("tool_result") => self.add_result(block.get("content")),
            Some("image" | "document" | "image_url") => {
                let whole = map(block).is_some_and(|block| self.add_media(&block, part));
                self.note(Part::Media, !whole);
            }
            None if block.is_string() => self.add_blocks(block, part),
            _ => self.note(part, true),
        }
    }

    fn add_result(&mut self, content: Option<&Json>) {
        let Some(Json::Array(blocks)) = content else {
            return if let Some(content) = content {
                self.add_blocks(content, Part::ToolCalls);
            };
        };
        let texts: Vec<&str> = blocks.iter().filter_map(|block| block.get("text")?.as_str()).collect();
        self.part(Part::ToolCalls).add(texts.join("\n").into());
        let rest = blocks.iter().filter(|block| block.get("text").is_none());
        rest.for_each(|block| self.add_block(block, Part::ToolCalls));
    }
}

fn field(json: Option<&Json>) -> Field {
    json.filter(|json| !json.is_null()).map_or(Field::Absent, |json| Field::Given(At::new(value(json), NOWHERE)))
}

fn map(json: &Json) -> Option<Arc<Map>> {
    if let Value::Map(map) = value(json) { Some(map) } else { None }
}

/// JSON as a value. The parser bounds how deep it nests.
fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::Float(number.as_f64().unwrap_or(f64::NAN)), Value::Int)
        }
        Json::String(text) => Value::text(text.as_str(), NOWHERE),
        Json::Array(items) => {
            let items = items.iter().map(|item| At::new(value(item), NOWHERE)).collect();
            Value::List(Arc::new(List { items, open: None }))
        }
        Json::Object(object) => {
            let entry = |(key, item): (&String, &Json)| Entry { key: key.into(), value: At::new(value(item), NOWHERE) };
            Value::Map(Arc::new(Map { entries: object.iter().map(entry).collect(), open: None }))
        }
    }
}
