//! A call that stands in both states, with everyone who leads to it.

use super::{
    Change, Given, Kind, Spot,
    cause::{Cause, Seen, causes},
    difference, grows, spot, words,
};
use crate::{
    calls::{CallSite, Caller, OpenToCallers},
    money::{Money, Range},
    resolve::files::Files,
};
use std::collections::{BTreeSet, HashMap};

/// How many callers a call has and in how many files; nothing where none is seen.
pub(super) fn reach(call: &CallSite, files: &dyn Files) -> Option<(usize, usize)> {
    let outermost: BTreeSet<_> = call.reached_from.iter().filter_map(|caller| Some(caller.stack.first()?.at)).collect();
    let sources: BTreeSet<_> = outermost.iter().map(|at| files.path(at.source)).collect();
    (!outermost.is_empty()).then_some((outermost.len(), sources.len()))
}

/// What became of a call: one change where it is the same for everyone who leads to it, or else one for each of them.
pub(super) fn changes(given: Given<'_>, base: usize, head: usize) -> Vec<Change> {
    let (old, new) = (&given.base.sites[base].call, &given.head.sites[head].call);
    let pair = Pair { given, base, head, old, new };
    let (before, after) = (pair.callers(old, given.base.files, true), pair.callers(new, given.head.files, false));
    let own = causes(Seen { call: old, stack: &[] }, Seen { call: new, stack: &[] }, given.head.files, given.estimate);
    if before.is_empty() && after.is_empty() {
        return pair.site(own).into_iter().collect();
    }
    let mut changed = Vec::new();
    let mut kept = 0;
    let mut rest = Vec::new();
    let mut left = before;
    for (key, caller) in &after {
        match left.iter().position(|(known, _)| known == key) {
            Some(at) => {
                let (_, earlier) = left.remove(at);
                let (earlier, later) = (seen(old, earlier), seen(new, caller));
                let why = causes(
                    Seen { call: &earlier, stack: &left_stack(&earlier) },
                    Seen { call: &later, stack: &left_stack(&later) },
                    given.head.files,
                    given.estimate,
                );
                kept += 1;
                if !why.is_empty() {
                    changed.push((earlier, later, why));
                }
            }
            None => rest.push(pair.whole(caller, Kind::Added)),
        }
    }
    rest.extend(left.iter().map(|(_, caller)| pair.whole(caller, Kind::Removed)));
    if kept > 0 && changed.len() == kept {
        rest.extend(pair.all(&changed));
    } else if kept == 0 {
        rest.extend(pair.site(own.into_iter().filter(|cause| cause.aspect == super::Aspect::Times).collect()));
    } else {
        rest.extend(changed.into_iter().map(|(earlier, later, why)| pair.caller(&earlier, &later, why)));
    }
    rest
}

/// The call as one of its callers makes it.
fn seen(call: &CallSite, caller: &Caller) -> CallSite {
    CallSite {
        request: caller.request.clone(),
        reached_from: vec![caller.clone()],
        open_to_callers: OpenToCallers::default(),
        ..call.clone()
    }
}

fn left_stack(call: &CallSite) -> Vec<crate::resolve::event::Frame> {
    call.reached_from.first().map(|caller| caller.stack.clone()).unwrap_or_default()
}

/// What a caller is known by: its path before any rename, its function, the function it calls, and its place among
/// those.
type Key = (String, Option<String>, usize, usize);

struct Pair<'a> {
    given: Given<'a>,
    base: usize,
    head: usize,
    old: &'a CallSite,
    new: &'a CallSite,
}

impl<'a> Pair<'a> {
    fn callers(&self, call: &'a CallSite, files: &dyn Files, before: bool) -> Vec<(Key, &'a Caller)> {
        let mut counts: HashMap<(String, Option<String>, usize), usize> = HashMap::new();
        let callers = call.reached_from.iter().filter_map(|caller| {
            let outermost = caller.stack.first()?;
            let path = files.path(outermost.at.source);
            let path = if before { &path } else { self.given.renamed.get(&path).unwrap_or(&path) };
            let place = (path.to_string(), outermost.caller.as_ref().map(ToString::to_string), caller.stack.len());
            let number = counts.entry(place.clone()).or_default();
            *number += 1;
            Some(((place.0, place.1, place.2, *number), caller))
        });
        callers.collect()
    }

    /// The call itself, with no regard to who leads to it.
    fn site(&self, causes: Vec<Cause>) -> Option<Change> {
        if causes.is_empty() {
            return None;
        }
        let cost = |sites: &[crate::rules::Site], at: usize| sites[at].estimate.per_call;
        let per_call = (cost(self.given.base.sites, self.base), cost(self.given.head.sites, self.head));
        let grows = grows(per_call.0, per_call.1, Kind::Changed);
        Some(self.change(self.new, self.place(), None, per_call, grows, causes, None))
    }

