//! Agents that nobody watches, and what bounds them.

use super::Site;
use crate::{calls::Workflow, value::Field};

/// Whether nothing bounds what an agent does: neither turns nor money nor time, in any case.
pub fn has_no_limit(site: &Site) -> bool {
    let request = &site.call.request;
    request.turns == Field::Absent && request.budget == Field::Absent && !site.call.around.timed
}

/// Whether an action is one of these, or a release within one (`@v1.0.3` within `@v1`).
pub fn is_action(uses: &str, actions: &[String]) -> bool {
    let within = |action: &String| {
        uses.strip_prefix(action.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    actions.iter().any(within)
}

/// Whether an action is one of these in another version, which a commit does not tell.
pub fn is_pinned(uses: &str, actions: &[String]) -> bool {
    let Some((name, version)) = uses.split_once('@') else { return false };
    let commit = version.len() == COMMIT && version.bytes().all(|byte| byte.is_ascii_hexdigit());
    commit && actions.iter().any(|action| action.split_once('@').is_some_and(|(other, _)| other == name))
}

/// Digits of a commit.
const COMMIT: usize = 40;

/// Who starts the runs of a workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Starts {
    /// Each by itself: with a push, an issue, at a time.
    Alone,
    /// A person asks for each: by hand, or with words that the workflow looks for.
    Asked,
    /// Another workflow or program does, or it is not known what does.
    Elsewhere,
}

impl Starts {
    /// Who starts the runs of a workflow.
    pub fn of(workflow: &Workflow) -> Starts {
        let all = |events: &[&str]| workflow.triggers.iter().all(|trigger| events.contains(&trigger.event.as_str()));
        match () {
            () if workflow.conditions.iter().any(|condition| asks(condition, DEPTH)) => Starts::Asked,
            () if workflow.triggers.is_empty() => Starts::Elsewhere,
            () if all(&BY_HAND) => Starts::Asked,
            () if all(&[&BY_HAND[..], &BY_OTHERS].concat()) => Starts::Elsewhere,
            () => Starts::Alone,
        }
    }
}

/// Events that are a person's wish.
const BY_HAND: [&str; 1] = ["workflow_dispatch"];
/// Events that another workflow or program brings about.
const BY_OTHERS: [&str; 2] = ["repository_dispatch", "workflow_call"];
/// What people write, at the end of the path of a property.
const WORDS: [&str; 3] = [".body", ".label.name", ".title"];

/// How deep brackets of a condition are looked into.
const DEPTH: u32 = 16;

/// Whether a condition holds only where somebody asks: in one of what must hold together, in each of its alternatives.
fn asks(condition: &str, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let all = condition.trim().trim_start_matches("${{").trim_end_matches("}}").trim();
    let alternatives = split(all, "||");
    if alternatives.len() > 1 {
        return alternatives.into_iter().all(|part| asks(part, depth));
    }
    let together = split(all, "&&");
    if together.len() > 1 {
        return together.into_iter().any(|part| asks(part, depth));
    }
    match all.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => asks(inner, depth),
        None => is_request(all),
    }
}

/// Parts of a condition between signs that stand in no brackets and no text.
fn split<'t>(condition: &'t str, sign: &str) -> Vec<&'t str> {
    let (mut parts, mut from, mut brackets, mut quoted) = (Vec::new(), 0, 0_u32, false);
    for (at, character) in condition.char_indices() {
        match character {
            '\'' => quoted = !quoted,
            '(' if !quoted => brackets += 1,
            ')' if !quoted => brackets = brackets.saturating_sub(1),
            _ if !quoted && brackets == 0 && at >= from && condition[at..].starts_with(sign) => {
                parts.push(&condition[from..at]);
                from = at + sign.len();
            }
            _ => {}
        }
    }
    parts.push(&condition[from..]);
    parts
}

