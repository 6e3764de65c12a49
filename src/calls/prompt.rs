//! Prompts: the blocks of a system prompt or of messages, in the order in which they are sent.

use super::{Block, Prompt, Special, Ttl, cache, fields};
use crate::{
    catalog::sdks::Sdk,
    source::{At, Span},
    value::{Args, Chain, Field, HoleKind, Map, Name, Piece, Step, Text, Value, Why},
};
use std::sync::Arc;

/// How deep prompts nest: list, message, content list, block.
const DEPTH: u32 = 12;
/// Keys that hold the text of a block.
const TEXT: [&str; 5] = ["text", "content", "Text", "Content", "OfText"];
/// Roles that mean the system prompt where it stands among the messages.
const SYSTEM: [&str; 2] = ["system", "developer"];

/// The prompt in a field.
pub(super) fn of(field: &Field, role: Option<&str>, sdk: &Sdk) -> Prompt {
    let mut reader = Reader { prompt: Prompt::default(), sdk };
    match field {
        Field::Given(value) => {
            reader.value(value, role.map(Name::from).as_ref(), DEPTH);
            if let Value::Unknown(why) = &value.node {
                reader.prompt.open = Some(why.clone());
            }
        }
        Field::Unseen(why) => reader.prompt.open = Some(why.clone()),
        Field::Absent => {}
    }
    reader.prompt
}

/// Takes messages of the system role out of `messages`, to stand after the system prompt proper.
pub(super) fn lift_system(system: &mut Prompt, messages: &mut Prompt) {
    let is_system = |block: &Block| block.role.as_ref().is_some_and(|role| SYSTEM.contains(&role.as_str()));
    let (lifted, rest) = std::mem::take(&mut messages.blocks).into_iter().partition(is_system);
    system.blocks.extend::<Vec<_>>(lifted);
    messages.blocks = rest;
}

struct Reader<'a> {
    prompt: Prompt,
    sdk: &'a Sdk,
}

impl<'a> Reader<'a> {
    fn value(&mut self, value: &At<Value>, role: Option<&Name>, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else {
            self.prompt.open.get_or_insert(Why::TooDeep);
            return;
        };
        match &value.node {
            Value::Text(text) => self.block(role, text.clone(), None, value.span),
            Value::List(list) => {
                list.items.iter().for_each(|item| self.value(item, role, depth));
                self.open(list.open.as_ref());
            }
            Value::Map(map) => self.map(map, role, value.span, depth),
            Value::Default(inner, _) => {
                self.prompt.overridable = true;
                self.value(&At::new((**inner).clone(), value.span), role, depth);
            }
            Value::OneOf(all) => self.either(all, role, value.span, depth),
            Value::Foreign(chain) if self.said(chain).is_some() => {
                if let Some((said, args)) = self.said(chain) {
                    let role = (!said.is_empty()).then_some(said).or(role);
                    args.positional.iter().for_each(|part| self.value(part, role, depth));
                    self.open(args.open.as_ref());
                }
            }
            Value::Foreign(chain) => match fields::opened(chain, &self.sdk.encoders) {
                Some(At { node: Value::Map(map), .. }) if TEXT.iter().any(|key| map.get(key).is_some()) => {
                    let said = chain.last_member().and_then(|name| spoken(name));
                    self.map(&map, said.or(role.cloned()).as_ref(), value.span, depth);
                }
                _ => self.hole(HoleKind::Unknown, role, value.span),
            },
            Value::Unknown(why) => self.hole(hole_kind(why), role, value.span),
            Value::Local(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_) => {
                self.hole(HoleKind::Unknown, role, value.span);
            }
            Value::Null | Value::Absent => {}
        }
    }

