//! What a policy comes to for one path: every value that holds there, and the line it comes from.

use super::{ModelPrices, Policy, PolicyLine, Region, Selector, Stated, Traffic, models::ModelList};
use crate::{catalog::pages::OptionValue, money::Money};
use toml::Value;

/// A table of the policy that holds for a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its keys from the top: `rules.retired-model`.
    pub header: String,
    /// Whether there may be several of it.
    pub is_one_of_many: bool,
    /// What it says.
    pub settings: Vec<Setting>,
}

/// A value that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its key in the section.
    pub key: String,
    /// The value.
    pub value: Value,
    /// Where it comes from.
    pub from: Origin,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A line of a policy, which may be one of skint's own.
    Line(PolicyLine),
    /// The rule's page: nobody set it.
    Default,
}

impl Policy {
    /// Everything that holds for a path, in the order in which people write it.
    pub fn effective(&self, path: &str) -> Vec<Section> {
        let mut sections = vec![self.scan_section(path)];
        sections.extend(self.model_sections(path));
        sections.extend(self.price_sections(path));
        sections.extend(self.budget_sections(path));
        sections.extend(self.traffic_sections(path));
        sections.extend(self.defaults.keys().map(|rule| self.rule_section(rule, path)));
        let calibration = self.files.iter().find_map(|file| file.tokens.calibration());
        let count = |count: &u64| Value::Integer(i64::try_from(*count).unwrap_or(i64::MAX));
        sections.push(table("bounds", self.raised().into_iter().map(|(key, said)| stated(key, said, count))));
        sections.push(table("tokens", calibration.map(|(name, line)| at("calibration", name.into(), line))));
        sections.retain(|section| !section.settings.is_empty());
        sections
    }

    fn scan_section(&self, path: &str) -> Section {
        let holding = || self.files.iter().filter(|file| file.ground.local(path).is_some());
        let include = holding().filter_map(|file| selectors("include", &file.scan.include));
        table("scan", include.chain(holding().filter_map(|file| selectors("exclude", &file.scan.exclude))))
    }

    fn model_sections(&self, path: &str) -> Vec<Section> {
        let list = |key, pick: fn(&super::file::Layer) -> Option<&ModelList>| {
            let found = self.layers(path).find_map(pick);
            found.map(|list| at(key, texts(list.written()), list.line()))
        };
        let allow = list("allow", |layer| layer.models.allow.as_ref());
        let deny = list("deny", |layer| layer.models.deny.as_ref());
        let ceiling = self.layers(path).find_map(|layer| layer.models.ceiling.as_ref());
        let prices = ceiling.into_iter().flat_map(super::Ceiling::prices);
        let mut sections = vec![
            table("models", allow.into_iter().chain(deny)),
            table("models.ceiling", prices.map(|(key, price, line)| at(key, dollars(price), line))),
        ];
        for exception in self.files.iter().flat_map(|file| file.exceptions(path)) {
            let line = &exception.path.line;
            let until = exception.until().map(|(day, line)| at("until", date(day), line));
            let said = [
                at("path", exception.path.written.as_str().into(), line),
                at("allow", texts(exception.written()), line),
                at("reason", exception.reason().into(), line),
            ];
            sections.push(one_of_many("models.exception", said.into_iter().chain(until)));
        }
        sections
    }

    fn price_sections(&self, path: &str) -> Vec<Section> {
        let prices = self.prices(path);
        let discount = prices.discount.as_ref().map(|said| stated("discount-percent", said, |rate| percent(*rate)));
        let platform = prices.platform.as_ref().map(|said| stated("platform", said, |platform| platform.name().into()));
        let region = prices.region.as_ref().map(|said| stated("region", said, |region| Region::name(*region).into()));
        let general = table("prices", discount.into_iter().chain(platform).chain(region));
        let models =
            prices.models.iter().map(|(id, prices)| table(&format!("prices.models.\"{id}\""), of_model(prices)));
        [general].into_iter().chain(models).collect()
    }

    /// The limits that hold for a path, and every sum it counts towards.
    fn budget_sections(&self, path: &str) -> Vec<Section> {
        let budget = self.budget(path);
        let single = [("per-call-usd", &budget.per_call), ("per-site-usd", &budget.per_site)];
        let single = single.into_iter().filter_map(|(key, said)| Some(stated(key, said.as_ref()?, dollars_of)));
        let mut sections = vec![table("budget", single)];
        for shared in self.shared_budgets().iter().filter(|shared| shared.covers(path)) {
            let monthly = shared.monthly.as_ref().map(|said| stated("monthly-usd", said, dollars_of));
            let more = shared.increase.monthly.as_ref().map(|said| stated("increase.monthly-usd", said, dollars_of));
            let percent =
                shared.increase.percent.as_ref().map(|said| stated("increase.percent", said, |rate| percent(*rate)));
            let sums = monthly.into_iter().chain(more).chain(percent);
            match shared.scope() {
                None => sections[0].settings.extend(sums),
                Some((scope, line)) => {
                    let path = Setting { key: "path".into(), value: scope.into(), from: line };
                    sections.push(one_of_many("budget.path", [path].into_iter().chain(sums)));
                }
            }
        }
        sections
    }

