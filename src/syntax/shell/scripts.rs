//! Scripts that a command hands to a shell: `bash -c "…"`, behind `docker exec box` and its like too, and what `ssh` runs
//! on another machine.

use super::{
    super::{Stmt, programs},
    Embedded, Reader,
    embedded::lowered,
};
use crate::source::{Span, offset};
use tree_sitter::Node;

/// Programs that run the script behind an option that ends in `c`.
const SHELLS: [&str; 6] = ["ash", "bash", "dash", "sh", "su", "zsh"];

impl Reader<'_, '_> {
    /// Adds the statements of the script that these words hand to a shell, if they hand it one that may ask Claude.
    pub(super) fn handed_script(&mut self, words: &[Node<'_>], out: &mut Vec<Stmt>) {
        let Some(script) = self.script_among(words) else { return };
        let mut command = self.unquoted(script);
        command.environment.clone_from(&self.environment);
        let module = lowered(self.source, &command, self.first_function);
        if module.functions.is_empty() {
            out.extend(module.body);
        }
    }

    fn script_among<'t>(&self, words: &[Node<'t>]) -> Option<Node<'t>> {
        let texts: Vec<&str> = words.iter().map(|word| self.text(*word)).collect();
        let name = |text: &str| text.rsplit('/').next().unwrap_or_default().to_owned();
        let first = texts.first().map(|first| name(first))?;
        let behind = || {
            let shell = texts.iter().position(|text| SHELLS.contains(&name(text).as_str()))?;
            let option = |text: &&str| text.starts_with('-') && !text.starts_with("--") && text.ends_with('c');
            let at = shell + 1 + texts[shell + 1..].iter().position(option)?;
            words.get(at + 1)
        };
        let script = if first == "ssh" && texts.len() > 2 { words.last() } else { behind() };
        let quoted = |word: &&Node<'t>| matches!(word.kind(), "raw_string" | "string");
        let asks = |word: &&Node<'t>| ["claude", "curl"].iter().any(|program| self.text(**word).contains(program));
        script.filter(quoted).filter(asks).filter(|_| !programs::only_looks(&first)).copied()
    }

    /// What stands between the quotes of a word, with where it stands.
    fn unquoted(&self, word: Node<'_>) -> Embedded {
        let mut command = Embedded::default();
        let from = word.start_byte() + 1;
        let inside = self.source.text.get(from..word.end_byte().saturating_sub(1)).unwrap_or_default();
        let place = |at: usize| {
            let at = offset(from + at);
            self.lowering.place(Span::new(self.source.id, at, at)).start
        };
        let mut done = 0;
        if word.kind() == "string" {
            for (at, _) in inside.match_indices('\\') {
                let escaped = inside[at + 1..].starts_with(['"', '$', '`', '\\']);
                if at >= done && escaped {
                    command.part(&inside[done..at], place(done));
                    done = at + 1;
                    // The sign itself, whatever it is, is part of what follows.
                    let sign = &inside[done..=done];
                    command.part(sign, place(done));
                    done += 1;
                }
            }
        }
        command.line(&inside[done..], place(done));
        command
    }
}
