//! A request to one model, ready to be priced: tokens as ranges, terms as far as they are known.

use super::{
    bill::{Bill, Class, Usage},
    cache::{Beginning, Caching, caches},
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
    value::{Field, Value},
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
        let (low, high) = self.usages();
        let bills = |usages: &[Usage]| self.over_terms(|terms| usages.iter().map(|usage| terms.bill(usage)).collect());
        let low = bills(&low)?.into_iter().min_by_key(Bill::total).ok_or(Refused::NoPrice)?;
        let high = bills(&high)?.into_iter().max_by_key(Bill::total).ok_or(Refused::NoPrice)?;
        Ok(Quote { low, high })
    }

    /// All terms that are possible, the best first and the worst last.
    pub fn terms(&self) -> impl Iterator<Item = Terms<'_>> {
        let fast = self.fast.possible().iter();
        let placed = fast.flat_map(|fast| self.us_only.possible().iter().map(move |us_only| (*fast, *us_only)));
        let all = placed.flat_map(|placed| self.regional.possible().iter().map(move |regional| (placed, *regional)));
        all.map(|((fast, us_only), regional)| Terms {
            model: self.model,
            as_of: self.as_of,
            platform: self.platform,
            batch: self.batch,
            fast,
            us_only,
            regional,
            prices: &self.prices,
        })
    }

    /// The best terms that are possible.
    ///
    /// # Panics
    /// Never: whatever may hold, something does.
    pub fn best(&self) -> Terms<'_> {
        self.terms().next().expect("whatever may hold, something does")
    }

    /// What comes of all terms that are possible. Where some are refused, the others are what runs; it is an error where
    /// all are.
    pub(super) fn over_terms<T>(
        &self,
        priced: impl Fn(&Terms<'_>) -> Vec<Result<T, Refused>>,
    ) -> Result<Vec<T>, Refused> {
        let (mut all, mut refused) = (Vec::new(), Refused::NoPrice);
        for one in self.terms().flat_map(|terms| priced(&terms)) {
            match one {
                Ok(one) => all.push(one),
                Err(why) => refused = why,
            }
        }
        if all.is_empty() { Err(refused) } else { Ok(all) }
    }

    /// What it may use at the least and at the most. What is marked is read or written, and plain prompt where the marker
    /// may do nothing.
    fn usages(&self) -> (Vec<Usage>, Vec<Usage>) {
        let (low, high) = self.plain();
        let Some(beginning) = self.cached_prefix() else { return (vec![low], vec![high]) };
        let marked = |plain: Usage, tokens: u64| {
            let uses = beginning.hour.writes().iter().chain(&[Class::Read]);
            let mut all: Vec<Usage> = uses.map(|class| plain.marked(tokens, *class)).collect();
            all.extend((beginning.cached != Maybe::Yes).then_some(plain));
            all
        };
        (marked(low, beginning.tokens.low), marked(high, beginning.tokens.high))
    }

    /// The least and the most that it uses without a cache.
    fn plain(&self) -> (Usage, Usage) {
        let of = |prompt, output, searches| Usage { prompt, output, searches, ..Usage::default() };
        let low = of(self.input.low, self.output.low, self.searches.low);
        (low, of(self.input.high, self.output.high, self.searches.high))
    }

    /// What it costs on average where `hits` thousandths of what is marked are read and the rest is written; nothing
    /// stated, where it is read at best and written at worst.
    pub fn with_hits(&self, hits: Option<u32>) -> Result<Range<Money>, Refused> {
        let (Some(hits), Some(beginning)) = (hits, self.cached_prefix()) else {
            return Ok(self.quote()?.total());
        };
        let hits = i128::from(hits.min(1000));
        let average = |terms: &Terms<'_>, plain: Usage, tokens: u64, write: Class| {
            let read = terms.bill(&plain.marked(tokens, Class::Read))?.total();
            let written = terms.bill(&plain.marked(tokens, write))?.total();
            Ok::<Money, Refused>(read.scaled(hits, 1000) + written.scaled(1000 - hits, 1000))
        };
        let all = |plain: Usage, tokens: u64| {
            self.over_terms(|terms| {
                let each = beginning.hour.writes().iter();
                let mut all: Vec<_> = each.map(|write| average(terms, plain, tokens, *write)).collect();
                all.extend((beginning.cached != Maybe::Yes).then(|| Ok(terms.bill(&plain)?.total())));
                all
            })
        };
        let (low, high) = self.plain();
        let (low, high) = (all(low, beginning.tokens.low)?, all(high, beginning.tokens.high)?);
        Range::over(low, high).ok_or(Refused::NoPrice)
    }

    /// The beginning that a cache may have to do with; nothing where a marker does nothing.
    pub fn cached_prefix(&self) -> Option<Beginning> {
        let Caching::Marked { prefix, complete, hour, .. } = self.caching else { return None };
        let cached = caches(self.model, self.as_of, self.platform, prefix, complete);
        (cached != Maybe::No).then_some(Beginning { tokens: prefix, hour, cached })
    }
}

impl Maybe {
    /// Whether a field says `word`. What is given and not known may say it; of what cannot be seen nothing is claimed, and
    /// [`Assumption::TermsUnseen`](crate::estimate::Assumption) names it.
    fn says(field: &Field, word: &str) -> Maybe {
        let Field::Given(value) = field else { return Maybe::No };
        let all: Vec<Maybe> = value.node.possibilities().map(|value| Maybe::is(value, word)).collect();
        match all.first() {
            Some(first) if all.iter().all(|one| one == first) => *first,
            Some(_) => Maybe::Perhaps,
            None => Maybe::No,
        }
    }

    fn is(value: &Value, word: &str) -> Maybe {
        match value {
            Value::Default(inner, _) => Maybe::is(inner, word),
            Value::Text(text) if text.fixed().is_some() => Maybe::certainly(text.fixed().as_deref() == Some(word)),
            Value::Text(_) | Value::Foreign(_) | Value::Local(_) | Value::Unknown(_) => Maybe::Perhaps,
            _ => Maybe::No,
        }
    }

    fn certainly(yes: bool) -> Maybe {
        if yes { Maybe::Yes } else { Maybe::No }
    }

    /// What may be the case.
    fn possible(self) -> &'static [bool] {
        match self {
            Maybe::No => &[false],
            Maybe::Perhaps => &[false, true],
            Maybe::Yes => &[true],
        }
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
        Maybe::No if !matches!(request.geography, Field::Given(_)) => {
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