    /// The call with all who lead to it, where all are touched.
    fn all(&self, changed: &[(CallSite, CallSite, Vec<Cause>)]) -> Option<Change> {
        let price =
            |call: &CallSite| (self.given.estimate)(&CallSite { reached_from: Vec::new(), ..call.clone() }).per_call;
        let prices: Vec<_> = changed.iter().map(|(old, new, _)| (price(old), price(new))).collect();
        let over = |one: Option<Range<Money>>, other: Option<Range<Money>>| Some(one?.or(other?));
        let per_call = prices.iter().copied().reduce(|a, b| (over(a.0, b.0), over(a.1, b.1)))?;
        let each = prices.iter().map(|(old, new)| old.zip(*new).map(|(old, new)| difference(old, new)));
        let grows = each.reduce(over)?;
        let causes = merged(changed.iter().map(|(_, _, causes)| causes));
        Some(self.change(self.new, self.place(), None, per_call, grows, causes, reach(self.new, self.given.head.files)))
    }

    /// One who leads to the call.
    fn caller(&self, old: &CallSite, new: &CallSite, causes: Vec<Cause>) -> Change {
        let price =
            |call: &CallSite| (self.given.estimate)(&CallSite { reached_from: Vec::new(), ..call.clone() }).per_call;
        let per_call = (price(old), price(new));
        let at = caller_spot(&new.reached_from[0], self.given.head.files).unwrap_or_else(|| self.place());
        let mut change = self.change(
            new,
            at,
            Some(self.place()),
            per_call,
            grows(per_call.0, per_call.1, Kind::Changed),
            causes,
            None,
        );
        change.model = (words::model(old), words::model(new));
        change
    }

    /// One who leads to the call and did not before, or does no more.
    fn whole(&self, caller: &Caller, kind: Kind) -> Change {
        let (call, files) =
            if kind == Kind::Added { (self.new, self.given.head.files) } else { (self.old, self.given.base.files) };
        let one = seen(call, caller);
        let price = (self.given.estimate)(&CallSite { reached_from: Vec::new(), ..one.clone() }).per_call;
        let per_call = if kind == Kind::Added { (None, price) } else { (price, None) };
        let at = caller_spot(caller, files).unwrap_or_else(|| self.place());
        let grown = grows(per_call.0, per_call.1, kind);
        let mut change = self.change(&one, at, Some(self.place()), per_call, grown, Vec::new(), None);
        let model = words::model(&one);
        change.model = if kind == Kind::Added { (String::new(), model) } else { (model, String::new()) };
        Change { kind, ..change }
    }

    fn place(&self) -> Spot {
        spot(self.given.head.files, self.new.at, self.new.around.function.as_deref())
    }

    #[expect(clippy::too_many_arguments, reason = "each is a field of what is made")]
    fn change(
        &self,
        call: &CallSite,
        at: Spot,
        through: Option<Spot>,
        per_call: (Option<Range<Money>>, Option<Range<Money>>),
        grows: Option<Range<Money>>,
        causes: Vec<Cause>,
        reach: Option<(usize, usize)>,
    ) -> Change {
        let was = spot(self.given.base.files, self.old.at, self.old.around.function.as_deref());
        let now = self.place();
        let moved = was.path != now.path || was.function != now.function;
        Change {
            kind: Kind::Changed,
            at,
            was_at: moved.then_some(was),
            through,
            sdk: call.sdk.to_string(),
            operation: call.operation,
            model: (words::model(self.old), words::model(self.new)),
            per_call,
            grows,
            monthly: None,
            causes,
            reach,
            sites: (Some(self.base), Some(self.head)),
        }
    }
}

fn caller_spot(caller: &Caller, files: &dyn Files) -> Option<Spot> {
    let outermost = caller.stack.first()?;
    Some(spot(files, outermost.at, outermost.caller.as_deref()))
}

/// The causes of several callers in one list: each part of the request once, with the prices over all.
fn merged<'c>(all: impl Iterator<Item = &'c Vec<Cause>>) -> Vec<Cause> {
    let mut merged: Vec<Cause> = Vec::new();
    for cause in all.flatten() {
        match merged.iter_mut().find(|known| known.aspect == cause.aspect) {
            Some(known) => {
                known.grows = known.grows.zip(cause.grows).map(|(one, other)| one.or(other));
                for (words, other) in [(&mut known.before, &cause.before), (&mut known.after, &cause.after)] {
                    if words != other {
                        "various".clone_into(words);
                    }
                }
            }
            None => merged.push(cause.clone()),
        }
    }
    merged
}
