//! Functions, lambdas and classes.

use super::Reader;
use crate::{
    syntax::{
        Class, ClassIndex, Expr, ExprKind, Function, FunctionIndex, Parameter, ParameterKind, Pattern, Role, Stmt,
        StmtKind,
    },
    value::Name,
};
use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange, TextSize};

impl Reader<'_> {
    /// A function or method. Its decorators, defaults and annotations are evaluated around it, not in it.
    pub(super) fn function(&mut self, def: &ast::StmtFunctionDef) -> FunctionIndex {
        let class = self.class;
        let index = self.reserve_function(Some(&def.name), def.name.range, def.range);
        let decorators = self.decorators(&def.decorator_list);
        let role = if class.is_some() { role(&def.name, &decorators) } else { Role::Function };
        let parameters = self.parameters(&def.parameters);
        let returns = self.optional(def.returns.as_deref());
        let body = self.within_function(index, |reader| {
            let mut body = vec![];
            reader.block(&def.body, &mut body);
            body
        });
        let function = &mut self.functions[index as usize];
        *function =
            Function { is_async: def.is_async, role, decorators, parameters, returns, body, class, ..take(function) };
        index
    }

    /// A lambda, with the name that it is assigned to.
    pub(super) fn lambda(&mut self, lambda: &ast::ExprLambda, name: Option<(&str, TextRange)>) -> FunctionIndex {
        let keyword = TextRange::at(lambda.range.start(), TextSize::of("lambda"));
        let (name, name_range) = name.map_or((None, keyword), |(name, range)| (Some(name), range));
        let index = self.reserve_function(name, name_range, lambda.range);
        let parameters = lambda.parameters.as_ref().map_or(vec![], |parameters| self.parameters(parameters));
        let value = self.within_function(index, |reader| reader.expression(&lambda.body));
        let body = vec![Stmt { span: value.span, kind: StmtKind::Return(Some(value)) }];
        let function = &mut self.functions[index as usize];
        *function = Function { role: Role::Lambda, parameters, body, ..take(function) };
        index
    }

    /// A class. Functions among its own statements, in an `if` too, are its methods.
    pub(super) fn class(&mut self, def: &ast::StmtClassDef) -> ClassIndex {
        let index = crate::source::offset(self.classes.len());
        self.classes.push(Class {
            name: Some(Name::from(def.name.as_str())),
            parent: self.function,
            ..Class::bare(self.span(def.name.range), self.span(def.range))
        });
        let decorators = self.decorators(&def.decorator_list);
        let (mut bases, mut keywords) = (vec![], vec![]);
        if let Some(arguments) = &def.arguments {
            bases.extend(arguments.args.iter().map(|base| self.expression(base)));
            for keyword in &arguments.keywords {
                let value = self.expression(&keyword.value);
                keywords.extend(keyword.arg.as_ref().map(|name| (Name::from(name.as_str()), value)));
            }
        }
        let around = self.class.replace(index);
        let mut body = vec![];
        self.block(&def.body, &mut body);
        self.class = around;
        let class = &mut self.classes[index as usize];
        (class.bases, class.keywords, class.decorators, class.body) = (bases, keywords, decorators, body);
        index
    }

    fn decorators(&mut self, decorators: &[ast::Decorator]) -> Vec<Expr> {
        decorators.iter().map(|decorator| self.expression(&decorator.expression)).collect()
    }

    /// A place in the table, so that a function comes before those inside it.
    fn reserve_function(&mut self, name: Option<&str>, name_range: TextRange, range: TextRange) -> FunctionIndex {
        let index = crate::source::offset(self.functions.len());
        self.functions.push(Function {
            name: name.map(Name::from),
            parent: self.function,
            ..Function::bare(self.span(name_range), self.span(range))
        });
        index
    }

    fn within_function<T>(&mut self, index: FunctionIndex, read: impl FnOnce(&mut Self) -> T) -> T {
        let around = (self.function.replace(index), self.class.take());
        let result = read(self);
        (self.function, self.class) = around;
        result
    }

    fn parameters(&mut self, parameters: &ast::Parameters) -> Vec<Parameter> {
        use ParameterKind::{Named, Positional, Rest, RestNamed};
        let mut all = Vec::with_capacity(parameters.len());
        for one in parameters.posonlyargs.iter().chain(&parameters.args) {
            all.push(self.parameter(&one.parameter, one.default.as_deref(), Positional));
        }
        all.extend(parameters.vararg.iter().map(|rest| self.parameter(rest, None, Rest)));
        for one in &parameters.kwonlyargs {
            all.push(self.parameter(&one.parameter, one.default.as_deref(), Named));
        }
        all.extend(parameters.kwarg.iter().map(|rest| self.parameter(rest, None, RestNamed)));
        all
    }

    fn parameter(&mut self, one: &ast::Parameter, default: Option<&ast::Expr>, kind: ParameterKind) -> Parameter {
        Parameter {
            pattern: Pattern::Name(Name::from(one.name.as_str()), self.span(one.name.range())),
            default: self.optional(default),
            annotation: self.optional(one.annotation()),
            kind,
        }
    }
}

/// Moves a reserved function out of its place, which is filled at once.
fn take(function: &mut Function) -> Function {
    let placeholder = Function::bare(function.name_span, function.span);
    std::mem::replace(function, placeholder)
}

/// What a method is, from its name and decorators.
fn role(name: &str, decorators: &[Expr]) -> Role {
    let mut roles = decorators.iter().filter_map(|decorator| {
        let (ExprKind::Name(last) | ExprKind::Attribute { name: last, .. }) = &decorator.kind else { return None };
        match last.as_str() {
            "staticmethod" => Some(Role::Static),
            "classmethod" => Some(Role::OfClass),
            // `property`, `functools.cached_property`, `abc.abstractproperty`, `hybrid_property`.
            other if other.ends_with("property") => Some(Role::Getter),
            _ => None,
        }
    });
    roles.next().unwrap_or(match name {
        "__init__" => Role::Constructor,
        // Methods of the class by the language's own rule, without a decorator.
        "__new__" | "__init_subclass__" | "__class_getitem__" => Role::OfClass,
        _ => Role::Method,
    })
}
