//! Fixes of every flagged example of every page.

use super::{example, tree::Tree};
use jiff::civil::{Date, date};
use skint::{
    catalog::pages::embedded,
    fix::{Judged, Patched},
    policy::{Policy, Vocabulary},
    resolve::files::Files,
    run::{Mended, analyse, mend},
    syntax::lower,
};

const AS_OF: Date = date(2026, 11, 22);

fn policy(files: &[(String, String)]) -> Policy {
    let own = files.iter().find(|(path, _)| path == "skint.toml");
    own.map_or_else(Policy::embedded, |(path, text)| {
        Policy::parse(path, text, &Vocabulary::embedded()).expect("the policy of an example is right")
    })
}

fn mended(files: &[(String, String)], risky: bool) -> Mended {
    let tree = Tree::new(files);
    mend(&tree, &tree.code(), &policy(files), AS_OF, &|finding, _| {
        finding.fix.as_ref().is_some_and(|fix| fix.safe || risky)
    })
}

/// The files with what was written into them.
fn after(files: &[(String, String)], mended: &Mended) -> Vec<(String, String)> {
    let new = |path: &str| mended.texts.iter().find(|(old, _)| *old.path == *path).map(|(_, new)| new.text.to_string());
    files.iter().map(|(path, text)| (path.clone(), new(path).unwrap_or_else(|| text.clone()))).collect()
}

#[test]
fn fixed_examples_parse_cost_no_more_and_have_nothing_left_to_fix() {
    let mut fixed = 0;
    for (page, example) in
        embedded().iter().flat_map(|page| example::read(page.text).into_iter().map(move |e| (page, e)))
    {
        for risky in [false, true] {
            let about = format!("{}: {}", page.name, example.title);
            let (before, made) = (Tree::new(&example.files), mended(&example.files, risky));
            if made.texts.is_empty() {
                continue;
            }
            let files = after(&example.files, &made);
            let now = Tree::new(&files);
            assert_eq!(now.problems.len(), before.problems.len(), "{about}");
            let again = mended(&files, risky);
            assert!(again.texts.is_empty(), "{about} is fixed twice: {files:#?}");
            let policy = policy(&files);
            let (old, new) =
                (analyse(&before, &before.code(), &policy, AS_OF), analyse(&now, &now.code(), &policy, AS_OF));
            let worse = Judged::of(&new.sites, &new.findings).worse_than(&Judged::of(&old.sites, &old.findings), &[]);
            assert_eq!(worse, None, "{about}");
            assert!(example.flagged || made.texts.is_empty() || page.name != "uncached-system-prompt", "{about}");
            fixed += made.fixed.values().sum::<usize>();
        }
    }
    assert!(fixed > 0, "some example has a fix");
}

#[test]
fn an_edit_after_which_a_file_cannot_be_read_is_refused() {
    let tree = Tree::new(&[("a.py".to_owned(), "x = (1)\n".to_owned())]);
    let id = tree.find("a.py").expect("it is there");
    let edit = |replacement: &str| skint::diagnostic::Edit {
        at: skint::source::Span::new(id, 6, 7),
        replacement: replacement.to_owned(),
    };
    assert!(Patched::new(&tree).with(&[&edit("")]).is_none());
    let patched = Patched::new(&tree).with(&[&edit(", 2)")]).expect("it can be read");
    let source = patched.source(id).expect("it is there");
    assert_eq!(&*source.text, "x = (1, 2)\n");
    assert!(lower(&source).problems.is_empty());
}
