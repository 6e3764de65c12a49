//! Policies: mistakes are told within the text, and what is right is asked for everything.

use super::{AS_OF, project, reports, text, tree};
use skint::{
    policy::{Policy, Vocabulary},
    report::{self, Look},
};

/// Paths that are asked about.
const PATHS: [&str; 4] = ["a.py", "src/api/b.ts", "src/api/é c.py", "deep/er/and/deeper/d.go"];

/// Reads a policy, and judges a call by it.
pub(crate) fn run(bytes: &[u8]) {
    let text = text(bytes);
    project::in_time(text.len(), "the policy", || match Policy::parse("skint.toml", &text, &Vocabulary::embedded()) {
        Ok(policy) => ask(&policy),
        Err(errors) => {
            assert!(!errors.errors.is_empty(), "it says why not");
            for error in &errors.errors {
                let range = &error.range;
                assert!(range.start <= range.end && range.end <= text.len(), "{range:?} of {} bytes", text.len());
            }
            reports::harmless("text", &report::mistakes(&errors, &Look::PLAIN));
        }
    });
}

fn ask(policy: &Policy) {
    for path in PATHS {
        let _ = (policy.scans(path), policy.models_at(path, AS_OF).is_some());
        for page in skint::catalog::pages::all() {
            let _ = (policy.level(&page.name, path), policy.words(&page.name, path), policy.cause(&page.name, path));
        }
        let _ = policy.effective(path).len();
    }
    let _ = (policy.expired(AS_OF), policy.unmatched(PATHS.into_iter()));
    let call = "import anthropic\nclient = anthropic.Anthropic()\n\ndef ask(text):\n    return client.messages.create(\
                model=\"claude-opus-5-5\", messages=[{\"role\": \"user\", \"content\": text}])\n";
    let texts = tree::Texts::from([(PATHS[0].to_owned(), call.to_owned())]);
    project::check(&texts, policy);
}
