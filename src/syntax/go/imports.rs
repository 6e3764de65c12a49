//! Imports, and the names by which a file calls the packages.

use super::{
    super::{
        Import, ImportedName, Stmt, StmtKind,
        grammar::{children, field},
    },
    Reader, literals,
};
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// The imports of a declaration. A path does not say what its package is called: `go-openai` is `openai`,
    /// `anthropic-sdk-go` is `anthropic`. Every likely name is bound, the path's own last word after all others, so
    /// that a guess never stands before a name that is certain.
    pub(super) fn imports(&self, declarations: &[Node<'_>], out: &mut Vec<Stmt>) {
        let mut specs = Vec::new();
        for declaration in declarations {
            for child in children(*declaration) {
                match child.kind() {
                    "import_spec" => specs.push(child),
                    _ => specs.extend(children(child).into_iter().filter(|spec| spec.kind() == "import_spec")),
                }
            }
        }
        let paths: Vec<_> = specs.into_iter().filter_map(|spec| Some((spec, self.import_path(spec)?))).collect();
        for (spec, path) in paths.iter().filter(|(spec, _)| field(*spec, "name").is_none()) {
            for guess in guesses(path) {
                out.push(self.import(*spec, path, guess));
            }
        }
        for (spec, path) in &paths {
            match field(*spec, "name") {
                None => out.push(self.import(*spec, path, last_word(path))),
                Some(name) if matches!(name.kind(), "dot" | "blank_identifier") => {}
                Some(name) => out.push(self.import(*spec, path, self.text(name))),
            }
        }
    }

    fn import_path(&self, spec: Node<'_>) -> Option<String> {
        Some(literals::unquoted(self.text(field(spec, "path")?)))
    }

    fn import(&self, spec: Node<'_>, path: &str, local: &str) -> Stmt {
        let names = vec![ImportedName::Module { local: local.into(), whole: true }];
        self.stmt(StmtKind::Import(Import { module: path.into(), level: 0, names, types_only: false }), spec)
    }
}

/// The last word of a path that is no version: `bedrockruntime`, and `sdk` of `example.com/sdk/v2`.
fn last_word(path: &str) -> &str {
    let mut words = path.rsplit('/').filter(|word| !is_version(word));
    let word = words.next().unwrap_or(path);
    match word.rsplit_once('.') {
        Some((name, version)) if is_version(version) => name,
        _ => word,
    }
}

fn is_version(word: &str) -> bool {
    word.strip_prefix('v').is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// What a package may be called whose path ends in several words.
fn guesses(path: &str) -> Vec<&str> {
    let word = last_word(path);
    let parts = word.split(['-', '.']).filter(|part| !part.is_empty() && *part != word);
    parts.filter(|part| !matches!(*part, "go" | "sdk" | "golang")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_called_by_a_word_of_their_path() {
        assert_eq!(last_word("github.com/aws/aws-sdk-go-v2/service/bedrockruntime"), "bedrockruntime");
        assert_eq!(last_word("example.com/client/v2"), "client");
        assert_eq!(last_word("gopkg.in/yaml.v3"), "yaml");
        assert_eq!(guesses("github.com/anthropics/anthropic-sdk-go"), ["anthropic"]);
        assert_eq!(guesses("github.com/sashabaranov/go-openai"), ["openai"]);
        assert!(guesses("fmt").is_empty());
    }
}
