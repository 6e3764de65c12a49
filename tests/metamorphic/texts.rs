//! The trees that changes are held on.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

/// Texts by path.
pub type Files = BTreeMap<String, String>;

/// Bytes of the longest file that is taken.
const LONGEST: u64 = 60_000;

/// Trees with their titles.
pub fn trees() -> Vec<(String, Files)> {
    let mut all = Vec::new();
    for folder in folders("tests/cli") {
        all.push((folder.display().to_string(), read(&folder)));
    }
    all.push(("examples".to_owned(), read(Path::new("examples/support-desk"))));
    for (path, text) in read(Path::new("tests/hard-cases")) {
        all.push((format!("hard case {path}"), [(path, text)].into()));
    }
    for page in walkdir::WalkDir::new("rules").max_depth(1).sort_by_file_name().into_iter().flatten() {
        if page.path().extension().is_some_and(|ending| ending == "md") {
            examples(page.path(), &mut all);
        }
    }
    if let Some(given) = env::var_os("SKINT_TREES") {
        all.extend(env::split_paths(&given).map(|folder| (folder.display().to_string(), read(&folder))));
    }
    all.retain(|(_, files)| files.keys().any(|path| is_code(path)));
    all
}

/// Whether a file is in a language that changes know.
pub fn is_code(path: &str) -> bool {
    is_python(path) || is_script(path)
}

/// Whether a file is Python.
pub fn is_python(path: &str) -> bool {
    ends(path, "py")
}

/// Whether a file is TypeScript or JavaScript without markup.
pub fn is_script(path: &str) -> bool {
    ["ts", "js", "mjs", "mts"].iter().any(|ending| ends(path, ending))
}

fn ends(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

fn folders(folder: &str) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).expect("it is there").flatten().map(|f| f.path()).collect();
    all.sort();
    all
}

fn read(folder: &Path) -> Files {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !matches!(&*name, ".git" | "node_modules" | "dist" | ".venv")
    });
    let short = files.flatten().filter(|f| f.file_type().is_file() && f.metadata().is_ok_and(|m| m.len() <= LONGEST));
    let text = |file: walkdir::DirEntry| {
        let path = file.path().strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
        let read = skint::syntax::language_of(&path).is_some();
        // Notebooks and broken files are other tests' affair.
        read.then(|| Some((path, fs::read_to_string(file.path()).ok()?)))?.filter(|(path, _)| !ends(path, "ipynb"))
    };
    short.filter_map(text).collect()
}

/// Each example of a page in Python or TypeScript, a tree each.
fn examples(page: &Path, all: &mut Vec<(String, Files)>) {
    let text = fs::read_to_string(page).expect("a page is text");
    for (language, ending) in [("python", "py"), ("typescript", "ts")] {
        let fence = format!("```{language}");
        let blocks = text.split(&fence).skip(1).filter_map(|rest| rest.split_once("```"));
        for (at, (block, _)) in blocks.enumerate() {
            let code = block.split_once('\n').map_or("", |(_, code)| code);
            all.push((
                format!("{}, {language} {at}", page.display()),
                [(format!("app.{ending}"), code.to_owned())].into(),
            ));
        }
    }
}
