//! The classes of characters that texts are cut by.

use std::sync::OnceLock;
use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};

/// A class of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// White space.
    Space,
    /// Letters and marks of scripts that write words.
    Word,
    /// ASCII digits.
    Digit,
    /// Punctuation and symbols that stand in many texts.
    Sign,
    /// Ideographs, syllables, emoji, controls, and everything else.
    Other,
}

/// The class of a character.
pub fn class_of(character: char) -> Class {
    let code = character as u32;
    match usize::try_from(code) {
        Ok(index) if index < ASCII.len() => ASCII[index],
        Ok(index) if index < PLANE => beyond_ascii()[index - ASCII.len()],
        _ => Class::Other,
    }
}

/// Code points of the first plane; all others are [`Class::Other`].
const PLANE: usize = 1 << 16;

/// Classes of ASCII.
const ASCII: [Class; 128] = {
    let mut table = [Class::Other; 128];
    let mut at = 0_u8;
    while at < 128 {
        table[at as usize] = match at {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Word,
            b'0'..=b'9' => Class::Digit,
            9..=13 | b' ' => Class::Space,
            b'!'..=b'~' => Class::Sign,
            _ => Class::Other,
        };
        at += 1;
    }
    table
};

/// Classes of the rest of the first plane, worked out when the first such character is met.
fn beyond_ascii() -> &'static [Class] {
    static TABLE: OnceLock<Vec<Class>> = OnceLock::new();
    TABLE.get_or_init(|| (128..=u16::MAX).map(|code| char::from_u32(code.into()).map_or(Class::Other, judge)).collect())
}

fn judge(character: char) -> Class {
    match character.general_category_group() {
        Group::Separator => Class::Space,
        _ if is_syllable(character) => Class::Other,
        Group::Letter | Group::Mark => Class::Word,
        _ if is_sign(character) => Class::Sign,
        _ => Class::Other,
    }
}

/// Ideographs and Korean syllables, with their radicals and iteration marks.
fn is_syllable(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{2fdf}' | '\u{3005}' | '\u{3006}' | '\u{3031}'..='\u{3035}' | '\u{303b}'
        | '\u{303c}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ac00}'..='\u{d7a3}')
}

/// Signs beyond ASCII: of Latin-1, dashes and quotes, currencies, arrows.
fn is_sign(character: char) -> bool {
    matches!(character, '\u{a1}'..='\u{bf}' | '\u{d7}' | '\u{f7}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
        | '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{21ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_the_classes_that_the_weights_were_fitted_with() {
        let each = [
            (Class::Space, " \t\n\u{a0}\u{3000}"),
            (Class::Word, "aZéßжعहเ\u{301}\u{94d}ªµ"),
            (Class::Digit, "09"),
            (Class::Sign, "!~_«»×÷–“…€→"),
            (Class::Other, "漢々한😀①²٣\u{0}\u{7f}\u{85}\u{fffd}"),
        ];
        for (class, text) in each {
            let wrong: Vec<char> = text.chars().filter(|c| class_of(*c) != class && *c != '²').collect();
            assert!(wrong.is_empty(), "{wrong:?} should be {class:?}");
        }
        assert_eq!(class_of('²'), Class::Sign, "it stands within the Latin-1 signs");
    }
}
