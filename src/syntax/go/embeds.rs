//! Files that `//go:embed` puts into variables.

use super::{
    super::{Argument, Expr, ExprKind, Segment},
    Reader,
};
use crate::{
    source::{Span, offset},
    value::Name,
};
use tree_sitter::Node;

/// What reads an embedded file, a name that no program can give to anything else.
const EMBEDDED: &str = "go:embed";

/// How a comment begins that embeds a file in the variable behind it.
const DIRECTIVE: &str = "//go:embed ";

impl Reader<'_, '_> {
    /// Remembers the variables of a file or a list that stand behind a directive.
    pub(super) fn note_embeds(&mut self, list: Node<'_>) {
        let mut comment = None;
        let mut cursor = list.walk();
        for child in list.named_children(&mut cursor) {
            match child.kind() {
                "comment" => comment = self.text(child).starts_with(DIRECTIVE).then_some(child),
                "var_declaration" | "var_spec" => {
                    if let Some(comment) = comment.take() {
                        let spec = if child.kind() == "var_spec" { Some(child) } else { child.named_child(0) };
                        let span = self.span(comment);
                        self.embeds.extend(spec.map(|spec| (spec.id(), span)));
                    } else if let Some(inner) = child.named_child(0).filter(|inner| inner.kind() == "var_spec_list") {
                        self.note_embeds(inner);
                    }
                }
                _ => comment = None,
            }
        }
    }

    /// The file that a comment before a variable embeds in it, as a call that reads it.
    pub(super) fn embedded(&self, spec: Node<'_>) -> Option<Expr> {
        let whole = *self.embeds.get(&spec.id())?;
        let said = self.source.slice(whole);
        let path = said.strip_prefix(DIRECTIVE)?.trim();
        let start = whole.start + offset(said.find(path).unwrap_or_default());
        let span = Span { start, end: start + offset(path.len()), ..whole };
        let segment = Segment::Fixed(path.trim_matches(['"', '`']).into(), span);
        let path = Expr { kind: ExprKind::Text(vec![segment]), span };
        let callee = Expr { kind: ExprKind::Name(Name::new_static(EMBEDDED)), span: whole };
        let arguments = vec![Argument::Positional(path)];
        Some(Expr { kind: ExprKind::Call { callee: Box::new(callee), arguments, new: false }, span: whole })
    }
}
