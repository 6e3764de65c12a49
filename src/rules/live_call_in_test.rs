//! `live-call-in-test`: a test that pays each time it runs.

use super::{Context, Rule, Site};
use crate::{
    calls::{Operation, Place},
    diagnostic::{Confidence, Diagnostic},
    source::SourceId,
    syntax::Language,
};

pub(super) const RULE: Rule = Rule { name: "live-call-in-test", in_tests: true, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let live = sites.iter().filter(|site| is_live(site) && is_run_by_default(context, site));
    live.filter(|site| !is_guarded(context, site)).map(|site| finding(context, site)).collect()
}

/// Whether a test sends the request with a client that it, or its file, makes itself.
fn is_live(site: &Site) -> bool {
    let call = &site.call;
    call.around.place == Place::Test && call.operation == Operation::Message && call.client_made
}

/// Whether a test runner takes the file up by its name, and the call stands in a test rather than in a helper of it.
fn is_run_by_default(context: &Context<'_>, site: &Site) -> bool {
    let path = context.path(site.call.at);
    let file = path.rsplit('/').next().unwrap_or_default();
    match site.call.language {
        Language::Python => {
            let function = site.call.around.function.as_deref().unwrap_or_default();
            let test = function.rsplit('.').next().is_some_and(|name| name.starts_with("test"));
            test && (file.starts_with("test_") || file.ends_with("_test.py"))
        }
        Language::TypeScript | Language::JavaScript => {
            site.call.around.function.is_none() && (file.contains(".test.") || file.contains(".spec."))
        }
        _ => false,
    }
}

/// Whether the file, its path or what runs before it says anything of replacing, recording or leaving out calls.
fn is_guarded(context: &Context<'_>, site: &Site) -> bool {
    let at = site.call.at;
    let words = context.texts(&RULE, "guards", at);
    let says = |text: &str| {
        let text = text.to_lowercase();
        words.iter().any(|word| text.contains(word.as_str()))
    };
    let holds = |id: SourceId| context.files.source(id).is_none_or(|source| says(&source.text));
    let setups = context.texts(&RULE, "setups", at);
    let before = setups.iter().flat_map(|name| context.files.named(name));
    says(&context.path(at)) || holds(at.source) || before.into_iter().any(holds)
}

fn finding(context: &Context<'_>, site: &Site) -> Diagnostic {
    Diagnostic {
        message: "each run of the tests sends this request, and pays for it".to_owned(),
        label: "nothing replaces it".to_owned(),
        ..context.finding(&RULE, site, Confidence::Medium)
    }
}
