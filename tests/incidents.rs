//! What has happened to others: each incident that a page tells of stands there as a minimal example that is flagged, and
//! as the same code after the change that mended it, which is not.

#[path = "pages/example.rs"]
#[allow(dead_code)] // what a page prints does not matter here
mod example;

use example::{Example, read};
use skint::catalog::pages::named;

/// Where it was told, the page, and the titles of the examples before and after. Sorted by where it was told.
const INCIDENTS: &[(&str, &str, &str, &str)] = &[
    ("10-X-eng/vibecad/issues/177", "nested-retries", "Python: a decorator", "Python: the client does not try again"),
    ("VoltAgent/awesome-claude-code-subagents/issues/280", "premium-subagent", "The family", "The session's model"),
    (
        "anthropics/anthropic-sdk-python/issues/975",
        "retry-without-limit",
        "Python: until it is valid",
        "Python: three attempts",
    ),
    (
        "anthropics/claude-code/issues/61704",
        "agent-run-without-limit",
        "Python: an agent for each issue",
        "Python: a limit in money",
    ),
    (
        "code-yeongyu/senpi/issues/1510",
        "cache-key-churn",
        "TypeScript: a cheaper model after the first turn",
        "TypeScript: the last message says so",
    ),
    (
        "damianvtran/local-operator/issues/532",
        "short-cache-life-in-slow-loop",
        "Python: every half hour",
        "Python: an entry that lives an hour",
    ),
    (
        "fazer-ai/agents/issues/127",
        "unbounded-history",
        "Python: an object that remembers everything",
        "Python: the oldest go",
    ),
    (
        "joshuadavidthomas/opencode-agent-memory/issues/29",
        "volatile-cached-prefix",
        "Python: the time comes first",
        "Python: the time comes last",
    ),
    (
        "langchain-ai/deepagents/issues/2497",
        "nondeterministic-tool-order",
        "Python: a file for each tool",
        "Python: sorted",
    ),
    (
        "langchain-ai/deepagents/issues/5528",
        "eager-tool-catalogue",
        "Python: two dozen",
        "Python: they wait until they are looked for",
    ),
    (
        "larsderidder/context-lens/issues/14",
        "stale-price-constant",
        "Python: reads from the cache became cheaper",
        "Python: the prices of the day",
    ),
    (
        "mastra-ai/mastra/issues/15718",
        "unhandled-truncation",
        "Python: the parser gets half of it",
        "Python: asked why it ended",
    ),
    (
        "maximhq/bifrost/pull/2082",
        "unstable-serialisation",
        "Python: a dict that a set filled, as JSON",
        "Python: sorted keys",
    ),
    ("mozilla-ai/otari/issues/594", "server-tool-without-max-uses", "Python: a search", "Python: three searches"),
    (
        "nugget/thane-ai-agent/issues/804",
        "nondeterministic-tool-order",
        "Python: only once each",
        "Python: sorted at the end",
    ),
    (
        "openwrt/openwrt/pull/22556",
        "agent-review-on-every-push",
        "A pull request's own events",
        "Once, when it is opened",
    ),
    (
        "sjnims/cc-plugin-eval/issues/93",
        "workflow-agent-without-limit",
        "A review of every pull request",
        "The job has a timeout",
    ),
    ("stanfordnlp/dspy/issues/10216", "unstable-serialisation", "Python: names joined", "Python: sorted"),
    (
        "vercel/eve/issues/595",
        "marker-on-varying-block",
        "Python: the question is marked",
        "Python: the marker ends what stays the same",
    ),
    (
        "voodootikigod/adlc/pull/273",
        "cold-cache-fan-out",
        "Python: a function for each",
        "Python: the first one goes out alone",
    ),
    (
        "wanxingai/LightAgent/issues/70",
        "agent-loop-without-limit",
        "Python: until no tool is wanted",
        "Python: a number of turns",
    ),
];

#[test]
fn what_happened_to_others_is_flagged_before_the_change_and_not_after() {
    assert!(INCIDENTS.is_sorted());
    for (told, page, before, after) in INCIDENTS {
        let text = named(page).expect("it is the name of a rule").text;
        assert!(text.contains(&format!("https://github.com/{told}")), "{page} does not tell of {told}");
        let examples = read(text);
        let find = |title: &str, flagged: bool| {
            let found = examples.iter().find(|example| example.title == title && example.flagged == flagged);
            lines(found.unwrap_or_else(|| panic!("{page}: no `{title}` where it belongs")))
        };
        let (old, new) = (find(before, true), find(after, false));
        let kept = new.iter().filter(|line| old.contains(line)).count();
        assert!(kept * 2 >= new.len(), "{page}: of `{after}`, {kept} of {} lines stand in `{before}`", new.len());
        assert_ne!(old, new);
    }
}

/// The lines of an example's files that say something.
fn lines(example: &Example) -> Vec<&str> {
    let all = example.files.iter().flat_map(|(_, text)| text.lines());
    all.map(str::trim).filter(|line| !line.is_empty()).collect()
}
