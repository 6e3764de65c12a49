//! A call that stands in both states, with everyone who leads to it.

use super::{
    Aspect, Change, Given, Kind, Spot,
    cause::{Cause, Seen, causes},
    difference,
    evidence::{Evidence, text},
    grows, lines, spot, words,
};
use crate::{
    calls::{CallSite, Caller, OpenToCallers},
    money::{Money, Range},
    resolve::{event::Frame, files::Files},
    source::{Source, Span},
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

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
    let (mut kept, mut changed, mut alone) = (0, Vec::new(), Vec::new());
    let mut left = before;
    for (key, caller) in after {
        match left.iter().position(|(known, _)| *known == key) {
            Some(at) => {
                let (_, earlier) = left.remove(at);
                kept += 1;
                changed.extend(pair.of_caller(earlier.as_ref(), caller.as_ref()));
            }
            None => alone.extend(caller.map(|caller| (caller, Kind::Added))),
        }
    }
    alone.extend(left.into_iter().filter_map(|(_, caller)| Some((caller?, Kind::Removed))));
    let seen = alone.len();
    alone.retain(|(caller, kind)| pair.is_new(caller, *kind));
    pair.leave_out_further(&mut alone);
    let mut all: Vec<Change> = alone.iter().map(|(caller, kind)| pair.whole(caller, *kind)).collect();
    if kept == 0 {
        all.extend(pair.site().and_then(|change| pair.of_its_own(change, &alone, alone.len() < seen)));
    } else if changed.len() == kept {
        all.extend(pair.all(&changed));
    } else {
        all.extend(changed.into_iter().map(|(earlier, later, why)| pair.caller(&earlier, &later, why)));
    }
    all
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

fn stack(call: &CallSite) -> &[Frame] {
    call.reached_from.first().map_or(&[], |caller| &caller.stack)
}

/// What a caller is known by: its path before any rename, its function, and its place among those there.
type Key = (String, Option<String>, usize);

/// A call that is reached from nowhere that is seen is its own caller: what was one function may become two.
type Reached = (Key, Option<Caller>);

struct Pair<'a> {
    given: Given<'a>,
    base: usize,
    head: usize,
    old: &'a CallSite,
    new: &'a CallSite,
}

impl<'a> Pair<'a> {
    fn callers(&self, call: &CallSite, files: &dyn Files, before: bool) -> Vec<Reached> {
        let path = |at: Span| {
            let path = files.path(at.source);
            if before { path.to_string() } else { self.given.before(&path).to_string() }
        };
        let mut seen = HashSet::new();
        let mut counts: HashMap<(String, Option<String>), usize> = HashMap::new();
        let callers = call.reached_from.iter().filter(|caller| !is_on_the_way(caller, call)).filter_map(|caller| {
            let outermost = caller.stack.first().filter(|frame| seen.insert(frame.at))?;
            let place = (path(outermost.at), outermost.caller.as_ref().map(ToString::to_string));
            let number = counts.entry(place.clone()).or_default();
            *number += 1;
            Some(((place.0, place.1, *number), Some(caller.clone())))
        });
        let mut callers: Vec<Reached> = callers.collect();
        if callers.is_empty() {
            callers.push(((path(call.at), call.around.function.as_ref().map(ToString::to_string), 1), None));
        }
        callers
    }

    /// What differs for a caller that stands in both states; nothing where nothing does.
    fn of_caller(&self, old: Option<&Caller>, new: Option<&Caller>) -> Option<(CallSite, CallSite, Vec<Cause>)> {
        let as_seen =
            |call: &CallSite, caller: Option<&Caller>| caller.map_or_else(|| call.clone(), |one| seen(call, one));
        let (earlier, later) = (as_seen(self.old, old), as_seen(self.new, new));
        let (from, to) = (old.map_or(&[][..], |_| stack(&earlier)), new.map_or(&[][..], |_| stack(&later)));
        let why = causes(
            Seen { call: &earlier, stack: from },
            Seen { call: &later, stack: to },
            self.given.head.files,
            self.given.estimate,
        );
        let why = self.evidence().seen(why, &earlier.request, &later.request);
        let why = if self.is_same_way(old, new) { why } else { self.evidence().written(why) };
        (!why.is_empty()).then_some((earlier, later, why))
    }

