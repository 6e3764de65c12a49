//! `stale-price-constant`: prices in the code that are not those of the day.

use super::{Context, Rule, Site, words};
use crate::{
    calls::{Per, Platform, PriceOf, StatedFigure, StatedPrice, stated_prices},
    catalog::models::{self, Found, Model, Rates},
    diagnostic::{Confidence, Diagnostic, Edit, Fix},
    money::Money,
    source::Span,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULE: Rule = Rule { name: "stale-price-constant", in_tests: false, check };

/// A stated price further than this many times from the true one is in another unit or currency.
const FAR: i128 = 25;
/// Stated prices this near, in hundredths, are the true ones, rounded.
const NEAR: i128 = 5;
/// Figures that are shown.
const SHOWN: usize = 6;

fn check(context: &Context<'_>, _sites: &[&Site]) -> Vec<Diagnostic> {
    let mut tables: BTreeMap<Span, Vec<StatedPrice>> = BTreeMap::new();
    for price in stated_prices(context.files, context.candidates) {
        tables.entry(price.table).or_default().push(price);
    }
    tables.values().filter_map(|table| judged(context, table)).collect()
}

/// A price that the catalogue contradicts.
struct Stale<'a> {
    model: &'static Model,
    per: Per,
    said: bool,
    wrong: Vec<(&'a StatedFigure, Money)>,
}

fn judged(context: &Context<'_>, table: &[StatedPrice]) -> Option<Diagnostic> {
    let first = table.first()?;
    let elsewhere = context.texts(&RULE, "words", first.table);
    let said = |price: &StatedPrice| price.words.iter().any(|word| elsewhere.contains(word));
    let amounts = |price: &StatedPrice| price.figures.iter().map(|figure| figure.amount).collect::<Vec<_>>();
    let once = |price: &&StatedPrice| {
        table.iter().all(|other| other.model.node != price.model.node || amounts(other) == amounts(price))
    };
    let stale = table.iter().filter(once).filter(|price| !said(price)).filter_map(|price| stale(context, price));
    let stale: Vec<Stale<'_>> = stale.collect();
    finding(context, &stale)
}

fn stale<'a>(context: &Context<'_>, price: &'a StatedPrice) -> Option<Stale<'a>> {
    let Found::Known(model, form) = models::embedded().find(&price.model.node) else { return None };
    let here = form.platform == Platform::Anthropic && !form.fast && model.is_served(context.as_of);
    let rates = model.rates(context.as_of).filter(|_| here)?;
    let per = price.per.or_else(|| as_of_another(price))?;
    let mut wrong = Vec::new();
    for figure in &price.figures {
        let stated = per_million(figure, per);
        let Some(now) = rate(rates, figure.of) else { continue };
        if stated.0 > now.0 * FAR || now.0 > stated.0 * FAR {
            return None;
        }
        let charged = charged(model, rates, figure.of, context);
        if !charged.iter().any(|charged| (stated.0 - charged.0).abs() * 100 <= charged.0 * NEAR) {
            wrong.push((figure, now));
        }
    }
    let stale = Stale { model, per, said: price.per.is_some(), wrong };
    (!stale.wrong.is_empty()).then_some(stale)
}

/// Everything that a million tokens may cost on the day: at the plain rate, as a long prompt, fast, in a batch or held in
/// a region.
fn charged(model: &Model, rates: &Rates, of: PriceOf, context: &Context<'_>) -> Vec<Money> {
    let long = rates.over.as_ref().map(|over| &over.rates);
    let all = [Some(rates), long, model.fast_rates(context.as_of)];
    let plain: Vec<Money> = all.into_iter().flatten().filter_map(|rates| rate(rates, of)).collect();
    let modifiers = models::embedded().modifiers();
    let factors = [1_000, modifiers.batch, modifiers.us_only, modifiers.regional];
    plain.iter().flat_map(|money| factors.map(|factor| money.scaled(factor.into(), 1_000))).collect()
}

/// The unit in which input and output are exactly what some model of Claude costs, or did.
fn as_of_another(price: &StatedPrice) -> Option<Per> {
    let amount =
        |of: PriceOf, per| price.figures.iter().find(|figure| figure.of == of).map(|figure| per_million(figure, per));
    let known = |per: &Per| {
        let pair = (amount(PriceOf::Input, *per), amount(PriceOf::Output, *per));
        let mut all = models::embedded().all().flat_map(|model| &model.price);
        all.any(|rates| pair == (Some(rates.input), Some(rates.output)))
    };
    Per::ALL.into_iter().find(known)
}

fn per_million(figure: &StatedFigure, per: Per) -> Money {
    Money(figure.amount.0.saturating_mul(per.in_a_million().into()))
}

fn rate(rates: &Rates, of: PriceOf) -> Option<Money> {
    match of {
        PriceOf::Input => Some(rates.input),
        PriceOf::Output => Some(rates.output),
        PriceOf::CacheWrite => rates.cache_write_5m,
        PriceOf::HourWrite => rates.cache_write_1h,
        PriceOf::CacheRead => rates.cache_read,
    }
}

fn finding(context: &Context<'_>, stale: &[Stale<'_>]) -> Option<Diagnostic> {
    let first = stale.first()?;
    let figures = first
        .wrong
        .iter()
        .map(|(figure, now)| format!("{} of {}, not {}", name(figure.of), now, per_million(figure, first.per)));
    let model = &first.model.name;
    let others: BTreeSet<&str> = stale.iter().map(|stale| stale.model.id.as_str()).collect();
    let others = match others.len() - 1 {
        0 => String::new(),
        1 => "; 1 other model of this table is off too".to_owned(),
        count => format!("; {count} other models of this table are off too"),
    };
    let message = format!(
        "on {}, a million tokens of {model} cost {}{others}",
        context.as_of,
        words::list(&figures.collect::<Vec<_>>(), "and")
    );
    let mut places =
        stale.iter().flat_map(|stale| stale.wrong.iter().map(move |(figure, now)| (figure.at, label(*now, stale.per))));
    let (at, label) = places.next()?;
    let certain = stale.iter().all(|stale| stale.said);
    Some(Diagnostic {
        message,
        at,
        label,
        labels: places.take(SHOWN - 1).collect(),
        fix: fix(context, stale),
        ..context.beside_calls(&RULE, at, if certain { Confidence::High } else { Confidence::Medium })
    })
}

