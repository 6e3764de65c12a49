//! Our own Markdown pages as text for a terminal: paragraphs wrapped to the width, code as it is.
//!
//! The pages are ours and simple, so that lines decide: headings, lists, fences, quotes, tables, paragraphs.

use super::{Look, style::Style};

/// A page, or a part of one, as text.
pub fn markdown(page: &str, look: &Look) -> String {
    let mut out = String::new();
    let mut paragraph = String::new();
    let mut fence = false;
    for line in page.lines() {
        let text = line.trim_start();
        if text.starts_with("```") {
            flush(&mut out, &mut paragraph, look);
            fence = !fence;
        } else if fence {
            let line = line.chars().fold(String::new(), |mut line, c| {
                super::escape::push(&mut line, c);
                line
            });
            out.push_str(format!("    {line}").trim_end());
            out.push('\n');
        } else if let Some(heading) = text.strip_prefix('#') {
            flush(&mut out, &mut paragraph, look);
            out.push_str(&look.paint(Style::Strong, &look.line(heading.trim_start_matches('#').trim())));
            out.push('\n');
        } else if text.is_empty() || text.starts_with('|') {
            flush(&mut out, &mut paragraph, look);
            out.push_str(&look.line(text));
            out.push('\n');
        } else {
            if starts_item(text) {
                flush(&mut out, &mut paragraph, look);
            }
            paragraph.push_str(text);
            paragraph.push(' ');
        }
    }
    flush(&mut out, &mut paragraph, look);
    out.trim_end().to_owned() + "\n"
}

fn starts_item(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    text.starts_with("- ") || text.starts_with("* ") || (number.len() < text.len() && number.starts_with(". "))
}

/// Writes what was gathered of a paragraph, a list item with its further lines indented.
fn flush(out: &mut String, paragraph: &mut String, look: &Look) {
    if !paragraph.is_empty() {
        let others = if starts_item(paragraph) { "  " } else { "" };
        // Between backticks stands code, where two stars are stars.
        let parts = paragraph.trim_end().split('`').enumerate();
        let parts = parts.map(|(index, part)| if index % 2 == 0 { part.replace("**", "") } else { part.to_owned() });
        let text = parts.collect::<Vec<_>>().join("`");
        out.push_str(&look.wrap(&look.line(&text), "", others));
        out.push('\n');
        paragraph.clear();
    }
}
