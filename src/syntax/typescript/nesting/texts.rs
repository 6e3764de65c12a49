//! What is no code: strings, templates up to their holes, comments and regular expressions.

use super::{Before, Scan};
use memchr::{memchr, memchr3, memmem};

impl Scan<'_> {
    /// A string ends in its line; a quote that does not is a character of some text.
    pub(super) fn string(&mut self, quote: u8) {
        let mut at = self.at;
        while let Some(found) = memchr3(quote, b'\\', b'\n', self.bytes.get(at..).unwrap_or(&[])) {
            at += found + 1;
            match self.bytes[at - 1] {
                b'\\' => at += 1,
                b'\n' => break,
                _ => {
                    self.at = at;
                    break;
                }
            }
        }
        self.value();
    }

    fn value(&mut self) {
        self.before = Before::Value;
        self.newline = false;
    }

    /// The text of a template up to its end or to `${`.
    pub(super) fn template(&mut self) {
        let start = self.at;
        while let Some(found) = memchr3(b'`', b'\\', b'$', self.bytes.get(self.at..).unwrap_or(&[])) {
            self.at += found + 1;
            match self.bytes[self.at - 1] {
                b'`' => return self.value(),
                b'$' if self.next_is(b'{') => {
                    self.at += 1;
                    return self.open(false, true);
                }
                b'$' => {}
                _ => self.at += 1,
            }
        }
        // No end: a stray mark in some text.
        self.at = start;
        self.value();
    }

    pub(super) fn slash(&mut self) {
        let rest = &self.bytes[self.at..];
        match rest.first() {
            Some(b'/') => self.at += memchr(b'\n', rest).unwrap_or(rest.len()),
            Some(b'*') if !self.no_comment => match memmem::find(&rest[1..], b"*/") {
                Some(end) => self.at += end + 3,
                None => self.no_comment = true,
            },
            Some(b'>') => self.end_element(),
            _ if matches!(self.before, Before::Value | Before::Brace) => self.before = Before::Operator,
            _ => self.pattern(),
        }
    }

    /// A regular expression ends in its line.
    fn pattern(&mut self) {
        let (mut class, mut escaped) = (false, false);
        let rest = if self.at < self.no_pattern { &[] } else { &self.bytes[self.at..] };
        for (at, byte) in rest.iter().enumerate() {
            match byte {
                b'\n' => break,
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => {
                    self.at += at + 1;
                    return self.value();
                }
                _ => {}
            }
            self.no_pattern = self.at + at;
        }
        self.before = Before::Operator;
    }
}
