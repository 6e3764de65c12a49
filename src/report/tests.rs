//! What people and programs see.

mod hostile;
mod machine;
mod shown;

use super::{
    sites::{CapFact, Estimated, ModelFact, Site, State, SystemFact},
    *,
};
use crate::{
    diagnostic::Confidence,
    money::{Money, Range},
    source::{Cell, Position, Span, offset},
    value::Why,
};

/// A service of two files, and a notebook.
const TRIAGE: &str = "import anthropic\nfrom prompts import SYSTEM\n\nclient = anthropic.Anthropic()\n\n\n\
def triage(ticket: str):\n\treturn client.messages.create(\n        model=\"claude-opus-5-5\",\n        system=SYSTEM,\n    )\n";
const PROMPTS: &str = "SYSTEM = \"\"\"You sort tickets.\nBe brief.\n\"\"\"\n";
const NOTEBOOK: &str = "import anthropic\nclient = anthropic.Anthropic()\nclient.messages.create(model=MODEL)";

fn source(id: u32, path: &str, text: &str, cells: Vec<Cell>) -> Arc<Source> {
    Arc::new(Source::new(SourceId(id), path.into(), text.into(), cells))
}

fn outcome(files: Vec<Arc<Source>>, findings: Vec<Diagnostic>) -> Outcome {
    let source = move |id: SourceId| files.get(id.0 as usize).cloned();
    Outcome {
        findings,
        sites: Vec::new(),
        problems: Vec::new(),
        idle: Vec::new(),
        baseline: None,
        beside: crate::report::beside::Beside::default(),
        coverage: Coverage::default(),
        source: Box::new(source),
    }
}

/// The first place of `word` in a source.
fn at(source: &Source, word: &str) -> Span {
    let start = source.text.find(word).expect("the word stands in the text");
    Span::new(source.id, offset(start), offset(start + word.len()))
}

fn finding(rule: &'static str, level: Level, at: Span) -> Diagnostic {
    Diagnostic {
        rule,
        level,
        confidence: Confidence::High,
        message: "something is wrong".to_owned(),
        at,
        label: "here".to_owned(),
        labels: Vec::new(),
        because: None,
        error_from: None,
        team: Vec::new(),
        help: None,
        saves: None,
        fix: None,
        function: None,
        fingerprint: String::new(),
    }
}

/// Three findings in three files, a problem, an idle policy entry, and unresolved sites.
fn service() -> Outcome {
    let files = vec![
        source(0, "src/triage.py", TRIAGE, vec![]),
        source(1, "src/prompts.py", PROMPTS, vec![]),
        source(2, "notes/try.ipynb", NOTEBOOK, vec![Cell { index: 0, start: 0 }, Cell { index: 3, start: 48 }]),
    ];
    let dollars = |text: &str| Money::from_decimal(text).expect("a decimal");
    let uncached = Diagnostic {
        message: "`SYSTEM` (2,100 to 2,400 tokens) is sent with every call and never cached, here in a web handler"
            .to_owned(),
        label: "no cache marker".to_owned(),
        labels: vec![(at(&files[1], "SYSTEM"), "the same text every time".to_owned())],
        help: Some("add `cache_control={\"type\": \"ephemeral\"}` to the call\nor to the block".to_owned()),
        saves: Some((Range::new(dollars("1.2"), dollars("3.45")), "per 1,000 calls")),
        function: Some("triage".to_owned()),
        ..finding("uncached-system-prompt", Level::Warn, at(&files[0], "create"))
    };
    let disallowed = Diagnostic {
        message: "the policy does not allow `claude-opus-5-5` here".to_owned(),
        label: "not allowed".to_owned(),
        because: Some(PolicyLine { path: "skint.toml".to_owned(), line: 2, text: "allow = [\"haiku\"]".to_owned() }),
        ..finding("disallowed-model", Level::Error, at(&files[0], "\"claude-opus-5-5\""))
    };
    let unsure = Diagnostic {
        confidence: Confidence::Low,
        ..finding("uncached-system-prompt", Level::Info, at(&files[2], "create"))
    };
    let mut outcome = outcome(files, vec![unsure, disallowed, uncached]);
    outcome.problems.push(Problem {
        path: "src/old.py".into(),
        position: Some(Position { cell: None, line: 3, column: 7 }),
        message: "expected an expression; the rest of the file was read".to_owned(),
        fatal: false,
    });
    let line = PolicyLine { path: "skint.toml".to_owned(), line: 9, text: "paths = [\"tests\"]".to_owned() };
    outcome.idle.push((line, "`tests` matches no file".to_owned()));
    for _ in 0..41 {
        outcome.coverage.add(None, true);
    }
    for why in [Why::Runtime, Why::Environment("M".into()), Why::Environment("M".into())] {
        outcome.coverage.add(Some(&why), false);
    }
    outcome.sort();
    outcome
}

/// A site whose model, cap and cost are known.
fn site(path: &str, line: u32, model: &str) -> Site {
    Site {
        path: path.to_owned(),
        line,
        column: 24,
        end_line: line + 5,
        cell: None,
        language: "python",
        sdk: "anthropic-python".to_owned(),
        operation: "message",
        function: Some("triage".to_owned()),
        model: ModelFact {
            state: State::Known,
            values: vec![model.to_owned()],
            overridable: false,
            default: false,
            partial: false,
            why: None,
        },
        max_tokens: CapFact {
            state: State::Known,
            values: vec![1024],
            overridable: false,
            default: false,
            partial: false,
            why: None,
        },
        system: SystemFact { state: State::Known, fixed_tokens: Some(Range::new(310, 330)), open: false },
        cached: Some(false),
        stream: Some(false),
        thinking: Some(false),
        tools: Some(0),
        in_loop: true,
        batch: false,
        usage_read: false,
        reached_from: Vec::new(),
        estimate: Some(Estimated {
            input_tokens: Range::new(330, 360),
            open: vec!["user message".to_owned()],
            output_tokens: Range::new(0, 1024),
            usd: Some(Range::new(Money(1_320_000_000), Money(21_920_000_000))),
            because: vec!["tokens are estimated from characters".to_owned()],
            cases: Vec::new(),
            month: None,
        }),
    }
}
