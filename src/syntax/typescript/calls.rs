//! Members, calls, dynamic imports and JSX.

use super::{
    super::{Argument, Expr, ExprKind},
    Reader,
    expressions::bare,
};
use oxc_ast::ast::{
    self, ChainElement, Expression, ImportExpression, JSXAttributeItem, JSXAttributeValue, JSXChild, JSXExpression,
    MemberExpression,
};
use oxc_span::GetSpan;

impl Reader {
    pub(super) fn call_or_markup(&mut self, e: &Expression<'_>) -> ExprKind {
        match e {
            Expression::CallExpression(e) => self.call(&e.callee, &e.arguments, false),
            Expression::NewExpression(e) => self.call(&e.callee, &e.arguments, true),
            Expression::ChainExpression(e) => self.chain(&e.expression),
            Expression::ImportExpression(e) => self.dynamic_import(e),
            Expression::ImportMeta(e) => {
                let import = Expr { kind: ExprKind::Name("import".into()), span: self.span(e.span) };
                ExprKind::Attribute { of: Box::new(import), name: "meta".into(), name_span: self.span(e.span) }
            }
            Expression::JSXElement(e) => {
                let mut parts = vec![];
                self.attributes(&e.opening_element.attributes, &mut parts);
                self.children(&e.children, &mut parts);
                ExprKind::Other(parts)
            }
            Expression::JSXFragment(e) => {
                let mut parts = vec![];
                self.children(&e.children, &mut parts);
                ExprKind::Other(parts)
            }
            Expression::V8IntrinsicExpression(e) => {
                ExprKind::Other(e.arguments.iter().map(|argument| self.argument_value(argument)).collect())
            }
            other => other.as_member_expression().map_or(ExprKind::Other(vec![]), |member| self.member(member)),
        }
    }

    /// `of.name`, `of.#name`, `of[index]`, with or without a question mark.
    pub(super) fn member(&mut self, e: &MemberExpression<'_>) -> ExprKind {
        let of = self.boxed(e.object());
        match e {
            MemberExpression::StaticMemberExpression(e) => {
                let name = e.property.name.as_str().into();
                ExprKind::Attribute { of, name, name_span: self.span(e.property.span) }
            }
            MemberExpression::PrivateFieldExpression(e) => {
                let name = private(&e.field);
                ExprKind::Attribute { of, name, name_span: self.span(e.field.span) }
            }
            MemberExpression::ComputedMemberExpression(e) => ExprKind::Index { of, index: self.boxed(&e.expression) },
        }
    }

    fn chain(&mut self, e: &ChainElement<'_>) -> ExprKind {
        match e {
            ChainElement::CallExpression(e) => self.call(&e.callee, &e.arguments, false),
            ChainElement::TSNonNullExpression(e) => self.expr(bare(&e.expression)).kind,
            other => other.as_member_expression().map_or(ExprKind::Other(vec![]), |member| self.member(member)),
        }
    }

    fn call(&mut self, callee: &Expression<'_>, arguments: &[ast::Argument<'_>], new: bool) -> ExprKind {
        let callee = self.boxed(callee);
        let arguments = arguments.iter().map(|argument| self.argument(argument)).collect();
        ExprKind::Call { callee, arguments, new }
    }

    fn argument(&mut self, argument: &ast::Argument<'_>) -> Argument {
        let value = self.argument_value(argument);
        if argument.is_spread() { Argument::Spread(value) } else { Argument::Positional(value) }
    }

    fn argument_value(&mut self, argument: &ast::Argument<'_>) -> Expr {
        match argument {
            ast::Argument::SpreadElement(spread) => self.expr(&spread.argument),
            other => self.expr(other.to_expression()),
        }
    }

    /// `import("m")` is a call of the name `import`.
    fn dynamic_import(&mut self, e: &ImportExpression<'_>) -> ExprKind {
        let keyword = oxc_span::Span::sized(e.span.start, 6);
        let callee = Box::new(Expr { kind: ExprKind::Name("import".into()), span: self.span(keyword) });
        let arguments =
            std::iter::once(&e.source).chain(&e.options).map(|part| Argument::Positional(self.expr(part))).collect();
        ExprKind::Call { callee, arguments, new: false }
    }

    fn attributes(&mut self, attributes: &[JSXAttributeItem<'_>], parts: &mut Vec<Expr>) {
        for attribute in attributes {
            match attribute {
                JSXAttributeItem::SpreadAttribute(spread) => parts.push(self.expr(&spread.argument)),
                JSXAttributeItem::Attribute(attribute) => match &attribute.value {
                    Some(JSXAttributeValue::StringLiteral(text)) => parts.push(self.string(text)),
                    Some(JSXAttributeValue::ExpressionContainer(e)) => self.contained(&e.expression, parts),
                    Some(JSXAttributeValue::Element(e)) => {
                        let read = |reader: &mut Self, parts: &mut Vec<Expr>| {
                            reader.attributes(&e.opening_element.attributes, parts);
                            reader.children(&e.children, parts);
                        };
                        self.markup(e.span, parts, read);
                    }
                    Some(JSXAttributeValue::Fragment(e)) => {
                        self.markup(e.span, parts, |reader, parts| reader.children(&e.children, parts));
                    }
                    None => {}
                },
            }
        }
    }

    fn children(&mut self, children: &[JSXChild<'_>], parts: &mut Vec<Expr>) {
        for child in children {
            match child {
                JSXChild::Text(_) => {}
                JSXChild::Element(e) => self.markup(e.span, parts, |reader, parts| {
                    reader.attributes(&e.opening_element.attributes, parts);
                    reader.children(&e.children, parts);
                }),
                JSXChild::Fragment(e) => {
                    self.markup(e.span, parts, |reader, parts| reader.children(&e.children, parts));
                }
                JSXChild::ExpressionContainer(e) => self.contained(&e.expression, parts),
                JSXChild::Spread(e) => parts.push(self.expr(&e.expression)),
            }
        }
    }

    /// An element inside another: its parts become parts of the one around it, since no value flows between them.
    fn markup(&mut self, at: oxc_span::Span, parts: &mut Vec<Expr>, read: impl FnOnce(&mut Self, &mut Vec<Expr>)) {
        self.deeper(at, |reader| read(reader, parts));
    }

    fn contained(&mut self, e: &JSXExpression<'_>, parts: &mut Vec<Expr>) {
        if let Some(e) = e.as_expression() {
            parts.push(self.expr(e));
        }
    }

    /// A decorator's expression.
    pub(super) fn decorators(&mut self, all: &[ast::Decorator<'_>]) -> Vec<Expr> {
        all.iter().map(|decorator| self.expr(&decorator.expression)).collect()
    }

    pub(super) fn name_expr(&self, name: &str, at: &impl GetSpan) -> Expr {
        Expr { kind: ExprKind::Name(name.into()), span: self.span(at.span()) }
    }
}

/// A private name keeps its `#`.
pub(super) fn private(name: &ast::PrivateIdentifier<'_>) -> crate::value::Name {
    smol_str::format_smolstr!("#{}", name.name)
}
