//! A request to one model, ready to be priced: tokens as ranges, terms as far as they are known.

use super::{
    bill::{Bill, Usage},
    prices::Prices,
    terms::{Refused, Terms, has_regions},
};
use crate::{
    calls::{Cache, Operation, Request},
    catalog::{
        models::{self, Form, Model, Routing},
        platform::Platform,
    },
    estimate::{
        Shape,
        candidates::{Candidates, Way},
        input::Input,
        output::{self, Searches},
    },
    money::{Money, Range, Tokens},
    value::Field,
};
use jiff::civil::Date;
use std::sync::Arc;

/// Whether something holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Maybe {
    /// It does not, or nothing says so.
    #[default]
    No,
    /// It may.
    Perhaps,
    /// It does.
    Yes,
}

/// What a cache has to do with a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caching {
    /// Nothing.
    Not,
    /// It begins with this many tokens that are marked.
    Marked {
        /// Tokens that are there in every run.
        prefix: Tokens,
        /// Whether there is no more in front of the marker.
        complete: bool,
        /// Whether an entry lives for an hour.
        hour: Maybe,
        /// Whether the marker moves with the prompt, so that a longer one is marked to its end too.
        moves: bool,
    },
}

/// A request to one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The model.
    pub model: &'static Model,
    /// The day.
    pub as_of: Date,
    /// Where it goes.
    pub platform: Platform,
    /// Whether it is part of a Message Batch.
    pub batch: bool,
    /// Whether it asks for fast mode.
    pub fast: Maybe,
    /// Whether inference is held in the United States.
    pub us_only: Maybe,
    /// Whether it goes through an endpoint that costs more.
    pub regional: Maybe,
    /// Tokens of the prompt.
    pub input: Tokens,
    /// Tokens of output.
    pub output: Tokens,
    /// Web searches.
    pub searches: Range<u64>,
    /// What a cache has to do with it.
    pub caching: Caching,
    /// What the team pays instead of list prices.
    pub prices: Arc<Prices>,
}

/// What a request costs at the least and at the most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// With the fewest tokens, on the best terms that are possible.
    pub low: Bill,
    /// With the most tokens, on the worst.
    pub high: Bill,
}

impl Quote {
    /// From the one total to the other.
    pub fn total(&self) -> Range<Money> {
        Range::new(self.low.total(), self.high.total())
    }
}

impl Case {
    /// What it costs.
    pub fn quote(&self) -> Result<Quote, Refused> {
        let (low, high) = self.usage();
        let bill = self.best().bill(&low)?;
        // Where only one of two possible terms is refused, the other is what runs.
        let worst = self.worst().bill(&high).or_else(|_| self.best().bill(&high))?;
        Ok(Quote { low: bill, high: worst })
    }

    /// The best terms that are possible.
    pub fn best(&self) -> Terms<'_> {
        self.terms(|holds| holds == Maybe::Yes)
    }

    /// The worst terms that are possible.
    pub fn worst(&self) -> Terms<'_> {
        self.terms(|holds| holds != Maybe::No)
    }

    fn terms(&self, holds: impl Fn(Maybe) -> bool) -> Terms<'_> {
        Terms {
            model: self.model,
            as_of: self.as_of,
            platform: self.platform,
            batch: self.batch,
            fast: holds(self.fast),
            us_only: holds(self.us_only),
            regional: holds(self.regional),
            prices: &self.prices,
        }
    }

    /// The least and the most that it may use. What is marked is read at best and written at worst.
    pub fn usage(&self) -> (Usage, Usage) {
        let plain = |prompt, output, searches| Usage { prompt, output, searches, ..Usage::default() };
        let low = plain(self.input.low, self.output.low, self.searches.low);
        let high = plain(self.input.high, self.output.high, self.searches.high);
        let Some((prefix, hour)) = self.cached_prefix() else { return (low, high) };
        let (read, written) = (prefix.high.min(self.input.low), prefix.high.min(self.input.high));
        let low = Usage { prompt: self.input.low - read, read, ..low };
        let high = Usage { prompt: self.input.high - written, ..high };
        let high = match hour {
            Maybe::No => Usage { written_5m: written, ..high },
            Maybe::Perhaps | Maybe::Yes => Usage { written_1h: written, ..high },
        };
        (low, high)
    }

    /// What it costs on average where `hits` thousandths of what is marked are read and the rest is written; nothing
    /// stated, where it is read at best and written at worst.
    pub fn with_hits(&self, hits: Option<u32>) -> Result<Range<Money>, Refused> {
        let (Some(hits), Some((prefix, hour))) = (hits, self.cached_prefix()) else {
            return Ok(self.quote()?.total());
        };
        let hits = i128::from(hits.min(1000));
        let average = |terms: &Terms<'_>, tokens: u64, prefix: u64, output: u64, searches: u64| {
            let prefix = prefix.min(tokens);
            let plain = Usage { prompt: tokens - prefix, output, searches, ..Usage::default() };
            let read = terms.bill(&Usage { read: prefix, ..plain })?.total();
            let written = match hour {
                Maybe::No => Usage { written_5m: prefix, ..plain },
                Maybe::Perhaps | Maybe::Yes => Usage { written_1h: prefix, ..plain },
            };
            let written = terms.bill(&written)?.total();
            Ok::<Money, Refused>(read.scaled(hits, 1000) + written.scaled(1000 - hits, 1000))
        };
        let best = |prefix| average(&self.best(), self.input.low, prefix, self.output.low, self.searches.low);
        let worst = |prefix| average(&self.worst(), self.input.high, prefix, self.output.high, self.searches.high);
        // Whether a longer prefix makes it cheaper or dearer depends on the rate of hits.
        let low = best(prefix.low)?.min(best(prefix.high)?);
        Ok(Range::new(low, worst(prefix.low)?.max(worst(prefix.high)?)))
    }

    /// The beginning that a cache may have to do with, and whether it lives for an hour; nothing where a marker does
    /// nothing.
    pub fn cached_prefix(&self) -> Option<(Tokens, Maybe)> {
        let Caching::Marked { prefix, complete, hour, .. } = self.caching else { return None };
        let rates = self.model.rates(self.as_of)?;
        let too_short = complete && self.minimum().is_some_and(|least| prefix.high < least);
        (rates.cache_read.is_some() && !too_short).then_some((prefix, hour))
    }

    /// Tokens below which a marker does nothing; nothing where that is not known for the platform.
    pub fn minimum(&self) -> Option<u64> {
        let stated = matches!(self.platform, Platform::Anthropic | Platform::Vertex | Platform::Foundry);
        self.model.min_cacheable.filter(|_| stated)
    }
}

