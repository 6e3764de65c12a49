//! From TOML to the catalogue's types, and the check that every name in it leads somewhere.

use super::Models;
use crate::{
    catalog::tokenizers,
    money::{Money, Range},
};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de::Error};
use toml::value::Datetime;

/// A date without quotes.
pub fn date<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let day = Datetime::deserialize(from)?.date.ok_or_else(|| D::Error::custom("a date is wanted"))?;
    let narrow = |part: u8| i8::try_from(part).map_err(D::Error::custom);
    let year = i16::try_from(day.year).map_err(D::Error::custom)?;
    Date::new(year, narrow(day.month)?, narrow(day.day)?).map_err(D::Error::custom)
}

/// A date that may be missing.
pub fn some_date<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    date(from).map(Some)
}

/// A decimal number of dollars, as a string.
pub fn dollars<'de, D: Deserializer<'de>>(from: D) -> Result<Money, D::Error> {
    let text = String::deserialize(from)?;
    Money::from_decimal(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not a decimal number of dollars")))
}

/// Dollars that may be missing.
pub fn some_dollars<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Money>, D::Error> {
    dollars(from).map(Some)
}

/// Two whole numbers, the smaller first.
pub fn range<'de, D: Deserializer<'de>>(from: D) -> Result<Range<u64>, D::Error> {
    let [low, high] = <[u64; 2]>::deserialize(from)?;
    if low == 0 || low > high {
        return Err(D::Error::custom(format!("[{low}, {high}] does not go up from more than nothing")));
    }
    Ok(Range::new(low, high))
}

/// Two whole numbers that may be missing.
pub fn some_range<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Range<u64>>, D::Error> {
    range(from).map(Some)
}

/// Fills in what models take from the tables around them; turns away names that lead nowhere and models out of order.
pub fn link(models: &mut Models) -> Result<(), String> {
    if !models.model.is_sorted_by(|a, b| a.id < b.id) {
        return Err("models do not stand in the order of their ids".into());
    }
    let ids: Vec<String> = models.model.iter().map(|model| model.id.clone()).collect();
    let known = |id: &String| ids.binary_search(id).is_ok();
    for model in &mut models.model {
        let missing = |what: &str, name: &str| Err(format!("{}: there is no {what} `{name}`", model.id));
        match models.families.iter().position(|family| *family == model.family) {
            Some(rank) => model.rank = rank,
            None => return missing("family", &model.family),
        }
        if tokenizers::embedded().tokenizer(&model.tokenizer).is_none() {
            return missing("tokenizer", &model.tokenizer);
        }
        if tokenizers::embedded().frame(&model.frame).is_none() {
            return missing("frame", &model.frame);
        }
        let sources = model.price.iter().chain(&model.fast).map(|rates| &rates.source);
        if let Some(key) = sources.chain([&model.source]).find(|key| !models.source.contains_key(*key)) {
            return missing("source", key);
        }
        if let Some(id) = model.successor.as_ref().filter(|id| !known(id)) {
            return missing("model", id);
        }
    }
    let aliases = models.alias.iter().map(|alias| &alias.source);
    let single = [&models.spelling.source, &models.modifiers.source, &models.fees.source];
    if let Some(key) = aliases.chain(single).find(|key| !models.source.contains_key(*key)) {
        return Err(format!("there is no source `{key}`"));
    }
    let stray = models.alias.iter().find(|alias| !known(&alias.model));
    stray.map_or(Ok(()), |alias| Err(format!("the alias `{}` means no model", alias.name)))
}
