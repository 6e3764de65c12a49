//! Chains of members, calls and elements, without recursion from link to link.

use super::Reader;
use crate::{
    source::{Span, offset},
    syntax::{
        Argument, Expr, ExprKind, Segment,
        grammar::{child_of, children, field},
    },
};
use tree_sitter::Node;

/// Functions that hand what they are given to a route of the web server: a lambda among their arguments is its handler.
const ROUTES: [&str; 7] = ["Map", "MapDelete", "MapGet", "MapMethods", "MapPatch", "MapPost", "MapPut"];

impl<'t> Reader<'_, '_, 't> {
    /// `a.b(c)[d]?.e`: read from its beginning on.
    pub(super) fn chain(&mut self, outermost: Node<'t>) -> Expr {
        let mut links = vec![outermost];
        let mut next = receiver(outermost);
        while let Some(link) = next.filter(|link| is_link(*link)) {
            links.push(link);
            next = receiver(link);
        }
        let entered = links.iter().take_while(|link| self.low.enter(**link)).count();
        let read = if entered == links.len() {
            self.linked(next, links, outermost)
        } else {
            let parts: Vec<Expr> = next.into_iter().map(|base| self.expression(base)).collect();
            let passed = links.iter().rev().filter_map(|link| field(*link, "arguments")).flat_map(children);
            let passed: Vec<Expr> = passed.collect::<Vec<_>>().into_iter().map(|part| self.expression(part)).collect();
            self.low.expr(ExprKind::Other(parts.into_iter().chain(passed).collect()), outermost)
        };
        (0..entered).for_each(|_| self.low.leave());
        read
    }

    fn linked(&mut self, base: Option<Node<'t>>, links: Vec<Node<'t>>, outermost: Node<'t>) -> Expr {
        let mut of = match base {
            Some(base) => self.base(base, links.last().copied()),
            None => self.low.expr(ExprKind::Other(Vec::new()), outermost),
        };
        for link in links.into_iter().rev() {
            of = self.link(of, link);
        }
        of
    }

    /// What a chain begins with; a bare name before a dot may be a type's.
    fn base(&mut self, base: Node<'t>, first: Option<Node<'t>>) -> Expr {
        let before_dot = first.is_some_and(|first| first.kind() == "member_access_expression");
        match base.kind() {
            "identifier" => self.name(base, before_dot),
            "generic_name" => self.generic(base, before_dot),
            _ => self.expression(base),
        }
    }

    fn link(&mut self, of: Expr, link: Node<'t>) -> Expr {
        match link.kind() {
            "member_access_expression" => match field(link, "name") {
                Some(name) => self.taken(of, name, link),
                None => of,
            },
            "conditional_access_expression" => {
                let binding = children(link).pop();
                match binding.filter(|binding| binding.kind() == "member_binding_expression") {
                    Some(binding) => match field(binding, "name") {
                        Some(name) => self.taken(of, name, link),
                        None => of,
                    },
                    None => self.indexed(of, binding, link),
                }
            }
            "element_access_expression" => self.indexed(of, field(link, "subscript"), link),
            _ => self.called(of, link),
        }
    }

    fn taken(&mut self, of: Expr, name: Node<'t>, whole: Node<'t>) -> Expr {
        let name = if name.kind() == "generic_name" { children(name).into_iter().next().unwrap_or(name) } else { name };
        self.low.attribute(of, name, whole)
    }

    fn indexed(&mut self, of: Expr, subscript: Option<Node<'t>>, whole: Node<'t>) -> Expr {
        let mut parts =
            subscript.map(|list| self.arguments(list)).unwrap_or_default().into_iter().map(|part| match part {
                Argument::Positional(expr)
                | Argument::Named(_, expr)
                | Argument::Spread(expr)
                | Argument::SpreadNamed(expr) => expr,
            });
        let kind = match (parts.next(), parts.len()) {
            (Some(index), 0) if !matches!(index.kind, ExprKind::Other(_)) => {
                ExprKind::Index { of: Box::new(of), index: Box::new(index) }
            }
            (first, _) => ExprKind::Other([of].into_iter().chain(first).chain(parts).collect()),
        };
        self.low.expr(kind, whole)
    }

    fn called(&mut self, callee: Expr, call: Node<'t>) -> Expr {
        let list = field(call, "arguments");
        if matches!(&callee.kind, ExprKind::Name(name) if name == "nameof")
            && let Some(argument) = list.and_then(|list| children(list).pop())
        {
            let named = self.text(argument).rsplit('.').next().unwrap_or_default();
            let whole = self.low.span(argument);
            let span = Span { start: whole.end - offset(named.len()), ..whole };
            return self.low.expr(ExprKind::Text(vec![Segment::Fixed(named.into(), span)]), call);
        }
        let route = match &callee.kind {
            ExprKind::Attribute { name, .. } if ROUTES.contains(&name.as_str()) => Some(name.clone()),
            _ => None,
        };
        let before = self.low.functions.len();
        let outer = self.low.function;
        let arguments = list.map(|list| self.arguments(list)).unwrap_or_default();
        if let Some(route) = route {
            let made = self.low.functions.iter_mut().skip(before).filter(|function| function.parent == outer);
            for function in made {
                function.decorators.push(Expr { kind: ExprKind::Name(route.clone()), span: callee.span });
            }
        }
        self.low.expr(ExprKind::Call { callee: Box::new(callee), arguments, new: false }, call)
    }
}

fn is_link(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "member_access_expression"
            | "conditional_access_expression"
            | "invocation_expression"
            | "element_access_expression"
    )
}

/// What stands before the last link of a chain.
fn receiver(link: Node<'_>) -> Option<Node<'_>> {
    let name = match link.kind() {
        "invocation_expression" => "function",
        "conditional_access_expression" => "condition",
        _ => "expression",
    };
    field(link, name).or_else(|| child_of(link, "base")).or_else(|| child_of(link, "this"))
}