impl Maybe {
    /// Whether a field says `word`.
    fn says(field: &Field, word: &str) -> Maybe {
        let Field::Given(value) = field else { return Maybe::No };
        let said = || value.node.possibilities().map(|value| value.as_str().is_some_and(|said| said == word));
        match (said().all(|yes| yes), said().any(|yes| yes)) {
            (true, _) => Maybe::Yes,
            (false, true) => Maybe::Perhaps,
            (false, false) => Maybe::No,
        }
    }

    fn certainly(yes: bool) -> Maybe {
        if yes { Maybe::Yes } else { Maybe::No }
    }
}

/// A case for each model that a request may go to, in the order of the candidates, which is that of the counts.
pub fn cases(
    request: &Request,
    shape: &Shape,
    candidates: &Candidates<'static>,
    input: &Input,
    counted: &[Tokens],
    as_of: Date,
) -> Vec<Case> {
    let is_marked = matches!(request.cache, Cache::Marked(_) | Cache::Automatic);
    let one = |((model, form), whole): (&(&'static Model, Form), &Tokens)| {
        let way = Way::of(models::embedded(), model).calibrated(shape.calibrations.of(&model.id));
        let platform = platform(shape, *form);
        let fast = if form.fast { Maybe::Yes } else { Maybe::says(&request.speed, "fast") };
        Case {
            model,
            as_of,
            platform,
            batch: shape.operation == Operation::Batch,
            fast,
            us_only: us_only(request, model, platform, &shape.prices),
            regional: regional(model, platform, *form, &shape.prices),
            input: *whole,
            output: output::of_model(request, shape, model),
            searches: Range::new(0, Searches::of(&request.tools).counted()),
            caching: if is_marked { input.marked(&way, *whole) } else { Caching::Not },
            prices: Arc::clone(&shape.prices),
        }
    };
    candidates.known.iter().zip(counted).map(one).collect()
}

/// Where a request goes: as its id says, or its client, or the policy.
fn platform(shape: &Shape, form: Form) -> Platform {
    match (shape.platform, form.platform) {
        (Platform::Unknown, Platform::Bedrock | Platform::Vertex) => form.platform,
        (Platform::Unknown, _) => shape.prices.platform.unwrap_or(Platform::Unknown),
        (known, _) => known,
    }
}

/// Whether inference is held in the United States: as the request says, or else the policy, where the model can.
fn us_only(request: &Request, model: &Model, platform: Platform, prices: &Prices) -> Maybe {
    match Maybe::says(&request.geography, "us") {
        Maybe::No if request.geography == Field::Absent => {
            Maybe::certainly(prices.us_only && model.us_only && !has_regions(platform))
        }
        said => said,
    }
}

/// Whether a cloud takes its premium. An id may say it, or else the policy.
fn regional(model: &Model, platform: Platform, form: Form, prices: &Prices) -> Maybe {
    let said = if form.routing == Routing::Unstated || platform == Platform::Vertex { prices.routing } else { None };
    match said.unwrap_or(form.routing) {
        _ if !model.regional => Maybe::No,
        Routing::Regional => Maybe::certainly(has_regions(platform)),
        Routing::Global if said.is_some() || form.platform == Platform::Bedrock => Maybe::No,
        Routing::Global | Routing::Unstated if has_regions(platform) => Maybe::Perhaps,
        Routing::Global | Routing::Unstated => Maybe::No,
    }
}