/// Whether one comparison looks for what people write, or for a run that was started by hand.
fn is_request(comparison: &str) -> bool {
    let comparison = comparison.to_ascii_lowercase();
    let called = ["contains(", "startswith("].iter().find_map(|function| comparison.strip_prefix(function));
    let of = called.and_then(|given| given.split(',').next()).or(comparison.split_once("==").map(|(of, _)| of));
    let named = |property: &str| {
        let path = property.trim();
        path.starts_with("github.event.") && WORDS.iter().any(|words| path.ends_with(words))
    };
    let by_hand = || BY_HAND.iter().any(|event| comparison.ends_with(&format!("== '{event}'")));
    of.is_some_and(named) || by_hand()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calls::Trigger,
        source::{SourceId, Span},
    };

    #[test]
    fn only_words_that_people_write_and_the_workflow_wants_are_a_request() {
        for asked in [
            "contains(github.event.comment.body, '@claude')",
            "${{ startsWith(github.event.comment.body, '/review') && !github.event.issue.locked }}",
            "github.event.label.name == 'claude'",
            "contains(github.event.comment.body, 'a || (b') && (github.actor == 'a' || github.actor == 'b')",
            "(github.event_name == 'issues' && (contains(github.event.issue.body, '@claude') || \
             Contains(github.event.issue.title, '@claude'))) || github.event_name == 'workflow_dispatch'",
            "github.actor == '(' && contains(github.event.comment.body, '@claude')",
            "github.event.label.name == 'a' && (github.actor == ')' || github.actor == 'b')",
            "github.event.label.name == 'a || b'",
        ] {
            assert!(asks(asked, DEPTH), "{asked}");
        }
        for alone in [
            "",
            "((((((((((((((((((((contains(github.event.comment.body, '@claude')",
            "github.actor != 'dependabot[bot]'",
            "!contains(github.event.pull_request.title, 'WIP')",
            "! (contains(github.event.pull_request.title, 'WIP'))",
            "contains(github.event.pull_request.labels.*.name, 'review')",
            "contains(fromJSON('[\"OWNER\"]'), github.event.comment.author_association)",
            "github.event_name == 'schedule' || contains(github.event.comment.body, '@claude')",
            "contains(github.event.comment.body, '@claude') || github.event_name == 'schedule'",
            "github.actor == 'a' && github.ref == 'b'",
            "contains(steps.ask.outputs.body, '@claude')",
            "a ||| b",
        ] {
            assert!(!asks(alone, DEPTH), "{alone}");
        }
    }
    #[test]
    fn who_starts_a_workflow_is_told_by_its_events_and_conditions() {
        let of = |events: &[&str], condition: &str| {
            let trigger = |event: &&str| Trigger {
                event: (*event).into(),
                types: Vec::new(),
                filters: Vec::new(),
                crons: Vec::new(),
                at: Span::new(SourceId(0), 0, 1),
            };
            Starts::of(&Workflow {
                triggers: events.iter().map(trigger).collect(),
                conditions: vec![condition.to_owned()],
                cancels: false,
                queues: false,
                timeout_minutes: Field::Absent,
                jobs: None,
                uses: None,
                inputs: Vec::new(),
            })
        };
        assert_eq!(of(&[], ""), Starts::Elsewhere);
        assert_eq!(of(&["workflow_dispatch"], ""), Starts::Asked);
        assert_eq!(of(&["workflow_dispatch", "workflow_call"], ""), Starts::Elsewhere);
        assert_eq!(of(&["workflow_dispatch", "push"], ""), Starts::Alone);
        assert_eq!(of(&["push"], "github.event_name == 'workflow_dispatch'"), Starts::Asked);
    }

    #[test]
    fn an_action_is_pinned_by_a_commit_and_nothing_else() {
        let actions = ["anthropics/claude-code-action@beta".to_owned()];
        let commit = "0123456789abcdef0123456789abcdef01234567";
        assert!(is_pinned(&format!("anthropics/claude-code-action@{commit}"), &actions));
        for uses in [
            format!("anthropics/another@{commit}"),
            format!("anthropics/claude-code-action@{}", &commit[1..]),
            format!("anthropics/claude-code-action@{}", commit.replace('a', "z")),
            "anthropics/claude-code-action".to_owned(),
        ] {
            assert!(!is_pinned(&uses, &actions), "{uses}");
        }
    }
}
