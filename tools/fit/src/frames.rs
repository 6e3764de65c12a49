//! What stands around the texts of a request.

use crate::{
    records::Record,
    solve::{Row, least_deviations, predicted},
};
use skint::catalog::tokenizers::Spread;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write,
};

/// Figures of a frame, in the order of [`skint::estimate::Counts::parts`].
pub const FIGURES: [&str; 13] = [
    "message",
    "turn",
    "again",
    "prefill",
    "system",
    "tools",
    "tool",
    "named",
    "tool-use",
    "parameter",
    "parallel",
    "said-before",
    "thinking",
];

/// What each frame is held to where records say little: counts by hand of single messages, and of the frame before it.
/// The last figure is how many records such a figure weighs.
const KNOWN: [(&str, [f64; 13], f64); 3] = [
    ("gen2", [7.0, 3.0, 1.0, -3.0, 0.0, 0.0, 0.0, 4.0, 31.0, 6.0, 30.0, 0.0, 29.0], 0.05),
    ("gen3", [6.0, 2.0, 1.0, 0.0, 1.0, 0.0, 0.0, 4.0, 12.0, 0.0, 0.0, 0.0, 0.0], 2.0),
    ("gen3-first", [11.0, 2.0, 1.0, 0.0, 1.0, 0.0, 0.0, 4.0, 31.0, 6.0, 30.0, 0.0, 0.0], 2.0),
];

/// Tokens that an answer has beyond its text, as recorded answers show.
const ANSWER: [(&str, u64); 3] = [("gen2", 3), ("gen3", 2), ("gen3-first", 4)];

/// Frames by name.
pub type Frames = BTreeMap<String, Vec<f64>>;

/// Fits every frame.
pub fn fit(records: &[&Record]) -> Frames {
    let one = |(frame, known, weight): &(&str, [f64; 13], f64)| {
        let mut all: HashMap<&str, f64> = HashMap::new();
        let of: Vec<&&Record> = records.iter().filter(|record| record.frame == *frame).collect();
        of.iter().for_each(|record| *all.entry(&record.repository).or_default() += 1.0);
        // A repository counts by the root of how much it has: neighbouring recordings are near copies.
        let mut rows: Vec<Row> = of
            .iter()
            .map(|record| Row {
                counts: record.counts.clone(),
                target: record.actual - record.content,
                weight: all[record.repository.as_str()].sqrt().recip(),
            })
            .collect();
        rows.extend((0..FIGURES.len()).map(|index| {
            let mut counts = vec![0.0; FIGURES.len()];
            counts[index] = 1.0;
            Row { counts, target: known[index], weight: *weight }
        }));
        let mut figures = least_deviations(&rows, FIGURES.len());
        // The frame of a message and of a turn are whole tokens, as single messages show.
        figures.iter_mut().enumerate().for_each(|(index, figure)| *figure = rounded(*figure, index < 2));
        ((*frame).to_owned(), figures)
    };
    KNOWN.iter().map(one).collect()
}

fn rounded(figure: f64, whole: bool) -> f64 {
    if whole { figure.round() } else { (figure * 10.0).round() / 10.0 }
}

/// The middle that frames predict.
pub fn predict(record: &Record, frames: &Frames) -> f64 {
    record.content + predicted(&record.counts, &frames[&record.frame])
}

/// For each record, what frames predict that were fitted without its repository.
pub fn cross_validated(records: &[&Record]) -> HashMap<String, f64> {
    let repositories: BTreeSet<&str> = records.iter().map(|record| record.repository.as_str()).collect();
    let one = |left_out: &str| {
        let (judged, seen): (Vec<&Record>, Vec<&Record>) =
            records.iter().partition(|record| record.repository == left_out);
        let frames = fit(&seen);
        judged.into_iter().map(|record| (record.id.clone(), predict(record, &frames))).collect::<Vec<_>>()
    };
    repositories.into_iter().flat_map(one).collect()
}

/// The file that is shipped.
pub fn toml(frames: &Frames, spreads: &BTreeMap<String, Spread>, records: &[Record]) -> String {
    let clean: Vec<&Record> = records.iter().filter(|record| record.clean).collect();
    let repositories: BTreeSet<&str> = clean.iter().map(|record| record.repository.as_str()).collect();
    let mut out = format!(
        "# What a request has around its texts, and how far estimates miss. Written by tools/fit; see its README.\n\
         # In thousandths: of a token, or of the tokens that something has.\n\n\
         [source.recordings]\nurl = \"https://platform.claude.com/docs/en/api/messages\"\nread = 2026-08-22\n\
         note = \"usage that the API reported for {} requests recorded in the tests of {} public repositories\"\n\n",
        clean.len(),
        repositories.len()
    );
    for (name, figures) in frames {
        out.push_str(&format!("[frame.{name}]\n"));
        for (key, figure) in FIGURES.iter().zip(figures) {
            writeln!(out, "{key} = {}", (figure * 1000.0).round()).expect("a string takes everything");
        }
        let answer = ANSWER.iter().find(|(frame, _)| frame == name).map_or(0, |(_, tokens)| tokens * 1000);
        out.push_str(&format!("answer = {answer}\nsource = \"recordings\"\n\n"));
    }
    for (name, spread) in spreads {
        let Spread { each, words, signs, other, tools, tool_use, .. } = spread;
        out.push_str(&format!(
            "[spread.{name}]\neach = {each}\nwords = {words}\nsigns = {signs}\nother = {other}\ntools = {tools}\n\
             tool-use = {tool_use}\nsource = \"recordings\"\n\n"
        ));
    }
    out.trim_end().to_owned() + "\n"
}
