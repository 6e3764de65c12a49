//! What a call costs in a month, where the policy says how often it runs.
//!
//! Traffic is declared at entry points. It is carried down to the calls that they reach: times the passes of the loops in
//! between, and with the request that this way makes.

use super::{Site, figures};
use crate::{
    calls::{CallSite, Caller, Operation, Request, only_tries_again},
    estimate::{Expected, Shape, estimate, price::Case},
    money::{Money, Range},
    policy::{Entrance, Policy, PolicyLine, Traffic},
    resolve::{
        event::{Frame, LoopFact},
        files::Files,
    },
    source::Span,
    value::{Field, Value},
};
use jiff::civil::Date;

/// What a call costs in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// How often the request is sent.
    pub calls: u64,
    /// What that costs; nothing where one of the requests has no price.
    pub cost: Option<Range<Money>>,
    /// Tokens of an answer, where the policy states them alike for all ways.
    pub output: Option<u64>,
    /// What makes it up.
    pub ways: Vec<Way>,
}

/// A way into a call that the policy speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The entry of the policy.
    pub line: PolicyLine,
    /// How often it runs.
    pub runs: u64,
    /// How often loops on the way pass; a loop of unknown length is counted once.
    pub passes: u64,
    /// Whether there is such a loop.
    pub uncounted: bool,
    /// Turns of a conversation, each with all that was said before.
    pub turns: u64,
    /// The part of marked prompts that is read from the cache, in thousandths, where it is stated.
    pub hits: Option<u32>,
    /// Tokens of an answer, where they are stated.
    pub output: Option<u64>,
    /// What one run of the request, or one conversation, costs.
    pub each: Option<Range<Money>>,
}

/// What each of the calls costs in a month, in their order; nothing where the policy does not say how often.
pub fn months(sites: &[Site], policy: &Policy, files: &dyn Files, as_of: Date) -> Vec<Option<Month>> {
    let traffic: Vec<&Traffic> = policy.traffic().collect();
    if traffic.is_empty() {
        return vec![None; sites.len()];
    }
    let ground = Ground { traffic, policy, files, as_of };
    let own = Entrance::of(sites.iter().map(|site| &site.call), files);
    let each = sites.iter().zip(own).map(|(site, ways)| ground.month(&site.call, ways.into_iter().next()));
    each.collect()
}

/// What months are worked out from.
struct Ground<'a> {
    traffic: Vec<&'a Traffic>,
    policy: &'a Policy,
    files: &'a dyn Files,
    as_of: Date,
}

