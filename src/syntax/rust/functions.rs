//! Functions, methods and closures.

use super::{Reader, To, paths::ident};
use crate::{
    source::Span,
    syntax::{Expr, ExprKind, Function, FunctionIndex, Parameter, ParameterKind, Pattern, Role, Stmt},
    value::Name,
};
use syn::{Attribute, Block, ExprClosure, FnArg, Pat, ReturnType, Signature};

/// What kind of function a signature is read as.
pub(super) struct Kind {
    pub role: Role,
    /// Its name, where that is not the one it has in its trait.
    pub name: Option<Name>,
}

/// Attributes that say nothing of what a function is for.
const SILENT: &[&str] = &[
    "allow",
    "cfg",
    "cfg_attr",
    "cold",
    "deny",
    "deprecated",
    "doc",
    "expect",
    "inline",
    "must_use",
    "track_caller",
    "warn",
];

impl Reader<'_> {
    /// A function that stands on its own.
    pub(super) fn free_function(&mut self, attributes: &[Attribute], sig: &Signature, block: &Block) -> FunctionIndex {
        let around = (self.class.take(), self.self_type.take());
        let index = self.function(attributes, sig, block, Kind { role: Role::Function, name: None });
        (self.class, self.self_type) = around;
        index
    }

    /// A function with a body.
    pub(super) fn function(
        &mut self,
        attributes: &[Attribute],
        sig: &Signature,
        block: &Block,
        kind: Kind,
    ) -> FunctionIndex {
        let name_span = self.span(sig.ident.span());
        let name_span = if kind.name.is_some() { super::point(name_span) } else { name_span };
        let span = self.across(self.span(sig.fn_token.span), self.span(block.brace_token.span.close()));
        let name = kind.name.unwrap_or_else(|| ident(&sig.ident));
        let index = self.open_function(Some(name), name_span, span, kind.role);
        self.functions[index as usize].is_async = sig.asyncness.is_some();
        self.functions[index as usize].decorators = self.decorators(attributes);
        self.functions[index as usize].returns = match &sig.output {
            ReturnType::Type(_, of) => self.declared(of),
            ReturnType::Default => None,
        };
        let parameters = sig.inputs.iter().map(|input| self.parameter(input)).collect();
        let body = self.in_function(index, |reader| reader.block_to(block, &To::Return));
        let function = &mut self.functions[index as usize];
        (function.parameters, function.body) = (parameters, body);
        index
    }

    fn open_function(&mut self, name: Option<Name>, name_span: Span, span: Span, role: Role) -> FunctionIndex {
        let index = self.next_function();
        self.functions.push(Function {
            name,
            role,
            class: if role == Role::Lambda { None } else { self.class },
            parent: self.function,
            ..Function::bare(name_span, span)
        });
        index
    }

    /// Reads a body as that of a function: its statements, and where `return` leads in it, are its own.
    fn in_function(&mut self, index: FunctionIndex, read: impl FnOnce(&mut Self) -> Vec<Stmt>) -> Vec<Stmt> {
        let lambda = self.functions[index as usize].role == Role::Lambda;
        let function = self.function.replace(index);
        let inside = if lambda { self.inside } else { self.inside.take() };
        let out = std::mem::take(&mut self.out);
        let returns = std::mem::replace(&mut self.returns, vec![To::Return]);
        let breaks = std::mem::take(&mut self.breaks);
        let body = read(self);
        (self.function, self.inside, self.out) = (function, inside, out);
        (self.returns, self.breaks) = (returns, breaks);
        body
    }

    fn decorators(&mut self, attributes: &[Attribute]) -> Vec<Expr> {
        let telling = attributes.iter().filter(|attribute| !SILENT.iter().any(|name| attribute.path().is_ident(name)));
        telling.map(|attribute| self.path(attribute.path())).collect()
    }

    fn parameter(&mut self, input: &FnArg) -> Parameter {
        match input {
            FnArg::Receiver(receiver) => Parameter {
                pattern: Pattern::Name("self".into(), self.span(receiver.self_token.span)),
                default: None,
                annotation: None,
                kind: ParameterKind::Positional,
            },
            FnArg::Typed(typed) => Parameter {
                annotation: self.declared(&typed.ty),
                pattern: self.binding(&typed.pat),
                default: None,
                kind: ParameterKind::Positional,
            },
        }
    }

    /// `|a, b| …`.
    pub(super) fn closure(&mut self, closure: &ExprClosure) -> ExprKind {
        let at = self.span(closure.inputs_begin.span);
        let index = self.open_function(None, at, at, Role::Lambda);
        let parameters = closure.inputs.iter().map(|pattern| self.closure_parameter(pattern)).collect();
        let body = self.in_function(index, |reader| {
            let before = std::mem::take(&mut reader.out);
            reader.give(&closure.body, &To::Return);
            std::mem::replace(&mut reader.out, before)
        });
        let end = body.last().map_or(at, |statement| statement.span);
        let span = self.across(at, end);
        let function = &mut self.functions[index as usize];
        (function.parameters, function.body, function.span) = (parameters, body, span);
        function.is_async = closure.asyncness.is_some();
        ExprKind::Function(index)
    }

    fn closure_parameter(&mut self, pattern: &Pat) -> Parameter {
        let annotation = match pattern {
            Pat::Type(typed) => self.declared(&typed.ty),
            _ => None,
        };
        Parameter { pattern: self.binding(pattern), default: None, annotation, kind: ParameterKind::Positional }
    }
}
