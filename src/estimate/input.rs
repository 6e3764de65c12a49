//! The prompt: what of it is fixed, and what is open.

use super::{
    candidates::{Candidates, Way},
    marker::{Covers, Marker},
    measure::{Counts, Measure},
    price::Caching,
    render::{Defined, Tools},
    text::Content,
};
use crate::{
    calls::{Block, Prompt, Request, Special},
    catalog::models::{Model, ToolPrompt},
    money::{Range, Tokens},
    source::Span,
    value::{Field, Name, Piece, Value},
};

/// A part of a prompt that is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Open {
    /// Which.
    pub part: Part,
    /// Where it is filled in, if one place is known.
    pub at: Option<Span>,
}

/// Parts of a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Tool definitions.
    Tools,
    /// The hidden prompt that comes with tools.
    ToolPrompt,
    /// The system prompt.
    System,
    /// What the user says.
    User,
    /// What the model said before.
    Assistant,
    /// Messages, of any role.
    Messages,
    /// Calls of tools, and what they gave.
    ToolCalls,
    /// Images, documents, results of tools.
    Media,
    /// The shape that the answer must have.
    Format,
    /// What stands around the texts.
    Frame,
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Part::Tools => "tools",
            Part::ToolPrompt => "tool-use prompt",
            Part::System => "system prompt",
            Part::User => "user message",
            Part::Assistant => "assistant message",
            Part::Messages => "messages",
            Part::ToolCalls => "tool calls",
            Part::Media => "media",
            Part::Format => "output format",
            Part::Frame => "frame",
        })
    }
}

/// A prompt before a tokenizer counts it.
#[derive(Debug, Default)]
pub struct Input {
    /// Its texts but those of tools, by part.
    pub texts: Vec<(Part, Content)>,
    /// Its tools.
    pub tools: Tools,
    /// What is beside texts: pixels of images, pages of documents.
    pub media: super::media::Media,
    /// What stands around the texts.
    pub counts: Counts,
    /// Its fixed beginning, without tools.
    pub(super) prefix: Content,
    /// Whether the prefix is all of the tools and the system prompt.
    pub prefix_complete: bool,
    /// What stands in front of the last cache marker, where there is one.
    pub(super) marker: Marker,
    /// What is not known.
    pub open: Vec<Open>,
    /// Whether a tool must be used.
    pub forced: Forced,
}

/// A prompt as counted.
#[derive(Clone, Debug)]
pub struct Counted {
    /// All that is known of it.
    pub whole: Tokens,
    /// The same as each model counts it.
    pub each: Vec<Tokens>,
    /// Its fixed beginning.
    pub prefix: Tokens,
}

/// Whether a tool must be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Forced {
    /// The model chooses.
    #[default]
    No,
    /// One of them.
    Any,
    /// This one.
    Named,
    /// It is not known.
    Unknown,
}

impl Input {
    /// The prompt of a request.
    pub fn of(request: &Request) -> Input {
        let mut input =
            Input { tools: Tools::of(&request.tools), forced: Forced::of(&request.tool_choice), ..Input::default() };
        input.prefix_complete = !input.tools.open;
        if input.tools.open {
            let at = if let Field::Given(given) = &request.tools { Some(given.span) } else { None };
            input.open.push(Open { part: Part::Tools, at });
        }
        input.count_tools();
        input.add_system(&request.system);
        input.add_messages(&request.messages);
        input.marker = Marker::of(request, input.tools.open);
        input.open.sort();
        input.open.dedup();
        input
    }

    /// Puts tools into the counts.
    pub fn count_tools(&mut self) {
        self.counts.message = 1;
        self.counts.tools = self.tools.known;
        self.counts.named = u64::from(self.tools.known > 0 && self.forced == Forced::Named);
    }

    /// The texts of a part, to add to.
    pub fn part(&mut self, part: Part) -> &mut Content {
        let at = self.texts.iter().position(|(known, _)| *known == part).unwrap_or_else(|| {
            self.texts.push((part, Content::default()));
            self.texts.len() - 1
        });
        &mut self.texts[at].1
    }

