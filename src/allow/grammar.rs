//! The grammar of an allow, read once over a comment's text.
//!
//! ```text
//! directive = "skint:" ( "allow" | "allow-function" | "allow-file" ) "(" rule { "," rule } ")" reason [ "until" DATE ]
//! ```
//!
//! It ends with its line. What stands before the marker must be the comment's own signs or a space, so that prose that
//! quotes the form is not taken for it.

use jiff::civil::Date;
use std::ops::Range;

/// What every directive begins with.
pub(super) const MARKER: &str = "skint:";

/// A directive in a comment; ranges are bytes of the comment's text.
#[derive(Debug, PartialEq)]
pub(super) struct Directive<'a> {
    pub(super) range: Range<usize>,
    pub(super) written: Result<Written<'a>, Fault>,
}

/// How far an allow reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Its line, and the statement around it or after it.
    Here,
    /// The function around it or after it.
    Function,
    /// The file.
    File,
}

/// What every directive may be called, and how far it reaches.
const WORDS: [(&str, Reach); 3] =
    [("allow", Reach::Here), ("allow-file", Reach::File), ("allow-function", Reach::Function)];

/// What a well-formed allow says.
#[derive(Debug, PartialEq)]
pub(super) struct Written<'a> {
    pub(super) reach: Reach,
    pub(super) rules: Vec<(&'a str, Range<usize>)>,
    pub(super) reason: &'a str,
    pub(super) until: Option<Date>,
}

/// What is wrong with an allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Another word, or no closed brackets.
    Form,
    /// Nothing between the brackets.
    NoRules,
    /// No reason after them.
    NoReason,
    /// A day such as 30 February.
    Date,
    /// For a function, where there is none.
    NoFunction,
}

/// Every directive of a comment, one a line at most.
pub(super) fn directives(comment: &str) -> Vec<Directive<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in comment.split_inclusive('\n') {
        found.extend(directive(line, start));
        start += line.len();
    }
    found
}

/// The directive of one line, which begins at byte `start` of the comment.
fn directive(line: &str, start: usize) -> Option<Directive<'_>> {
    let begin = line.match_indices(MARKER).map(|(at, _)| at).find(|at| stands_alone(&line[..*at]))?;
    let text = without_closer(&line[begin..]);
    let after = &text[MARKER.len()..];
    let word = after.trim_start();
    let letters = word.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'-').count();
    let (name, rest) = word.split_at(letters);
    let bracket = rest.trim_start().strip_prefix('(');
    // Any other words after the marker are prose about skint.
    let reach = WORDS.iter().find(|(known, _)| *known == name).map(|(_, reach)| *reach);
    if reach.is_none() && (bracket.is_none() || name.is_empty()) {
        return None;
    }
    let range = start + begin..start + begin + text.len();
    let end = range.end;
    let written = match (reach, bracket.and_then(|inner| inner.split_once(')'))) {
        (Some(reach), Some((rules, reason))) => written(reach, rules, reason, end - reason.len() - 1 - rules.len()),
        _ => Err(Fault::Form),
    };
    Some(Directive { range, written })
}

/// Whether what stands before the marker are only signs that open or continue a comment, or ends in a space.
fn stands_alone(before: &str) -> bool {
    before.ends_with([' ', '\t']) || before.chars().all(|c| "#/*-!;<{%\"'".contains(c))
}

/// The text without the signs that close a comment.
fn without_closer(text: &str) -> &str {
    let text = text.trim_end();
    let closers = ["*/", "-->", "#}", "%>"];
    closers.iter().find_map(|closer| text.strip_suffix(closer)).unwrap_or(text).trim_end()
}

fn written<'a>(reach: Reach, rules: &'a str, reason: &'a str, start: usize) -> Result<Written<'a>, Fault> {
    let mut at = start;
    let mut names = Vec::new();
    for part in rules.split(',') {
        let name = part.trim();
        let begin = at + (part.len() - part.trim_start().len());
        if !name.is_empty() {
            names.push((name, begin..begin + name.len()));
        }
        at += part.len() + 1;
    }
    if names.is_empty() {
        return Err(Fault::NoRules);
    }
    let (reason, until) = split_until(reason)?;
    let reason = reason.trim_matches([' ', '\t', ':', '-', '–', '—', ',']);
    if reason.chars().any(char::is_alphanumeric) {
        Ok(Written { reach, rules: names, reason, until })
    } else {
        Err(Fault::NoReason)
    }
}

/// The reason, and the day after a final `until`. "until it is fixed" belongs to the reason: a day begins with a digit.
fn split_until(text: &str) -> Result<(&str, Option<Date>), Fault> {
    let text = text.trim();
    let Some((before, day)) = text.rsplit_once(char::is_whitespace) else { return Ok((text, None)) };
    let Some(reason) = before.trim_end().strip_suffix("until") else { return Ok((text, None)) };
    if !day.starts_with(|c: char| c.is_ascii_digit()) || !(reason.is_empty() || reason.ends_with(char::is_whitespace)) {
        return Ok((text, None));
    }
    let day = day.trim_end_matches('.');
    match day.parse::<Date>() {
        Ok(date) if day.len() == "2027-03-31".len() => Ok((reason, Some(date))),
        _ => Err(Fault::Date),
    }
}
