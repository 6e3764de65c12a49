//! Spans point at what they say.

use super::{fixtures, name, read};
use skint::syntax::{ExprKind, StmtKind};

#[test]
fn names_of_functions_and_classes_stand_where_their_spans_say() {
    for (path, text) in fixtures() {
        let (source, lowered) = read(name(&path), &text);
        let functions = lowered.module.functions.iter().map(|f| (&f.name, f.name_span, f.span));
        let classes = lowered.module.classes.iter().map(|c| (&c.name, c.name_span, c.span));
        for (name, at, whole) in functions.chain(classes) {
            let written = source.slice(at);
            assert!(!source.slice(whole).is_empty(), "{path:?}");
            match name {
                Some(name) => assert_eq!(written.trim_matches(['"', '\'', '`', '[', ']']), name, "{path:?}"),
                None => assert!(!written.is_empty() && !written.contains(char::is_whitespace), "{path:?} {written}"),
            }
        }
    }
}

#[test]
fn comments_are_spans_of_their_text() {
    let text = "// skint: allow(x) é\nf(/* one */);\n/** two\n */\nconst a = `// no`; <!-- old\n";
    let (source, lowered) = read("a.js", text);
    let comments: Vec<_> = lowered.module.comments.iter().map(|span| source.slice(*span)).collect();
    assert_eq!(comments[..3], ["// skint: allow(x) é", "/* one */", "/** two\n */"]);
}

#[test]
fn offsets_are_bytes_of_the_source_after_other_scripts_too() {
    let (source, lowered) = read("a.ts", "const é = '日本'; client.messages.create({ model });");
    let StmtKind::Expr(call) = &lowered.module.body[1].kind else { panic!("a call") };
    let ExprKind::Call { callee, .. } = &call.kind else { panic!("a call") };
    let ExprKind::Attribute { name_span, .. } = callee.kind else { panic!("a member") };
    assert_eq!(source.slice(name_span), "create");
    assert_eq!(source.slice(call.span), "client.messages.create({ model })");
}
