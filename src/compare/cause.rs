//! Why a call costs something else: each part of the request that differs, and what it alone does to the price.

use super::{Aspect, Estimating, Spot, difference, spot, times::Times};
use crate::{
    calls::CallSite,
    money::{Money, Range},
    resolve::{event::Frame, files::Files},
    source::Span,
};

/// Why a call costs something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What differs.
    pub aspect: Aspect,
    /// What it was, in few words.
    pub before: String,
    /// What it is.
    pub after: String,
    /// What it does to the price of one call, after the causes that stand before it in a request; nothing where a price
    /// is not known.
    pub grows: Option<Range<Money>>,
    /// For [`Aspect::Times`], the known part of how often, before and after.
    pub times: Option<(u64, u64)>,
    /// Where it is written now, if that is not in the call itself.
    pub at: Option<Spot>,
}

/// A call as it is seen from one of its callers, or from its own function.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub call: &'a CallSite,
    pub stack: &'a [Frame],
}

/// Everything that differs between a call before and after, the dearest first.
pub(super) fn causes(old: Seen<'_>, new: Seen<'_>, files: &dyn Files, estimate: Estimating<'_>) -> Vec<Cause> {
    let differing: Vec<Aspect> =
        Aspect::OF_REQUEST.into_iter().filter(|aspect| aspect.differs(old.call, new.call)).collect();
    let mut causes = Vec::new();
    if !differing.is_empty() {
        let mut step = CallSite { reached_from: Vec::new(), ..old.call.clone() };
        let mut price = estimate(&step).per_call;
        for aspect in differing {
            aspect.apply(new.call, &mut step);
            let next = estimate(&step).per_call;
            let grows = price.zip(next).map(|(before, after)| difference(before, after));
            causes.push(Cause {
                aspect,
                before: aspect.words(old.call),
                after: aspect.words(new.call),
                grows,
                times: None,
                at: aspect.origin(old.call, new.call).and_then(|at| elsewhere(at, new.call, files)),
            });
            price = next;
        }
    }
    causes.extend(times(old, new));
    causes.iter_mut().for_each(other_words);
    let whole = estimate(&CallSite { reached_from: Vec::new(), ..new.call.clone() }).per_call;
    causes.sort_by_key(|cause| std::cmp::Reverse(weight(cause, whole)));
    causes
}

/// Says so where the same words stand for different things.
fn other_words(cause: &mut Cause) {
    if cause.before == cause.after {
        let prompt = matches!(cause.aspect, Aspect::System | Aspect::Messages);
        let named = if prompt { "with another text" } else { "others" };
        cause.after = format!("{}, {named}", cause.after);
    }
}

fn times(old: Seen<'_>, new: Seen<'_>) -> Option<Cause> {
    let (before, after) = (Times::of(old.call, old.stack), Times::of(new.call, new.stack));
    (before != after).then(|| Cause {
        aspect: Aspect::Times,
        before: before.words(),
        after: after.words(),
        grows: None,
        times: Some((before.known(), after.known())),
        at: None,
    })
}

/// What a cause is sorted by: the money it moves at worst. A call that is sent more often moves at least another one.
fn weight(cause: &Cause, whole: Option<Range<Money>>) -> i128 {
    match (cause.aspect, cause.times, cause.grows) {
        (Aspect::Times, Some((before, after)), _) => {
            let more = i128::from(before.abs_diff(after).max(1));
            whole.map_or(0, |whole| whole.high.0.saturating_mul(more))
        }
        (.., Some(grows)) => grows.low.0.abs().max(grows.high.0.abs()),
        _ => 0,
    }
}

/// A place that is not in the call's own expression.
fn elsewhere(at: Span, call: &CallSite, files: &dyn Files) -> Option<Spot> {
    (!call.whole.contains(at)).then(|| spot(files, at, None))
}
