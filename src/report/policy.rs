//! Policies for people and programs: whether they are right, and what holds for a path.

use super::{Look, escape};
use crate::policy::{Origin, PolicyLine, Section, Setting};
use serde::Serialize;
use serde_json::{Value, json};
use std::{collections::HashSet, fmt::Write};

/// What is known of the policies of some paths.
#[derive(Debug, Default)]
pub struct Checked {
    /// The files, the one that wins first.
    pub files: Vec<String>,
    /// Entries that are of no use, each with a sentence about it.
    pub idle: Vec<(PolicyLine, String)>,
}

/// What holds for a path.
#[derive(Debug, Default)]
pub struct Effective {
    /// The path, as people see it.
    pub path: String,
    /// The files that it comes from, the one that wins first.
    pub files: Vec<String>,
    /// What holds.
    pub sections: Vec<Section>,
}

impl Effective {
    /// Leaves out what no policy says.
    pub fn leave_out_defaults(&mut self) {
        for section in &mut self.sections {
            let is_set = |setting: &Setting| setting.from != Origin::Default;
            if !section.is_one_of_many {
                section.settings.retain(is_set);
            }
        }
        self.sections.retain(|section| !section.settings.is_empty());
    }
}

/// Says which policies hold and which of their entries are of no use.
pub fn checked(checked: &Checked, look: &Look) -> String {
    let mut out = String::new();
    for (line, message) in &checked.idle {
        let text = look.line(&format!("{}:{}: {message}", line.path, line.line));
        out.push_str(&look.wrap(&text, "", "    "));
        out.push('\n');
    }
    if look.quiet {
        return out;
    }
    let written: Vec<&String> = checked.files.iter().filter(|file| !file.starts_with("skint:")).collect();
    let files = match written.len() {
        0 => "no policy here: skint:recommended holds".to_owned(),
        1 => format!("{} can be read", look.line(written[0])),
        count => format!("{count} policies can be read"),
    };
    let idle = match checked.idle.len() {
        0 => String::new(),
        1 => ", 1 entry is of no use".to_owned(),
        count => format!(", {count} entries are of no use"),
    };
    out.push_str(&files);
    out.push_str(&idle);
    out.push('\n');
    out
}

/// What holds, as a policy with the origin of each value behind it.
pub fn toml(effective: &Effective, look: &Look) -> String {
    let files: Vec<String> = effective.files.iter().map(|file| look.line(file)).collect();
    let text = format!("What holds for {}, by {}.", look.line(&effective.path), files.join(", "));
    let mut out = look.wrap(&text, "# ", "# ") + "\n";
    for section in &effective.sections {
        let header =
            if section.is_one_of_many { format!("[[{}]]", section.header) } else { format!("[{}]", section.header) };
        let _ = writeln!(out, "\n{header}"); // a string takes everything
        let mut seen = HashSet::new();
        let lines: Vec<String> =
            section.settings.iter().map(|setting| line(setting, seen.insert(&setting.key))).collect();
        let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0).min(WIDEST);
        for (line, setting) in lines.iter().zip(&section.settings) {
            let _ = writeln!(out, "{line:width$}  # {}", look.line(&origin(&setting.from)));
        }
    }
    out
}

/// Columns up to which comments stand beneath one another.
const WIDEST: usize = 50;

/// A setting; one that is said a second time, because two files say it and both hold, is no key any more.
fn line(setting: &Setting, is_first: bool) -> String {
    let also = if is_first { "" } else { "# and " };
    format!("{also}{} = {}", setting.key, escape::line(&setting.value.to_string()))
}

fn origin(from: &Origin) -> String {
    match from {
        Origin::Line(line) => format!("{}:{}", line.path, line.line),
        Origin::Default => "default".to_owned(),
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    version: u32,
    path: &'a str,
    policies: &'a [String],
    settings: Vec<ShownSetting<'a>>,
}

#[derive(Serialize)]
struct ShownSetting<'a> {
    table: &'a str,
    /// Which one of several, from 0.
    index: Option<usize>,
    key: &'a str,
    value: Value,
    from: Option<ShownLine<'a>>,
}

#[derive(Serialize)]
struct ShownLine<'a> {
    path: &'a str,
    line: u32,
}

/// What holds, for programs.
///
/// # Panics
/// Never: strings, numbers and lists can be written as JSON.
pub fn json(effective: &Effective) -> String {
    let mut settings = Vec::new();
    for (at, section) in effective.sections.iter().enumerate() {
        let before = effective.sections[..at].iter().filter(|other| other.header == section.header).count();
        settings.extend(section.settings.iter().map(|setting| ShownSetting {
            table: &section.header,
            index: section.is_one_of_many.then_some(before),
            key: &setting.key,
            value: value(&setting.value),
            from: match &setting.from {
                Origin::Line(line) => Some(ShownLine { path: &line.path, line: line.line }),
                Origin::Default => None,
            },
        }));
    }
    let shown = Shown { version: 1, path: &effective.path, policies: &effective.files, settings };
    serde_json::to_string_pretty(&shown).expect("strings, numbers and lists can be written as JSON") + "\n"
}

fn value(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
        toml::Value::Array(all) => Value::Array(all.iter().map(self::value).collect()),
        other => json!(other.to_string()),
    }
}
