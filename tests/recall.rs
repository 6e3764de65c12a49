//! Answers that were given before are given again, and only while everything that they rest on is as it was.

#[allow(dead_code)] // each test file uses part of what they share
#[path = "common/binary.rs"]
mod binary;

use binary::write;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
    time::SystemTime,
};

const CALL: &str = "\
import anthropic
from settings import MODEL

client = anthropic.Anthropic()


def ask(text, model=MODEL):
    prompt = open('prompt.txt').read()
    return client.messages.create(model=model, max_tokens=100, system=prompt, messages=[{'role': 'user', 'content': text}])
";

const APART: &str = "def add(a, b):\n    return a + b\n";

const CHECK: [&str; 3] = ["check", "--as-of", "2026-11-22"];

/// A repository, and a folder for answers about it.
struct Ground {
    folder: PathBuf,
    answers: PathBuf,
}

impl Ground {
    fn new(name: &str) -> Ground {
        let folder = binary::folder(name);
        let answers = folder.with_file_name(format!("{name}-answers"));
        fs::remove_dir_all(&answers).unwrap_or_default(); // it may not be there yet
        let ground = Ground { folder, answers };
        let ground = ground.has("ask.py", CALL).has("settings.py", "MODEL = 'claude-3-opus-20240229'\n");
        ground.has("apart.py", APART).has("prompt.txt", "Be brief.\n")
    }

    fn has(self, path: &str, text: impl AsRef<[u8]>) -> Ground {
        write(&self.folder, path, text);
        self
    }

    /// What the program says, and whether it had said so before: then no answer was written.
    fn asks(&self, args: &[&str]) -> (String, bool) {
        let before = self.kept();
        let said = self.said(args);
        let after = self.kept();
        (said, before == after && !after.is_empty())
    }

    fn said(&self, args: &[&str]) -> String {
        self.said_with(args, &self.answers)
    }

    /// What the program says with answers in another folder.
    fn said_with(&self, args: &[&str], answers: &Path) -> String {
        let mut command = binary::skint(&self.folder, args);
        let Output { status, stdout, stderr } =
            command.env("SKINT_CACHE_DIR", answers).output().expect("the binary runs");
        format!("{status}\n{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr))
    }

    /// The answers that are kept, and when each was written.
    fn kept(&self) -> Vec<(PathBuf, SystemTime)> {
        let files = fs::read_dir(&self.answers).into_iter().flatten().flatten();
        let written = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).expect("it is there");
        let mut kept: Vec<_> = files.map(|file| (file.path(), written(&file.path()))).collect();
        kept.sort();
        kept
    }

    /// Asks twice, and holds that the second answer is the first.
    fn settled(self) -> Ground {
        let (first, again) = self.asks(&CHECK);
        assert!(!again, "nobody asked before: {first}");
        assert_eq!(self.asks(&CHECK), (first, true));
        self
    }

    /// Holds that an answer is worked out anew, and is what is said where none is kept.
    #[track_caller]
    fn anew(&self, args: &[&str]) {
        let (said, again) = self.asks(args);
        assert!(!again, "{args:?}: {said}");
        let fresh = [args, &["--no-cache"]].concat();
        assert_eq!(said, self.said(&fresh), "{args:?}");
    }

    /// Holds that an answer that was given before is given again, and is what is said where none is kept.
    #[track_caller]
    fn again(&self, args: &[&str]) {
        let (said, again) = self.asks(args);
        assert!(again, "{args:?}: {said}");
        let fresh = [args, &["--no-cache"]].concat();
        assert_eq!(said, self.said(&fresh), "{args:?}");
    }
}

#[test]
fn the_same_question_has_the_same_answer() {
    let ground = Ground::new("same").settled();
    let (said, _) = ground.asks(&CHECK);
    assert!(said.contains("retired-model") && said.contains("exit status: 1"), "{said}");
    for other in [&["--format", "json"][..], &["--fail-on", "never"], &["ask.py"], &["--color", "always"], &["-q"]] {
        ground.anew(&[&CHECK, other].concat());
        ground.again(&[&CHECK, other].concat());
    }
    ground.anew(&["sites"]);
    ground.again(&["sites"]);
    ground.again(&CHECK);
}

