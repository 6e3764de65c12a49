//! From sums to ranges: what a prompt comes to, and by how much that may miss.

use super::{
    calibration::Calibration,
    count::{Tally, thousandths},
};
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
    /// Further messages of the same role.
    pub again: u64,
    /// Whether the model goes on with words of its own.
    pub prefill: u64,
    /// Whether there is a system prompt.
    pub system: u64,
    /// Tools.
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
    /// How often each figure of a frame holds, with that figure.
    pub fn parts(&self, frame: &Frame) -> [(u64, i64); 13] {
        [
            (self.message, frame.message),
            (self.turns, frame.turn),
            (self.again, frame.again),
            (self.prefill, frame.prefill),
            (self.system, frame.system),
            (self.tools.min(1), frame.tools),
            (self.tools, frame.tool),
            (self.named, frame.named),
            (self.tool_uses, frame.tool_use),
            (self.parameters, frame.parameter),
            (self.parallel, frame.parallel),
            (self.said_before, frame.said_before),
            (self.thinking, frame.thinking),
        ]
    }

    /// What they bring, in thousandths of a token.
    pub fn thousandths(&self, frame: &Frame) -> i64 {
        let part = |(count, each): (u64, i64)| i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(each);
        self.parts(frame).into_iter().map(part).fold(0, i64::saturating_add)
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
    /// What a team's own records say.
    pub calibration: Calibration,
}

impl Measure {
    /// Texts by themselves.
    pub fn of(content: Tally) -> Measure {
        Measure { content, ..Measure::default() }
    }

    /// The same, corrected.
    #[must_use]
    pub fn calibrated(self, calibration: Calibration) -> Measure {
        Measure { calibration, ..self }
    }

    /// The single most likely figure, in thousandths of a token, without what is beside.
    pub fn middle(&self) -> u64 {
        let content = u128::from(self.content.total()) * u128::from(self.calibration.scale) / 1000;
        u64::try_from(content).unwrap_or(u64::MAX).saturating_add_signed(self.frame)
    }

    /// The single most likely figure, in whole tokens.
    pub fn likely(&self) -> u64 {
        (self.middle().saturating_add(500) / 1000).saturating_add(self.beside.middle())
    }

    /// Half of the range around it, in thousandths of a token.
    pub fn half(&self, tokenizer: &Tokenizer) -> u64 {
        let usual = u128::from(self.half_with(&tokenizer.spread, tokenizer.uncertain));
        u64::try_from(usual * u128::from(self.calibration.spread) / 1000).unwrap_or(u64::MAX)
    }

    /// The same where estimates miss as `spread` says, and by `uncertain` thousandths more.
    pub fn half_with(&self, spread: &Spread, uncertain: u64) -> u64 {
        let total = self.content.total();
        if total == 0 {
            return 0;
        }
        let of = |cost: u64, part: u64| u128::from(cost) * u128::from(part) / 1000;
        let Tally { words, signs, other } = self.content;
        let parts = [(words, spread.words), (signs, spread.signs), (other, spread.other)];
        let relative: u128 = parts.into_iter().map(|(cost, part)| of(thousandths(cost), part)).sum();
        let of_calls = u128::from(self.tool_uses) * u128::from(spread.tool_use);
        let squares =
            [1000, relative, of(self.tools.total(), spread.tools), of_calls].map(|part| part.saturating_mul(part));
        let sum = squares.into_iter().fold(u128::from(total) * u128::from(spread.each), u128::saturating_add);
        let half = sum.isqrt().saturating_add(of(total, uncertain));
        u64::try_from(half).unwrap_or(u64::MAX)
    }

    /// Whole tokens, from and to.
    pub fn range(&self, tokenizer: &Tokenizer) -> Tokens {
        let (middle, half) = (self.middle(), self.half(tokenizer));
        let least = u64::from(self.content.total() > 0);
        let low = (middle.saturating_sub(half) / 1000).max(least);
        Range::new(low, middle.saturating_add(half).div_ceil(1000)) + self.beside
    }
}
