//! What a change adds to the monthly cost, against what the policy lets one change add.

use super::base::Sides;
use crate::{
    compare::{Comparison, Pairs, difference},
    money::{Money, Range, grouped},
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
use std::collections::{BTreeSet, HashSet};

/// What calls cost in a month, before and after, by their numbers among the sites.
pub(super) struct Months {
    base: Vec<(String, Option<Month>)>,
    head: Vec<(String, Option<Month>)>,
    pairs: Pairs,
    /// Pairs of which something differs.
    changed: HashSet<(Option<usize>, Option<usize>)>,
}

/// A call before and after, as far as its traffic is declared and some paths are looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// Its number after.
    pub head: Option<usize>,
    before: Cost,
    after: Cost,
    /// Whether it is sent as often as before, with the same request.
    same: bool,
}

/// What a call costs in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cost {
    /// There is no such call, or nobody says how often it runs.
    None,
    /// It has no price.
    Unknown,
    Known(Range<Money>),
}

/// What several calls cost before and after, and what is missing from that.
#[derive(Clone, Copy, Debug, Default)]
struct Growth {
    before: Range<Money>,
    after: Range<Money>,
    /// Whether any traffic is declared.
    speaks: bool,
    /// Whether something without a price is gone or other than before: less may be added than is known.
    may_be_less: bool,
    /// Calls without a price that are new or other than before: more may be added than is known.
    unknown: usize,
    /// Whether some call has no price, changed or not.
    lacks: bool,
}

impl Months {
    /// What all calls cost. Where both states are alike, so are their costs.
    pub fn of(sides: &Sides, comparison: &Comparison, as_of: Date) -> Months {
        let of = |sites: &[Site], which: Which| {
            let files = sides.pair.side(which);
            let months = months(sites, &sides.policy, &files, as_of);
            sites.iter().zip(months).map(|(site, month)| (files.path(site.call.at.source).to_string(), month)).collect()
        };
        let head: Vec<_> = of(&sides.head.sites, Which::Head);
        let base = sides.base.as_ref().map_or_else(|| head.clone(), |base| of(&base.sites, Which::Base));
        let changed = comparison.changes.iter().map(|change| change.sites).collect();
        Months { base, head, pairs: comparison.pairs.clone(), changed }
    }

    /// What a call costs more in a month; nothing where no traffic is declared for it, or a price is not known.
    pub fn grows(&self, base: Option<usize>, head: Option<usize>) -> Option<Range<Money>> {
        let step = self.step((base, head), &|_| true);
        step.grows().filter(|_| (step.before, step.after) != (Cost::None, Cost::None))
    }

    /// All calls of some paths, before and after.
    pub fn steps<'m>(&'m self, covered: &'m dyn Fn(&str) -> bool) -> impl Iterator<Item = Step> + 'm {
        self.pairs.iter().map(move |pair| self.step(*pair, covered)).filter(|step| !step.stays_unknown())
    }

    fn step(&self, pair: (Option<usize>, Option<usize>), covered: &dyn Fn(&str) -> bool) -> Step {
        let cost = |all: &[(String, Option<Month>)], number: Option<usize>| {
            let month = number.and_then(|number| all.get(number)).filter(|(path, _)| covered(path));
            month
                .and_then(|(_, month)| month.as_ref())
                .map_or(Cost::None, |month| month.cost.map_or(Cost::Unknown, Cost::Known))
        };
        let (before, after) = (cost(&self.base, pair.0), cost(&self.head, pair.1));
        Step { head: pair.1, before, after, same: self.is_same(pair) }
    }

    /// Whether a call is sent as often as before, with the same request.
    fn is_same(&self, pair: (Option<usize>, Option<usize>)) -> bool {
        let runs = |all: &[(String, Option<Month>)], number: Option<usize>| {
            number.and_then(|number| all.get(number)?.1.as_ref().map(|month| month.calls))
        };
        !self.changed.contains(&pair) && runs(&self.base, pair.0) == runs(&self.head, pair.1)
    }

    fn growth(&self, covered: &dyn Fn(&str) -> bool) -> Growth {
        let all = self.pairs.iter().map(|pair| self.step(*pair, covered));
        all.fold(Growth::default(), Growth::with)
    }

