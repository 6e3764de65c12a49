//! Texts that are sent, and how many tokens they have.

use super::{
    count::{Tally, tally},
    measure::Measure,
};
use crate::{
    catalog::tokenizers::Tokenizer,
    money::{Range, Tokens},
    value::{Piece, Text},
};
use std::sync::Arc;

/// Texts that are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    texts: Vec<Arc<str>>,
}

impl Content {
    /// One text.
    pub fn of(text: impl Into<Arc<str>>) -> Content {
        let mut content = Content::default();
        content.add(text.into());
        content
    }

    /// Adds a text.
    pub fn add(&mut self, text: Arc<str>) {
        if !text.is_empty() {
            self.texts.push(text);
        }
    }

    /// Adds what is fixed in a text; whether that is all of it.
    pub fn add_fixed(&mut self, text: &Text) -> bool {
        let parts: Vec<&[Piece]> = text.pieces.split(|piece| matches!(piece, Piece::Hole { .. })).collect();
        for pieces in &parts {
            self.add(joined(pieces));
        }
        parts.len() == 1
    }

    /// Adds the beginning of a text up to its first hole; whether that is all of it.
    pub fn add_beginning(&mut self, text: &Text) -> bool {
        let mut parts = text.pieces.split(|piece| matches!(piece, Piece::Hole { .. }));
        parts.next().into_iter().for_each(|pieces| self.add(joined(pieces)));
        parts.next().is_none()
    }

    /// Adds all of another.
    pub fn extend(&mut self, other: &Content) {
        self.texts.extend(other.texts.iter().cloned());
    }

    /// How many characters they have.
    pub fn characters(&self) -> u64 {
        self.texts.iter().map(|text| text.chars().count() as u64).sum()
    }

    /// Whether no text, or only empty ones, were added.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// What the texts come to.
    pub fn tally(&self, tokenizer: &'static Tokenizer) -> Tally {
        self.texts.iter().fold(Tally::default(), |sum, text| sum + tally(text, tokenizer))
    }

    /// Its tokens. The bounds hold for about nineteen texts in twenty.
    pub fn tokens(&self, tokenizer: &'static Tokenizer) -> Tokens {
        Measure::of(self.tally(tokenizer)).range(tokenizer)
    }

    /// Its tokens, whichever of the tokenizers it is; nothing is known without any.
    pub fn tokens_by(&self, tokenizers: &[&'static Tokenizer]) -> Tokens {
        let each = tokenizers.iter().map(|tokenizer| self.tokens(tokenizer));
        each.reduce(Range::or).unwrap_or_default()
    }
}

/// Pieces without holes as one text: where one ends and the next begins, a word may go on.
fn joined(pieces: &[Piece]) -> Arc<str> {
    if let [Piece::Fixed { text, .. }] = pieces {
        return Arc::clone(text);
    }
    let fixed =
        pieces.iter().filter_map(|piece| if let Piece::Fixed { text, .. } = piece { Some(&**text) } else { None });
    fixed.collect::<String>().into()
}

/// Tokens of one text.
pub fn tokens_of(text: &str, tokenizer: &'static Tokenizer) -> Tokens {
    Measure::of(tally(text, tokenizer)).range(tokenizer)
}
