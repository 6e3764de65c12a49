//! What can be seen of a call is not what it is: a longer function, another order of threads or a helper in between make
//! more or less of it known, and change nothing.

use super::{
    Repository,
    requests::{after, changes, only},
    small,
};

const THINKING: &str = "import anthropic\n\n\ndef thought():\n    return {\"type\": \"enabled\", \"budget_tokens\": 1024}\n\n\n\
                        def ask(q):\n    total = 0\nMORE    return anthropic.Anthropic().messages.create(model=\"claude-opus-5-5\", \
                        max_tokens=2000, thinking=thought(), messages=[{\"role\": \"user\", \"content\": q}])\n";

#[test]
fn a_call_that_is_followed_less_far_is_the_same() {
    let short = THINKING.replace("MORE", "");
    let long = THINKING.replace("MORE", &"    total = total + 1\n".repeat(6_000));
    assert_eq!(changes(&after("cut", &[("a.py", &short)], &[("a.py", &long)])), []);
    assert_eq!(changes(&after("whole", &[("a.py", &long)], &[("a.py", &short)])), []);
    // What is known in both is compared all the same.
    let dearer = long.replace("2000", "9000").replace("claude-opus-5-5", "claude-haiku-5-5");
    let mut parts = only(&after("cut-and-changed", &[("a.py", &short)], &[("a.py", &dearer)]));
    parts.sort();
    assert_eq!(parts, ["model", "output cap"]);
}

#[test]
fn a_call_that_goes_into_a_helper_in_a_loop_is_sent_more_often_and_not_new() {
    let base = "class Base:\n    def _make_request(self, prompt):\n        raise NotImplementedError()\n\n    \
                def __call__(self, prompt):\n        return self._make_request(prompt)\n";
    let create = "anthropic.Anthropic().messages.create(model=\"claude-haiku-5-5\", max_tokens=500, \
                  messages=[{\"role\": \"user\", \"content\": prompt}])\n";
    let head =
        "import anthropic\nfrom base import Base\n\n\nclass Client(Base):\n    def _make_request(self, prompt):\n";
    let user = "from a import Client\n\n\ndef main():\n    client = Client()\n    print(client(\"Say something.\"))\n";
    let before = format!("{head}        return {create}");
    let after_it = format!(
        "{head}        def single_attempt():\n            return {create}\n        for attempt in range(3):\n            \
         try:\n                return single_attempt()\n            except KeyError:\n                continue\n"
    );
    let files = [("base.py", base), ("a.py", before.as_str()), ("main.py", user)];
    let diff = after("nested", &files, &[("a.py", &after_it)]);
    assert_eq!(changes(&diff), [("changed".into(), "a.py".into(), vec!["calls a run".to_owned()])], "{diff:#}");
}

#[test]
fn a_prompt_of_which_nothing_is_known_has_no_size() {
    let text = small().replace("max_tokens=500", "max_tokens=500, system=PROMPT");
    let fixed = format!("PROMPT = \"Be brief.\"\n{text}");
    let read = format!("import os\n\nPROMPT = os.environ[\"PROMPT\"]\n{text}");
    let diff = after("unknown-prompt", &[("a.py", &fixed)], &[("a.py", &read)]);
    assert_eq!(diff["changes"][0]["causes"][0]["after"], "not known", "{diff:#}");
}

#[test]
fn what_someone_may_override_is_the_same_value() {
    let fixed = small().replace("max_tokens=500", "max_tokens=500, tool_choice={\"type\": \"any\"}, effort=\"high\"");
    let open = fixed
        .replace("import anthropic\n", "import anthropic\nimport os\n")
        .replace("\"any\"", "os.environ.get(\"CHOICE\", \"any\")")
        .replace("\"high\"", "os.environ.get(\"EFFORT\", \"high\")");
    assert_ne!(fixed, open);
    assert_eq!(changes(&after("overridable", &[("a.py", &fixed)], &[("a.py", &open)])), []);
    let other = open.replace("\"any\"", "\"none\"");
    assert_eq!(only(&after("overridden", &[("a.py", &fixed)], &[("a.py", &other)])), ["tool choice"]);
}

