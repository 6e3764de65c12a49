//! A history that grows: what the turns of a conversation cost together.
//!
//! Each turn sends everything that was said before. Without a cache the sum of the prompts grows with the square of the
//! turns; with one each token is written once, and what is read again and again costs a fraction.

use super::{
    bill::Usage,
    case::{Caching, Case},
    terms::{CacheUse, Refused, Terms},
};
use crate::{
    catalog::models,
    money::{Money, Range},
};

/// Turns whose prompts grow by the same number of tokens each, up to the most that a model takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turns {
    /// Tokens of the first prompt.
    pub first: u64,
    /// By how many each further one is longer.
    pub growth: u64,
    /// How many there are.
    pub count: u64,
    /// Tokens of the longest prompt that is possible.
    pub most: u64,
}

/// What the turns of a conversation cost together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct History {
    /// How many turns.
    pub turns: u64,
    /// As the request is: what it marks is cached.
    pub as_is: Range<Money>,
    /// Without a cache.
    pub plain: Range<Money>,
    /// With a marker at the end of each prompt, turns within five minutes of one another; nothing where the model has no
    /// cache.
    pub cached: Option<Range<Money>>,
}

impl Turns {
    /// Tokens of prompt `at`, from 0.
    fn prompt(self, at: u64) -> u64 {
        self.growth.saturating_mul(at).saturating_add(self.first).min(self.most.max(self.first))
    }

    /// Tokens of the prompts before `end` together.
    fn sum(self, end: u64) -> u64 {
        let growing = self.from(self.most.max(self.first)).min(end);
        let (count, first, growth) = (u128::from(growing), u128::from(self.first), u128::from(self.growth));
        let rising = (count * first).saturating_add(growth.saturating_mul(count * count.saturating_sub(1) / 2));
        let flat = u128::from(end - growing) * u128::from(self.most.max(self.first));
        u64::try_from(rising.saturating_add(flat)).unwrap_or(u64::MAX)
    }

    /// The first prompt of at least so many tokens; the number of turns where there is none.
    fn from(self, tokens: u64) -> u64 {
        match tokens.saturating_sub(self.first) {
            0 => 0,
            _ if tokens > self.most.max(self.first) => self.count,
            missing => missing.checked_div(self.growth).map_or(self.count, |_| missing.div_ceil(self.growth)),
        }
        .min(self.count)
    }

    /// What they cost on some terms, each with so much output. With a cache, each prompt is marked to its end.
    pub fn cost(self, terms: &Terms<'_>, output: u64, cached: bool) -> Result<Money, Refused> {
        let (rates, _) = terms.rates()?;
        let over = rates.over.as_ref().map_or(u64::MAX, |over| over.tokens);
        let least = terms.model.min_cacheable.unwrap_or(0);
        let begins = if cached { self.from(least) } else { self.count };
        let mut ends = [begins, self.from(over.saturating_add(1)), self.count];
        ends.sort_unstable();
        let (mut total, mut start) = (Money::ZERO, 0);
        for end in ends {
            if start < end {
                let usage = self.between(start, end, output, start >= begins, begins);
                total = total + terms.bill_as(&usage, self.prompt(start))?.total();
                start = end;
            }
        }
        Ok(total)
    }

    /// What the turns from `start` up to `end` use together.
    fn between(self, start: u64, end: u64, output: u64, cached: bool, begins: u64) -> Usage {
        let output = output.saturating_mul(end - start);
        if !cached {
            return Usage { prompt: self.sum(end).saturating_sub(self.sum(start)), output, ..Usage::default() };
        }
        // Each turn reads the prompt before it; the first that is cached at all has nothing to read.
        let before = |at: u64| if at <= begins { 0 } else { self.prompt(at - 1) };
        let read = |at: u64| self.sum(at.max(begins + 1) - 1).saturating_sub(self.sum(begins));
        Usage {
            read: read(end).saturating_sub(read(start)),
            written_5m: self.prompt(end - 1).saturating_sub(before(start)),
            output,
            ..Usage::default()
        }
    }
}

impl Case {
    /// What `turns` of it cost, each answer going into the prompts after it. What people and tools add in between is not
    /// known, and not in it.
    pub fn history(&self, turns: u64) -> Result<History, Refused> {
        let most = self.model.context.unwrap_or(u64::MAX);
        let of = |first, growth| Turns { first, growth, count: turns, most };
        let (low, high) = (of(self.input.low, self.output.low), of(self.input.high, self.output.high));
        let fee = models::embedded().fees().web_search;
        let cost = |cached| -> Result<Range<Money>, Refused> {
            let least = low.cost(&self.best(), self.output.low, cached)? + fee * self.searches.low * turns;
            Ok(Range::new(
                least,
                high.cost(&self.worst(), self.output.high, cached)? + fee * self.searches.high * turns,
            ))
        };
        let plain = cost(false)?;
        let cached = cost(true).ok();
        let as_is = match self.caching {
            Caching::Marked { moves: true, .. } => cached.unwrap_or(plain),
            Caching::Marked { .. } => self.with_marked_beginning(plain, turns)?,
            Caching::Not => plain,
        };
        Ok(History { turns, as_is, plain, cached })
    }

    /// What a marker that stays where it is changes: in each turn the same beginning is read at best, written at worst.
    fn with_marked_beginning(&self, plain: Range<Money>, turns: u64) -> Result<Range<Money>, Refused> {
        let Some((prefix, _)) = self.cached_prefix() else { return Ok(plain) };
        let without = Case { caching: Caching::Not, ..self.clone() };
        let (once, marked) = (without.quote()?.total(), self.quote()?.total());
        let saved = (once.low - marked.low) * turns;
        // Where it is read at all, the first turn has written it.
        let written = self.best().marked(prefix.high.min(self.input.low), 0, 0, CacheUse::Write5m);
        let read = self.best().marked(prefix.high.min(self.input.low), 0, 0, CacheUse::Read);
        let first = self.best().bill(&written)?.total() - self.best().bill(&read)?.total();
        Ok(Range::new(plain.low - saved + first.min(saved), plain.high + (marked.high - once.high) * turns))
    }
}
