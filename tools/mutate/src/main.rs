//! `mutate TREE COPY [--again] [PART…]`: copies the tree, puts a switch into each condition of its rules, builds once, and runs
//! the examples of all pages with one condition taken away at a time. See the README beside it.

mod conditions;

use conditions::{Mutant, switched};
use std::{
    cell::LazyCell,
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

/// What of the tree is needed to build it and to run its pages.
const PARTS: [&str; 8] = ["Cargo.lock", "Cargo.toml", "README.md", "benches", "docs", "rules", "src", "tests"];
/// Every example is judged a thousand times, which pays for optimising what judges it.
const QUICK: &str = "profile.dev.package.skint.opt-level=1";
/// Sources that tests of `cost` hold.
const MONTHS: [&str; 2] = ["month.rs", "over_budget.rs"];
/// The switch, as a module of the copy.
const SWITCH: &str = "//! Which condition is taken away.\n\nuse std::sync::{OnceLock, atomic::{AtomicU32, Ordering}};\n\n\
    static NOW: AtomicU32 = AtomicU32::new(u32::MAX);\nstatic FROM: OnceLock<u32> = OnceLock::new();\n\n\
    /// Whether this one is.\npub fn on(number: u32) -> bool {\n    let from = FROM.get_or_init(|| std::env::var(\"MUTANT\").ok().and_then(|n| n.parse().ok()).unwrap_or(u32::MAX));\n    NOW.load(Ordering::Relaxed) == number || *from == number\n}\n\n\
    /// Takes one away.\npub fn switch(number: u32) {\n    NOW.store(number, Ordering::Relaxed);\n}\n";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (again, arguments): (Vec<String>, Vec<String>) = arguments.into_iter().partition(|one| one == "--again");
    let [tree, copy, parts @ ..] = arguments.as_slice() else {
        eprintln!("usage: mutate TREE COPY [--again] [PART OF A PATH…]");
        return ExitCode::from(2);
    };
    let (tree, copy) = (Path::new(tree), Path::new(copy));
    copied(tree, copy);
    let mutants = instrumented(tree, copy, parts);
    let alive = if again.is_empty() { by_pages(copy, &mutants) } else { known(tree, &mutants) };
    let alive = by_tests(copy, &mutants, alive);
    let list = fs::read_to_string(tree.join("tools/mutate/equivalent.txt")).unwrap_or_default();
    let (equal, alive): (Vec<usize>, Vec<usize>) =
        alive.into_iter().partition(|number| list.lines().any(|line| line.starts_with(&mutants[*number].name())));
    for number in &alive {
        let mutant = &mutants[*number];
        println!("{} (line {})", mutant.name(), mutant.line);
    }
    let known = |line: &&str| equal.iter().any(|number| line.starts_with(&mutants[*number].name()));
    let judged = |line: &&str| mutants.iter().any(|mutant| line.starts_with(&format!("{}:", mutant.path)));
    for line in list.lines().filter(judged).filter(|line| !known(line)) {
        println!("listed as equivalent, and is not unnoticed: {line}");
    }
    println!("{} conditions taken away, {} unnoticed, {} more change nothing", mutants.len(), alive.len(), equal.len());
    ExitCode::SUCCESS
}

/// Copies what is needed, as it is.
fn copied(tree: &Path, copy: &Path) {
    for part in PARTS {
        for entry in
            walkdir::WalkDir::new(tree.join(part)).into_iter().flatten().filter(|entry| entry.file_type().is_file())
        {
            let to = copy.join(entry.path().strip_prefix(tree).expect("it stands in the tree"));
            let new = fs::read(entry.path()).expect("the tree can be read");
            if fs::read(&to).is_ok_and(|old| old == new) {
                continue;
            }
            fs::create_dir_all(to.parent().expect("files stand in folders")).expect("the copy can be written");
            fs::write(to, new).expect("the copy can be written");
        }
    }
}

/// Puts a switch into each condition of the rules, and the harness beside the tests.
fn instrumented(tree: &Path, copy: &Path, parts: &[String]) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    let mut list = String::new();
    let folders = ["src/rules", "src/calls/nearby", "src/calls/prices"];
    for entry in
        folders.iter().flat_map(|folder| walkdir::WalkDir::new(tree.join(folder)).sort_by_file_name()).flatten()
    {
        let path = entry.path().strip_prefix(tree).expect("it stands in the tree").display().to_string();
        let wanted =
            if parts.is_empty() { path.starts_with("src/rules") } else { parts.iter().any(|part| path.contains(part)) };
        if !path.ends_with(".rs") || path.contains("/tests/") || !wanted {
            continue;
        }
        let from = mutants.len();
        let text = fs::read_to_string(entry.path()).expect("sources are UTF-8");
        fs::write(copy.join(&path), switched(&path, &text, &mut mutants)).expect("the copy can be written");
        let stem = entry.path().file_stem().unwrap_or_default().display().to_string();
        (from..mutants.len()).for_each(|number| list.push_str(&format!("{number}\t{stem}\n")));
    }
    let lib = fs::read_to_string(tree.join("src/lib.rs")).expect("sources are UTF-8");
    fs::write(copy.join("src/lib.rs"), format!("{lib}\npub mod mutants;\n")).expect("the copy can be written");
    fs::write(copy.join("src/mutants.rs"), SWITCH).expect("the copy can be written");
    fs::write(copy.join("tests/mutants.rs"), include_str!("harness.rs")).expect("the copy can be written");
    fs::write(copy.join("mutants.txt"), list).expect("the copy can be written");
    mutants
}

