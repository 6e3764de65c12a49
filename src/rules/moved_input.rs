//! Moving what an action no longer reads into what it does read.

use super::{Context, Rule};
use crate::{
    calls::Workflow,
    catalog::pages,
    diagnostic::{Edit, Fix},
    source::{At, Source, Span, offset},
    value::Name,
};

/// The input that takes what the command line takes.
const ARGUMENTS: &str = "claude_args";
/// Inputs that choose a model, which no safe fix does.
const MODEL: &str = "model";

/// Moves an input into `claude_args`; nothing where either is more than a word or words on one line.
pub fn fix(context: &Context<'_>, rule: &Rule, workflow: &Workflow, input: &At<Name>) -> Option<Fix> {
    let source = context.files.source(input.span.source)?;
    let flag = pages::named(rule.name)?.fix.get(&*input.node)?;
    let line = Line::of(&source, input)?;
    let value = source.slice(line.value);
    if value.contains(' ') || is_nothing(&source, line.value) {
        return None;
    }
    let edits = match workflow.inputs.iter().find(|other| other.node == ARGUMENTS) {
        None => {
            let at = Span { start: line.key, end: line.end, ..line.whole };
            // Of two inputs of a step only one may become the arguments: the place of the action stands for all of it.
            let step = workflow.uses.as_ref()?.span;
            let held = Edit { at: Span { end: step.start, ..step }, replacement: String::new() };
            vec![held, Edit { at, replacement: format!("{ARGUMENTS}: {flag} {value}") }]
        }
        Some(given) => {
            let known = Line::of(&source, given)?.value;
            if source.slice(known).split([' ', '=']).any(|word| word == flag) {
                return None;
            }
            let at = Span { start: known.end, ..known };
            vec![
                Edit { at, replacement: format!(" {flag} {value}") },
                Edit { at: line.whole, replacement: String::new() },
            ]
        }
    };
    Some(Fix { title: format!("move `{}` into `{ARGUMENTS}`", input.node), safe: !input.node.contains(MODEL), edits })
}

/// Whether a value is empty, or no value at all as YAML spells that.
fn is_nothing(source: &Source, value: Span) -> bool {
    let quoted = source.text.get(value.end as usize..).is_some_and(|rest| rest.starts_with(['"', '\'']));
    let text = source.slice(value);
    text.is_empty() || !quoted && matches!(text, "null" | "Null" | "NULL")
}

/// Where an input is written that has a line of its own.
struct Line {
    /// The line, with what ends it.
    whole: Span,
    /// Where its key begins.
    key: u32,
    /// Where its value ends, quotes included.
    end: u32,
    /// The value without quotes.
    value: Span,
}

impl Line {
    /// Nothing where more stands on the line than a key and a plain or quoted value.
    fn of(source: &Source, input: &At<Name>) -> Option<Line> {
        let (start, end) = source.line_around(input.span.start);
        let next = source.text.get(end as usize..)?.starts_with('\n');
        let whole = Span { start, end: end + u32::from(next), ..input.span };
        let text = source.slice(Span { end, ..whole });
        let key = start + offset(text.len() - text.trim_start().len());
        let value = source.slice(Span { start: key, end, ..whole }).strip_prefix(&*input.node)?.strip_prefix(':')?;
        let (bare, lead) = (value.trim(), value.len() - value.trim_start().len());
        let from = key + offset(input.node.len() + 1 + lead);
        let to = from + offset(bare.len());
        let inner = ['"', '\''].iter().find_map(|quote| bare.strip_prefix(*quote)?.strip_suffix(*quote));
        let quoted = u32::from(inner.is_some());
        let plain = |sign: char| sign.is_ascii_alphanumeric() || " .,:=/@_-".contains(sign);
        let fits = !bare.is_empty() && inner.unwrap_or(bare).chars().all(plain);
        let value = Span { start: from + quoted, end: to - quoted, ..whole };
        fits.then_some(Line { whole, key, end: to, value })
    }
}
