//! `.properties` and `.env` files: a name and a value on each line.
//!
//! Names of `.properties` are nested at their dots, so that they read like the YAML that the same frameworks take. The
//! kept crate for `.env` files fills in the variables of its own process, which a scan must not, so both kinds are read
//! by that for `.properties`, and the quotes and `export` of the other are taken off here. Its places are lines.

use super::{
    Expr, ExprKind, Language, Lowered, Pair,
    document::{Lines, Reading, Syntax, hash_comments, unmarked},
};
use crate::source::Source;
use java_properties::{LineContent, PropertiesIter};
use std::{collections::HashMap, ops::Range};

/// Reads a source.
pub fn lower(source: &Source) -> Lowered {
    let mut reading = Reading::new(source, Syntax::Settings);
    let nested = source.path.ends_with(".properties");
    let text = unmarked(&source.text);
    let lines = Lines::new(&text);
    let mut root = Group::default();
    for line in PropertiesIter::new_with_encoding(text.as_bytes(), encoding_rs::UTF_8) {
        let line = match line {
            Ok(line) => line,
            Err(error) => {
                let at = lines.range(error.line_number().unwrap_or(1) - 1).start;
                reading.complain(at, "this escape means nothing; what follows was not read: repair it".to_owned());
                break;
            }
        };
        let range = lines.range(line.line_number() - 1);
        let LineContent::KVPair(key, value) = line.consume_content() else { continue };
        let (key, value) = if nested { (key, value) } else { unquoted(key, value) };
        let parts: Vec<&str> = if nested { key.split('.').collect() } else { vec![&key] };
        let at = place(&source.text, &range, &value);
        let whole = value.parse().map(ExprKind::Int);
        root.set(
            &parts,
            whole.map_or_else(|_| reading.text(&value, at.clone()), |whole| reading.expr(whole, at.clone())),
        );
    }
    let document = root.lowered(&reading, 0..source.text.len());
    let comments = hash_comments(&text, source.id, &[]);
    reading.finish(Language::Properties, vec![document], comments)
}

/// A name and value of an `.env` file: without `export`, quotes and the comment behind an unquoted value.
fn unquoted(key: String, value: String) -> (String, String) {
    let (key, value) = match value.split_once('=').filter(|_| key == "export") {
        Some((name, value)) => (name.trim().to_owned(), value.to_owned()),
        None => (key, value),
    };
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some((inside, _)) = value.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            return (key, inside.to_owned());
        }
    }
    let end = value.find(" #").unwrap_or(value.len());
    (key, value[..end].trim_end().to_owned())
}

/// Where a value stands on its line; the line, where escapes make it look different.
fn place(text: &str, line: &Range<usize>, value: &str) -> Range<usize> {
    let found = text[line.clone()].rfind(value).filter(|_| !value.is_empty());
    found.map_or(line.clone(), |at| line.start + at..line.start + at + value.len())
}

/// Names with a common beginning.
#[derive(Default)]
struct Group {
    value: Option<Expr>,
    within: Vec<(String, Group)>,
    places: HashMap<String, usize>,
}

/// How many parts of a name are nested.
const MAX_PARTS: usize = 32;

impl Group {
    fn set(&mut self, parts: &[&str], value: Expr) {
        let mut group = self;
        for part in parts.iter().take(MAX_PARTS) {
            let next = group.within.len();
            let at = *group.places.entry((*part).to_owned()).or_insert(next);
            if at == next {
                group.within.push(((*part).to_owned(), Group::default()));
            }
            group = &mut group.within[at].1;
        }
        group.value = Some(value);
    }

    /// A name that is both a value and the beginning of others keeps the others.
    fn lowered(self, reading: &Reading<'_>, range: Range<usize>) -> Expr {
        if let Some(value) = self.value.filter(|_| self.within.is_empty()) {
            return value;
        }
        let entry = |(name, group): (String, Group)| -> Pair {
            let value = group.lowered(reading, range.clone());
            reading.entry(&name, range.start..range.start, value)
        };
        let pairs = self.within.into_iter().map(entry).collect();
        reading.expr(ExprKind::Map(pairs), range.clone())
    }
}