#[test]
fn a_call_whose_name_is_handed_on_was_there_before() {
    let base = "class Backend\n  def answer(messages)\n    @config = { parameters: { model: \"claude-haiku-5-5\", messages: messages, max_tokens: 500 } }\n    \
                @client.send(method_name, **@config)\n  end\nend\n";
    let claude = "class Claude < Backend\n  def initialize\n    @client = ::Anthropic::Client.new(access_token: \"\")\n  end\n\n  \
                  private\n\n  def method_name\n    :messages\n  end\nMOREend\n";
    let more = "\n  def test\n    @client.messages(parameters: { model: \"claude-haiku-5-5\", max_tokens: 10, messages: [] })\n  end\n";
    let (before, after_it) = (claude.replace("MORE", ""), claude.replace("MORE", more));
    let diff = after("handed-on", &[("backend.rb", base), ("claude.rb", &before)], &[("claude.rb", &after_it)]);
    let added: Vec<_> = changes(&diff).into_iter().map(|(kind, path, _)| (kind, path)).collect();
    assert_eq!(added, [("added".to_owned(), "claude.rb".to_owned())], "{diff:#}");
}

#[test]
fn a_caller_that_is_followed_further_out_was_there_before() {
    let ask = "import anthropic\n\n\ndef ask(q, model, style=None):\n    return anthropic.Anthropic().messages.create(model=model, \
               max_tokens=500, messages=[{\"role\": \"user\", \"content\": q}])\n";
    let talk = "from ask import ask\n\n\ndef talk(q, model=\"claude-haiku-5-5\", style=None):\n    return ask(q, model, STYLE)\n";
    let main = "from settings import pick\nfrom talk import talk\n\n\ndef main(q):\n    total = 0\nMORE    return talk(\n        q,STYLE\n        model=pick(),\n    )\n";
    let talks = [talk.replace("STYLE", "style"), talk.replace(", STYLE", "")];
    let long = main.replace("MORE", &"    total = total + 1\n".repeat(20_000)).replace("STYLE", "\n        style=1,");
    let short = main.replace("MORE", "").replace("STYLE", "");
    let files = [("ask.py", ask), ("talk.py", &talks[0]), ("main.py", &long)];
    let ask_after = ask.replace(", style=None", "");
    let edit = [("ask.py", ask_after.as_str()), ("talk.py", &talks[1]), ("main.py", &short)];
    assert_eq!(changes(&after("further-out", &files, &edit)), []);
    // One that is really new is told, whatever else of the way to the call is written anew.
    let other = short.replace("return talk(", "talk(\"Say something.\")\n    return talk(");
    let edit = [("ask.py", ask_after.as_str()), ("talk.py", &talks[1]), ("main.py", &other)];
    let diff = after("further-out-and-new", &files, &edit);
    assert!(changes(&diff).iter().any(|(kind, path, _)| kind == "added" && path == "main.py"), "{diff:#}");
}

#[test]
fn a_price_that_is_not_known_any_more_is_said() {
    let repository = Repository::new("unpriced", &[("a.py", &small())]);
    repository.edit(&[("a.py", &small().replace("\"claude-haiku-5-5\"", "input()"))]);
    let shown = repository.prints(&["diff"]);
    assert!(shown.contains(" -> not known\n") && shown.contains("a call costs: $"), "{shown}");
    assert!(shown.lines().any(|line| line.contains("a call costs") && line.ends_with("-> not known")), "{shown}");
}

#[test]
fn what_one_function_took_to_follow_is_not_anothers_gain() {
    let work = "    x = x + 1\n".repeat(250);
    let helper = |n: u32| format!("def h{n}():\n    x = 0\n{work}    return x\n\n\n");
    let helpers = (0..40).map(helper).collect::<Vec<_>>().concat();
    let calls = |numbers: std::ops::Range<u32>| -> String {
        numbers.map(|n| format!("    h{n}()\n")).collect::<Vec<_>>().concat()
    };
    let user = |numbers: std::ops::Range<u32>, model: &str| {
        format!(
            "import anthropic\nfrom helpers import *\n\n\ndef pick():\n    return \"claude-opus-5-5\"\n\n\ndef ask(q):\n{}    \
             return anthropic.Anthropic().messages.create(model={model}, max_tokens=500, messages=[{{\"role\": \"user\", \"content\": q}}])\n",
            calls(numbers)
        )
    };
    let tired = user(0..40, "pick()");
    let others: Vec<(String, String)> =
        (0..5).map(|n| (format!("a{n}.py"), user(n * 8..n * 8 + 8, "\"claude-haiku-5-5\""))).collect();
    let others: Vec<(&str, &str)> = others.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let diff = after("gain", &[("helpers.py", &helpers), ("tired.py", &tired)], &others);
    assert!(changes(&diff).iter().all(|(kind, path, _)| kind == "added" && path.starts_with('a')), "{diff:#}");
    assert_eq!(changes(&diff).len(), 5);
}
