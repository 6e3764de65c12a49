//! Trees of files in memory, in one state or in two.

use skint::{
    catalog::sdks,
    policy::Policy,
    resolve::files::Files,
    source::SourceId,
    syntax,
    walk::{Pair, State, Which, Words},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// Files by path.
pub(crate) type Texts = BTreeMap<String, String>;

/// Bytes of an input that are looked at.
const LONGEST: usize = 64 * 1024;

/// Files of an input that are looked at.
const MOST: usize = 24;

/// The tree that an input writes down.
pub(crate) fn parse(text: &str) -> Texts {
    let end = (0..=LONGEST.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let mut files = Texts::new();
    let mut path = "main.py".to_owned();
    for line in text[..end].split_inclusive('\n') {
        match line.strip_prefix("=== ") {
            Some(name) if files.len() < MOST => path = clean(name),
            _ => files.entry(path.clone()).or_default().push_str(line),
        }
    }
    files
}

/// A path as a walk gives it.
fn clean(name: &str) -> String {
    let parts: Vec<&str> = name.trim().split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    if parts.is_empty() { "main.py".to_owned() } else { parts.join("/") }
}

/// Two states of a tree.
pub(crate) fn pair(base: &Texts, head: &Texts) -> Arc<Pair<usize>> {
    let mut contents: Vec<Vec<u8>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let listed = |files: &'_ [(&'_ String, &'_ String)]| -> Vec<(String, usize)> {
        files.iter().map(|(path, _)| ((*path).clone(), 0)).collect()
    };
    let (before, after): (Vec<_>, Vec<_>) = (base.iter().collect(), head.iter().collect());
    let (mut base, mut head) = (listed(&before), listed(&after));
    for (entry, (_, text)) in base.iter_mut().chain(&mut head).zip(before.iter().chain(&after)) {
        entry.1 = *known.entry(text.as_str()).or_insert_with(|| {
            contents.push(text.as_bytes().to_vec());
            contents.len() - 1
        });
    }
    let contents = Arc::new(contents);
    let state = |files| {
        let contents = Arc::clone(&contents);
        State {
            files,
            glance: None,
            problems: Vec::new(),
            contents: Box::new(move |_: &str, number: usize| Ok(Ok(contents[number].clone()))),
        }
    };
    Pair::new(state(base), state(head))
}

/// Files that a reader reads, in each state, whatever stands in them: who asks for these need not look for words.
pub(crate) fn code(pair: &Arc<Pair<usize>>) -> [Vec<SourceId>; 2] {
    [Which::Base, Which::Head].map(|which| {
        let side = pair.side(which);
        let read = side.paths().filter(|path| syntax::language_of(path).is_some());
        read.filter_map(|path| side.find(path)).collect()
    })
}

/// Files that may call Claude, in each state.
pub(crate) fn candidates(pair: &Pair<usize>, policy: &Policy) -> [Vec<SourceId>; 2] {
    let words = sdks::embedded().words();
    let need = |path: &str| sdks::embedded().need(path);
    let words = Words { brings: &words.brings, calls: &words.calls, alone: &words.alone, data: &words.data, need };
    pair.candidates(&words, &|path| policy.scans(path))
}
