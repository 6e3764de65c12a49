//! What is known of single characters: the class that texts are cut by, and what else changes how they are counted.

use std::sync::OnceLock;
use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};
use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};

/// A class of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// White space.
    Space = 1,
    /// Letters and marks of scripts that write words.
    Word,
    /// ASCII digits.
    Digit,
    /// Punctuation and symbols that stand in many texts.
    Sign,
    /// Ideographs, syllables, emoji, controls, and everything else.
    Other,
}

/// What is known of a character, or of any of several: a class, and marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits(u8);

/// The bits in which the class stands.
const CLASS: u8 = 7;

impl Traits {
    /// It has a small letter.
    pub const CAPITAL: u8 = 1 << 3;
    /// It has a capital letter.
    pub const SMALL: u8 = 1 << 4;
    /// It may become another character, or change places, when a text is put into composed form.
    pub const UNSETTLED: u8 = 1 << 5;
    /// It is of no Latin script.
    pub const FAR: u8 = 1 << 6;
    /// It is not ASCII.
    pub const WIDE: u8 = 1 << 7;

    /// Of no character.
    pub const NONE: Traits = Traits(0);

    /// Those of a character.
    pub fn of(character: char) -> Traits {
        let code = character as u32 as usize;
        if let Some(traits) = ASCII.get(code) { *traits } else { page(code / PAGE)[code % PAGE] }
    }

    /// Those of a character of ASCII.
    #[inline]
    pub fn of_byte(byte: u8) -> Traits {
        ASCII[usize::from(byte % 128)]
    }

    /// The class.
    #[inline]
    pub fn class(self) -> Class {
        match self.0 & CLASS {
            1 => Class::Space,
            2 => Class::Word,
            3 => Class::Digit,
            4 => Class::Sign,
            _ => Class::Other,
        }
    }

    /// Whether both are of one class.
    pub fn is_like(self, other: Traits) -> bool {
        (self.0 ^ other.0) & CLASS == 0
    }

    /// Marks of either; the class is that of both.
    #[must_use]
    pub fn with(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }

    /// Whether there is this mark.
    pub fn has(self, mark: u8) -> bool {
        self.0 & mark != 0
    }
}

/// The class of a byte of ASCII, as a number.
#[inline]
pub fn of_byte(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

const CLASSES: [u8; 256] = {
    let mut all = [0; 256];
    let mut at = 0;
    while at < 128 {
        all[at] = ASCII[at].0 & CLASS;
        at += 1;
    }
    all
};

/// So many characters are looked at when the first of them is met.
const PAGE: usize = 256;

/// That many times are all characters there are.
const PAGES: usize = (char::MAX as usize + 1) / PAGE;

/// Code points of the first plane; all others are [`Class::Other`].
const PLANE: u32 = 1 << 16;

/// Traits of ASCII.
const ASCII: [Traits; 128] = {
    let mut table = [Traits(Class::Other as u8); 128];
    let mut at = 0_u8;
    while at < 128 {
        table[at as usize].0 = match at {
            b'a'..=b'z' => Class::Word as u8 | Traits::SMALL,
            b'A'..=b'Z' => Class::Word as u8 | Traits::CAPITAL,
            b'0'..=b'9' => Class::Digit as u8,
            9..=13 | b' ' => Class::Space as u8,
            b'!'..=b'~' => Class::Sign as u8,
            _ => Class::Other as u8,
        };
        at += 1;
    }
    table
};

fn page(number: usize) -> &'static [Traits; PAGE] {
    static KNOWN: [OnceLock<Box<[Traits; PAGE]>>; PAGES] = [const { OnceLock::new() }; PAGES];
    KNOWN[number].get_or_init(|| {
        let of = |place: usize| u32::try_from(number * PAGE + place).ok().and_then(char::from_u32);
        Box::new(std::array::from_fn(|place| of(place).map_or(Traits(Class::Other as u8), judge)))
    })
}

fn judge(character: char) -> Traits {
    let marks = [
        (!character.to_lowercase().eq([character]), Traits::CAPITAL),
        (!character.to_uppercase().eq([character]), Traits::SMALL),
        (is_unsettled(character), Traits::UNSETTLED),
        (character >= '\u{300}', Traits::FAR),
        (!character.is_ascii(), Traits::WIDE),
    ];
    let marks = marks.into_iter().filter(|(holds, _)| *holds).fold(0, |all, (_, mark)| all | mark);
    Traits(class_of(character) as u8 | marks)
}

fn is_unsettled(character: char) -> bool {
    canonical_combining_class(character) != 0 || is_nfc_quick(std::iter::once(character)) != IsNormalized::Yes
}

fn class_of(character: char) -> Class {
    if character as u32 >= PLANE {
        return Class::Other;
    }
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
            let wrong: Vec<char> = text.chars().filter(|c| Traits::of(*c).class() != class && *c != '²').collect();
            assert!(wrong.is_empty(), "{wrong:?} should be {class:?}");
        }
        assert_eq!(Traits::of('²').class(), Class::Sign, "it stands within the Latin-1 signs");
    }

    #[test]
    fn ascii_has_the_marks_that_other_characters_are_judged_by() {
        for character in '\0'..'\u{80}' {
            let (table, judged) = (Traits::of(character), judge(character));
            assert_eq!(table.0 & !CLASS, judged.0 & !CLASS, "{character:?}");
        }
    }
}
