//! How much may come back.

use super::{Assumption, Shape, candidates::Candidates};
use crate::{
    calls::{AbsentCap, Operation, Request},
    catalog::models::{Container, Form, Model, Routing},
    money::{Range, Tokens},
    value::{Field, Map, Value},
};

/// What the policy states, as far as the cap allows it, or else from nothing up to the cap, which holds for thinking too;
/// and what that rests on.
pub fn output(request: &Request, shape: &Shape, candidates: &Candidates<'_>) -> (Tokens, Option<Assumption>) {
    let (range, rests_on) = up_to_cap(request, shape, candidates);
    match shape.expected.output {
        Some(stated) if rests_on != Some(Assumption::Rejected) && shape.operation != Operation::CountTokens => {
            let stated = if range.high == 0 { stated } else { stated.min(range.high) };
            (Range::exactly(stated), Some(Assumption::OutputStated(stated)))
        }
        _ => (range, rests_on),
    }
}

fn up_to_cap(request: &Request, shape: &Shape, candidates: &Candidates<'_>) -> (Tokens, Option<Assumption>) {
    if shape.operation == Operation::CountTokens {
        return (Tokens::default(), None);
    }
    let most = most(shape, candidates);
    let up_to = |cap: u64| Range::new(0, if candidates.partial || most == 0 { cap } else { cap.min(most) });
    match &request.max_tokens {
        Field::Given(value) => match caps(&value.node) {
            Some((cap, None)) => (up_to(cap), Some(Assumption::CapGiven(up_to(cap).high))),
            Some((cap, Some(why))) => (up_to(cap), Some(why)),
            None => (Range::new(0, most), Some(Assumption::CapUnknown(most))),
        },
        Field::Unseen(_) => (Range::new(0, most), Some(Assumption::CapUnknown(most))),
        Field::Absent => match shape.absent_cap {
            AbsentCap::Rejected => (Tokens::default(), Some(Assumption::Rejected)),
            AbsentCap::Filled(cap) => (up_to(cap), Some(Assumption::CapFilled(cap))),
            AbsentCap::ModelMaximum => (Range::new(0, most), Some(Assumption::CapIsMaximum(most))),
            AbsentCap::NotApplicable | AbsentCap::Unknown => (Range::new(0, most), Some(Assumption::CapUnknown(most))),
        },
    }
}

/// The same for one of the models that it may go to: what the policy states, or else from nothing up to the cap, which
/// is never over the model's own.
pub fn of_model(request: &Request, shape: &Shape, model: &'static Model) -> Tokens {
    let form = Form { platform: shape.platform, fast: false, floating: false, routing: Routing::Unstated };
    let alone = Candidates { known: vec![(model, form)], ..Candidates::default() };
    output(request, shape, &alone).0
}

/// The most that any known model gives back; nothing is known without one.
fn most(shape: &Shape, candidates: &Candidates<'_>) -> u64 {
    let limits = candidates.known.iter().map(|(model, _)| {
        let batch = model.max_output_batch.filter(|_| shape.operation == Operation::Batch);
        batch.or(model.max_output).unwrap_or(0)
    });
    limits.max().unwrap_or(0)
}

/// The largest of the possible caps, and what may change it; nothing where one of them is not known.
fn caps(value: &Value) -> Option<(u64, Option<Assumption>)> {
    let mut largest = (0, None);
    for possible in value.possibilities() {
        let (cap, why) = match possible {
            Value::Int(cap) => (u64::try_from(*cap).ok()?, None),
            Value::Default(inner, why) => (caps(inner)?.0, Some(Assumption::CapOverridable(why.clone()))),
            _ => return None,
        };
        largest = (largest.0.max(cap), why.or(largest.1));
    }
    Some(largest)
}

/// Beginning of the types of web search, a tool that runs at Anthropic for a fee.
const WEB_SEARCH: &str = "web_search";

/// Beginning of the types of tools that run code in a container at Anthropic.
const CODE_EXECUTION: &str = "code_execution_";

/// Tools beside which that may be free.
const FREEING: [&str; 2] = ["web_search_", "web_fetch_"];

/// The tools of a request that are written out.
fn each(tools: &Field) -> impl Iterator<Item = &Map> {
    let given = if let Field::Given(tools) = tools { Some(tools) } else { None };
    let lists = given.into_iter().flat_map(|tools| tools.node.possibilities()).filter_map(|tools| match tools {
        Value::List(list) => Some(&list.items),
        _ => None,
    });
    lists.flatten().filter_map(|tool| if let Value::Map(map) = &tool.node { Some(&**map) } else { None })
}

fn kind(tool: &Map) -> Option<String> {
    tool.get("type")?.node.as_str()
}

/// Whether a container may be billed in which code runs.
pub fn bills_container(tools: &Field, container: &Container) -> bool {
    let kinds: Vec<String> = each(tools).filter_map(kind).collect();
    let frees = |kind: &String| {
        let version = FREEING.iter().find_map(|begins| kind.strip_prefix(begins));
        version.is_some_and(|version| version >= container.free_beside.as_str())
    };
    kinds.iter().any(|kind| kind.starts_with(CODE_EXECUTION)) && !kinds.iter().any(frees)
}

/// How many web searches a request may lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Searches {
    /// None.
    None,
    /// This many.
    UpTo(u64),
    /// Nothing bounds them.
    Unbounded,
}

impl Searches {
    /// What the tools of a request allow.
    pub fn of(tools: &Field) -> Searches {
        let is_search = |map: &Map| kind(map).is_some_and(|kind| kind.starts_with(WEB_SEARCH));
        let most = |map: &Map| match map.get("max_uses").map(|most| &most.node) {
            Some(Value::Int(most)) => u64::try_from(*most).map_or(Searches::Unbounded, Searches::UpTo),
            _ => Searches::Unbounded,
        };
        each(tools).filter(|map| is_search(map)).map(most).fold(Searches::None, |all, one| match (all, one) {
            (Searches::None, one) | (one, Searches::None) => one,
            (Searches::UpTo(a), Searches::UpTo(b)) => Searches::UpTo(a.saturating_add(b)),
            _ => Searches::Unbounded,
        })
    }

    /// The most of them that are counted.
    pub fn counted(self) -> u64 {
        if let Searches::UpTo(most) = self { most } else { 0 }
    }
}
