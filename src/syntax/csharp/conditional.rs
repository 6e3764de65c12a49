//! Parts of a file that the preprocessor may leave out.
//!
//! The parser knows them between statements and declarations. Anywhere else (within an initialiser, around half of an
//! `if`) it gives up on what stands around them; such a file is read again with the first part of each choice alone.

use std::borrow::Cow;

/// The text with directives and all parts but the first of each choice blanked, byte for byte; itself where it has no
/// choice.
pub(super) fn first_parts(text: &str) -> Cow<'_, str> {
    if !text.contains("#if") && !text.contains("# if") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    // For each choice around the line, whether its present part is kept.
    let mut kept: Vec<bool> = Vec::new();
    for line in text.split_inclusive('\n') {
        let directive = line.trim_start().strip_prefix('#').map(str::trim_start).unwrap_or_default();
        let is = |word: &str| directive.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        if is("if") {
            kept.push(true);
        } else if is("else") || is("elif") {
            if let Some(part) = kept.last_mut() {
                *part = false;
            }
        } else if is("endif") {
            kept.pop();
        } else if kept.iter().all(|part| *part) {
            out.push_str(line);
            continue;
        }
        out.extend(line.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::first_parts;

    #[test]
    fn only_the_first_part_of_a_choice_is_left_where_it_stands() {
        let text = "a\n#if X\nb\n#if Y\nc\n#else\nd\n#endif\n#elif Z\né\n#endif\ne";
        let left = first_parts(text);
        assert_eq!(left.len(), text.len());
        assert_eq!(left.split_whitespace().collect::<Vec<_>>(), ["a", "b", "c", "e"]);
        assert_eq!(first_parts("#endif\n#else\n a"), "#endif\n#else\n a");
    }
}