    fn add_system(&mut self, system: &Prompt) {
        let mut fixed = true;
        for block in &system.blocks {
            let whole = self.part(Part::System).add_fixed(&block.text);
            if fixed {
                self.prefix.add_beginning(&block.text);
            }
            fixed &= whole && !block.media;
            self.add_special(block, Part::System);
        }
        let has_holes = |block: &Block| block.text.pieces.iter().any(|piece| matches!(piece, Piece::Hole { .. }));
        let given = !self.part(Part::System).is_empty() || system.blocks.iter().any(has_holes);
        self.counts.system = u64::from(given);
        if system.open.is_some() {
            self.open.push(Open { part: Part::System, at: None });
        }
        self.prefix_complete &= fixed && system.open.is_none();
    }

    fn add_messages(&mut self, messages: &Prompt) {
        let mut before: Option<&Name> = None;
        for message in messages.blocks.chunk_by(|one, next| one.role == next.role) {
            let role = message[0].role.as_ref();
            self.counts.turns += u64::from(before.is_some() && before != role);
            before = role;
            self.add_spoken(message);
        }
        let goes_on = before.is_some_and(|role| role == "assistant") && messages.open.is_none();
        self.counts.prefill = u64::from(goes_on);
        if messages.open.is_some() {
            self.open.push(Open { part: Part::Messages, at: None });
        }
    }

    /// Blocks of one role, which are taken for one message: where the next begins is not seen.
    fn add_spoken(&mut self, blocks: &[Block]) {
        for block in blocks {
            let is_result = matches!(block.special, Some(Special::ToolResult));
            let part = if is_result { Part::ToolCalls } else { part_of(block.role.as_deref()) };
            self.part(part).add_fixed(&block.text);
            self.add_special(block, part);
        }
        let calls = blocks.iter().filter(|block| matches!(block.special, Some(Special::ToolUse(_)))).count();
        self.counts.parallel += u64::from(calls > 1);
        self.counts.said_before += u64::from(calls > 0 && blocks.iter().any(|block| block.special.is_none()));
    }

    /// What of a block is no text, and what of it is not known.
    fn add_special(&mut self, block: &Block, part: Part) {
        let holes = block.text.pieces.iter().filter_map(|piece| match piece {
            Piece::Hole { at, .. } => Some(Open { part, at: Some(*at) }),
            Piece::Fixed { .. } => None,
        });
        self.open.extend(holes);
        let (part, whole) = match &block.special {
            Some(Special::ToolUse(call)) => (Part::ToolCalls, self.add_call(call)),
            Some(Special::Media(media)) => (Part::Media, self.add_media(media, part)),
            Some(Special::ToolResult) | None => (Part::Media, !block.media),
        };
        self.open.extend((!whole).then_some(Open { part, at: Some(block.at) }));
    }

    /// Counts it for whichever model it may go to.
    pub fn counted(&self, ways: &[Way]) -> Counted {
        let each: Vec<Tokens> = ways.iter().map(|way| self.measure(way).range(way.tokenizer)).collect();
        let prefix = ways.iter().map(|way| self.prefix(way).range(way.tokenizer)).reduce(Range::or);
        let whole = each.iter().copied().reduce(Range::or).unwrap_or_default();
        Counted { whole, prefix: prefix.unwrap_or_default(), each }
    }

    /// All of it, as one model counts it.
    pub fn measure(&self, way: &Way) -> Measure {
        let tools = self.tools.content.tally(way.tokenizer);
        let texts = self.texts.iter().map(|(_, content)| content.tally(way.tokenizer));
        Measure {
            content: texts.fold(tools, |sum, tally| sum + tally),
            tools,
            tool_uses: self.counts.tool_uses,
            frame: self.counts.thousandths(way.frame),
            beside: self.hidden(way.tool_prompt) + self.media.tokens(way.tokenizer),
            calibration: way.calibration,
        }
    }

