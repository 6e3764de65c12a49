//! The rules, a page and a file each, and how they are asked.
//!
//! A rule sees call sites with their estimates and the policy; never a syntax tree, a file or a renderer. It speaks
//! only about what is known for every value that is possible.

mod agent_loop_without_limit;
mod agent_review_on_every_push;
mod agent_run_without_limit;
mod batchable_loop;
mod cache_below_minimum;
mod cache_key_churn;
mod cap_above_model_limit;
mod cold_cache_fan_out;
mod cost_without_cache_tokens;
mod dearer_older_model;
mod disallowed_model;
mod disordered;
mod eager_tool_catalogue;
mod figures;
mod foreign_tokenizer;
mod given;
mod high_effort_pinned;
mod ignored_limit_input;
mod invalid_cache_markers;
mod large_cap_without_streaming;
mod live_call_in_test;
mod long_cache_life_in_fast_loop;
mod long_prompt_tier;
mod marked;
mod marker_on_varying_block;
mod missing_max_tokens;
pub mod month;
mod moved_input;
mod nested_retries;
mod nondeterministic_tool_order;
mod one_token_warm_up;
mod over_budget;
mod oversized_model;
mod paced;
mod prefix;
mod premium_modifier;
mod premium_subagent;
mod rejected_request;
mod retired_model;
mod retry_without_limit;
mod reuse;
mod sent;
mod server_tool_without_max_uses;
mod short_cache_life_in_batch;
mod short_cache_life_in_slow_loop;
mod small_task;
mod stale_price_constant;
#[cfg(test)]
mod tests;
mod timed_step;
mod unattended;
mod unbounded_history;
mod uncached_system_prompt;
mod unhandled_truncation;
mod unread_usage;
mod unresolved_call_site;
mod unstable_serialisation;
mod volatile_cached_prefix;
mod words;
mod workflow_agent_without_limit;

pub use figures::shape;
pub use over_budget::{Added, over_increase};

use crate::{
    calls::{CallSite, Place, unchosen},
    catalog::{Level, pages},
    diagnostic::{Confidence, Diagnostic},
    estimate::Estimate,
    policy::Policy,
    resolve::files::Files,
    source::{SourceId, Span},
};
use jiff::civil::Date;
use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

/// A call site and what its request comes to.
#[derive(Clone, Debug)]
pub struct Site {
    /// The call.
    pub call: CallSite,
    /// Its request, with every caller's values joined in.
    pub estimate: Estimate,
}

/// What rules are asked about, and what they may ask.
pub struct Context<'a> {
    /// Every call site of the tree, in order of place.
    pub sites: &'a [Site],
    /// Every file that is checked and may have to do with Claude.
    pub candidates: &'a [SourceId],
    /// What the team wants.
    pub policy: &'a Policy,
    /// The day that prices and retirements are compared with.
    pub as_of: Date,
    /// The files, for the path of a place.
    pub files: &'a dyn Files,
}

