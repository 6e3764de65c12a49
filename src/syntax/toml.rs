//! TOML, with places; what is damaged costs only itself.

use super::{
    Expr, ExprKind, Item, Language, Lowered, Pair,
    document::{Reading, Syntax, hash_comments, number, unmarked},
};
use crate::source::{Source, offset};
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// On how many lines mistakes are told: the first show what is wrong.
const MAX_ERRORS: usize = 3;

/// Reads a source.
pub fn lower(source: &Source) -> Lowered {
    let text = unmarked(&source.text);
    let (table, errors) = DeTable::parse_recoverable(&text);
    let spans = errors.iter().filter_map(toml::de::Error::span);
    let damaged = spans.map(|span| source.line_around(offset(span.start))).collect();
    let mut file = File { reading: Reading::new(source, Syntax::Settings), damaged, texts: Vec::new() };
    for error in errors.iter().take(MAX_ERRORS) {
        let at = error.span().map_or(0, |span| span.start);
        let message = format!("this is not TOML ({}); only what could be read around it is checked", error.message());
        file.reading.complain(at, message);
    }
    let document = file.table(table.get_ref(), 0..source.text.len());
    file.texts.sort_unstable_by_key(|range| range.start);
    let comments = hash_comments(&text, source.id, &file.texts);
    file.reading.finish(Language::Toml, vec![document], comments)
}

struct File<'s> {
    reading: Reading<'s>,
    /// Where lines are damaged; what is read there may be anything.
    damaged: Vec<(u32, u32)>,
    /// Where strings stand, in which `#` begins no comment.
    texts: Vec<Range<usize>>,
}

impl File<'_> {
    fn table(&mut self, table: &DeTable<'_>, range: Range<usize>) -> Expr {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let pairs: Vec<Pair> = entries
            .into_iter()
            .map(|(key, value)| {
                self.texts.push(key.span());
                let value = self.value(value);
                self.reading.entry(key.get_ref(), key.span(), value)
            })
            .collect();
        self.reading.expr(ExprKind::Map(pairs), range)
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) -> Expr {
        let range = value.span();
        let start = offset(range.start);
        // What the parser makes up to go on has no length.
        let damaged = range.is_empty() || self.damaged.iter().any(|(from, to)| (*from..*to).contains(&start));
        if damaged || !self.reading.enter(range.start) {
            return self.reading.unknown(range);
        }
        let expr = match value.get_ref() {
            DeValue::String(text) => {
                self.texts.push(range.clone());
                self.reading.text(text, range)
            }
            DeValue::Integer(whole) => match i64::from_str_radix(whole.as_str(), whole.radix()) {
                Ok(whole) => self.reading.expr(ExprKind::Int(whole), range),
                Err(_) => self.reading.unknown(range),
            },
            DeValue::Float(float) => self.reading.expr(number(float.as_str()), range),
            DeValue::Boolean(yes) => self.reading.expr(ExprKind::Bool(*yes), range),
            DeValue::Datetime(date) => self.reading.fixed(&date.to_string(), range),
            DeValue::Array(array) => {
                let items = array.iter().map(|item| Item::One(self.value(item))).collect();
                self.reading.expr(ExprKind::List(items), range)
            }
            DeValue::Table(table) => self.table(table, range),
        };
        self.reading.leave();
        expr
    }
}
