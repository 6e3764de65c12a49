//! Figures of a policy: money, counts and rates, read as decimal text and held as whole numbers.

use super::{
    entry::{Entry, Reader},
    shape::Kind,
};
use crate::money::Money;
use toml::de::DeValue;

impl Reader<'_> {
    /// A sum of dollars from 0.
    pub(super) fn dollars(&mut self, entry: &Entry<'_>, most: i128) -> Option<Money> {
        let Some(text) = decimal(entry.value) else {
            self.wrong_type(entry, "a number of dollars", Some(format!("write `{} = 25` or `25.50`", entry.key)));
            return None;
        };
        let money = Money::from_decimal(&text);
        let sane = money.filter(|money| *money >= Money::ZERO && *money <= Money::from_dollars(most));
        if sane.is_none() {
            let most = crate::money::grouped(&most.to_string());
            let rule = format!("must be from 0 to {most} dollars, written as a plain decimal number");
            self.bad_value(entry, &rule, "out of range");
        }
        sane
    }

    /// A whole number between two others.
    pub(super) fn whole(&mut self, entry: &Entry<'_>, least: u64, most: u64) -> Option<u64> {
        let DeValue::Integer(number) = entry.value else {
            let example = least.max(1);
            self.wrong_type(entry, "a whole number", Some(format!("write `{} = {example}`", entry.key)));
            return None;
        };
        let count = u64::from_str_radix(number.as_str(), number.radix()).ok();
        let sane = count.filter(|count| (least..=most).contains(count));
        if sane.is_none() {
            let most = crate::money::grouped(&most.to_string());
            self.bad_value(entry, &format!("must be a whole number from {least} to {most}"), "out of range");
        }
        sane
    }

    /// A part of a whole, in thousandths.
    pub(super) fn share(&mut self, entry: &Entry<'_>) -> Option<u32> {
        let Some(text) = decimal(entry.value) else {
            self.wrong_type(entry, "a number from 0 to 1", Some(format!("write `{} = 0.9` for 90 %", entry.key)));
            return None;
        };
        let share = scaled(&text, 1000).filter(|share| *share <= 1000);
        if share.is_none() {
            self.bad_value(entry, "must be from 0 to 1, with at most three decimals", "out of range");
        }
        share
    }

    /// Per cent up to `most`, in thousandths.
    pub(super) fn percent(&mut self, entry: &Entry<'_>, most: u32) -> Option<u32> {
        let Some(text) = decimal(entry.value) else {
            self.wrong_type(entry, "a number of per cent", Some(format!("write `{} = 12`", entry.key)));
            return None;
        };
        let percent = scaled(&text, 10).filter(|thousandths| *thousandths <= most * 10);
        if percent.is_none() {
            let most = crate::money::grouped(&most.to_string());
            self.bad_value(entry, &format!("must be from 0 to {most}, with at most one decimal"), "out of range");
        }
        percent
    }

    /// One of some strings.
    pub(super) fn choice(&mut self, entry: &Entry<'_>, choices: &'static [&'static str]) -> Option<&'static str> {
        let written: Vec<String> = choices.iter().map(|choice| format!("\"{choice}\"")).collect();
        let (last, first) = written.split_last()?;
        let expected = format!("{} or {last}", first.join(", "));
        let text = self.text(entry, &expected, last)?;
        let found = choices.iter().find(|choice| **choice == text);
        if found.is_none() {
            self.unknown_value(entry, &text, "value", choices.iter().copied());
        }
        found.copied()
    }
}

impl Entry<'_> {
    /// Dollars, as the table of keys bounds them.
    pub(super) fn dollars(&self, reader: &mut Reader<'_>, kind: Kind) -> Option<Money> {
        if let Kind::Dollars { most } = kind { reader.dollars(self, most) } else { None }
    }

    /// A whole number, as the table of keys bounds it.
    pub(super) fn count(&self, reader: &mut Reader<'_>, kind: Kind) -> Option<u64> {
        if let Kind::Count(least, most) = kind { reader.whole(self, least, most) } else { None }
    }

    /// A part of a whole or per cent, in thousandths, as the table of keys bounds it.
    pub(super) fn thousandths(&self, reader: &mut Reader<'_>, kind: Kind) -> Option<u32> {
        match kind {
            Kind::Share => reader.share(self),
            Kind::Percent(most) => reader.percent(self, most),
            _ => None,
        }
    }

    /// One of the strings that the table of keys has.
    pub(super) fn choice(&self, reader: &mut Reader<'_>, kind: Kind) -> Option<&'static str> {
        if let Kind::Choice(choices) = kind { reader.choice(self, choices) } else { None }
    }
}

/// A number as decimal text.
fn decimal(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Integer(number) if number.radix() == 10 => Some(plain(number.as_str())),
        DeValue::Float(number) => Some(plain(number.as_str())),
        _ => None,
    }
}

/// A number without what only helps the eye.
fn plain(number: &str) -> String {
    number.trim_start_matches('+').replace('_', "")
}

/// A plain decimal number from 0, times a power of ten that makes it whole.
fn scaled(text: &str, by: i128) -> Option<u32> {
    let one = Money::from_dollars(1).0;
    let parts = Money::from_decimal(text)?.0.checked_mul(by)?;
    (parts % one == 0).then_some(parts / one).and_then(|whole| u32::try_from(whole).ok())
}

#[cfg(test)]
mod tests {
    use super::scaled;

    #[test]
    fn decimals_are_held_whole_or_not_at_all() {
        assert_eq!(scaled("0.9", 1000), Some(900));
        assert_eq!(scaled("12.5", 10), Some(125));
        assert_eq!(scaled("1", 1000), Some(1000));
        for bad in ["0.0001", "-1", "-0.5", "nan", "inf", "1e3", "", "99999999999999999999999999"] {
            assert_eq!(scaled(bad, 1000), None, "{bad}");
        }
    }
}
