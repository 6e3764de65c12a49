//! Expressions.

use super::{Argument, Expr, ExprKind, Reader, child_of, children, field};
use tree_sitter::Node;

impl Reader<'_, '_> {
    pub(super) fn expr(&mut self, node: Node<'_>) -> Expr {
        if !self.low.enter(node) {
            return self.other(Vec::new(), node);
        }
        let kind = self.kind(node);
        self.low.leave();
        self.low.expr(kind, node)
    }

    fn kind(&mut self, node: Node<'_>) -> ExprKind {
        match node.kind() {
            "variable_name" => self.variable(node),
            "string" => self.single_quoted(node),
            "encapsed_string" => self.double_quoted(node),
            "heredoc" => self.heredoc(node),
            "nowdoc" => self.nowdoc(node),
            "integer" => integer(self.low.text(node)),
            "float" => self.low.text(node).replace('_', "").parse().map_or(ExprKind::Opaque, ExprKind::Float),
            "boolean" => ExprKind::Bool(self.low.text(node).eq_ignore_ascii_case("true")),
            "null" => ExprKind::Null,
            "name" | "qualified_name" | "relative_name" => self.constant(node),
            "relative_scope" => self.class_named(node).kind,
            "array_creation_expression" => self.array(node),
            "member_access_expression" | "nullsafe_member_access_expression" | "scoped_property_access_expression" => {
                self.member(node)
            }
            "member_call_expression" | "nullsafe_member_call_expression" | "scoped_call_expression" => {
                self.method_call(node)
            }
            "function_call_expression" => self.function_call(node),
            "object_creation_expression" => self.construction(node),
            "class_constant_access_expression" => self.class_constant(node),
            "subscript_expression" => self.subscript(node),
            _ => self.compound(node),
        }
    }

    fn compound(&mut self, node: Node<'_>) -> ExprKind {
        match node.kind() {
            "binary_expression" => self.binary(node),
            "unary_op_expression" => self.unary(node),
            "conditional_expression" => self.choice(node),
            "match_expression" => self.matched(node),
            "assignment_expression" | "reference_assignment_expression" | "augmented_assignment_expression" => {
                self.assignment(node)
            }
            "update_expression" => self.update(node),
            "anonymous_function" | "arrow_function" => ExprKind::Function(self.lambda(node)),
            "cast_expression" => self.cast(node),
            "parenthesized_expression"
            | "error_suppression_expression"
            | "clone_expression"
            | "argument"
            | "by_ref" => self.inner(node),
            "include_expression" | "include_once_expression" | "require_expression" | "require_once_expression" => {
                self.required(node)
            }
            "yield_expression" => {
                self.yields();
                ExprKind::Other(self.parts(node))
            }
            _ => ExprKind::Other(self.parts(node)),
        }
    }

    fn inner(&mut self, node: Node<'_>) -> ExprKind {
        children(node).first().map_or(ExprKind::Other(Vec::new()), |inner| self.expr(*inner).kind)
    }

    fn variable(&mut self, node: Node<'_>) -> ExprKind {
        match self.low.text(node) {
            "$this" => ExprKind::Name("this".into()),
            text => ExprKind::Name(text.into()),
        }
    }

    /// `$of[index]`; `$of[]` is read only where it is written to.
    fn subscript(&mut self, node: Node<'_>) -> ExprKind {
        let parts = children(node);
        let [of, index] = parts.as_slice() else { return ExprKind::Other(self.parts(node)) };
        let of = Box::new(self.expr(*of));
        let index = match index.kind() {
            "name" => self.low.fixed(self.low.text(*index), *index),
            _ => self.expr(*index),
        };
        ExprKind::Index { of, index: Box::new(index) }
    }

    /// `require 'file.php'` gives what the file returns.
    fn required(&mut self, node: Node<'_>) -> ExprKind {
        let Some(path) = children(node).first().copied() else { return ExprKind::Other(Vec::new()) };
        let argument = match self.required_path(path) {
            Some(fixed) => self.low.fixed(fixed, path),
            None => self.expr(path),
        };
        let callee = Box::new(self.named("require", node));
        ExprKind::Call { callee, arguments: vec![Argument::Positional(argument)], new: false }
    }

    /// The path that a `require` names, from the folder of this file or one above: its fixed end, whatever constant or
    /// call stands before it (`__DIR__ . '/x.php'`, `PLUGIN_DIR . 'includes/x.php'`).
    pub(super) fn required_path(&mut self, node: Node<'_>) -> Option<String> {
        let end = match node.kind() {
            "parenthesized_expression" => return self.required_path(*children(node).first()?),
            "binary_expression" => field(node, "right")?,
            _ => node,
        };
        if !matches!(end.kind(), "string" | "encapsed_string") || end.named_child_count() != 1 {
            return None;
        }
        let text = child_of(end, "string_content").map(|content| self.low.text(content))?;
        Some(format!("./{}", text.trim_start_matches('/')))
    }
}

fn integer(text: &str) -> ExprKind {
    let plain = text.replace('_', "").to_ascii_lowercase();
    let radix = |digits: &str, radix| i64::from_str_radix(digits, radix).ok();
    let number = match plain.get(..2) {
        Some("0x") => radix(&plain[2..], 16),
        Some("0b") => radix(&plain[2..], 2),
        Some("0o") => radix(&plain[2..], 8),
        _ if plain.len() > 1 && plain.starts_with('0') => radix(&plain[1..], 8),
        _ => plain.parse().ok(),
    };
    number.map_or(ExprKind::Opaque, ExprKind::Int)
}
