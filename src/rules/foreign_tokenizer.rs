//! `foreign-tokenizer`: another vendor's tokenizer beside calls of Claude and of nobody else.

use super::{Context, Rule, Site};
use crate::{
    diagnostic::{Confidence, Diagnostic},
    source::{At, SourceId},
    value::Name,
};
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule { name: "foreign-tokenizer", in_tests: false, check };

fn check(context: &Context<'_>, sites: &[&Site]) -> Vec<Diagnostic> {
    let mut told: BTreeSet<SourceId> = BTreeSet::new();
    let first = sites.iter().filter(|site| told.insert(site.call.at.source));
    first.filter_map(|site| judged(context, site)).collect()
}

fn judged(context: &Context<'_>, site: &Site) -> Option<Diagnostic> {
    let call = &site.call;
    let texts = |option: &str| context.texts(&RULE, option, call.at);
    if !context.lists_sdk(&RULE, call) {
        return None;
    }
    let tokenizer = imported(&call.imports, &texts("tokenizers"))?;
    // Whoever talks to several models may count for another one.
    if imported(&call.imports, &texts("others")).is_some() || names_another(context, site, &texts("words")) {
        return None;
    }
    Some(Diagnostic {
        message: format!(
            "`{}` counts tokens of another vendor's models; Claude's tokenizer makes more of the same text",
            tokenizer.node
        ),
        at: context.first_line(tokenizer.span),
        label: "no count of what Claude is sent".to_owned(),
        labels: vec![(call.at, "the only model that this file calls".to_owned())],
        ..context.finding(&RULE, site, Confidence::Medium)
    })
}

/// The first import of one of some packages, or of something in one.
fn imported<'a>(imports: &'a [At<Name>], packages: &[String]) -> Option<&'a At<Name>> {
    imports.iter().find(|import| {
        packages.iter().any(|package| {
            let rest = import.node.strip_prefix(package.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/']))
        })
    })
}

fn names_another(context: &Context<'_>, site: &Site, words: &[String]) -> bool {
    let source = context.files.source(site.call.at.source);
    source.is_none_or(|source| words.iter().any(|word| source.text.contains(word.as_str())))
}
