//! Strings and f-strings.

use super::Reader;
use crate::{
    source::Span,
    syntax::{Argument, Expr, ExprKind, Segment},
    value::Name,
};
use ruff_python_ast::{
    ConversionFlag, ExprFString, ExprStringLiteral, ExprTString, FStringPart, InterpolatedElement,
    InterpolatedStringElement, StringFlags, StringLiteral,
};
use ruff_text_size::TextRange;
use std::sync::Arc;

/// Text put together from adjacent literals and the parts of f-strings.
#[derive(Default)]
struct Joined {
    segments: Vec<Segment>,
    fixed: String,
    from: Option<Span>,
}

impl Joined {
    fn fixed(&mut self, text: &str, span: Span) {
        if !text.is_empty() {
            self.fixed.push_str(text);
            self.from = Some(self.from.map_or(span, |from| Span { end: span.end, ..from }));
        }
    }

    fn hole(&mut self, expression: Expr) {
        self.end_fixed();
        self.segments.push(Segment::Hole(expression));
    }

    fn end_fixed(&mut self) {
        if let Some(from) = self.from.take() {
            self.segments.push(Segment::Fixed(Arc::from(self.fixed.as_str()), from));
            self.fixed.clear();
        }
    }

    fn finish(mut self) -> ExprKind {
        self.end_fixed();
        ExprKind::Text(self.segments)
    }
}

impl Reader<'_> {
    pub(super) fn string(&mut self, string: &ExprStringLiteral) -> ExprKind {
        let [literal] = string.value.as_slice() else {
            let mut joined = Joined::default();
            string.value.as_slice().iter().for_each(|literal| joined.fixed(&literal.value, self.content(literal)));
            return joined.finish();
        };
        if literal.value.is_empty() {
            return ExprKind::Text(vec![]);
        }
        ExprKind::Text(vec![Segment::Fixed(Arc::from(&*literal.value), self.content(literal))])
    }

    pub(super) fn f_string(&mut self, string: &ExprFString) -> ExprKind {
        let mut joined = Joined::default();
        for part in string.value.as_slice() {
            match part {
                FStringPart::Literal(literal) => joined.fixed(&literal.value, self.content(literal)),
                FStringPart::FString(string) => self.elements(string.elements.iter(), &mut joined),
            }
        }
        joined.finish()
    }

    /// A t-string makes a template object, which is no text; what is filled in is kept.
    pub(super) fn t_string(&mut self, string: &ExprTString) -> ExprKind {
        let elements = string.value.as_slice().iter().flat_map(|part| part.elements.iter());
        let filled = elements.filter_map(|element| match element {
            InterpolatedStringElement::Interpolation(hole) => Some(self.filled(hole)),
            InterpolatedStringElement::Literal(_) => None,
        });
        ExprKind::Other(filled.collect())
    }

    fn elements<'e>(&mut self, elements: impl Iterator<Item = &'e InterpolatedStringElement>, joined: &mut Joined) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(literal) => joined.fixed(&literal.value, self.span(literal.range)),
                InterpolatedStringElement::Interpolation(hole) => {
                    if let Some(shown) = &hole.debug_text {
                        joined.fixed(shown.as_str(), self.span(hole.range));
                    }
                    joined.hole(self.filled(hole));
                }
            }
        }
    }

    /// What fills a hole, with its conversion and format as the calls that they stand for: `{x!r:>9}` is
    /// `format(repr(x), ">9")`.
    fn filled(&mut self, hole: &InterpolatedElement) -> Expr {
        let shown = hole.debug_text.is_some() && hole.format_spec.is_none();
        let conversion = match hole.conversion {
            ConversionFlag::Str => Some("str"),
            ConversionFlag::Ascii => Some("ascii"),
            ConversionFlag::Repr => Some("repr"),
            ConversionFlag::None => shown.then_some("repr"),
        };
        let mut value = self.expression(&hole.expression);
        if let Some(name) = conversion {
            value = self.built_in(name, vec![value], hole.range);
        }
        let Some(spec) = &hole.format_spec else { return value };
        let mut joined = Joined::default();
        let read = self.deeper(spec.range, |reader| {
            reader.elements(spec.elements.iter(), &mut joined);
            joined.finish()
        });
        let spec = self.place(read.unwrap_or(ExprKind::Other(vec![])), spec.range);
        self.built_in("format", vec![value, spec], hole.range)
    }

    fn built_in(&self, name: &'static str, arguments: Vec<Expr>, range: TextRange) -> Expr {
        let callee = Box::new(self.place(ExprKind::Name(Name::new_static(name)), range));
        let arguments = arguments.into_iter().map(Argument::Positional).collect();
        self.place(ExprKind::Call { callee, arguments, new: false }, range)
    }

    /// Where the characters of a literal stand, between its quotes.
    fn content(&self, literal: &StringLiteral) -> Span {
        let span = self.span(literal.range);
        let start = (span.start + literal.flags.opener_len().to_u32()).min(span.end);
        let end = span.end.saturating_sub(literal.flags.closer_len().to_u32()).max(start);
        Span { start, end, ..span }
    }
}
