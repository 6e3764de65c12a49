//! What rules ask of the catalogue and the estimator: models, ends, minimums, and prices of another way to do it.

use crate::{
    calls::{Block, CallSite, Platform, Request, Ttl},
    catalog::models::{self, Found, Lifecycle, Model},
    estimate::{self, Cached, Estimate, Expected, Prices, Shape, price},
    money::{Money, Range, Tokens},
    policy::{Policy, suggest},
};
use jiff::civil::Date;

use super::{Context, Site, given::certain_models, words};

/// How long a model is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Life {
    /// No platform is known to have served it.
    Unknown,
    /// It ends, or ended, on a day; so many days from now.
    Retires {
        /// First day without it.
        on: Date,
        /// From the day of the run; negative where it is past.
        days: i64,
    },
}

/// A model that costs less for the same text.
pub struct Cheaper {
    /// Its id on the platform.
    pub id: String,
    /// What is left of the price, in words: `2.5 %`.
    pub share: String,
}

/// What the longest possible answer costs.
pub struct WorstAnswer {
    /// Its tokens.
    pub tokens: u64,
    /// Its price over all models that may answer.
    pub cost: Range<Money>,
    /// Their names.
    pub models: String,
}

/// What 1,000 calls pay for a fixed prefix.
#[derive(Clone, Copy)]
pub struct PrefixPrice {
    /// Without a marker.
    pub uncached: Range<Money>,
    /// Written once and read by all others.
    pub cached: Range<Money>,
    /// Written by each and read by none.
    pub written: Range<Money>,
    /// How many calls within the life of an entry it takes to pay less than without.
    pub break_even: u64,
}

const CALLS: u64 = 1000;

/// The model that an id means.
pub fn model(id: &str) -> Option<&'static Model> {
    if let Found::Known(model, _) = models::embedded().find(id) { Some(model) } else { None }
}

/// Names of models as a sentence lists them.
pub fn names(ids: &[String]) -> String {
    let mut names: Vec<String> =
        ids.iter().map(|id| model(id).map_or(id.clone(), |model| model.name.clone())).collect();
    names.sort();
    names.dedup();
    words::list(&names, "or")
}

/// Where an id goes: an id that only one cloud or only gateways spell so goes there, whatever client a line seems to have.
pub fn platform_of(id: &str, platform: Platform) -> Platform {
    let elsewhere = |platform| matches!(platform, Platform::Bedrock | Platform::Vertex | Platform::Gateway);
    match models::embedded().find(id) {
        Found::Known(_, form) if elsewhere(form.platform) => form.platform,
        _ => platform,
    }
}

/// When the model of an id ends; nothing while it is served with no end announced, or where the id is not Claude's.
pub fn life(id: &str, platform: Platform, as_of: Date) -> Option<Life> {
    match models::embedded().find(id) {
        Found::Known(model, _) => match model.lifecycle(platform, as_of) {
            Lifecycle::Retiring { on } | Lifecycle::Retired { on } => {
                let days = as_of.until(on).map_or(0, |span| i64::from(span.get_days()));
                Some(Life::Retires { on, days })
            }
            Lifecycle::Active | Lifecycle::Unstated => None,
        },
        Found::UnknownClaude(_) => Some(Life::Unknown),
        Found::Opaque | Found::NotClaude => None,
    }
}

/// Whether one of these models is certainly no longer served: whatever else is wrong with a request to it follows.
pub fn is_gone(ids: &[String], platform: Platform, as_of: Date) -> bool {
    ids.iter().any(|id| {
        let life = life(id, platform_of(id, platform), as_of);
        matches!(life, Some(Life::Retires { days, .. }) if days <= 0)
    })
}

/// What to use instead of a model that ends, and what the same text costs there.
pub fn succession(id: &str, platform: Platform, prices: &Prices, as_of: Date) -> Option<String> {
    let (old, new) = followed(id, platform, as_of)?;
    let price = estimate::same_text_ratio(old, new, prices, as_of).map_or(String::new(), |ratio| match share(ratio) {
        share if share == "100 %" => ", at the same price".to_owned(),
        share => format!(", at {share} of the old price for the same text"),
    });
    let new = respelled(id, old, new).unwrap_or_else(|| id_on(new, platform));
    Some(format!("use `{new}`{price}"))
}

