//! Texts cut into runs of one class, each read with what stands around it.

use super::{
    class::{Class, class_of},
    weigh::{Kind, Run},
};
use crate::catalog::tokenizers::Tokenizer;

/// Characters of one class in a row.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'t> {
    pub class: Class,
    pub text: &'t str,
}

/// Cuts a text.
pub struct Stretches<'t> {
    rest: &'t str,
}

impl<'t> Stretches<'t> {
    pub fn of(text: &'t str) -> Self {
        Stretches { rest: text }
    }
}

impl<'t> Iterator for Stretches<'t> {
    type Item = Stretch<'t>;

    fn next(&mut self) -> Option<Stretch<'t>> {
        let mut characters = self.rest.char_indices();
        let class = class_of(characters.next()?.1);
        let end = characters.find(|(_, character)| class_of(*character) != class).map_or(self.rest.len(), |(at, _)| at);
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(Stretch { class, text })
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
        matches!(self.here.text, "'" | "’")
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
        let index = number(self.before) * 6 + number(self.after);
        (self.here.text == " ").then(|| tokenizer.single_space[index as usize])
    }
}

/// A class by its number, none included.
fn number(stretch: Option<Stretch<'_>>) -> u32 {
    stretch.map_or(0, |stretch| match stretch.class {
        Class::Space => 1,
        Class::Word => 2,
        Class::Digit => 3,
        Class::Sign => 4,
        Class::Other => 5,
    })
}

/// The cost of an apostrophe with the ending after it.
pub fn contraction(apostrophe: &str, ending: &str, tokenizer: &Tokenizer) -> u64 {
    let plain = apostrophe == "'" || tokenizer.folds;
    let sign = if plain { "'" } else { apostrophe };
    let characters = sign.chars().chain(ending.chars());
    Run { kind: Kind::Word, around: if plain { 8 } else { 12 }, characters }.cost(tokenizer)
}

/// The cost of a stretch that is no contraction, digits or single space.
pub fn plain(placed: &Placed<'_>, tokenizer: &Tokenizer) -> u64 {
    let (text, around) = (placed.here.text, placed.around());
    let run = |kind| Run { kind, around, characters: text.chars() }.cost(tokenizer);
    match placed.here.class {
        Class::Word => word(text, tokenizer),
        Class::Sign if tokenizer.folds && !text.is_ascii() => {
            Run { kind: Kind::Sign, around, characters: text.chars().map(straight) }.cost(tokenizer)
        }
        Class::Sign => run(Kind::Sign),
        Class::Space => run(Kind::Space),
        Class::Digit | Class::Other => run(Kind::Other),
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
fn word(text: &str, tokenizer: &Tokenizer) -> u64 {
    let mut capitals = text.chars().enumerate().filter(|(_, character)| is_capital(*character));
    let around = match (capitals.next(), capitals.next()) {
        (None, _) => 0,
        (Some((0, _)), None) => 1,
        _ if tokenizer.folds && text.chars().nth(3).is_some() && text.chars().all(is_all_capital) => 2,
        _ => 3,
    };
    if matches!(around, 0 | 3) {
        Run { kind: Kind::Word, around, characters: text.chars() }.cost(tokenizer)
    } else {
        Run { kind: Kind::Word, around, characters: text.chars().flat_map(char::to_lowercase) }.cost(tokenizer)
    }
}

fn is_capital(character: char) -> bool {
    if character.is_ascii() { character.is_ascii_uppercase() } else { !character.to_lowercase().eq([character]) }
}

/// Whether a character may stand in a word of capitals.
fn is_all_capital(character: char) -> bool {
    if character.is_ascii() { !character.is_ascii_lowercase() } else { character.to_uppercase().eq([character]) }
}
