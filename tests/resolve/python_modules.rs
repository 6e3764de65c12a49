//! Imports of Python.

use super::seen::tree_models;

const FOUND: [&str; 1] = ["claude-haiku-4-5"];
const MODEL: &str = "MODEL = 'claude-haiku-4-5'\n";

fn app(import: &str, model: &str) -> String {
    format!(
        "import anthropic\n{import}\n\nanthropic.Anthropic().messages.create(model={model}, max_tokens=9, messages=[])\n"
    )
}

#[test]
fn every_form_of_import_finds_the_constant() {
    for (import, model) in [
        ("from pack.config import MODEL", "MODEL"),
        ("from pack.config import MODEL as NAME", "NAME"),
        ("from pack.config import *", "MODEL"),
        ("from pack import config", "config.MODEL"),
        ("import pack.config", "pack.config.MODEL"),
        ("import pack.config as settings", "settings.MODEL"),
    ] {
        let text = app(import, model);
        let files = [("pack/__init__.py", ""), ("pack/config.py", MODEL), ("app.py", &*text)];
        assert_eq!(tree_models(&files), FOUND, "{import}");
    }
}

#[test]
fn relative_imports_count_from_the_package() {
    for (path, import, model) in [
        ("pack/app.py", "from .config import MODEL", "MODEL"),
        ("pack/app.py", "from . import config", "config.MODEL"),
        ("pack/sub/app.py", "from ..config import MODEL", "MODEL"),
        ("pack/sub/__init__.py", "from ..config import MODEL", "MODEL"),
    ] {
        let text = app(import, model);
        let files = [("pack/__init__.py", ""), ("pack/config.py", MODEL), (path, &*text)];
        assert_eq!(tree_models(&files), FOUND, "{path} {import}");
    }
}

#[test]
fn packages_pass_on_what_they_import() {
    let text = app("from pack import MODEL", "MODEL");
    for init in ["from .config import MODEL\n", "from .config import *\n", "from pack.config import MODEL\n"] {
        let files = [("pack/__init__.py", init), ("pack/config.py", MODEL), ("app.py", &*text)];
        assert_eq!(tree_models(&files), FOUND, "{init}");
    }
}

#[test]
fn sources_may_stand_in_a_folder_of_their_own() {
    let text = app("from pack.config import MODEL", "MODEL");
    let files = [("src/pack/__init__.py", ""), ("src/pack/config.py", MODEL), ("src/pack/app.py", &*text)];
    assert_eq!(tree_models(&files), FOUND);
    let files = [("src/pack/__init__.py", ""), ("src/pack/config.py", MODEL), ("tests/test_app.py", &*text)];
    assert_eq!(tree_models(&files), FOUND);
}

#[test]
fn an_import_that_may_fail_takes_either() {
    let text = app("try:\n    from config import MODEL\nexcept ImportError:\n    MODEL = 'claude-opus-4-5'", "MODEL");
    let models = tree_models(&[("config.py", MODEL), ("app.py", &text)]);
    assert!(models == FOUND || models == ["claude-haiku-4-5 | claude-opus-4-5"], "{models:?}");
}

#[test]
fn modules_that_need_each_other_end() {
    let one = app("from two import OTHER\nMODEL = 'claude-haiku-4-5'", "MODEL");
    assert_eq!(tree_models(&[("one.py", &one), ("two.py", "from one import MODEL\nOTHER = MODEL\n")]), FOUND);
    let lost = app("from two import MODEL", "MODEL");
    assert_eq!(tree_models(&[("one.py", &lost), ("two.py", "from one import MODEL\n")]), ["?"]);
}

#[test]
fn a_module_that_is_not_there_gives_nothing() {
    assert_eq!(tree_models(&[("app.py", &app("from gone import MODEL", "MODEL"))]), ["?"]);
    let files =
        [("pack/__init__.py", ""), ("pack/config.py", MODEL), ("app.py", &*app("from pack.config import X", "X"))];
    assert_eq!(tree_models(&files), ["?"]);
}
