//! The parts of a request that a change may touch.

use super::{cut, markers, same, words};
use crate::{
    calls::{CallSite, Prompt, Request, Special},
    catalog::sdks::Platform,
    source::Span,
    value::{Field, Piece},
};

/// A part of a request, or what is around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// The model.
    Model,
    /// Who takes the request, and through which interface (`messages`, `batches`).
    Interface,
    /// The system prompt.
    System,
    /// The messages.
    Messages,
    /// Tool definitions.
    Tools,
    /// Which tool must be used.
    ToolChoice,
    /// Cache markers.
    Cache,
    /// Thinking.
    Thinking,
    /// Effort.
    Effort,
    /// The output cap.
    Cap,
    /// The shape that the answer must have.
    Format,
    /// Speed.
    Speed,
    /// Service tier.
    Tier,
    /// Turns of an agent.
    Turns,
    /// Money that an agent may spend.
    Budget,
    /// How often it is sent when its function runs.
    Times,
}

impl Aspect {
    /// All parts of a request, in the order in which their effects on a price are told apart: what has a price of its own
    /// first, then what bounds it.
    pub(super) const OF_REQUEST: [Aspect; 15] = [
        Aspect::Model,
        Aspect::Interface,
        Aspect::System,
        Aspect::Messages,
        Aspect::Tools,
        Aspect::ToolChoice,
        Aspect::Cache,
        Aspect::Thinking,
        Aspect::Effort,
        Aspect::Cap,
        Aspect::Format,
        Aspect::Speed,
        Aspect::Tier,
        Aspect::Turns,
        Aspect::Budget,
    ];

    /// Its name, for people and programs.
    pub fn name(self) -> &'static str {
        match self {
            Aspect::Model => "model",
            Aspect::Interface => "interface",
            Aspect::System => "system prompt",
            Aspect::Messages => "messages",
            Aspect::Tools => "tools",
            Aspect::ToolChoice => "tool choice",
            Aspect::Cache => "caching",
            Aspect::Thinking => "thinking",
            Aspect::Effort => "effort",
            Aspect::Cap => "output cap",
            Aspect::Format => "output format",
            Aspect::Speed => "speed",
            Aspect::Tier => "service tier",
            Aspect::Turns => "turns",
            Aspect::Budget => "agent budget",
            Aspect::Times => "calls a run",
        }
    }

    /// Whether the part differs between two calls. Words are cut where they grow long, so it is not them that tell. What
    /// was not followed to its end in one of the states is no difference.
    pub(super) fn differs(self, one: &CallSite, other: &CallSite) -> bool {
        let (a, b) = (&one.request, &other.request);
        let words = || self.words(one) != self.words(other);
        match self {
            Aspect::System => !same_prompt(&a.system, &b.system) && !cut::may_be_same_prompts(&a.system, &b.system),
            Aspect::Messages => {
                !same_prompt(&a.messages, &b.messages) && !cut::may_be_same_prompts(&a.messages, &b.messages)
            }
            Aspect::Cache => (words() || markers::moved(a, b)) && !cut::may_be_same_caches(a, b),
            Aspect::Interface => words() || same::other_platform(one.platform, other.platform),
            Aspect::Times => words(),
            Aspect::Model | Aspect::Cap | Aspect::Thinking => {
                words() && !cut::may_be_same_fields(self.field(a), self.field(b))
            }
            _ => {
                let (a, b) = (self.field(a), self.field(b));
                !same::fields(a, b)
                    && (words() || !words::say_nothing(&self.words(one)))
                    && !cut::may_be_same_fields(a, b)
            }
        }
    }

    /// The field of a request that the part is; nothing for those that are more than one.
    fn field(self, request: &Request) -> &Field {
        match self {
            Aspect::Model => &request.model,
            Aspect::Tools => &request.tools,
            Aspect::ToolChoice => &request.tool_choice,
            Aspect::Thinking => &request.thinking,
            Aspect::Effort => &request.effort,
            Aspect::Cap => &request.max_tokens,
            Aspect::Format => &request.output_format,
            Aspect::Speed => &request.speed,
            Aspect::Tier => &request.service_tier,
            Aspect::Turns => &request.turns,
            Aspect::Budget => &request.budget,
            Aspect::Interface | Aspect::System | Aspect::Messages | Aspect::Cache | Aspect::Times => &Field::Absent,
        }
    }

    /// The part in few words.
    pub(super) fn words(self, call: &CallSite) -> String {
        let request = &call.request;
        match self {
            Aspect::Model => words::model(call),
            Aspect::Interface => {
                let batch = if call.operation == crate::calls::Operation::Batch { "batch of " } else { "" };
                let place = match call.platform {
                    Platform::Anthropic | Platform::Unknown => String::new(),
                    known => format!(" on {}", known.name()),
                };
                format!("{batch}{}{place}", call.sdk)
            }
            Aspect::System => words::prompt(&request.system, call),
            Aspect::Messages => words::prompt(&request.messages, call),
            Aspect::Tools => words::tools(call),
            Aspect::Cache => words::cache(call),
            Aspect::Thinking => words::thinking(call),
            Aspect::Cap => words::cap(call),
            Aspect::Times => super::times::Times::of(call, &[]).words(),
            _ => words::field(self.field(request)),
        }
    }

    /// Gives a call this part of another one.
    pub(super) fn apply(self, from: &CallSite, into: &mut CallSite) {
        let (old, new) = (&mut into.request, &from.request);
        match self {
            Aspect::Model => {
                old.model.clone_from(&new.model);
                old.model_default = new.model_default;
                into.open_to_callers.model = from.open_to_callers.model;
            }
            Aspect::Interface => {
                into.operation = from.operation;
                into.platform = from.platform;
                into.sdk = from.sdk.clone();
            }
            Aspect::System => old.system.clone_from(&new.system),
            Aspect::Messages => old.messages.clone_from(&new.messages),
            Aspect::Tools => old.tools.clone_from(&new.tools),
            Aspect::ToolChoice => old.tool_choice.clone_from(&new.tool_choice),
            Aspect::Cache => {
                old.cache.clone_from(&new.cache);
                (old.whole_marker, old.tools_marker) = (new.whole_marker, new.tools_marker);
                mark(&mut old.system, &new.system);
                mark(&mut old.messages, &new.messages);
            }
            Aspect::Thinking => old.thinking.clone_from(&new.thinking),
            Aspect::Effort => old.effort.clone_from(&new.effort),
            Aspect::Cap => {
                old.max_tokens.clone_from(&new.max_tokens);
                into.absent_cap.clone_from(&from.absent_cap);
            }
            Aspect::Format => old.output_format.clone_from(&new.output_format),
            Aspect::Speed => old.speed.clone_from(&new.speed),
            Aspect::Tier => old.service_tier.clone_from(&new.service_tier),
            Aspect::Turns => old.turns.clone_from(&new.turns),
            Aspect::Budget => old.budget.clone_from(&new.budget),
            Aspect::Times => {}
        }
    }

    /// Where the part of `new` is written that is not so in `old`, if one place is known.
    pub(super) fn origin(self, old: &CallSite, new: &CallSite) -> Option<Span> {
        let (old, new) = (&old.request, &new.request);
        match self {
            Aspect::System => first_new(&old.system, &new.system),
            Aspect::Messages => first_new(&old.messages, &new.messages),
            Aspect::Model | Aspect::Tools | Aspect::Thinking | Aspect::Effort | Aspect::Cap => match self.field(new) {
                Field::Given(value) => Some(value.span),
                Field::Absent | Field::Unseen(_) => None,
            },
            _ => None,
        }
    }
}

