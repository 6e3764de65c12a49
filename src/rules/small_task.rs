//! Hard signs that a call asks for little: what bounds its answer, and what it is called. Never the prompt's wording.

use super::{
    given::{at_most, says},
    reuse::in_working_loop,
};
use crate::{
    calls::CallSite,
    syntax::words_of,
    value::{Field, Map, Value},
};

/// A sign of a small task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The schema of the answer holds labels and booleans only.
    Labels,
    /// The output cap.
    Cap(u64),
    /// A stop sequence ends the answer with its first line.
    OneLine,
    /// The function's name.
    Name(String),
    /// In a loop.
    Loop,
}

/// Words of a function's name that stand for a label as its result. As a whole word between `_` or humps.
const LABEL_WORDS: &[&str] = &[
    "categorise",
    "categorize",
    "classifier",
    "classify",
    "detect",
    "filter",
    "label",
    "moderate",
    "moderation",
    "route",
    "router",
    "sentiment",
    "tag",
    "triage",
];

/// First words of the name of a function that answers yes or no.
const YES_OR_NO: &[&str] = &["has", "is", "should"];

/// How deep a schema is looked into; label schemas are flat.
const SCHEMA_DEPTH: u32 = 6;

impl Sign {
    /// All signs of a call, those that bound the answer first.
    pub fn all(site: &CallSite, small_cap: u64) -> Vec<Sign> {
        let request = &site.request;
        let mut signs = Vec::new();
        if matches!(&request.output_format, Field::Given(value) if value.node.possibilities().all(is_labels)) {
            signs.push(Sign::Labels);
        }
        signs.extend(at_most(&request.max_tokens).filter(|cap| (1..=small_cap).contains(cap)).map(Sign::Cap));
        if ends_with_first_line(&request.stop_sequences) {
            signs.push(Sign::OneLine);
        }
        let function = site.around.function.as_deref().and_then(|name| name.rsplit('.').next());
        signs.extend(function.filter(|name| names_a_label(name)).map(|name| Sign::Name(name.to_owned())));
        if in_working_loop(site, &site.around.loops.iter().collect::<Vec<_>>()) {
            signs.push(Sign::Loop);
        }
        signs
    }

    /// Whether it bounds the answer itself.
    pub fn bounds_the_answer(&self) -> bool {
        matches!(self, Sign::Labels | Sign::Cap(_) | Sign::OneLine)
    }

    /// As a sentence lists it.
    pub fn words(&self) -> String {
        match self {
            Sign::Labels => "a schema of labels".to_owned(),
            Sign::Cap(tokens) => format!("a cap of {tokens} tokens"),
            Sign::OneLine => "a stop at the first line".to_owned(),
            Sign::Name(name) => format!("the name `{name}`"),
            Sign::Loop => "a loop".to_owned(),
        }
    }
}

/// Whether a function's name says that it gives back a label.
fn names_a_label(name: &str) -> bool {
    let words = words_of(name);
    let yes_or_no = words.len() > 1 && words.first().is_some_and(|word| YES_OR_NO.contains(&word.as_str()));
    yes_or_no || words.iter().any(|word| LABEL_WORDS.contains(&word.as_str()))
}

fn ends_with_first_line(field: &Field) -> bool {
    let Field::Given(value) = field else { return false };
    let newline = |value: &Value| value.as_str().is_some_and(|text| text == "\n");
    value.node.possibilities().all(|value| match value {
        Value::List(list) => list.items.iter().any(|item| newline(&item.node)),
        other => newline(other),
    })
}

/// Whether an output format holds a JSON schema whose every leaf is an enum, a constant or a boolean.
fn is_labels(value: &Value) -> bool {
    let mut here = value;
    for _ in 0..SCHEMA_DEPTH {
        let Value::Map(map) = here else { return false };
        let inner = ["format", "json_schema", "schema"].iter().find_map(|key| map.get(key));
        match inner {
            Some(inner) => here = &inner.node,
            None => return schema_is_small(map, SCHEMA_DEPTH),
        }
    }
    false
}

fn schema_is_small(schema: &Map, depth: u32) -> bool {
    if depth == 0 || schema.open.is_some() {
        return false;
    }
    if schema.get("enum").is_some() || schema.get("const").is_some() || says(schema, "type", "boolean") {
        return true;
    }
    let properties = schema.get("properties").map(|properties| &properties.node);
    let Some(Value::Map(properties)) = properties else { return false };
    let small = |value: &Value| matches!(value, Value::Map(inner) if schema_is_small(inner, depth - 1));
    properties.open.is_none()
        && !properties.entries.is_empty()
        && properties.entries.iter().all(|entry| small(&entry.value.node))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_labelling_functions_are_told_by_whole_words() {
        for name in ["classify", "route_ticket", "isSpam", "detectLanguage", "has_refund", "tag"] {
            assert!(names_a_label(name), "{name}");
        }
        for name in ["island", "is", "stage", "reclassified_report", "unroutable", "summarise", "hash", "__init__"] {
            assert!(!names_a_label(name), "{name}");
        }
    }
}
