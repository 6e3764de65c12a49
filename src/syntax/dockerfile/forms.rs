//! The two forms of a command: for a shell, and as a list of words.

use super::Reader;
use crate::{
    source::Span,
    syntax::{
        grammar::{child_of, children},
        shell::Embedded,
    },
};
use tree_sitter::Node;

/// Programs that take a command as the word behind `-c`.
const SHELLS: [&str; 5] = ["ash", "bash", "dash", "sh", "zsh"];

/// A word of a list, with its place in the file and how it is written there.
struct Word<'s> {
    text: String,
    span: Span,
    written: &'s str,
}

impl<'s> Reader<'_, '_, 's> {
    /// What runs when the image does: `ENTRYPOINT` with the words of `CMD` behind its own. One in shell form takes none.
    pub(super) fn started(&mut self, entrypoint: Option<Node<'_>>, command: Option<Node<'_>>) {
        let Some(entrypoint) = entrypoint else {
            return command.into_iter().for_each(|command| self.run(command));
        };
        let Some(list) = child_of(entrypoint, "json_string_array") else { return self.run(entrypoint) };
        let mut words = self.words(list);
        let more = command.and_then(|command| child_of(command, "json_string_array"));
        words.extend(more.map(|more| self.words(more)).unwrap_or_default());
        self.list(&words);
    }

    /// The command of an instruction.
    pub(super) fn run(&mut self, node: Node<'_>) {
        if let Some(list) = child_of(node, "json_string_array") {
            let words = self.words(list);
            return self.list(&words);
        }
        let Some(command) = child_of(node, "shell_command") else { return };
        let blocks: Vec<Node<'_>> =
            children(node).into_iter().filter(|block| block.kind() == "heredoc_block").collect();
        let text = self.lowering.text(command).trim();
        let only_marker = child_of(command, "heredoc_marker").is_some_and(|marker| self.lowering.text(marker) == text);
        if only_marker {
            let contents = blocks.iter().filter_map(|block| child_of(*block, "heredoc_content"));
            contents.for_each(|content| self.script(content.start_byte(), content.end_byte(), false));
        } else {
            let end = blocks.last().map_or(command.end_byte(), Node::end_byte);
            self.script(command.start_byte(), end, blocks.is_empty());
        }
    }

    /// Reads the text between two bytes as a script; in a command of several lines, those that are empty or comments are
    /// left out before a shell sees them.
    fn script(&mut self, start: usize, end: usize, skips: bool) {
        let mut command = Embedded::default();
        let mut at = start;
        for line in self.lowering.source.text.get(start..end).unwrap_or_default().split_inclusive('\n') {
            let inside = line.trim();
            if !(skips && at > start && (inside.is_empty() || inside.starts_with('#'))) {
                command.line(line.trim_end_matches('\n'), self.lowering.place(self.at(at, at)).start);
            }
            at += line.len();
        }
        self.commands.read(self.lowering.source, command);
    }

    fn at(&self, start: usize, end: usize) -> Span {
        Span::new(self.lowering.source.id, crate::source::offset(start), crate::source::offset(end))
    }

    fn words(&self, list: Node<'_>) -> Vec<Word<'s>> {
        let strings = children(list).into_iter().filter(|word| word.kind() == "json_string");
        let read = |word: Node<'_>| {
            let written = self.lowering.text(word);
            Some(Word { text: serde_json::from_str(written).ok()?, span: self.lowering.span(word), written })
        };
        strings.map_while(read).collect()
    }

    /// Reads words that run without a shell, or the command that they give to one.
    fn list(&mut self, words: &[Word<'_>]) {
        if let [program, option, script, ..] = words
            && SHELLS.contains(&program.text.rsplit('/').next().unwrap_or_default())
            && option.text.starts_with('-')
            && option.text.ends_with('c')
        {
            if let Some(command) = Embedded::of_json(script.written, script.span.start) {
                self.commands.read(self.lowering.source, command);
            }
            return;
        }
        let mut command = Embedded::default();
        for Word { text, span, .. } in words {
            let Ok(quoted) = shlex::try_quote(text) else { return };
            if *quoted == **text {
                command.part(text, span.start + 1);
            } else {
                command.replaced(&quoted, *span);
            }
            command.replaced(" ", Span { start: span.end - 1, ..*span });
        }
        command.text.push('\n');
        self.commands.read(self.lowering.source, command);
    }
}
