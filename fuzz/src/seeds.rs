//! What targets begin with: the fixtures, examples and policies that the tests have anyway, and what was found before.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Bytes of the longest file that is a seed.
const LONGEST: u64 = 12 * 1024;

/// The repository's root.
fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    if own.join("rules").is_dir() { own.to_path_buf() } else { own.join("..") }
}

/// Files beneath a folder with paths from there, in order; those that are long are left out.
fn beneath(folder: &str) -> Vec<(String, String)> {
    let root = root().join(folder);
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().flatten();
    let short = files.filter(|file| file.file_type().is_file() && file.metadata().is_ok_and(|m| m.len() <= LONGEST));
    let read = |file: walkdir::DirEntry| {
        let path = file.path().strip_prefix(&root).ok()?.to_str()?.replace('\\', "/");
        Some((path, fs::read_to_string(file.path()).ok()?))
    };
    short.filter_map(read).filter(|(path, _)| !ends(path, "snap")).collect()
}

/// Inputs that were kept for a target.
pub(crate) fn kept(target: &str) -> Vec<Vec<u8>> {
    let files = fs::read_dir(root().join("fuzz/found").join(target)).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = files.map(|file| file.path()).collect();
    paths.sort();
    paths.iter().filter_map(|path| fs::read(path).ok()).collect()
}

fn written(files: &[(String, String)]) -> Vec<u8> {
    let lines = files.iter().flat_map(|(path, text)| ["=== ", path, "\n", text, "\n"]);
    lines.collect::<String>().into_bytes()
}

fn ends(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

/// One file each, of every language.
pub(crate) fn files() -> Vec<Vec<u8>> {
    let all = ["tests/languages", "tests/hard-cases", "tests/configured", "examples"].map(beneath).concat();
    let read = all.into_iter().filter(|(path, _)| skint::syntax::language_of(path).is_some());
    read.map(|file| written(&[file])).collect()
}

/// Whole trees.
pub(crate) fn trees() -> Vec<Vec<u8>> {
    let scenarios = fs::read_dir(root().join("tests/cli")).into_iter().flatten().flatten();
    let mut names: Vec<String> = scenarios.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let trees = names.iter().map(|name| written(&beneath(&format!("tests/cli/{name}"))));
    let short = |tree: &Vec<u8>| !tree.is_empty() && tree.len() < 24 * 1024;
    trees.filter(short).chain(files().into_iter().step_by(3)).collect()
}

/// Two states of a tree each.
pub(crate) fn changes() -> Vec<Vec<u8>> {
    let after = |tree: Vec<u8>| {
        let text = String::from_utf8_lossy(&tree).into_owned();
        let other = text.replace("sonnet", "opus").replace("max_tokens=", "max_tokens=1");
        format!("{text}=== ===\n{other}").into_bytes()
    };
    trees().into_iter().filter(|tree| tree.len() < 8 * 1024).map(after).collect()
}

/// Choices for trees that are made up.
pub(crate) fn choices() -> Vec<Vec<u8>> {
    let bytes = |seed: u64| {
        let mut mutation = super::Mutation::new(seed);
        (0..600).map(|_| u8::try_from(mutation.below(256)).expect("it is below 256")).collect()
    };
    (1..40).map(bytes).collect()
}

/// Policies, among them those of rule pages.
pub(crate) fn policies() -> Vec<Vec<u8>> {
    let all = ["tests/cli", "examples", "rules/policies"].map(beneath).concat();
    let files = all.into_iter().filter(|(path, _)| ends(path, "toml")).map(|(_, text)| text);
    let page = fs::read_to_string(root().join("docs/policy.md")).unwrap_or_default();
    let blocks = page.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("```")).map(|(block, _)| block);
    files.chain(blocks.map(str::to_owned)).map(String::into_bytes).collect()
}

/// Lines of comments.
pub(crate) fn allows() -> Vec<Vec<u8>> {
    let all = [
        "skint: allow(retired-model) it is only a test until 2027-03-31",
        "skint: allow(retired-model, missing-max-tokens) both are known",
        "skint: allow-function(retired-model) all of it\nskint: allow-file(oversized-model) known",
        "skint: allow(nothing-of-the-kind) x\nskint: allow() y\nskint: allow(retired-model)",
        "skint:allow( retired-model )   spaces until 2020-01-01",
        "allow(retired-model) until until 2027-13-99",
    ];
    all.map(|text| text.as_bytes().to_vec()).to_vec()
}

/// Baselines.
pub(crate) fn baselines() -> Vec<Vec<u8>> {
    let counts = r#"{"version": 1, "files": {"a.py": {"retired-model": {"a": 1, "b": 4294967295}}, "b.py": {"x": {"c": 4294967295}}}}"#;
    let empty = r#"{"version": 1, "files": {}}"#;
    vec![counts.into(), empty.into()]
}

/// Names that try to be more than text.
pub(crate) fn names() -> Vec<Vec<u8>> {
    let all = [
        "src/a.py\nplain words\n::error file=x::y\n\u{1b}]0;t\u{7}\n@everyone #1 [l](https://evil.example)\n<img src=x>",
        "a\u{202e}b.py\r\n##[error]x\n]]>\n&lt;\n${{ secrets.TOKEN }}\n```\n| a | b |\n\\\n%0A::warning::x",
        "\n\n\n\té漢𝒳\u{301}\u{200d}\n# [x]: y\n<!-- -->\n~~~\n1. a\n* b",
    ];
    all.map(|text| text.as_bytes().to_vec()).to_vec()
}

/// Texts and request bodies.
pub(crate) fn texts() -> Vec<Vec<u8>> {
    let body = r#"{"model": "claude-opus-5-5", "max_tokens": 9, "system": [{"type": "text", "text": "Be brief."}], "tools": [{"name": "a", "description": "b", "input_schema": {"type": "object", "properties": {"c": {"type": "string"}}}}], "messages": [{"role": "user", "content": [{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB"}}, {"type": "tool_result", "tool_use_id": "t", "content": "x"}]}, {"role": "assistant", "content": "y"}]}"#;
    let tools = r#"[{"toolSpec": {"name": "a", "inputSchema": {"json": {}}}}, {"type": "function", "function": {"name": "f"}}]"#;
    let mut all: Vec<Vec<u8>> = vec![body.into(), tools.into(), "Dear {{ name }}, {% if x %}y{% endif %}".into()];
    all.extend(files().into_iter().step_by(7));
    all
}
