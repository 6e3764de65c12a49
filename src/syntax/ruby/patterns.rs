//! What values are bound to.

use super::{Expr, ExprKind, Pattern, Reader, children, field};
use crate::value::Name;
use tree_sitter::Node;

impl Reader<'_, '_, '_> {
    /// The target of an assignment, a loop or a parameter.
    pub(super) fn pattern(&mut self, node: Node<'_>) -> Pattern {
        if !self.low.enter(node) {
            return Pattern::Other;
        }
        let pattern = match node.kind() {
            "identifier" => {
                let name = self.low.text(node);
                self.make_local(name);
                Pattern::Name(name.into(), self.low.span(node))
            }
            "constant" => self.constant_target(node),
            "global_variable" => Pattern::Name(self.low.text(node).into(), self.low.span(node)),
            "left_assignment_list" | "destructured_left_assignment" => {
                Pattern::List(children(node).into_iter().map(|part| Some(self.pattern(part))).collect())
            }
            "rest_assignment" => {
                let rest = children(node).first().map_or(Pattern::Other, |rest| self.pattern(*rest));
                Pattern::Rest(Box::new(rest))
            }
            "call" => self.attribute_target(node),
            _ => Pattern::Place(self.expr(node)),
        };
        self.low.leave();
        pattern
    }

    /// `of.name = …`.
    fn attribute_target(&mut self, node: Node<'_>) -> Pattern {
        let (Some(of), Some(name)) = (field(node, "receiver"), field(node, "method")) else { return Pattern::Other };
        let of = Box::new(self.expr(of));
        let name_span = self.low.span(name);
        let kind = ExprKind::Attribute { of, name: self.low.text(name).into(), name_span };
        Pattern::Place(self.low.expr(kind, node))
    }

    /// Names that a pattern of `case … in` binds.
    pub(super) fn bound(&mut self, node: Node<'_>) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        let mut left = vec![node];
        while let Some(at) = left.pop() {
            match at.kind() {
                "identifier" => names.push(self.low.text(at).into()),
                "keyword_pattern" => match field(at, "value") {
                    Some(value) => left.push(value),
                    None => names.extend(field(at, "key").map(|key| self.low.text(key).into())),
                },
                _ => left.extend(children(at)),
            }
        }
        for name in &names {
            self.make_local(name);
        }
        names
    }

    /// A value that several targets take apart.
    pub(super) fn right_side(&mut self, node: Node<'_>) -> Expr {
        if node.kind() == "right_assignment_list" {
            let items = self.items(&children(node));
            return self.low.expr(ExprKind::List(items), node);
        }
        self.expr(node)
    }
}
