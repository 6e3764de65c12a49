//! Expressions and patterns, each on one line.

use super::Printer;
use skint::{
    source::Span,
    syntax::{Argument, Expr, ExprKind, Item, Pair, Pattern, Segment, Stmt, StmtKind},
};

impl Printer<'_> {
    /// A word, and the expression after it if there is one.
    pub fn word(&self, word: &str, expr: Option<&Expr>) -> String {
        expr.map_or(word.to_owned(), |expr| format!("{word} {}", self.expr(expr)))
    }

    fn all(&self, head: &str, exprs: &[Expr]) -> String {
        let exprs = exprs.iter().map(|expr| format!(" {}", self.expr(expr))).collect::<Vec<_>>().concat();
        format!("({head}{exprs})")
    }

    pub fn expr(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Text(segments) => self.text(segments),
            ExprKind::Name(name) => name.to_string(),
            ExprKind::Null => "null".to_owned(),
            ExprKind::Int(int) => int.to_string(),
            ExprKind::Float(float) => format!("{float:?}"),
            ExprKind::Bool(bool) => bool.to_string(),
            ExprKind::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.item(item)).collect();
                format!("[{}]", items.join(" "))
            }
            ExprKind::Map(pairs) => {
                let pairs: Vec<String> = pairs.iter().map(|pair| self.pair(pair)).collect();
                format!("{{{}}}", pairs.join(", "))
            }
            ExprKind::Attribute { of, name, name_span } => {
                self.names(*name_span, name);
                format!("(. {} {name})", self.expr(of))
            }
            ExprKind::Index { of, index } => format!("(at {} {})", self.expr(of), self.expr(index)),
            ExprKind::Call { callee, arguments, .. } => {
                let arguments = arguments.iter().map(|argument| self.argument(argument)).collect::<Vec<_>>().concat();
                format!("(call {}{arguments})", self.expr(callee))
            }
            ExprKind::Binary { operator, left, right } => {
                format!("({operator:?} {} {})", self.expr(left), self.expr(right))
            }
            ExprKind::Unary { not, of } => format!("({} {})", if *not { "not" } else { "minus" }, self.expr(of)),
            ExprKind::Choice { test, yes, no } => {
                format!("(choice {} {} {})", self.expr(test), self.expr(yes), self.expr(no))
            }
            ExprKind::Function(index) => match &self.module.functions[*index as usize].body[..] {
                [Stmt { kind: StmtKind::Return(value), .. }] => {
                    format!("({} => {})", self.function_head(*index), self.word("", value.as_ref()).trim_start())
                }
                body => format!("({} => {{ {} }})", self.function_head(*index), self.in_line(body)),
            },
            ExprKind::Await(of) => format!("(await {})", self.expr(of)),
            ExprKind::Assign { target, value, .. } => format!("(let {} {})", self.pattern(target), self.expr(value)),
            ExprKind::Comprehension { element, map, clauses } => {
                let clauses = clauses.iter().map(|clause| self.clause(clause)).collect::<Vec<_>>().concat();
                format!("({} {}{clauses})", if *map { "each-pair" } else { "each" }, self.expr(element))
            }
            ExprKind::Delete(places) => self.all("delete", places),
            ExprKind::Other(parts) => self.all("other", parts),
            other => format!("({other:?})"),
        }
    }

    fn text(&self, segments: &[Segment]) -> String {
        let segments: Vec<String> = segments
            .iter()
            .map(|segment| match segment {
                Segment::Fixed(text, span) => {
                    let written = self.source.slice(*span);
                    let same = written.is_empty() || **text == *written;
                    assert!(same || written.contains(['\\', '"', '\'', '{', '}']), "{text} is not {written}");
                    format!("{text:?}")
                }
                Segment::Hole(expr) => format!("<{}>", self.expr(expr)),
            })
            .collect();
        match &segments[..] {
            [] => "\"\"".to_owned(),
            [one] if one.starts_with('"') => one.clone(),
            several => format!("(text {})", several.join(" ")),
        }
    }

    /// A span names what it claims to name; what a reader adds stands at a point, where nothing is written.
    pub fn names(&self, span: Span, name: &str) {
        let written = self.source.slice(span);
        assert!(written.is_empty() || written == name, "{name} is not {written}");
    }

    fn item(&self, item: &Item) -> String {
        match item {
            Item::One(expr) => self.expr(expr),
            Item::Spread(expr) => format!("*{}", self.expr(expr)),
        }
    }

    fn pair(&self, pair: &Pair) -> String {
        match pair {
            Pair::Entry(key, value) => format!("{}: {}", self.expr(key), self.expr(value)),
            Pair::Spread(expr) => format!("**{}", self.expr(expr)),
        }
    }

    fn argument(&self, argument: &Argument) -> String {
        match argument {
            Argument::Positional(expr) => format!(" {}", self.expr(expr)),
            Argument::Named(name, expr) => format!(" {name}={}", self.expr(expr)),
            Argument::Spread(expr) => format!(" *{}", self.expr(expr)),
            Argument::SpreadNamed(expr) => format!(" **{}", self.expr(expr)),
        }
    }

    fn clause(&self, (target, over, tests): &(Pattern, Expr, Vec<Expr>)) -> String {
        let tests = tests.iter().map(|test| format!(" if {}", self.expr(test))).collect::<Vec<_>>().concat();
        format!(" for {} in {}{tests}", self.pattern(target), self.expr(over))
    }

    pub fn pattern(&self, pattern: &Pattern) -> String {
        match pattern {
            Pattern::Name(name, span) => {
                self.names(*span, name);
                name.to_string()
            }
            Pattern::Place(expr) => self.expr(expr),
            Pattern::List(parts) => {
                let parts = parts.iter().map(|part| part.as_ref().map_or("gap".to_owned(), |part| self.pattern(part)));
                format!("[{}]", parts.collect::<Vec<_>>().join(" "))
            }
            Pattern::Rest(rest) => format!("*{}", self.pattern(rest)),
            Pattern::Map { entries, rest } => {
                let entries = entries.iter().map(|(key, pattern, default)| {
                    let default = default.as_ref().map_or(String::new(), |of| format!(" = {}", self.expr(of)));
                    format!("{key}: {}{default}", self.pattern(pattern))
                });
                let rest = rest.as_ref().map(|rest| format!("**{}", self.pattern(rest)));
                format!("{{{}}}", entries.chain(rest).collect::<Vec<_>>().join(", "))
            }
            other => format!("{other:?}"),
        }
    }
}
