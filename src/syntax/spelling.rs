//! How names are spelled.

/// The words of a name in `snake_case`, `camelCase` or `CAPITALS`, in lower case.
pub fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut letters = name.chars().peekable();
    let mut was_capital = false;
    while let Some(letter) = letters.next() {
        let hump = letter.is_uppercase() && (!was_capital || letters.peek().is_some_and(|next| next.is_lowercase()));
        was_capital = letter.is_uppercase();
        if letter == '_' || hump {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter != '_') {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn names_fall_into_words() {
        for (name, words) in [
            ("route_ticket", "route ticket"),
            ("isSpam", "is spam"),
            ("MAX_HISTORY", "max history"),
            ("parseHTMLPage", "parse html page"),
            ("__init__", "init"),
            ("x", "x"),
        ] {
            assert_eq!(words_of(name).join(" "), words, "{name}");
        }
    }
}
