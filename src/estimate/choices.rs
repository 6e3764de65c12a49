//! What one request would come to otherwise: with a cache, in a batch, with another model.
//!
//! Every choice is priced from the same texts: where another model counts them differently, its tokens are those that the
//! same text has there. So figures of different choices compare, and nothing is called cheaper that is not.

use super::{
    price::{Caching, Case, Maybe, Refused, caches},
    what_if::below,
};
use crate::{
    catalog::{models, models::Model, platform::Platform},
    money::{Money, Range, Tokens, grouped},
};

/// Of how many thousand calls that share one beginning all but one read it from the cache.
const READ: u32 = 999;

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
    /// The same, with its fixed beginning cached for five minutes.
    TierDownCached,
    /// The same, in a Message Batch.
    TierDownBatched,
    /// The same, in a Message Batch, with its fixed beginning cached for an hour.
    TierDownCachedBatch,
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
            Way::TierDownCached => "one tier down, cached",
            Way::TierDownBatched => "one tier down, batched",
            Way::TierDownCachedBatch => "tier down, cached batch",
            Way::Newest => "newest of the family",
            Way::LessEffort => "lower effort",
        }
    }
}

/// Every choice there is for a request to one model, as it is first. What is done with the cheaper model is what is done
/// with this one, so that each row of it stands beside its like.
pub fn choices(case: &Case, around: &Situation) -> Vec<Choice> {
    let plain = uncached(case);
    let mut all = vec![choice(Way::AsIs, priced(case), String::new())];
    if case.cached_prefix().is_some() {
        all.push(choice(Way::Uncached, priced(&plain), String::new()));
    }
    all.push(cached(&plain, around, Way::Cached5m));
    all.push(cached(&plain, around, Way::Cached1h));
    all.push(batched(Way::Batched, case, around));
    all.push(cached_batch(Way::CachedBatch, &plain, around));
    match tier_down(&plain) {
        Some(model) => all.extend(with_tier_down(case, model, around)),
        None => all.push(refused(Way::TierDown, "no family below it costs less for the same text")),
    }
    all.push(newest(case));
    all.push(less_effort(case, around));
    all
}

fn uncached(case: &Case) -> Case {
    Case { caching: Caching::Not, ..case.clone() }
}

/// The newest model of the nearest family below that costs less for the same text, by what the team pays.
fn tier_down(plain: &Case) -> Option<&'static Model> {
    let now = priced(plain).ok()?;
    let costs_less = |model: &&'static Model| {
        priced(&with_model(plain, model)).is_ok_and(|then| then.low <= now.low && then.high < now.high)
    };
    below(plain.model, plain.as_of).into_iter().filter(|model| is_on(model, plain.platform)).find(costs_less)
}

fn with_tier_down(case: &Case, model: &'static Model, around: &Situation) -> Vec<Choice> {
    let with = with_model(case, model);
    let around = Situation { prefix: same_text(around.prefix, case.model, model), ..around.clone() };
    let note = ["measure on your own cases whether it does"].into_iter().chain(lost(case, &with));
    let plain = uncached(&with);
    let mut all = vec![choice(Way::TierDown, priced(&with), note.collect::<Vec<_>>().join("; "))];
    let is_cacheable = around.prefix.high > 0;
    all.extend(is_cacheable.then(|| cached(&plain, &around, Way::TierDownCached)));
    all.push(batched(Way::TierDownBatched, &with, &around));
    all.extend(is_cacheable.then(|| cached_batch(Way::TierDownCachedBatch, &plain, &around)));
    all.into_iter().map(|choice| Choice { model: Some(model), ..choice }).collect()
}

/// Terms of a request that another model does not have.
fn lost(case: &Case, with: &Case) -> Vec<&'static str> {
    let facts = [
        (case.fast != Maybe::No && with.fast == Maybe::No, "it has no fast mode"),
        (case.us_only != Maybe::No && with.us_only == Maybe::No, "its inference cannot be held in the United States"),
    ];
    facts.into_iter().filter(|(holds, _)| *holds).map(|(_, note)| note).collect()
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
    let case = with_cache(plain, around.prefix, hour);
    let within = if hour { "an hour" } else { "five minutes" };
    let from = plain.best().break_even(hour).map_or(String::new(), |calls| format!("; pays from {calls} calls on"));
    let unsure = case.cached_prefix().is_some_and(|beginning| beginning.cached != Maybe::Yes);
    let unsure = if unsure { "; it may be too short to be cached" } else { "" };
    let note = format!("{} tokens, each call within {within} of the last{from}{unsure}", around.prefix.grouped());
    choice(way, case.with_hits(Some(READ)), note)
}

