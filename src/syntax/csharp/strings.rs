//! Texts: regular, verbatim, raw and interpolated.

use super::Reader;
use crate::{
    source::Span,
    syntax::{
        Expr, ExprKind, Segment,
        grammar::{child_of, children},
    },
};
use tree_sitter::Node;

/// How a text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Regular,
    Verbatim,
    Raw,
}

impl<'t> Reader<'_, '_, 't> {
    /// A text of any form.
    pub(super) fn string(&mut self, node: Node<'t>) -> Expr {
        let segments = match node.kind() {
            "verbatim_string_literal" => {
                let inner = self.text(node).trim_end_matches("u8").trim_end_matches("U8");
                let inner = inner.strip_prefix("@\"").unwrap_or(inner);
                let inner = inner.strip_suffix('"').unwrap_or(inner).replace("\"\"", "\"");
                vec![Segment::Fixed(inner.into(), self.low.span(node))]
            }
            "raw_string_literal" => self.raw(node),
            "interpolated_string_expression" => self.interpolated(node),
            _ => vec![self.regular(node)],
        };
        self.low.expr(ExprKind::Text(segments), node)
    }

    /// `"…"` and `'…'`.
    fn regular(&self, node: Node<'t>) -> Segment {
        let mut text = String::new();
        for part in children(node) {
            match part.kind() {
                "escape_sequence" => text.push_str(&escape(self.text(part))),
                "string_literal_encoding" => {}
                _ => text.push_str(self.text(part)),
            }
        }
        Segment::Fixed(text.into(), self.low.span(node))
    }

    fn raw(&self, node: Node<'t>) -> Vec<Segment> {
        let content = child_of(node, "raw_string_content").map_or("", |content| self.text(content));
        let mut pieces = vec![content.to_owned()];
        dedent(&mut pieces);
        pieces.into_iter().map(|text| Segment::Fixed(text.into(), self.low.span(node))).collect()
    }

    fn interpolated(&mut self, node: Node<'t>) -> Vec<Segment> {
        let start = child_of(node, "interpolation_start").map_or("", |start| self.text(start));
        let quoted = child_of(node, "interpolation_quote").is_some();
        let form = match () {
            () if quoted => Form::Raw,
            () if start.contains('@') => Form::Verbatim,
            () => Form::Regular,
        };
        let mut texts: Vec<String> = vec![String::new()];
        let mut spans: Vec<Option<Span>> = vec![None];
        let mut holes = Vec::new();
        for part in children(node) {
            let text = match part.kind() {
                "interpolation" => {
                    let inner = children(part).into_iter().find(|inner| !inner.kind().starts_with("interpolation_"));
                    holes.extend(inner.map(|inner| self.expression(inner)));
                    texts.push(String::new());
                    spans.push(None);
                    continue;
                }
                "escape_sequence" => escape(self.text(part)),
                "string_content" => unescaped(self.text(part), form),
                _ => continue,
            };
            if let (Some(last), Some(at)) = (texts.last_mut(), spans.last_mut()) {
                last.push_str(&text);
                let span = self.low.span(part);
                *at = Some(at.map_or(span, |at| Span { end: span.end, ..at }));
            }
        }
        if form == Form::Raw {
            dedent(&mut texts);
        }
        let mut segments = Vec::new();
        let mut holes = holes.into_iter();
        for (text, at) in texts.into_iter().zip(spans) {
            if let Some(at) = at.filter(|_| !text.is_empty()) {
                segments.push(Segment::Fixed(text.into(), at));
            }
            segments.extend(holes.next().map(Segment::Hole));
        }
        segments
    }
}

fn unescaped(text: &str, form: Form) -> String {
    match form {
        Form::Raw => text.to_owned(),
        Form::Verbatim => text.replace("\"\"", "\"").replace("{{", "{").replace("}}", "}"),
        Form::Regular => text.replace("{{", "{").replace("}}", "}"),
    }
}

/// What an escape sequence stands for.
fn escape(sequence: &str) -> String {
    let code = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).map(String::from);
    let rest = sequence.get(1..).unwrap_or_default();
    match rest.chars().next() {
        Some('x' | 'u' | 'U') => code(&rest[1..]).unwrap_or_default(),
        Some('n') => "\n".into(),
        Some('t') => "\t".into(),
        Some('r') => "\r".into(),
        Some('0') => "\0".into(),
        Some('a') => "\u{7}".into(),
        Some('b') => "\u{8}".into(),
        Some('e') => "\u{1b}".into(),
        Some('f') => "\u{c}".into(),
        Some('v') => "\u{b}".into(),
        Some(other) => other.into(),
        None => String::new(),
    }
}

/// A raw text of several lines loses its first and last line break, and the indentation of its closing quotes.
fn dedent(texts: &mut [String]) {
    let Some(last) = texts.last() else { return };
    let Some(end) = last.rfind('\n').filter(|at| last[at + 1..].trim().is_empty()) else { return };
    let indent = format!("\n{}", &last[end + 1..]);
    if let Some(last) = texts.last_mut() {
        last.truncate(end);
        if last.ends_with('\r') {
            last.pop();
        }
    }
    for text in texts.iter_mut() {
        *text = text.replace(&indent, "\n");
    }
    if let Some(first) = texts.first_mut() {
        let line = first.find('\n').map_or(0, |at| at + 1);
        if first[..line].trim().is_empty() {
            first.drain(..line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{dedent, escape};

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(["\\n", "\\u00e9", "\\x41", "\\\"", "\\U0001F600"].map(escape), ["\n", "é", "A", "\"", "😀"]);
        assert_eq!(["\\u", "\\xZZ", ""].map(escape), [""; 3]);
    }

    #[test]
    fn raw_texts_lose_the_indentation_of_their_closing_quotes() {
        let mut texts = vec!["\n    You are ".to_owned(), ".\n      Be brief.\n    ".to_owned()];
        dedent(&mut texts);
        assert_eq!(texts, ["You are ", ".\n  Be brief."]);
        let mut one = vec!["on one line".to_owned()];
        dedent(&mut one);
        assert_eq!(one, ["on one line"]);
    }
}
