//! Figures that every platform must give, and texts that are hard to cut.

mod reference;

use super::*;
use crate::catalog::tokenizers::embedded;
use proptest::{prelude::*, string::string_regex};

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
fn many_marks_cost_the_same_whatever_else_stands_in_the_text() {
    let marks = "q".to_owned() + &"\u{316}".repeat(40);
    assert_eq!(both(&format!("{marks} caf\u{e9}")), both(&format!("{marks} cafe\u{301}")));
}

#[test]
fn a_text_costs_the_same_whether_or_not_its_runs_are_looked_for_among_those_before() {
    // Enough that are all different that looking for them is given up for a while, and then enough that are alike.
    let different: Vec<String> =
        (0..4_000_u64).map(|n| format!("{:x}{}'s ", n.wrapping_mul(0x9e37_79b9_7f4a), n % 7)).collect();
    let different = different.concat();
    let alike = "Again, the SAME few words; 'tis so: a=b, Größe 漢字 12345678 --- \n\t  aaaa... ".repeat(500);
    for text in [different.clone() + &alike, alike + &different] {
        for key in ["gen2", "gen3"] {
            let tokenizer = embedded().tokenizer(key).expect("it is there");
            assert_eq!(count(&text, tokenizer).total(), reference::total(&text, tokenizer));
        }
    }
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

/// Texts of every kind: words, code, noise of ASCII, of letters, of marks and of all characters, and runs of one.
fn any_text() -> impl Strategy<Value = String> {
    let kinds = [
        "[a-zA-Z' ]{0,90}",
        "([a-z]{1,9} |[A-Z][a-z]{1,9}|[A-Z]{2,9}|'s|’ll |[0-9]{1,7}|[=({;,.]{1,4}|\n {0,8}|\t){0,40}",
        "[ -~]{0,90}",
        "[\\x00-\\xff]{0,60}",
        "[À-ɏḀ-ỿ ]{0,50}",
        "[\u{300}-\u{36f}\u{5b0}-\u{5c7}aéA가\u{11a8}]{0,80}",
        "[“”‘’\"' a]{0,40}",
        "[ぁ-ヿ一-龯가-힣、。 a]{0,50}",
        "[\u{fffd}\u{0}-\u{7}é ]{0,60}",
        "\\PC{0,60}",
        "(a{0,90}|A{0,90}|-{0,90}| {0,90}|é{0,90}|😀{0,50}|漢{0,50}){1,3}",
    ];
    let one = move |pattern| string_regex(pattern).expect("it is a pattern");
    proptest::collection::vec(proptest::sample::select(kinds.to_vec()).prop_flat_map(one), 1..5)
        .prop_map(|texts| texts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn a_text_costs_what_the_plainest_way_gives(text in any_text()) {
        for key in ["gen2", "gen3"] {
            let tokenizer = embedded().tokenizer(key).expect("it is there");
            let plainest = reference::total(&text, tokenizer);
            prop_assert_eq!(count(&text, tokenizer).total(), plainest);
            prop_assert_eq!(count_with(&composed(&text), tokenizer, Known::nothing()).total(), plainest);
        }
    }
}

#[test]
fn runs_that_differ_in_one_byte_and_in_their_length_are_told_apart() {
    let tokenizer = embedded().tokenizer("gen3").expect("it is there");
    let (short, long) = ("a\u{fffd}\u{fffd}\u{fffd}\u{fffd}", "a\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{1}");
    let both = [short, long].concat();
    assert_eq!(count(&both.repeat(20), tokenizer).total(), reference::total(&both.repeat(20), tokenizer));
}
