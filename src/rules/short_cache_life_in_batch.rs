//! `short-cache-life-in-batch`: an entry that is gone before most of the batch is answered.

use super::{
    Context, Rule, Site,
    prefix::{Marked, cached_tokens, tools_are_known},
    words,
};
use crate::{
    calls::{Form, Operation, Ttl, argument},
    catalog::pages,
    diagnostic::{Confidence, Diagnostic, Edit, Fix},
    source::{Span, offset},
};

pub(super) const RULE: Rule = Rule { name: "short-cache-life-in-batch", in_tests: false, check };

/// The argument that holds the requests of a batch.
const REQUESTS: &str = "requests";
/// How the lives of an entry are written.
const SHORT: &str = "5m";
const LONG: &str = "1h";

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let request = &site.call.request;
    let marked = Marked::of(request).filter(|_| site.call.operation == Operation::Batch)?;
    let lives = marked.blocks.iter().filter_map(|block| block.breakpoint);
    let short = marked.blocks.last()?.breakpoint.is_some() && lives.into_iter().all(|life| life == Ttl::FiveMinutes);
    if !short || is_small(context, site) || marked.open || !tools_are_known(request) || marked.holes().next().is_some()
    {
        return None;
    }
    let tokens = cached_tokens(site, request, &marked.blocks)?;
    Some(Diagnostic {
        message: format!(
            "the cache entry of about {} tokens lives five minutes, and the requests of a batch are answered over up to a \
             day: most of them find it gone and write it again",
            words::tokens(tokens)
        ),
        at: marked.at,
        label: "an hour would reach further".to_owned(),
        labels: vec![(site.call.at, "sent from here".to_owned())],
        fix: lengthened(context, site, &marked),
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}

/// Whether the requests are written out, and are fewer than an entry of an hour takes to pay.
fn is_small(context: &Context<'_>, site: &Site) -> bool {
    let least = context.count(&RULE, "min-requests", site.call.at);
    let given = argument(&site.call, REQUESTS, context.files).map(|given| given.form);
    matches!(given, Some(Form::Blocks(all)) if least > all.len() as u64)
}

/// Gives the only marker the life of an hour, where it is written out.
fn lengthened(context: &Context<'_>, site: &Site, marked: &Marked<'_>) -> Option<Fix> {
    let more = pages::named(RULE.name)?.fix.get(&*site.call.sdk)?;
    let alone = marked.blocks.iter().filter(|block| block.breakpoint.is_some()).count() == 1;
    let source = context.files.source(marked.at.source).filter(|_| alone)?;
    let written = source.slice(marked.at);
    let inner = written.strip_prefix('{')?.strip_suffix('}')?.trim_end();
    let from = |at: usize| marked.at.start + offset(at);
    let edit = match written.find(SHORT) {
        Some(at) => Edit {
            at: Span { start: from(at), end: from(at + SHORT.len()), ..marked.at },
            replacement: LONG.to_owned(),
        },
        None if inner.ends_with(',') => return None,
        None => {
            let end = from(1 + inner.len());
            Edit { at: Span { start: end, end, ..marked.at }, replacement: more.clone() }
        }
    };
    Some(Fix { title: "let the entry live an hour".to_owned(), safe: true, edits: vec![edit] })
}
