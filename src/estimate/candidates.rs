//! Which models a request may go to.

use crate::{
    catalog::models::{Form, Found, Frame, Model, Models, Tokenizer},
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

    /// The tokenizers that may count: of the known models, and of every served one where it may be another.
    pub fn tokenizers(&self, models: &'a Models, as_of: Date) -> Vec<&'a Tokenizer> {
        let mut all: Vec<&Tokenizer> = self.known.iter().map(|(model, _)| models.tokenizer(model)).collect();
        if self.partial {
            all.extend(models.tokenizers(as_of));
        }
        all
    }

    /// The frames that texts may stand in, in the same way.
    pub fn frames(&self, models: &'a Models, as_of: Date) -> Vec<&'a Frame> {
        let mut all: Vec<&Frame> = self.known.iter().map(|(model, _)| models.frame(model)).collect();
        if self.partial {
            all.extend(models.frames(as_of));
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
