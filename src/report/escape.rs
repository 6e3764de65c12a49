//! Makes text from outside harmless where it is shown.
//!
//! File names, source and messages may hold anything. On a terminal, control characters move the cursor and change what
//! was printed before; characters that change the writing direction, or that have no width, make a line read otherwise
//! than it is. In the log of a build service, a line that begins with `::` is a command, and so is `##[`, or such a word as in
//! `##vso[` and `##teamcity[`, anywhere.

mod markdown;

pub use markdown::{code, markdown};

use std::fmt::Write;

/// Whether a character must not be printed as it is.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a bracket after this text would begin a command of a build service.
fn is_command(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).ends_with("##")
}

/// Adds a character of a source line, or what stands for it.
pub(super) fn push(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '[' if is_command(out) => out.push_str("\\["),
        c if is_hostile(c) => {
            write!(out, "\\u{{{:x}}}", u32::from(c)).expect("a string takes everything");
        }
        c => out.push(c),
    }
}

/// Text on one line, which can begin a line of output or any word in one.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == ':' && (out == ":" || out.ends_with(" :")) {
            out.push('\\');
        }
        push(&mut out, c);
    }
    out
}

/// JSON in which every hostile character, and every bracket that would begin a command, is written as an escape; the text it
/// stands for is the same.
pub(super) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Outside of strings no bracket follows two of these signs.
        let begins = c == '[' && is_command(&out);
        if begins || c != '\n' && is_hostile(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}").expect("a string takes everything");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Text on one line as HTML or XML, within an element or a quoted attribute.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Signs that rules and pages use, as ASCII, for logs and terminals without them.
pub(super) fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '…' => out.push_str("..."),
            '–' | '—' | '−' | '‑' | '·' => out.push('-'),
            '×' => out.push('x'),
            '→' => out.push_str("->"),
            '≤' => out.push_str("<="),
            '≥' => out.push_str(">="),
            '‘' | '’' => out.push('\''),
            '“' | '”' => out.push('"'),
            '\u{a0}' | '\u{202f}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_and_direction_tricks_are_spelled_out() {
        assert_eq!(line("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(line("two\nlines\r\t"), "two\\nlines\\r\\t");
        assert_eq!(line("admin\u{202e}txt.exe\u{200b}\u{9b}"), "admin\\u{202e}txt.exe\\u{200b}\\u{9b}");
        assert_eq!(line("añ漢 🙂"), "añ漢 🙂");
    }

    #[test]
    fn commands_to_build_services_are_broken() {
        assert_eq!(line("::error::gone"), ":\\:error::gone");
        assert_eq!(line("x ::stop-commands::y a::b"), "x :\\:stop-commands::y a::b");
        assert_eq!(line("##[error]x ##vso[task]"), "##\\[error]x ##vso\\[task]");
        assert_eq!(line("##teamcity[x] ## [y] a[0]"), "##teamcity\\[x] ## [y] a[0]");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let written = json(&serde_json::to_string("a\u{202e}b\u{e0041}\u{7f}\u{1b}").expect("a string"));
        assert_eq!(written, r#""a\u202eb\udb40\udc41\u007f\u001b""#);
        let read: String = serde_json::from_str(&written).expect("still JSON");
        assert_eq!(read, "a\u{202e}b\u{e0041}\u{7f}\u{1b}");
        let text = "##[error] ##vso[a] ##teamcity[b] #[c] [d]";
        let written = json(&serde_json::to_string(&[text]).expect("a string"));
        assert_eq!(written, r###"["##\u005berror] ##vso\u005ba] ##teamcity\u005bb] #[c] [d]"]"###);
        assert_eq!(serde_json::from_str::<[String; 1]>(&written).expect("still JSON"), [text]);
    }
}
