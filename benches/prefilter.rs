//! Which files may call Claude: one pass over bytes, on a disk as a scan has it.

use crate::inputs;
use divan::{Bencher, counter::BytesCount};
use skint::{
    catalog::sdks,
    walk::{Scope, Tree, Words},
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::AtomicUsize,
};

/// A folder with the example so many times over, and ten files beside each of its own that never mention Claude.
fn folder(copies: usize) -> (PathBuf, usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{copies}"));
    fs::create_dir_all(folder.join(".git")).expect("the folder can be made");
    let files = inputs::example(copies);
    let mut bytes = inputs::bytes(&files);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("the folder can be made");
        fs::write(&path, &text).expect("the file can be written");
        for at in 0..10 {
            let plain = "def total(rows):\n    return sum(row.amount for row in rows)\n\n\n".repeat(80);
            bytes += plain.len();
            fs::write(path.with_extension(format!("{at}.py")), plain).expect("the file can be written");
        }
    }
    (folder, bytes)
}

#[divan::bench(args = inputs::COPIES)]
fn of_a_folder(bencher: Bencher, copies: usize) {
    let (folder, bytes) = folder(copies);
    let words = sdks::embedded().words();
    let need = |path: &str| sdks::embedded().need(path);
    let words = Words { brings: &words.brings, calls: &words.calls, alone: &words.alone, data: &words.data, need };
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let scope = Scope::of(&[PathBuf::from(".")], &folder);
        Tree::open(scope, &words, &|_| true, &AtomicUsize::new(0))
    });
}
