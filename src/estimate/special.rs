//! Parts of messages that are no plain text: calls of tools, images, documents. Request bodies and call sites count them
//! here, by the same figures.

use super::{
    input::{Input, Part},
    render::Call,
};
use crate::value::{Map, Value};

/// How an image within a text begins, and what stands before its bytes.
const DATA: (&str, &str) = ("data:", ";base64,");

impl Input {
    /// A call of a tool; whether all of it is known.
    pub(super) fn add_call(&mut self, call: &Map) -> bool {
        let name = call.get("name").and_then(|name| name.node.as_str());
        let rendered = Call::of(name.as_deref().unwrap_or_default(), call.get("input").map(|input| &input.node));
        self.counts.tool_uses += 1;
        self.counts.parameters += rendered.parameters;
        self.part(Part::ToolCalls).add(rendered.text.into());
        name.is_some() && !rendered.open && call.open.is_none()
    }

    /// An image or a document; whether all of it is counted.
    pub(super) fn add_media(&mut self, block: &Map, part: Part) -> bool {
        let texts = ["title", "context"].map(|key| block.get(key).is_none_or(|text| self.add_text(&text.node, part)));
        let read = match (inner(block, "source"), inner(block, "image_url")) {
            (Some(source), _) => self.add_source(source, part),
            (None, Some(image)) => text(image, "url").is_some_and(|url| self.add_data(&url)),
            (None, None) => false,
        };
        read && texts == [true, true]
    }

    fn add_source(&mut self, source: &Map, part: Part) -> bool {
        let data = || source.get("data").map(|data| &data.node);
        match text(source, "type").as_deref() {
            Some("text") => data().is_some_and(|data| self.add_text(data, part)),
            Some("content") => source.get("content").is_some_and(|content| self.add_texts(&content.node, part)),
            _ => self.add_base64(source),
        }
    }

    /// An image whose bytes stand in its address.
    fn add_data(&mut self, address: &str) -> bool {
        let parts = address.strip_prefix(DATA.0).and_then(|rest| rest.split_once(DATA.1));
        parts.is_some_and(|(kind, data)| self.media.add(kind, data))
    }

    /// The content of a document: a text, or blocks of texts and images.
    fn add_texts(&mut self, content: &Value, part: Part) -> bool {
        let Value::List(list) = content else { return self.add_text(content, part) };
        let mut whole = list.open.is_none();
        for item in &list.items {
            let Value::Map(block) = &item.node else { return false };
            whole &= match (block.get("text"), inner(block, "source")) {
                (Some(text), _) => self.add_text(&text.node, part),
                (None, Some(source)) => self.add_base64(source),
                (None, None) => false,
            };
        }
        whole
    }

    /// An image or a document whose bytes stand in the request.
    fn add_base64(&mut self, source: &Map) -> bool {
        let kind = text(source, "media_type").unwrap_or_default();
        let is_base64 = text(source, "type").as_deref() == Some("base64");
        is_base64 && text(source, "data").is_some_and(|data| self.media.add(&kind, &data))
    }

    fn add_text(&mut self, value: &Value, part: Part) -> bool {
        match value {
            Value::Text(text) => self.part(part).add_fixed(text),
            Value::Null | Value::Absent => true,
            _ => false,
        }
    }
}

fn inner<'m>(map: &'m Map, key: &str) -> Option<&'m Map> {
    if let Value::Map(inner) = &map.get(key)?.node { Some(inner) } else { None }
}

fn text(map: &Map, key: &str) -> Option<String> {
    map.get(key)?.node.as_str()
}
