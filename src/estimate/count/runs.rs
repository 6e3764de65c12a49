//! Texts cut into runs of one class, each read with what stands around it.

use super::{
    class::{Class, Traits},
    weigh::{Kind, Scale},
};
use crate::catalog::tokenizers::Tokenizer;

/// Characters of one class in a row.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'t> {
    pub class: Class,
    pub text: &'t str,
    /// What holds of any of them.
    pub traits: Traits,
    /// Where it stands, in bytes.
    pub start: usize,
}

/// Cuts a text.
pub struct Stretches<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Stretches<'t> {
    pub fn of(text: &'t str) -> Self {
        Stretches { text, at: 0 }
    }
}

impl<'t> Iterator for Stretches<'t> {
    type Item = Stretch<'t>;

    fn next(&mut self) -> Option<Stretch<'t>> {
        let (start, bytes) = (self.at, self.text.as_bytes());
        let character = |at: usize| match bytes.get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => self.text[at..].chars().next(),
            None => None,
        };
        let first = character(start)?;
        let mut traits = Traits::of(first);
        let mut end = start + first.len_utf8();
        while let Some(next) = character(end) {
            let its = Traits::of(next);
            if !its.is_like(traits) {
                break;
            }
            traits = traits.with(its);
            end += next.len_utf8();
        }
        self.at = end;
        Some(Stretch { class: traits.class(), text: &self.text[start..end], traits, start })
    }
}

/// Endings that belong to the word before them: `it's`, `we'll`.
const ENDINGS: [&str; 7] = ["d", "ll", "m", "re", "s", "t", "ve"];

/// A stretch, with those beside it.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'t> {
    pub before: Option<Stretch<'t>>,
    pub here: Stretch<'t>,
    pub after: Option<Stretch<'t>>,
}

impl<'t> Placed<'t> {
    /// The ending that this apostrophe joins to the word before it.
    pub fn ending(&self) -> Option<&'t str> {
        let joins = self.is_apostrophe() && self.before.is_some_and(|b| matches!(b.class, Class::Word | Class::Digit));
        let after = self.after.filter(|after| joins && after.class == Class::Word)?;
        ENDINGS.contains(&after.text).then_some(after.text)
    }

    fn is_apostrophe(&self) -> bool {
        self.here.class == Class::Sign && self.here.text.len() <= 3 && matches!(self.here.text, "'" | "’")
    }

    /// What is around it, as far as its cost depends on it; nothing for words, which are the same everywhere.
    pub fn around(&self) -> u32 {
        match self.here.class {
            Class::Word | Class::Digit => 0,
            Class::Space => number(self.before) | number(self.after) << 4,
            Class::Sign | Class::Other => {
                let space = |beside: Option<Stretch<'t>>| beside.filter(|beside| beside.class == Class::Space);
                let left = u32::from(space(self.before).is_some_and(|before| before.text.ends_with(' ')));
                let one = |after: Stretch<'_>| after.text.starts_with(' ') && !after.text.starts_with("  ");
                let right = u32::from(space(self.after).is_some_and(one));
                let opens = self.is_apostrophe() && self.after.is_some_and(|after| after.class == Class::Word);
                left | u32::from(opens) << 1 | right << 4
            }
        }
    }

    /// Thousandths of a token, where it is exactly one space.
    pub fn single_space(&self, tokenizer: &Tokenizer) -> Option<u64> {
        let index = || (number(self.before) * 6 + number(self.after)) as usize;
        matches!(self.here.text.as_bytes(), b" ").then(|| tokenizer.single_space[index()])
    }
}

/// A class by its number, none included.
fn number(stretch: Option<Stretch<'_>>) -> u32 {
    stretch.map_or(0, |stretch| stretch.class as u32)
}

/// The cost of an apostrophe with the ending after it.
pub fn contraction(apostrophe: &str, ending: &str, folds: bool, scale: &Scale<'_>) -> u64 {
    let plain = apostrophe == "'" || folds;
    let sign = if plain { '\'' } else { '’' };
    let length = 1 + ending.len() as u64;
    let codes = std::iter::once(sign).chain(ending.chars());
    scale.cost(Kind::Word, if plain { 8 } else { 12 }, length, codes.map(u32::from))
}

/// The cost of a stretch that is no contraction, digits or single space, where that is around it.
pub fn plain(stretch: &Stretch<'_>, around: u32, folds: bool, scale: &Scale<'_>) -> u64 {
    let kind = match stretch.class {
        Class::Word => return word(stretch, folds, scale),
        Class::Sign => Kind::Sign,
        Class::Space => Kind::Space,
        Class::Digit | Class::Other => Kind::Other,
    };
    if !stretch.traits.has(Traits::WIDE) {
        return scale.cost(kind, around, stretch.text.len() as u64, stretch.text.bytes().map(u32::from));
    }
    let length = stretch.text.chars().count() as u64;
    let characters = stretch.text.chars();
    if kind == Kind::Sign && folds {
        scale.cost(kind, around, length, characters.map(straight).map(u32::from))
    } else {
        scale.cost(kind, around, length, characters.map(u32::from))
    }
}

/// A quote as it is on a typewriter.
fn straight(character: char) -> char {
    match character {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        other => other,
    }
}

/// A word: capitals at its beginning, or all through, are a mark on the small letters.
fn word(stretch: &Stretch<'_>, folds: bool, scale: &Scale<'_>) -> u64 {
    let text = stretch.text;
    let around = capitals(stretch, folds);
    let lower = matches!(around, 1 | 2);
    if !stretch.traits.has(Traits::WIDE) {
        let small = |byte: u8| u32::from(if lower { byte.to_ascii_lowercase() } else { byte });
        return scale.cost(Kind::Word, around, text.len() as u64, text.bytes().map(small));
    }
    if lower {
        let characters = || text.chars().flat_map(char::to_lowercase);
        scale.cost(Kind::Word, around, characters().count() as u64, characters().map(u32::from))
    } else {
        scale.cost(Kind::Word, around, text.chars().count() as u64, text.chars().map(u32::from))
    }
}

/// How capitals stand in a word: nowhere, at its beginning, all through, otherwise.
fn capitals(stretch: &Stretch<'_>, folds: bool) -> u32 {
    if !stretch.traits.has(Traits::CAPITAL) {
        return 0;
    }
    let text = stretch.text;
    let mut capitals = text.chars().enumerate().filter(|(_, character)| Traits::of(*character).has(Traits::CAPITAL));
    match (capitals.next(), capitals.next()) {
        (Some((0, _)), None) => 1,
        _ if folds && !stretch.traits.has(Traits::SMALL) && text.chars().nth(3).is_some() => 2,
        _ => 3,
    }
}
