//! Steps of GitHub workflows.

use super::{calls, findings, sites};
use skint::{
    calls::{Operation, Place},
    value::{Field, Value},
};

const REVIEW: &str = r#"
name: Review
on:
  pull_request: { types: [opened, synchronize], paths: ["src/**"] }
  schedule: [{ cron: "0 6 * * 1" }]
concurrency: { group: review, cancel-in-progress: true }
env: { ANTHROPIC_MODEL: "${{ vars.MODEL || 'claude-haiku-5-5' }}" }
jobs:
  review:
    if: "!github.event.pull_request.draft"
    timeout-minutes: 15
    strategy: { matrix: { part: [api, web], level: [1, 2, 3] } }
    steps:
      - uses: actions/checkout@v5
      - name: Review
        uses: anthropics/claude-code-action@v1
        with:
          prompt: "Review ${{ github.event.pull_request.title }}"
          claude_args: |
            --model "claude-opus-5-5" --max-turns 8
            --allowedTools "Read,Grep"
      - uses: anthropics/claude-code-action@0123abc
        with: { prompt: Again }
"#;

#[test]
fn a_step_is_a_site_with_what_its_arguments_and_environment_say() {
    let said = sites(&[(".github/workflows/review.yml", REVIEW)]);
    let expected = [
        ".github/workflows/review.yml:16 claude-code-action claude-opus-5-5 -",
        ".github/workflows/review.yml:22 claude-code-action claude-haiku-5-5* -",
    ];
    assert_eq!(said, expected);
}

#[test]
fn what_starts_and_bounds_a_job_is_known() {
    let calls = calls(&[(".github/workflows/review.yml", REVIEW)]);
    let call = &calls[0];
    assert_eq!((call.operation, call.around.place), (Operation::Agent, Place::Workflow));
    assert!(matches!(&call.request.turns, Field::Given(turns) if turns.node == Value::Int(8)));
    assert_eq!(call.around.function.as_deref(), Some("review"));
    let workflow = call.around.workflow.as_ref().expect("the step is one of a workflow");
    let events: Vec<&str> = workflow.triggers.iter().map(|trigger| trigger.event.as_str()).collect();
    assert_eq!(events, ["pull_request", "schedule"]);
    assert_eq!((workflow.triggers[0].types.len(), workflow.triggers[0].filters.len()), (2, 1));
    assert_eq!(workflow.triggers[1].crons, ["0 6 * * 1"]);
    assert_eq!((workflow.cancels, workflow.jobs), (true, Some(6)));
    assert_eq!(workflow.conditions, ["!github.event.pull_request.draft"]);
    assert!(matches!(&workflow.timeout_minutes, Field::Given(minutes) if minutes.node == Value::Int(15)));
}