/// The id to write in place of this one; nothing where more is said with the id than which model it is.
pub fn next(id: &str, platform: Platform, as_of: Date) -> Option<String> {
    followed(id, platform, as_of).and_then(|(old, new)| respelled(id, old, new))
}

/// The newest model of those that followed one another after this, and what the same text costs there, in thousandths.
pub fn successor(id: &str, platform: Platform, prices: &Prices, as_of: Date) -> Option<(String, Range<u64>)> {
    let old = model(id)?;
    let mut new = old;
    while let Some(next) = new.successor.as_deref().and_then(|id| models::embedded().get(id)) {
        new = next;
    }
    let fit = new.id != old.id && is_on(new, platform) && new.lifecycle(platform, as_of) == Lifecycle::Active;
    let spelled = respelled(id, old, new).unwrap_or_else(|| id_on(new, platform));
    Some((spelled, estimate::same_text_ratio(old, new, prices, as_of)?)).filter(|_| fit)
}

/// A model, and the first of those that followed it which the platform serves; where that one costs more for the same
/// text, a later one that does not.
fn followed(id: &str, platform: Platform, as_of: Date) -> Option<(&'static Model, &'static Model)> {
    let old = model(id)?;
    let next = |model: &&'static Model| model.successor.as_deref().and_then(|id| models::embedded().get(id));
    let later = std::iter::successors(next(&old), next).take(MOST_SUCCESSORS);
    let served = later.filter(|new| is_on(new, platform) && new.lifecycle(platform, as_of) == Lifecycle::Active);
    let served: Vec<&'static Model> = served.collect();
    // By list, so that the same advice is given to everybody.
    let ratio = |new: &Model| estimate::same_text_ratio(old, new, &Prices::default(), as_of);
    let no_dearer = |new: &&&'static Model| ratio(new).is_some_and(|ratio| ratio.low <= 1000);
    let new = served.iter().find(no_dearer).or(served.first())?;
    Some((old, new))
}

/// How many models that follow one another are looked at.
const MOST_SUCCESSORS: usize = 32;

/// The id of a served model that an unknown one may be meant to be.
pub fn nearest(id: &str, as_of: Date) -> Option<&'static str> {
    suggest::nearest(id, models::embedded().served(as_of).map(|model| model.id.as_str()))
}

/// Models outside `families`, the newest of each family, that cost less than half for the same text.
pub fn cheaper(ids: &[String], families: &[String], platform: Platform, prices: &Prices, as_of: Date) -> Vec<Cheaper> {
    let now: Option<Vec<&Model>> = ids.iter().map(|id| model(id)).collect();
    let now = now.unwrap_or_default();
    let Some(dearest) = now.iter().max_by_key(|model| model.rank) else { return Vec::new() };
    let candidates = estimate::cheaper(dearest, prices, as_of).into_iter().map(|candidate| candidate.model);
    let fit = candidates.filter(|model| !families.contains(&model.family) && is_on(model, platform));
    let compared = fit.filter_map(|to| {
        let ratios: Option<Vec<_>> =
            now.iter().map(|from| estimate::same_text_ratio(from, to, prices, as_of)).collect();
        Some((to, ratios?.into_iter().reduce(Range::or)?))
    });
    let halved = compared.filter(|(_, ratio)| ratio.high < 500);
    let spelled = |to: &Model| ids.first().zip(now.first()).and_then(|(id, from)| respelled(id, from, to));
    let spelled = |to: &Model| spelled(to).unwrap_or_else(|| id_on(to, platform));
    halved.map(|(model, ratio)| Cheaper { id: spelled(model), share: share(ratio) }).collect()
}

