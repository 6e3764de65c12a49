//! Constants that stand in another file.

use super::{
    change::each,
    texts::{Files, is_code, is_python},
};
use regex::Regex;

/// The module that they are moved into.
const MODULE: &str = "moved_constants";

/// Moves each constant that is one plain text or number on a line of its own into another file, and imports it.
pub fn constants(files: &Files) -> Option<Files> {
    let python = r#"(?m)^([A-Z][A-Z_0-9]*) = ("[^"\\\n]*"(?: \* \d+)?|[0-9_]+)$"#;
    let script = r#"(?m)^const ([A-Za-z][A-Za-z_0-9]*) = ("[^"\\\n]*"(?:\.repeat\(\d+\))?|`[^`$\\\n]*`(?:\.repeat\(\d+\))?|[0-9_]+);$"#;
    let [python, script] = [python, script].map(|pattern| Regex::new(pattern).expect("the pattern is right"));
    let changed = each(files, |path, text| {
        let (pattern, import) = if is_python(path) {
            (&python, format!("from {}{} import $1", dots(files, path), name(path)))
        } else {
            (&script, format!("import {{ $1 }} from \"./{}\";", name(path)))
        };
        pattern.replace_all(text, import.as_str()).into_owned()
    });
    let mut changed = changed?;
    for (path, text) in files.iter().filter(|(path, _)| is_code(path)) {
        let pattern = if is_python(path) { &python } else { &script };
        let word = if is_python(path) { "" } else { "export " };
        let moved: String = pattern.find_iter(text).flat_map(|found| [word, found.as_str(), "\n"]).collect();
        if !moved.is_empty() {
            let (folder, ending) = (folder(path), path.rsplit('.').next().unwrap_or_default());
            changed.insert(format!("{folder}{}.{ending}", name(path)), moved);
        }
    }
    Some(changed)
}

/// What a module of a package begins with to import another one.
fn dots(files: &Files, path: &str) -> &'static str {
    let relative = files.contains_key(&format!("{}__init__.py", folder(path)))
        || files.get(path).is_some_and(|text| text.contains("from ."));
    if relative { "." } else { "" }
}

fn folder(path: &str) -> String {
    path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"))
}

fn name(path: &str) -> String {
    let stem = path.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
    format!("{MODULE}_{}", stem.replace('-', "_"))
}