#[test]
fn inputs_of_every_version_are_read() {
    let step = |uses: &str, with: &str| {
        let text = format!("on: push\njobs:\n  a:\n    steps:\n      - uses: {uses}\n        with: {{ {with} }}\n");
        let said = sites(&[(".github/workflows/a.yml", &text)]);
        assert!(said.len() < 2, "{said:?}");
        said.first().map(|line| line.split(' ').nth(2).expect("the model is shown").to_owned())
    };
    let action = "anthropics/claude-code-action@beta";
    let known = Some("claude-opus-5-5".to_owned());
    assert_eq!(step(action, "model: claude-opus-5-5, direct_prompt: x"), known);
    assert_eq!(step(action, "anthropic_model: claude-opus-5-5"), known);
    assert_eq!(step(action, r#"settings: '{"model": "claude-opus-5-5"}'"#), known);
    assert_eq!(step("anthropics/claude-code-base-action@v1", "claude_args: --model=claude-opus-5-5"), known);
    assert_eq!(step("./base-action", "prompt: x, anthropic_api_key: y, claude_args: --model claude-opus-5-5"), known);
    assert_eq!(step(action, "claude_args: '--model ${{ inputs.model }}'"), Some("?".to_owned()));
    assert_eq!(step(action, "claude_args: '${{ inputs.args }}'"), Some("?".to_owned()));
    assert_eq!(step(action, "prompt: x"), Some("-".to_owned()));
    assert_eq!(step("./other-action", "prompt: anthropic_api_key"), None);
    assert_eq!(step("actions/checkout@v5", "ref: anthropics/claude-code-action@v1"), None);
}

#[test]
fn composite_actions_have_steps_too() {
    let action = "name: Wrap\nruns:\n  using: composite\n  steps:\n    - uses: anthropics/claude-code-action@v1\n";
    assert_eq!(sites(&[("wrap/action.yml", action)]), ["wrap/action.yml:5 claude-code-action - -"]);
}

#[test]
fn a_comment_is_no_setting_and_a_retired_model_is_told() {
    let text = "on: push\njobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          # claude_args: --model claude-opus-4-1\n          claude_args: --model claude-3-opus-20240229\n";
    let retired = |text: &str| {
        let mut found = findings(&[(".github/workflows/a.yml", text)]);
        found.retain(|finding| finding.ends_with(" retired-model"));
        found
    };
    assert_eq!(retired(text), [".github/workflows/a.yml:8 retired-model"]);
    let allowed = text.replace("20240229", "20240229 # skint: allow(retired-model) kept for a comparison");
    assert!(retired(&allowed).is_empty());
}

const COMMANDS: &str = r#"on: { push: { paths: ["src/**"] } }
jobs:
  fix:
    timeout-minutes: 10
    steps:
      - run: npm ci
      - name: Fix
        run: |
          git diff > "${{ runner.temp }}/diff"
          claude -p "Fix ${{ github.event.issue.title }}" \
            --model claude-opus-5-5 --max-turns 5
      - run: "claude --print 'Say hello' --model claude-haiku-5-5"
      - run: echo "claude -p is not run here"
      - run: |
          # claude -p nothing
          curl https://api.anthropic.com/v1/messages -H "anthropic-version: 2023-06-01" \
            -d '{"model": "claude-sonnet-5-5", "max_tokens": 100, "messages": []}'
"#;

#[test]
fn the_environment_of_a_command_is_that_of_its_step_its_job_and_its_workflow() {
    let text = r#"on: push
env: { ANTHROPIC_MODEL: claude-haiku-5-5, NAMED: claude-opus-5-5 }
jobs:
  a:
    steps:
      - run: claude -p "Fix it"
      - run: claude -p "Fix it"
        env: { ANTHROPIC_MODEL: claude-sonnet-5-5 }
      - run: claude -p "Fix it" --model "$NAMED"
      - run: claude -p "Fix it" --model "$OTHER"
      - run: claude -p "Fix it"
  b:
    env: { ANTHROPIC_MODEL: "${{ inputs.model }}", OTHER: claude-opus-4-8 }
    steps:
      - run: claude -p "Fix it"
"#;
    let expected = [
        "a.yml:6 claude-cli claude-haiku-5-5 -",
        "a.yml:7 claude-cli claude-sonnet-5-5 -",
        "a.yml:9 claude-cli claude-opus-5-5 -",
        "a.yml:10 claude-cli ? -",
        "a.yml:11 claude-cli claude-haiku-5-5 -",
        "a.yml:15 claude-cli ? -",
    ];
    let expected = expected.map(|site| format!(".github/workflows/{site}"));
    assert_eq!(sites(&[(".github/workflows/a.yml", text)]), expected);
}

#[test]
fn commands_of_steps_are_read_as_a_shell_reads_them() {
    let files = [(".github/workflows/fix.yml", COMMANDS)];
    let expected = [
        ".github/workflows/fix.yml:10 claude-cli claude-opus-5-5 -",
        ".github/workflows/fix.yml:12 claude-cli claude-haiku-5-5 -",
        ".github/workflows/fix.yml:16 raw-http claude-sonnet-5-5 100",
    ];
    assert_eq!(sites(&files), expected);
    let calls = calls(&files);
    let workflow = calls[0].around.workflow.as_ref().expect("the command is in a workflow");
    assert_eq!(workflow.triggers[0].event, "push");
    assert!(matches!(&workflow.timeout_minutes, Field::Given(minutes) if minutes.node == Value::Int(10)));
}

#[test]
fn an_input_out_of_the_environment_is_what_the_file_sets() {
    let workflow = |model: &str, job: &str, step: &str| {
        format!(
            "on: push\nenv:\n  CLAUDE: {model}\njobs:\n  a:\n    runs-on: ubuntu-latest\n{job}    steps:\n      - uses: \
             anthropics/claude-code-action@v1\n{step}        with:\n          prompt: Hi\n          claude_args: |\n            --model ${{{{ env.CLAUDE \
             }}}}\n            --max-turns 5\n"
        )
    };
    let (job, step) =
        ("    env:\n      CLAUDE: claude-haiku-5-5\n", "        env:\n          CLAUDE: claude-sonnet-5-5\n");
    for (model, job, step, expected) in [
        ("claude-opus-5-5", "", "", "claude-opus-5-5"),
        ("claude-opus-5-5", job, "", "claude-haiku-5-5"),
        ("claude-opus-5-5", job, step, "claude-sonnet-5-5"),
        ("${{ vars.MODEL }}", "", "", "?"),
        ("[a, b]", "", "", "?"),
    ] {
        let said = sites(&[(".github/workflows/a.yml", &workflow(model, job, step))]);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].ends_with(&format!("claude-code-action {expected} -")), "{said:?}");
    }
}
