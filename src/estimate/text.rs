//! How many tokens a text has, from the kinds of its characters.
//!
//! This is the only module that looks at text: what is known of a request is put into a [`Content`], and a
//! [`Content`] is asked for its tokens by one tokenizer or several.

use crate::{
    catalog::models::Tokenizer,
    money::{Range, Tokens},
};

/// Texts that are sent, as far as counting needs them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Content {
    letters: u64,
    digits: u64,
    punctuation: u64,
    accented: u64,
    alphabet: u64,
    signs: u64,
}

impl Content {
    /// One text.
    pub fn of(text: &str) -> Content {
        let mut content = Content::default();
        content.add(text);
        content
    }

    /// Adds a text.
    pub fn add(&mut self, text: &str) {
        for character in text.chars() {
            let kind = match character {
                ' ' | '\t' | '\n' | '\r' | 'a'..='z' | 'A'..='Z' => &mut self.letters,
                '0'..='9' => &mut self.digits,
                '\0'..='\u{7f}' => &mut self.punctuation,
                '\u{80}'..='\u{2ff}' => &mut self.accented,
                '\u{300}'..='\u{1fff}' => &mut self.alphabet,
                _ => &mut self.signs,
            };
            *kind += 1;
        }
    }

    /// Whether no text, or only empty ones, were added.
    pub fn is_empty(&self) -> bool {
        *self == Content::default()
    }

    /// Its tokens. The bounds hold for about nine texts in ten; a short text is off by a token more easily.
    pub fn tokens(&self, tokenizer: &Tokenizer) -> Tokens {
        if self.is_empty() {
            return Range::exactly(0);
        }
        let kinds = [
            (self.letters, tokenizer.letter),
            (self.digits, tokenizer.digit),
            (self.punctuation, tokenizer.punctuation),
            (self.accented, tokenizer.accented),
            (self.alphabet, tokenizer.alphabet),
            (self.signs, tokenizer.sign),
        ];
        let low: u64 = kinds.iter().map(|(count, each)| count.saturating_mul(each.low)).sum();
        let high: u64 = kinds.iter().map(|(count, each)| count.saturating_mul(each.high)).sum();
        Range::new((low / THOUSAND).saturating_sub(1).max(1), high.div_ceil(THOUSAND) + 2)
    }

    /// Its tokens, whichever of the tokenizers it is; nothing is known without any.
    pub fn tokens_by(&self, tokenizers: &[&Tokenizer]) -> Tokens {
        let each = tokenizers.iter().map(|tokenizer| self.tokens(tokenizer));
        each.reduce(Range::or).unwrap_or_default()
    }
}

/// Tokens of one text.
pub fn tokens_of(text: &str, tokenizer: &Tokenizer) -> Tokens {
    Content::of(text).tokens(tokenizer)
}

/// The catalogue gives tokens of a character in thousandths.
const THOUSAND: u64 = 1000;
