//! What became of a policy's own tests.

use super::{Look, style::Style};
use crate::{
    catalog::Level,
    money::{Money, Range},
    policy::{Expected, PolicyLine},
};
use std::fmt::Write;

/// A test that was run.
#[derive(Clone, Debug)]
pub struct Tested {
    /// What it is to show.
    pub name: String,
    /// Where it begins.
    pub line: PolicyLine,
    /// In what the outcome is other than expected; nothing where it passed.
    pub differences: Vec<Difference>,
}

/// Something that is other than expected.
#[derive(Clone, Debug)]
pub enum Difference {
    /// A finding that is expected is not there.
    Missing(Expected),
    /// A finding is there that is not expected.
    Unexpected {
        /// Its rule.
        rule: String,
        /// Its line, from 1.
        line: u32,
        /// Its level.
        level: Level,
        /// What it says.
        message: String,
    },
    /// The requests come to something else.
    Cost {
        /// What they come to.
        found: Range<Money>,
        /// What the lowest estimate was not to be below.
        at_least: Option<Money>,
        /// What the highest was not to be above.
        at_most: Option<Money>,
    },
    /// What the requests come to is not known.
    Unpriced,
    /// The code cannot be read, and why.
    Unread(String),
}

/// Every test, and what is other than expected in those that failed.
pub fn tested(all: &[Tested], look: &Look) -> String {
    let mut out = String::new();
    for one in all.iter().filter(|one| !look.quiet || !one.differences.is_empty()) {
        let (word, style) = match one.differences.as_slice() {
            [] => ("ok  ", Style::Quiet),
            _ => ("FAIL", Style::Level(Level::Error)),
        };
        let text = look.line(&format!("{} ({}:{})", one.name, one.line.path, one.line.line));
        push(&mut out, &look.wrap(&text, &format!("{}  ", look.paint(style, word)), "      "));
        for difference in &one.differences {
            push(&mut out, &look.wrap(&look.line(&said(difference)), "      - ", "        "));
        }
    }
    if !look.quiet {
        let failed = all.iter().filter(|one| !one.differences.is_empty()).count();
        let tests = if all.len() == 1 { "1 test".to_owned() } else { format!("{} tests", all.len()) };
        let text = match (all.len(), failed) {
            (0, _) => "no [[test]] in the policies that hold here".to_owned(),
            (_, 0) => format!("{tests}, all passed"),
            _ => format!("{tests}, {failed} failed"),
        };
        push(&mut out, &text);
    }
    out
}

fn said(difference: &Difference) -> String {
    match difference {
        Difference::Missing(expected) => {
            let level = expected.level.map(|level| format!(" as {level}")).unwrap_or_default();
            let line = expected.line.map(|line| format!(" in line {line}")).unwrap_or_default();
            format!("{}{level}{line} is expected and not found", expected.rule)
        }
        Difference::Unexpected { rule, line, level, message } => {
            format!("{rule} as {level} in line {line} is found and not expected: {message}")
        }
        Difference::Cost { found, at_least, at_most } => {
            let bound = |word: &str, bound: &Option<Money>| bound.map(|bound| format!("{word} {bound}"));
            let bounds: Vec<String> =
                bound("at least", at_least).into_iter().chain(bound("at most", at_most)).collect();
            format!("the requests come to {} to {}; expected: {}", found.low, found.high, bounds.join(" and "))
        }
        Difference::Unpriced => "what the requests come to is not known, so no bound of it holds".to_owned(),
        Difference::Unread(why) => why.clone(),
    }
}

fn push(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("a string takes everything");
}
