//! Names and texts that would be something else than text where they are shown.

use super::{Repository, call};

/// What forges, terminals and build services would act on.
const WORDS: &str = "x ::error::gone ##[error]y @everyone #1 ![i](//e.example/p) <img src=x onerror=1> `code` ${{ secrets.T }} | [a](b)";

#[test]
fn names_and_prompts_come_out_inert() {
    let path = "src/::error file=a,line=1::x\u{1b}[31m @all `b` <i> ![i](u) | ${{ x }}.py";
    let before = call("model=\"claude-haiku-5-5\", max_tokens=500, ");
    let repository = Repository::new("hostile", &[(path, &before), ("b.py", &before)]);
    let after = call(&format!("model={WORDS:?}, max_tokens=500, system={WORDS:?}, "));
    repository.commit(&[(path, &after), ("b.py", &after)]);
    let text = repository.prints(&["diff", "HEAD~1..HEAD"]);
    assert!(!text.contains('\u{1b}') && !text.contains("##[error]"), "{text}");
    assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{text}");
    assert!(!text.contains(" ::error"), "{text}");
    let comment = repository.prints(&["diff", "HEAD~1..HEAD", "--format", "markdown"]);
    assert!(!comment.contains('\u{1b}'), "{comment}");
    // Whatever is not between backticks is ours.
    let ours: String = comment.split('`').step_by(2).collect();
    for sign in ["@", "<img", "![", "](", "${{", "#1", "<i>"] {
        assert!(!ours.contains(sign), "{sign}: {ours}");
    }
    let rows = comment.lines().filter(|line| line.starts_with("| changed"));
    assert_eq!(rows.clone().count(), 2, "{comment}");
    for row in rows {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 5, "{row}");
    }
    let json = repository.prints(&["diff", "HEAD~1..HEAD", "--format", "json"]);
    assert!(!json.contains('\u{1b}'));
    serde_json::from_str::<serde_json::Value>(&json).expect("it is JSON");
}
