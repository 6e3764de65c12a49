//! `nondeterministic-tool-order`: tools come first in a prompt, so whatever changes their order loses all of the cache.

use super::{Context, Rule, Site, disordered, prefix::Marked};
use crate::{
    calls::{Cache, Operation, unordered},
    diagnostic::Diagnostic,
};

pub(super) const RULE: Rule = Rule { name: "nondeterministic-tool-order", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let call = &site.call;
    let marked = matches!(call.request.cache, Cache::Marked(_)) && call.operation == Operation::Message;
    let found = unordered(context.files, call, "tools").filter(|_| marked)?;
    let cost = Marked::of(&call.request).and_then(|marked| disordered::rewritten(context, site, &marked));
    let (cost, saves) = cost.map_or((String::new(), None), |(said, saved)| (said, Some((saved, "per 1,000 calls"))));
    Some(Diagnostic {
        message: format!(
            "the tools stand {}: where it differs, the whole prompt is another one, and nothing of it is read from the cache{cost}",
            disordered::decided_by(found.by)
        ),
        at: context.first_line(found.at),
        label: "decides the order".to_owned(),
        labels: vec![(call.at, "sent from here".to_owned())],
        saves,
        fix: disordered::ordered(context, &found),
        ..context.finding(&RULE, site, disordered::confidence(found.by))
    })
}
