//! `long-prompt-tier`: a prompt past the length where every token costs more.

use super::{Context, Rule, Site, figures, given::certain_models, words};
use crate::{
    calls::Operation,
    diagnostic::{Confidence, Diagnostic},
    money::grouped,
};

pub(super) const RULE: Rule = Rule { name: "long-prompt-tier", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    sites.iter().filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let asks = matches!(site.call.operation, Operation::Message | Operation::Batch | Operation::Agent);
    let models = certain_models(&site.call.request);
    let tier = figures::long_prompt(&models, context.as_of).filter(|_| asks)?;
    let input = site.estimate.input;
    (input.low > tier.tokens).then(|| Diagnostic {
        message: format!(
            "about {} tokens of this prompt are there in every call: over {} all tokens of the request cost {} times as \
             much on {}, cached ones and the answer too",
            words::tokens(input),
            grouped(&tier.tokens.to_string()),
            tier.times,
            figures::names(&models)
        ),
        label: "at the price of long prompts".to_owned(),
        ..context.finding(&RULE, site, Confidence::High)
    })
}
