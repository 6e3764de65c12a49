//! Time grows with the text and no faster; the same text is counted once.

use super::way;
use skint::{
    estimate::{Content, count},
    money::Range,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// The least time of a few tries, since other work goes on beside the tests.
fn time(work: impl Fn()) -> Duration {
    let once = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// Bytes that no pattern repeats, as text.
fn noise(length: usize) -> String {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    };
    let bytes: Vec<u8> = (0..length).map(|_| byte()).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Makes a text of a length in bytes.
type Make = fn(usize) -> String;

#[test]
fn time_is_linear_for_any_text() {
    let tokenizer = way("claude-opus-5-5").tokenizer;
    let texts: [(&str, Make); 6] = [
        ("one letter", |length| "a".repeat(length)),
        ("capitals, then a small letter", |length| "A".repeat(length - 1) + "a"),
        ("white space", |length| " ".repeat(length)),
        ("emoji", |length| "😀".repeat(length / 4)),
        ("marks", |length| "\u{301}".repeat(length / 2)),
        ("noise", noise),
    ];
    for (name, text) in texts {
        let (short, long) = (text(100_000), text(400_000));
        let took = |text: &str| time(|| _ = count::count(text, tokenizer)).as_secs_f64();
        let ratio = took(&long) / took(&short);
        assert!(ratio < 12.0, "{name}: four times the text takes {ratio:.1} times as long");
    }
}

#[test]
fn a_prompt_that_many_calls_share_is_counted_once() {
    let tokenizer = way("claude-opus-5-5").tokenizer;
    let rules: Vec<String> = (0..40_000).map(|n| format!("Rule {n}: be brief. ")).collect();
    let prompt: Arc<str> = rules.concat().into();
    let start = Instant::now();
    let first = Content::of(Arc::clone(&prompt)).tokens(tokenizer);
    let once = start.elapsed();
    let start = Instant::now();
    assert!((0..50).all(|_| Content::of(Arc::clone(&prompt)).tokens(tokenizer) == first));
    assert!(start.elapsed() < once * 25, "50 more took {:?}, the first {once:?}", start.elapsed());
    assert_ne!(first, Range::exactly(0));
}
