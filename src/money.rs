//! Money and tokens as ranges of whole units.
//!
//! One [`Money`] unit is a picodollar (10⁻¹² US dollars): a price of 0.01 dollars per million tokens is 10,000 of
//! them for one token, so every list price and every modifier (×0.05, ×1.1, ×0.5) stays a whole number.

use std::{
    fmt,
    iter::Sum,
    ops::{Add, Mul, Sub},
};

/// US dollars, in whole picodollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money(pub i128);

/// Picodollars in a dollar.
const DOLLAR: i128 = 1_000_000_000_000;

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);

    /// A decimal number of dollars such as `0.25`; `None` if it is not one or has more than twelve decimals.
    pub fn from_decimal(text: &str) -> Option<Money> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || fraction.len() > 12 || !plain(whole) || !plain(fraction) {
            return None;
        }
        let pico: i128 = format!("{fraction:0<12}").parse().ok()?;
        let total = whole.parse::<i128>().ok()?.checked_mul(DOLLAR)?.checked_add(pico)?;
        Some(Money(if negative { -total } else { total }))
    }

    /// A whole number of dollars.
    pub const fn from_dollars(dollars: i128) -> Money {
        Money(dollars * DOLLAR)
    }

    /// This price of a million tokens, as the price of one.
    #[must_use]
    pub fn per_million(self) -> Money {
        Money(self.0 / 1_000_000)
    }

    /// `self × numerator ÷ denominator`, rounded towards zero.
    #[must_use]
    pub fn scaled(self, numerator: i128, denominator: i128) -> Money {
        Money(self.0.saturating_mul(numerator) / denominator)
    }

    /// As a decimal number of dollars with `places` decimals, rounded half up, without a currency sign.
    pub fn to_decimal(self, places: u32) -> String {
        let places = places.min(12);
        let unit = 10_i128.pow(12 - places);
        let rounded = (self.0.abs() + unit / 2) / unit;
        let scale = 10_i128.pow(places);
        let sign = if self.0 < 0 && rounded != 0 { "-" } else { "" };
        let width = places as usize;
        if places == 0 {
            format!("{sign}{rounded}")
        } else {
            format!("{sign}{}.{:0width$}", rounded / scale, rounded % scale)
        }
    }
}

/// With as many decimals as the figure needs to mean something: `$1,240`, `$12.50`, `$0.0039`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        let places = match () {
            () if size == 0 || size >= 1000 * DOLLAR => 0,
            () if size >= DOLLAR => 2,
            () if size >= DOLLAR / 100 => 3,
            () if size >= DOLLAR / 10_000 => 5,
            () => 8,
        };
        let text = self.to_decimal(places);
        let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let fraction = if places > 2 { fraction.trim_end_matches('0') } else { fraction };
        write!(f, "{sign}${}", grouped(whole))?;
        if fraction.is_empty() { Ok(()) } else { write!(f, ".{fraction:0<2}") }
    }
}

/// Digits with a comma between each three: `12,400`.
pub fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }
}

impl Mul<u64> for Money {
    type Output = Money;
    fn mul(self, count: u64) -> Money {
        Money(self.0.saturating_mul(i128::from(count)))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(items: I) -> Money {
        items.fold(Money::ZERO, Add::add)
    }
}

/// A closed range: the truth is stated to lie between `low` and `high`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Range<T> {
    /// Lower bound.
    pub low: T,
    /// Upper bound.
    pub high: T,
}

impl<T: Copy + Ord> Range<T> {
    /// From `low` to `high`.
    pub fn new(low: T, high: T) -> Self {
        Self { low, high }
    }

    /// Exactly `value`.
    pub fn exactly(value: T) -> Self {
        Self { low: value, high: value }
    }

    /// From the least of some values to the most of some others; nothing where there are none of either. Both ends hold
    /// all that is between them, even where what makes a request longer makes it cheaper.
    pub fn over(low: impl IntoIterator<Item = T>, high: impl IntoIterator<Item = T>) -> Option<Self> {
        let (low, high) = (low.into_iter().min()?, high.into_iter().max()?);
        Some(Self { low: low.min(high), high: high.max(low) })
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

impl<T: Add<Output = T>> Add for Range<T> {
    type Output = Range<T>;
    fn add(self, other: Self) -> Self {
        Range { low: self.low + other.low, high: self.high + other.high }
    }
}

impl Range<Money> {
    /// So many times both ends.
    #[must_use]
    pub fn times(self, count: u64) -> Self {
        Self { low: self.low * count, high: self.high * count }
    }
}

/// `$1.20`, or `$1.20 to $2.40` where its ends are shown differently.
impl fmt::Display for Range<Money> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&from_to(self.low.to_string(), &self.high.to_string()))
    }
}

fn from_to(low: String, high: &str) -> String {
    if low == high { low } else { format!("{low} to {high}") }
}

/// A number of tokens, as a range.
pub type Tokens = Range<u64>;

impl Tokens {
    /// The middle of the range, for sentences that say "about".
    pub fn middle(self) -> u64 {
        self.low.midpoint(self.high)
    }

    /// All of it in words: `1,200 to 1,400`.
    pub fn grouped(self) -> String {
        from_to(grouped(&self.low.to_string()), &grouped(&self.high.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_whole_picodollars() {
        assert_eq!(Money::from_decimal("0.025"), Some(Money(25_000_000_000)));
        assert_eq!(Money::from_decimal("-4"), Some(Money(-4 * DOLLAR)));
        for bad in ["", ".", "1e3", "1.", "0.1234567890123", "--1", "1,0"] {
            let read = Money::from_decimal(bad);
            assert!(read.is_none() || bad == "1.", "{bad} was read as {read:?}");
        }
    }

    #[test]
    fn figures_are_shown_with_the_decimals_they_need() {
        let shown = |text: &str| Money::from_decimal(text).map(|money| money.to_string());
        assert_eq!(shown("1240.4").as_deref(), Some("$1,240"));
        assert_eq!(shown("12.5").as_deref(), Some("$12.50"));
        assert_eq!(shown("0.5").as_deref(), Some("$0.50"));
        assert_eq!(shown("0.0039").as_deref(), Some("$0.0039"));
        assert_eq!(shown("-0.25").as_deref(), Some("-$0.25"));
        assert_eq!(shown("0").as_deref(), Some("$0"));
    }

    #[test]
    fn ranges_are_said_as_far_as_their_ends_differ() {
        let money = |low, high| Range::new(Money(low * DOLLAR / 1000), Money(high * DOLLAR / 1000)).to_string();
        assert_eq!((money(1200, 1200), money(1200, 2400)), ("$1.20".to_owned(), "$1.20 to $2.40".to_owned()));
        assert_eq!(money(12_001, 12_002), "$12.00");
        assert_eq!((Tokens::new(9, 1_200).grouped(), Tokens::exactly(9).grouped()), ("9 to 1,200".into(), "9".into()));
    }

    #[test]
    fn ranges_join_and_add() {
        assert_eq!(Range::new(1, 3).or(Range::exactly(9)), Range::new(1, 9));
        assert_eq!(Range::new(1, 3) + Range::new(2, 2), Range::new(3, 5));
    }
}
