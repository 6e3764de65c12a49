//! What names of constants and keys say about a price.

use super::{Per, PriceOf};

/// Words in the name of a number that is no price of a token at the plain rate.
const NO_PRICE: [&str; 20] = [
    "above",
    "audio",
    "batch",
    "budget",
    "context",
    "count",
    "fast",
    "image",
    "length",
    "limit",
    "long",
    "max",
    "over",
    "size",
    "threshold",
    "tier",
    "total",
    "usage",
    "used",
    "window",
];
/// Keys of a table whose entries held for some time only.
const DATED: [&str; 9] = ["asof", "date", "effective", "from", "since", "until", "validfrom", "validuntil", "validto"];
/// Ways to say for how many tokens a price is.
const MILLION: [&str; 4] = ["1m", "milliontoken", "mtok", "permillion"];
const THOUSAND: [&str; 2] = ["1k", "perthousand"];
const TOKEN: [&str; 2] = ["pertoken", "tokencost"];

/// Letters and digits of a name, in lower case: `input_cost` and `inputCost` are the same.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The words of a text or a name in any spelling, in lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in text.chars() {
        let begins = c.is_uppercase() && small;
        small = c.is_lowercase();
        if begins || !c.is_alphabetic() {
            words.push(String::new());
        }
        if !c.is_whitespace() && !c.is_ascii_punctuation() {
            words.last_mut().expect("there is one from the beginning").extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether a plain name is about prices.
pub(super) fn says_price(plain: &str) -> bool {
    ["cost", "dollar", "pric", "rate", "usd"].iter().any(|word| plain.contains(word))
}

/// Whether a plain key says since or until when its entry held.
pub(super) fn is_dated(plain: &str) -> bool {
    DATED.contains(&plain)
}

/// What a plain name is the price of.
pub(super) fn price_of(plain: &str) -> Option<PriceOf> {
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    if has(&NO_PRICE) {
        return None;
    }
    if plain.contains("cache") {
        let hour = has(&["1h", "hour"]);
        return match (has(&["creat", "write"]), has(&["hit", "read"])) {
            (true, false) if hour => Some(PriceOf::HourWrite),
            (true, false) => Some(PriceOf::CacheWrite),
            (false, true) => Some(PriceOf::CacheRead),
            _ => None,
        };
    }
    let ends = |word: &str| plain == word || says_price(plain) && plain.ends_with(word);
    match (has(&["input", "prompt"]) || ends("in"), has(&["completion", "output"]) || ends("out")) {
        (true, false) => Some(PriceOf::Input),
        (false, true) => Some(PriceOf::Output),
        _ => None,
    }
}

/// For how many tokens a price is, by a plain name; nothing where it does not say, or says several things.
pub(super) fn per(plain: &str) -> Option<Per> {
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    match (has(&MILLION), has(&THOUSAND), has(&TOKEN)) {
        (true, false, false) => Some(Per::Million),
        (false, true, false) => Some(Per::Thousand),
        (false, false, true) => Some(Per::Token),
        _ => None,
    }
}

/// The same, by a comment, which is read word by word as people write it.
pub(super) fn per_in_comment(comment: &str) -> Option<Per> {
    let text = comment.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let million = ["/mtok", "1,000,000 tok", "1m tok", "million tok", "per 1m", "per million", "per mtok"];
    let thousand = ["/1k", "/k tok", "1,000 tok", "1000 tok", "1k tok", "per 1k", "thousand tok"];
    let token = ["per token", "per-token"];
    match (has(&million), has(&thousand), has(&token)) {
        (true, false, _) => Some(Per::Million),
        (false, true, _) => Some(Per::Thousand),
        (false, false, true) => Some(Per::Token),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_spelling_say_the_same() {
        for (name, of) in [
            ("input", Some(PriceOf::Input)),
            ("inputCostPerMillion", Some(PriceOf::Input)),
            ("CostPer1MIn", Some(PriceOf::Input)),
            ("prompt_price", Some(PriceOf::Input)),
            ("output_cost_per_token", Some(PriceOf::Output)),
            ("CostPer1MOut", Some(PriceOf::Output)),
            ("cacheWrite", Some(PriceOf::CacheWrite)),
            ("cache_creation_1h_input_token_cost", Some(PriceOf::HourWrite)),
            ("cache_read_input_token_cost", Some(PriceOf::CacheRead)),
            ("CostPer1MInCached", None),
            ("max_input_tokens", None),
            ("input_cost_per_token_above_200k_tokens", None),
            ("provider", None),
        ] {
            assert_eq!(price_of(&plain(name)), of, "{name}");
        }
    }

    #[test]
    fn words_are_told_apart_in_any_spelling() {
        let found = words("claude folder EUR_PER_MTOK eurPrice in € x");
        for word in ["claude", "eur", "folder", "per", "price", "€"] {
            assert!(found.iter().any(|known| known == word), "{word} is not in {found:?}");
        }
        assert!(!found.iter().any(|word| word == "aud" || word == "old"));
    }

    #[test]
    fn only_one_unit_is_a_unit() {
        assert_eq!(per(&plain("inputCostPerMillion")), Some(Per::Million));
        assert_eq!(per(&plain("PRICE_PER_1K")), Some(Per::Thousand));
        assert_eq!(per(&plain("input_cost_per_token")), Some(Per::Token));
        assert_eq!(per(&plain("input")), None);
        assert_eq!(per_in_comment("# USD per 1M tokens, not per token"), Some(Per::Million));
        assert_eq!(per_in_comment("# per 1K or per 1M tokens"), None);
        assert_eq!(per_in_comment("# what it costs"), None);
    }
}