    /// Whether two callers lead to the call through the same functions, or through something that is written anew. Where
    /// neither holds, other ways than before were looked at, and not the code changed.
    fn is_same_way(&self, old: Option<&Caller>, new: Option<&Caller>) -> bool {
        let Some((old, new)) = old.zip(new) else { return true };
        let way = |caller: &Caller| caller.stack.iter().map(|frame| frame.caller.clone()).collect::<Vec<_>>();
        way(old) == way(new) || self.is_new(old, Kind::Removed) || self.is_new(new, Kind::Added)
    }

    fn evidence(&self) -> Evidence<'a> {
        Evidence { given: self.given, old: self.old, new: self.new }
    }

    /// Whether a caller that is seen in one state alone leads there by an expression that stands here more often than in
    /// the other one. Where none does, not the code changed but what can be seen of it.
    fn is_new(&self, caller: &Caller, kind: Kind) -> bool {
        caller.stack.iter().any(|frame| {
            let Some((here, there)) = self.texts(frame, kind) else { return true };
            let written = here.slice(frame.at);
            let count = |source: &Source| source.text.matches(written).count();
            count(&there) < count(&here)
        })
    }

    /// Leaves out callers of which one state sees the way further out than the other does, where what is seen beyond stands
    /// in both: then the way was there before, and more or less of it is followed.
    fn leave_out_further(&self, alone: &mut Vec<(Caller, Kind)>) {
        let functions = |caller: &Caller| caller.stack.iter().map(|frame| frame.caller.clone()).collect::<Vec<_>>();
        let is_further = |(longer, kind): &(Caller, Kind), (shorter, other): &(Caller, Kind)| {
            let beyond = longer.stack.len().checked_sub(shorter.stack.len()).filter(|beyond| *beyond > 0);
            kind != other
                && beyond.is_some_and(|beyond| {
                    functions(longer)[beyond..] == functions(shorter)
                        && longer.stack[..beyond].iter().all(|frame| self.is_called_in_both(frame, *kind))
                })
        };
        let same = |one: &(Caller, Kind)| alone.iter().any(|other| is_further(one, other) || is_further(other, one));
        let kept: Vec<bool> = alone.iter().map(|one| !same(one)).collect();
        let all = std::mem::take(alone).into_iter().zip(kept);
        *alone = all.filter_map(|(one, kept)| kept.then_some(one)).collect();
    }

    /// Whether what a frame of one state calls is called no less often in the same file of the other state.
    fn is_called_in_both(&self, frame: &Frame, kind: Kind) -> bool {
        let Some((here, there)) = self.texts(frame, kind) else { return false };
        let callee = here.slice(frame.at).split_inclusive('(').next().unwrap_or_default();
        let count = |source: &Source| source.text.matches(callee).count();
        count(&here) <= count(&there)
    }

    /// The file of a frame in the state where it is seen, and in the other one.
    fn texts(&self, frame: &Frame, kind: Kind) -> Option<(Arc<Source>, Arc<Source>)> {
        let (base, head) = (self.given.base.files, self.given.head.files);
        if kind == Kind::Added {
            let path = head.path(frame.at.source);
            Some((text(head, &path)?, text(base, self.given.before(&path))?))
        } else {
            let path = base.path(frame.at.source);
            Some((text(base, &path)?, text(head, self.given.after(&path))?))
        }
    }

    /// The call itself, with no regard to who leads to it.
    fn site(&self) -> Option<Change> {
        let bare = |call: &'a CallSite| Seen { call, stack: &[] };
        let causes = causes(bare(self.old), bare(self.new), self.given.head.files, self.given.estimate);
        let causes = self.evidence().seen(causes, &self.old.request, &self.new.request);
        if causes.is_empty() {
            return None;
        }
        let cost = |sites: &[crate::rules::Site], at: usize| sites[at].estimate.per_call;
        let per_call = (cost(self.given.base.sites, self.base), cost(self.given.head.sites, self.head));
        let grows = grows(per_call.0, per_call.1, Kind::Changed);
        Some(self.change(self.new, self.place(), None, per_call, grows, causes, None))
    }

    /// What of a change of the call itself is not only what can be seen of it through others: through callers that are
    /// new or gone, which are told by themselves, or through `others` than were looked at before, though none is new.
    fn of_its_own(&self, mut change: Change, callers: &[(Caller, Kind)], others: bool) -> Option<Change> {
        if others {
            change.causes.retain(|cause| cause.at.as_ref().is_none_or(|at| self.evidence().is_written_anew(at)));
        }
        if callers.is_empty() && !others || !self.evidence().is_as_written() {
            return (!change.causes.is_empty()).then_some(change);
        }
        if others {
            change.causes = self.evidence().written(change.causes);
        }
        let theirs: HashSet<String> = callers
            .iter()
            .flat_map(|(caller, kind)| {
                let files = if *kind == Kind::Added { self.given.head.files } else { self.given.base.files };
                caller.stack.iter().map(move |frame| files.path(frame.at.source).to_string())
            })
            .collect();
        let elsewhere = |at: &Spot| !theirs.contains(&at.path);
        change.causes.retain(|cause| cause.aspect == Aspect::Times || cause.at.as_ref().is_some_and(elsewhere));
        (!change.causes.is_empty()).then_some(change)
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
        let caller = new.reached_from.first();
        let at = caller.and_then(|caller| caller_spot(caller, self.given.head.files)).unwrap_or_else(|| self.place());
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
        Change { kind, was_at: None, ..change }
    }

    /// How many lines of the function around the call changed; nothing where none did, and the cause is elsewhere.
    fn lines(&self) -> Option<usize> {
        let before = lines::of_function(self.given.base.files, self.old.at)?;
        let changed = before.changed(&lines::of_function(self.given.head.files, self.new.at)?);
        (changed > 0).then_some(changed)
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
            lines: reach.and_then(|_| self.lines()),
            reach,
            sites: (Some(self.base), Some(self.head)),
        }
    }
}