/// The longest answer that a request may get: `tokens`, or where the library sets none the model's maximum.
pub fn worst_answer(context: &Context<'_>, call: &CallSite, tokens: Option<u64>) -> Option<WorstAnswer> {
    let charged = context.policy.charged(&context.path(call.at));
    let ids = certain_models(&call.request);
    let models: Vec<&Model> = ids.iter().map(|id| model(id)).collect::<Option<_>>()?;
    let longest = |model: &Model| tokens.or(model.max_output);
    let prices =
        models.iter().map(|model| Some(charged.rates(model, context.as_of)?.output.per_million() * longest(model)?));
    let cost = prices.collect::<Option<Vec<Money>>>()?.into_iter().map(Range::exactly).reduce(Range::or)?;
    let tokens = models.iter().filter_map(|model| longest(model)).max()?;
    Some(WorstAnswer { tokens, cost, models: names(&ids) })
}

/// What fast mode costs of the standard price, in percent, where all of these models have it at the same.
pub fn fast_percent(ids: &[String], as_of: Date) -> Option<i128> {
    let percent = |id: &String| {
        let model = model(id)?;
        let (fast, standard) = (model.fast_rates(as_of)?.input, model.rates(as_of)?.input);
        (fast.0 * 100).checked_div(standard.0)
    };
    let all: Vec<i128> = ids.iter().map(percent).collect::<Option<_>>()?;
    all.first().copied().filter(|first| all.iter().all(|one| one == first))
}

/// Where prompts become dearer, and how much.
pub struct LongPrompt {
    /// From more tokens than this on.
    pub tokens: u64,
    /// Times the price.
    pub times: i128,
}

/// Where prompts of all of these models become dearer, as the one does that is the last to.
pub fn long_prompt(ids: &[String], as_of: Date) -> Option<LongPrompt> {
    let of = |id: &String| {
        let rates = model(id)?.rates(as_of)?;
        let over = rates.over.as_ref()?;
        let times = over.rates.input.0.checked_div(rates.input.0)?;
        Some(LongPrompt { tokens: over.tokens, times })
    };
    ids.iter().map(of).collect::<Option<Vec<_>>>()?.into_iter().max_by_key(|long| long.tokens)
}

/// What inference in the United States only costs of the price, in percent, where all of these models take it.
pub fn residency_percent(ids: &[String]) -> Option<u32> {
    let taken = !ids.is_empty() && ids.iter().all(|id| model(id).is_some_and(|model| model.us_only));
    taken.then(|| models::embedded().modifiers().us_only / 10)
}

/// The shortest prefixes that these models cache, from the least to the most demanding; nothing where one is not known
/// on this platform.
pub fn minimum_prefix(ids: &[String], platform: Platform) -> Option<Range<u64>> {
    let minimums: Option<Vec<u64>> = ids.iter().map(|id| price::minimum(model(id)?, platform)).collect();
    minimums?.into_iter().map(Range::exactly).reduce(Range::or)
}

/// A prefix that is, or could be, cached.
#[derive(Clone, Copy)]
pub struct Part {
    /// Its tokens.
    pub tokens: Tokens,
    /// How long its entries live.
    pub life: Ttl,
}

/// What 1,000 calls pay for a prefix, over all of these models, at what the team pays.
pub fn prefix_price(context: &Context<'_>, site: &Site, ids: &[String], part: Part) -> Option<PrefixPrice> {
    let charged = context.policy.charged(&context.path(site.call.at));
    let lives = match part.life {
        Ttl::Unknown => vec![Ttl::FiveMinutes, Ttl::OneHour],
        known => vec![known],
    };
    let cases = ids.iter().flat_map(|id| lives.iter().map(move |life| (id, *life)));
    let of = |life, model| PrefixPrice::of(model, Part { life, ..part }, &charged, context.as_of);
    let prices = cases.map(|(id, life)| of(life, model(id)?));
    prices.collect::<Option<Vec<_>>>()?.into_iter().reduce(PrefixPrice::or)
}

/// What is around a call that changes what its requests come to, what the policy says of prices included.
pub fn shape(call: &CallSite, policy: &Policy, path: &str) -> Shape {
    Shape {
        operation: call.operation,
        platform: call.platform,
        absent_cap: call.absent_cap.clone(),
        calibrations: policy.calibrations().clone(),
        prices: policy.charged(path),
        expected: Expected::default(),
    }
}

