//! Which changes of requests are seen, wherever they are made.

use super::{Repository, call, small};
use serde_json::Value;

/// Kind, path and parts of each change.
pub fn changes(diff: &Value) -> Vec<(String, String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let parts =
        |change: &Value| change["causes"].as_array().into_iter().flatten().map(|cause| text(&cause["part"])).collect();
    let all = diff["changes"].as_array().expect("changes are a list");
    all.iter().map(|change| (text(&change["change"]), text(&change["path"]), parts(change))).collect()
}

/// The same, where one call changed.
pub fn only(diff: &Value) -> Vec<String> {
    let all = changes(diff);
    assert_eq!(all.len(), 1, "{diff:#}");
    all[0].2.clone()
}

pub fn after(name: &str, before: &[(&str, &str)], edit: &[(&str, &str)]) -> Value {
    Repository::new(name, before).commit(edit).last()
}

#[test]
fn all_four_of_what_makes_a_call_dearer_at_once_are_seen() {
    let before = call(
        "model=\"claude-sonnet-5-5\", max_tokens=2000, \
         system=[{\"type\": \"text\", \"text\": \"Answer.\", \"cache_control\": {\"type\": \"ephemeral\"}}], ",
    );
    let after = "import anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef ask(questions):\n    for question in questions:\n        \
                 for attempt in range(5):\n            try:\n                client.messages.create(\n                    \
                 model=\"claude-sonnet-5-5\", max_tokens=20000, system=\"Answer. \" * 4000,\n                    \
                 thinking={\"type\": \"enabled\", \"budget_tokens\": 10000},\n                    \
                 messages=[{\"role\": \"user\", \"content\": question}])\n            except Exception:\n                continue\n";
    let diff = self::after("four", &[("a.py", &before)], &[("a.py", after)]);
    let parts = only(&diff);
    for part in ["system prompt", "caching", "calls a run", "thinking", "output cap"] {
        assert!(parts.iter().any(|known| known == part), "{part}: {diff:#}");
    }
    assert_eq!(parts[0], "calls a run", "what moves most money comes first");
    assert!(diff["changes"][0]["causes"][0]["after"].as_str().is_some_and(|words| words.contains("5 times")));
    let grows: Vec<f64> = diff["changes"][0]["usd_grows"]
        .as_array()
        .expect("it has a price")
        .iter()
        .map(|usd| usd.as_str().and_then(|usd| usd.parse().ok()).expect("a number"))
        .collect();
    assert!(grows.iter().all(|usd| *usd > 0.0), "{grows:?}");
}

#[test]
fn a_call_that_moves_or_is_formatted_anew_is_the_same() {
    let text = small();
    let moved = text.replace("def ask", "LIMIT = 3\n\n\ndef other():\n    return 1\n\n\ndef ask");
    let broken = moved.replace("create(", "create(\n        ").replace(", max_tokens", ",\n        max_tokens");
    assert_eq!(changes(&after("moved", &[("a.py", &text)], &[("a.py", &broken)])), []);
    assert_eq!(changes(&after("renamed", &[("a.py", &text)], &[("a.py", ""), ("b/c.py", &moved)])), []);
}

#[test]
fn a_file_that_is_renamed_and_edited_keeps_its_calls() {
    let text = small();
    let edited = text.replace("500", "900");
    let diff = after("renamed-and-edited", &[("a.py", &text)], &[("a.py", ""), ("b/c.py", &edited)]);
    assert_eq!(changes(&diff), [("changed".into(), "b/c.py".into(), vec!["output cap".to_owned()])]);
    assert_eq!(diff["changes"][0]["was_at"]["path"], "a.py");
}

#[test]
fn what_is_new_and_what_is_gone_is_not_taken_for_a_change() {
    let other = "import anthropic\n\n\ndef summarise(text):\n    return anthropic.Anthropic().messages.create(\n        \
                 model=\"claude-opus-5-5\", max_tokens=64, system=\"Sum it up in one line.\", messages=[{\"role\": \"user\", \"content\": text}],\n        \
                 stop_sequences=[\"END\"], temperature=0.1)\n";
    let diff = after("replaced", &[("a.py", &small())], &[("a.py", ""), ("b.py", other)]);
    let kinds: Vec<String> = changes(&diff).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds.len(), 2, "{diff:#}");
    assert!(kinds.contains(&"added".to_owned()) && kinds.contains(&"removed".to_owned()));
}

