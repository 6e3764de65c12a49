//! `over-budget`: against what the policy allows a request, a call and all calls of some paths to cost.

use super::{
    Context, Rule, Site,
    month::{Month, months},
    words,
};
use crate::{
    catalog::Level,
    diagnostic::{Confidence, Diagnostic},
    money::{Money, Range},
    policy::{PolicyLine, SharedBudget, Stated},
};

pub(super) const RULE: Rule = Rule { name: "over-budget", in_tests: false, check };

/// How many other calls a finding about a sum names.
const NAMED: usize = 3;

/// A call with what it costs in a month.
struct Paid<'a> {
    site: &'a Site,
    month: Option<Month>,
}

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let budgets = context.policy.shared_budgets();
    let months = months(context.sites, context.policy, context.files, context.as_of);
    let all = context.sites.iter().zip(months).map(|(site, month)| Paid { site, month });
    let paid: Vec<Paid<'_>> = all.filter(|paid| sites.iter().any(|site| std::ptr::eq(*site, paid.site))).collect();
    let alone = paid.iter().flat_map(|paid| [request(context, paid), call(context, paid)]);
    alone.chain(budgets.iter().map(|budget| sum(context, budget, &paid))).flatten().collect()
}

/// One request, at worst.
fn request(context: &Context<'_>, paid: &Paid<'_>) -> Option<Diagnostic> {
    let budget = context.policy.budget(&context.path(paid.site.call.at)).per_call?;
    let worst = paid.site.estimate.per_call?.high;
    let message = format!("one request may cost up to {worst}, and the policy allows {}", budget.value);
    (worst > budget.value).then(|| Diagnostic {
        message,
        label: "dearer than one request may be".to_owned(),
        because: Some(budget.line),
        help: Some("lower the output cap, shorten the prompt, or use a smaller model".to_owned()),
        ..context.finding(&RULE, paid.site, Confidence::High)
    })
}

/// One call in a month.
fn call(context: &Context<'_>, paid: &Paid<'_>) -> Option<Diagnostic> {
    let budget = context.policy.budget(&context.path(paid.site.call.at)).per_site?;
    let month = paid.month.as_ref()?;
    let cost = month.cost?;
    let certain = is_certain(cost, &budget)?;
    let runs = words::plural(month.calls, "request");
    let said = format!("{} {}", if certain { "costs" } else { "may cost" }, words::money(cost));
    Some(Diagnostic {
        message: format!("this call {said} a month for {runs}, and the policy allows it {}", budget.value),
        label: "dearer than one call may be".to_owned(),
        ..finding(context, paid.site, certain, budget.line)
    })
}

/// All calls of some paths in a month. It is told at the one that costs most.
fn sum(context: &Context<'_>, shared: &SharedBudget<'_>, paid: &[Paid<'_>]) -> Option<Diagnostic> {
    let budget = shared.monthly.clone()?;
    let covered = paid.iter().filter(|paid| shared.covers(&context.path(paid.site.call.at)));
    let mut known: Vec<(&Site, Range<Money>)> =
        covered.filter_map(|paid| Some((paid.site, paid.month.as_ref()?.cost?))).collect();
    known.sort_by_key(|(site, cost)| (std::cmp::Reverse((cost.high, cost.low)), site.call.at));
    let total = known.iter().map(|(_, cost)| *cost).reduce(|a, b| a + b)?;
    let certain = is_certain(total, &budget)?;
    let ((dearest, _), others) = known.split_first()?;
    let label = |(site, cost): &(&Site, Range<Money>)| (site.call.at, format!("{} a month", words::money(*cost)));
    let place = shared.path().map(|path| format!(" in `{path}`")).unwrap_or_default();
    let (count, verb) = (words::plural(known.len() as u64, "call"), if known.len() == 1 { "costs" } else { "cost" });
    let verb = if certain { verb } else { "may cost" };
    let total = words::money(total);
    Some(Diagnostic {
        message: format!("{count} with traffic{place} {verb} {total} a month, and the policy allows {}", budget.value),
        label: format!("{} a month, the most of all", words::money(known[0].1)),
        labels: others.iter().take(NAMED).map(label).collect(),
        ..finding(context, dearest, certain, budget.line)
    })
}

/// What a change adds to the monthly cost, where the policy does not let one change add that much.
pub struct Added<'a> {
    /// What it adds against what it may add, a sentence.
    pub message: String,
    /// The line that sets the limit.
    pub line: PolicyLine,
    /// Whether it adds too much for certain.
    pub certain: bool,
    /// Calls that cost more in a month than before, and by how much where that is known, the one that adds most first.
    pub calls: Vec<(&'a Site, Option<Range<Money>>)>,
}

/// The finding about it. It is told at the call that adds most; nothing where the policy switches the rule off.
pub fn over_increase(context: &Context<'_>, added: Added<'_>) -> Option<Diagnostic> {
    let ((most, grows), others) = added.calls.split_first()?;
    let label = |grows: &Option<Range<Money>>| match grows {
        Some(grows) => format!("{} a month more than before", words::money(*grows)),
        None => "what this adds in a month is not known".to_owned(),
    };
    let others = others.iter().take(NAMED).map(|(site, grows)| (site.call.at, label(grows)));
    let found = Diagnostic {
        message: added.message,
        label: label(grows),
        labels: others.collect(),
        ..finding(context, most, added.certain, added.line)
    };
    (found.level > Level::Off).then_some(found)
}

/// Whether a cost goes over a budget for certain; nothing where it cannot.
fn is_certain(cost: Range<Money>, budget: &Stated<Money>) -> Option<bool> {
    (cost.high > budget.value).then_some(cost.low > budget.value)
}

/// A budget that may only be broken if answers are long is a remark, unless the policy sets a level.
fn finding(context: &Context<'_>, site: &Site, certain: bool, line: PolicyLine) -> Diagnostic {
    let finding = context.finding(&RULE, site, Confidence::High);
    let level = if certain { finding.level } else { context.proposed(&RULE, site.call.at, Level::Info) };
    let help = if certain {
        "`skint cost --what-if` shows what would cost less"
    } else {
        "state `output-tokens` in `[[traffic]]` to know; `skint cost --what-if` shows what would cost less"
    };
    Diagnostic { level, because: Some(line), help: Some(help.to_owned()), ..finding }
}