/// The mutants that no page noticed when `unnoticed.txt` was written.
fn known(tree: &Path, mutants: &[Mutant]) -> Vec<usize> {
    let list = fs::read_to_string(tree.join("tools/mutate/unnoticed.txt")).unwrap_or_default();
    let listed = |mutant: &Mutant| list.lines().any(|line| line == mutant.name());
    mutants.iter().enumerate().filter(|(_, mutant)| listed(mutant)).map(|(number, _)| number).collect()
}

/// The mutants that no page notices. What ends the harness, or keeps it busy for ever, is noticed.
fn by_pages(copy: &Path, mutants: &[Mutant]) -> Vec<usize> {
    let mut alive = Vec::new();
    let mut next = 0;
    while next < mutants.len() {
        let list: String = fs::read_to_string(copy.join("mutants.txt")).expect("it was written");
        let rest: String = list.lines().filter(|line| number(line) >= next).map(|line| format!("{line}\n")).collect();
        fs::write(copy.join("mutants.txt"), rest).expect("the copy can be written");
        let mut harness = cargo(copy, &["test", "--config", QUICK, "--test", "mutants", "--", "--nocapture"])
            .stderr(Stdio::piped())
            .spawn()
            .expect("cargo can be started");
        let from = next;
        let errors = BufReader::new(harness.stderr.take().expect("it is piped"));
        for line in errors.lines().map_while(Result::ok) {
            let Some(said) = line.strip_prefix("MUTANT ") else {
                if line.starts_with("error") || line.trim_start().starts_with("--> ") {
                    eprintln!("{line}");
                }
                continue;
            };
            let (mutant, by) = said.split_once(' ').unwrap_or((said, "-"));
            next = mutant.parse::<usize>().expect("the harness counts") + 1;
            if by == "-" {
                eprintln!("no page notices {}", mutants[next - 1].name());
                alive.push(next - 1);
            }
        }
        let ended = harness.wait().expect("it was started");
        assert!(next > from || ended.code() != Some(101) || from > 0, "the copy does not build");
        if next < mutants.len() {
            eprintln!("mutant {next} ends the harness");
            next += 1;
        }
    }
    alive
}

/// Those that the tests beside the rules do not notice either; what makes a fix, and what works out a month, is held by tests
/// that run the program.
fn by_tests(copy: &Path, mutants: &[Mutant], alive: Vec<usize>) -> Vec<usize> {
    let beside = built(copy, &["--lib"]);
    // These take a build of the program, which few mutants need.
    let fixes = LazyCell::new(|| built(copy, &["--test", "fix"]));
    let costs = LazyCell::new(|| built(copy, &["--test", "cost"]));
    let noticed = |mutant: usize, test: &Path, only: &[&str]| {
        let mut tests = Command::new(test);
        tests.args(only).current_dir(copy).env("MUTANT", mutant.to_string());
        !tests.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it was built").success()
    };
    let makes_fixes =
        |mutant: usize| fs::read_to_string(copy.join(&mutants[mutant].path)).is_ok_and(|text| text.contains("Edit {"));
    let remains = |mutant: &usize| {
        let by_fixes = || makes_fixes(*mutant) && noticed(*mutant, &fixes, &[]);
        let by_costs =
            || MONTHS.iter().any(|path| mutants[*mutant].path.ends_with(path)) && noticed(*mutant, &costs, &[]);
        !noticed(*mutant, &beside, &["rules::"]) && !by_fixes() && !by_costs()
    };
    alive.into_iter().filter(remains).collect()
}

/// Builds a test, and says where it is.
fn built(copy: &Path, which: &[&str]) -> PathBuf {
    let said = cargo(copy, &[&["test", "--no-run"], which].concat())
        .output()
        .expect("cargo can be started");
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    let path =
        said.lines().find_map(|line| line.trim().strip_prefix("Executable ")?.rsplit_once('(')?.1.strip_suffix(')'));
    copy.join(path.unwrap_or_else(|| panic!("it does not build: {said}")))
}

fn cargo(copy: &Path, arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).current_dir(copy).env("CARGO_INCREMENTAL", "0");
    cargo
}

fn number(line: &str) -> usize {
    line.split('\t').next().and_then(|number| number.parse().ok()).unwrap_or_default()
}
