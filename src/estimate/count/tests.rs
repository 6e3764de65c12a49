//! Figures that every platform must give, and texts that are hard to cut.

use super::*;
use crate::catalog::tokenizers::embedded;

fn tally_of(text: &str, key: &str) -> Tally {
    count(text, embedded().tokenizer(key).expect("it is there"))
}

/// Thousandths of a token with the older and the newer tokenizer.
fn both(text: &str) -> (u64, u64) {
    (tally_of(text, "gen2").total(), tally_of(text, "gen3").total())
}

#[test]
fn figures_are_the_same_everywhere() {
    let texts = [
        "Hello, world!",
        "You are a careful analyst. Answer in JSON: {\"label\": \"bug\", \"score\": 0.75}\n",
        "fn main() {\n    println!(\"{}\", 1_000_000);\n}\n",
        "It's o'clock; we’ll DON'T “quote” NASA\r\n\tand iPhone15",
        "Übergröße naïve façade",
        "Привет, как дела? שלום नमस्ते สวัสดี",
        "我们今天晚上一起去看电影吧。한국어 ひらがな",
        "👩‍👩‍👧‍👦 🎉🎉 ½ ²³ …",
    ];
    let figures: Vec<(&str, (u64, u64))> = texts.iter().map(|text| (*text, both(text))).collect();
    insta::assert_debug_snapshot!(figures);
}

#[test]
fn digits_cost_a_token_for_every_three() {
    for (digits, tokens) in [("1", 1), ("123", 1), ("1234", 2), ("1234567", 3)] {
        assert_eq!(both(digits), (tokens * 1000, tokens * 1000), "{digits}");
    }
    assert_eq!(both(""), (0, 0));
}

#[test]
fn composed_and_decomposed_characters_cost_the_same() {
    assert_eq!(both("caf\u{e9} \u{212b}"), both("cafe\u{301} A\u{30a}"));
}

#[test]
fn capitals_and_curly_quotes_are_folded_by_the_older_tokenizer_only() {
    assert_eq!(both("“quoted”").0, both("\"quoted\"").0);
    assert_ne!(both("“quoted”").1, both("\"quoted\"").1);
}

#[test]
fn what_is_remembered_costs_what_is_worked_out() {
    let (one, few) = ("word-by-word, ", 50);
    let tokenizer = embedded().tokenizer("gen3").expect("it is there");
    let (two, many) = (count(&one.repeat(2), tokenizer), count(&one.repeat(2 + few), tokenizer));
    let each = count(&one.repeat(3), tokenizer).total() - two.total();
    assert!(many.total().abs_diff(two.total() + each * few as u64) <= few as u64);
}

#[test]
fn a_long_run_costs_as_much_for_each_character_as_a_short_one() {
    for sign in ["a", "A", "-", " ", "\n", "漢", "😀", "é", "\u{301}", "\u{0}"] {
        let per_character = |count: usize| {
            let (old, new) = both(&sign.repeat(count));
            (old / count as u64, new / count as u64)
        };
        let (short, long) = (per_character(1_000), per_character(10_000));
        assert!(short.0.abs_diff(long.0) < 40 && short.1.abs_diff(long.1) < 40, "{sign:?}: {short:?} {long:?}");
    }
}
