//! The words that names are made of, and the names that a file holds.

use super::Nearby;
use crate::{
    source::Span,
    syntax::{ExprKind, Segment},
};

/// The words of a name in `snake_case`, `camelCase` or `CAPITALS`, in lower case.
pub fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut letters = name.chars().peekable();
    let mut was_capital = false;
    while let Some(letter) = letters.next() {
        let hump = letter.is_uppercase() && (!was_capital || letters.peek().is_some_and(|next| next.is_lowercase()));
        was_capital = letter.is_uppercase();
        if letter == '_' || hump {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter != '_') {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

impl Nearby<'_> {
    /// Whether any name of the file is so: what code says, and texts of a single word, which are names too; never prose,
    /// whether in a comment or a prompt.
    pub(super) fn any_name(&self, is: &dyn Fn(&str) -> bool) -> bool {
        let mut prose: Vec<Span> = self.module.comments.clone();
        self.for_all_exprs(&mut |expr| {
            if let ExprKind::Text(segments) = &expr.kind {
                prose.extend(segments.iter().filter_map(|segment| match segment {
                    Segment::Fixed(text, at) => text.contains(char::is_whitespace).then_some(*at),
                    Segment::Hole(_) => None,
                }));
            }
        });
        prose.sort();
        let text = &*self.source.text;
        let (mut from, mut found) = (0, false);
        let mut look = |part: Option<&str>| {
            let part = part.unwrap_or_default();
            found |= part.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(is);
        };
        for span in prose {
            look(text.get(from..span.start as usize));
            from = from.max(span.end as usize);
        }
        look(text.get(from..));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn names_fall_into_words() {
        for (name, words) in [
            ("route_ticket", "route ticket"),
            ("isSpam", "is spam"),
            ("MAX_HISTORY", "max history"),
            ("parseHTMLPage", "parse html page"),
            ("__init__", "init"),
            ("x", "x"),
        ] {
            assert_eq!(words_of(name).join(" "), words, "{name}");
        }
    }
}
