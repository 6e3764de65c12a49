//! How texts become tokens, as `rules/tokenizers` has it: weights and frames a generation of the tokenizer.

use super::models::{Source, read};
use crate::money::Range;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::OnceLock};

/// Everything in `rules/tokenizers`.
#[derive(Debug)]
pub struct Tokenizers {
    tokenizer: BTreeMap<String, Tokenizer>,
    frame: BTreeMap<String, Frame>,
    generation: BTreeMap<String, (String, String)>,
    logistic: Logistic,
    page: Range<u64>,
}

/// One generation of the tokenizer.
#[derive(Debug)]
pub struct Tokenizer {
    /// Key in the catalogue: `gen3`.
    pub key: String,
    /// The models it counts for, for people.
    pub name: String,
    /// Weights by hash, in sixteenths.
    pub weights: Box<[i8; SLOTS]>,
    /// Thousandths of a token for one space, by what stands before and after it.
    pub single_space: Vec<u64>,
    /// Whether words in capitals and curly quotes are read as plain ones.
    pub folds: bool,
    /// By how many thousandths ranges are wider because nothing was ever measured.
    pub uncertain: u64,
    /// Tokens of a text that has a thousand in `gen2`.
    pub same_text: Range<u64>,
    /// How far estimates miss.
    pub spread: Spread,
    /// How images are cut.
    pub image: Image,
}

/// Tokens around the texts of a request, in thousandths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Frame {
    /// For the first message.
    pub message: i64,
    /// For each change of role after it.
    pub turn: i64,
    /// For each further message of the same role.
    pub again: i64,
    /// For a last message of the model's own, which it goes on with.
    pub prefill: i64,
    /// Where there is a system prompt.
    pub system: i64,
    /// Where there are tools, beyond the published figure of the hidden prompt.
    pub tools: i64,
    /// For each tool.
    pub tool: i64,
    /// Where one tool is named that must be used, beyond the published figure.
    pub named: i64,
    /// For a call of a tool and its result.
    pub tool_use: i64,
    /// For each parameter of such a call.
    pub parameter: i64,
    /// For several calls in one message.
    pub parallel: i64,
    /// For text in a message that calls tools.
    pub said_before: i64,
    /// Where the model is asked to think.
    pub thinking: i64,
    /// For an answer, as output.
    pub answer: i64,
    /// Key of the source.
    pub source: String,
}

/// How far estimates miss: parts of the half of a range. It holds for about nineteen requests in twenty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Spread {
    /// Variance for each token, in thousandths.
    pub each: u64,
    /// Of words in Latin script, in thousandths of their tokens.
    pub words: u64,
    /// Of signs, digits and white space, in thousandths of their tokens.
    pub signs: u64,
    /// Of all else, in thousandths of its tokens.
    pub other: u64,
    /// Of everything where there are tools, in thousandths.
    pub tools: u64,
    /// Thousandths of a token for each call of a tool.
    pub tool_use: u64,
    /// Key of the source.
    pub source: String,
}

/// How an image becomes tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// Side of a square, in pixels.
    pub patch: u64,
    /// Longest side of an image, in pixels; a longer one is scaled down.
    pub edge: u64,
    /// Most squares.
    pub most: u64,
}

/// The logistic function of whole sixteenths, 65,536 fold: first those below nothing.
#[derive(Debug)]
pub struct Logistic {
    values: Vec<u32>,
    /// How many stand below nothing.
    below: i32,
}

impl Logistic {
    /// Of its values from nothing on.
    fn of(upper: &[u32]) -> Logistic {
        let lower = upper[1..].iter().rev().map(|value| ONE - value);
        Logistic {
            values: lower.chain(upper.iter().copied()).collect(),
            below: i32::try_from(upper.len() - 1).unwrap_or(0),
        }
    }

    /// Its value.
    pub fn at(&self, sixteenths: i32) -> u32 {
        let place = sixteenths.saturating_add(self.below).max(0);
        self.values[usize::try_from(place).unwrap_or(0).min(self.values.len() - 1)]
    }
}

