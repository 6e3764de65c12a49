//! Files that Claude Code reads, and agent files of other tools.

use super::{calls, findings, problems, sites};
use skint::{
    calls::Cache,
    value::{Field, Piece, Value},
};

const AGENT: &str = "---\nname: reviewer\ndescription: Reviews. Example: user: \"look\"\ntools: Read, Grep\nmaxTurns: 20\n---\nYou review ${CODE}.\n";

#[test]
fn an_agent_file_is_a_site_with_or_without_a_model() {
    let with_model = AGENT.replace("tools:", "model: opus\ntools:");
    let said = sites(&[(".claude/agents/team/b.md", &with_model), (".claude/agents/a.md", AGENT)]);
    assert_eq!(
        said,
        [".claude/agents/a.md:1 claude-code-files - -", ".claude/agents/team/b.md:4 claude-code-files opus -"]
    );
    assert!(problems(&[(".claude/agents/a.md", AGENT)]).is_empty(), "a sentence with a colon is taken as it is meant");
}

#[test]
fn its_text_is_its_system_prompt_and_it_caches_by_itself() {
    let calls = calls(&[(".claude/agents/a.md", AGENT)]);
    let request = &calls[0].request;
    assert!(matches!(&request.turns, Field::Given(turns) if turns.node == Value::Int(20)));
    assert_eq!(request.cache, Cache::Automatic);
    let [Piece::Fixed { text, .. }] = request.system.blocks[0].text.pieces.as_slice() else { panic!("no holes") };
    assert_eq!(&**text, "You review ${CODE}.\n");
    let long = format!("{AGENT}{}", "Look at every line of what changed. ".repeat(2_000));
    assert!(findings(&[(".claude/agents/a.md", &long)]).is_empty(), "no marker can be set in such a file");
}

#[test]
fn agents_of_plugins_and_prompts_count_where_they_name_a_model() {
    let agent = "---\nname: a\ndescription: b\nmodel: sonnet\n---\nx\n";
    let command = "---\ndescription: b\nmodel: claude-haiku-5-5\n---\nx $ARGUMENTS\n";
    let said = sites(&[
        ("plugins/x/agents/a.md", agent),
        (".github/agents/copilot.md", agent),
        ("plugins/x/agents/copilot.agent.md", agent),
        ("docs/agents/b.md", "---\ntitle: Agents\ndescription: b\n---\nclaude\n"),
        (".claude/commands/c.md", command),
        (".claude/commands/d.md", "---\ndescription: b\n---\nclaude\n"),
        (".claude/skills/e/SKILL.md", "---\nname: e\ndescription: b\nmodel: inherit\n---\nx\n"),
        ("CLAUDE.md", "# Claude\nmodel: claude-opus-5-5\n"),
    ]);
    let expected = [
        ".claude/commands/c.md:3 claude-code-files claude-haiku-5-5 -",
        ".claude/skills/e/SKILL.md:4 claude-code-files inherit -",
        "plugins/x/agents/a.md:4 claude-code-files sonnet -",
    ];
    assert_eq!(said, expected);
}

#[test]
fn settings_name_models_and_variables() {
    let text = "{\n  \"model\": \"opus\",\n  \"env\": {\n    \"CLAUDE_CODE_SUBAGENT_MODEL\": \"claude-haiku-5-5\",\n    \"A\": \"b\"\n  }\n}";
    let said = sites(&[(".claude/settings.json", text), (".claude/settings.local.json", "{ \"permissions\": {} }")]);
    let expected = [
        ".claude/settings.json:2 claude-code-files opus -",
        ".claude/settings.json:4 claude-code-files claude-haiku-5-5 -",
    ];
    assert_eq!(said, expected);
}

#[test]
fn agent_files_of_other_tools_count_where_they_name_an_id_of_claude() {
    let front = |settings: &str| format!("---\n{settings}\n---\nDo it.\n");
    let said = sites(&[
        ("cron/a.cron.md", &front("modelSelection:\n  providerId: any\n  modelId: anthropic/claude-opus-4.7")),
        ("agents/b.md", &front("name: b\nproviderId: x\nmodelId: google/gemini-3-flash # claude-opus-5-5")),
        ("chat/c.md", &front("model: Claude Sonnet 4 (claude-sonnet-4)")),
        ("blog/d.md", "# How claude-opus-5-5 works\n\n---\nmodel: claude-opus-5-5\n---\n"),
        ("p/e.prompt", &front("model: anthropic/claude-sonnet-5-5\nconfig: { maxOutputTokens: 400 }")),
        (
            "p/f.prompty",
            &front(
                "model:\n  configuration: { type: anthropic, model: claude-haiku-5-5 }\n  parameters: { max_tokens: 9 }",
            ),
        ),
    ]);
    let expected = [
        "cron/a.cron.md:4 front-matter anthropic/claude-opus-4.7 -",
        "p/e.prompt:2 front-matter anthropic/claude-sonnet-5-5 400",
        "p/f.prompty:3 front-matter claude-haiku-5-5 9",
    ];
    assert_eq!(said, expected);
}
