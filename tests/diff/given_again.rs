//! What is worked out for one state and given again for the other is what the other would have come to by itself.

use jiff::civil::date;
use skint::{
    catalog::sdks,
    policy::Policy,
    resolve::{Earlier, OfFile, files},
    run::{Analysis, analyse},
    source::{Source, SourceId},
    syntax::{Language, Module},
    value::Name,
    walk::{Contents, Pair, Side, State, Which, Words},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::{Arc, Mutex},
};

/// Files by path.
type Files = BTreeMap<String, String>;

/// A tree in which most of what a request holds stands in another file than the call.
const APART: [(&str, &str); 25] = [
    ("bot/__init__.py", "from .settings import MODEL\nfrom .client import Client\n"),
    ("bot/settings.py", "from .names import FAMILY\nMODEL = f'claude-{FAMILY}-4-5'\nCAP = 512\n"),
    ("bot/names.py", "FAMILY = 'haiku'\n"),
    ("bot/circle.py", "from . import circular\nLONG = 800\ndef long():\n    return circular.twice(LONG)\n"),
    ("bot/circular.py", "from . import circle\ndef twice(n):\n    return n * 2\nALL = circle.LONG\n"),
    (
        "bot/base.py",
        "import anthropic\nfrom .settings import CAP\nclass Base:\n    model = 'claude-opus-4-8'\n    def __init__(self, \
         cap=CAP):\n        self.client = anthropic.Anthropic()\n        self.cap = cap\n    def system(self):\n        \
         return 'be kind'\n    def ask(self, text):\n        return self.client.messages.create(model=self.model, \
         max_tokens=self.cap, system=self.system(), messages=[{'role': 'user', 'content': text}])\n",
    ),
    (
        "bot/client.py",
        "from bot.base import Base\nfrom bot import MODEL\nfrom .circle import long\nclass Client(Base):\n    model = \
         MODEL\n    def system(self):\n        return 'be short. ' * long()\n    def shorter(self):\n        self.cap = \
         99\n",
    ),
    ("bot/use.py", "from bot import Client\ndef go(text):\n    return Client(cap=77).ask(text)\n"),
    (
        "bot/wrap.py",
        "import anthropic\nclient = anthropic.Anthropic()\ndef wrapped(model, cap):\n    return \
         client.messages.create(model=model, max_tokens=cap, messages=[])\n",
    ),
    ("bot/caller.py", "from .wrap import wrapped\nfrom .settings import MODEL\nwrapped(MODEL, 5)\n"),
    ("bot/alone.py", "from .wrap import wrapped\nwrapped('claude-haiku-4-5', 6)\n"),
    ("web/tsconfig.json", "{ \"compilerOptions\": { \"baseUrl\": \".\", \"paths\": { \"#lib/*\": [\"lib/*\"] } } }\n"),
    ("web/lib/index.ts", "export * from \"./models\";\n"),
    ("web/lib/models.ts", "export const MODEL = \"claude-haiku-4-5\";\nexport const limits = { cap: 300 };\n"),
    (
        "web/ask.ts",
        "import Anthropic from \"@anthropic-ai/sdk\";\nimport { MODEL, limits } from \"#lib/index\";\nconst client = new \
         Anthropic();\nawait client.messages.create({ model: MODEL, max_tokens: limits.cap, messages: [] });\n",
    ),
    (
        "web/question.ts",
        "import Anthropic from \"@anthropic-ai/sdk\";\nconst client = new Anthropic();\nexport function \
         putQuestion(model: string) {\n  return client.messages.create({ model, max_tokens: 50, messages: [] });\n}\n",
    ),
    (
        "web/routes.ts",
        "import Anthropic from \"@anthropic-ai/sdk\";\nimport { putQuestion } from \"./question\";\nconst client = new \
         Anthropic();\napp.when(\"/a\", () => client.messages.create({ model: \"claude-haiku-4-5\", max_tokens: 5, \
         messages: [] }));\napp.when(\"/b\", async () => putQuestion(\"claude-opus-4-8\"));\n",
    ),
    ("packages/names/package.json", "{ \"name\": \"@desk/names\", \"main\": \"index.ts\" }\n"),
    ("packages/names/index.ts", "export const MODEL = \"claude-haiku-4-5\";\n"),
    ("packages/first/ask.ts", ASK_BY_PACKAGE),
    ("packages/second/ask.ts", ASK_BY_PACKAGE),
    ("go/models.go", "package ask\n\nconst model = \"claude-haiku-4-5\"\nconst limit = 10\n"),
    (
        "go/ask.go",
        "package ask\n\nimport \"github.com/anthropics/anthropic-sdk-go\"\n\nfunc ask(ctx context.Context) {\n\tclient \
         := anthropic.NewClient()\n\tclient.Messages.New(ctx, anthropic.MessageNewParams{Model: model, MaxTokens: \
         limit})\n}\n",
    ),
    (
        "app/Ask.php",
        "<?php\nnamespace App;\nuse Anthropic\\Client;\nclass Ask {\n  public function go() {\n    $client = new \
         Client();\n    return $client->messages->create(maxTokens: Limits::CAP, messages: [], model: \
         Limits::MODEL);\n  }\n}\n",
    ),
    ("app/Limits.php", "<?php\nnamespace App;\nclass Limits { const CAP = 44; const MODEL = 'claude-haiku-4-5'; }\n"),
];