    fn prefix(&self, way: &Way) -> Measure {
        self.beginning(&self.prefix, way)
    }

    /// The tools, and some of what follows them.
    fn beginning(&self, content: &Content, way: &Way) -> Measure {
        let tools = self.tools.content.tally(way.tokenizer);
        let content = tools + content.tally(way.tokenizer);
        let beside = self.hidden(way.tool_prompt);
        Measure { content, tools, beside, calibration: way.calibration, ..Measure::default() }
    }

    /// What the last cache marker covers, as one model counts it; the whole prompt is `whole`.
    pub(super) fn marked(&self, way: &Way, whole: Tokens) -> Caching {
        let (prefix, complete) = match &self.marker.covers {
            Covers::All => (whole, self.open.is_empty()),
            Covers::Content(content) => (self.beginning(content, way).range(way.tokenizer), self.marker.complete),
        };
        Caching::Marked { prefix, complete, hour: self.marker.hour, moves: self.marker.moves }
    }

    /// Tokens of the hidden prompt that comes with tools, and of tools that Anthropic defines.
    pub fn hidden(&self, prompt: ToolPrompt) -> Tokens {
        if self.tools.known == 0 && self.tools.defined.is_empty() {
            return Tokens::default();
        }
        let defined = self.tools.defined.iter().filter_map(|tool| tool.tokens(prompt));
        let (auto, forced) = (prompt.auto.unwrap_or(0), prompt.forced.or(prompt.auto).unwrap_or(0));
        let hidden = match self.forced {
            Forced::No => Range::exactly(auto),
            Forced::Any | Forced::Named => Range::exactly(forced),
            Forced::Unknown => Range::new(auto.min(forced), auto.max(forced)),
        };
        defined.fold(hidden, |sum, tokens| sum + tokens)
    }

    /// Whether tools are sent to a model whose hidden prompt is not known. That prompt is then open too, and stands in
    /// front of all else.
    pub fn lacks_tool_prompt(&self, candidates: &Candidates<'_>) -> bool {
        let unpublished = |(model, _): &(&Model, _)| self.is_unpublished(model.tool_prompt);
        candidates.known.iter().any(unpublished) || candidates.partial && self.is_unpublished(ToolPrompt::default())
    }

    /// Whether what tools add to a prompt is not published for a model, in part or at all.
    pub fn is_unpublished(&self, prompt: ToolPrompt) -> bool {
        let has_tools = self.tools.known > 0 || !self.tools.defined.is_empty();
        let lacks = |tool: &Defined| tool.tokens(prompt).is_none();
        has_tools && (prompt.auto.is_none() || self.tools.defined.iter().any(lacks))
    }
}

/// The fixed text of some blocks, and whether they hold anything else.
pub fn blocks_content<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> (Content, bool) {
    let mut content = Content::default();
    let mut whole = true;
    for block in blocks {
        whole &= content.add_fixed(&block.text) && !block.media;
    }
    (content, whole)
}

/// The part that what a role says belongs to.
pub fn part_of(role: Option<&str>) -> Part {
    match role {
        Some("user" | "human") => Part::User,
        Some("assistant") => Part::Assistant,
        Some("system") => Part::System,
        _ => Part::Messages,
    }
}

impl Forced {
    /// What a tool choice says.
    pub fn of(choice: &Field) -> Forced {
        let Field::Given(value) = choice else {
            return if *choice == Field::Absent { Forced::No } else { Forced::Unknown };
        };
        let kind = match &value.node {
            Value::Map(map) => map.get("type").and_then(|kind| kind.node.as_str()),
            Value::Null => return Forced::No,
            other => other.as_str(),
        };
        match kind.as_deref() {
            Some("auto" | "none") => Forced::No,
            Some("any" | "required") => Forced::Any,
            Some("tool" | "function") => Forced::Named,
            _ => Forced::Unknown,
        }
    }
}
