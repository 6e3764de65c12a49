//! Numbers, truth values and null.

use super::Reader;
use crate::syntax::{Expr, ExprKind};
use tree_sitter::Node;

impl<'t> Reader<'_, '_, 't> {
    /// A literal that is no text.
    pub(super) fn literal(&mut self, node: Node<'t>) -> Expr {
        let text = self.text(node);
        let kind = match node.kind() {
            "null_literal" => ExprKind::Null,
            "boolean_literal" => ExprKind::Bool(text == "true"),
            "integer_literal" => integer(text).map_or(ExprKind::Opaque, ExprKind::Int),
            _ => real(text).map_or(ExprKind::Opaque, ExprKind::Float),
        };
        self.low.expr(kind, node)
    }
}

fn integer(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| *c != '_').collect::<String>().to_ascii_lowercase();
    let digits = digits.trim_end_matches(['u', 'l']);
    match (digits.strip_prefix("0x"), digits.strip_prefix("0b")) {
        (Some(hex), _) => i64::from_str_radix(hex, 16).ok(),
        (_, Some(binary)) => i64::from_str_radix(binary, 2).ok(),
        _ => digits.parse().ok(),
    }
}

fn real(text: &str) -> Option<f64> {
    let digits: String = text.chars().filter(|c| *c != '_').collect();
    digits.trim_end_matches(['f', 'F', 'd', 'D', 'm', 'M']).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{integer, real};

    #[test]
    fn numbers_are_read_in_every_spelling() {
        assert_eq!(
            [integer("1_024"), integer("0xFFul"), integer("0b101"), integer("4096L")],
            [1024, 255, 5, 4096].map(Some)
        );
        assert_eq!(integer("99999999999999999999"), None);
        assert_eq!([real("0.5f"), real("1_0.25m"), real("1e3")], [0.5, 10.25, 1000.0].map(Some));
    }
}
