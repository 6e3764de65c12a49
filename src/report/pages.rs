//! Rules for people: the list of all, and one page as text.

use super::{
    Look,
    style::Style,
    table::{self, words},
};
use crate::catalog::pages::{OptionValue, RulePage};
use std::fmt::Write;

/// `skint rules`.
pub fn list(pages: &[RulePage], look: &Look) -> String {
    let columns = [words("rule", 22), words("level", 5), words("what it finds", 30)];
    let row = |page: &RulePage| vec![page.name.clone(), page.level.to_string(), look.line(&page.summary)];
    let rows: Vec<Vec<String>> = pages.iter().map(row).collect();
    table::table(&columns, &rows, look)
}

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
    out.push_str(&super::explain::markdown(page.text, look));
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
