//! Images and documents that code reads from files at a fixed path cost by their size, and others are open.

use super::{
    binary::{folder, run, write},
    tree::Tree,
};
use serde_json::Value;
use skint::resolve::files::Files;
use std::path::Path;

/// A picture of 1920 by 1080 pixels, as far as its size goes, and a paper of two pages.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x07\x80\0\0\x04\x38\x08\x02\0\0\0";
const PAPER: &[u8] = b"%PDF-1.7\n\xe2\xe3\xcf\xd3 << /Type /Pages >> << /Type /Page >> <</Type/Page>>";

/// Tokens of the one call of a file, and what is open in it.
fn counted(root: &Path, name: &str, code: &str) -> ([u64; 2], Value) {
    write(root, name, code);
    let (status, out, said) = run(root, &["cost", name, "--format", "json", "--as-of", "2026-11-22"]);
    assert_eq!(status, Some(0), "{said}");
    let costs: Value = serde_json::from_str(&out).expect("it is JSON");
    let site = &costs["sites"][0];
    let tokens = |at: usize| site["input_tokens"][at].as_u64().expect("it is counted");
    ([tokens(0), tokens(1)], site["open"].clone())
}

/// A place with both files.
fn with_files(name: &str) -> std::path::PathBuf {
    let root = folder(name);
    write(&root, "assets/chart.png", PICTURE);
    write(&root, "assets/terms.pdf", PAPER);
    root
}

fn python(read: &str, kind: &str, media_type: &str) -> String {
    format!(
        "import base64\nfrom pathlib import Path\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef encoded(path):\n    \
         with open(path, 'rb') as file:\n        return base64.standard_b64encode(file.read()).decode('utf-8')\n\n\n\
         def ask(name):\n    return client.messages.create(model='claude-opus-5-5', max_tokens=100, messages=[{{'role': 'user', \
         'content': [{{'type': '{kind}', 'source': {{'type': 'base64', 'media_type': '{media_type}', 'data': {read}}}}}]}}])\n"
    )
}

fn typescript(read: &str, kind: &str, media_type: &str) -> String {
    format!(
        "import Anthropic from '@anthropic-ai/sdk';\nimport fs, {{ readFileSync }} from 'node:fs';\n\nconst client = new \
         Anthropic();\n\nexport async function ask(name: string) {{\n  return client.messages.create({{ model: \
         'claude-opus-5-5', max_tokens: 100, messages: [{{ role: 'user', content: [{{ type: '{kind}', source: {{ type: \
         'base64', media_type: '{media_type}', data: {read} }} }}] }}] }});\n}}\n"
    )
}

#[test]
fn an_image_that_is_read_at_a_fixed_path_costs_by_its_size() {
    let root = with_files("image");
    for read in [
        "base64.b64encode(open('assets/chart.png', 'rb').read()).decode()",
        "base64.b64encode(Path('assets/chart.png').read_bytes()).decode('ascii')",
        "encoded('assets/chart.png')",
    ] {
        let (tokens, open) = counted(&root, "a.py", &python(read, "image", "image/png"));
        assert!(tokens[0] >= 2_691 && tokens[1] < 2_720 && open == serde_json::json!([]), "{read}: {tokens:?} {open}");
    }
    for read in [
        "fs.readFileSync('assets/chart.png').toString('base64')",
        "readFileSync('assets/chart.png', 'base64')",
        "readFileSync('assets/chart.png', { encoding: 'base64' })",
        "Buffer.from(await fs.promises.readFile('assets/chart.png')).toString('base64')",
    ] {
        let (tokens, open) = counted(&root, "a.ts", &typescript(read, "image", "image/png"));
        assert!(tokens[0] >= 2_691 && tokens[1] < 2_720 && open == serde_json::json!([]), "{read}: {tokens:?} {open}");
    }
}

#[test]
fn a_document_that_is_read_at_a_fixed_path_costs_by_its_pages() {
    let root = with_files("document");
    let (tokens, open) = counted(&root, "a.py", &python("encoded('assets/terms.pdf')", "document", "application/pdf"));
    assert!(tokens[0] >= 3_000 && tokens[1] > 12_000 && open == serde_json::json!([]), "{tokens:?} {open}");
    let read = "readFileSync('assets/terms.pdf').toString('base64')";
    let same = counted(&root, "a.ts", &typescript(read, "document", "application/pdf"));
    assert_eq!(same, (tokens, open));
}

#[test]
fn what_is_read_elsewhere_or_is_no_image_is_open() {
    let root = with_files("open");
    write(&root, "assets/empty.png", b"");
    write(&root, "assets/long.png", vec![0; 9 << 20]);
    for read in [
        "base64.b64encode(open(name, 'rb').read()).decode()",
        "encoded('assets/none.png')",
        "encoded('assets/empty.png')",
        "encoded('assets/long.png')",
        "encoded('../../secret.png')",
        "open('assets/chart.png', 'rb').read()",
        "base64.b64encode('assets/chart.png')",
    ] {
        let (tokens, open) = counted(&root, "a.py", &python(read, "image", "image/png"));
        assert!(tokens[1] < 100 && open.to_string().contains("media"), "{read}: {tokens:?} {open}");
    }
}

#[test]
fn a_tree_of_texts_gives_them_in_base64() {
    let tree = Tree::new(&[("a.txt".to_owned(), "Hello".to_owned())]);
    let id = tree.find("a.txt").expect("it is there");
    assert_eq!(tree.base64(id).as_deref(), Some("SGVsbG8="));
}