#[test]
fn whatever_a_call_is_made_of_makes_its_answer_anew() {
    let ground = Ground::new("made").settled();
    for (path, text) in [
        ("settings.py", "MODEL = 'claude-opus-4-5'\n"),
        ("prompt.txt", "Be very brief.\n"),
        ("ask.py", &CALL.replace("100", "200")),
        ("skint.toml", "[rules]\nmissing-max-tokens = \"off\"\n"),
        ("skint.toml", "[rules]\nmissing-max-tokens = \"error\"\n"),
        ("skint.toml", "[bounds]\nfile-mib = 9\n"),
        ("skint.toml", "[bounds]\nfile-mib = 10\n"),
        ("new.py", APART),
    ] {
        write(&ground.folder, path, text);
        ground.anew(&CHECK);
        ground.again(&CHECK);
    }
    fs::remove_file(ground.folder.join("new.py")).expect("it is there");
    ground.anew(&CHECK);
    ground.anew(&["check", "--as-of", "2026-11-23"]);
    ground.said(&["baseline", "--as-of", "2026-11-22"]);
    ground.anew(&CHECK);
    ground.again(&CHECK);
    fs::remove_file(ground.folder.join("skint-baseline.json")).expect("it was written");
    ground.anew(&CHECK);
}

#[test]
fn a_file_that_has_nothing_to_do_with_calls_may_change() {
    let ground = Ground::new("apart").settled();
    write(&ground.folder, "apart.py", "def add(a, b):\n    return b + a\n");
    ground.again(&CHECK);
    // It calls what the search for callers looked for.
    write(&ground.folder, "apart.py", "from ask import ask\n\nask('Hello', model='claude-2.1')\n");
    ground.anew(&CHECK);
    assert!(ground.asks(&CHECK).0.contains("claude-2.1"));
    write(&ground.folder, "apart.py", APART);
    ground.anew(&CHECK);
    // It calls Claude itself.
    write(&ground.folder, "apart.py", CALL);
    ground.anew(&CHECK);
}

#[test]
fn reports_are_written_again() {
    let ground = Ground::new("reports");
    let asks = [&CHECK[..], &["--output", "json=out/report.json", "--output", "sarif=out/report.sarif"]].concat();
    ground.asks(&asks);
    let reports =
        || ["json", "sarif"].map(|name| fs::read_to_string(ground.folder.join("out/report.").with_extension(name)));
    let first = reports().map(|report| report.expect("it was written"));
    fs::remove_dir_all(ground.folder.join("out")).expect("it was made");
    assert!(ground.asks(&asks).1);
    assert_eq!(reports().map(|report| report.expect("it was written again")), first);
}

#[test]
fn a_damaged_answer_is_none() {
    let ground = Ground::new("damaged").settled();
    let (file, _) = ground.kept().remove(0);
    let whole = fs::read(&file).expect("it is there");
    let mut other = whole.clone();
    *other.last_mut().expect("it is long") ^= 1;
    for damaged in [&whole[..whole.len() / 2], &whole[..7], b"", &other] {
        fs::write(&file, damaged).expect("it can be written");
        ground.anew(&CHECK);
        ground.again(&CHECK);
    }
}

#[test]
fn what_could_not_be_read_is_asked_again() {
    let ground = Ground::new("unreadable");
    for _ in 0..2 {
        ground.anew(&[&CHECK[..], &["ask.py", "gone.py"]].concat());
    }
    assert_eq!(ground.kept(), []);
}

#[test]
fn where_no_answers_can_be_kept_all_is_worked_out() {
    let ground = Ground::new("nowhere");
    let usual = ground.said(&CHECK);
    write(&ground.folder, "file", "no folder");
    for folder in [PathBuf::new(), ground.folder.join("file/answers")] {
        assert_eq!(ground.said_with(&CHECK, &folder), usual, "{}", folder.display());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn answers_lie_where_the_system_keeps_caches() {
    let ground = Ground::new("usual");
    let run = |home: &Path, caches: &Path| {
        let mut command = binary::skint(&ground.folder, &CHECK);
        command.env_remove("SKINT_CACHE_DIR").env("HOME", home).env("XDG_CACHE_HOME", caches);
        let output = command.output().expect("the binary runs");
        assert!(output.status.code() == Some(1) && output.stderr.is_empty(), "{output:?}");
    };
    run(&ground.answers, &ground.answers.join("caches"));
    assert_eq!(fs::read_dir(ground.answers.join("caches/skint")).expect("it was made").count(), 1);
    run(Path::new("/dev/null/home"), Path::new("/dev/null/caches"));
}

#[test]
fn the_oldest_answers_go() {
    let ground = Ground::new("oldest");
    fs::create_dir_all(&ground.answers).expect("it can be made");
    for number in 0..100 {
        fs::write(ground.answers.join(format!("{number}")), "old").expect("it can be written");
    }
    ground.asks(&CHECK);
    assert_eq!(ground.kept().len(), skint::bounds::RECALLED_ANSWERS);
    assert!(ground.asks(&CHECK).1);
}

#[cfg(unix)]
#[test]
fn nobody_else_looks_into_answers() {
    use std::os::unix::fs::PermissionsExt;
    let ground = Ground::new("private").settled();
    let rights = fs::metadata(&ground.answers).expect("it was made").permissions().mode();
    assert_eq!(rights & 0o077, 0, "{rights:o}");
}
