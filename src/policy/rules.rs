//! `[rules]`: levels and options.

use super::{
    PolicyLine, Stated,
    entry::{Entry, Reader},
    models::{read_date, read_words},
    shape::{self, Kind},
};
use crate::catalog::{
    Level,
    pages::{OptionSpec, OptionValue, RulePage},
};
use jiff::civil::Date;
use std::collections::BTreeMap;
use toml::de::DeValue;

/// Settings of rules in one layer.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleSettings(BTreeMap<String, RuleSetting>);

#[derive(Clone, Debug, Default)]
struct RuleSetting {
    level: Option<(Level, PolicyLine)>,
    error_from: Option<(Date, PolicyLine)>,
    message: Option<Stated<String>>,
    link: Option<Stated<String>>,
    options: BTreeMap<String, (OptionValue, PolicyLine)>,
}

impl RuleSettings {
    pub(super) fn level(&self, rule: &str) -> Option<Level> {
        self.0.get(rule)?.level.as_ref().map(|(level, _)| *level)
    }

    pub(super) fn level_line(&self, rule: &str) -> Option<&PolicyLine> {
        self.0.get(rule)?.level.as_ref().map(|(_, line)| line)
    }

    pub(super) fn error_from(&self, rule: &str) -> Option<&(Date, PolicyLine)> {
        self.0.get(rule)?.error_from.as_ref()
    }

    pub(super) fn message(&self, rule: &str) -> Option<&Stated<String>> {
        self.0.get(rule)?.message.as_ref()
    }

    pub(super) fn link(&self, rule: &str) -> Option<&Stated<String>> {
        self.0.get(rule)?.link.as_ref()
    }

    pub(super) fn option(&self, rule: &str, option: &str) -> Option<&(OptionValue, PolicyLine)> {
        self.0.get(rule)?.options.get(option)
    }

    pub(super) fn option_line(&self, rule: &str) -> Option<&PolicyLine> {
        self.0.get(rule)?.options.values().map(|(_, line)| line).max_by_key(|line| line.line)
    }

    /// Reads a `[rules]` table.
    pub(super) fn read(reader: &mut Reader<'_>, section: &Entry<'_>) -> RuleSettings {
        let mut settings = RuleSettings::default();
        for entry in reader.table(section, "a table of rules") {
            let pages = reader.known.pages;
            match pages.iter().find(|page| page.name == entry.key) {
                Some(page) => {
                    settings.0.insert(page.name.clone(), RuleSetting::read(reader, &entry, page));
                }
                None => reader.unknown(&entry, "rule", pages.iter().map(|page| page.name.as_str())),
            }
        }
        settings
    }
}

impl RuleSetting {
    fn read(reader: &mut Reader<'_>, entry: &Entry<'_>, page: &RulePage) -> RuleSetting {
        let mut setting = RuleSetting::default();
        match entry.value {
            DeValue::String(_) => setting.level = read_level(reader, entry),
            DeValue::Table(_) => {
                for option in reader.table(entry, "a table of options") {
                    setting.read_key(reader, &option, page);
                }
            }
            _ => {
                let example = format!("write `{} = \"warn\"` or `{} = {{ level = \"warn\" }}`", page.name, page.name);
                reader.wrong_type(entry, "a level or a table of options", Some(example));
            }
        }
        setting
    }

    fn read_key(&mut self, reader: &mut Reader<'_>, entry: &Entry<'_>, page: &RulePage) {
        let Some(key) = shape::RULE.key(entry.key) else { return self.read_own(reader, entry, page) };
        match key.name {
            "level" => self.level = read_level(reader, entry),
            "error-from" => self.error_from = read_date(reader, entry),
            "message" => self.message = reader.line(entry).states(read_words(reader, entry, key.kind)),
            _ => self.link = reader.line(entry).states(read_link(reader, entry, key.kind)),
        }
    }

    /// Reads an option of this rule alone.
    fn read_own(&mut self, reader: &mut Reader<'_>, entry: &Entry<'_>, page: &RulePage) {
        let Some(spec) = page.options.iter().find(|option| option.name == entry.key) else {
            let names = page.options.iter().map(|option| option.name.as_str());
            return reader.unknown(entry, "option", shape::RULE.keys.iter().map(|key| key.name).chain(names));
        };
        if let Some(value) = read_option(reader, entry, spec) {
            self.options.insert(spec.name.clone(), (value, reader.line(entry)));
        }
    }
}

/// An address that a browser opens.
fn read_link(reader: &mut Reader<'_>, entry: &Entry<'_>, kind: Kind) -> Option<String> {
    let link = read_words(reader, entry, kind)?;
    if !link.starts_with("https://") && !link.starts_with("http://") || link.contains(char::is_whitespace) {
        reader.bad_value(entry, "must be an address that begins with `https://`", "no address");
        return None;
    }
    Some(link)
}

/// A level by its name.
pub fn level_named(name: &str) -> Option<Level> {
    [Level::Off, Level::Info, Level::Warn, Level::Error].into_iter().find(|level| level.to_string() == name)
}

pub(super) fn read_level(reader: &mut Reader<'_>, entry: &Entry<'_>) -> Option<(Level, PolicyLine)> {
    let written = reader.text(entry, "\"off\", \"info\", \"warn\" or \"error\"", "\"warn\"")?;
    let level = level_named(&written);
    if level.is_none() {
        reader.unknown_value(entry, &written, "level", shape::LEVELS);
    }
    Some((level?, reader.line(entry)))
}

fn read_option(reader: &mut Reader<'_>, entry: &Entry<'_>, spec: &OptionSpec) -> Option<OptionValue> {
    match &spec.default {
        OptionValue::Count(default) => {
            let DeValue::Integer(number) = entry.value else {
                reader.wrong_type(entry, "a whole number from 0", Some(format!("write `{} = {default}`", spec.name)));
                return None;
            };
            let count = u64::from_str_radix(number.as_str(), number.radix()).ok();
            if count.is_none() {
                reader.bad_value(entry, "must be a whole number from 0", "out of range");
            }
            count.map(OptionValue::Count)
        }
        OptionValue::Flag(default) => {
            let DeValue::Boolean(flag) = entry.value else {
                reader.wrong_type(entry, "true or false", Some(format!("write `{} = {default}`", spec.name)));
                return None;
            };
            Some(OptionValue::Flag(*flag))
        }
        OptionValue::Text(default) => reader.text(entry, "a string", &format!("\"{default}\"")).map(OptionValue::Text),
        OptionValue::Texts(_) => {
            let texts = reader.texts(entry, "a list of strings", "[\"…\"]")?;
            Some(OptionValue::Texts(texts.into_iter().map(|text| text.text).collect()))
        }
    }
}