    /// All calls together; nothing where no traffic is declared for any.
    pub fn all(&self) -> Option<Monthly> {
        let Growth { before, after, speaks, lacks, .. } = self.growth(&|_| true);
        speaks.then(|| Monthly { before, after, grows: difference(before, after), lacks })
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
        let growth = self.growth(&|path| budget.covers(path));
        let place = budget.path().map_or(String::new(), |path| format!(" in {path}"));
        let mut limits = Vec::new();
        if let Some(limit) = &budget.increase.monthly {
            let grows = difference(growth.before, growth.after);
            let against = format!("a change may add {} a month{place}", limit.value);
            limits.extend(growth.judged(grows, limit.value, &limit.line, &money(grows), &against));
        }
        if let Some(limit) = &budget.increase.percent {
            let share = share(growth.before, growth.after);
            let most = i128::from(limit.value);
            let against = format!("a change may add {} to the monthly cost{place}", percent(most));
            let added = shown_share(share).unwrap_or_else(|| format!("{} to nothing", money(growth.after)));
            limits.extend(growth.judged(share, most, &limit.line, &added, &against));
        }
        limits
    }
}

impl Step {
    /// By how much it grows; nothing where that is not known.
    pub fn grows(self) -> Option<Range<Money>> {
        Some(difference(self.before.known()?, self.after.known()?))
    }

    /// Whether it has no price, and nothing about it changed.
    fn stays_unknown(self) -> bool {
        self.same && (self.before, self.after) == (Cost::Unknown, Cost::Unknown)
    }
}

impl Cost {
    /// What is not there costs nothing.
    fn known(self) -> Option<Range<Money>> {
        match self {
            Cost::None => Some(Range::exactly(Money::ZERO)),
            Cost::Unknown => None,
            Cost::Known(cost) => Some(cost),
        }
    }
}

impl Growth {
    /// The same with one more call. Of one whose growth is not known, only what bounds it is in the sums.
    fn with(self, step: Step) -> Growth {
        let speaks = self.speaks || (step.before, step.after) != (Cost::None, Cost::None);
        if let (Some(before), Some(after)) = (step.before.known(), step.after.known()) {
            return Growth { before: self.before + before, after: self.after + after, speaks, ..self };
        }
        let other = !step.stays_unknown();
        // What had no price before adds at most what it costs now.
        let more = if let Cost::Known(after) = step.after { after } else { Range::default() };
        Growth {
            speaks,
            lacks: true,
            after: self.after + more,
            may_be_less: self.may_be_less || other && step.before != Cost::None,
            unknown: self.unknown + usize::from(other && step.after == Cost::Unknown),
            ..self
        }
    }

    /// A limit, where what is added is more at best, or may be at worst.
    fn judged<T: Copy + Ord>(
        &self,
        added: Range<T>,
        most: T,
        line: &PolicyLine,
        shown: &str,
        against: &str,
    ) -> Option<Limit> {
        let broken = added.low > most && !self.may_be_less;
        let message = match (broken, added.high > most) {
            (true, _) => format!("{against}, and this one adds {shown}"),
            (_, true) => format!("{against}, and this one may add {shown}"),
            _ if self.unknown == 0 => return None,
            _ => format!("{against}, and what this one adds is not known: {} no known price", lacking(self.unknown)),
        };
        Some(Limit { line: line.clone(), message, broken })
    }
}

fn lacking(calls: usize) -> String {
    if calls == 1 { "1 call has".to_owned() } else { format!("{calls} calls have") }
}

/// Without bound: something is added to nothing.
const BOUNDLESS: i128 = i128::MAX;

/// Growth in thousandths of what there was, at both bounds, the lesser one first. Whatever is added to nothing is more than
/// any part of it.
fn share(before: Range<Money>, after: Range<Money>) -> Range<i128> {
    let of = |before: Money, after: Money| {
        let grows = after - before;
        let share = grows.0.saturating_mul(1000).checked_div(before.0);
        share.unwrap_or(if grows > Money::ZERO { BOUNDLESS } else { 0 })
    };
    let (low, high) = (of(before.low, after.low), of(before.high, after.high));
    Range::new(low.min(high), low.max(high))
}

/// A share for people; nothing for one that is boundless either way.
fn shown_share(share: Range<i128>) -> Option<String> {
    match (share.low, share.high) {
        (BOUNDLESS, _) => None,
        (low, BOUNDLESS) => Some(format!("{} or more", percent(low))),
        (low, high) if low == high => Some(percent(low)),
        (low, high) => Some(format!("{} to {}", percent(low), percent(high))),
    }
}

fn percent(thousandths: i128) -> String {
    let (sign, size) = (if thousandths < 0 { "-" } else { "" }, thousandths.unsigned_abs());
    format!("{sign}{}.{} %", grouped(&(size / 10).to_string()), size % 10)
}

fn money(range: Range<Money>) -> String {
    range.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_as_people_write_them() {
        assert_eq!([percent(150), percent(-5), percent(0)], ["15.0 %", "-0.5 %", "0.0 %"]);
        assert_eq!(percent(645_800), "64,580.0 %");
        assert_eq!(shown_share(Range::new(137, BOUNDLESS)).as_deref(), Some("13.7 % or more"));
    }
}
