//! Expressions.

use super::Reader;
use crate::{
    syntax::{Argument, Expr, ExprKind, Item, Pair},
    value::Name,
};
use ruff_python_ast::{self as ast, ArgOrKeyword};
use ruff_text_size::Ranged;

impl Reader<'_> {
    /// Any expression; nothing is known of one that nests too deeply.
    pub(super) fn expression(&mut self, expression: &ast::Expr) -> Expr {
        let range = expression.range();
        let kind = self.deeper(range, |reader| reader.kind(expression)).unwrap_or(ExprKind::Other(vec![]));
        self.place(kind, range)
    }

    /// An expression that need not be there.
    pub(super) fn optional(&mut self, expression: Option<&ast::Expr>) -> Option<Expr> {
        expression.map(|expression| self.expression(expression))
    }

    fn boxed(&mut self, expression: &ast::Expr) -> Box<Expr> {
        Box::new(self.expression(expression))
    }

    fn kind(&mut self, expression: &ast::Expr) -> ExprKind {
        use ast::Expr as E;
        match expression {
            E::BoolOp(boolean) => self.boolean(boolean),
            E::Named(named) => {
                let target = Box::new(self.target(&named.target));
                ExprKind::Assign { target, operator: None, value: self.boxed(&named.value) }
            }
            E::BinOp(binary) => self.binary(binary),
            E::UnaryOp(unary) => self.unary(unary),
            E::Lambda(lambda) => ExprKind::Function(self.lambda(lambda, None)),
            E::If(choice) => self.choice(choice),
            E::Dict(dict) => ExprKind::Map(dict.items.iter().map(|item| self.pair(item)).collect()),
            E::Set(ast::ExprSet { elts, .. })
            | E::List(ast::ExprList { elts, .. })
            | E::Tuple(ast::ExprTuple { elts, .. }) => {
                ExprKind::List(elts.iter().map(|element| self.item(element)).collect())
            }
            E::ListComp(made) => self.comprehension(&made.elt, &made.generators),
            E::SetComp(made) => self.comprehension(&made.elt, &made.generators),
            E::Generator(made) => self.comprehension(&made.elt, &made.generators),
            E::DictComp(made) => self.dict_comprehension(made),
            E::Await(awaited) => ExprKind::Await(self.boxed(&awaited.value)),
            E::Yield(yielded) => {
                self.mark_generator();
                self.other(yielded.value.as_deref())
            }
            E::YieldFrom(yielded) => {
                self.mark_generator();
                self.other([&*yielded.value])
            }
            E::Compare(compare) => self.compare(compare),
            E::Call(call) => self.call(call),
            E::FString(string) => self.f_string(string),
            E::TString(string) => self.t_string(string),
            E::StringLiteral(string) => self.string(string),
            E::BytesLiteral(_) => ExprKind::Opaque,
            E::NumberLiteral(number) => self::number(&number.value),
            E::BooleanLiteral(boolean) => ExprKind::Bool(boolean.value),
            E::NoneLiteral(_) => ExprKind::Null,
            E::EllipsisLiteral(_) => ExprKind::Other(vec![]),
            E::Attribute(attribute) => ExprKind::Attribute {
                of: self.boxed(&attribute.value),
                name: Name::from(attribute.attr.as_str()),
                name_span: self.span(attribute.attr.range),
            },
            E::Subscript(subscript) => {
                let of = self.boxed(&subscript.value);
                ExprKind::Index { of, index: self.boxed(&subscript.slice) }
            }
            E::Starred(starred) => self.other([&*starred.value]),
            // The parser stands an empty name where it misses an expression.
            E::Name(name) if name.id.is_empty() => ExprKind::Other(vec![]),
            E::Name(name) => ExprKind::Name(Name::from(name.id.as_str())),
            E::Slice(slice) => {
                self.other([&slice.lower, &slice.upper, &slice.step].into_iter().filter_map(Option::as_deref))
            }
            E::IpyEscapeCommand(magic) => self.magic_value(magic.range),
        }
    }

    fn item(&mut self, element: &ast::Expr) -> Item {
        match element {
            ast::Expr::Starred(starred) => Item::Spread(self.expression(&starred.value)),
            one => Item::One(self.expression(one)),
        }
    }

    fn pair(&mut self, item: &ast::DictItem) -> Pair {
        match &item.key {
            Some(key) => {
                let key = self.expression(key);
                Pair::Entry(key, self.expression(&item.value))
            }
            None => Pair::Spread(self.expression(&item.value)),
        }
    }

    fn call(&mut self, call: &ast::ExprCall) -> ExprKind {
        let callee = self.boxed(&call.func);
        let arguments = call.arguments.iter_source_order().map(|argument| self.argument(argument)).collect();
        ExprKind::Call { callee, arguments, new: false }
    }

    fn argument(&mut self, argument: ArgOrKeyword) -> Argument {
        match argument {
            ArgOrKeyword::Arg(ast::Expr::Starred(starred)) => Argument::Spread(self.expression(&starred.value)),
            ArgOrKeyword::Arg(positional) => Argument::Positional(self.expression(positional)),
            ArgOrKeyword::Keyword(ast::Keyword { arg: Some(name), value, .. }) => {
                Argument::Named(Name::from(name.as_str()), self.expression(value))
            }
            ArgOrKeyword::Keyword(spread) => Argument::SpreadNamed(self.expression(&spread.value)),
        }
    }

    fn comprehension(&mut self, element: &ast::Expr, clauses: &[ast::Comprehension]) -> ExprKind {
        let clauses = self.clauses(clauses);
        ExprKind::Comprehension { element: self.boxed(element), map: false, clauses }
    }

    fn dict_comprehension(&mut self, made: &ast::ExprDictComp) -> ExprKind {
        let clauses = self.clauses(&made.generators);
        let items = match &made.key {
            Some(key) => vec![Item::One(self.expression(key)), Item::One(self.expression(&made.value))],
            None => vec![Item::Spread(self.expression(&made.value))],
        };
        let element = Box::new(self.place(ExprKind::List(items), made.range));
        ExprKind::Comprehension { element, map: true, clauses }
    }

    fn clauses(&mut self, clauses: &[ast::Comprehension]) -> Vec<(crate::syntax::Pattern, Expr, Vec<Expr>)> {
        clauses
            .iter()
            .map(|clause| {
                let over = self.expression(&clause.iter);
                let target = self.target(&clause.target);
                (target, over, clause.ifs.iter().map(|test| self.expression(test)).collect())
            })
            .collect()
    }

    fn mark_generator(&mut self) {
        if let Some(function) = self.function {
            self.functions[function as usize].is_generator = true;
        }
    }
}

/// A number that is never another: an integer that does not fit is the nearest float, and of a complex number only
/// its being there is known.
fn number(number: &ast::Number) -> ExprKind {
    match number {
        ast::Number::Int(int) => match int.as_i64() {
            Some(fits) => ExprKind::Int(fits),
            None => int.to_string().parse().map_or(ExprKind::Opaque, ExprKind::Float),
        },
        ast::Number::Float(float) => ExprKind::Float(*float),
        ast::Number::Complex { .. } => ExprKind::Opaque,
    }
}
