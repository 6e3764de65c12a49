//! `one-token-warm-up`: an answer of one token that nobody reads, to fill the cache.

use super::{
    Context, Rule, Site,
    given::{is_nothing, no_thinking},
    prefix::Marked,
};
use crate::{
    calls::{CallSite, Operation, Platform, is_discarded},
    diagnostic::{Confidence, Diagnostic, Edit, Fix},
    source::At,
    value::{Field, Value},
};

pub(super) const RULE: Rule = Rule { name: "one-token-warm-up", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let (call, request) = (&site.call, &site.call.request);
    let Field::Given(cap @ At { node: Value::Int(1), .. }) = &request.max_tokens else { return None };
    let marked = Marked::of(request).filter(|_| takes_none(context, call))?;
    let on_a_block = marked.blocks.iter().any(|block| block.breakpoint.is_some());
    (on_a_block && is_discarded(context.files, call)).then(|| Diagnostic {
        message: "a token is asked for that nobody reads, so that the cache is filled: `max_tokens` of 0 fills it and \
                  answers nothing"
            .to_owned(),
        at: cap.span,
        label: "0 would do".to_owned(),
        labels: vec![
            (call.at, "the answer is thrown away".to_owned()),
            (marked.at, "the cached prefix ends here".to_owned()),
        ],
        fix: (context.text(cap.span).as_deref() == Some("1")).then(|| Fix {
            title: "ask for no token".to_owned(),
            safe: true,
            edits: vec![Edit { at: cap.span, replacement: "0".to_owned() }],
        }),
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}

/// Whether the request would be taken without a token to answer with, as is documented.
fn takes_none(context: &Context<'_>, call: &CallSite) -> bool {
    let request = &call.request;
    let listed = context.lists_sdk(&RULE, call);
    let asks = call.operation == Operation::Message && call.platform == Platform::Anthropic;
    let streams = request.stream || request.stream_unseen;
    let free = is_nothing(&request.tool_choice) && is_nothing(&request.output_format);
    listed && asks && !streams && free && no_thinking(request)
}
