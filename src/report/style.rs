//! How text output looks: width, colour, and which signs it may use.

use super::escape;
use crate::catalog::Level;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// How text output looks. It is decided once, from the command line and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// Whether colours may be used.
    pub colour: bool,
    /// Whether more than ASCII may be used for lines and signs.
    pub unicode: bool,
    /// Whether only findings and problems are wanted.
    pub quiet: bool,
}

impl Look {
    /// For logs and files: 80 columns, no colours, ASCII.
    pub const PLAIN: Look = Look { width: 80, colour: false, unicode: false, quiet: false };

    /// Whether somebody looks at a terminal, as far as can be told from what it can show.
    pub(super) fn terminal(&self) -> bool {
        self.colour || self.unicode
    }

    /// Text from outside on one line, with signs that this output may use.
    pub(super) fn line(&self, text: &str) -> String {
        let text = escape::line(text);
        if self.unicode { text } else { escape::ascii(&text) }
    }

    /// Text in a style.
    pub(super) fn paint(&self, style: Style, text: &str) -> String {
        if self.colour { format!("\u{1b}[{}m{text}\u{1b}[0m", style.code()) } else { text.to_owned() }
    }

    /// Harmless text in lines of this output's width, the first after `first`, the others after `others`.
    pub(super) fn wrap(&self, text: &str, first: &str, others: &str) -> String {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(others)
            .break_words(false)
            .wrap_algorithm(WrapAlgorithm::FirstFit)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        textwrap::fill(text, options)
    }

    /// What stands where something was cut away.
    pub(super) fn ellipsis(&self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }

    /// What stands between the ends of a range.
    pub(super) fn dash(&self) -> &'static str {
        if self.unicode { "–" } else { "-" }
    }

    /// At most `width` columns of `text`, cut in the middle: both the folder and the file of a path say something.
    pub(super) fn shorten(&self, text: &str, width: usize) -> String {
        let size = textwrap::core::display_width(text);
        let gap = self.ellipsis();
        let keep = width.saturating_sub(gap.chars().count());
        if size <= width {
            return text.to_owned();
        }
        let (before, after) = (keep / 3, keep - keep / 3);
        let head: String = text.chars().take(before).collect();
        let tail: String = text.chars().skip(text.chars().count().saturating_sub(after)).collect();
        format!("{head}{gap}{tail}")
    }
}

/// Styles, by what they are for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Style {
    Level(Level),
    Place,
    Quiet,
    Strong,
}

impl Style {
    /// Codes of the terminal's own palette, which its owner can read on their background.
    fn code(self) -> &'static str {
        match self {
            Style::Level(Level::Error) => "1;31",
            Style::Level(Level::Warn) => "1;33",
            Style::Level(Level::Info | Level::Off) => "1;36",
            Style::Place => "36",
            Style::Quiet => "2",
            Style::Strong => "1",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cut_in_the_middle() {
        let path = "services/support/src/triage/classify.py:120";
        assert_eq!(Look::PLAIN.shorten(path, 24), "service...lassify.py:120");
        let look = Look { unicode: true, ..Look::PLAIN };
        assert_eq!(look.shorten(path, 24), "service…/classify.py:120");
        assert_eq!(look.shorten("a.py:1", 24), "a.py:1");
    }

    #[test]
    fn text_wraps_at_the_width() {
        let look = Look { width: 20, ..Look::PLAIN };
        assert_eq!(look.wrap("one two three four five", "- ", "  "), "- one two three four\n  five");
    }
}
