//! Tokens for people and for programs: what a prompt comes to, by part, and how far estimates miss records.

use super::{
    Look,
    style::Style,
    table::{self, figures, words},
};
use crate::{
    estimate::{
        self, Breakdown, Calibrations, Figure, Record,
        verify::{self, Errors},
    },
    money::grouped,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// A file, counted.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The file, as it is shown.
    pub path: String,
    /// What it was read as.
    pub kind: Kind,
    /// Id of the model.
    pub model: String,
    /// The model's name for people.
    pub name: String,
    /// What it comes to.
    pub breakdown: Breakdown,
}

/// What a text is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One message of a user.
    Prompt,
    /// The same with places that are filled in later.
    Template,
    /// A request body.
    Request,
    /// Tool definitions.
    Tools,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Prompt => "prompt",
            Kind::Template => "template",
            Kind::Request => "request",
            Kind::Tools => "tools",
        }
    }
}

/// The records of a log.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// The log, as it is shown.
    pub path: String,
    /// Those that can be compared.
    pub records: Vec<Record>,
    /// How many cannot, by why.
    pub left_out: BTreeMap<&'static str, usize>,
}

/// What files come to, for people.
pub fn counts(all: &[Counted], look: &Look) -> String {
    let one = |counted: &Counted| {
        let Counted { path, kind, model, name, breakdown } = counted;
        let title = format!("{}: a {} for {name} ({model})", look.line(path), kind.name());
        let columns = [words("part", 10), figures("tokens"), figures("from"), figures("to")];
        let whole = ("all".to_owned(), breakdown.whole);
        let parts = breakdown.parts.iter().map(|(part, figure)| (part.to_string(), *figure));
        let rows: Vec<Vec<String>> = parts.chain([whole]).map(|(part, figure)| row(part, figure)).collect();
        let mut out =
            look.paint(Style::Strong, &look.wrap(&title, "", "  ")) + "\n" + &table::table(&columns, &rows, look);
        if !breakdown.open.is_empty() {
            let open: Vec<String> = breakdown.open.iter().map(ToString::to_string).collect();
            let text = format!("not all is known, and what is not is in no figure: {}", open.join(", "));
            out.push_str(&(look.wrap(&text, "", "  ") + "\n"));
        }
        out
    };
    all.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn row(part: String, figure: Figure) -> Vec<String> {
    let show = |tokens: u64| grouped(&tokens.to_string());
    vec![part, show(figure.likely), show(figure.range.low), show(figure.range.high)]
}

/// The same for programs, version 1.
pub fn counts_json(all: &[Counted]) -> String {
    let tokens = |figure: &Figure| TokensJson { low: figure.range.low, middle: figure.likely, high: figure.range.high };
    let one = |counted: &Counted| CountedJson {
        path: counted.path.clone(),
        kind: counted.kind.name(),
        model: counted.model.clone(),
        tokens: tokens(&counted.breakdown.whole),
        parts: counted
            .breakdown
            .parts
            .iter()
            .map(|(part, of)| (part.to_string(), tokens(of)))
            .map(PartJson::from)
            .collect(),
        open: counted.breakdown.open.iter().map(ToString::to_string).collect(),
    };
    json(&CountsJson { version: 1, counts: all.iter().map(one).collect() }, true)
}

/// How far estimates miss, for people: a table for each generation of the tokenizer.
pub fn errors(verified: &Verified, look: &Look) -> String {
    let columns = [
        words("records", 12),
        figures("count"),
        figures("median"),
        figures("p90"),
        figures("bias"),
        figures("inside"),
        figures("half"),
        figures("chars/4"),
        figures("p90"),
    ];
    let mut tables: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
    for ((generation, kind), errors) in verify::table(&verified.records) {
        tables.entry(generation).or_default().push(error_row(kind, &errors));
    }
    let mut out = String::new();
    for (generation, rows) in &tables {
        out.push_str(&(look.paint(Style::Strong, generation) + "\n" + &table::table(&columns, rows, look) + "\n"));
    }
    let note = "Errors in percent of what the API counted: half of the records miss by no more than the median, nine \
                of ten by no more than p90. Inside: the share that lies in its range; half: the median of half its \
                width. The last two columns are for a token every four characters.";
    out.push_str(&(look.wrap(note, "", "") + "\n"));
    out.push_str(&left_out(verified, look));
    out
}

/// What could not be compared, in one sentence; nothing where all could.
pub fn left_out(verified: &Verified, look: &Look) -> String {
    let open = verified.records.iter().filter(|record| record.kind == estimate::Kind::Open).count();
    let open = (open > 0).then_some(("media, server tools or thinking", open));
    let left_out = verified.left_out.iter().map(|(why, count)| (*why, *count)).chain(open);
    let each: Vec<String> = left_out.map(|(why, count)| format!("{count} ({why})")).collect();
    if each.is_empty() {
        return String::new();
    }
    look.wrap(
        &format!("Records of {} that cannot be compared: {}", look.line(&verified.path), each.join(", ")),
        "",
        "  ",
    ) + "\n"
}

fn error_row(kind: Option<estimate::Kind>, errors: &Errors) -> Vec<String> {
    let share = |thousandths: u64| format!("{}.{}", thousandths / 10, thousandths % 10);
    let sign = if errors.bias < 0 { "-" } else { "+" };
    vec![
        kind.map_or_else(|| "all".to_owned(), |kind| kind.to_string()),
        grouped(&errors.records.to_string()),
        share(errors.median),
        share(errors.most),
        format!("{sign}{}", share(errors.bias.unsigned_abs())),
        share(errors.within),
        share(errors.half),
        share(errors.characters.0),
        share(errors.characters.1),
    ]
}

/// A line for each record, for programs.
pub fn records_json(verified: &Verified) -> String {
    let line = |record: &Record| {
        let range = record.measure.range(record.way.tokenizer);
        let (middle, kind) = (record.measure.likely(), record.kind.to_string());
        json(
            &RecordJson { id: &record.id, low: range.low, middle, high: range.high, actual: record.actual, kind },
            false,
        )
    };
    verified.records.iter().map(line).collect()
}

/// What was written, in one sentence.
pub fn calibrated(found: &Calibrations, file: &str, look: &Look) -> String {
    let of = |model: &str| {
        let records = found.of(model).map_or(0, |calibration| calibration.records);
        format!("{model} from {records} records")
    };
    let models: Vec<String> = found.models().map(of).collect();
    let text = format!("wrote {}: {}", look.line(file), models.join(", "));
    let next = format!("put it to use with `[tokens]` and `calibration = \"{}\"` in skint.toml", look.line(file));
    format!("{}\n{}\n", look.wrap(&text, "", "  "), look.wrap(&next, "", "  "))
}

fn json(value: &impl Serialize, pretty: bool) -> String {
    let text = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    text.expect("strings and whole numbers are always JSON") + "\n"
}

#[derive(Serialize)]
struct CountsJson {
    version: u32,
    counts: Vec<CountedJson>,
}

#[derive(Serialize)]
struct CountedJson {
    path: String,
    kind: &'static str,
    model: String,
    tokens: TokensJson,
    parts: Vec<PartJson>,
    open: Vec<String>,
}

#[derive(Serialize)]
struct PartJson {
    part: String,
    tokens: TokensJson,
}

impl From<(String, TokensJson)> for PartJson {
    fn from((part, tokens): (String, TokensJson)) -> Self {
        PartJson { part, tokens }
    }
}

#[derive(Serialize)]
struct TokensJson {
    low: u64,
    middle: u64,
    high: u64,
}

#[derive(Serialize)]
struct RecordJson<'a> {
    id: &'a str,
    low: u64,
    middle: u64,
    high: u64,
    actual: u64,
    kind: String,
}
