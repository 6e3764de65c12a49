//! What one request would come to otherwise: with a cache, in a batch, with another model.
//!
//! Every choice is priced from the same texts: where another model counts them differently, its tokens are those that the
//! same text has there. So figures of different choices compare, and nothing is called cheaper that is not.

use super::{
    price::{Caching, Case, Maybe, Refused, Usage},
    what_if::cheaper,
};
use crate::{
    catalog::{models, models::Model, platform::Platform},
    money::{Money, Range, Tokens, grouped},
};

/// How many calls share one beginning, for choices with a cache.
pub const CALLS: u64 = 1000;

/// Another way to do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As it is.
    AsIs,
    /// Without the cache that it has.
    Uncached,
    /// With its fixed beginning cached for five minutes.
    Cached5m,
    /// With its fixed beginning cached for an hour.
    Cached1h,
    /// In a Message Batch.
    Batched,
    /// In a Message Batch, with its fixed beginning cached for an hour.
    CachedBatch,
    /// With the newest model of the family below.
    TierDown,
    /// The same, in a Message Batch.
    TierDownBatched,
    /// With the newest model of the same family.
    Newest,
    /// With less effort.
    LessEffort,
}

/// A choice, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub way: Way,
    /// The model, where it is another one.
    pub model: Option<&'static Model>,
    /// What one call costs, or why it cannot be done.
    pub price: Result<Range<Money>, String>,
    /// What else one should know.
    pub note: String,
}

/// What is around a request that decides which choices there are.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// Tokens of its fixed beginning.
    pub prefix: Tokens,
    /// Why it cannot go into a batch, if it cannot.
    pub no_batch: Option<&'static str>,
    /// What speaks against a batch, though it can.
    pub against_batch: Option<&'static str>,
    /// The effort that it asks for.
    pub effort: Option<String>,
}

impl Way {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Way::AsIs => "as is",
            Way::Uncached => "no cache",
            Way::Cached5m => "cached, 5 minutes",
            Way::Cached1h => "cached, 1 hour",
            Way::Batched => "batched",
            Way::CachedBatch => "cached and batched",
            Way::TierDown => "one tier down",
            Way::TierDownBatched => "one tier down, batched",
            Way::Newest => "newest of the family",
            Way::LessEffort => "lower effort",
        }
    }
}

/// Every choice there is for a request to one model, as it is first.
pub fn choices(case: &Case, around: &Situation) -> Vec<Choice> {
    let plain = Case { caching: Caching::Not, ..case.clone() };
    let mut all = vec![choice(Way::AsIs, priced(case), String::new())];
    if case.cached_prefix().is_some() {
        all.push(choice(Way::Uncached, priced(&plain), String::new()));
    }
    all.push(cached(&plain, around, Way::Cached5m));
    all.push(cached(&plain, around, Way::Cached1h));
    all.push(batched(Way::Batched, case, around));
    all.push(cached_batch(&plain, around));
    let down =
        cheaper(case.model, case.as_of).into_iter().map(|one| one.model).find(|model| is_on(model, case.platform));
    match down {
        Some(model) => {
            let with = with_model(&plain, model);
            let note = "measure on your own cases whether it does".to_owned();
            all.push(Choice { model: Some(model), ..choice(Way::TierDown, priced(&with), note) });
            all.push(Choice { model: Some(model), ..batched(Way::TierDownBatched, &with, around) });
        }
        None => all.push(refused(Way::TierDown, "no family below it costs less for the same text")),
    }
    all.push(newest(&plain));
    all.push(less_effort(case, around));
    all
}

fn choice(way: Way, price: Result<Range<Money>, Refused>, note: String) -> Choice {
    Choice { way, model: None, price: price.map_err(|why| why.to_string()), note }
}

fn refused(way: Way, why: &str) -> Choice {
    Choice { way, model: None, price: Err(why.to_owned()), note: String::new() }
}

fn priced(case: &Case) -> Result<Range<Money>, Refused> {
    Ok(case.quote()?.total())
}

/// The average of a thousand calls of which one writes and all others read.
fn cached(plain: &Case, around: &Situation, way: Way) -> Choice {
    if let Some(why) = no_cache(plain, around) {
        return refused(way, &why);
    }
    let hour = way == Way::Cached1h;
    let price = average(plain, around.prefix, hour);
    let within = if hour { "an hour" } else { "five minutes" };
    let from = plain.best().break_even(hour).map_or(String::new(), |calls| format!("; pays from {calls} calls on"));
    choice(way, price, format!("{} tokens, each call within {within} of the last{from}", tokens(around.prefix)))
}

/// Why nothing can be cached, if nothing can.
fn no_cache(case: &Case, around: &Situation) -> Option<String> {
    let has_cache = case.model.rates(case.as_of).is_some_and(|rates| rates.cache_read.is_some());
    // Clouds set minimums of their own, which are not known; Anthropic's stand for them here.
    match case.model.min_cacheable {
        _ if !has_cache => Some(Refused::NoCache.to_string()),
        _ if around.prefix.high == 0 => Some("nothing fixed stands at its beginning".to_owned()),
        Some(least) if around.prefix.high < least => {
            let least = grouped(&least.to_string());
            Some(format!("its fixed beginning has {} tokens, and the model caches from {least}", tokens(around.prefix)))
        }
        _ => None,
    }
}

