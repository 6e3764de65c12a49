//! Lambdas and anonymous methods.

use super::{Reader, functions::Head};
use crate::syntax::{
    Expr, ExprKind, Parameter, ParameterKind, Pattern, Role, StmtKind,
    grammar::{child_of, field},
};
use tree_sitter::Node;

impl<'t> Reader<'_, '_, 't> {
    /// `x => …`, `async (a, b) => { … }`, `delegate (T a) { … }`
    pub(super) fn lambda(&mut self, node: Node<'t>) -> Expr {
        let head = Head {
            name: None,
            name_span: self.low.span(node),
            role: Role::Lambda,
            decorators: Vec::new(),
            returns: None,
        };
        let outer = self.returns.take();
        let index = self.function(node, head, |reader| {
            let parameters = field(node, "parameters").map(|list| reader.lambda_parameters(list)).unwrap_or_default();
            let body = field(node, "body").or_else(|| child_of(node, "block"));
            let statements = match body {
                Some(block) if block.kind() == "block" => reader.block(block),
                Some(value) => {
                    let value = reader.expression(value);
                    vec![reader.low.stmt(StmtKind::Return(Some(value)), node)]
                }
                None => Vec::new(),
            };
            (parameters, statements)
        });
        self.returns = outer;
        self.low.expr(ExprKind::Function(index), node)
    }

    fn lambda_parameters(&mut self, list: Node<'t>) -> Vec<Parameter> {
        if list.kind() == "parameter_list" {
            return self.parameters(list);
        }
        let pattern = Pattern::Name(self.text(list).into(), self.low.span(list));
        vec![Parameter { pattern, default: None, annotation: None, kind: ParameterKind::Positional }]
    }
}
