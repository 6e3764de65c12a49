//! Rules for people: the list of all, and one page as text.

use super::{Look, style::Style};
use crate::catalog::pages::{OptionValue, RulePage};
use std::fmt::Write;

/// `skint rules`.
pub fn list(pages: &[RulePage], look: &Look) -> String {
    let width = pages.iter().map(|page| page.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for page in pages {
        let level = page.level.to_string();
        let first = format!("{:<width$}  {level:<5}  ", page.name);
        let text = look.wrap(&look.line(&page.summary), &first, &" ".repeat(first.len()));
        let rest = text.strip_prefix(&first).unwrap_or(&text);
        push(&mut out, &format!("{}{rest}", look.paint(Style::Place, &first)));
    }
    out
}

/// The heading under which a page's executed examples begin, which say nothing new to somebody who asks.
pub(super) const EXAMPLES: &str = "\n## Flagged\n";

/// `skint explain RULE`.
pub fn page(page: &RulePage, look: &Look) -> String {
    let mut out = format!("{}\n\n", look.paint(Style::Strong, &page.name));
    push(&mut out, &look.wrap(&look.line(&page.summary), "", ""));
    push(&mut out, &format!("\nlevel: {}, group: {}", page.level, page.group));
    if !page.options.is_empty() {
        push(&mut out, "options:");
        for option in &page.options {
            push(&mut out, &look.paint(Style::Place, &format!("  {} = {}", option.name, toml(&option.default))));
            push(&mut out, &look.wrap(&look.line(&option.summary), "      ", "      "));
        }
    }
    out.push('\n');
    let text = page.text.split_once(EXAMPLES).map_or(page.text, |(text, _)| text);
    out.push_str(&super::explain::markdown(text, look));
    out
}

/// A default as the policy would write it.
fn toml(value: &OptionValue) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    match value {
        OptionValue::Count(count) => count.to_string(),
        OptionValue::Flag(flag) => flag.to_string(),
        OptionValue::Text(text) => quoted(text),
        OptionValue::Texts(texts) => {
            format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
        }
    }
}

fn push(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("a string takes everything");
}
