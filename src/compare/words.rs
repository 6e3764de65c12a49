//! Parts of a request in few words.

use crate::{
    calls::{AbsentCap, Block, Cache, CallSite, Fact, Prompt, State, Ttl},
    catalog::models,
    estimate::{Candidates, blocks_content},
    money::{Tokens, grouped},
    value::{Field, Map, Value},
};

/// Characters of a value that are shown.
const LONGEST: usize = 80;

/// How deep a value is shown.
const DEPTH: u32 = 4;

const NONE: &str = "none";
const UNKNOWN: &str = "not known";

/// Whether words say that there is nothing, however that is written, or that nothing is known.
pub(super) fn say_nothing(words: &str) -> bool {
    words == NONE || words == UNKNOWN
}

/// The models a call may go to.
pub(super) fn model(call: &CallSite) -> String {
    let mut fact = call.model_fact();
    fact.values.sort();
    let words = several(&fact, String::clone);
    if fact.default && !fact.values.is_empty() { format!("{words} by default") } else { words }
}

/// The output cap.
pub(super) fn cap(call: &CallSite) -> String {
    let mut fact = call.max_tokens_fact();
    fact.values.sort_unstable();
    let figures = several(&fact, |cap| grouped(&cap.to_string()));
    match (&fact.default, &fact.state, &call.absent_cap) {
        (true, ..) => format!("{figures} by default"),
        (_, State::Absent, AbsentCap::ModelMaximum) => "the model's maximum".to_owned(),
        _ => figures,
    }
}

fn several<T>(fact: &Fact<T>, shown: impl Fn(&T) -> String) -> String {
    let mut all: Vec<String> = fact.values.iter().map(shown).collect();
    if all.is_empty() {
        return if fact.state == State::Absent { NONE } else { UNKNOWN }.to_owned();
    }
    if fact.partial {
        all.push("others".to_owned());
    }
    all.join(" or ")
}

/// The size of a prompt, as far as its text is known.
pub(super) fn prompt(prompt: &Prompt, call: &CallSite) -> String {
    let blocks: Vec<&Block> = prompt.blocks.iter().collect();
    if blocks.is_empty() {
        return if prompt.open.is_some() { UNKNOWN } else { NONE }.to_owned();
    }
    let (content, complete) = blocks_content(blocks);
    let whole = complete && prompt.open.is_none();
    if !whole && content.characters() == 0 {
        return UNKNOWN.to_owned();
    }
    let more = if whole { "" } else { " and more" };
    let models = models::embedded();
    let tokenizers: Vec<_> =
        Candidates::of(models, &call.request.model).known.iter().map(|(model, _)| models.tokenizer(model)).collect();
    if tokenizers.is_empty() {
        return format!("{} characters{more}", grouped(&content.characters().to_string()));
    }
    format!("{}{more}", tokens(content.tokens_by(&tokenizers)))
}

fn tokens(range: Tokens) -> String {
    let about = if range.low == range.high { "" } else { "about " };
    format!("{about}{} tokens", grouped(&range.middle().to_string()))
}

/// How many tools there are.
pub(super) fn tools(call: &CallSite) -> String {
    let (tools, count) = (&call.request.tools, call.request.tools_count());
    let more = if may_be_more(tools) { " and more" } else { "" };
    match (tools, count) {
        (Field::Absent, _) => NONE.to_owned(),
        (Field::Unseen(_), _) | (_, 0) => UNKNOWN.to_owned(),
        (_, 1) => format!("1 tool{more}"),
        (_, count) => format!("{count} tools{more}"),
    }
}

fn may_be_more(tools: &Field) -> bool {
    fn open(value: &Value) -> bool {
        match value {
            Value::List(list) => list.open.is_some(),
            Value::Map(map) => map.open.is_some(),
            Value::Default(inner, _) => inner.possibilities().any(open),
            _ => false,
        }
    }
    matches!(tools, Field::Given(tools) if tools.node.possibilities().any(open))
}

