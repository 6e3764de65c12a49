//! Where an argument of a call is written, for whoever changes it there.

use super::{CallSite, enclosing::Enclosing};
use crate::{
    resolve::files::Files,
    source::Span,
    syntax::{Argument, Expr, ExprKind, Item, Module, Pair, Pattern, Segment},
};

/// An argument as it stands in the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The expression.
    pub at: Span,
    /// What it is.
    pub form: Form,
}

/// What an argument is, as far as it can be changed where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A string without parts to fill in, or a name that is no parameter of a function around it.
    Whole,
    /// A list of dicts or objects: of each, all of it and the last value in it.
    Blocks(Vec<(Span, Span)>),
}

/// Where the argument with this name is written: as one of the call's own, or in an object that is written in the
/// call. Nothing where it comes from elsewhere, or is more than a string, a name or a list of dicts.
pub fn argument(call: &CallSite, name: &str, files: &dyn Files) -> Option<Given> {
    let module = files.module(call.whole.source)?;
    let expr = passed(&module, call.whole, &[name])?;
    let form = match &expr.kind {
        ExprKind::Text(segments) if segments.iter().all(|segment| matches!(segment, Segment::Fixed(..))) => Form::Whole,
        ExprKind::Name(name) if !is_parameter(&module, name, expr.span) => Form::Whole,
        ExprKind::List(items) => Form::Blocks(items.iter().map(block).collect::<Option<_>>()?),
        _ => return None,
    };
    Some(Given { at: expr.span, form })
}

fn block(item: &Item) -> Option<(Span, Span)> {
    let Item::One(Expr { kind: ExprKind::Map(pairs), span }) = item else { return None };
    match pairs.last()? {
        Pair::Entry(_, value) => Some((*span, value.span)),
        Pair::Spread(_) => None,
    }
}

/// What the call in this place is passed under the first of these names that it is passed anything under, as one of its own
/// arguments or in an object that is written in it; nothing where a spread may say something else.
pub(super) fn passed<'m>(module: &'m Module, whole: Span, names: &[&str]) -> Option<&'m Expr> {
    let all = Enclosing::of(module, whole).expressions;
    let is_it = |expr: &&Expr| expr.span == whole && matches!(expr.kind, ExprKind::Call { .. });
    let call = all.into_iter().find(is_it)?;
    names.iter().find_map(|name| value(call, name))
}

fn value<'m>(call: &'m Expr, name: &str) -> Option<&'m Expr> {
    let ExprKind::Call { arguments, .. } = &call.kind else { return None };
    arguments.iter().find_map(|argument| match argument {
        Argument::Named(given, expr) if given == name => Some(expr),
        Argument::Positional(Expr { kind: ExprKind::Map(pairs), .. }) => entry(pairs, name),
        _ => None,
    })
}

/// The last entry with a key, unless something is spread in behind it.
pub(super) fn entry<'m>(pairs: &'m [Pair], name: &str) -> Option<&'m Expr> {
    for pair in pairs.iter().rev() {
        match pair {
            Pair::Entry(key, value) if key.fixed_text() == Some(name) => return Some(value),
            Pair::Entry(..) => {}
            Pair::Spread(_) => return None,
        }
    }
    None
}

/// Whether a function around a place has a parameter that binds this name, or one that may.
fn is_parameter(module: &Module, name: &str, at: Span) -> bool {
    let around = module.functions.iter().filter(|function| function.span.contains(at));
    around.flat_map(|function| &function.parameters).any(|parameter| match &parameter.pattern {
        Pattern::Name(bound, _) => bound == name,
        Pattern::Rest(_) => false,
        _ => true,
    })
}
