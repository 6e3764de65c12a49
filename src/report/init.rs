//! The policy that `skint init` writes, and what it says about it.

use super::{Look, escape};
use crate::money::{Money, grouped};
use jiff::civil::Date;
use std::fmt::Write;

/// What was seen of a repository that is to have a policy.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// How many calls of Claude there are.
    pub calls: usize,
    /// Models as a policy names them, each with how many calls may send to it.
    pub models: Vec<(String, usize)>,
    /// How many calls take their model from where it cannot be seen.
    pub unseen_models: usize,
    /// What the dearest request comes to at worst, and where it is sent.
    pub dearest: Option<(Money, String)>,
    /// Rules that would fail a check, each with how many findings it has.
    pub failing: Vec<(String, usize)>,
    /// Where requests begin, as far as it is seen.
    pub entries: Vec<Entry>,
    /// Whether a check passes with the policy that was written.
    pub passes: bool,
}

/// Where requests begin.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The file.
    pub path: String,
    /// The function.
    pub function: Option<String>,
    /// The route that runs it.
    pub route: Option<String>,
}

/// A file that `skint init` was to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was not there and was written; this is left to fill in by hand.
    Written(String, Vec<&'static str>),
    /// It is there; this would be added to it.
    Kept(String, String),
}

/// How many entry points are written out.
const MOST_ENTRIES: usize = 20;

/// A policy under which what was seen passes.
pub fn policy(seen: &Seen, as_of: Date) -> String {
    let calls = count(seen.calls, "call", "calls");
    let mut out = format!(
        "# What skint reports about calls of Claude, and what they may cost. Written by `skint init` on {as_of}, from\n\
         # {calls} in the code. `skint policy show PATH` says what holds where.\n\n\
         extends = [\"skint:recommended\"]    # or \"skint:strict\"\n"
    );
    for part in [models(seen), rules(seen), budget(seen), traffic(seen)] {
        out.push('\n');
        out.push_str(&part);
    }
    out
}

fn models(seen: &Seen) -> String {
    let mut out = String::from("[models]\n");
    if seen.models.is_empty() {
        out.push_str("# allow = [\"haiku\", \"sonnet\"]    # ids, families or patterns; `skint models` lists them\n");
    } else {
        out.push_str("# What is in use today. Any other model is then an error; `skint models` lists what there is.\nallow = [\n");
        let width = seen.models.iter().map(|(model, _)| model.chars().count() + 3).max().unwrap_or(0);
        for (model, calls) in &seen.models {
            let model = format!("{},", string(model));
            push(&mut out, format_args!("    {model:width$}    # {}\n", count(*calls, "call", "calls")));
        }
        out.push_str("]\n");
    }
    if seen.unseen_models > 0 {
        let calls = count(seen.unseen_models, "call takes its", "calls take their");
        push(&mut out, format_args!("# {calls} model from where skint cannot see it.\n"));
    }
    out
}

fn rules(seen: &Seen) -> String {
    if seen.failing.is_empty() {
        return String::from(
            "[rules]    # `skint rules` lists them\n# uncached-system-prompt = { level = \"error\", min-tokens = 2000 }\n",
        );
    }
    let mut out = String::from(
        "[rules]\n# Each of these is found today and only shown. Delete a line when its findings are gone; or delete all of\n\
         # them and record the findings with `skint baseline`, so that new ones fail at once.\n",
    );
    for (rule, findings) in &seen.failing {
        push(&mut out, format_args!("{rule} = \"info\"    # {}\n", count(*findings, "finding", "findings")));
    }
    out
}

fn budget(seen: &Seen) -> String {
    let mut out = String::from("[budget]\n");
    match &seen.dearest {
        Some((dearest, place)) => {
            let place = escape::line(place);
            push(&mut out, format_args!("# The dearest request today comes to {dearest} at worst: {place}\n"));
            push(&mut out, format_args!("per-call-usd = {}\n", ceiling(*dearest)));
        }
        None => out.push_str("# per-call-usd = 0.50    # what one request may cost at worst\n"),
    }
    out.push_str(
        "# monthly-usd = 500    # for all calls; needs [[traffic]]\n\
         # increase = { monthly-usd = 50, percent = 10 }    # what one change may add\n",
    );
    out
}

fn traffic(seen: &Seen) -> String {
    let mut out = String::from(
        "# How often calls run stands in no code. Fill it in where it matters, and skint says what a month costs.\n",
    );
    let example = Entry { path: "src/api.py".to_owned(), function: Some("answer".to_owned()), route: None };
    let entries = if seen.entries.is_empty() { std::slice::from_ref(&example) } else { &seen.entries };
    for entry in entries.iter().take(MOST_ENTRIES) {
        push(&mut out, format_args!("\n# [[traffic]]\n# path = {}\n", string(&entry.path)));
        if let Some(function) = &entry.function {
            let route = entry.route.as_ref().map(|route| format!("    # {}", escape::line(route))).unwrap_or_default();
            push(&mut out, format_args!("# function = {}{route}\n", string(function)));
        } else if let Some(route) = &entry.route {
            push(&mut out, format_args!("# route = {}\n", string(route)));
        }
        out.push_str("# calls-per-day = 100\n");
    }
    if let Some(more) = entries.len().checked_sub(MOST_ENTRIES).filter(|more| *more > 0) {
        push(&mut out, format_args!("\n# And {more} more: `skint sites` lists every call.\n"));
    }
    out
}

/// What was written, and what to do next.
pub fn made(all: &[Made], seen: &Seen, look: &Look) -> String {
    let mut out = String::new();
    for made in all {
        match made {
            Made::Written(path, gaps) => {
                let left = if gaps.is_empty() { String::new() } else { format!(": fill in {}", gaps.join(" and ")) };
                push(&mut out, format_args!("wrote {}{left}\n", look.line(path)));
            }
            Made::Kept(path, snippet) => {
                push(
                    &mut out,
                    format_args!("{} is there already; this belongs into it:\n\n{snippet}\n", look.line(path)),
                );
            }
        }
    }
    if look.quiet {
        return out;
    }
    let findings: usize = seen.failing.iter().map(|(_, findings)| findings).sum();
    let calls = count(seen.calls, "call", "calls");
    let models = count(seen.models.len(), "model", "models");
    let text = match findings {
        _ if !seen.passes => format!("{calls}, {models}. `skint check` still fails: raise or lower levels by hand."),
        0 => format!("{calls}, {models}, and nothing that fails. `skint check` passes."),
        _ => format!(
            "{calls}, {models}. `skint check` passes: {} only shown until you raise their levels.",
            count(findings, "finding is", "findings are")
        ),
    };
    push(&mut out, format_args!("{}\n", look.wrap(&text, "", "")));
    out
}

/// The least sum of two digits that a price does not exceed, as a policy has it.
fn ceiling(price: Money) -> String {
    let mut unit = 1_i128;
    while price.0 / unit >= 100 {
        unit *= 10;
    }
    let text = Money((price.0 + unit - 1) / unit * unit).to_decimal(12);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A string as TOML has it.
fn string(text: &str) -> String {
    escape::line(&toml::Value::from(text).to_string())
}

fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(&number.to_string())) }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a string takes everything");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ceiling_is_not_below_the_price() {
        let shown = |text: &str| ceiling(Money::from_decimal(text).expect("a sum"));
        assert_eq!(shown("1.281"), "1.3");
        assert_eq!(shown("0.00391"), "0.004");
        assert_eq!(shown("250"), "250");
        assert_eq!(shown("0"), "0");
    }
}
