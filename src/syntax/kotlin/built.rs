//! Maps and lists that a block fills: `buildJsonObject { put("model", model) }`, and those that are put into another in
//! the same step.

use super::{
    super::{Argument, Expr, ExprKind},
    Reader,
};
use crate::value::Name;
use tree_sitter::Node;

/// Functions that make what their block fills, whether it is a map, and under which name they put it into what they
/// are called on.
const BUILDERS: [(&str, bool, Option<&str>); 8] = [
    ("addJsonArray", false, Some("add")),
    ("addJsonObject", true, Some("add")),
    ("buildJsonArray", false, None),
    ("buildJsonObject", true, None),
    ("buildList", false, None),
    ("buildMap", true, None),
    ("putJsonArray", false, Some("put")),
    ("putJsonObject", true, Some("put")),
];

impl Reader<'_, '_> {
    /// The call of such a function as what it does: an empty map or list, to which the block is applied.
    pub(super) fn built(
        &mut self,
        callee: &Expr,
        arguments: &mut Vec<Argument>,
        block: Node<'_>,
        node: Node<'_>,
    ) -> Option<Expr> {
        let ExprKind::Name(name) = &callee.kind else { return None };
        let (_, is_map, puts) = BUILDERS.iter().find(|(builder, ..)| *builder == name.as_str())?;
        let empty = if *is_map { ExprKind::Map(Vec::new()) } else { ExprKind::List(Vec::new()) };
        let of = Box::new(self.low.expr(empty, node));
        let apply = ExprKind::Attribute { of, name: Name::new_static("apply"), name_span: callee.span };
        let filled = vec![Argument::Positional(self.with_receiver(block, Some("this")))];
        let callee = Box::new(Expr { kind: apply, span: callee.span });
        let made = self.low.expr(ExprKind::Call { callee, arguments: filled, new: false }, node);
        let Some(puts) = puts else { return Some(made) };
        let callee = Box::new(Expr { kind: ExprKind::Name((*puts).into()), span: made.span });
        let mut arguments = std::mem::take(arguments);
        arguments.push(Argument::Positional(made));
        Some(self.low.expr(ExprKind::Call { callee, arguments, new: false }, node))
    }
}
