//! Money that is more or less than before.

use crate::money::{Money, Range};

/// `+$0.011`, `+$0.010 to +$0.012`, `-$0.004`.
pub(super) fn growth(grows: Range<Money>) -> String {
    if grows.low == grows.high { signed(grows.low) } else { format!("{} to {}", signed(grows.low), signed(grows.high)) }
}

/// `$0.0013 to $0.0219`.
pub(super) fn range(range: Range<Money>) -> String {
    range.to_string()
}

fn signed(money: Money) -> String {
    if money > Money::ZERO { format!("+{money}") } else { money.to_string() }
}
