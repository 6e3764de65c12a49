//! Strings and numbers as Go writes them.

use super::{
    super::{Expr, ExprKind, grammar::child_of},
    Reader,
};
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// A string of either form.
    pub(super) fn string(&self, node: Node<'_>) -> Expr {
        match child_of(node, "raw_string_literal_content") {
            Some(content) => self.fixed(self.text(content).replace('\r', ""), content),
            None => self.fixed(unquoted(self.text(node)), node),
        }
    }

    /// A whole number; one that does not fit is not known.
    pub(super) fn integer(&self, node: Node<'_>) -> ExprKind {
        integer(self.text(node)).map_or(ExprKind::Opaque, ExprKind::Int)
    }

    pub(super) fn float(&self, node: Node<'_>) -> ExprKind {
        self.text(node).replace('_', "").parse().map_or(ExprKind::Opaque, ExprKind::Float)
    }
}

fn integer(text: &str) -> Option<i64> {
    let digits = text.replace('_', "").to_ascii_lowercase();
    let radix = |prefix: &str, radix| digits.strip_prefix(prefix).map(|rest| i64::from_str_radix(rest, radix).ok());
    let old_octal = || digits.strip_prefix('0').filter(|rest| !rest.is_empty());
    radix("0x", 16)
        .or_else(|| radix("0b", 2))
        .or_else(|| radix("0o", 8))
        .or_else(|| old_octal().map(|rest| i64::from_str_radix(rest, 8).ok()))
        .unwrap_or_else(|| digits.parse().ok())
}

/// What a string literal says; carriage returns are not part of a raw one.
pub(super) fn unquoted(literal: &str) -> String {
    if let Some(raw) = literal.strip_prefix('`') {
        return raw.strip_suffix('`').unwrap_or(raw).replace('\r', "");
    }
    let inner = literal.strip_prefix('"').unwrap_or(literal);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    if !inner.contains('\\') {
        return inner.to_owned();
    }
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = escape(&rest[at + 1..], &mut bytes);
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads what follows a backslash; gives the rest.
fn escape<'t>(text: &'t str, bytes: &mut Vec<u8>) -> &'t str {
    let Some(kind) = text.chars().next() else { return text };
    let rest = &text[kind.len_utf8()..];
    let plain = match kind {
        'n' => b'\n',
        't' => b'\t',
        'r' => b'\r',
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'v' => 11,
        'x' => return number(rest, 2, 16, true, bytes),
        'u' => return number(rest, 4, 16, false, bytes),
        'U' => return number(rest, 8, 16, false, bytes),
        '0'..='7' => return number(text, 3, 8, true, bytes),
        other => {
            let mut buffer = [0; 4];
            bytes.extend_from_slice(other.encode_utf8(&mut buffer).as_bytes());
            return rest;
        }
    };
    bytes.push(plain);
    rest
}

/// A byte or a character by its number of so many digits.
fn number<'t>(text: &'t str, digits: usize, radix: u32, byte: bool, bytes: &mut Vec<u8>) -> &'t str {
    let Some((number, rest)) = text.split_at_checked(digits) else { return text };
    let Ok(value) = u32::from_str_radix(number, radix) else { return text };
    if byte {
        bytes.extend(u8::try_from(value));
    } else {
        let mut buffer = [0; 4];
        let character = char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER);
        bytes.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_lose_their_quotes_and_escapes() {
        assert_eq!(unquoted(r#""a\tb\"cé\xc3\xa9\101""#), "a\tb\"cééA");
        assert_eq!(unquoted("`raw\r\n\\n`"), "raw\n\\n");
        assert_eq!(unquoted("\"open\\"), "open");
        assert_eq!(unquoted("\"\\xé\""), "é");
    }

    #[test]
    fn whole_numbers_are_read_in_every_base() {
        assert_eq!(integer("1_024"), Some(1024));
        assert_eq!(integer("0x40"), Some(64));
        assert_eq!(integer("0b11"), Some(3));
        assert_eq!(integer("0o17"), Some(15));
        assert_eq!(integer("017"), Some(15));
        assert_eq!(integer("0"), Some(0));
        assert_eq!(integer("99999999999999999999"), None);
    }
}
