//! `large-cap-without-streaming`: a request that the SDK itself refuses to send.

use super::{Context, Rule, Site, given::at_least, joined, sent::Sent, sent_from};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
    money::grouped,
    value::Field,
};

pub(super) const RULE: Rule = Rule { name: "large-cap-without-streaming", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let all = sites.iter().filter(|site| refuses(context, site)).flat_map(|site| Sent::by(site));
    joined(all.filter_map(|sent| judged(context, &sent)))
}

/// Whether the SDK has the guard.
fn refuses(context: &Context<'_>, site: &Site) -> bool {
    let listed = context.lists_sdk(&RULE, &site.call);
    listed && site.call.operation == Operation::Message
}

fn judged(context: &Context<'_>, sent: &Sent<'_>) -> Option<Diagnostic> {
    let (site, request) = (sent.site, sent.request);
    let most = context.count(&RULE, "max-tokens", site.call.at);
    let cap = at_least(&request.max_tokens).filter(|cap| *cap > most)?;
    if request.stream || request.stream_unseen || request.timeout != Field::Absent {
        return None;
    }
    let Field::Given(written) = &request.max_tokens else { return None };
    Some(Diagnostic {
        message: format!(
            "the SDK refuses a cap of {} output tokens in a request that neither streams nor sets a timeout: it takes at \
             most {}",
            grouped(&cap.to_string()),
            grouped(&most.to_string())
        ),
        at: written.span,
        label: "raises an error before anything is sent".to_owned(),
        labels: sent_from(site, written.span),
        ..context.finding(&RULE, site, Confidence::High)
    })
}
