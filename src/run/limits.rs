//! What a change adds to the monthly cost, against what the policy lets one change add.

use super::base::Sides;
use crate::{
    money::{Money, Range},
    policy::{Policy, PolicyLine, SharedBudget},
    report::diff::{Limit, Monthly},
    resolve::files::Files,
    rules::{
        Site,
        month::{Month, months},
    },
    walk::Which,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What calls cost in a month, before and after, by their numbers among the sites.
pub(super) struct Months {
    base: Vec<(String, Option<Month>)>,
    head: Vec<(String, Option<Month>)>,
}

/// A sum of monthly costs.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    cost: Option<Range<Money>>,
    /// Whether some call whose traffic is declared has no price.
    lacks: bool,
}

impl Months {
    /// What all calls cost. Where both states are alike, so are their costs.
    pub fn of(sides: &Sides, as_of: Date) -> Months {
        let of = |sites: &[Site], which: Which| {
            let files = sides.pair.side(which);
            let months = months(sites, &sides.policy, &files, as_of);
            sites.iter().zip(months).map(|(site, month)| (files.path(site.call.at.source).to_string(), month)).collect()
        };
        let head: Vec<_> = of(&sides.head.sites, Which::Head);
        let base = sides.base.as_ref().map_or_else(|| head.clone(), |base| of(&base.sites, Which::Base));
        Months { base, head }
    }

    /// What a call costs more in a month; nothing where no traffic is declared for it, or a price is not known.
    pub fn grows(&self, base: Option<usize>, head: Option<usize>) -> Option<Range<Money>> {
        let month =
            |all: &[(String, Option<Month>)], number: usize| all.get(number).and_then(|(_, month)| month.clone());
        let (before, after) = (base.map(|at| month(&self.base, at)), head.map(|at| month(&self.head, at)));
        let nothing = Range::exactly(Money::ZERO);
        let cost = |month: Option<Option<Month>>| month.map_or(Some(nothing), |month| month?.cost);
        Some(growth(cost(before)?, cost(after)?))
    }

    /// All calls together; nothing where no traffic is declared for any.
    pub fn all(&self) -> Option<Monthly> {
        let (before, after) = (sum(&self.base, &|_| true), sum(&self.head, &|_| true));
        if before.cost.is_none() && after.cost.is_none() {
            return None;
        }
        let [old, new] = [before, after].map(|sum| sum.cost.unwrap_or_default());
        Some(Monthly { before: old, after: new, grows: growth(old, new), lacks: before.lacks || after.lacks })
    }

    /// What each call of the state after costs, in their order.
    pub fn after(&self) -> impl Iterator<Item = Option<Month>> {
        self.head.iter().map(|(_, month)| month.clone())
    }

    /// The limits that a policy sets and this change breaks, or may break.
    pub fn limits(&self, policy: &Policy) -> Vec<Limit> {
        self.limits_by_budget(&policy.shared_budgets()).into_iter().map(|(_, limit)| limit).collect()
    }

    /// The same, each with the budget that sets it.
    pub fn limits_by_budget<'b, 'p>(&self, budgets: &'b [SharedBudget<'p>]) -> Vec<(&'b SharedBudget<'p>, Limit)> {
        let mut seen = BTreeSet::new();
        let all =
            budgets.iter().flat_map(|budget| self.limits_of(budget).into_iter().map(move |limit| (budget, limit)));
        all.filter(|(_, limit)| seen.insert((limit.line.clone(), limit.message.clone()))).collect()
    }

    fn limits_of(&self, budget: &SharedBudget<'_>) -> Vec<Limit> {
        let covered = |path: &str| budget.covers(path);
        let (before, after) = (sum(&self.base, &covered), sum(&self.head, &covered));
        let [old, new] = [before, after].map(|sum| sum.cost.unwrap_or_default());
        let grows = growth(old, new);
        let lacks = before.lacks || after.lacks;
        let place = budget.path().map_or(String::new(), |path| format!(" in {path}"));
        let mut limits = Vec::new();
        if let Some(limit) = &budget.increase.monthly {
            let added = money(grows);
            let against = format!("a change may add {} a month{place}", limit.value);
            limits.extend(judged(grows, limit.value, lacks, &limit.line, &added, &against));
        }
        if let Some(limit) = &budget.increase.percent
            && let Some(share) = share(old, new)
        {
            let percent = |thousandths: i128| format!("{}.{} %", thousandths / 10, thousandths.abs() % 10);
            let added = if share.low == share.high {
                percent(share.low)
            } else {
                format!("{} to {}", percent(share.low), percent(share.high))
            };
            let against = format!("a change may add {} to the monthly cost{place}", percent(i128::from(limit.value)));
            limits.extend(judged(share, i128::from(limit.value), lacks, &limit.line, &added, &against));
        }
        limits
    }
}

/// A limit, where what is added is more at best, or may be at worst.
fn judged<T: Copy + Ord>(
    added: Range<T>,
    most: T,
    lacks: bool,
    line: &PolicyLine,
    shown: &str,
    against: &str,
) -> Option<Limit> {
    if added.high <= most {
        return None;
    }
    let broken = added.low > most && !lacks;
    let adds = if broken { "this one adds" } else { "this one may add" };
    Some(Limit { line: line.clone(), message: format!("{against}, and {adds} {shown}"), broken })
}

/// Growth in thousandths of what there was; nothing where there was nothing.
fn share(before: Range<Money>, after: Range<Money>) -> Option<Range<i128>> {
    let of = |before: Money, after: Money| ((after - before).0.saturating_mul(1000)).checked_div(before.0);
    let (low, high) = (of(before.low, after.low), of(before.high, after.high)?);
    let low = low.unwrap_or(high);
    Some(Range::new(low.min(high), low.max(high)))
}

/// The growth of both bounds, the lesser one first.
fn growth(before: Range<Money>, after: Range<Money>) -> Range<Money> {
    let (low, high) = (after.low - before.low, after.high - before.high);
    Range::new(low.min(high), low.max(high))
}

fn money(range: Range<Money>) -> String {
    if range.low == range.high { range.low.to_string() } else { format!("{} to {}", range.low, range.high) }
}

fn sum(all: &[(String, Option<Month>)], covered: &dyn Fn(&str) -> bool) -> Sum {
    let months = all.iter().filter(|(path, _)| covered(path)).filter_map(|(_, month)| month.as_ref());
    months.fold(Sum::default(), |sum, month| match month.cost {
        Some(cost) => Sum { cost: Some(sum.cost.map_or(cost, |known| known + cost)), ..sum },
        None => Sum { lacks: true, ..sum },
    })
}
