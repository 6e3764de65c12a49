//! Command lines that stand in settings (`claude_args: --model claude-opus-5-5 --max-turns 5`), as options by name.

use shlex::Shlex;

/// An option: its name without hyphens, and the words that follow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandOption {
    /// `model` of `--model`.
    pub name: String,
    /// What it is given; nothing for a flag.
    pub values: Vec<String>,
}

/// The options of a command line, in order, cut into words as a shell does. Where a quote does not end, what stands
/// before it is read.
pub fn options(line: &str) -> Vec<CommandOption> {
    let mut options: Vec<CommandOption> = Vec::new();
    for word in Shlex::new(line) {
        match word.strip_prefix("--") {
            Some(option) if !option.is_empty() => {
                let (name, value) = option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value)));
                let values = value.map(str::to_owned).into_iter().collect();
                options.push(CommandOption { name: name.to_owned(), values });
            }
            _ => options.last_mut().into_iter().for_each(|option| option.values.push(word.clone())),
        }
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_with_their_words() {
        let read = options("--model \"claude-opus-5-5\"\n--max-turns=5 --verbose\n--allowedTools 'Bash(git:*)' Edit");
        let shown: Vec<(&str, String)> = read.iter().map(|o| (o.name.as_str(), o.values.join("|"))).collect();
        let expected =
            [("model", "claude-opus-5-5"), ("max-turns", "5"), ("verbose", ""), ("allowedTools", "Bash(git:*)|Edit")];
        assert_eq!(shown, expected.map(|(name, values)| (name, values.to_owned())));
    }

    #[test]
    fn a_quote_that_does_not_end_costs_what_follows() {
        let read = options("--model claude-opus-5-5 --append-system-prompt 'don't");
        assert_eq!((read[0].name.as_str(), read[0].values.as_slice()), ("model", &["claude-opus-5-5".to_owned()][..]));
        assert!(options("plain words").is_empty());
    }
}