    /// The role and the parts of a message that a function of the SDK makes.
    fn said<'v>(&self, chain: &'v Chain) -> Option<(&'a Name, &'v Args)> {
        let [.., Step::Member(name), Step::Call(args)] = chain.steps.as_slice() else { return None };
        Some((self.sdk.said_by.get(name)?, args))
    }

    /// A message with a role and content, or a block.
    fn map(&mut self, map: &Arc<Map>, role: Option<&Name>, span: Span, depth: u32) {
        let said = map.get("role").or_else(|| map.get("Role")).and_then(|role| role.node.as_str()).map(Name::from);
        let role = said.as_ref().or(role);
        if is_only_marker(map, &self.sdk.cache_markers) {
            if let Some(block) = self.prompt.blocks.last_mut() {
                block.breakpoint = cache::marker(map, &self.sdk.cache_markers);
            }
            return;
        }
        let first = self.prompt.blocks.len();
        let content = |map: &'_ Map| TEXT.iter().find_map(|key| map.get(key)).or_else(|| map.get("parts")).cloned();
        match (special(map), content(map)) {
            (Some(Special::ToolResult), own) => {
                if let Some(given) = own.or_else(|| inner(map, "toolResult").and_then(|result| content(&result))) {
                    self.value(&given, role, depth);
                }
                let texts = self.prompt.blocks[first..].iter_mut().filter(|block| block.special.is_none());
                texts.for_each(|block| block.special = Some(Special::ToolResult));
            }
            (Some(special), _) => self.special(special, role, span),
            (None, Some(given)) => self.value(&given, role, depth),
            (None, None) if map.entries.is_empty() => self.open(map.open.as_ref()),
            (None, None) => self.special(Special::Media(Arc::clone(map)), role, span),
        }
        let marker = cache::marker(map, &self.sdk.cache_markers);
        if let (Some(ttl), Some(block)) = (marker, self.prompt.blocks[first..].last_mut()) {
            block.breakpoint = Some(ttl);
            // What is filled in may be written far away; the marker stands here.
            if !span.contains(block.at) {
                block.at = span;
            }
        }
    }

    /// One of several: what they share is not worked out, so a hole stands for them, marked if one of them is.
    fn either(&mut self, all: &[At<Value>], role: Option<&Name>, span: Span, depth: u32) {
        let given: Vec<&At<Value>> =
            all.iter().filter(|one| !matches!(one.node, Value::Absent | Value::Null)).collect();
        if let ([only], false) = (given.as_slice(), given.len() < all.len()) {
            return self.value(only, role, depth);
        }
        let lists = given.iter().any(|one| matches!(one.node, Value::List(_) | Value::Unknown(_)));
        let marked = matches!(cache::of(&given, &self.sdk.cache_markers), super::Cache::Marked(_));
        self.block(role, hole(HoleKind::Unknown, span), marked.then_some(Ttl::Unknown), span);
        if lists {
            self.prompt.open.get_or_insert(Why::TooMany);
        }
    }

    fn block(&mut self, role: Option<&Name>, text: Text, breakpoint: Option<Ttl>, at: Span) {
        self.prompt.blocks.push(Block { role: role.cloned(), text, media: false, special: None, breakpoint, at });
    }

    fn hole(&mut self, kind: HoleKind, role: Option<&Name>, at: Span) {
        self.block(role, hole(kind, at), None, at);
    }

    fn special(&mut self, special: Special, role: Option<&Name>, at: Span) {
        let (role, text) = (role.cloned(), Text::default());
        self.prompt.blocks.push(Block { role, text, media: true, special: Some(special), breakpoint: None, at });
    }

    fn open(&mut self, why: Option<&Why>) {
        self.prompt.open = self.prompt.open.take().or_else(|| why.cloned());
    }
}

/// Calls of tools and their results, of the Messages interface and of Converse.
fn special(map: &Arc<Map>) -> Option<Special> {
    match map.get("type").and_then(|kind| kind.node.as_str()).as_deref() {
        Some("tool_use") => Some(Special::ToolUse(Arc::clone(map))),
        Some("tool_result") => Some(Special::ToolResult),
        Some(_) => None,
        None if map.get("toolResult").is_some() => Some(Special::ToolResult),
        None => inner(map, "toolUse").map(Special::ToolUse),
    }
}

fn inner(map: &Map, key: &str) -> Option<Arc<Map>> {
    if let Value::Map(inner) = &map.get(key)?.node { Some(Arc::clone(inner)) } else { None }
}

/// `{"cachePoint": {…}}`: a block that marks the one before it.
fn is_only_marker(map: &Map, markers: &[Name]) -> bool {
    matches!(map.entries.as_slice(), [only] if markers.contains(&only.key))
}

/// The role that a message class is named for.
fn spoken(class: &str) -> Option<Name> {
    let roles =
        [("System", "system"), ("Human", "user"), ("User", "user"), ("AI", "assistant"), ("Assistant", "assistant")];
    roles.iter().find(|(prefix, _)| class.starts_with(prefix)).map(|(_, role)| Name::from(*role))
}

fn hole(kind: HoleKind, at: Span) -> Text {
    Text { pieces: vec![Piece::Hole { kind, at }] }
}

fn hole_kind(why: &Why) -> HoleKind {
    match why {
        Why::Parameter(_) => HoleKind::Parameter,
        Why::Environment(_) => HoleKind::Environment,
        Why::Loop => HoleKind::Loop,
        _ => HoleKind::Unknown,
    }
}