/// Whether another caller leads to the call through all that this one does.
fn is_on_the_way(caller: &Caller, call: &CallSite) -> bool {
    call.reached_from.iter().any(|other| is_part(&caller.stack, &other.stack))
}

/// Whether a longer way stands further out, or goes on to a function in the one that this way leads to. What is known of the
/// loops around a frame depends on who comes that way.
fn is_part(way: &[Frame], longer: &[Frame]) -> bool {
    let places = |way: &[Frame]| way.iter().map(|frame| frame.at).collect::<Vec<Span>>();
    let (way, longer) = (places(way), places(longer));
    !way.is_empty() && longer.len() > way.len() && (longer.ends_with(&way) || longer.starts_with(&way))
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
                known.times = known.times.filter(|times| Some(*times) == cause.times);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{resolve::event::LoopFact, source::SourceId, syntax::LoopKind, value::FunctionId};

    /// A frame in a loop of so many passes.
    fn frame(at: u32, passes: Option<u64>) -> Frame {
        let place = Span::new(SourceId(0), at, at + 1);
        let (kind, at) = (LoopKind::For, place);
        let around = LoopFact { kind, at, passes, carries: false, ends_early: true, limited: true, waits: false };
        Frame { at: place, callee: FunctionId(SourceId(0), 0), caller: None, loops: vec![around], fan_out: false }
    }

    #[test]
    fn a_way_is_part_of_a_longer_one_whatever_is_known_of_its_loops() {
        let (outer, inner) = (frame(1, None), frame(2, None));
        let seen_from_outside = [outer.clone(), frame(2, Some(2))];
        assert!(is_part(std::slice::from_ref(&inner), &seen_from_outside));
        assert!(is_part(std::slice::from_ref(&outer), &seen_from_outside));
        assert!(!is_part(&seen_from_outside, &[outer, inner]) && !is_part(&[], &seen_from_outside));
        assert!(!is_part(&[frame(3, None)], &seen_from_outside));
    }
}
