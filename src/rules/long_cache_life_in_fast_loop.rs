//! `long-cache-life-in-fast-loop`: an hour is paid for where each pass would have kept five minutes alive for nothing.

use super::{Context, Rule, Site, given::is_nothing, paced, prefix::Marked};
use crate::{
    calls::Ttl,
    diagnostic::{Confidence, Diagnostic},
    source::Span,
};

pub(super) const RULE: Rule = Rule { name: "long-cache-life-in-fast-loop", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let marked = Marked::of(&site.call.request).filter(|marked| paced::all_live(marked, Ttl::OneHour))?;
    let most = context.count(&RULE, "max-seconds", site.call.at);
    is_nothing(&site.call.request.tools).then_some(())?;
    let waits = paced::waits(context, site).into_iter();
    let all: Option<Vec<(u64, Span)>> = waits.map(|pause| Some((pause.most?, pause.at))).collect();
    let (longest, at) = all?.into_iter().max().filter(|(longest, _)| *longest <= most)?;
    Some(Diagnostic {
        message: format!(
            "a pass comes {} after the last, and each read begins the life of an entry anew: five minutes would do, and \
             cost less to write",
            paced::said(longest)
        ),
        at: marked.at,
        label: "written to live an hour".to_owned(),
        labels: vec![(at, format!("waits {}", paced::said(longest))), (site.call.at, "sent from here".to_owned())],
        ..context.finding(&RULE, site, Confidence::Low)
    })
}