fn average(plain: &Case, prefix: Tokens, hour: bool) -> Result<Range<Money>, Refused> {
    let of = |terms: &super::price::Terms<'_>, input: u64, prefix: u64, output: u64, searches: u64| {
        let prefix = prefix.min(input);
        let rest = Usage { prompt: input - prefix, output, searches, ..Usage::default() };
        let write = if hour { Usage { written_1h: prefix, ..rest } } else { Usage { written_5m: prefix, ..rest } };
        let first = terms.bill(&write)?.total();
        let others = terms.bill(&Usage { read: prefix, ..rest })?.total() * (CALLS - 1);
        Ok::<Money, Refused>((first + others).scaled(1, i128::from(CALLS)))
    };
    let low = of(&plain.best(), plain.input.low, prefix.high, plain.output.low, plain.searches.low)?;
    let high = of(&plain.worst(), plain.input.high, prefix.low, plain.output.high, plain.searches.high)?;
    Ok(Range::new(low.min(high), high))
}

fn batched(way: Way, case: &Case, around: &Situation) -> Choice {
    match around.no_batch {
        _ if case.batch => refused(way, "it is in a batch already"),
        Some(why) => refused(way, why),
        None => {
            let note =
                if case.fast == Maybe::No { around.against_batch.unwrap_or_default() } else { "not in fast mode" };
            choice(way, priced(&Case { batch: true, fast: Maybe::No, ..case.clone() }), note.to_owned())
        }
    }
}

/// In a batch hits come as they come: between the rates that are documented.
fn cached_batch(plain: &Case, around: &Situation) -> Choice {
    if let Some(why) = no_cache(plain, around).as_deref().or(around.no_batch) {
        return refused(Way::CachedBatch, why);
    }
    let caching = Caching::Marked { prefix: around.prefix, complete: true, hour: Maybe::Yes, moves: false };
    let case = Case { batch: true, fast: Maybe::No, caching, ..plain.clone() };
    let hits = models::embedded().modifiers().batch_hits;
    let with = |hits: u64| case.with_hits(u32::try_from(hits).ok());
    let price = with(hits.low).and_then(|few| Ok(few.or(with(hits.high)?)));
    let note = format!("{} to {} % of prompts are read, as far as is documented", hits.low / 10, hits.high / 10);
    choice(Way::CachedBatch, price, note)
}

/// The same text with another model.
fn with_model(case: &Case, model: &'static Model) -> Case {
    let ratio = models::embedded().same_text_tokens(case.model, model);
    let times = |tokens: u64, ratio: u64, up: u128| {
        u64::try_from((u128::from(tokens) * u128::from(ratio) + up) / 1000).unwrap_or(u64::MAX)
    };
    let scaled = |tokens: Tokens| Range::new(times(tokens.low, ratio.low, 0), times(tokens.high, ratio.high, 999));
    let fast = if model.fast_rates(case.as_of).is_some() { case.fast } else { Maybe::No };
    let regional = if model.regional { case.regional } else { Maybe::No };
    let us_only = if model.us_only { case.us_only } else { Maybe::No };
    let (input, output) = (scaled(case.input), scaled(case.output));
    Case { model, fast, us_only, regional, input, output, ..case.clone() }
}

fn newest(plain: &Case) -> Choice {
    let models = models::embedded();
    let served = models.served(plain.as_of).filter(|model| model.family == plain.model.family);
    let Some(model) = served.filter(|model| is_on(model, plain.platform)).max_by_key(|model| model.released) else {
        return refused(Way::Newest, "no model of its family is served");
    };
    if model.id == plain.model.id {
        return refused(Way::Newest, "it is the newest of its family");
    }
    let ratio = models.same_text_tokens(plain.model, model);
    let note = if ratio == Range::exactly(1000) {
        "it counts tokens as this one does".to_owned()
    } else {
        let share = |part: u64| format!("{}.{:02}", part / 1000, part % 1000 / 10);
        format!("{} to {} tokens for each one of now", share(ratio.low), share(ratio.high))
    };
    Choice { model: Some(model), ..choice(Way::Newest, priced(&with_model(plain, model)), note) }
}

fn less_effort(case: &Case, around: &Situation) -> Choice {
    let Some(usual) = &case.model.effort else {
        return refused(Way::LessEffort, "the model has no effort to lower");
    };
    let effort = around.effort.as_ref().unwrap_or(usual);
    if effort == "low" {
        return refused(Way::LessEffort, "its effort is low already");
    }
    let thousand =
        Case { input: Range::default(), output: Range::exactly(1000), searches: Range::default(), ..case.clone() };
    let saved = thousand.quote().map_or(String::new(), |quote| {
        let Range { low, high } = quote.total();
        if low == high { format!(": {low}") } else { format!(": {low} to {high}") }
    });
    let why = format!("now {effort}; what it saves is not documented. Each 1,000 tokens of output less{saved}");
    refused(Way::LessEffort, &why)
}

fn is_on(model: &Model, platform: Platform) -> bool {
    match platform {
        Platform::Bedrock => !model.bedrock.is_empty(),
        Platform::Vertex => !model.vertex.is_empty(),
        _ => true,
    }
}

fn tokens(count: Tokens) -> String {
    let shown = |count: u64| grouped(&count.to_string());
    if count.low == count.high { shown(count.low) } else { format!("{} to {}", shown(count.low), shown(count.high)) }
}
