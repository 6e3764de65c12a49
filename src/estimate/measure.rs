//! From sums to ranges: what a prompt comes to, and by how much that may miss.

use super::count::{Tally, thousandths};
use crate::{
    catalog::tokenizers::{Frame, Spread, Tokenizer},
    money::{Range, Tokens},
};

/// How often things stand in a request that bring tokens of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Messages, counted as one.
    pub message: u64,
    /// Changes of role.
    pub turns: u64,
    /// Whether there are tools.
    pub tools: u64,
    /// Whether one of them is named that must be used.
    pub named: u64,
    /// Calls of tools.
    pub tool_uses: u64,
    /// Their parameters.
    pub parameters: u64,
    /// Messages with several calls.
    pub parallel: u64,
    /// Messages that call tools after some text.
    pub said_before: u64,
    /// Whether the model is asked to think.
    pub thinking: u64,
}

impl Counts {
    /// What they bring, in thousandths of a token.
    pub fn thousandths(&self, frame: &Frame) -> i64 {
        let parts = [
            (self.message, frame.message),
            (self.turns, frame.turn),
            (self.tools, frame.tools),
            (self.named, frame.named),
            (self.tool_uses, frame.tool_use),
            (self.parameters, frame.parameter),
            (self.parallel, frame.parallel),
            (self.said_before, frame.said_before),
            (self.thinking, frame.thinking),
        ];
        let part = |(count, each): (u64, i64)| i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(each);
        parts.into_iter().map(part).fold(0, i64::saturating_add)
    }
}

/// A prompt, or a part of one, as counted with one tokenizer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measure {
    /// Every text in it.
    pub content: Tally,
    /// Of that, the definitions of tools.
    pub tools: Tally,
    /// Calls of tools.
    pub tool_uses: u64,
    /// What is around the texts, in thousandths of a token.
    pub frame: i64,
    /// Tokens that are known as a range by themselves: images, pages, hidden prompts.
    pub beside: Tokens,
}

impl Measure {
    /// The single most likely figure, in thousandths of a token, without what is beside.
    pub fn middle(&self) -> u64 {
        self.content.total().saturating_add_signed(self.frame)
    }

    /// Half of the range around it, in thousandths of a token.
    pub fn half(&self, tokenizer: &Tokenizer) -> u64 {
        let total = self.content.total();
        if total == 0 && self.tool_uses == 0 {
            return 0;
        }
        let Spread { each, words, signs, other, tools, tool_use, .. } = &tokenizer.spread;
        let parts = [(self.content.words, words), (self.content.signs, signs), (self.content.other, other)];
        let relative =
            parts.iter().map(|(cost, of)| u128::from(thousandths(*cost)) * u128::from(**of)).sum::<u128>() / 1000;
        let of_tools = u128::from(self.tools.total()) * u128::from(*tools) / 1000;
        let of_calls = u128::from(self.tool_uses) * u128::from(*tool_use);
        let squares = [1000, relative, of_tools, of_calls].map(|part| part.saturating_mul(part));
        let sum = squares.into_iter().fold(u128::from(total) * u128::from(*each), u128::saturating_add);
        let half = u64::try_from(sum.isqrt()).unwrap_or(u64::MAX);
        half.saturating_add(
            u64::try_from(u128::from(total) * u128::from(tokenizer.uncertain) / 1000).unwrap_or(u64::MAX),
        )
    }

    /// Whole tokens, from and to.
    pub fn range(&self, tokenizer: &Tokenizer) -> Tokens {
        let (middle, half) = (self.middle(), self.half(tokenizer));
        let least = u64::from(self.content.total() > 0);
        let low = (middle.saturating_sub(half) / 1000).max(least);
        Range::new(low, middle.saturating_add(half).div_ceil(1000)) + self.beside
    }
}
