//! Languages and kinds of file.

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// `.baml`.
    Baml,
    /// `.cs`.
    CSharp,
    /// `.go`.
    Go,
    /// `.java`.
    Java,
    /// `.js`, `.jsx`, `.mjs`, `.cjs`.
    JavaScript,
    /// `.json`, `.jsonc`.
    Json,
    /// `.kt`, `.kts`.
    Kotlin,
    /// `.md`, with its front matter.
    Markdown,
    /// `.php`.
    Php,
    /// `.properties`, `.env`.
    Properties,
    /// `.py`, `.pyi`, and notebooks.
    Python,
    /// `.rb`.
    Ruby,
    /// `.rs`.
    Rust,
    /// `.sh`, `.bash`, Makefiles, Dockerfiles, and commands inside other files.
    Shell,
    /// Prompt templates: `.jinja`, `.hbs`, `.mustache`, `.erb`, `.liquid`, `.prompt`, `.prompty`.
    Template,
    /// `.toml`.
    Toml,
    /// `.ts`, `.tsx`, `.mts`, `.cts`.
    TypeScript,
    /// `.yaml`, `.yml`.
    Yaml,
}

/// Every language with its name in pages and in the machine format, sorted by name.
const NAMES: &[(&str, Language)] = &[
    ("baml", Language::Baml),
    ("csharp", Language::CSharp),
    ("go", Language::Go),
    ("java", Language::Java),
    ("javascript", Language::JavaScript),
    ("json", Language::Json),
    ("kotlin", Language::Kotlin),
    ("markdown", Language::Markdown),
    ("php", Language::Php),
    ("properties", Language::Properties),
    ("python", Language::Python),
    ("ruby", Language::Ruby),
    ("rust", Language::Rust),
    ("shell", Language::Shell),
    ("template", Language::Template),
    ("toml", Language::Toml),
    ("typescript", Language::TypeScript),
    ("yaml", Language::Yaml),
];

impl Language {
    /// The language with this name (`typescript`).
    pub fn named(name: &str) -> Option<Language> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, language)| *language)
    }

    /// Its name in pages and in the machine format.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, language)| *language == self).map_or("", |(name, _)| *name)
    }

    /// Whether files of this kind are no programs but data: they call nothing and may be settings of calls.
    pub fn is_data(self) -> bool {
        use Language::{Baml, Json, Markdown, Properties, Template, Toml, Yaml};
        matches!(self, Baml | Json | Markdown | Properties | Template | Toml | Yaml)
    }

    /// Whether calls in files of this kind are commands of a shell.
    pub fn holds_commands(self) -> bool {
        matches!(self, Language::Json | Language::Markdown | Language::Shell | Language::Yaml)
    }

    /// The languages whose code may call code of this one by name, itself included.
    pub fn kin(self) -> &'static [Language] {
        match self {
            Language::TypeScript | Language::JavaScript => &[Language::TypeScript, Language::JavaScript],
            Language::Java | Language::Kotlin => &[Language::Java, Language::Kotlin],
            other => {
                NAMES.iter().find(|(_, language)| *language == other).map_or(&[], |(_, one)| std::slice::from_ref(one))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_every_language_has_one() {
        assert!(NAMES.is_sorted());
        for (name, language) in NAMES {
            assert_eq!(Language::named(name), Some(*language));
            assert_eq!(language.name(), *name);
            assert!(language.kin().contains(language));
        }
    }
}
