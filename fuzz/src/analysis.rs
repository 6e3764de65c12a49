//! Trees of any files, read, resolved, judged, fixed and shown.

use super::{AS_OF, project, text, tree};
use skint::{policy::Policy, resolve::files::Files, run::mend, syntax, walk::Which};

/// Analyses a tree of any files, and mends it.
pub(crate) fn run(bytes: &[u8]) {
    let texts = tree::parse(&text(bytes));
    let policy = project::recommended();
    let found = project::check(&texts, policy);
    let again = project::again(&texts, policy);
    assert_eq!(format!("{:?}", found.findings), format!("{:?}", again.findings), "the same tree, another answer");
    if found.findings.iter().any(|finding| finding.fix.is_some()) {
        fix(&texts, policy);
    }
}

/// Makes every fix, and reads what came of it.
fn fix(texts: &tree::Texts, policy: &Policy) {
    let pair = tree::pair(&tree::Texts::new(), texts);
    let [_, candidates] = tree::code(&pair);
    let side = pair.side(Which::Head);
    let mended = mend(&side, &candidates, policy, AS_OF, &|_, _| true);
    for (old, new) in &mended.texts {
        assert_ne!(old.text, new.text, "{} is written for nothing", old.path);
        let problems = |source| syntax::lower(source).problems.len();
        assert!(problems(new) <= problems(old), "{} is damaged: {}", old.path, new.text);
        assert!(side.find(&old.path).is_some(), "{} is not in the tree", old.path);
    }
}

/// Reads an input as the comments beside a call that has findings.
pub(crate) fn allows(bytes: &[u8]) {
    let text = text(bytes);
    let lines: Vec<&str> = text.lines().take(40).collect();
    let comments = |sign: &str| lines.iter().fold(String::new(), |all, line| all + sign + line + "\n");
    let mut texts = tree::Texts::new();
    let python = "import anthropic\nclient = anthropic.Anthropic()\n\ndef ask():\n";
    let call = "    client.messages.create(model='claude-3-opus-20240229', max_tokens=9, messages=[])";
    let trailing = lines.first().copied().unwrap_or_default();
    texts.insert("a.py".to_owned(), format!("{python}{}{call}  # {trailing}\n", comments("    # ")));
    let script = "import Anthropic from \"@anthropic-ai/sdk\";\nconst client = new Anthropic();\n";
    let call = "client.messages.create({ model: \"claude-3-opus-20240229\", max_tokens: 9, messages: [] });\n";
    let block = text.replace("*/", "* /");
    texts.insert("b.ts".to_owned(), format!("{script}/*{block}*/\n{}{call}", comments("// skint: ")));
    project::check(&texts, project::recommended());
}
