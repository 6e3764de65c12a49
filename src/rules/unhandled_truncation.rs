//! `unhandled-truncation`: an answer under a small cap that is parsed whether or not it came to its end.

use super::{Context, Rule, Site, given::at_most, joined, sent::Sent, sent_from};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
    money::grouped,
    value::Field,
};

pub(super) const RULE: Rule = Rule { name: "unhandled-truncation", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let all = sites.iter().filter(|site| parses_blindly(site)).flat_map(|site| Sent::by(site));
    joined(all.filter_map(|sent| judged(context, &sent)))
}

/// Whether the function parses the text of a response that nobody else sees, and never asks why it ended.
fn parses_blindly(site: &Site) -> bool {
    let call = &site.call;
    call.operation == Operation::Message && call.usage_lost && call.reads_json && !call.stop_reason_read
}

fn judged(context: &Context<'_>, sent: &Sent<'_>) -> Option<Diagnostic> {
    let (site, request) = (sent.site, sent.request);
    let most = context.count(&RULE, "max-tokens", site.call.at);
    let cap = at_most(&request.max_tokens).filter(|cap| *cap <= most)?;
    let Field::Given(written) = &request.max_tokens else { return None };
    Some(Diagnostic {
        message: format!(
            "an answer that reaches the cap of {} output tokens is billed, ends in the middle of its JSON, and is parsed \
             all the same: nothing looks at `stop_reason`",
            grouped(&cap.to_string())
        ),
        at: written.span,
        label: "cuts the answer off here".to_owned(),
        labels: sent_from(site, written.span),
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}