fn name(of: PriceOf) -> &'static str {
    match of {
        PriceOf::Input => "input",
        PriceOf::Output => "output",
        PriceOf::CacheWrite => "cache writes",
        PriceOf::HourWrite => "cache writes of an hour",
        PriceOf::CacheRead => "cache reads",
    }
}

/// What stands beside a number: the true one, in the same unit.
fn label(now: Money, per: Per) -> String {
    format!("today {}", written(now, per))
}

/// A price of a million tokens, written for as many tokens as the code's own are.
fn written(now: Money, per: Per) -> String {
    let decimals = Money(now.0 / i128::from(per.in_a_million())).to_decimal(12);
    let short = decimals.trim_end_matches('0');
    let zeros = short.rsplit('.').next().map_or(0, |fraction| 2_usize.saturating_sub(fraction.len()));
    format!("{short}{}", "0".repeat(zeros))
}

/// Writes the prices of the day in the place of the stated ones, as far as those are plain numbers.
fn fix(context: &Context<'_>, stale: &[Stale<'_>]) -> Option<Fix> {
    let edits = stale.iter().flat_map(|stale| {
        let edit = |(figure, now): &(&StatedFigure, Money)| {
            let plain = context.text(figure.at)?.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            plain.then(|| Edit { at: figure.at, replacement: written(*now, stale.per) })
        };
        stale.wrong.iter().filter_map(edit)
    });
    let edits: Vec<Edit> = edits.collect();
    (!edits.is_empty()).then(|| Fix { title: "write the prices of the day".to_owned(), safe: false, edits })
}
