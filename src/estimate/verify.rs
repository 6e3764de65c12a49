//! How far estimates miss recorded requests, and what would correct them.

use super::{
    calibration::{Calibration, Calibrations},
    log::{Kind, Record},
};
use std::collections::BTreeMap;

/// Errors of some records. Shares and errors are in thousandths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors {
    /// How many there are.
    pub records: usize,
    /// Half of them miss by no more.
    pub median: u64,
    /// Nine of ten miss by no more.
    pub most: u64,
    /// What they miss by on average; more than nothing where estimates are too high.
    pub bias: i64,
    /// How many lie within their range.
    pub within: u64,
    /// Half of the ranges have halves no wider, as a share of the tokens.
    pub half: u64,
    /// What a token for every four characters would miss by: half of the records by no more, and nine of ten.
    pub characters: (u64, u64),
}

/// Errors by generation of the tokenizer and by kind; nothing stands for all requests. Records with parts that are not
/// counted are in none.
pub type Table = BTreeMap<(&'static str, Option<Kind>), Errors>;

/// The table of errors.
pub fn table(records: &[Record]) -> Table {
    let mut groups: BTreeMap<(&'static str, Option<Kind>), Vec<&Record>> = BTreeMap::new();
    for record in records.iter().filter(|record| record.kind != Kind::Open) {
        groups.entry((record.generation, Some(record.kind))).or_default().push(record);
        if record.kind != Kind::Answer {
            groups.entry((record.generation, None)).or_default().push(record);
        }
    }
    groups.into_iter().map(|(key, records)| (key, Errors::of(&records))).collect()
}

impl Errors {
    fn of(records: &[&Record]) -> Errors {
        let missed = |record: &&Record| apart(record.measure.likely(), record.actual);
        let by_characters = |record: &&Record| apart(record.characters.div_ceil(4), record.actual);
        let sizes = sorted(records.iter().map(|record| missed(record).unsigned_abs()));
        let of_characters = sorted(records.iter().map(|record| by_characters(record).unsigned_abs()));
        let ranges = records.iter().map(|record| (record.measure.range(record.way.tokenizer), record.actual));
        let within = ranges.clone().filter(|(range, actual)| (range.low..=range.high).contains(actual)).count();
        let halves = sorted(ranges.map(|(range, actual)| (range.high - range.low) * 500 / actual.max(1)));
        let count = records.len().max(1);
        let all: i64 = records.iter().map(missed).fold(0, i64::saturating_add);
        Errors {
            records: records.len(),
            median: at(&sizes, 500),
            most: at(&sizes, 900),
            bias: all / i64::try_from(count).unwrap_or(i64::MAX),
            within: (within * 1000 / count) as u64,
            half: at(&halves, 500),
            characters: (at(&of_characters, 500), at(&of_characters, 900)),
        }
    }
}

/// By how many thousandths of the truth an estimate misses, rounded.
fn apart(estimate: u64, actual: u64) -> i64 {
    let (estimate, actual) = (i128::from(estimate), i128::from(actual.max(1)));
    let doubled = 2000 * (estimate - actual) + actual * (estimate - actual).signum();
    i64::try_from(doubled / (2 * actual)).unwrap_or(i64::MAX)
}

fn sorted(figures: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut all: Vec<u64> = figures.collect();
    all.sort_unstable();
    all
}

/// The figure below which this many thousandths of all lie.
fn at(sorted: &[u64], thousandths: usize) -> u64 {
    sorted.get((sorted.len() * thousandths / 1000).min(sorted.len().saturating_sub(1))).copied().unwrap_or(0)
}

/// Fewer records than this say nothing about a model.
pub const FEWEST: usize = 10;

/// The share of records, in thousandths, that corrected ranges hold.
const HELD: usize = 950;

/// What corrects the estimates for each model of which there are enough records.
pub fn calibrate(records: &[Record]) -> Calibrations {
    let mut by_model: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in records.iter().filter(|record| !matches!(record.kind, Kind::Open | Kind::Answer)) {
        record.model.iter().for_each(|model| by_model.entry(model).or_default().push(record));
    }
    let enough = by_model.into_iter().filter(|(_, records)| records.len() >= FEWEST);
    Calibrations::new(enough.map(|(model, records)| (model.to_owned(), correction(&records))).collect())
}

fn correction(records: &[&Record]) -> Calibration {
    // The median of what each record would need is not moved by a few that are odd.
    let needed = records.iter().filter(|record| record.measure.content.total() > 0).map(|record| {
        let around = i128::from(record.measure.frame) + i128::from(record.measure.beside.middle()) * 1000;
        let texts = i128::from(record.actual) * 1000 - around;
        u64::try_from(texts * 1000 / i128::from(record.measure.content.total())).unwrap_or(0)
    });
    let scale = at(&sorted(needed), 500).clamp(500, 2000);
    let scaled = Calibration { scale, ..Calibration::default() };
    let widths = records.iter().map(|record| {
        let measure = record.measure.calibrated(scaled);
        let middle = measure.middle().saturating_add(measure.beside.middle().saturating_mul(1000));
        middle.abs_diff(record.actual.saturating_mul(1000)).saturating_mul(1000)
            / measure.half(record.way.tokenizer).max(1)
    });
    let spread = at(&sorted(widths), HELD).clamp(100, 10_000);
    Calibration { records: records.len() as u64, scale, spread }
}
