//! Recorded requests: a line of JSON each, with what the API counted.

use super::{
    candidates::Way,
    count::Tally,
    input::{Input, Part},
    measure::{Counts, Measure},
};
use crate::catalog::{
    models::{Found, Model, Models},
    tokenizers,
};
use serde_json::Value as Json;

/// A recorded request with its estimate.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its name in the log, or else its line.
    pub id: String,
    /// Canonical id of the model, where it is known.
    pub model: Option<String>,
    /// Name of the tokenizer's generation, for people.
    pub generation: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// How it counts.
    pub way: Way,
    /// What it comes to.
    pub measure: Measure,
    /// Characters of its texts.
    pub characters: u64,
    /// What the API counted.
    pub actual: u64,
}

/// What a request holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Text in Latin script.
    Prose,
    /// Text with more signs than words: source code, JSON.
    Code,
    /// Text of which a good part is in another script.
    OtherScripts,
    /// Tools.
    Tools,
    /// Calls of tools.
    ToolCalls,
    /// An answer, rather than a request.
    Answer,
    /// Parts that no estimate covers: media, server tools, thinking.
    Open,
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Kind::Prose => "prose",
            Kind::Code => "code",
            Kind::OtherScripts => "other scripts",
            Kind::Tools => "tools",
            Kind::ToolCalls => "tool calls",
            Kind::Answer => "answers",
            Kind::Open => "not all counted",
        })
    }
}

impl Record {
    /// What a line holds; in a few words why that cannot be compared, otherwise.
    pub fn of(line: &Json, number: usize, models: &Models) -> Result<Record, &'static str> {
        let id = line.get("id").and_then(Json::as_str).map_or_else(|| number.to_string(), str::to_owned);
        let answer = line.get("text").and_then(Json::as_str).filter(|_| line.get("messages").is_none());
        let request = [line.get("request"), line.get("body"), Some(line)].into_iter().flatten();
        let input = match answer {
            Some(text) => Input::of_prompt(text.into()),
            None => request.into_iter().find_map(Input::of_body).ok_or("no request")?,
        };
        let (model, way) = model_of(line, models)?;
        let actual = actual(line, answer.is_some()).ok_or("no count")?;
        let mut measure = input.measure(&way);
        if answer.is_some() {
            measure.frame = way.frame.answer;
        }
        let clean = line.get("clean").and_then(Json::as_bool).unwrap_or(true);
        let kind = if answer.is_some() { Kind::Answer } else { kind(&input, &measure.content, clean) };
        let characters = input.characters();
        let generation = way.tokenizer.name.as_str();
        Ok(Record {
            id,
            model: model.map(|model| model.id.clone()),
            generation,
            kind,
            way,
            measure,
            characters,
            actual,
        })
    }
}

/// The model that answered. Where the catalogue does not have it, the log may still say how it counts.
fn model_of<'m>(line: &Json, models: &'m Models) -> Result<(Option<&'m Model>, Way), &'static str> {
    let of = |holder: Option<&Json>| holder?.get("model")?.as_str().map(str::to_owned);
    let named = [of(Some(line)), of(line.get("response")), of(line.get("request")), of(line.get("body"))];
    let found = named.into_iter().flatten().find_map(|id| match models.find(&id) {
        Found::Known(model, _) => Some(model),
        _ => None,
    });
    if let Some(model) = found {
        return Ok((Some(model), Way::of(models, model)));
    }
    let generation = line.get("generation").and_then(Json::as_str).ok_or("no known model")?;
    let (tokenizer, frame) = tokenizers::embedded().generation(generation).ok_or("no known model")?;
    Ok((None, Way::unnamed(tokenizer, frame)))
}

/// What the API counted: all of the prompt, read from the cache or not.
fn actual(line: &Json, answer: bool) -> Option<u64> {
    let figure = |holder: Option<&Json>, key: &str| holder?.get(key)?.as_u64();
    let usage = line.get("usage").or_else(|| line.get("response")?.get("usage"));
    if answer {
        return figure(Some(line), "output_tokens").or_else(|| figure(usage, "output_tokens"));
    }
    figure(Some(line), "input_tokens").or_else(|| {
        let cached =
            ["cache_creation_input_tokens", "cache_read_input_tokens"].map(|key| figure(usage, key).unwrap_or(0));
        cached.into_iter().try_fold(figure(usage, "input_tokens")?, u64::checked_add)
    })
}

fn kind(input: &Input, content: &Tally, clean: bool) -> Kind {
    let Counts { tools, tool_uses, .. } = input.counts;
    match () {
        () if !clean || !input.open.is_empty() || !input.media.is_empty() => Kind::Open,
        // Their figures are published for few models, and not exact.
        () if !input.tools.defined.is_empty() => Kind::Open,
        () if tool_uses > 0 => Kind::ToolCalls,
        () if tools > 0 => Kind::Tools,
        () if content.other > (content.words + content.signs) / 6 => Kind::OtherScripts,
        () if content.signs > content.words => Kind::Code,
        () => Kind::Prose,
    }
}

impl Input {
    /// Characters of all texts, those of tools as they are rendered.
    pub fn characters(&self) -> u64 {
        self.texts.iter().map(|(_, content)| content.characters()).sum::<u64>() + self.tools.content.characters()
    }

    /// Each part with what it comes to, in the order in which it is sent.
    pub fn by_part(&self, way: &Way) -> Vec<(Part, Measure)> {
        let texts = self.texts.iter().map(|(part, content)| (*part, Measure::of(content.tally(way.tokenizer))));
        let tools = self.tools.content.tally(way.tokenizer);
        let beside =
            [(Part::ToolPrompt, self.hidden(way.tool_prompt)), (Part::Media, self.media.tokens(way.tokenizer))];
        let mut all: Vec<(Part, Measure)> = vec![(Part::Tools, Measure { tools, ..Measure::of(tools) })];
        all.extend(beside.map(|(part, beside)| (part, Measure { beside, ..Measure::default() })));
        all.extend(texts);
        all.push((Part::Frame, Measure { frame: self.counts.thousandths(way.frame), ..Measure::default() }));
        all.retain(|(_, measure)| measure.middle() > 0 || measure.beside.high > 0);
        all.sort_by_key(|(part, _)| *part);
        all
    }
}