impl Ground<'_> {
    fn month(&self, call: &CallSite, own: Option<Entrance>) -> Option<Month> {
        let own = own.and_then(|own| self.entry(&own));
        let ways = match own {
            Some(entry) => vec![self.way(call, &call.request, entry, &[])?],
            None => self.ways_through_callers(call),
        };
        let calls = ways.iter().map(Way::requests).fold(0, u64::saturating_add);
        let cost = ways.iter().map(|way| Some(way.each?.times(way.runs.saturating_mul(way.passes))));
        let cost = cost.collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().reduce(|a, b| a + b));
        let output = ways.first()?.output;
        let output = output.filter(|_| ways.iter().all(|way| way.output == output));
        Some(Month { calls, cost, output, ways })
    }

    /// The first entry of the policy that speaks of a way and says how often it runs.
    fn entry(&self, way: &Entrance) -> Option<&Traffic> {
        let mut speaking = self.traffic.iter().filter(|traffic| traffic.selects(std::slice::from_ref(way)));
        speaking.find(|traffic| traffic.calls_per_month.is_some()).copied()
    }

    /// A way for each entry point, the nearest to the call on each chain of callers. Chains that are the same from there
    /// on make one way, with the request of any of them.
    fn ways_through_callers(&self, call: &CallSite) -> Vec<Way> {
        let mut known: Vec<(Vec<Span>, Way)> = Vec::new();
        for caller in &call.reached_from {
            let Some((at, entry)) = self.nearest(call, caller) else { continue };
            let frames = &caller.stack[at..];
            let Some(way) = self.way(call, &caller.request, entry, frames) else { continue };
            let chain: Vec<Span> = frames.iter().map(|frame| frame.at).collect();
            match known.iter_mut().find(|(same, _)| *same == chain) {
                Some((_, one)) => one.each = one.each.zip(way.each).map(|(a, b)| a.or(b)),
                None => known.push((chain, way)),
            }
        }
        // An entry point that reaches the call in several places runs once, and sends each of them.
        known.into_iter().map(|(_, way)| way).collect()
    }

    fn nearest(&self, call: &CallSite, caller: &Caller) -> Option<(usize, &Traffic)> {
        (0..caller.stack.len()).rev().find_map(|at| {
            let stack = caller.stack[at..=at].to_vec();
            let alone =
                CallSite { reached_from: vec![Caller { stack, request: caller.request.clone() }], ..call.clone() };
            let ways = Entrance::of(std::iter::once(&alone), self.files).into_iter().next()?;
            Some((at, self.entry(ways.get(1)?)?))
        })
    }

    fn way(&self, call: &CallSite, request: &Request, entry: &Traffic, frames: &[Frame]) -> Option<Way> {
        let shape = self.shape(call, entry);
        let estimate = estimate(request, &shape, self.as_of);
        let hits = entry.cache_hit_rate.as_ref().map(|rate| rate.value);
        let rounds = Rounds::of(call, request, frames, self.files);
        let stated = entry.turns.as_ref().map(|turns| turns.value);
        let turns = stated.unwrap_or(rounds.turns);
        Some(Way {
            line: entry.line.clone(),
            runs: entry.calls_per_month.as_ref()?.value,
            passes: rounds.passes,
            uncounted: rounds.passes_open || stated.is_none() && rounds.turns_open,
            turns,
            hits,
            output: shape.expected.output,
            each: each(&estimate.cases, turns, hits).or(estimate.per_call.filter(|_| estimate.cases.is_empty())),
        })
    }

    fn shape(&self, call: &CallSite, entry: &Traffic) -> Shape {
        let path = self.files.path(call.at.source);
        let output = entry.output_tokens.as_ref().map(|tokens| tokens.value);
        Shape { expected: Expected { output }, ..figures::shape(call, self.policy, &path) }
    }
}

/// How often the loops around a call make a request of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounds {
    /// Passes that each make a request of their own; a loop of unknown length is counted once.
    pub passes: u64,
    /// Whether there is such a loop.
    pub passes_open: bool,
    /// Turns of one conversation, each with all that was said before, counted the same way.
    pub turns: u64,
    /// Whether they go on in a loop of unknown length.
    pub turns_open: bool,
}

impl Rounds {
    /// Those of a call, reached through some frames. A loop that only tries again makes none. An agent's own limit says
    /// how many turns there are, whatever stands around it.
    pub fn of(call: &CallSite, request: &Request, frames: &[Frame], files: &dyn Files) -> Rounds {
        let loops = frames.iter().flat_map(|frame| &frame.loops).chain(&call.around.loops);
        let working = loops.filter(|fact| !only_tries_again(files, fact));
        let (histories, repeats): (Vec<&LoopFact>, Vec<&LoopFact>) = working.partition(|fact| fact.carries);
        let counted =
            |loops: &[&LoopFact]| loops.iter().map(|fact| fact.passes.unwrap_or(1)).fold(1, u64::saturating_mul);
        let open = |loops: &[&LoopFact]| loops.iter().any(|fact| fact.passes.is_none());
        let limit = turns_of(call, request);
        Rounds {
            passes: counted(&repeats),
            passes_open: open(&repeats),
            turns: limit.unwrap_or_else(|| counted(&histories)),
            turns_open: limit.is_none() && open(&histories),
        }
    }
}

/// The turns that an agent's own limit allows.
fn turns_of(call: &CallSite, request: &Request) -> Option<u64> {
    let Field::Given(turns) = &request.turns else { return None };
    let Value::Int(turns) = turns.node else { return None };
    u64::try_from(turns).ok().filter(|turns| *turns > 0 && call.operation == Operation::Agent)
}

/// What one run costs, over all models that it may go to.
fn each(cases: &[Case], turns: u64, hits: Option<u32>) -> Option<Range<Money>> {
    let cost = |case: &Case| if turns > 1 { Ok(case.history(turns, hits)?.as_is) } else { case.with_hits(hits) };
    let all: Option<Vec<Range<Money>>> = cases.iter().map(|case| cost(case).ok()).collect();
    all?.into_iter().reduce(Range::or)
}

impl Way {
    /// How many requests leave on this way in a month.
    pub fn requests(&self) -> u64 {
        self.runs.saturating_mul(self.passes).saturating_mul(self.turns)
    }
}
