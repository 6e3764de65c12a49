//! Giving a step of a workflow the minutes that the team's policy states.

use super::Context;
use crate::{
    calls::CallSite,
    diagnostic::{Edit, Fix},
    source::{Source, Span, offset},
};

/// Lines above a command in which its `run` is looked for.
const ABOVE: usize = 200;

/// Writes `timeout-minutes` into the steps of these calls; nothing where one of them is not written as steps mostly are.
pub fn fix<'a>(context: &Context<'_>, calls: impl Iterator<Item = &'a CallSite>, minutes: u64) -> Option<Fix> {
    let mut edits: Vec<Edit> = calls.map(|call| edit(context, call, minutes)).collect::<Option<_>>()?;
    edits.sort_by_key(|edit| edit.at);
    edits.dedup();
    let title = format!("give it `timeout-minutes: {minutes}`, as the policy says");
    (minutes > 0).then_some(Fix { title, safe: true, edits })
}

fn edit(context: &Context<'_>, call: &CallSite, minutes: u64) -> Option<Edit> {
    let source = context.files.source(call.at.source)?;
    let uses = call.around.workflow.as_ref()?.uses.as_ref().map(|uses| uses.span);
    let (key, from) = uses.map_or(("run:", call.at.start), |uses| ("uses:", uses.start));
    let (line, column) = line_of(&source, key, from, if uses.is_some() { 1 } else { ABOVE })?;
    let newline = if source.text.contains("\r\n") { "\r\n" } else { "\n" };
    let indent = " ".repeat(column as usize);
    let written = format!("timeout-minutes: {minutes}");
    let (at, replacement) = if uses.is_some() {
        let text = source.slice(line).trim_end();
        (line.start + offset(text.len()), format!("{newline}{indent}{written}"))
    } else {
        (line.start + column, format!("{written}{newline}{indent}"))
    };
    Some(Edit { at: Span { start: at, end: at, ..line }, replacement })
}

/// The line on or above a place that begins with a key, of a step that is written over several lines, and the column of
/// the key.
fn line_of(source: &Source, key: &str, from: u32, most: usize) -> Option<(Span, u32)> {
    let mut at = from;
    for _ in 0..most {
        let (start, end) = source.line_around(at);
        let line = Span::new(source.id, start, end);
        let text = source.slice(line);
        let bare = text.trim_start_matches([' ', '-']);
        let led = &text[..text.len() - bare.len()];
        if bare.starts_with(key) {
            return Some((line, offset(led.len())));
        }
        at = start.checked_sub(1)?;
    }
    None
}
