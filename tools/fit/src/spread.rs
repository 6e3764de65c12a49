//! How wide ranges must be.

use crate::{
    frames::{Frames, predict},
    records::{Kind, Record},
};
use skint::catalog::tokenizers::{Spread, embedded};
use std::{collections::BTreeMap, fmt::Write};

/// What texts miss by. The weights were fitted with the texts of these records, so that their errors would promise too
/// much: these figures hold 98 % of 900 pieces of source code and prose that were in no fit, and widen scripts other
/// than Latin after translations of one document, of which the newer tokenizer's range held only three in four.
const TEXTS: [(&str, Spread); 2] = [("gen2", texts(110)), ("gen3", texts(130))];

const fn texts(other: u64) -> Spread {
    Spread { each: 160, words: 70, signs: 22, other, tools: 0, tool_use: 0, source: String::new() }
}

/// What is tried for definitions of tools, in thousandths, and for each call, in thousandths of a token.
const TOOLS: [u64; 6] = [0, 10, 20, 30, 40, 50];
const CALL: [u64; 6] = [1000, 2000, 3000, 4000, 6000, 8000];

/// The share of records with tools that ranges must hold.
const SHARE: f64 = 0.95;

/// The narrowest spread that holds enough of the records with tools. There are few of the newer tokenizer: it takes the
/// figures of the older, with calls of tools three times as uncertain.
pub fn fit(records: &[&Record], frames: &Frames) -> BTreeMap<String, Spread> {
    let [(_, old), (_, new)] = TEXTS;
    let of = |kind: Kind, spread: &Spread| {
        let of = records.iter().filter(|record| record.frame == "gen2" && record.kind == kind);
        let held: Vec<bool> = of.map(|record| holds(record, frames, spread)).collect();
        held.iter().filter(|held| **held).count() as f64 / held.len().max(1) as f64
    };
    let enough = |kind, spread: &Spread| of(kind, spread) >= SHARE;
    let with_tools = TOOLS.map(|tools| Spread { tools, ..old.clone() });
    let tools =
        with_tools.into_iter().find(|spread| enough(Kind::Tools, spread)).map_or(TOOLS[2], |spread| spread.tools);
    let with_calls = CALL.map(|tool_use| Spread { tools, tool_use, ..old.clone() });
    let call =
        with_calls.into_iter().find(|spread| enough(Kind::Calls, spread)).map_or(CALL[2], |spread| spread.tool_use);
    let old = Spread { tools, tool_use: call, ..old };
    let new = Spread { tools, tool_use: 3 * call, ..new };
    [("gen1", old.clone()), ("gen2", old), ("gen3", new)].map(|(key, spread)| (key.to_owned(), spread)).into()
}

fn holds(record: &Record, frames: &Frames, spread: &Spread) -> bool {
    let half = record.measure.half_with(spread, record.way.tokenizer.uncertain) as f64 / 1000.0;
    let middle = predict(record, frames);
    (middle - half).floor() <= record.actual && record.actual <= (middle + half).ceil()
}

/// How much of the records the shipped ranges hold, and how wide they are.
pub fn coverage(records: &[&Record]) -> String {
    let mut out = String::from("share held and median half width as shipped\n");
    for key in ["gen2", "gen3"] {
        let tokenizer = embedded().tokenizer(key).expect("it is shipped");
        let mut held = 0;
        let mut halves: Vec<f64> = Vec::new();
        for record in records.iter().filter(|record| record.way.tokenizer.key == key) {
            let range = record.measure.range(tokenizer);
            held += usize::from((range.low as f64..=range.high as f64).contains(&record.actual));
            halves.push((range.high - range.low) as f64 / 2.0 / record.actual);
        }
        halves.sort_by(f64::total_cmp);
        let (count, median) = (halves.len(), halves.get(halves.len() / 2).copied().unwrap_or(0.0));
        let share = held as f64 * 100.0 / count as f64;
        writeln!(out, "{key} {count:5}  {share:.1} %  {:.1} %", median * 100.0).expect("a string takes everything");
    }
    out
}
