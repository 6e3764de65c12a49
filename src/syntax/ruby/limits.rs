//! What the grammar's scanner cannot take. It keeps what is open in a buffer of 1,024 bytes, which it overruns by one
//! where that is just full, and the process ends; and it goes through the rest of a text for each literal within one.

use std::collections::VecDeque;

/// Bytes of the longest word that may end a heredoc, whose length has one byte.
const LONGEST_WORD: usize = 200;

/// Bytes that the scanner has for what is open, less some that it needs besides.
const BUFFER: usize = 1_000;

/// Bytes for each open literal, and for each open heredoc beside its word.
const LITERAL: usize = 5;
const HEREDOC: usize = 4;

/// Literals like `%w(` that may be open at once: each takes the time of all that follows.
const OPEN_LITERALS: usize = 500;

/// Why a text is not read, if it is not.
pub(super) fn refusal(text: &str) -> Option<&'static str> {
    if has_long_word(text) {
        return Some("The word that ends a heredoc is too long; it was not read.");
    }
    if open_literals(text) > OPEN_LITERALS {
        return Some("Literals are nested too deeply for any program; it was not read.");
    }
    // Literals are within one another only by what is filled in.
    let heredocs = open_heredocs(text);
    let literals = LITERAL * (text.matches("#{").count() + 1);
    (heredocs > 0 && heredocs + literals > BUFFER)
        .then_some("Too many heredocs and texts with parts that are filled in may be open at once; it was not read.")
}

/// Whether a heredoc may begin in a text whose word is longer than the grammar takes.
fn has_long_word(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), "<<").any(|at| word(&text[at..]).len() > LONGEST_WORD)
}

/// The word that ends a heredoc, where one begins with this text, no further than it may be too long.
fn word(text: &str) -> &[u8] {
    let rest = &text.as_bytes()[2..];
    let rest = rest.strip_prefix(b"-").or_else(|| rest.strip_prefix(b"~")).unwrap_or(rest);
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    let (rest, length) = match rest.first() {
        Some(quote @ (b'\'' | b'"' | b'`')) => {
            (&rest[1..], rest[1..].iter().take_while(|byte| *byte != quote).take(256).count())
        }
        _ => (rest, rest.iter().take_while(|byte| is_part(byte)).take(256).count()),
    };
    &rest[..length]
}

/// Bytes for the heredocs that may be open at once. They end in the order in which they begin, each with a line of its
/// own; one that is filled in may hold such a line elsewhere, and counts as open to the end.
fn open_heredocs(text: &str) -> usize {
    let mut open: VecDeque<(&[u8], bool)> = VecDeque::new();
    let (mut bytes, mut most, mut filled) = (0, 0, false);
    for line in text.lines() {
        if let Some((word, indented)) = open.front()
            && !filled
            && word == &(if *indented { line.trim_start() } else { line }).as_bytes()
        {
            bytes -= HEREDOC + word.len();
            open.pop_front();
        }
        filled = !open.is_empty() && (filled || line.contains("#{"));
        for at in memchr::memmem::find_iter(line.as_bytes(), "<<") {
            let word = word(&line[at..]);
            if !word.is_empty() {
                bytes += HEREDOC + word.len();
                open.push_back((word, matches!(line.as_bytes().get(at + 2), Some(b'-' | b'~'))));
            }
        }
        most = most.max(bytes);
    }
    most
}

/// The most literals like `%w(` that are open at once.
fn open_literals(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'(' | b'[' | b'{' | b'<' if is_literal(&bytes[..at]) => open += 1,
            b')' | b']' | b'}' | b'>' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// Whether a bracket behind these bytes begins a literal.
fn is_literal(before: &[u8]) -> bool {
    match before {
        [.., b'%'] => true,
        [.., b'%', letter] => letter.is_ascii_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{has_long_word, refusal};

    #[test]
    fn only_words_longer_than_people_write_are_too_long() {
        let long = "A".repeat(300);
        for begins in ["<<", "<<-", "<<~", "<<'", "<<~\"", "<<`"] {
            assert!(has_long_word(&format!("x = {begins}{long}\ny\n{long}\n")), "{begins}");
            assert!(!has_long_word(&format!("x = {begins}SQL'\"`\n{long}\nSQL\n")), "{begins}");
        }
        assert!(!has_long_word(&format!("x << {long}")), "something is put into a list");
    }

    #[test]
    fn many_heredocs_at_once_are_too_many_and_one_after_the_other_are_none() {
        let words = |count: usize| (0..count).map(|at| format!("<<WORD{at:03}")).collect::<Vec<_>>().join(", ");
        assert!(refusal(&format!("x = [{}]\n", words(100))).is_some());
        assert!(refusal(&format!("x = [{}]\n", words(20))).is_none());
        assert!(refusal(&"x = <<~SQL\n  select 1\nSQL\n".repeat(500)).is_none());
        assert!(refusal(&"x = \"#{y}\"\n".repeat(500)).is_none(), "no heredoc");
        assert!(refusal(&format!("x = <<~SQL\n  select 1\nSQL\n{}", "%Q[#{".repeat(250))).is_some());
    }

    #[test]
    fn literals_within_literals_are_bounded_and_those_beside_each_other_are_not() {
        assert!(refusal(&"%w(".repeat(2_000)).is_some());
        assert!(refusal(&"x = %w(a b) + %i[c d]\n".repeat(2_000)).is_none());
    }
}
