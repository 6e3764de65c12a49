//! Text from outside in Markdown, as forges show it.
//!
//! What stands between backticks becomes code, in which nothing means anything; of the rest, every sign that could begin
//! a link, an image, a tag, a heading or a formula is escaped. Forges look for mentions, issues and addresses in what is
//! shown rather than in what is written, so that there a sign without width parts them.

/// What parts a mention: a space that has no width, as a forge reads it.
const PART: &str = "&#8203;";

/// Text on one line, for a paragraph, a list or a cell of a table.
pub fn markdown(text: &str) -> String {
    let text = super::line(text);
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let parts: Vec<&str> = text.split('`').collect();
    for (index, part) in parts.iter().enumerate() {
        let closed = index + 1 < parts.len();
        match (index % 2 == 1, closed) {
            (true, true) => out.push_str(&code(part)),
            (true, false) => {
                out.push_str("\\`");
                prose(part, &mut out);
            }
            (false, _) => prose(part, &mut out),
        }
    }
    out
}

/// Text as code on one line; backticks become quotes, since code cannot hold them safely in every forge.
pub fn code(text: &str) -> String {
    let text = super::line(text).replace('`', "'");
    if text.trim().is_empty() {
        return String::from("` `");
    }
    // A bar ends a cell of a table even in code, unless it is escaped.
    format!("`{}`", text.replace('|', "\\|"))
}

fn prose(text: &str, out: &mut String) {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        match c {
            '@' => push(out, "@"),
            '#' => push(out, "\\#"),
            '\\' | '*' | '_' | '~' | '[' | ']' | '<' | '>' | '|' | '{' | '}' | '$' | '!' | '&' | '^' => {
                out.push('\\');
                out.push(c);
            }
            // `https://…` and `www.…` become links by themselves, `GH-1` one to an issue.
            ':' if rest.starts_with("//") => push(out, ":"),
            '.' if before.eq_ignore_ascii_case(&'w') => push(out, "."),
            '-' if before.eq_ignore_ascii_case(&'h') => push(out, "-"),
            c => out.push(c),
        }
        before = c;
    }
}

/// A sign, and what parts it from the next.
fn push(out: &mut String, sign: &str) {
    out.push_str(sign);
    out.push_str(PART);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_markup_is_text() {
        assert_eq!(
            markdown("[a](b) ![c](d) <b> **e** _f_ | {{g}}"),
            r"\[a\](b) \!\[c\](d) \<b\> \*\*e\*\* \_f\_ \| \{\{g\}\}"
        );
        assert_eq!(
            markdown("@me #1 https://a.b www.a.b GH-7"),
            "@&#8203;me \\#&#8203;1 https:&#8203;//a.b www.&#8203;a.b GH-&#8203;7"
        );
        assert_eq!(markdown("$1 to $2, ${{ x }}"), r"\$1 to \$2, \$\{\{ x \}\}");
    }

    #[test]
    fn what_stands_between_backticks_is_code_and_stays_there() {
        assert_eq!(markdown("call `f|g` now"), r"call `f\|g` now");
        assert_eq!(markdown("an `odd one [x]"), r"an \`odd one \[x\]");
        assert_eq!(markdown("`` [x](y) ``"), r"` ` \[x\](y) ` `");
        assert_eq!(code("a`b\nc"), r"`a'b\nc`");
    }
}
