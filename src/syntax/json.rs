//! JSON, with the comments and trailing commas that settings files have.
//!
//! `jsonc-parser` is the one kept parser that gives places, knows comments and bounds its own depth; a YAML parser takes
//! JSON too, but neither comments nor keys of any length, and `serde_json` gives no places. Scripts of a `package.json`
//! are commands.

use super::{
    Expr, ExprKind, Item, Language, Lowered, Pair,
    document::{Reading, Syntax, number, unmarked},
    shell::{Commands, Embedded},
};
use crate::source::{Source, Span, offset};
use jsonc_parser::{
    CollectOptions, CommentCollectionStrategy, ParseOptions,
    ast::{Object, ObjectPropName, Value},
    common::Ranged,
    parse_to_ast,
};

/// Reads a source.
pub fn lower(source: &Source) -> Lowered {
    let mut reading = Reading::new(source, Syntax::Settings);
    let collect = CollectOptions { comments: CommentCollectionStrategy::Separate, tokens: false };
    let text = unmarked(&source.text);
    match parse_to_ast(&text, &collect, &ParseOptions::default()) {
        Ok(parsed) => {
            let documents = parsed.value.as_ref().map(|value| lowered(&mut reading, value));
            let mut comments: Vec<Span> = (parsed.comments.iter().flat_map(|map| map.values()))
                .flat_map(|comments| comments.iter().map(Ranged::range))
                .map(|range| Span::new(source.id, offset(range.start), offset(range.end)))
                .collect();
            comments.sort_unstable();
            comments.dedup();
            let documents: Vec<Expr> = documents.into_iter().collect();
            let commands = scripts(source, &documents);
            let mut lowered = reading.finish(Language::Json, documents, comments);
            commands.add_to(&mut lowered.module);
            lowered
        }
        Err(error) => {
            let message = format!("this is not JSON ({}), so it was not read: repair it", error.kind());
            reading.complain(error.range().start, message);
            reading.finish(Language::Json, Vec::new(), Vec::new())
        }
    }
}

/// Whether the file at a path has scripts, which are commands of a shell.
pub fn has_scripts(path: &str) -> bool {
    path.rsplit_once('/').map_or(path, |(_, name)| name) == "package.json"
}

/// The commands under `scripts` of a `package.json`.
fn scripts(source: &Source, documents: &[Expr]) -> Commands {
    let mut commands = Commands::default();
    let Some(Expr { kind: ExprKind::Map(pairs), .. }) = documents.first().filter(|_| has_scripts(&source.path)) else {
        return commands;
    };
    for pair in pairs {
        let Pair::Entry(key, Expr { kind: ExprKind::Map(scripts), .. }) = pair else { continue };
        if source.slice(key.span) != "\"scripts\"" {
            continue;
        }
        for script in scripts {
            let Pair::Entry(_, script) = script else { continue };
            if let Some(command) = Embedded::of_json(source.slice(script.span), script.span.start) {
                commands.read(source, command);
            }
        }
    }
    commands
}

fn lowered(reading: &mut Reading<'_>, value: &Value<'_>) -> Expr {
    let range = value.range();
    let range = range.start..range.end;
    if !reading.enter(range.start) {
        return reading.unknown(range);
    }
    let expr = match value {
        Value::StringLit(text) => reading.text(&text.value, range),
        Value::NumberLit(written) => reading.expr(number(written.value), range),
        Value::BooleanLit(yes) => reading.expr(ExprKind::Bool(yes.value), range),
        Value::NullKeyword(_) => reading.expr(ExprKind::Null, range),
        Value::Object(object) => {
            let pairs = pairs(reading, object);
            reading.expr(ExprKind::Map(pairs), range)
        }
        Value::Array(array) => {
            let items = array.elements.iter().map(|value| Item::One(lowered(reading, value))).collect();
            reading.expr(ExprKind::List(items), range)
        }
    };
    reading.leave();
    expr
}

fn pairs(reading: &mut Reading<'_>, object: &Object<'_>) -> Vec<Pair> {
    let entry = |reading: &mut Reading<'_>, name: &ObjectPropName<'_>, value: &Value<'_>| {
        let at = name.range();
        let value = lowered(reading, value);
        reading.entry(name.as_str(), at.start..at.end, value)
    };
    object.properties.iter().map(|property| entry(reading, &property.name, &property.value)).collect()
}
