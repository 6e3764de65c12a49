//! `long-cache-life-in-fast-loop`: an hour is paid for where each pass would have kept five minutes alive for nothing.

use super::{Context, Rule, Site, paced, prefix::Marked};
use crate::{
    calls::Ttl,
    diagnostic::{Confidence, Diagnostic},
};

pub(super) const RULE: Rule = Rule { name: "long-cache-life-in-fast-loop", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let marked = Marked::of(&site.call.request).filter(|marked| paced::all_live(marked, Ttl::OneHour))?;
    let longest = context.count(&RULE, "max-seconds", site.call.at);
    let tools = !super::given::is_nothing(&site.call.request.tools);
    let pause = paced::wait(context, site).filter(|pause| pause.seconds <= longest && !tools)?;
    Some(Diagnostic {
        message: format!(
            "a pass comes {} after the last, and each read begins the life of an entry anew: five minutes would do, and \
             cost less to write",
            paced::said(pause.seconds)
        ),
        at: marked.at,
        label: "written to live an hour".to_owned(),
        labels: vec![
            (pause.at, format!("waits {}", paced::said(pause.seconds))),
            (site.call.at, "sent from here".to_owned()),
        ],
        ..context.finding(&RULE, site, Confidence::Low)
    })
}
