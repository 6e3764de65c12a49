//! What each command prints and how it ends, with a scan that is made up.

mod status;

use super::*;
use crate::{
    compare::Comparison,
    diagnostic::{Confidence, Diagnostic},
    policy::{Policy, Vocabulary},
    report::Coverage,
    source::{Problem, SourceId, Span},
};
use clap::{CommandFactory, ValueEnum};
use std::path::PathBuf;

/// An outcome with a finding of each level.
fn outcome(levels: &[Level]) -> Outcome {
    let finding = |level: &Level| Diagnostic {
        rule: "retired-model",
        level: *level,
        confidence: Confidence::High,
        message: "it is retired".to_owned(),
        at: Span::new(SourceId(0), 0, 0),
        label: String::new(),
        labels: Vec::new(),
        because: None,
        error_from: None,
        team: Vec::new(),
        help: None,
        saves: None,
        fix: None,
        function: None,
        fingerprint: String::new(),
    };
    Outcome {
        findings: levels.iter().map(finding).collect(),
        sites: Vec::new(),
        problems: Vec::new(),
        idle: Vec::new(),
        baseline: None,
        beside: crate::report::beside::Beside::default(),
        coverage: Coverage::default(),
        source: Box::new(|_| None),
    }
}

/// The answer to a command line.
fn run(line: &str, scan: &dyn Fn(&Asked, &Progress) -> Result<Outcome, Refusal>) -> Answer {
    let anew = |asked: &Asked, _: Question<'_>, progress: &Progress| scan(asked, progress).map(Answered::from);
    let words = std::iter::once("skint").chain(line.split_whitespace());
    let cli = Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
    let record = |asked: &Asked, _: &Progress| {
        let path = if let Recorded::In { file, .. } = &asked.baseline {
            file.to_string_lossy().into()
        } else {
            "b.json".into()
        };
        Ok(Written { path, findings: 2, files: 1, before: Some(3), incomplete: false })
    };
    let since = |asked: &Asked, _: &Compared, progress: &Progress| scan(asked, progress);
    let (agree, diff) = (|_: &_, _: &_, _: &_| Ok(Agreed::default()), |_: &_, _: &_, _: &_| Ok(nothing()));
    let fix = |_: &_, _: Fixing, _: &_| Ok(Fixed::default());
    answer(
        &cli,
        &Look::PLAIN,
        Work { agree: &agree, diff: &diff, fix: &fix, scan: &anew, record: &record, since: &since },
    )
}

/// A comparison of two states that are alike.
fn nothing() -> Diff {
    Diff {
        base: "main".to_owned(),
        head: "the working tree".to_owned(),
        comparison: Comparison::default(),
        new: Vec::new(),
        gone: Vec::new(),
        known: 0,
        policy: None,
        limits: Vec::new(),
        monthly: None,
        notes: Vec::new(),
        problems: Vec::new(),
        source: Box::new(|_| None),
    }
}

/// The answer where nothing is found.
fn ask(line: &str) -> Answer {
    run(line, &|_, _| Ok(outcome(&[])))
}

#[test]
fn the_arguments_are_sound() {
    Cli::command().debug_assert();
}

#[test]
fn help_is_short_and_has_examples() {
    let mut command = Cli::command().term_width(80);
    insta::assert_snapshot!("help", command.render_help());
    let check = command.find_subcommand_mut("check").expect("there is one");
    insta::assert_snapshot!("help_check", check.render_help());
}

#[test]
fn check_is_what_is_done_without_a_command() {
    for line in ["", "src", "check", "check src lib", "--format text src", "--color never check", "-q --no-progress"] {
        let answer = ask(line);
        assert!(answer.out.contains("no findings") || line.contains("-q"), "{line}: {}", answer.out);
        assert_eq!(answer.exit, Exit::Clean);
    }
    assert!(ask("--format json").out.starts_with("{\n  \"version\": 1"));
    assert!(ask("sites --format json").out.contains("\"sites\": []"));
    assert_eq!(ask("sites").out, "no call of Claude was found\n");
}

#[test]
fn every_format_has_its_renderer() {
    let names = |formats: &[(&'static str, Render)]| formats.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    let check: Vec<_> = args::CheckFormat::value_variants().iter().map(|format| format.name()).collect();
    let sites: Vec<_> = args::SitesFormat::value_variants().iter().map(|format| format.name()).collect();
    assert_eq!(check, names(report::FORMATS));
    assert_eq!(sites, names(report::SITE_FORMATS));
}

#[test]
fn what_is_named_reaches_the_scan() {
    run("check a b --policy p.toml --as-of 2027-01-02", &|asked, _| {
        assert_eq!(asked.policy, Some(PathBuf::from("p.toml")));
        assert_eq!(asked.paths, [PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!(asked.as_of.to_string(), "2027-01-02");
        Ok(outcome(&[]))
    });
    let wrong = Cli::try_parse_from(["skint", "--as-of", "tomorrow"]).expect_err("no day").to_string();
    assert!(wrong.contains("expected a day such as 2027-03-31"), "{wrong}");
}

#[test]
fn a_bad_policy_is_refused() {
    let refused = run("a", &|_, _| Err(Refusal::NoPolicy("the policy is gone".to_owned())));
    assert_eq!((refused.exit, refused.out.as_str()), (Exit::Usage, ""));
    assert_eq!(refused.err, "error: the policy is gone\n    help: name a policy with `--policy FILE`\n");
    let text = "[rules]\nretired-modle = \"of\"\nmissing-max-tokens = 1\n\n[modls]\n".to_owned();
    let errors = Policy::parse("skint.toml", &text, &Vocabulary::embedded()).expect_err("three mistakes");
    let refused = run("a", &|_, _| Err(Refusal::Policy(vec![errors.clone()])));
    assert_eq!((refused.exit, refused.out.as_str()), (Exit::Usage, ""));
    insta::assert_snapshot!(refused.err);
}

#[test]
fn rules_and_models_are_listed_in_80_columns() {
    for line in ["rules", "models --as-of 2026-11-22"] {
        let shown = ask(line).out;
        assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    }
    let rules = ask("rules").out;
    assert!(rules.contains("retired-model") && rules.contains("unused-allow"), "{rules}");
}

#[test]
fn a_rule_is_explained() {
    insta::assert_snapshot!(ask("explain unused-allow").out);
}

#[test]
fn a_model_is_explained_in_any_spelling() {
    let shown = ask("explain us.anthropic.claude-opus-4-5-20251101-v1:0 --as-of 2026-11-22").out;
    assert_eq!(shown, ask("explain claude-opus-4-5 --as-of 2026-11-22").out);
    insta::assert_snapshot!(shown);
}

#[test]
fn an_unknown_name_is_refused_with_a_suggestion() {
    let answer = ask("explain retired-modle");
    assert_eq!(answer.exit, Exit::Usage);
    assert_eq!(
        answer.err,
        "error: `retired-modle` is neither a rule nor a model\n    help: did you mean `retired-model`?\n"
    );
    assert!(ask("explain xyzzy").err.contains("list what there is"));
}
