//! "Did you mean": the nearest of the names that would have been right.

/// Longest word for which a neighbour is sought; no name is near this long, and the search is quadratic.
const LONGEST: usize = 80;

/// Shortest beginning of a name that says which one is meant.
const SHORTEST: usize = 4;

/// The name nearest to `word`, if one is near enough to be what was meant.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase().replace('_', "-");
    let distance = |name: &str| {
        // A word that goes on after the name, or breaks off, is near: `warning`, `min-tok`.
        let part = word.len().min(name.len()) >= SHORTEST && (word.starts_with(name) || name.starts_with(&word));
        if part { 1 } else { strsim::damerau_levenshtein(&word, name) }
    };
    let (distance, name) = names.into_iter().map(|name| (distance(name), name)).min()?;
    (distance <= word.chars().count().max(3) / 3).then_some(name)
}

/// A sentence that helps after `word` was not one of `names`: the nearest one, or else all of them.
pub fn advice<'a>(word: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = nearest(word, names.clone()) {
        return format!("did you mean `{name}`?");
    }
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    format!("expected one of: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_only_when_it_is_near() {
        let names = ["rules", "models", "scan"];
        assert_eq!(nearest("ruls", names), Some("rules"));
        assert_eq!(nearest("Modles", names), Some("models"));
        assert_eq!(nearest("budget", names), None);
        assert_eq!(nearest("warning", ["off", "warn"]), Some("warn"));
        assert_eq!(nearest(&"rules".repeat(100_000), names), None);
    }

    #[test]
    fn without_a_near_name_all_are_listed() {
        assert_eq!(advice("budget", ["rules", "scan"]), "expected one of: `rules`, `scan`");
    }
}
