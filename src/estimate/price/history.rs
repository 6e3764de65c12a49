//! A history that grows: what the turns of a conversation cost together.
//!
//! Each turn sends everything that was said before. Without a cache the sum of the prompts grows with the square of the
//! turns; with one each token is written once, and what is read again and again costs a fraction.

use super::{
    bill::{Class, Usage},
    cache::{Beginning, Caching, minimum},
    case::{Case, Maybe},
    terms::{Refused, Terms},
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

/// What a cache does in each of some turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// Nothing.
    Nothing,
    /// The same beginning of each prompt is read, or is written.
    Still {
        /// Its tokens, no more than the first prompt has.
        tokens: u64,
        /// What they are billed as.
        does: Class,
    },
    /// Each prompt is marked to its end.
    Moving {
        /// Tokens from which on a prompt is cached at all.
        least: u64,
        /// What is written is billed as this.
        write: Class,
        /// Whether each turn reads what the one before wrote; else it writes all of it again.
        reads: bool,
    },
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

    /// What they cost on some terms, each with so much output.
    pub fn cost(self, terms: &Terms<'_>, output: u64, marks: Marks) -> Result<Money, Refused> {
        let (rates, _) = terms.rates()?;
        let over = rates.over.as_ref().map_or(u64::MAX, |over| over.tokens);
        let begins = if let Marks::Moving { least, .. } = marks { self.from(least) } else { self.count };
        let mut ends = [begins, self.from(over.saturating_add(1)), self.count];
        ends.sort_unstable();
        let (mut total, mut start) = (Money::ZERO, 0);
        for end in ends {
            if start < end {
                let usage = Usage {
                    output: output.saturating_mul(end - start),
                    ..self.between(start, end, if start < begins { marks.before_it_caches() } else { marks }, begins)
                };
                total = total + terms.bill_as(&usage, self.prompt(start))?.total();
                start = end;
            }
        }
        Ok(total)
    }

    /// The prompts of the turns from `start` up to `end`, of which the one at `begins` is the first that is marked.
    fn between(self, start: u64, end: u64, marks: Marks, begins: u64) -> Usage {
        let plain = Usage { prompt: self.sum(end).saturating_sub(self.sum(start)), ..Usage::default() };
        match marks {
            Marks::Nothing => plain,
            Marks::Still { tokens, does } => plain.marked(tokens.min(self.first).saturating_mul(end - start), does),
            Marks::Moving { write, reads: false, .. } => plain.marked(plain.prompt, write),
            Marks::Moving { write, reads: true, .. } => {
                // Each turn reads the prompt before it; the first that is marked at all has nothing to read.
                let before = |at: u64| if at <= begins { 0 } else { self.prompt(at - 1) };
                let read = |at: u64| self.sum(at.max(begins + 1) - 1).saturating_sub(self.sum(begins));
                let written = Usage { prompt: self.prompt(end - 1).saturating_sub(before(start)), ..Usage::default() };
                Usage { read: read(end).saturating_sub(read(start)), ..written.marked(written.prompt, write) }
            }
        }
    }
}

impl Marks {
    /// What there is of them before a prompt is long enough.
    fn before_it_caches(self) -> Marks {
        if let Marks::Moving { .. } = self { Marks::Nothing } else { self }
    }
}

/// Turns with all that they use: the fewest tokens, or the most.
struct Whole {
    turns: Turns,
    output: u64,
    searches: u64,
}

impl Whole {
    fn cost(&self, terms: &Terms<'_>, marks: Marks) -> Result<Money, Refused> {
        let fees = models::embedded().fees().web_search * self.searches * self.turns.count;
        Ok(self.turns.cost(terms, self.output, marks)? + fees)
    }

    /// The average of two ways, `hits` thousandths of it the first.
    fn average(&self, terms: &Terms<'_>, (hit, miss): (Marks, Marks), hits: i128) -> Result<Money, Refused> {
        Ok(self.cost(terms, hit)?.scaled(hits, 1000) + self.cost(terms, miss)?.scaled(1000 - hits, 1000))
    }
}

impl Case {
    /// What `turns` of it cost, each answer going into the prompts after it, where `hits` thousandths of what is marked are
    /// read; nothing stated, where it is read at best and written at worst. What people and tools add in between is not
    /// known, and not in it.
    pub fn history(&self, turns: u64, hits: Option<u32>) -> Result<History, Refused> {
        let most = self.model.context.unwrap_or(u64::MAX);
        let of = |first, growth, searches| {
            let turns = Turns { first, growth, count: turns, most };
            Whole { turns, output: growth, searches }
        };
        let low = of(self.input.low, self.output.low, self.searches.low);
        let high = of(self.input.high, self.output.high, self.searches.high);
        let over = |[fewest, most]: [Vec<(Marks, Marks)>; 2], hits: &[i128]| -> Result<Range<Money>, Refused> {
            let all = |whole: &Whole, ways: &[(Marks, Marks)]| {
                let each = || ways.iter().flat_map(|way| hits.iter().map(move |hits| (*way, *hits)));
                self.over_terms(|terms| each().map(|(way, hits)| whole.average(terms, way, hits)).collect())
            };
            Range::over(all(&low, &fewest)?, all(&high, &most)?).ok_or(Refused::NoPrice)
        };
        let alike = |ways: Vec<(Marks, Marks)>| [ways.clone(), ways];
        let plain = over(alike(vec![(Marks::Nothing, Marks::Nothing)]), &[1000])?;
        let cached = over(alike(self.moving(&[Class::Written5m])), &[1000]).ok();
        let stated = hits.map(|hits| [i128::from(hits.min(1000))]);
        let hits = stated.as_ref().map_or(&[0, 1000][..], |stated| stated);
        let as_is = match (self.caching, self.cached_prefix()) {
            (Caching::Marked { moves: true, hour, .. }, _) => {
                over(alike(self.moving(hour.writes())), hits).unwrap_or(plain)
            }
            (_, Some(beginning)) => {
                over([beginning.tokens.low, beginning.tokens.high].map(|of| beginning.still(of)), hits)?
            }
            (_, None) => plain,
        };
        Ok(History { turns, as_is, plain, cached })
    }

    /// What a marker at the end of each prompt may do where it is read, and where it is not.
    fn moving(&self, writes: &[Class]) -> Vec<(Marks, Marks)> {
        let least = self.model.min_cacheable.unwrap_or(0);
        let is_known = minimum(self.model, self.platform).is_some();
        let is_near = self.input.low < least && least <= self.input.high;
        let leasts = if is_known && !is_near { vec![least] } else { vec![0, least] };
        let each = leasts.iter().flat_map(|least| writes.iter().map(move |write| (*least, *write)));
        let of = |least, write, reads| Marks::Moving { least, write, reads };
        each.map(|(least, write)| (of(least, write, true), of(least, write, false))).collect()
    }
}

impl Beginning {
    /// What a marker that stays behind so many tokens may do where it is read, and where it is not.
    fn still(&self, tokens: u64) -> Vec<(Marks, Marks)> {
        let of = |does| Marks::Still { tokens, does };
        let mut all: Vec<_> = self.hour.writes().iter().map(|write| (of(Class::Read), of(*write))).collect();
        all.extend((self.cached != Maybe::Yes).then_some((Marks::Nothing, Marks::Nothing)));
        all
    }
}
