//! Terminal sessions that Markdown shows: fenced blocks in which commands stand behind prompts, with what they printed.
//!
//! Such a block records what was run. A block of commands without prompts says what a reader may run, and is none. What
//! a command printed is not read, but for a script that `cat` shows: that is the file as it was.

use super::{
    grammar,
    shell::{Commands, Embedded},
};
use crate::source::{Source, offset};
use memchr::memmem;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

/// What people call a block that may be a session, sorted; a block in any other language is none.
const NAMES: &[&str] = &[
    "",
    "bash",
    "console",
    "plaintext",
    "sh",
    "sh-session",
    "shell",
    "shell-session",
    "shellsession",
    "terminal",
    "text",
    "txt",
    "zsh",
];

/// Endings of scripts that the reader of shell reads.
const SCRIPTS: [&str; 3] = [".bash", ".sh", ".zsh"];

/// Programs that call Claude; a file that names none of them holds no session that matters.
const PROGRAMS: [&str; 2] = ["claude", "curl"];

/// A prompt and what was typed behind it: `$ ls`, `me@host:~/work# ls`, `[me@host work]$ ls`, `(venv) $ ls`. A `#` or `%`
/// alone is more often a comment.
static PROMPT: LazyLock<Regex> = LazyLock::new(|| {
    let host = r"[\w.-]+@[\w.-]+[: ]?[^\s$#%>]* ?[$#%]";
    let prompt = format!(r"^\s*(?:\([\w.-]+\) ?)?(?:\$|❯|{host}|\[[^\[\]]*\][$#])\s+(?<typed>\S.*)$");
    Regex::new(&prompt).expect("the pattern is fixed")
});

/// A line, and where it begins in the file.
#[derive(Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    at: usize,
}

/// The commands of all sessions in a file.
pub(super) fn commands(source: &Source) -> Commands {
    let mut commands = Commands::default();
    if PROGRAMS.iter().any(|program| memmem::find(source.text.as_bytes(), program.as_bytes()).is_some()) {
        for block in blocks(&source.text) {
            session(source, &block, &mut commands);
        }
    }
    commands
}

/// The lines of each block that may be a session.
fn blocks(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut blocks = Vec::new();
    let mut inside: Option<Vec<Range<usize>>> = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match (event, &mut inside) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))), _) => {
                let name = info.split([' ', ',', '{']).next().unwrap_or_default().to_ascii_lowercase();
                inside = NAMES.contains(&name.as_str()).then(Vec::new);
            }
            (Event::Text(_), Some(parts)) => match parts.last_mut() {
                Some(last) if matches!(&text[last.end..range.start], "" | "\r") => last.end = range.end,
                _ => parts.push(range),
            },
            (Event::End(TagEnd::CodeBlock), parts) => {
                blocks.extend(parts.take().map(|parts| parts.into_iter().flat_map(|part| lines(text, part)).collect()));
            }
            _ => {}
        }
    }
    blocks
}

fn lines(text: &str, part: Range<usize>) -> impl Iterator<Item = Line<'_>> {
    let mut at = part.start;
    text[part].split_inclusive('\n').map(move |line| {
        let here = at;
        at += line.len();
        Line { text: line.trim_end_matches(['\n', '\r']), at: here }
    })
}

/// What was typed on a line behind a prompt.
fn typed(line: Line<'_>) -> Option<Line<'_>> {
    let typed = PROMPT.captures(line.text)?.name("typed")?;
    Some(Line { text: typed.as_str(), at: line.at + typed.start() })
}

fn session(source: &Source, block: &[Line<'_>], commands: &mut Commands) {
    let mut starts = (0..block.len()).filter_map(|at| Some((at, typed(block[at])?))).peekable();
    while let Some((at, first)) = starts.next() {
        let end = starts.peek().map_or(block.len(), |(next, _)| *next);
        let rest = &block[at + 1..end];
        if shows_a_script(first.text) {
            commands.read(source, embedded(rest));
        } else {
            commands.read(source, command(first, rest));
        }
    }
}

/// `cat ask.sh`.
fn shows_a_script(command: &str) -> bool {
    let words: Vec<&str> = command.split_whitespace().collect();
    matches!(words.as_slice(), ["cat", path] if SCRIPTS.iter().any(|ending| path.ends_with(ending)))
}

/// A command with the lines that it goes on for, of those up to the next prompt. Where they cannot be told from what it
/// printed, it is one line, and those that end in `\` bring the next.
fn command(first: Line<'_>, rest: &[Line<'_>]) -> Embedded {
    let mut lines = vec![first];
    let more = rest.iter().take_while(|line| line.text.starts_with('>')).count();
    lines.extend(rest[..more].iter().map(|line| without_sign(*line)));
    lines.extend(&rest[more..]);
    let length = whole(&embedded(&lines).text).unwrap_or_else(|| {
        let continued = lines.iter().take_while(|line| line.text.ends_with('\\')).count();
        lines.len().min(continued + 1)
    });
    embedded(&lines[..length])
}

/// A line without the sign with which a shell asks for the rest of a command.
fn without_sign(line: Line<'_>) -> Line<'_> {
    let text = line.text.strip_prefix('>').unwrap_or(line.text);
    let text = text.strip_prefix(' ').unwrap_or(text);
    Line { text, at: line.at + line.text.len() - text.len() }
}

/// How many lines the first command of a text takes, where it can be read.
fn whole(text: &str) -> Option<usize> {
    let tree = grammar::parse(text, &tree_sitter_bash::LANGUAGE.into())?;
    let first = tree.root_node().child(0).filter(|first| !first.has_error())?;
    Some(text[..first.end_byte()].trim_end_matches('\n').matches('\n').count() + 1)
}

fn embedded(lines: &[Line<'_>]) -> Embedded {
    let mut command = Embedded::default();
    for line in lines {
        command.line(line.text, offset(line.at));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(NAMES.is_sorted());
    }

    #[test]
    fn prompts_are_told_from_comments_and_prices() {
        let said = |text| typed(Line { text, at: 0 }).map(|line| (line.at, line.text));
        assert_eq!(said("$ ls"), Some((2, "ls")));
        assert_eq!(said("root@shell:~# cat a.sh "), Some((14, "cat a.sh ")));
        assert_eq!(said("me@host ~ % ls"), Some((12, "ls")));
        assert_eq!(said("[me@host work]$ ls"), Some((16, "ls")));
        assert_eq!(said("(venv) $ ls"), Some((9, "ls")));
        for text in ["# ls", "% ls", "$5 a call", "> ls", "mail me@host.com today", "echo $ ls"] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
