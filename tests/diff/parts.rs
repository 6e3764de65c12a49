//! Parts of a request whose change is not in the few words that they are shown in.

use super::{
    Repository, call,
    requests::{after, changes, only},
    small,
};

/// Parts that differ between two calls that are written so.
fn parts(name: &str, before: &str, now: &str) -> Vec<String> {
    only(&after(name, &[("a.py", before)], &[("a.py", now)]))
}

#[test]
fn another_platform_is_another_interface() {
    let bedrock = small().replace("anthropic.Anthropic()", "anthropic.AnthropicBedrock()");
    assert_eq!(parts("platform", &small(), &bedrock), ["interface"]);
}

#[test]
fn a_marker_that_moves_changes_what_is_cached() {
    let marked = |at: usize| {
        let mark = |block: usize| {
            if block == at { ", \"cache_control\": {\"type\": \"ephemeral\"}" } else { "" }
        };
        let block = |block: usize| format!("{{\"type\": \"text\", \"text\": \"Part {block}.\"{}}}", mark(block));
        let blocks: Vec<String> = (0..3).map(block).collect();
        call(&format!("model=\"claude-haiku-5-5\", max_tokens=500, system=[{}], ", blocks.join(", ")))
    };
    assert_eq!(parts("marker-moved", &marked(2), &marked(0)), ["caching"]);
    // A block before or after it leaves it where it is.
    let more = marked(2).replace("system=[", "system=[{\"type\": \"text\", \"text\": \"First.\"}, ");
    assert_eq!(parts("marker-kept", &marked(2), &more), ["system prompt"]);
}

#[test]
fn what_changes_at_the_end_of_a_long_value_is_seen() {
    let tool = "t".repeat(100);
    let chosen = |name: &str| {
        let choice = format!("tool_choice={{\"type\": \"tool\", \"name\": \"{tool}{name}\"}}");
        call(&format!("model=\"claude-haiku-5-5\", max_tokens=500, {choice}, "))
    };
    assert_eq!(parts("long-choice", &chosen("a"), &chosen("b")), ["tool choice"]);
    // What is written otherwise and says nothing either way is no change.
    let nothing = small().replace("max_tokens=500, ", "max_tokens=500, service_tier=None, ");
    assert_eq!(changes(&after("nothing", &[("a.py", &small())], &[("a.py", &nothing)])), []);
}

#[test]
fn a_caller_that_is_written_like_another_one_is_new_all_the_same() {
    let wrapper = "import anthropic\n\n\ndef chat(prompt):\n    return anthropic.Anthropic().messages.create(\
                   model=\"claude-haiku-5-5\", max_tokens=1000, messages=[{\"role\": \"user\", \"content\": prompt}])\n";
    let caller = "from llm import chat\n\n\ndef one():\n    return chat(\"Say something.\")\n";
    let more = format!("{caller}\n\ndef two():\n    return chat(\"Say something.\")\n");
    let diff = after("same-caller", &[("llm.py", wrapper), ("app.py", caller)], &[("app.py", &more)]);
    assert_eq!(changes(&diff), [("added".into(), "app.py".into(), vec![])], "{diff:#}");
    assert_eq!(diff["changes"][0]["function"], "two");
}

#[test]
fn files_without_calls_are_not_read_to_see_whether_they_were_renamed() {
    let repository = Repository::new("renamed-data", &[("a.py", &small()), ("old.bin", "one\ntwo\n")]);
    let blob = repository.git(&["rev-parse", "HEAD:old.bin"]);
    repository.commit(&[("a.py", &small().replace("500", "900")), ("old.bin", ""), ("new.bin", "one\n")]);
    let object = repository.0.join(".git/objects").join(&blob[..2]).join(&blob[2..]);
    std::fs::remove_file(object).expect("it is loose");
    let (status, out, err) = repository.skint(&["diff", "HEAD~1..HEAD"]);
    assert!(status == Some(0) && out.contains("changed a.py:7 ask"), "{out}{err}");
}

#[test]
fn what_a_tool_does_here_is_no_part_of_what_is_sent() {
    let tools = "import { anthropic } from '@ai-sdk/anthropic';\nimport { generateText, tool } from 'ai';\nimport { z } from 'zod';\n\n\
                 const read = tool({\n  description: 'Reads a file.',\n  inputSchema: z.object({ path: z.string() }),\n  \
                 execute: async ({ path }) => path,\n});\n\n\
                 export async function ask(prompt: string) {\n  \
                 return generateText({ model: anthropic('claude-haiku-5-5'), tools: { read }, prompt });\n}\n";
    let guarded = tools.replace("  execute", "  needsApproval: ({ path }) => path.startsWith('.env'),\n  execute");
    assert_eq!(changes(&after("tool-guarded", &[("a.ts", tools)], &[("a.ts", &guarded)])), []);
    let described = tools.replace("Reads a file.", "Reads a whole file.");
    assert_eq!(only(&after("tool-described", &[("a.ts", tools)], &[("a.ts", &described)])), ["tools"]);
    // The same where a function may put others in their place.
    let agent = |text: &str| {
        let text = text.replace("generateText, tool", "ToolLoopAgent, tool");
        text.replace("generateText({", "new ToolLoopAgent({ prepareCall: ({ options, ...rest }) => rest,")
            .replace(", prompt }", " }")
    };
    let [one, other] = [tools, &described].map(agent);
    assert_eq!(only(&after("tool-default", &[("a.ts", &one)], &[("a.ts", &other)])), ["tools"]);
}

#[test]
fn a_first_caller_shows_more_of_a_call_and_changes_nothing_of_it() {
    let wrapper = "import anthropic\n\n\ndef chat(prompt, rules):\n    return anthropic.Anthropic().messages.create(\
                   model=\"claude-haiku-5-5\", max_tokens=1000, system=rules, messages=[{\"role\": \"user\", \"content\": prompt}])\n";
    let caller = "from llm import chat\n\n\ndef one():\n    return chat(\"Say something.\", \"Be brief.\")\n";
    let repository = Repository::new("first-caller", &[("llm.py", wrapper), ("app.py", "x = 1\n")]);
    let diff = repository.commit(&[("app.py", caller)]).last();
    assert_eq!(changes(&diff), [("added".into(), "app.py".into(), vec![])], "{diff:#}");
    // What changes in the wrapper itself beside it is told all the same.
    let dear = wrapper.replace("1000", "9000");
    repository.commit(&[("app.py", "x = 1\n")]).commit(&[("app.py", caller), ("llm.py", &dear)]);
    let mut found = changes(&repository.last());
    found.sort();
    assert_eq!(found[0], ("added".into(), "app.py".into(), vec![]));
    assert!(found[1].1 == "llm.py" && found[1].2.contains(&"output cap".to_owned()), "{found:?}");
}