#[test]
fn a_constant_in_another_file_changes_the_calls_that_use_it() {
    let with = "from settings import MODEL\nimport anthropic\n\n\ndef NAME(q):\n    return anthropic.Anthropic().messages.create(model=MODEL, \
                max_tokens=100, messages=[{\"role\": \"user\", \"content\": q}])\n";
    let [one, two] = ["one", "two"].map(|name| with.replace("NAME", name));
    let files = [
        ("one.py", one.as_str()),
        ("two.py", &two),
        ("settings.py", "MODEL = \"claude-haiku-5-5\"\n"),
        ("z.py", "x = 1\n"),
    ];
    let repository = Repository::new("constant", &files);
    let diff = repository.commit(&[("settings.py", "MODEL = \"claude-opus-5-5\"\n")]).last();
    assert_eq!(changes(&diff).len(), 2, "{diff:#}");
    let spread = &diff["spread"][0];
    assert_eq!((&spread["path"], &spread["calls"], &spread["files"]), (&"settings.py".into(), &2.into(), &2.into()));
    assert_eq!(changes(&repository.commit(&[("z.py", "x = 2\n")]).last()), []);
}

#[test]
fn a_prompt_in_a_template_file_changes_the_call_that_reads_it() {
    let text = "from pathlib import Path\nimport anthropic\n\nPROMPT = Path(\"prompts/system.txt\").read_text()\n\n\ndef ask(q):\n    \
                return anthropic.Anthropic().messages.create(model=\"claude-haiku-5-5\", max_tokens=100, system=PROMPT, \
                messages=[{\"role\": \"user\", \"content\": q}])\n";
    let long = "Answer with care. ".repeat(200);
    let diff =
        after("template", &[("a.py", text), ("prompts/system.txt", "Answer.")], &[("prompts/system.txt", &long)]);
    assert_eq!(only(&diff), ["system prompt"]);
    assert_eq!(diff["changes"][0]["causes"][0]["at"]["path"], "prompts/system.txt");
}

#[test]
fn a_wrapper_that_changes_says_how_many_callers_it_changes() {
    let wrapper = "import anthropic\n\n\nclass LLMClient:\n    def __init__(self):\n        self.client = anthropic.Anthropic()\n\n    \
                   def chat(self, prompt, model=\"claude-haiku-5-5\"):\n        return self.client.messages.create(model=model, \
                   max_tokens=1000, messages=[{\"role\": \"user\", \"content\": prompt}])\n";
    let caller = |name: &str| {
        format!(
            "from llm import LLMClient\n\n\ndef {name}():\n    return LLMClient().chat(\"Say something about {name}.\")\n"
        )
    };
    let (one, two, three) = (caller("one"), caller("two"), caller("three"));
    let files = [("llm.py", wrapper), ("one.py", &one), ("two.py", &two), ("three.py", &three)];
    let repository = Repository::new("wrapper", &files);
    let diff = repository.commit(&[("llm.py", &wrapper.replace("max_tokens=1000", "max_tokens=8000"))]).last();
    assert_eq!(only(&diff), ["output cap"]);
    let change = &diff["changes"][0];
    assert_eq!(
        (&change["callers"], &change["caller_files"], &change["path"]),
        (&3.into(), &3.into(), &"llm.py".into())
    );
    assert_eq!(change["lines"], 1, "one line of the wrapper does all this");
    let said = repository.prints(&["diff", "HEAD~1..HEAD"]);
    assert!(said.contains("changed llm.py:9 LLMClient.chat, 1 line, 3 callers in 3 files"), "{said}");
    let dearer = one.replace("one.\")", "one.\", model=\"claude-opus-5-5\")");
    let diff = repository.commit(&[("one.py", &dearer)]).last();
    assert_eq!(changes(&diff), [("changed".into(), "one.py".into(), vec!["model".to_owned()])]);
    assert_eq!(diff["changes"][0]["through"]["function"], "LLMClient.chat");
}

#[test]
fn an_image_that_grows_is_seen_in_the_commits_themselves() {
    let code = "import base64\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef ask():\n    data = \
                base64.b64encode(open(\"terms.pdf\", \"rb\").read()).decode()\n    return client.messages.create(\n        \
                model=\"claude-sonnet-5-5\", max_tokens=100, messages=[{\"role\": \"user\", \"content\": [{\"type\": \"document\", \
                \"source\": {\"type\": \"base64\", \"media_type\": \"application/pdf\", \"data\": data}}]}])\n";
    let paper = |pages: usize| format!("%PDF\0{}", "<< /Type /Page >> ".repeat(pages));
    let diff = after("paper", &[("a.py", code), ("terms.pdf", &paper(1))], &[("terms.pdf", &paper(3))]);
    assert_eq!(only(&diff).len(), 1, "{diff:#}");
    let grows = diff["changes"][0]["usd_grows"][0].as_str().and_then(|usd| usd.parse::<f64>().ok());
    assert!(grows.is_some_and(|usd| usd > 0.005), "{diff:#}");
}
