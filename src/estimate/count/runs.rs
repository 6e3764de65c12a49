//! Texts cut into runs of one class, each read with what stands around it.

use super::{
    class::{self, Class, Traits},
    weigh::{Kind, Scale},
};
use crate::catalog::tokenizers::{ONE, Tokenizer};

/// Characters of one class in a row; or, before the first and after the last, none.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Where it stands, in bytes.
    pub start: usize,
    pub end: usize,
    /// What holds of any of its characters.
    pub traits: Traits,
}

impl Run {
    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// What it is read as. Digits are counted with signs.
    #[inline]
    pub fn kind(&self) -> Kind {
        match self.traits.class() {
            Class::Word if self.traits.has(Traits::FAR) => Kind::FarWord,
            Class::Word => Kind::Word,
            Class::Sign | Class::Digit => Kind::Sign,
            Class::Space => Kind::Space,
            Class::Other => Kind::Other,
        }
    }

    fn is(&self, class: Class) -> bool {
        self.start < self.end && self.traits.class() == class
    }

    /// Its class by number; none for no run.
    pub fn number(&self) -> u32 {
        if self.start < self.end { self.traits.class() as u32 } else { 0 }
    }
}

/// Cuts a text.
pub struct Runs<'t> {
    text: &'t str,
    /// How far it is cut.
    at: usize,
    /// Some runs in a row.
    cut: Vec<Run>,
    /// Which of them is next.
    next: usize,
}

/// So many bytes are looked at together.
const BLOCK: usize = 64;

/// So many runs are cut, at least, before they are looked at.
const FEWEST: usize = 32;

/// What stands before a text.
const NOTHING: Run = Run { start: 0, end: 0, traits: Traits::NONE };

impl<'t> Runs<'t> {
    pub fn of(text: &'t str) -> Self {
        let mut cut = Vec::with_capacity(FEWEST + BLOCK + 2);
        cut.push(NOTHING);
        Runs { text, at: 0, cut, next: 1 }
    }

    /// The next run between those beside it.
    #[inline]
    pub fn next(&mut self) -> Option<Placed<'_>> {
        if self.next + 1 >= self.cut.len() {
            self.cut_more();
        }
        let runs = self.cut[self.next - 1..].first_chunk::<3>()?;
        self.next += 1;
        Some(Placed { text: self.text, runs })
    }

    /// Passes over the next run.
    pub fn skip(&mut self) {
        self.next += 1;
    }

    /// Cuts some more, and keeps what stands before them.
    fn cut_more(&mut self) {
        self.cut.drain(..self.next - 1);
        self.next = 1;
        while self.cut.len() < FEWEST && self.at < self.text.len() {
            self.cut_block();
            self.cut_one();
        }
        if self.at == self.text.len() && self.cut.last().is_some_and(|last| last.len() > 0) {
            self.cut.push(Run { start: self.at, end: self.at, traits: Traits::NONE });
        }
    }

    /// Cuts runs of ASCII, as far as there is nothing else, but for the last.
    fn cut_block(&mut self) {
        let Some(block) = self.text.as_bytes()[self.at..].first_chunk::<BLOCK>() else { return };
        if !block[..8].is_ascii() {
            return;
        }
        let (mut begins, mut wide, mut before) = (0, 0, class::of_byte(block[0]));
        for (at, byte) in block.iter().enumerate() {
            let its = class::of_byte(*byte);
            begins |= u64::from(its != before) << at;
            wide |= u64::from(byte >> 7) << at;
            before = its;
        }
        let first_wide = wide & wide.wrapping_neg();
        begins &= first_wide.wrapping_sub(1);
        let first = self.at;
        while begins > 0 {
            let end = first + begins.trailing_zeros() as usize;
            self.cut.push(Run { start: self.at, end, traits: Traits::of_byte(block[self.at - first]) });
            self.at = end;
            begins &= begins - 1;
        }
    }

    /// Cuts one run, character by character.
    fn cut_one(&mut self) {
        let (start, bytes) = (self.at, self.text.as_bytes());
        let traits = |at: usize| match bytes.get(at) {
            Some(byte) if byte.is_ascii() => Some((Traits::of_byte(*byte), 1)),
            Some(_) => self.text[at..].chars().next().map(|next| (Traits::of(next), next.len_utf8())),
            None => None,
        };
        let Some((mut all, mut length)) = traits(start) else { return };
        while let Some((its, bytes)) = traits(start + length).filter(|(its, _)| its.is_like(all)) {
            (all, length) = (all.with(its), length + bytes);
        }
        self.at = start + length;
        self.cut.push(Run { start, end: self.at, traits: all });
    }
}

/// Endings that belong to the word before them: `it's`, `we'll`.
const ENDINGS: [&str; 7] = ["d", "ll", "m", "re", "s", "t", "ve"];

/// A run, with those beside it.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'t> {
    pub text: &'t str,
    /// What stands before it, it, and what stands after it.
    pub runs: &'t [Run; 3],
}

