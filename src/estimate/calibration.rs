//! What a team's own records say about the estimates of its prompts: `tokens.toml`.

use crate::catalog::models::{Found, Models};
use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write, sync::Arc};

/// Corrections by the canonical id of a model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calibrations(Option<Arc<BTreeMap<String, Calibration>>>);

/// How estimates for one model are corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calibration {
    /// How many records it rests on.
    pub records: u64,
    /// Tokens of texts for a thousand that were estimated.
    pub scale: u64,
    /// Width of ranges, in thousandths of the usual one.
    pub spread: u64,
}

impl Default for Calibration {
    fn default() -> Self {
        Calibration { records: 0, scale: 1000, spread: 1000 }
    }
}

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    calibration: Vec<Entry>,
}

/// What it says of one model.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    model: String,
    tokenizer: String,
    records: u64,
    scale: u64,
    spread: u64,
}

/// The version of the file that is read and written.
const VERSION: u32 = 1;

/// Corrections beyond these are mistakes: no text has half or twice the tokens.
const SCALES: std::ops::RangeInclusive<u64> = 500..=2000;

/// The same of widths.
const SPREADS: std::ops::RangeInclusive<u64> = 100..=10_000;

impl Calibrations {
    /// Those of `corrections`, each with the canonical id of its model.
    pub fn new(corrections: BTreeMap<String, Calibration>) -> Calibrations {
        Calibrations((!corrections.is_empty()).then(|| Arc::new(corrections)))
    }

    /// No corrections.
    pub const fn none() -> Calibrations {
        Calibrations(None)
    }

    fn all(&self) -> impl Iterator<Item = (&String, &Calibration)> {
        self.0.iter().flat_map(|all| all.iter())
    }

    /// Reads a file; says in a few words what is wrong with it otherwise.
    pub fn parse(text: &str, models: &Models) -> Result<Calibrations, String> {
        let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        if file.version != VERSION {
            return Err(format!("it has version {}, and version {VERSION} is read", file.version));
        }
        let mut all = BTreeMap::new();
        for Entry { model, tokenizer, records, scale, spread } in file.calibration {
            let Found::Known(known, _) = models.find(&model) else {
                return Err(format!("`{model}` is no known model"));
            };
            if known.tokenizer != tokenizer {
                let now = &known.tokenizer;
                return Err(format!("it has tokenizer `{tokenizer}` for {model}, which counts with `{now}`"));
            }
            if !SCALES.contains(&scale) || !SPREADS.contains(&spread) {
                return Err(format!("the figures for {model} are not thousandths that can be: {scale} and {spread}"));
            }
            if all.insert(known.id.clone(), Calibration { records, scale, spread }).is_some() {
                return Err(format!("{model} stands in it twice"));
            }
        }
        Ok(Calibrations::new(all))
    }

    /// The file that says this.
    pub fn to_toml(&self, models: &Models) -> String {
        let mut out = format!(
            "# Written by `skint tokens --verify LOG --calibrate`. `scale` is how many tokens texts had for a thousand\n\
             # that were estimated, `spread` how wide ranges must be, in thousandths of the usual width.\n\
             version = {VERSION}\n"
        );
        for (model, Calibration { records, scale, spread }) in self.all() {
            let tokenizer = models.get(model).map_or("", |model| &model.tokenizer);
            write!(
                out,
                "\n[[calibration]]\nmodel = \"{model}\"\ntokenizer = \"{tokenizer}\"\nrecords = {records}\n\
                 scale = {scale}\nspread = {spread}\n"
            )
            .expect("writing to a string never fails");
        }
        out
    }

    /// The correction for a model, by its canonical id.
    pub fn of(&self, model: &str) -> Option<Calibration> {
        self.0.as_ref()?.get(model).copied()
    }

    /// The models that are corrected.
    pub fn models(&self) -> impl Iterator<Item = &str> {
        self.all().map(|(model, _)| model.as_str())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::models::embedded;

    const GOOD: &str = "version = 1\n[[calibration]]\nmodel = \"claude-opus-5-5\"\ntokenizer = \"gen3\"\nrecords = 40\n\
                        scale = 1012\nspread = 800\n";

    #[test]
    fn what_is_written_is_read() {
        let read = Calibrations::parse(GOOD, embedded()).expect("it is right");
        assert_eq!(read.of("claude-opus-5-5"), Some(Calibration { records: 40, scale: 1012, spread: 800 }));
        assert_eq!(read.of("claude-opus-5"), None);
        assert_eq!(Calibrations::parse(&read.to_toml(embedded()), embedded()), Ok(read));
    }

    #[test]
    fn what_cannot_be_right_is_refused() {
        let wrong = |from: &str, to: &str| Calibrations::parse(&GOOD.replace(from, to), embedded()).expect_err(to);
        assert!(wrong("opus-5-5", "opus-9").contains("no known model"));
        assert!(wrong("gen3", "gen2").contains("which counts with `gen3`"));
        assert!(wrong("1012", "0").contains("not thousandths"));
        assert!(wrong("800", "1000000").contains("not thousandths"));
        assert!(wrong("1012", "-4").contains("invalid value"));
        assert!(wrong("version = 1", "version = 2").contains("version 2"));
        assert!(wrong("scale", "sclae").contains("unknown field"));
        assert!(wrong(GOOD, &(GOOD.to_owned() + &GOOD.replace("version = 1\n", ""))).contains("twice"));
    }
}