const ASK_BY_PACKAGE: &str = "import Anthropic from \"@anthropic-ai/sdk\";\nimport { MODEL } from \"@desk/names\";\nnew \
                              Anthropic().messages.create({ model: MODEL, max_tokens: 9, messages: [] });\n";

fn pair(base: &Files, head: &Files) -> Arc<Pair<u64>> {
    let state = |files: &Files| {
        let texts: BTreeMap<u64, String> = files.values().map(|text| (digest_of(text), text.clone())).collect();
        let contents: Contents<u64> = Box::new(move |_, digest| Ok(Ok(texts[&digest].clone().into_bytes())));
        let files = files.iter().map(|(path, text)| (path.clone(), digest_of(text))).collect();
        State { files, contents, glance: None, problems: Vec::new() }
    };
    Pair::new(state(base), state(head))
}

fn digest_of(text: &str) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

/// What is found in one of the states.
fn found(pair: &Arc<Pair<u64>>, which: Which) -> String {
    let words = sdks::embedded().words();
    let candidates = &pair.candidates(&Words::from(&words), &|_| true)[which as usize];
    let Analysis { sites, findings } = analyse(&pair.side(which), candidates, &Policy::embedded(), date(2026, 11, 22));
    assert!(!sites.is_empty());
    format!("{sites:#?}\n{findings:#?}")
}

/// One of the states, and the files that were gone through for what to evaluate.
struct Watched {
    side: Side<u64>,
    visited: Mutex<BTreeSet<String>>,
}

impl files::Files for Watched {
    fn find(&self, path: &str) -> Option<SourceId> {
        self.side.find(path)
    }
    fn path(&self, id: SourceId) -> Arc<str> {
        self.side.path(id)
    }
    fn source(&self, id: SourceId) -> Option<Arc<Source>> {
        self.side.source(id)
    }
    fn module(&self, id: SourceId) -> Option<Arc<Module>> {
        self.side.module(id)
    }
    fn visit(&self, id: SourceId) -> Option<Arc<Module>> {
        self.visited.lock().expect("nobody fails").insert(self.path(id).to_string());
        self.side.visit(id)
    }
    fn named(&self, file_name: &str) -> Vec<SourceId> {
        self.side.named(file_name)
    }
    fn in_folder(&self, folder: &str) -> Vec<SourceId> {
        self.side.in_folder(folder)
    }
    fn mentions(
        &self,
        languages: &[Language],
        sets: &[Vec<Name>],
        among: &(dyn Fn(&str) -> bool + Sync),
    ) -> Vec<files::Hit> {
        self.side.mentions(languages, sets, among)
    }
    fn of_file(&self, id: SourceId) -> Option<Arc<OfFile>> {
        self.side.of_file(id)
    }
    fn differs(&self, id: SourceId) -> bool {
        self.side.differs(id)
    }
    fn earlier(&self) -> Option<&Earlier> {
        self.side.earlier()
    }
}

#[test]
fn only_what_rests_on_the_change_is_worked_out_again() {
    let tree: Files = APART.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
    let visited = |changed: &str| {
        let mut other = tree.clone();
        other.entry(changed.to_owned()).and_modify(|text| *text = text.replace("haiku", "sonnet").replace("44", "45"));
        let both = pair(&tree, &other);
        let words = sdks::embedded().words();
        let candidates = both.candidates(&Words::from(&words), &|_| true);
        let [_, base] = [Which::Head, Which::Base].map(|which| {
            let watched = Watched { side: both.side(which), visited: Mutex::default() };
            skint::run::sites(&watched, &candidates[which as usize], date(2026, 11, 22));
            watched.visited.into_inner().expect("nobody fails").into_iter().collect::<Vec<_>>()
        });
        base
    };
    assert_eq!(visited("app/Limits.php"), ["app/Ask.php"]);
    assert_eq!(visited("web/lib/models.ts"), ["web/ask.ts"]);
    assert_eq!(visited("go/models.go"), ["go/ask.go", "go/models.go"]);
    let all = visited("bot/names.py");
    assert!(all.contains(&"bot/caller.py".to_owned()) && !all.contains(&"bot/alone.py".to_owned()), "{all:?}");
    assert!(all.iter().all(|path| path.starts_with("bot/")), "{all:?}");
}

/// Changes each file of a tree in turn, and takes each away.
fn holds(tree: &Files) {
    for (path, text) in tree {
        let changed = text.replace("haiku", "sonnet").replace(['0', '5', '7'], "9").replace("be ", "be very ");
        let mut with = tree.clone();
        let mut without = tree.clone();
        with.insert(path.clone(), changed);
        without.remove(path);
        for other in [with, without] {
            let both = pair(tree, &other);
            let (after, before) = (found(&both, Which::Head), found(&both, Which::Base));
            assert_same(&after, &found(&pair(tree, &other), Which::Head), path);
            assert_same(&before, &found(&pair(tree, &other), Which::Base), path);
        }
    }
}

fn assert_same(given: &str, own: &str, path: &str) {
    let first = given.lines().zip(own.lines()).find(|(given, own)| given != own);
    assert!(given == own, "where {path} changed, the first line that differs is {first:?}");
}

#[test]
fn of_a_tree_whose_requests_stand_in_many_files() {
    holds(&APART.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
}

#[test]
fn of_the_example() {
    let root = Path::new("examples/support-desk");
    let files = walkdir::WalkDir::new(root).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(root).expect("it lies there").to_str().expect("it is text");
        Some((path.replace('\\', "/"), fs::read_to_string(entry.path()).ok()?))
    };
    holds(&files.filter_map(read).collect());
}