/// Whether the same is known of two prompts: their fixed text, how much else is sent beside text, and whether there is
/// more. How they are cut into blocks and what fills their holes costs nothing that is known, and markers are a part of
/// their own.
fn same_prompt(one: &Prompt, other: &Prompt) -> bool {
    let media = |prompt: &Prompt| prompt.blocks.iter().filter(|block| block.media).count();
    let specials = |prompt: &Prompt| -> Vec<Special> {
        prompt.blocks.iter().filter_map(|block| block.special.clone()).filter(|it| *it != Special::ToolResult).collect()
    };
    let (old, new) = (specials(one), specials(other));
    let alike = old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| same::specials(old, new));
    let open = |prompt: &Prompt| {
        let mut pieces = prompt.blocks.iter().flat_map(|block| &block.text.pieces);
        prompt.open.is_some() || pieces.any(|piece| matches!(piece, Piece::Hole { .. }))
    };
    media(one) == media(other) && alike && open(one) == open(other) && fixed_bytes(one).eq(fixed_bytes(other))
}

fn fixed_bytes(prompt: &Prompt) -> impl Iterator<Item = u8> {
    let pieces = prompt.blocks.iter().flat_map(|block| &block.text.pieces);
    let fixed = pieces.filter_map(|piece| if let Piece::Fixed { text, .. } = piece { Some(text) } else { None });
    fixed.flat_map(|text| text.bytes())
}

/// Gives the blocks of a prompt the markers of another's.
fn mark(old: &mut Prompt, new: &Prompt) {
    for (at, block) in old.blocks.iter_mut().enumerate() {
        block.breakpoint = new.blocks.get(at).and_then(|block| block.breakpoint);
    }
}

/// Where the first fixed text stands that the other prompt has not.
fn first_new(old: &Prompt, new: &Prompt) -> Option<Span> {
    let fixed = |prompt: &Prompt| -> Vec<(std::sync::Arc<str>, Span)> {
        let pieces = prompt.blocks.iter().flat_map(|block| &block.text.pieces);
        let fixed = pieces.filter_map(|piece| match piece {
            Piece::Fixed { text, from } => Some((text.clone(), *from)),
            Piece::Hole { .. } => None,
        });
        fixed.collect()
    };
    let known: std::collections::HashSet<std::sync::Arc<str>> = fixed(old).into_iter().map(|(text, _)| text).collect();
    fixed(new).into_iter().find(|(text, _)| !known.contains(text)).map(|(_, from)| from)
}
