//! What a policy may name.

use crate::catalog::{
    models::{self, Found},
    pages::{self, RulePage},
    policies,
};

/// What a policy may name: it knows neither the rules nor the models by itself.
pub struct Vocabulary<'a> {
    /// Pages of all rules.
    pub pages: &'a [RulePage],
    /// The catalogue's id of a model, from any way to write it; `None` for an unknown one.
    pub canonical: &'a dyn Fn(&str) -> Option<String>,
    /// Ids of all models, for suggestions.
    pub models: Vec<String>,
    /// Families of models: `haiku`, `opus`.
    pub families: Vec<String>,
    /// Policies that are part of skint, with their texts: what is recommended first.
    pub policies: &'a [(&'a str, &'a str)],
}

impl Vocabulary<'static> {
    /// What skint itself knows.
    pub fn embedded() -> Self {
        let catalogue = models::embedded();
        let mut families: Vec<String> = catalogue.all().map(|model| model.family.clone()).collect();
        families.sort();
        families.dedup();
        Vocabulary {
            pages: pages::all(),
            canonical: &|id| match models::embedded().find(id) {
                Found::Known(model, _) => Some(model.id.clone()),
                _ => None,
            },
            models: catalogue.all().map(|model| model.id.clone()).collect(),
            families,
            policies: policies::EMBEDDED,
        }
    }
}
