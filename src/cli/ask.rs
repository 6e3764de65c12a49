//! `skint explain`: a rule, or a model in any of its spellings.

use super::Answer;
use crate::{
    catalog::{
        models::{self, Found},
        pages,
    },
    policy::suggest,
    report::{self, Look},
};
use jiff::civil::Date;

/// Explains a rule or a model; suggests one where there is none of the name.
pub(super) fn explain(name: &str, as_of: Date, look: &Look) -> Answer {
    let pages = pages::all();
    if let Some(page) = pages.iter().find(|page| page.name == name) {
        return Answer::says(report::pages::page(page, look));
    }
    let catalogue = models::embedded();
    let model = match catalogue.find(name) {
        Found::Known(model, _) => Some(model),
        _ => catalogue.alias(name),
    };
    if let Some(model) = model {
        return Answer::says(report::models::facts(&catalogue.row(model, as_of), as_of, look));
    }
    let ids = catalogue.all().map(|model| model.id.as_str());
    let near = suggest::nearest(name, pages.iter().map(|page| page.name.as_str()).chain(ids));
    let help = near.map_or_else(
        || "`skint rules` and `skint models` list what there is".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Answer::refuses(report::refusal(&format!("`{name}` is neither a rule nor a model"), &help, look))
}
