//! Shell: `curl` and `claude`, alone and in other files.

use super::seen::{Seen, tree};

fn shell(script: &str) -> Vec<Seen> {
    tree(&[("run.sh", script), ("body.json", "{\"model\": \"claude-haiku-4-5\", \"max_tokens\": 5}")])
}

fn shown(script: &str) -> Vec<(String, String)> {
    shell(script).into_iter().map(|seen| (seen.model, seen.cap)).collect()
}

const URL: &str = "https://api.anthropic.com/v1/messages";

#[test]
fn a_body_is_read_however_it_reaches_curl() {
    let body = "{\"model\": \"claude-haiku-4-5\", \"max_tokens\": 5}";
    for script in [
        format!("curl {URL} -d '{body}'\n"),
        format!("curl -sS -XPOST --data-raw '{body}' \\\n  --max-time 30 {URL}\n"),
        format!("curl {URL} -d @- <<'EOF'\n{body}\nEOF\n"),
        format!("curl -d @- {URL} <<EOF | jq .content\n{body}\nEOF\n"),
        format!("cat <<EOF | curl --json @- {URL}\n{body}\nEOF\n"),
        format!("echo '{body}' | curl --data-binary @- {URL}\n"),
        format!("curl -d@body.json {URL}\n"),
        format!("answer=$(curl -s {URL} --data @body.json)\n"),
        format!("BODY=$(cat <<EOF\n{body}\nEOF\n)\ncurl {URL} -d \"$BODY\"\n"),
        format!("MODEL=claude-haiku-4-5\ncurl {URL} -d \"{{\\\"model\\\": \\\"$MODEL\\\", \\\"max_tokens\\\": 5}}\"\n"),
        format!("Q=$1\ncurl {URL} -d '{{\"model\": \"claude-haiku-4-5\", \"x\": \"'\"$Q\"'\", \"max_tokens\": 5}}'\n"),
    ] {
        assert_eq!(shown(&script), [("claude-haiku-4-5".to_owned(), "5".to_owned())], "{script}");
    }
}

#[test]
fn only_requests_that_ask_count() {
    for script in [
        "curl https://api.anthropic.com/v1/models\n",
        "curl https://example.com/v1/messages -d '{\"to\": \"anthropic\"}'\n",
        "claude mcp add server\nclaude --model opus\n",
        "# claude -p \"not this\"\necho 'curl https://api.anthropic.com/v1/messages -d {}'\n",
    ] {
        assert_eq!(shown(script), [], "{script}");
    }
}

#[test]
fn the_environment_decides_what_nothing_sets() {
    let script = "claude -p 'Why?' --model \"${MODEL:-claude-haiku-4-5}\"\nclaude -p 'Why?' --model \"$MODEL\"\n";
    assert_eq!(shown(script).into_iter().map(|(model, _)| model).collect::<Vec<_>>(), ["~claude-haiku-4-5", "?"]);
}

#[test]
fn claude_runs_behind_other_programs() {
    for script in [
        "claude -p 'Why?' --model claude-haiku-4-5\n",
        "sudo -u bot timeout 60 /usr/bin/claude --print --model=claude-haiku-4-5 'Why?'\n",
        "git diff | npx -y @anthropic-ai/claude-code -p --model claude-haiku-4-5\n",
        "ANTHROPIC_MODEL=claude-haiku-4-5 claude -p 'Why?' && echo done || true\n",
        "export ANTHROPIC_MODEL=claude-haiku-4-5\nclaude -p 'Why?'\n",
        "ANTHROPIC_MODEL=claude-haiku-4-5\nexport ANTHROPIC_MODEL\nclaude -p 'Why?'\n",
        "export ANTHROPIC_MODEL=claude-opus-4-5\nclaude -p 'Why?' --model claude-haiku-4-5\n",
        "find . | xargs -n 1 -I {} claude -p '{}' --model claude-haiku-4-5\n",
    ] {
        let seen: Vec<String> = shell(script).into_iter().map(|seen| seen.model).collect();
        assert_eq!(seen, ["claude-haiku-4-5"], "{script}");
    }
}

