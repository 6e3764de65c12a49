//! What a scan does with an example, from files in memory to text.

use super::tree::Tree;
use jiff::civil::{Date, date};
use skint::{
    calls::{self, CallSite},
    catalog::{models, pages, sdks},
    diagnostic::Diagnostic,
    estimate::{Shape, estimate},
    policy::{Policy, Vocabulary},
    report::{Coverage, Look, Outcome, text},
    resolve::{Wanted, files::Files, resolve},
    rules::{Context, Site, judge},
};
use std::sync::Arc;

/// The day on which the pages are true.
const AS_OF: Date = date(2026, 11, 22);

/// What the rules find in some files, one of which may be the policy.
pub fn findings(tree: &Tree) -> Vec<Diagnostic> {
    let sdks = sdks::embedded();
    let packages = sdks.pages().iter().flat_map(|page| &page.modules).map(|module| module.as_str().into()).collect();
    let wanted = Wanted { calls: sdks.call_names().clone(), packages };
    let resolved = resolve(tree, &tree.code(), &wanted);
    let sites: Vec<Site> = calls::find(&resolved, tree).into_iter().map(estimated).collect();
    judge(&Context { sites: &sites, policy: &policy(tree), as_of: AS_OF, files: tree })
}

fn estimated(call: CallSite) -> Site {
    let (operation, platform) = (call.operation, call.platform);
    let shape = Shape { operation, platform, absent_cap: call.absent_cap.clone() };
    Site { estimate: estimate(&call.request, &shape, AS_OF), call }
}

fn policy(tree: &Tree) -> Policy {
    let Some(source) = tree.find("skint.toml").and_then(|id| tree.source(id)) else {
        return Policy::embedded(pages::embedded());
    };
    let models = models::embedded();
    let canonical = |id: &str| match models.find(id) {
        models::Found::Known(model, _) => Some(model.id.clone()),
        _ => None,
    };
    let mut families: Vec<String> = models.all().map(|model| model.family.clone()).collect();
    families.sort();
    families.dedup();
    let known = Vocabulary {
        pages: pages::embedded(),
        canonical: &canonical,
        models: models.all().map(|model| model.id.clone()).collect(),
        families,
    };
    Policy::parse("skint.toml", &source.text, &known).expect("the policy of an example is right")
}

/// Findings as `skint check --quiet` prints them to a log.
pub fn printed(tree: &Arc<Tree>, findings: Vec<Diagnostic>) -> String {
    let sources = Arc::clone(tree);
    let outcome = Outcome {
        findings,
        sites: Vec::new(),
        problems: tree.problems.clone(),
        idle: Vec::new(),
        coverage: Coverage::default(),
        source: Box::new(move |id| sources.source(id)),
    };
    let shown = text::check(&outcome, &Look { quiet: true, ..Look::PLAIN });
    format!("{}\n", shown.trim_end())
}
