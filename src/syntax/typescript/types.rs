//! Type annotations, as expressions of names, attributes and subscripts where they are references.

use super::{
    super::{Expr, ExprKind, Item},
    Reader,
};
use oxc_ast::ast::{
    TSLiteral, TSQualifiedName, TSType, TSTypeAnnotation, TSTypeName, TSTypeOperatorOperator, TSTypeReference,
};
use oxc_span::GetSpan;

impl Reader {
    pub(super) fn annotation(&mut self, annotation: Option<&TSTypeAnnotation<'_>>) -> Option<Expr> {
        annotation.map(|annotation| self.type_expr(&annotation.type_annotation))
    }

    fn type_expr(&mut self, e: &TSType<'_>) -> Expr {
        let kind = self.deeper(e.span(), |reader| reader.type_kind(e)).unwrap_or(ExprKind::Other(vec![]));
        Expr { kind, span: self.span(e.span()) }
    }

    fn type_kind(&mut self, e: &TSType<'_>) -> ExprKind {
        match e {
            TSType::TSTypeReference(e) => self.reference(e),
            TSType::TSArrayType(e) => {
                let of = Box::new(self.name_expr("Array", &e.span));
                ExprKind::Index { of, index: Box::new(self.type_expr(&e.element_type)) }
            }
            TSType::TSUnionType(e) => self.union(&e.types),
            TSType::TSIntersectionType(e) => ExprKind::Other(e.types.iter().map(|part| self.type_expr(part)).collect()),
            TSType::TSParenthesizedType(e) => self.type_expr(&e.type_annotation).kind,
            TSType::TSTypeOperatorType(e) if e.operator == TSTypeOperatorOperator::Readonly => {
                self.type_expr(&e.type_annotation).kind
            }
            TSType::TSLiteralType(e) => self.literal_type(&e.literal),
            TSType::TSNullKeyword(_) | TSType::TSUndefinedKeyword(_) => ExprKind::Null,
            TSType::TSStringKeyword(_) => ExprKind::Name("string".into()),
            TSType::TSNumberKeyword(_) => ExprKind::Name("number".into()),
            TSType::TSBooleanKeyword(_) => ExprKind::Name("boolean".into()),
            TSType::TSAnyKeyword(_) => ExprKind::Name("any".into()),
            TSType::TSUnknownKeyword(_) => ExprKind::Name("unknown".into()),
            TSType::TSVoidKeyword(_) => ExprKind::Name("void".into()),
            TSType::TSThisType(_) => ExprKind::Name("this".into()),
            _ => ExprKind::Other(vec![]),
        }
    }

    /// `T | undefined` is `T`; any other union is its parts.
    fn union(&mut self, types: &[TSType<'_>]) -> ExprKind {
        let absent = |e: &&TSType<'_>| matches!(e, TSType::TSNullKeyword(_) | TSType::TSUndefinedKeyword(_));
        let mut rest = types.iter().filter(|e| !absent(e));
        match (rest.next(), rest.next()) {
            (Some(only), None) => self.type_expr(only).kind,
            _ => ExprKind::Other(types.iter().map(|part| self.type_expr(part)).collect()),
        }
    }

    /// `Name`, `a.b.Name`, `Name<T>`; several arguments are a list.
    fn reference(&mut self, e: &TSTypeReference<'_>) -> ExprKind {
        let name = self.type_name(&e.type_name);
        let Some(arguments) = &e.type_arguments else { return name.kind };
        let mut parts: Vec<Expr> = arguments.params.iter().map(|part| self.type_expr(part)).collect();
        let index = match (parts.pop(), parts.is_empty()) {
            (Some(only), true) => only,
            (last, _) => {
                let items = parts.into_iter().chain(last).map(Item::One).collect();
                Expr { kind: ExprKind::List(items), span: self.span(arguments.span) }
            }
        };
        ExprKind::Index { of: Box::new(name), index: Box::new(index) }
    }

    fn type_name(&mut self, name: &TSTypeName<'_>) -> Expr {
        match name {
            TSTypeName::IdentifierReference(name) => self.name_expr(&name.name, &name.span),
            TSTypeName::QualifiedName(name) => self.qualified(name),
            TSTypeName::ThisExpression(this) => self.name_expr("this", &this.span),
        }
    }

    /// `a.b.c` in a type or an alias.
    pub(super) fn qualified(&mut self, name: &TSQualifiedName<'_>) -> Expr {
        let kind = self.deeper(name.span, |reader| ExprKind::Attribute {
            of: Box::new(reader.type_name(&name.left)),
            name: name.right.name.as_str().into(),
            name_span: reader.span(name.right.span),
        });
        Expr { kind: kind.unwrap_or(ExprKind::Other(vec![])), span: self.span(name.span) }
    }

    fn literal_type(&mut self, e: &TSLiteral<'_>) -> ExprKind {
        match e {
            TSLiteral::BooleanLiteral(e) => ExprKind::Bool(e.value),
            TSLiteral::NumericLiteral(e) => super::literals::number(e.value),
            TSLiteral::StringLiteral(e) => self.string(e).kind,
            _ => ExprKind::Other(vec![]),
        }
    }
}