#[test]
fn words_of_a_command_may_stand_in_arrays() {
    for (script, model) in [
        ("run=(claude -p \"$1\" --model claude-haiku-4-5)\n\"${run[@]}\"\n", "claude-haiku-4-5"),
        (
            "ask() {\n  local run=(claude -p \"$1\")\n  run+=(--model claude-haiku-4-5)\n  if timeout 60 \"${run[@]}\" > out; then\n    \
             cat out\n  fi\n}\n",
            "claude-haiku-4-5",
        ),
        ("options=(--model claude-haiku-4-5 --max-turns 3)\nclaude -p 'Why?' \"${options[@]}\"\n", "claude-haiku-4-5"),
        ("run=(claude -p)\nif [ -n \"$1\" ]; then\n  run+=(--model claude-haiku-4-5)\nfi\n${run[@]} 'Why?'\n", "?"),
        ("run=(claude -p 'Why?')\n\"${run[@]}\"\n", "none"),
    ] {
        let seen: Vec<String> = shell(script).into_iter().map(|seen| seen.model).collect();
        assert_eq!(seen, [model], "{script}");
    }
}

#[test]
fn a_condition_may_keep_what_claude_says() {
    for script in [
        "if ! answer=$(claude -p \"$q\" --model haiku 2>&1); then\n  exit 1\nfi\n",
        "if answer=$(claude -p \"$q\" --model haiku) && [ -n \"$answer\" ]; then\n  echo \"$answer\"\nfi\n",
        "if a; then\n  b\nelif answer=$(claude -p \"$q\" --model haiku); then\n  echo \"$answer\"\nfi\n",
        "while ! answer=$(claude -p \"$q\" --model haiku); do\n  sleep 5\ndone\n",
        "answer=$(timeout \"${limit}s\" claude -p \"$q\" --model haiku 2>&1) || code=$?\n",
        "if [[ \"$(claude -p \"$q\" --model haiku)\" == yes ]]; then\n  exit 0\nfi\n",
    ] {
        assert_eq!(shown(script), [("haiku".to_owned(), "none".to_owned())], "{script}");
    }
    for script in [
        "if ! answer=$(codex -p \"ask claude\"); then\n  exit 1\nfi\n",
        "if claude=$(which claude); then\n  echo\nfi\n",
    ] {
        assert!(shown(script).is_empty(), "{script}");
    }
}

#[test]
fn a_function_may_be_handed_the_command_that_it_runs() {
    for script in [
        "logged \"$file\" --quiet -- claude -p \"$q\" --model haiku\n",
        "retry 3 claude -p \"$q\" --model haiku\n",
        "docker exec -i \"$box\" claude --print \"$q\" --model haiku\n",
        "answer=$(with_limit 60 claude -p \"$q\" --model haiku) || code=$?\n",
    ] {
        assert_eq!(shown(script), [("haiku".to_owned(), "none".to_owned())], "{script}");
    }
    for script in [
        "git log --author claude -p\n",
        "grep -r claude -p src\n",
        "install claude --model haiku\n",
        "logged -- codex -p claude\n",
        "echo claude -p hi\n",
        "printf %s claude -p\n",
        "commit -m claude -p\n",
        "ssh claude -p 2222\n",
        "mkdir claude -p\n",
        "mysql claude -p\n",
        "useradd claude -p secret\n",
        "docker run claude -p 8080:80\n",
    ] {
        assert!(shown(script).is_empty(), "{script}");
    }
}

#[test]
fn what_is_handed_to_a_shell_is_a_script() {
    let script = "#!/bin/bash\nMODEL=opus\nfor task in a b; do\n  docker exec -it box bash -c \"cd /work && claude -p 'Hi' --model $MODEL\"\ndone\n\
                  bash -c \"claude -p \\\"Hi\\\" --model opus\"\ntimeout 60 bash -lc 'claude -p Hi --model opus | tee log'\ndocker compose exec -T \
                  app sh -c \"claude -p Hi --model opus\"\nssh -i key host \"claude -p Hi --model opus\"\nsu - dev -c 'claude -p Hi --model opus'\n\
                  kubectl exec pod -- /bin/bash -c \"claude -p Hi --model opus\"\n";
    let seen = tree(&[("run.sh", script)]);
    let facts: Vec<(&str, &str)> = seen.iter().map(|seen| (&*seen.model, &*seen.messages)).collect();
    assert_eq!(facts, [("opus", "Hi"); 7]);
    let workflow = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker exec box bash -lc \"claude -p 'Hi' --model opus\"\n";
    assert_eq!(tree(&[(".github/workflows/a.yml", workflow)]).len(), 1);
    for other in [
        "echo bash -c \"claude -p Hi --model opus\"\n",
        "bash -c \"echo claude -p Hi --model opus\"\n",
        "bash -c 'grep -r \"claude -p\" .'\n",
        "docker exec box bash -c \"claude --version\"\n",
        "ssh claude \"uptime\"\n",
        "python -c \"print('claude -p Hi --model opus')\"\n",
        "bash -c \"$SCRIPT\" claude\n",
    ] {
        assert!(tree(&[("run.sh", other)]).is_empty(), "{other}");
    }
}
