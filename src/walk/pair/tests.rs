use super::*;
use crate::{resolve::files::Files, syntax::Language, value::Name, walk::Words};
use std::sync::atomic::AtomicUsize;

const FILES: [(&str, u32); 3] = [("app/a.py", 1), ("app/b.py", 2), ("app/c.py", 3)];

/// Two states that differ in one file of three, and how often anything was read.
fn pair() -> (Arc<Pair<u32>>, Arc<AtomicUsize>) {
    let reads = Arc::new(AtomicUsize::new(0));
    let state = |changed: u32| {
        let reads = Arc::clone(&reads);
        let files = FILES.map(|(path, digest)| (path.to_owned(), if digest == 3 { digest + changed } else { digest }));
        let contents: Contents<u32> = Box::new(move |_, digest| {
            reads.fetch_add(1, Ordering::Relaxed);
            Ok(Ok(format!("import anthropic\nask_the_model({digest})\nclient.messages.create()\n").into_bytes()))
        });
        State { files: files.to_vec(), contents, glance: None, problems: Vec::new() }
    };
    (Pair::new(state(0), state(1)), reads)
}

#[test]
fn what_both_states_share_is_read_once_for_each_look() {
    let (pair, reads) = pair();
    let words = Words { brings: &["anthropic"], calls: &["messages"], ..Words::default() };
    let [base, head] = pair.candidates(&words, &|_| true);
    assert_eq!((base.len(), head.len(), reads.swap(0, Ordering::Relaxed)), (3, 3, 4));
    let sides = [Which::Base, Which::Head].map(|which| pair.side(which));
    let names = [vec![Name::from("ask_the_model")]];
    for side in sides.iter().chain(&sides) {
        assert_eq!(side.mentions(&[Language::Python], &names, &|_| true).len(), 3);
    }
    assert_eq!(reads.swap(0, Ordering::Relaxed), 4, "two of three files are the same, whoever asks and however often");
    for side in &sides {
        assert_eq!(side.mentions(&[Language::Python], &[vec![Name::from("other")]], &|_| true), []);
    }
    assert_eq!(reads.swap(0, Ordering::Relaxed), 4, "other names are another question");
    let shared = sides.each_ref().map(|side| side.module(base[0]).expect("it is parsed"));
    assert!(Arc::ptr_eq(&shared[0], &shared[1]));
    let own = sides.each_ref().map(|side| side.module(base[2]).expect("it is parsed"));
    assert!(!Arc::ptr_eq(&own[0], &own[1]));
    assert_eq!(reads.load(Ordering::Relaxed), 3, "one file once, and two states of another");
}