/// A rule.
pub struct Rule {
    /// Its name, and its page's.
    pub name: &'static str,
    /// Whether it looks at tests too.
    in_tests: bool,
    /// Judges the sites given, which are those of the context or those outside tests.
    check: fn(&Context<'_>, &[&Site]) -> Vec<Diagnostic>,
}

/// Every rule, sorted by name.
pub const RULES: &[Rule] = &[
    agent_loop_without_limit::RULE,
    agent_review_on_every_push::RULE,
    agent_run_without_limit::RULE,
    batchable_loop::RULE,
    cache_below_minimum::RULE,
    cache_key_churn::RULE,
    cap_above_model_limit::RULE,
    cold_cache_fan_out::RULE,
    cost_without_cache_tokens::RULE,
    dearer_older_model::RULE,
    disallowed_model::RULE,
    eager_tool_catalogue::RULE,
    foreign_tokenizer::RULE,
    high_effort_pinned::RULE,
    ignored_limit_input::RULE,
    invalid_cache_markers::RULE,
    large_cap_without_streaming::RULE,
    live_call_in_test::RULE,
    long_cache_life_in_fast_loop::RULE,
    long_prompt_tier::RULE,
    marker_on_varying_block::RULE,
    missing_max_tokens::RULE,
    nested_retries::RULE,
    nondeterministic_tool_order::RULE,
    one_token_warm_up::RULE,
    over_budget::RULE,
    oversized_model::RULE,
    premium_modifier::RULE,
    premium_subagent::RULE,
    rejected_request::RULE,
    retired_model::RULE,
    retry_without_limit::RULE,
    server_tool_without_max_uses::RULE,
    short_cache_life_in_batch::RULE,
    short_cache_life_in_slow_loop::RULE,
    stale_price_constant::RULE,
    unbounded_history::RULE,
    uncached_system_prompt::RULE,
    unhandled_truncation::RULE,
    unread_usage::RULE,
    unresolved_call_site::RULE,
    unstable_serialisation::RULE,
    volatile_cached_prefix::RULE,
    workflow_agent_without_limit::RULE,
];

/// One root cause, one finding: where the first speaks about a call, the second is silent about it.
const PRECEDENCE: &[(&str, &str)] = &[
    (cold_cache_fan_out::RULE.name, batchable_loop::RULE.name),
    (uncached_system_prompt::RULE.name, batchable_loop::RULE.name),
];

/// Everything the rules have to say, in order of place.
pub fn judge(context: &Context<'_>) -> Vec<Diagnostic> {
    let idle = unchosen(context.files, context.sites.iter().map(|site| &site.call));
    let all: Vec<&Site> = context.sites.iter().filter(|site| !idle.contains(&site.call.at)).collect();
    let outside_tests: Vec<&Site> = all.iter().copied().filter(|s| s.call.around.place != Place::Test).collect();
    let check = |rule: &Rule| (rule.check)(context, if rule.in_tests { &all } else { &outside_tests });
    let mut found: Vec<Diagnostic> = RULES.iter().flat_map(check).collect();
    found.retain(|finding| finding.level > Level::Off);
    let said: Vec<(&str, Vec<Span>)> = found.iter().map(|finding| (finding.rule, places(finding))).collect();
    found.retain(|finding| {
        let first = PRECEDENCE.iter().filter(|(_, second)| *second == finding.rule).map(|(first, _)| *first);
        !first.into_iter().any(|rule| said.iter().any(|(name, at)| *name == rule && at.contains(&finding.at)))
    });
    found.sort_by(|a, b| (a.at, a.rule, &a.message).cmp(&(b.at, b.rule, &b.message)));
    found
}

/// Joins findings that say the same about the same place: a prompt or an id that several calls use.
fn joined(found: impl Iterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut joined: BTreeMap<(Span, String), Diagnostic> = BTreeMap::new();
    for finding in found {
        match joined.entry((finding.at, finding.message.clone())) {
            Entry::Occupied(known) => known.into_mut().labels.extend(finding.labels),
            Entry::Vacant(place) => {
                place.insert(finding);
            }
        }
    }
    let mut joined: Vec<Diagnostic> = joined.into_values().collect();
    for finding in &mut joined {
        finding.labels.sort();
        finding.labels.dedup();
    }
    joined
}

/// The label that leads from what a request holds to the call that sends it; none where it stands in the call.
fn sent_from(site: &Site, at: Span) -> Vec<(Span, String)> {
    let apart = !site.call.whole.contains(at);
    apart.then(|| (site.call.at, "sent from here".to_owned())).into_iter().collect()
}

/// Every place that a finding speaks about.
fn places(finding: &Diagnostic) -> Vec<Span> {
    std::iter::once(finding.at).chain(finding.labels.iter().map(|(at, _)| *at)).collect()
}

impl Context<'_> {
    /// Path of the file that a place is in.
    fn path(&self, at: Span) -> Arc<str> {
        self.files.path(at.source)
    }

    /// What is written at a place.
    fn text(&self, at: Span) -> Option<String> {
        self.files.source(at.source).map(|source| source.slice(at).to_owned())
    }

    /// A span without what goes past its first line, which is enough to show where a long text begins.
    fn first_line(&self, span: Span) -> Span {
        let end = self.files.source(span.source).map_or(span.end, |source| source.line_around(span.start).1);
        Span { end: span.end.min(end), ..span }
    }

    /// An option of a rule that is a whole number.
    fn count(&self, rule: &Rule, option: &str, at: Span) -> u64 {
        self.policy.count(rule.name, option, &self.path(at))
    }

    /// An option of a rule that is a list.
    fn texts(&self, rule: &Rule, option: &str, at: Span) -> Vec<String> {
        self.policy.texts(rule.name, option, &self.path(at))
    }

    /// Whether the SDK of a call is one of those that a rule is about.
    fn lists_sdk(&self, rule: &Rule, call: &CallSite) -> bool {
        self.texts(rule, "sdks", call.at).iter().any(|sdk| **sdk == *call.sdk)
    }

    /// A finding about a site, to be filled in: at its call, at the rule's level, with the help of the rule's page.
    fn finding(&self, rule: &Rule, site: &Site, confidence: Confidence) -> Diagnostic {
        let help = pages::named(rule.name).and_then(|page| page.help_for(&site.call.sdk));
        Diagnostic {
            help: help.map(str::to_owned),
            function: site.call.around.function.as_ref().map(ToString::to_string),
            ..self.beside_calls(rule, site.call.at, confidence)
        }
    }

    /// The same about a place that is no call.
    fn beside_calls(&self, rule: &Rule, at: Span, confidence: Confidence) -> Diagnostic {
        let path = self.path(at);
        let help = pages::named(rule.name).and_then(|page| page.help_for(""));
        Diagnostic {
            rule: rule.name,
            level: self.policy.level(rule.name, &path),
            confidence,
            message: String::new(),
            at,
            label: String::new(),
            labels: Vec::new(),
            because: self.policy.cause(rule.name, &path),
            error_from: None,
            team: Vec::new(),
            help: help.map(str::to_owned),
            saves: None,
            fix: None,
            function: None,
            fingerprint: String::new(),
        }
    }

    /// The level that a rule proposes for this case, unless the policy has set one.
    fn proposed(&self, rule: &Rule, at: Span, proposed: Level) -> Level {
        self.policy.set_level(rule.name, &self.path(at)).unwrap_or(proposed)
    }
}
