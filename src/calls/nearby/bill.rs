//! Costs that are worked out from the usage of a response.

use super::{Nearby, any_part};
use crate::{
    calls::CallSite,
    catalog::habits::habits,
    resolve::files::Files,
    source::Span,
    syntax::{Expr, ExprKind, Operator},
};

/// Where the file of a call multiplies the input tokens of a response, and the output tokens too, and has no name for those
/// of the cache.
pub fn bill_without_cache(files: &dyn Files, call: &CallSite) -> Option<Span> {
    let nearby = Nearby::of(files, call)?;
    let usage = &habits().usage;
    if nearby.any_name(&|name| usage.cache.iter().any(|field| field == name)) {
        return None;
    }
    nearby.multiplied(&usage.output)?;
    nearby.multiplied(&usage.input)
}

impl Nearby<'_> {
    /// Where something of this name is first multiplied.
    fn multiplied(&self, name: &str) -> Option<Span> {
        let mut first: Option<Span> = None;
        self.for_all_exprs(&mut |expr| {
            if let ExprKind::Binary { operator: Operator::Multiply, left, right } = &expr.kind
                && [left, right].into_iter().any(|factor| any_part(factor, &|part| is_named(part, name)))
                && first.is_none_or(|first| expr.span.start < first.start)
            {
                first = Some(expr.span);
            }
        });
        first
    }
}

/// `input_tokens`, `usage.input_tokens`, `usage["input_tokens"]`
fn is_named(expr: &Expr, name: &str) -> bool {
    match &expr.kind {
        ExprKind::Index { index, .. } => index.fixed_text() == Some(name),
        _ => expr.last_name() == Some(name),
    }
}
