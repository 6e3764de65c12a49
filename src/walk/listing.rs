//! Which files of a listing, as git gives one, a scan looks at: the same that it would find on the disk, but for what
//! `.gitignore` names, which nobody puts into a commit by accident.

use super::skip;
use std::collections::HashMap;

/// Says of each of the sorted `paths` whether a scan looks at it. What is `named` is looked at wherever it lies.
pub fn seen(paths: &[&str], named: &dyn Fn(&str) -> bool) -> Vec<bool> {
    let listing = Listing { paths };
    let mut entered: HashMap<&str, bool> = HashMap::new();
    let mut decide = |path: &'_ str| listing.sees(path, &mut entered, named);
    // The memory holds slices of the paths themselves, which outlive it.
    paths.iter().map(|path| decide(path)).collect()
}

struct Listing<'a> {
    paths: &'a [&'a str],
}

impl<'a> Listing<'a> {
    fn has(&self, path: &str) -> bool {
        self.paths.binary_search(&path).is_ok()
    }

    fn sees(&self, path: &str, entered: &mut HashMap<&'a str, bool>, named: &dyn Fn(&str) -> bool) -> bool {
        let Ok(at) = self.paths.binary_search(&path) else { return false };
        let path = self.paths[at];
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        named(path) || self.enters(folder, entered, named) && (!name.starts_with('.') || skip::reads(name))
    }

    /// Whether a scan comes into a folder, through all those around it.
    fn enters(&self, folder: &'a str, entered: &mut HashMap<&'a str, bool>, named: &dyn Fn(&str) -> bool) -> bool {
        if folder.is_empty() || named(folder) {
            return true;
        }
        if let Some(known) = entered.get(folder) {
            return *known;
        }
        let (around, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        let beside =
            |file: &str| self.has(&if around.is_empty() { file.to_owned() } else { format!("{around}/{file}") });
        let inside = |file: &str| self.has(&format!("{folder}/{file}"));
        let enters = self.enters(around, entered, named) && skip::is_entered(name, &beside, &inside);
        entered.insert(folder, enters);
        enters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_is_seen_as_the_disk_is() {
        let paths = [
            ".env.example",
            ".github/workflows/a.yml",
            ".idea/x.py",
            "app/.hidden.py",
            "app/a.py",
            "dist/x.js",
            "node_modules/a/b.js",
            "package.json",
            "vendors/dist/x.js",
        ];
        let looked_at = |named: &str| -> Vec<&str> {
            let seen = seen(&paths, &|path| path == named);
            paths.iter().zip(seen).filter(|(_, seen)| *seen).map(|(path, _)| *path).collect()
        };
        let usual = [".env.example", ".github/workflows/a.yml", "app/a.py", "package.json", "vendors/dist/x.js"];
        assert_eq!(looked_at(""), usual);
        assert!(looked_at("node_modules/a").contains(&"node_modules/a/b.js"));
        assert!(looked_at("app/.hidden.py").contains(&"app/.hidden.py"));
    }
}
