//! Figures and counts as a sentence says them.

use crate::money::{Money, Range, Tokens, grouped};

/// A count of tokens to two digits, as exact as the estimate behind it: `6,100`.
pub fn tokens(count: Tokens) -> String {
    let middle = count.middle();
    let unit = 10_u64.pow(middle.checked_ilog10().unwrap_or(0).saturating_sub(1));
    let rounded = middle.saturating_add(unit / 2) / unit * unit;
    grouped(&rounded.to_string())
}

/// A whole number: `5,050,000`.
pub fn count(count: u64) -> String {
    grouped(&count.to_string())
}

/// A count with its noun: `1 call site`, `3 call sites`.
pub fn plural(count: u64, noun: &str) -> String {
    let ending = if noun.ends_with('s') { "es" } else { "s" };
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}{ending}", grouped(&count.to_string())) }
}

/// A range of money: `$1.20`, or `$1.20 to $2.40` where its ends are shown differently.
pub fn money(range: Range<Money>) -> String {
    range.to_string()
}

/// Names as a sentence lists them: `a`, `a and b`, `a, b and c`.
pub fn list(names: &[String], last: &str) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_said_to_two_digits() {
        let said = |low, high| tokens(Tokens::new(low, high));
        assert_eq!(said(6_000, 6_274), "6,100");
        assert_eq!(said(7, 7), "7");
        assert_eq!(said(0, 0), "0");
        assert_eq!(said(95, 98), "96");
        assert_eq!(said(128_000, 128_000), "130,000");
        assert!(!said(u64::MAX, u64::MAX).is_empty());
    }

    #[test]
    fn names_and_counts_read_as_english() {
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(list(&names, "or"), "a, b or c");
        assert_eq!(list(&names[..1], "or"), "a");
        assert_eq!((plural(1, "caller"), plural(2, "caller")), ("1 caller".into(), "2 callers".into()));
    }
}