/// What is cached.
pub(super) fn cache(call: &CallSite) -> String {
    let blocks = call.request.system.blocks.iter().chain(&call.request.messages.blocks);
    let mut lives: Vec<&str> = blocks
        .filter_map(|block| match block.breakpoint? {
            Ttl::FiveMinutes => Some("5 minutes"),
            Ttl::OneHour => Some("an hour"),
            Ttl::Unknown => Some("some time"),
        })
        .collect();
    let marks = lives.len();
    lives.dedup();
    match &call.request.cache {
        Cache::Automatic => "automatic".to_owned(),
        Cache::Marked(_) if marks > 1 => format!("{marks} markers, {}", lives.join(" and ")),
        Cache::Marked(_) if marks == 1 => format!("marked, {}", lives.join("")),
        Cache::Marked(_) => "marked".to_owned(),
        Cache::Absent | Cache::Unseen(_) | Cache::UnseenInMessages(_) => "no marker seen".to_owned(),
    }
}

/// Thinking.
pub(super) fn thinking(call: &CallSite) -> String {
    match &call.request.thinking {
        Field::Absent => "off".to_owned(),
        Field::Unseen(_) => UNKNOWN.to_owned(),
        Field::Given(value) => {
            let mut all: Vec<String> = value.node.possibilities().map(thought).collect();
            all.sort();
            all.dedup();
            all.join(" or ")
        }
    }
}

fn thought(value: &Value) -> String {
    let Value::Map(map) = value else {
        return match value {
            Value::Default(inner, _) => thought(inner),
            Value::Null | Value::Absent | Value::Bool(false) => "off".to_owned(),
            Value::Unknown(_) => UNKNOWN.to_owned(),
            _ => "on".to_owned(),
        };
    };
    let may_be_absent = |value: &Value| value.possibilities().any(|one| matches!(one, Value::Absent | Value::Null));
    if map.open.is_none() && map.entries.iter().all(|entry| may_be_absent(&entry.value.node)) {
        return if map.entries.is_empty() { "off" } else { "off or on" }.to_owned();
    }
    let budget = map.get("budget_tokens").or_else(|| map.get("budgetTokens")).map(|budget| &budget.node);
    let kind = map.get("type").and_then(|kind| kind.node.as_str());
    match (kind.as_deref(), budget) {
        (Some("disabled"), _) => "off".to_owned(),
        (Some("adaptive"), _) => "on, adaptive".to_owned(),
        (_, Some(Value::Int(tokens))) => format!("on, up to {} tokens", grouped(&tokens.to_string())),
        _ => "on".to_owned(),
    }
}

/// Any other part of a request.
pub(super) fn field(field: &Field) -> String {
    match field {
        Field::Absent => NONE.to_owned(),
        Field::Unseen(_) => UNKNOWN.to_owned(),
        Field::Given(value) => cut(&shown(&value.node, DEPTH)),
    }
}

fn shown(value: &Value, depth: u32) -> String {
    let Some(depth) = depth.checked_sub(1) else { return "...".to_owned() };
    match value {
        Value::Text(text) => text.fixed().unwrap_or_else(|| "a text".to_owned()),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Bool(yes) => if *yes { "on" } else { "off" }.to_owned(),
        Value::Null | Value::Absent => NONE.to_owned(),
        Value::List(list) => list.items.iter().map(|item| shown(&item.node, depth)).collect::<Vec<_>>().join(", "),
        Value::Map(map) => entries(map, depth),
        Value::OneOf(all) => {
            let mut all: Vec<String> = all.iter().map(|one| shown(&one.node, depth)).collect();
            all.sort();
            all.join(" or ")
        }
        Value::Default(inner, _) => format!("{} by default", shown(inner, depth)),
        Value::Foreign(_) | Value::Local(_) => "given".to_owned(),
        Value::Unknown(_) => UNKNOWN.to_owned(),
    }
}

fn entries(map: &Map, depth: u32) -> String {
    let each = map.entries.iter().map(|entry| format!("{} {}", entry.key, shown(&entry.value.node, depth)));
    each.collect::<Vec<_>>().join(", ")
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 3).chain("...".chars()).collect()
}