    fn traffic_sections(&self, path: &str) -> Vec<Section> {
        let holding = self.traffic().filter(|traffic| traffic.may_hold_for(path));
        let mut sections: Vec<Section> =
            holding.map(|traffic| one_of_many("traffic", traffic_settings(traffic))).collect();
        // A later entry wins where a policy is read.
        sections.reverse();
        sections
    }

    fn rule_section(&self, rule: &str, path: &str) -> Section {
        let defaults = &self.defaults[rule];
        let level = self.layers(path).find_map(|layer| layer.rules.level_line(rule));
        let from = level.map_or(Origin::Default, |line| Origin::Line(line.clone()));
        let mut said = vec![Setting { key: "level".into(), value: self.level(rule, path).to_string().into(), from }];
        said.extend(self.error_from(rule, path).map(|(day, line)| at("error-from", date(day), line)));
        let message = self.layers(path).find_map(|layer| layer.rules.message(rule));
        let link = self.layers(path).find_map(|layer| layer.rules.link(rule));
        for (key, words) in [("message", message), ("link", link)] {
            said.extend(words.map(|words| stated(key, words, |words| words.as_str().into())));
        }
        for (name, default) in &defaults.options {
            let set = self.layers(path).find_map(|layer| layer.rules.option(rule, name));
            let (value, from) = set.map_or((default, Origin::Default), |(v, line)| (v, Origin::Line(line.clone())));
            said.push(Setting { key: name.clone(), value: option(value), from });
        }
        table(&format!("rules.{rule}"), said)
    }
}

fn traffic_settings(traffic: &Traffic) -> Vec<Setting> {
    let selectors = traffic.selectors().map(|(key, written)| at(key, written.into(), &traffic.line));
    let count = |count: &u64| Value::Integer(i64::try_from(*count).unwrap_or(i64::MAX));
    let calls = traffic.calls_per_month.as_ref().map(|said| stated("calls-per-month", said, count));
    let rate = traffic.cache_hit_rate.as_ref().map(|said| stated("cache-hit-rate", said, |rate| decimal(*rate, 3)));
    let output = traffic.output_tokens.as_ref().map(|said| stated("output-tokens", said, count));
    let turns = traffic.turns.as_ref().map(|said| stated("turns", said, count));
    selectors.chain(calls).chain(rate).chain(output).chain(turns).collect()
}

fn of_model(prices: &ModelPrices) -> Vec<Setting> {
    let all = [
        ("input-usd", &prices.input),
        ("output-usd", &prices.output),
        ("cache-read-usd", &prices.cache_read),
        ("cache-write-5m-usd", &prices.cache_write_5m),
        ("cache-write-1h-usd", &prices.cache_write_1h),
    ];
    let all = all.into_iter().filter_map(|(key, said)| Some(stated(key, said.as_ref()?, dollars_of)));
    all.chain(prices.discount.as_ref().map(|said| stated("discount-percent", said, |rate| percent(*rate)))).collect()
}

fn table(header: &str, settings: impl IntoIterator<Item = Setting>) -> Section {
    Section { header: header.to_owned(), is_one_of_many: false, settings: settings.into_iter().collect() }
}

fn one_of_many(header: &str, settings: impl IntoIterator<Item = Setting>) -> Section {
    Section { is_one_of_many: true, ..table(header, settings) }
}

fn at(key: &str, value: Value, line: &PolicyLine) -> Setting {
    Setting { key: key.to_owned(), value, from: Origin::Line(line.clone()) }
}

fn stated<T>(key: &str, said: &Stated<T>, value: impl Fn(&T) -> Value) -> Setting {
    at(key, value(&said.value), &said.line)
}

fn selectors(key: &str, selectors: &[Selector]) -> Option<Setting> {
    let line = &selectors.first()?.line;
    Some(at(key, texts(selectors.iter().map(|selector| selector.written.as_str())), line))
}

fn texts<'t>(texts: impl Iterator<Item = &'t str>) -> Value {
    Value::Array(texts.map(Value::from).collect())
}

fn dollars_of(money: &Money) -> Value {
    dollars(*money)
}

/// Dollars with as many decimals as they have.
fn dollars(money: Money) -> Value {
    number(&money.to_decimal(12))
}

fn percent(thousandths: u32) -> Value {
    decimal(thousandths, 1)
}

/// A whole number of which some digits are decimals.
fn decimal(number_of: u32, places: u32) -> Value {
    let unit = 10_u32.pow(places);
    let width = places as usize;
    number(&format!("{}.{:0width$}", number_of / unit, number_of % unit))
}

fn number(text: &str) -> Value {
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.parse::<i64>().map(Value::Integer).or_else(|_| text.parse().map(Value::Float)).unwrap_or(Value::Integer(0))
}

fn date(day: jiff::civil::Date) -> Value {
    day.to_string().parse().map_or_else(|_| Value::String(day.to_string()), Value::Datetime)
}

fn option(value: &OptionValue) -> Value {
    match value {
        OptionValue::Count(count) => Value::Integer(i64::try_from(*count).unwrap_or(i64::MAX)),
        OptionValue::Flag(flag) => Value::Boolean(*flag),
        OptionValue::Text(text) => Value::from(text.as_str()),
        OptionValue::Texts(all) => texts(all.iter().map(String::as_str)),
    }
}
