//! Commands in Makefiles, Dockerfiles and scripts of a `package.json`.

use super::{calls, problems, sites};
use skint::value::{Field, Value};
use std::fmt::Write;

#[test]
fn recipes_of_a_makefile_run_what_make_fills_in() {
    let text = include_str!("../languages/makefile/agents.mk");
    let expected = [
        "mk/agents.mk:23 claude-cli claude-opus-5-5* -",
        "mk/agents.mk:25 claude-cli claude-haiku-5-5* -",
        "mk/agents.mk:27 claude-cli claude-haiku-5-5* -",
        "mk/agents.mk:30 claude-cli claude-haiku-5-5* -",
        "mk/agents.mk:34 raw-http claude-opus-5-5 64",
    ];
    assert_eq!(sites(&[("mk/agents.mk", text)]), expected);
    for (name, text) in [("Makefile", text.replace('\n', "\r\n")), ("GNUmakefile", format!("\u{feff}{text}"))] {
        let lines: Vec<String> = expected.iter().map(|line| line.replace("mk/agents.mk", name)).collect();
        assert_eq!(sites(&[(name, &text)]), lines);
    }
    let calls = calls(&[("Makefile", text)]);
    assert!(matches!(&calls[0].request.turns, Field::Given(turns) if turns.node == Value::Int(5)), "{calls:#?}");
}

#[test]
fn a_variable_that_make_may_set_in_several_ways_is_unknown() {
    for settings in [
        "MODEL = claude-opus-5-5\nMODEL = claude-haiku-5-5\n",
        "ifdef CI\nMODEL = claude-opus-5-5\nendif\n",
        "MODEL = claude\nMODEL += -opus\n",
        "ask: MODEL = claude-opus-5-5\n",
        "MODEL := $(shell cat model)\n",
        "MODEL != cat model\n",
        "",
    ] {
        let text = format!("{settings}ask:\n\tclaude -p hi --model $(MODEL)\n");
        let said = sites(&[("Makefile", &text)]);
        assert!(said.len() == 1 && said[0].ends_with(" claude-cli ? -"), "{text}: {said:?}");
    }
}

#[test]
fn a_dockerfile_runs_commands_in_every_form() {
    let text = include_str!("../languages/dockerfile/agent.dockerfile");
    let expected = [
        "Dockerfile:11 claude-cli claude-opus-5-5* -",
        "Dockerfile:14 claude-cli sonnet -",
        "Dockerfile:16 claude-cli claude-haiku-5-5 -",
        "Dockerfile:18 claude-cli claude-haiku-5-5 -",
        "Dockerfile:19 claude-cli claude-haiku-5-5 -",
        "Dockerfile:23 claude-cli claude-haiku-5-5 -",
        "Dockerfile:27 claude-cli ? -",
    ];
    assert_eq!(sites(&[("Dockerfile", text)]), expected);
    assert_eq!(sites(&[("Dockerfile", &text.replace('\n', "\r\n"))]), expected);
    for name in ["Dockerfile.dev", "app.Dockerfile", "app.dockerfile", "Containerfile", "docker/containerfile"] {
        assert_eq!(sites(&[(name, text)]).len(), expected.len(), "{name}");
    }
}

#[test]
fn scripts_of_a_package_are_commands() {
    let text = r#"{
  "name": "agents",
  "scripts": {
    "install-claude": "npm install -g @anthropic-ai/claude-code",
    "chat": "claude --model opus",
    "fix": "claude -p \"Fix the tests\" --model claude-opus-5-5 --max-turns 5",
    "review": "git diff | npx -y @anthropic-ai/claude-code --print --model claude-haiku-5-5",
    "ask": "curl https://api.anthropic.com/v1/messages -d '{\"model\": \"claude-opus-5-5\", \"max_tokens\": 64}'"
  },
  "dependencies": { "@anthropic-ai/claude-code": "^2.1.0", "x": "claude -p x" }
}
"#;
    let expected = [
        "web/package.json:6 claude-cli claude-opus-5-5 -",
        "web/package.json:7 claude-cli claude-haiku-5-5 -",
        "web/package.json:8 raw-http claude-opus-5-5 64",
    ];
    assert_eq!(sites(&[("web/package.json", text), ("web/other.json", text)]), expected);
    assert_eq!(sites(&[("web/package.json", &text.replace('\n', "\r\n"))]), expected);
    let calls = calls(&[("package.json", text)]);
    assert!(matches!(&calls[0].request.turns, Field::Given(turns) if turns.node == Value::Int(5)));
}

#[test]
fn what_only_installs_or_talks_about_claude_is_no_call() {
    for (name, text) in [
        ("Dockerfile", "FROM node\nRUN npm install -g @anthropic-ai/claude-code && claude --version\n"),
        ("Dockerfile", "FROM node\nRUN mkdir -p ~/.claude\n# RUN claude -p x\nCMD [\"claude\", \"--continue\"]\n"),
        ("Dockerfile", "FROM node\nLABEL use=\"claude -p x\"\nCOPY claude -p x\nRUN echo 'claude -p x' > run.sh\n"),
        ("Makefile", "# claude -p x\nHELP = claude -p x\nhelp:\n\t@echo \"$(HELP)\"\n\t@# claude -p x\n"),
        ("Makefile", "all:\n\tcurl -O https://api.anthropic.com/v1/models\n\tclaude mcp add x -- claude\n"),
        ("package.json", r#"{"description": "claude -p x", "bin": {"claude": "claude -p x"}}"#),
        ("tsconfig.json", r#"{"scripts": {"a": "claude -p x"}}"#),
    ] {
        assert_eq!(sites(&[(name, text)]), [""; 0], "{text}");
    }
}

#[test]
fn hostile_build_files_end() {
    let mut bomb = "A0 = claude -p x\n".to_owned();
    for at in 1..40 {
        writeln!(bomb, "A{at} = $(A{0}) $(A{0}) $(A{0})", at - 1).expect("a string takes everything");
    }
    bomb.push_str("all:\n\t$(A39)\n\tclaude -p hi\n");
    assert_eq!(sites(&[("Makefile", &bomb)]), ["Makefile:43 claude-cli - -"]);
    let turning = "A = $(B)\nB = $(A)\nC = $(C)\nall:\n\tclaude -p $(A) $(C)\n";
    assert_eq!(sites(&[("Makefile", turning)]), ["Makefile:5 claude-cli - -"]);
    let nested = format!("all:\n\tclaude -p x {}\n", "$(if ".repeat(50_000));
    assert!(sites(&[("Makefile", &nested)]).len() < 2);
    let stages = "FROM a AS a\nENV A=$A$A\n".repeat(5_000) + "CMD [\"claude\", \"-p\"";
    assert!(sites(&[("Dockerfile", &stages)]).len() < 2);
    assert_eq!(problems(&[("package.json", "{\"scripts\": {\"a\": \"claude -p")]).len(), 1);
    let odd = r#"{"scripts": {"a": "claude -p \ud83d\ude00 \u0041 \ud800", "b": ["claude -p x"], "c": null}}"#;
    assert!(sites(&[("package.json", odd)]).len() < 2);
}
