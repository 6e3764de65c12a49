//! Money that is more or less than before.

use crate::{
    compare::{Change, Kind},
    money::{Money, Range},
};

/// `+$0.011`, `+$0.010 to +$0.012`, `-$0.004`.
pub(super) fn growth(grows: Range<Money>) -> String {
    if grows.low == grows.high { signed(grows.low) } else { format!("{} to {}", signed(grows.low), signed(grows.high)) }
}

/// `$0.0013 to $0.0219`.
pub(super) fn range(range: Range<Money>) -> String {
    range.to_string()
}

/// What one call costs before and after, with an arrow between; nothing where neither is known.
pub(super) fn costs(change: &Change, arrow: &str) -> Option<String> {
    let known = |cost: Option<Range<Money>>| cost.map_or_else(|| "not known".to_owned(), range);
    match change.per_call {
        (None, None) => None,
        (before, after) if change.kind == Kind::Changed && before != after => {
            Some(format!("{} {arrow} {}", known(before), known(after)))
        }
        (before, after) => before.or(after).map(range),
    }
}

fn signed(money: Money) -> String {
    if money > Money::ZERO { format!("+{money}") } else { money.to_string() }
}
