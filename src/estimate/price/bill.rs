//! What a request is billed, line by line: so many units, at a rate, times what changes it.

use crate::money::Money;

/// Tokens of one request by what they cost, and what is paid beside them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Prompt that no cache has to do with.
    pub prompt: u64,
    /// Prompt that is read from the cache.
    pub read: u64,
    /// Prompt that is written to the cache for five minutes.
    pub written_5m: u64,
    /// Prompt that is written to the cache for an hour.
    pub written_1h: u64,
    /// Output, thinking included.
    pub output: u64,
    /// Web searches.
    pub searches: u64,
}

impl Usage {
    /// Its tokens by what they cost, in the order of a bill.
    pub fn tokens(&self) -> [(Class, u64); 5] {
        [
            (Class::Prompt, self.prompt),
            (Class::Read, self.read),
            (Class::Written5m, self.written_5m),
            (Class::Written1h, self.written_1h),
            (Class::Output, self.output),
        ]
    }

    /// The same where up to so many tokens of the prompt are `class` instead.
    #[must_use]
    pub fn marked(self, tokens: u64, class: Class) -> Usage {
        let tokens = tokens.min(self.prompt);
        let mut usage = Usage { prompt: self.prompt - tokens, ..self };
        let field = match class {
            Class::Prompt => &mut usage.prompt,
            Class::Read => &mut usage.read,
            Class::Written5m => &mut usage.written_5m,
            Class::Written1h => &mut usage.written_1h,
            Class::Output | Class::Search => return self,
        };
        *field = field.saturating_add(tokens);
        usage
    }

    /// Everything that is sent, which decides whether a prompt is a long one.
    pub fn sent(&self) -> u64 {
        [self.read, self.written_5m, self.written_1h].into_iter().fold(self.prompt, u64::saturating_add)
    }
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Prompt that no cache has to do with.
    Prompt,
    /// Prompt that is read from the cache.
    Read,
    /// Prompt that is written to the cache for five minutes.
    Written5m,
    /// Prompt that is written to the cache for an hour.
    Written1h,
    /// Output.
    Output,
    /// Web searches.
    Search,
}

impl Class {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Class::Prompt => "prompt",
            Class::Read => "cache read",
            Class::Written5m => "cache write, 5 minutes",
            Class::Written1h => "cache write, 1 hour",
            Class::Output => "output",
            Class::Search => "web searches",
        }
    }
}

/// Something that changes a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// Part of a Message Batch.
    Batch,
    /// Inference held in the United States.
    UsOnly,
    /// An endpoint of a cloud other than the global one.
    Regional,
    /// What the team's policy takes off.
    Discount,
}

impl Modifier {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Modifier::Batch => "batch",
            Modifier::UsOnly => "US only",
            Modifier::Regional => "regional endpoint",
            Modifier::Discount => "discount",
        }
    }
}

/// A modifier and by how much, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    /// Which.
    pub modifier: Modifier,
    /// What is left of the price: 500 is half.
    pub thousandths: u32,
}

/// A line of a bill: `quantity × rate × factors = amount`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is for.
    pub class: Class,
    /// How many tokens, or searches.
    pub quantity: u64,
    /// Price of a million tokens, or of one search.
    pub rate: Money,
    /// Whether the team agreed on that price, which else is one of the list.
    pub agreed: bool,
    /// What changes it.
    pub factors: Vec<Factor>,
    /// What it comes to.
    pub amount: Money,
}

impl Line {
    /// A line of tokens at a rate of a million.
    pub(super) fn of_tokens(class: Class, quantity: u64, rate: Money, agreed: bool, factors: Vec<Factor>) -> Line {
        let plain = rate.per_million() * quantity;
        let amount = factors.iter().fold((plain.0, 1_i128), |(sum, by), factor| {
            (sum.saturating_mul(i128::from(factor.thousandths)), by.saturating_mul(1000))
        });
        Line { class, quantity, rate, agreed, factors, amount: Money(amount.0 / amount.1) }
    }

    /// A fee, which nothing changes.
    pub(super) fn fee(class: Class, quantity: u64, rate: Money) -> Line {
        Line { class, quantity, rate, agreed: false, factors: Vec::new(), amount: rate * quantity }
    }
}

/// By which list a bill was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tariff {
    /// The list of the day.
    Standard,
    /// The list of the day, for prompts over so many tokens.
    Long(u64),
    /// Fast mode.
    Fast,
}

/// What one request is billed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Its lines, in the order of their classes; none is of nothing.
    pub lines: Vec<Line>,
    /// By which list.
    pub tariff: Tariff,
    /// Key of the source of the rates.
    pub source: String,
}

impl Bill {
    /// What all lines come to.
    pub fn total(&self) -> Money {
        self.lines.iter().map(|line| line.amount).sum()
    }
}
