//! Templates: text with places that are filled in later.

use super::input::{Input, Part};

/// Endings of files in which double braces are filled in.
const ENDINGS: [&str; 9] = ["ejs", "handlebars", "hbs", "j2", "jinja", "jinja2", "liquid", "mustache", "tmpl"];

/// What is filled in, or is for the template's engine alone: its beginning, its end, and whether it leaves text.
const PLACES: [(&str, &str, bool); 5] =
    [("{{", "}}", true), ("{%", "%}", false), ("{#", "#}", false), ("<%=", "%>", true), ("<%", "%>", false)];

/// Whether a file of this name is a template.
pub fn is_template(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

impl Input {
    /// The text of a template, with its places open.
    pub fn of_template(text: &str) -> Input {
        let mut input = Input::default();
        input.counts.message = 1;
        let mut rest = text;
        while let Some((at, (start, end, filled))) = first_place(rest) {
            input.part(Part::User).add(rest[..at].into());
            input.note(Part::User, filled);
            let inside = &rest[at + start.len()..];
            rest = memchr::memmem::find(inside.as_bytes(), end.as_bytes()).map_or("", |to| &inside[to + end.len()..]);
        }
        input.part(Part::User).add(rest.into());
        input.open.dedup();
        input
    }
}

fn first_place(text: &str) -> Option<(usize, (&'static str, &'static str, bool))> {
    let bytes = text.as_bytes();
    let signs = memchr::memchr2_iter(b'{', b'<', bytes);
    let place = |at: usize| PLACES.into_iter().find(|(start, _, _)| bytes[at..].starts_with(start.as_bytes()));
    signs.into_iter().find_map(|at| Some((at, place(at)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_open_and_the_rest_is_text() {
        let texts = |template: &str| {
            let input = Input::of_template(template);
            (input.characters(), !input.open.is_empty())
        };
        assert_eq!(texts("Dear {{ name }}, {# polite #}hello"), (12, true));
        assert_eq!(texts("{% if a %}yes{% endif %}"), (3, false));
        assert_eq!(texts("{\"a\": {\"b\": 1}} < 2"), (19, false));
        assert_eq!(texts("a {{ never closed"), (2, true));
        assert!(is_template("p/greeting.J2") && !is_template("p/greeting.md") && !is_template("j2"));
    }
}