/// The request of a caller, estimated like the call's own.
pub fn estimate(call: &CallSite, request: &Request, context: &Context<'_>) -> Estimate {
    estimate::estimate(request, &shape(call, context.policy, &context.path(call.at)), context.as_of)
}

/// Tokens of the fixed text of blocks, over all of these models.
pub fn fixed_tokens(blocks: &[&Block], ids: &[String]) -> Option<Tokens> {
    let (content, _) = estimate::blocks_content(blocks.iter().copied());
    let tokenizers: Option<Vec<_>> = ids.iter().map(|id| Some(models::embedded().tokenizer(model(id)?))).collect();
    Some(content.tokens_by(&tokenizers?))
}

impl PrefixPrice {
    fn of(model: &Model, part: Part, prices: &Prices, as_of: Date) -> Option<PrefixPrice> {
        let prefix = part.tokens;
        let Cached { uncached, cached, break_even } = estimate::cached_cost_per_thousand(model, prefix, prices, as_of)?;
        let rates = prices.rates(model, as_of)?;
        let short = |count: u64| Some(rates.at(count).cache_write_5m?.per_million() * count);
        let write = |count: u64| match part.life {
            Ttl::OneHour => Some(rates.at(count).cache_write_1h?.per_million() * count),
            Ttl::FiveMinutes | Ttl::Unknown => short(count),
        };
        let written = Range::new(write(prefix.low)? * CALLS, write(prefix.high)? * CALLS);
        let dearer = |count: u64| Some(write(count)? - short(count)?);
        let cached = Range::new(cached.low + dearer(prefix.low)?, cached.high + dearer(prefix.high)?);
        Some(PrefixPrice { uncached, cached, written, break_even })
    }

    fn or(self, other: PrefixPrice) -> PrefixPrice {
        PrefixPrice {
            uncached: self.uncached.or(other.uncached),
            cached: self.cached.or(other.cached),
            written: self.written.or(other.written),
            break_even: self.break_even.max(other.break_even),
        }
    }

    /// What caching saves where nothing is cached.
    pub fn saved_over_none(&self) -> Range<Money> {
        Range::new(self.uncached.low - self.cached.low, self.uncached.high - self.cached.high)
    }

    /// What caching saves where every call writes.
    pub fn saved_over_writing(&self) -> Range<Money> {
        Range::new(self.written.low - self.cached.low, self.written.high - self.cached.high)
    }
}

/// Thousandths as percent: `2.5 %`, `43 to 48 %`.
pub fn share(thousandths: Range<u64>) -> String {
    let percent = |part: u64| {
        if part >= 100 || part.is_multiple_of(10) {
            (part + 5).div_euclid(10).to_string()
        } else {
            format!("{}.{}", part / 10, part % 10)
        }
    };
    let (low, high) = (percent(thousandths.low), percent(thousandths.high));
    if low == high { format!("{low} %") } else { format!("{low} to {high} %") }
}

/// The id of another model, spelled as this one is, with what stands in front of it for a gateway, a framework or a
/// region; nothing where something stands behind it.
fn respelled(id: &str, old: &Model, new: &Model) -> Option<String> {
    let spellings = old.ids().filter_map(|(platform, known)| Some((platform, id.strip_suffix(known)?)));
    let (platform, before) = spellings.min_by_key(|(_, before)| before.len())?;
    let same = new.ids().find(|(other, _)| *other == platform).map(|(_, id)| id);
    Some(format!("{before}{}", same.or(new.anthropic.first().map(String::as_str))?))
}

/// How a platform calls a model.
fn id_on(model: &Model, platform: Platform) -> String {
    let ids = match platform {
        Platform::Bedrock => &model.bedrock,
        Platform::Vertex => &model.vertex,
        _ => &model.anthropic,
    };
    ids.first().unwrap_or(&model.id).clone()
}

/// Whether a platform is known to serve a model.
fn is_on(model: &Model, platform: Platform) -> bool {
    match platform {
        Platform::Bedrock => !model.bedrock.is_empty(),
        Platform::Vertex => !model.vertex.is_empty(),
        _ => true,
    }
}
