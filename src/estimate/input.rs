//! The prompt: what of it is fixed, and what is open.

use super::{candidates::Candidates, text::Content, tools::Tools};
use crate::{
    calls::{Block, Prompt, Request},
    catalog::models::{Frame, Model, Models},
    money::{Range, Tokens},
    source::Span,
    value::{Field, Name, Piece, Value},
};
use jiff::civil::Date;

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
    /// The hidden prompt that comes with tools, where its size is not known.
    ToolPrompt,
    /// The system prompt.
    System,
    /// What the user says.
    User,
    /// What the model said before.
    Assistant,
    /// Messages, of any role.
    Messages,
    /// Images, documents, results of tools.
    Media,
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
            Part::Media => "media",
        })
    }
}

/// A prompt before a tokenizer counts it.
#[derive(Debug, Default)]
pub struct Input {
    content: Content,
    prefix: Content,
    /// Whether the prefix is all of the tools and the system prompt.
    pub prefix_complete: bool,
    /// What is not known.
    pub open: Vec<Open>,
    tools: Tools,
    forced: Forced,
    turns: u64,
}

/// A prompt as counted.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// All that is known of it.
    pub whole: Tokens,
    /// Its fixed beginning.
    pub prefix: Tokens,
}

/// Whether a tool must be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Forced {
    #[default]
    No,
    Yes,
    Unknown,
}

impl Input {
    /// The prompt of a request.
    pub fn of(request: &Request) -> Input {
        let tools = Tools::of(&request.tools);
        let mut input = Input {
            content: tools.content,
            prefix: tools.content,
            prefix_complete: !tools.open,
            forced: forced(&request.tool_choice),
            ..Input::default()
        };
        if tools.open {
            let at = if let Field::Given(given) = &request.tools { Some(given.span) } else { None };
            input.open.push(Open { part: Part::Tools, at });
        }
        input.tools = tools;
        input.add_system(&request.system);
        input.add_messages(&request.messages);
        input.open.sort();
        input.open.dedup();
        input
    }

    fn add_system(&mut self, system: &Prompt) {
        let mut fixed = true;
        for block in &system.blocks {
            for piece in &block.text.pieces {
                if let Piece::Fixed { text, .. } = piece {
                    self.content.add(text);
                    if fixed {
                        self.prefix.add(text);
                    }
                } else {
                    fixed = false;
                }
            }
            fixed &= !block.media;
            self.note_open(block, Part::System);
        }
        if system.open.is_some() {
            self.open.push(Open { part: Part::System, at: None });
        }
        self.prefix_complete &= fixed && system.open.is_none();
    }

    fn add_messages(&mut self, messages: &Prompt) {
        let mut before: Option<&Name> = None;
        for block in &messages.blocks {
            for piece in &block.text.pieces {
                if let Piece::Fixed { text, .. } = piece {
                    self.content.add(text);
                }
            }
            self.turns += u64::from(before.is_some() && before != block.role.as_ref());
            before = block.role.as_ref();
            self.note_open(block, part_of(block.role.as_ref()));
        }
        if messages.open.is_some() {
            self.open.push(Open { part: Part::Messages, at: None });
        }
    }

    fn note_open(&mut self, block: &Block, part: Part) {
        let holes = block.text.pieces.iter().filter_map(|piece| match piece {
            Piece::Hole { at, .. } => Some(Open { part, at: Some(*at) }),
            Piece::Fixed { .. } => None,
        });
        self.open.extend(holes);
        if block.media {
            self.open.push(Open { part: Part::Media, at: Some(block.at) });
        }
    }

    /// Counts it for whichever model it may go to.
    pub fn counted(&self, models: &Models, candidates: &Candidates<'_>, as_of: Date) -> Counted {
        let tokenizers = candidates.tokenizers(models, as_of);
        let around = |frame: &Frame| Range::exactly(frame.message + frame.turn * self.turns);
        let frames = candidates.frames(models, as_of).into_iter().map(around);
        let frame = frames.reduce(Range::or).unwrap_or_default();
        let hidden = self.tool_prompts(candidates);
        Counted {
            whole: self.content.tokens_by(&tokenizers) + frame + hidden,
            prefix: self.prefix.tokens_by(&tokenizers) + hidden,
        }
    }

    /// Tokens of the hidden prompt that comes with tools.
    fn tool_prompts(&self, candidates: &Candidates<'_>) -> Tokens {
        if self.tools.known == 0 {
            return Tokens::default();
        }
        let each = candidates.known.iter().map(|(model, _)| self.tool_prompt(model));
        let known = each.reduce(Range::or).unwrap_or_default();
        if candidates.partial { Range::new(0, known.high) } else { known }
    }

    fn tool_prompt(&self, model: &Model) -> Tokens {
        let (auto, forced) = (model.tool_prompt.auto, model.tool_prompt.forced);
        match self.forced {
            Forced::No => Range::exactly(auto.unwrap_or(0)),
            Forced::Yes => Range::exactly(forced.or(auto).unwrap_or(0)),
            Forced::Unknown => Range::new(auto.unwrap_or(0), auto.max(forced).unwrap_or(0)),
        }
    }

    /// Whether tools are sent to a model whose hidden prompt is not known. That prompt is then open too, and stands in
    /// front of all else.
    pub fn lacks_tool_prompt(&self, candidates: &Candidates<'_>) -> bool {
        let unpublished = candidates.known.iter().any(|(model, _)| model.tool_prompt.auto.is_none());
        self.tools.known > 0 && (candidates.partial || unpublished)
    }
}

/// The fixed text of some blocks, and whether they hold anything else.
pub fn blocks_content<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> (Content, bool) {
    let mut content = Content::default();
    let mut whole = true;
    for block in blocks {
        whole &= !block.media;
        for piece in &block.text.pieces {
            match piece {
                Piece::Fixed { text, .. } => content.add(text),
                Piece::Hole { .. } => whole = false,
            }
        }
    }
    (content, whole)
}

fn part_of(role: Option<&Name>) -> Part {
    match role.map(Name::as_str) {
        Some("user" | "human") => Part::User,
        Some("assistant") => Part::Assistant,
        Some("system") => Part::System,
        _ => Part::Messages,
    }
}

fn forced(choice: &Field) -> Forced {
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
        Some("any" | "tool" | "required") => Forced::Yes,
        _ => Forced::Unknown,
    }
}