/// How many weights a tokenizer has.
pub const SLOTS: usize = 1 << 15;

/// A whole token in the unit that contents are summed in.
pub const ONE: u32 = 1 << 16;

/// `tokenizers.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Generations {
    sigmoid: Vec<u32>,
    source: BTreeMap<String, Source>,
    tokenizer: BTreeMap<String, Generation>,
    image: BTreeMap<String, Sourced<Image>>,
    page: Page,
    generation: BTreeMap<String, (String, String)>,
}

/// A generation as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Generation {
    name: String,
    weights: String,
    folds: bool,
    #[serde(default)]
    uncertain: u64,
    #[serde(deserialize_with = "read::range")]
    same_text: Range<u64>,
    same_text_source: String,
    source: String,
    single_space: Vec<u64>,
}

/// Something with the key of its source.
#[derive(Deserialize)]
struct Sourced<T> {
    #[serde(flatten)]
    fact: T,
    source: String,
}

/// Tokens of a page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    #[serde(deserialize_with = "read::range")]
    text: Range<u64>,
    source: String,
}

/// `frames.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frames {
    source: BTreeMap<String, Source>,
    frame: BTreeMap<String, Frame>,
    spread: BTreeMap<String, Spread>,
}

/// The weights that are part of the binary.
const WEIGHTS: [(&str, &[u8]); 2] = [
    ("gen2", include_bytes!("../../rules/tokenizers/gen2.bin")),
    ("gen3", include_bytes!("../../rules/tokenizers/gen3.bin")),
];

/// What is known of tokenizers, from the binary.
///
/// # Panics
/// Never: a test reads the same texts.
pub fn embedded() -> &'static Tokenizers {
    static READ: OnceLock<Tokenizers> = OnceLock::new();
    READ.get_or_init(|| {
        let (generations, frames) = (
            include_str!("../../rules/tokenizers/tokenizers.toml"),
            include_str!("../../rules/tokenizers/frames.toml"),
        );
        Tokenizers::parse(generations, frames).expect("a test reads the embedded tokenizers before they ship")
    })
}

impl Tokenizers {
    /// Reads both files. Names in them that lead nowhere are errors.
    pub fn parse(generations: &str, frames: &str) -> Result<Tokenizers, String> {
        let generations: Generations = toml::from_str(generations).map_err(|error| error.to_string())?;
        let mut frames: Frames = toml::from_str(frames).map_err(|error| error.to_string())?;
        check_sources(&generations, &frames)?;
        if generations.sigmoid.len() < 2 || generations.sigmoid.iter().any(|value| *value > ONE) {
            return Err(format!("`sigmoid` holds figures up to {ONE}"));
        }
        let mut tokenizer = BTreeMap::new();
        for (key, generation) in generations.tokenizer {
            let image = generations.image.get(&key).ok_or_else(|| format!("{key} has no `image`"))?.fact;
            let spread = frames.spread.remove(&key).ok_or_else(|| format!("{key} has no `spread`"))?;
            tokenizer.insert(key.clone(), generation.with(key, image, spread)?);
        }
        let page = generations.page.text;
        let (generation, logistic) = (generations.generation, Logistic::of(&generations.sigmoid));
        Ok(Tokenizers { tokenizer, frame: frames.frame, generation, logistic, page })
    }

    /// The tokenizer that a model names.
    pub fn tokenizer(&self, key: &str) -> Option<&Tokenizer> {
        self.tokenizer.get(key)
    }

    /// The frame that a model names.
    pub fn frame(&self, key: &str) -> Option<&Frame> {
        self.frame.get(key)
    }

    /// The tokenizer and frame of models that a recorder of requests says to count alike.
    pub fn generation(&'static self, name: &str) -> Option<(&'static Tokenizer, &'static Frame)> {
        let (tokenizer, frame) = self.generation.get(name)?;
        Some((self.tokenizer(tokenizer)?, self.frame(frame)?))
    }

