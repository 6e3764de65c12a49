//! Fixes of every flagged example of every page.

use super::{example, tree::Tree};
use jiff::civil::{Date, date};
use skint::{
    catalog::pages::embedded,
    diagnostic::{Diagnostic, Edit},
    fix::{Judged, Patched},
    policy::{Policy, Vocabulary},
    resolve::files::Files,
    run::{Mended, analyse, mend},
    syntax::lower,
};
use std::{collections::BTreeSet, fmt::Write, fs};

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
    let mut fixed = BTreeSet::new();
    for page in embedded() {
        for example in example::read(page.text) {
            for risky in [false, true] {
                let about = format!("{}: {}", page.name, example.title);
                if let Some(rules) = checked(&about, &example.files, risky) {
                    fixed.extend(rules.into_iter().map(|rule| (rule, risky)));
                }
            }
        }
    }
    let with_fix = embedded().iter().filter(|page| !page.fix.is_empty()).map(|page| page.name.as_str());
    let without: Vec<&str> = with_fix.filter(|rule| !fixed.contains(&(*rule, false))).collect();
    assert!(without.is_empty(), "no example of these shows its safe fix: {without:?}");
    assert!(fixed.contains(&("retired-model", true)) && !fixed.contains(&("retired-model", false)));
}

/// Rules whose findings are fixed in files, which are then as they must be; nothing where no fix is made.
fn checked(about: &str, files: &[(String, String)], risky: bool) -> Option<Vec<&'static str>> {
    let (before, made) = (Tree::new(files), mended(files, risky));
    let count: usize = made.fixed.values().sum();
    assert_eq!(count == 0, made.texts.is_empty(), "{about}");
    if count == 0 {
        return None;
    }
    let files = after(files, &made);
    let now = Tree::new(&files);
    assert_eq!(now.problems.len(), before.problems.len(), "{about}");
    assert!(mended(&files, risky).texts.is_empty(), "{about} is fixed twice: {files:#?}");
    let policy = policy(&files);
    let (old, new) = (analyse(&before, &before.code(), &policy, AS_OF), analyse(&now, &now.code(), &policy, AS_OF));
    let worse = Judged::of(&new.sites, &new.findings).worse_than(&Judged::of(&old.sites, &old.findings), &[]);
    assert_eq!(worse, None, "{about}");
    let wanted = |finding: &&Diagnostic| finding.fix.as_ref().is_some_and(|fix| fix.safe || risky);
    let (fixable, left) = (old.findings.iter().filter(wanted).count(), new.findings.iter().filter(wanted).count());
    assert_eq!(fixable, left + count, "{about}: what was fixed is gone");
    Some(old.findings.iter().filter(wanted).map(|finding| finding.rule).collect())
}

/// What the fix of a finding writes: its title, and each text with what comes in its place.
fn written(tree: &Tree, finding: &Diagnostic) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let mut said = format!("  {}: {}{}\n", finding.rule, fix.title, if fix.safe { "" } else { " (not safe)" });
    for edit in &fix.edits {
        let source = tree.source(edit.at.source)?;
        let line = source.position(edit.at.start).line;
        let (old, new) = (source.slice(edit.at), &edit.replacement);
        writeln!(said, "    {}:{line}: {old:?} becomes {new:?}", source.path).expect("a string takes everything");
    }
    Some(said)
}

#[test]
fn what_fixes_write_is_what_the_list_says() {
    let mut now = String::new();
    for page in embedded() {
        for example in example::read(page.text) {
            let tree = Tree::new(&example.files);
            let findings = analyse(&tree, &tree.code(), &policy(&example.files), AS_OF).findings;
            let fixes: String = findings.iter().filter_map(|finding| written(&tree, finding)).collect();
            if !fixes.is_empty() {
                writeln!(now, "{}: {}\n{fixes}", page.name, example.title).expect("a string takes everything");
            }
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write("tests/fix/written.txt", &now).expect("the list can be written");
    }
    let known = fs::read_to_string("tests/fix/written.txt").expect("the list is there");
    for (now, known) in now.split("\n\n").zip(known.split("\n\n")) {
        assert_eq!(now, known, "`UPDATE=1 cargo test --test fix` rewrites tests/fix/written.txt");
    }
    assert_eq!(now, known);
}

#[test]
fn an_edit_after_which_a_file_cannot_be_read_is_refused() {
    let tree = Tree::new(&[("a.py".to_owned(), "x = (1)\n".to_owned())]);
    let id = tree.find("a.py").expect("it is there");
    let edit = |replacement: &str| Edit { at: skint::source::Span::new(id, 6, 7), replacement: replacement.to_owned() };
    assert!(Patched::new(&tree).with(&[&edit("")]).is_none());
    let patched = Patched::new(&tree).with(&[&edit(", 2)")]).expect("it can be read");
    let source = patched.source(id).expect("it is there");
    assert_eq!(&*source.text, "x = (1, 2)\n");
    assert!(lower(&source).problems.is_empty());
}