/// The same with a marker behind its fixed beginning.
fn with_cache(plain: &Case, prefix: Tokens, hour: bool) -> Case {
    let hour = if hour { Maybe::Yes } else { Maybe::No };
    Case { caching: Caching::Marked { prefix, complete: true, hour, moves: false }, ..plain.clone() }
}

/// Why nothing can be cached, if nothing can.
fn no_cache(case: &Case, around: &Situation) -> Option<String> {
    if around.prefix.high == 0 {
        return Some("nothing fixed stands at its beginning".to_owned());
    }
    let is_cached = caches(case.model, case.as_of, case.platform, around.prefix, true);
    let short = |least: u64| {
        let least = grouped(&least.to_string());
        format!("its fixed beginning has {} tokens, and the model caches from {least}", around.prefix.grouped())
    };
    let least = case.model.min_cacheable.filter(|least| around.prefix.high < *least);
    (is_cached == Maybe::No).then(|| least.map_or_else(|| Refused::NoCache.to_string(), short))
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
fn cached_batch(way: Way, plain: &Case, around: &Situation) -> Choice {
    if let Some(why) = no_cache(plain, around).as_deref().or(around.no_batch) {
        return refused(way, why);
    }
    let case = Case { batch: true, fast: Maybe::No, ..with_cache(plain, around.prefix, true) };
    let hits = models::embedded().modifiers().batch_hits;
    let with = |hits: u64| case.with_hits(u32::try_from(hits).ok());
    let price = with(hits.low).and_then(|few| Ok(few.or(with(hits.high)?)));
    let note = format!("{} to {} % of prompts are read, as far as is documented", hits.low / 10, hits.high / 10);
    choice(way, price, note)
}

/// The same text with another model, on the same terms as far as it has them.
fn with_model(case: &Case, model: &'static Model) -> Case {
    let fast = if model.fast_rates(case.as_of).is_some() { case.fast } else { Maybe::No };
    let regional = if model.regional { case.regional } else { Maybe::No };
    let us_only = if model.us_only { case.us_only } else { Maybe::No };
    let scaled = |tokens| same_text(tokens, case.model, model);
    let caching = match case.caching {
        Caching::Not => Caching::Not,
        Caching::Marked { prefix, complete, hour, moves } => {
            Caching::Marked { prefix: scaled(prefix), complete, hour, moves }
        }
    };
    let (input, output) = (scaled(case.input), scaled(case.output));
    Case { model, fast, us_only, regional, input, output, caching, ..case.clone() }
}

/// As another model counts the text of some tokens.
fn same_text(tokens: Tokens, from: &Model, to: &Model) -> Tokens {
    let ratio = models::embedded().same_text_tokens(from, to);
    let times = |tokens: u64, ratio: u64, up: u128| {
        u64::try_from((u128::from(tokens) * u128::from(ratio) + up) / 1000).unwrap_or(u64::MAX)
    };
    Range::new(times(tokens.low, ratio.low, 0), times(tokens.high, ratio.high, 999))
}

fn newest(case: &Case) -> Choice {
    let models = models::embedded();
    let served = models.served(case.as_of).filter(|model| model.family == case.model.family);
    let Some(model) = served.filter(|model| is_on(model, case.platform)).max_by_key(|model| model.released) else {
        return refused(Way::Newest, "no model of its family is served");
    };
    if model.id == case.model.id {
        return refused(Way::Newest, "it is the newest of its family");
    }
    let ratio = models.same_text_tokens(case.model, model);
    let counts = if ratio == Range::exactly(1000) {
        "it counts tokens as this one does".to_owned()
    } else {
        let share = |part: u64| format!("{}.{:02}", part / 1000, part % 1000 / 10);
        format!("{} to {} tokens for each one of now", share(ratio.low), share(ratio.high))
    };
    let with = with_model(case, model);
    let note: Vec<&str> = std::iter::once(&*counts).chain(lost(case, &with)).collect();
    Choice { model: Some(model), ..choice(Way::Newest, priced(&with), note.join("; ")) }
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
    let saved = thousand.quote().map_or(String::new(), |quote| format!(": {}", quote.total()));
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