    /// Every frame with its key.
    pub fn frames(&self) -> impl Iterator<Item = (&str, &Frame)> {
        self.frame.iter().map(|(key, frame)| (key.as_str(), frame))
    }

    /// The logistic function.
    pub fn logistic(&self) -> &Logistic {
        &self.logistic
    }

    /// Tokens of text on a page of a document.
    pub fn page(&self) -> Range<u64> {
        self.page
    }
}

impl Generation {
    fn with(self, key: String, image: Image, spread: Spread) -> Result<Tokenizer, String> {
        let weights = WEIGHTS.iter().find(|(name, _)| *name == self.weights);
        let (_, bytes) = weights.ok_or_else(|| format!("{key}: there are no weights `{}`", self.weights))?;
        let weights: Vec<i8> = bytes.iter().map(|byte| byte.cast_signed()).collect();
        let weights = weights.try_into().map_err(|_| format!("{key}: there are not {SLOTS} weights"))?;
        if self.single_space.len() != 36 || image.patch == 0 {
            return Err(format!("{key}: spaces are 36, and squares have a side"));
        }
        Ok(Tokenizer {
            key,
            name: self.name,
            weights,
            single_space: self.single_space,
            folds: self.folds,
            uncertain: self.uncertain,
            same_text: self.same_text,
            spread,
            image,
        })
    }
}

fn check_sources(generations: &Generations, frames: &Frames) -> Result<(), String> {
    let of_tokenizers = generations.tokenizer.values().flat_map(|table| [&table.source, &table.same_text_source]);
    let of_images = generations.image.values().map(|image| &image.source).chain([&generations.page.source]);
    let of_frames = frames.frame.values().map(|frame| &frame.source);
    let of_spreads = frames.spread.values().map(|spread| &spread.source);
    let strays = of_tokenizers.chain(of_images).filter(|key| !generations.source.contains_key(*key));
    let mut strays = strays.chain(of_frames.chain(of_spreads).filter(|key| !frames.source.contains_key(*key)));
    strays.next().map_or(Ok(()), |key| Err(format!("there is no source `{key}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GENERATIONS: &str = include_str!("../../rules/tokenizers/tokenizers.toml");
    const FRAMES: &str = include_str!("../../rules/tokenizers/frames.toml");

    #[test]
    fn the_embedded_tokenizers_are_read() {
        let read = Tokenizers::parse(GENERATIONS, FRAMES).expect("they are read");
        assert!(read.tokenizer("gen3").is_some_and(|gen3| gen3.weights.len() == 1 << 15 && !gen3.folds));
        assert!(read.frames().all(|(_, frame)| frame.message > 0));
    }

    #[test]
    fn names_that_lead_nowhere_are_errors() {
        for (from, to) in [
            ("weights = \"gen3\"", "weights = \"gen9\""),
            ("source = \"vision\"", "source = \"rumour\""),
            ("[image.gen3]", "[image.gen9]"),
            ("folds = true", "folds = true\nfodls = true"),
        ] {
            assert!(Tokenizers::parse(&GENERATIONS.replace(from, to), FRAMES).is_err(), "{to} was accepted");
        }
        for (from, to) in [("[spread.gen3]", "[spread.gen9]"), ("source = \"recordings\"", "source = \"rumour\"")] {
            assert!(Tokenizers::parse(GENERATIONS, &FRAMES.replace(from, to)).is_err(), "{to} was accepted");
        }
    }

    #[test]
    fn the_logistic_function_is_symmetric_and_ends() {
        let logistic = embedded().logistic();
        assert_eq!(logistic.at(0), ONE / 2);
        for at in [1, 16, 240, 100_000] {
            assert_eq!(logistic.at(at) + logistic.at(-at), ONE);
            assert!(logistic.at(at) >= logistic.at(at - 1));
        }
    }
}