impl<'t> Placed<'t> {
    /// The run itself.
    #[inline]
    pub fn run(&self) -> &'t Run {
        &self.runs[1]
    }

    /// Its characters.
    #[inline]
    pub fn here(&self) -> &'t str {
        &self.text[self.runs[1].start..self.runs[1].end]
    }

    /// The ending that this apostrophe joins to the word before it.
    #[inline]
    pub fn ending(&self) -> Option<&'t str> {
        let joins = self.is_apostrophe() && (self.runs[0].is(Class::Word) || self.runs[0].is(Class::Digit));
        let after = joins.then(|| &self.text[self.runs[2].start..self.runs[2].end])?;
        ENDINGS.contains(&after).then_some(after)
    }

    /// Whether it is exactly one space.
    pub fn is_single_space(&self) -> bool {
        self.run().len() == 1 && self.text.as_bytes()[self.run().start] == b' '
    }

    #[inline]
    fn is_apostrophe(&self) -> bool {
        matches!(self.text.as_bytes()[self.runs[1].start], b'\'' | 0xe2) && matches!(self.here(), "'" | "’")
    }

    /// What is around it, as far as its cost depends on it; nothing for words, which are the same everywhere.
    #[inline]
    pub fn around(&self) -> u32 {
        match self.runs[1].traits.class() {
            Class::Word | Class::Digit => 0,
            Class::Space => self.around_space(),
            Class::Sign | Class::Other => self.around_sign(),
        }
    }

    /// The classes on both sides.
    #[inline]
    fn around_space(&self) -> u32 {
        self.runs[0].number() | self.runs[2].number() << 4
    }

    /// Whether there is a space on either side, and whether it opens a word.
    #[inline]
    fn around_sign(&self) -> u32 {
        let is_space = |at: usize| self.text.as_bytes().get(at) == Some(&b' ');
        let (start, end) = (self.runs[1].start, self.runs[1].end);
        let left = u32::from(start > 0 && is_space(start - 1));
        let right = u32::from(is_space(end) & !is_space(end + 1));
        let opens = self.is_apostrophe() && self.runs[2].is(Class::Word);
        left | u32::from(opens) << 1 | right << 4
    }
}

/// The cost of so many digits: a token for each three.
pub fn digits(count: usize) -> u64 {
    u64::from(ONE) * (count as u64).div_ceil(3)
}

/// The cost of exactly one space, by the classes around it.
pub fn single_space(tokenizer: &Tokenizer, around: u32) -> u64 {
    let index = (around & 15) * 6 + (around >> 4);
    tokenizer.single_space[index as usize] * u64::from(ONE) / 1000
}

/// Takes an apostrophe with the ending after it.
pub fn contraction(apostrophe: &str, ending: &str, folds: bool, scale: &mut Scale<'_>) {
    let plain = apostrophe == "'" || folds;
    let sign = if plain { '\'' } else { '’' };
    let length = 1 + ending.len() as u64;
    let codes = std::iter::once(sign).chain(ending.chars());
    scale.take(Kind::Word, if plain { 8 } else { 12 }, length, codes.map(u32::from));
}

/// Takes a run that is no contraction, digits or single space, where that is around it.
pub fn weigh(text: &str, run: &Run, around: u32, folds: bool, scale: &mut Scale<'_>) {
    let kind = run.kind();
    if matches!(kind, Kind::Word | Kind::FarWord) {
        word(text, run.traits, kind, folds, scale);
    } else if !run.traits.has(Traits::WIDE) {
        scale.take(kind, around, text.len() as u64, text.bytes().map(u32::from));
    } else if kind == Kind::Sign && folds {
        scale.take(kind, around, text.chars().count() as u64, text.chars().map(straight).map(u32::from));
    } else {
        scale.take(kind, around, text.chars().count() as u64, text.chars().map(u32::from));
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
fn word(text: &str, traits: Traits, kind: Kind, folds: bool, scale: &mut Scale<'_>) {
    if !traits.has(Traits::WIDE) {
        let around = capitals_of_ascii(text.as_bytes(), folds);
        let lower = matches!(around, 1 | 2);
        let small = |byte: u8| u32::from(if lower { byte.to_ascii_lowercase() } else { byte });
        return scale.take(kind, around, text.len() as u64, text.bytes().map(small));
    }
    let around = capitals(text, traits, folds);
    if matches!(around, 1 | 2) {
        let characters = || text.chars().flat_map(char::to_lowercase);
        scale.take(kind, around, characters().count() as u64, characters().map(u32::from));
    } else {
        scale.take(kind, around, text.chars().count() as u64, text.chars().map(u32::from));
    }
}

/// How capitals stand in a word: nowhere, at its beginning, all through, otherwise.
fn capitals(text: &str, traits: Traits, folds: bool) -> u32 {
    if !traits.has(Traits::CAPITAL) {
        return 0;
    }
    let mut capitals = text.chars().enumerate().filter(|(_, character)| Traits::of(*character).has(Traits::CAPITAL));
    match (capitals.next(), capitals.next()) {
        (Some((0, _)), None) => 1,
        _ if folds && !traits.has(Traits::SMALL) && text.chars().nth(3).is_some() => 2,
        _ => 3,
    }
}

/// The same for a word of ASCII.
fn capitals_of_ascii(word: &[u8], folds: bool) -> u32 {
    match word.iter().filter(|byte| byte.is_ascii_uppercase()).count() {
        0 => 0,
        1 if word[0].is_ascii_uppercase() => 1,
        all if folds && all > 3 && all == word.len() => 2,
        _ => 3,
    }
}

/// A word of up to eight letters of ASCII as it is weighed: how capitals stand in it, and its letters.
#[inline]
pub fn letters(bytes: u64, length: usize, folds: bool) -> (u32, u64) {
    const EACH: u64 = 0x2020_2020_2020_2020;
    // Letters differ from capitals in one bit.
    let each = EACH >> (64 - 8 * length);
    let capitals = !bytes & each;
    let is_first = u32::from(capitals == 0x20);
    let is_all = u32::from(folds && length > 3 && capitals == each);
    let around = if capitals == 0 { 0 } else { 3 - 2 * is_first - is_all };
    (around, if around == 3 { bytes } else { bytes | capitals })
}
