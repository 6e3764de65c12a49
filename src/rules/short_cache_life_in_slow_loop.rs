//! `short-cache-life-in-slow-loop`: an entry that is gone before the next pass looks for it.

use super::{
    Context, Rule, Site,
    figures::PrefixPrice,
    paced,
    prefix::{Marked, priced},
    sent::Sent,
    words,
};
use crate::{
    calls::Ttl,
    diagnostic::{Confidence, Diagnostic},
};

pub(super) const RULE: Rule = Rule { name: "short-cache-life-in-slow-loop", in_tests: false, check };

/// Seconds of the longest life that an entry can have.
const HOUR: u64 = 60 * 60;

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, sites, site)).collect()
}

fn judged(context: &Context<'_>, sites: &[&Site], site: &Site) -> Option<Diagnostic> {
    let marked = Marked::of(&site.call.request).filter(|marked| paced::all_live(marked, marked.life))?;
    let least = context.count(&RULE, "min-seconds", site.call.at);
    let (least, lives, an_hour) = match marked.life {
        Ttl::FiveMinutes => (least, "five minutes", false),
        Ttl::OneHour => (least.max(HOUR), "an hour", true),
        Ttl::Unknown => return None,
    };
    let shortest = paced::waits(context, site).into_iter().min_by_key(|pause| pause.seconds);
    let pause = shortest.filter(|pause| pause.seconds >= least && !is_read_elsewhere(sites, site))?;
    let priced = priced(context, site, &site.call.request, &marked.blocks, marked.life);
    let beyond = pause.seconds >= HOUR;
    let other = |price: &PrefixPrice| if beyond { price.uncached } else { price.cached };
    let otherwise = if beyond { "without the marker" } else { "if it reads them, as with an entry that lives an hour" };
    let cost = priced.map(|(tokens, price)| {
        format!(
            "; 1,000 passes pay {} to write about {} tokens each time, and {} {otherwise}",
            words::money(price.written),
            words::tokens(tokens),
            words::money(other(&price))
        )
    });
    let reach = if beyond && !an_hour { " Nor would one that lives an hour be there still." } else { "" };
    Some(Diagnostic {
        message: format!(
            "a pass comes {} after the last, and the cache entry lives {lives}: each pass writes it again and none reads \
             it{}.{reach}",
            paced::said(pause.seconds),
            cost.unwrap_or_default()
        ),
        at: marked.at,
        label: format!("lives {lives}"),
        labels: vec![
            (pause.at, format!("waits {}", paced::said(pause.seconds))),
            (site.call.at, "sent from here".to_owned()),
        ],
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}

/// Whether another place sends a marked request that begins with the same text, and so may find the entry in time. One of
/// which nothing fixed is known may be that of any other.
fn is_read_elsewhere(sites: &[&Site], site: &Site) -> bool {
    let own = Sent::by(site);
    let mut others = sites.iter().flat_map(|site| Sent::by(site)).filter(|sent| Marked::of(sent.request).is_some());
    others.any(|other| {
        own.iter().any(|own| own.from() != other.from() && other.written_at().starts_with(&own.written_at()))
    })
}
