//! Which models a request may go to.

use super::calibration::{Calibration, Calibrations};
use crate::{
    catalog::{
        models::{Form, Found, Model, Models, ToolPrompt},
        tokenizers::{Frame, Tokenizer},
    },
    value::{Field, Value, Why},
};
use jiff::civil::Date;

/// The models that may be meant, as far as they are known.
#[derive(Clone, Debug, Default)]
pub struct Candidates<'a> {
    /// Known ones with what their spelling says, in the order in which the code names them.
    pub known: Vec<(&'a Model, Form)>,
    /// Whether it may also be another one, which is not known.
    pub partial: bool,
    /// What may choose another one than those that the code names.
    pub overridable: Option<Why>,
}

/// How a model counts.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// Its tokenizer.
    pub tokenizer: &'static Tokenizer,
    /// What it puts around texts.
    pub frame: &'static Frame,
    /// The hidden prompt that comes with tools.
    pub tool_prompt: ToolPrompt,
    /// What a team's own records say.
    pub calibration: Calibration,
}

impl Way {
    /// That of a model.
    pub fn of(models: &Models, model: &Model) -> Way {
        Way { tool_prompt: model.tool_prompt, ..Way::unnamed(models.tokenizer(model), models.frame(model)) }
    }

    /// That of a model of which no more is known.
    pub fn unnamed(tokenizer: &'static Tokenizer, frame: &'static Frame) -> Way {
        Way { tokenizer, frame, tool_prompt: ToolPrompt::default(), calibration: Calibration::default() }
    }

    /// The same, corrected where there is a correction.
    #[must_use]
    pub fn calibrated(self, calibration: Option<Calibration>) -> Way {
        Way { calibration: calibration.unwrap_or_default(), ..self }
    }
}

impl<'a> Candidates<'a> {
    /// Those that a field names.
    pub fn of(models: &'a Models, field: &Field) -> Candidates<'a> {
        let mut candidates = Candidates::default();
        match field {
            Field::Given(value) => value.node.possibilities().for_each(|value| candidates.add(models, value)),
            Field::Absent | Field::Unseen(_) => {}
        }
        candidates.partial |= candidates.known.is_empty();
        candidates
    }

    /// Whether nothing at all is known.
    pub fn none_known(&self) -> bool {
        self.known.is_empty()
    }

    /// How it may be counted: as each of the known models does, and as every served one where it may be another.
    pub fn ways(&self, models: &'a Models, as_of: Date, calibrations: &Calibrations) -> Vec<Way> {
        let of = |model: &Model| Way::of(models, model).calibrated(calibrations.of(&model.id));
        let mut all: Vec<Way> = self.known.iter().map(|(model, _)| of(model)).collect();
        if self.partial {
            let other = |(tokenizer, frame)| Way::unnamed(tokenizer, frame);
            all.extend(models.ways(as_of).into_iter().map(other));
        }
        all
    }

    fn add(&mut self, models: &'a Models, value: &Value) {
        match value {
            Value::Default(inner, why) => {
                self.overridable.get_or_insert_with(|| why.clone());
                inner.possibilities().for_each(|value| self.add_one(models, value));
            }
            other => self.add_one(models, other),
        }
    }

    fn add_one(&mut self, models: &'a Models, value: &Value) {
        match value.as_str().map(|id| models.find(&id)) {
            Some(Found::Known(model, form)) => {
                if !self.known.iter().any(|(known, as_form)| known.id == model.id && *as_form == form) {
                    self.known.push((model, form));
                }
            }
            _ => self.partial = true,
        }
    }
}
