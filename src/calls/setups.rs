//! Builders that set up what other calls send through: `client.agent(model).build()`, then `agent.prompt(…)`.
//!
//! Where a call through one of them is a site, the builder is none: it sends nothing. Where none is seen (it is handed
//! to code elsewhere, or used as a tool of another), the builder stands for those calls.

use super::CallSite;
use crate::{
    resolve::event::Call,
    source::Span,
    value::{Args, BEGAN, Chain, Step, Value},
};
use std::collections::HashSet;

/// A site, and the builders that its call goes through.
pub(super) struct Found {
    pub site: CallSite,
    pub builders: Builders,
}

/// Where the builders in the callee of a call began.
pub(super) struct Builders {
    /// The one that the call itself ends, where that is all it does.
    pub own: Option<Span>,
    through: Vec<Span>,
}

impl Builders {
    /// Those of the call at a place, from its callee in each context. A call that ends none begins one itself. What is
    /// sent may be built too: `chatModel.call(new Prompt(messages, options))`.
    pub fn of<'c>(sets_up: bool, at: Span, calls: impl Iterator<Item = &'c Call> + Clone) -> Self {
        let mut through = Vec::new();
        calls.clone().for_each(|call| gather(&call.callee, &mut through));
        let own = if sets_up { through.pop().or(Some(at)) } else { None };
        if own.is_none() {
            calls.for_each(|call| given(&call.args, &mut through));
        }
        Self { own, through }
    }
}

/// Where builders began in a chain: those given to its steps, and then its own.
fn gather(chain: &Chain, through: &mut Vec<Span>) {
    for step in &chain.steps {
        let Step::Call(args) = step else { continue };
        given(args, through);
        through.extend(args.named.get(BEGAN).map(|at| at.span));
    }
}

/// Where builders began among arguments.
fn given(args: &Args, through: &mut Vec<Span>) {
    let named = args.named.entries.iter().map(|entry| &entry.value);
    for value in args.positional.iter().chain(named).flat_map(|at| at.node.possibilities()) {
        if let Value::Foreign(given) = value {
            gather(given, through);
        }
    }
}

/// The sites in order, without builders that another site goes through.
pub(super) fn without_used(found: Vec<Found>) -> Vec<CallSite> {
    let used: HashSet<Span> = found
        .iter()
        .filter(|found| found.builders.own.is_none())
        .flat_map(|found| found.builders.through.iter().copied())
        .collect();
    let unused = |found: &Found| found.builders.own.is_none_or(|own| !used.contains(&own));
    let mut sites: Vec<CallSite> = found.into_iter().filter(unused).map(|found| found.site).collect();
    sites.sort_by_key(|site| (site.at, site.whole));
    sites
}
