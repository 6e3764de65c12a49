//! Tokens of BAML: comments, texts in quotes or between `#"` and `"#`, words and signs.

use regex::Regex;
use std::{ops::Range, sync::LazyLock};

/// A token that is no comment.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub range: Range<usize>,
}

/// Kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, a number, or a path such as `env.KEY`.
    Word,
    /// A text, with so many bytes at each end that are not part of it.
    Text(usize),
    /// Any other character.
    Sign(u8),
}

static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    let comment = r"(?<comment>//[^\n]*|\{//.*?//\})";
    let raw = r####"(?<raw3>###".*?"###)|(?<raw2>##".*?"##)|(?<raw1>#".*?"#)"####;
    let text = r#"(?<text>"(?:[^"\\]|\\.)*")"#;
    let word = r"(?<word>[\w$./+*:-]+)";
    Regex::new(&format!(r"(?s){comment}|{raw}|{text}|{word}|(?<sign>[{{}}\[\]()<>,|@?=])"))
        .expect("the pattern is fixed")
});

/// The tokens of a text, and where its comments stand.
pub(super) fn of(text: &str) -> (Vec<Token>, Vec<Range<usize>>) {
    let (mut tokens, mut comments) = (Vec::new(), Vec::new());
    let edges = [("word", None), ("text", Some(1)), ("raw1", Some(2)), ("raw2", Some(3)), ("raw3", Some(4))];
    for found in TOKEN.captures_iter(text) {
        if let Some(comment) = found.name("comment") {
            comments.push(comment.range());
        } else if let Some(sign) = found.name("sign") {
            tokens.push(Token { kind: Kind::Sign(text.as_bytes()[sign.start()]), range: sign.range() });
        } else if let Some((name, edge)) = edges.iter().find(|(name, _)| found.name(name).is_some()) {
            let range = found.name(name).map_or(0..0, |part| part.range());
            tokens.push(Token { kind: edge.map_or(Kind::Word, Kind::Text), range });
        }
    }
    (tokens, comments)
}
