//! Makefiles, through `tree-sitter`: every line of a recipe is a command of a shell of its own.
//!
//! `make` fills in its variables before a shell sees the line, in quotes or not, and so does this reader: what a file
//! sets once is the text it is set to, and all else is unknown. `?=` gives way to the environment. A name that nothing
//! sets is one of the environment too.

mod variables;

use super::{
    Expr, ExprKind, Language, Lowered, Segment,
    grammar::{self, Lowering, child_of, children, descend, field},
    shell::{Commands, Embedded, plain, unless_set},
};
use crate::source::{Source, Span, offset};
use tree_sitter::Node;
use variables::{Piece, REFERENCES, Variables};

/// Names of files that are Makefiles, whatever their ending.
const NAMES: [&str; 3] = ["GNUmakefile", "Makefile", "makefile"];

/// Whether the file of a name is one.
pub(super) fn is_makefile(name: &str) -> bool {
    NAMES.contains(&name) || name.rsplit_once('.').is_some_and(|(_, ending)| ending == "mk")
}

/// Reads a source.
pub(super) fn lower(source: &Source) -> Lowered {
    let (text, places) = plain(source);
    let mut commands = Commands::default();
    let grammar = tree_sitter_make::LANGUAGE.into();
    let mut lowered = grammar::lower_at(&text, &places, Language::Shell, &grammar, |lowering, root| {
        let variables = Variables::of(root, &text.text);
        let mut reader = Reader { lowering, variables, commands: &mut commands };
        reader.exports(root);
        reader.recipes(root);
        Vec::new()
    });
    commands.add_to(&mut lowered.module);
    lowered
}

/// State of reading one Makefile.
struct Reader<'l, 's> {
    lowering: &'l Lowering<'s>,
    variables: Variables<'s>,
    commands: &'l mut Commands,
}

impl Reader<'_, '_> {
    /// What `export` puts into the environment of every recipe.
    fn exports(&mut self, root: Node<'_>) {
        let mut names = Vec::new();
        descend(root, |node| {
            if node.kind() == "export_directive" {
                let set = child_of(node, "variable_assignment").and_then(|setting| field(setting, "name"));
                let listed = field(node, "variables").map(children).unwrap_or_default();
                names.extend(set.into_iter().chain(listed));
            }
            matches!(node.kind(), "conditional" | "else_directive" | "elsif_directive" | "ERROR")
        });
        for name in names {
            let text = self.lowering.text(name);
            if let Some(value) = self.exported(text, name) {
                self.commands.set(text, self.lowering.span(name), value);
            }
        }
    }

    /// The value that a name is set to in this file, if it is.
    fn exported(&self, name: &str, at: Node<'_>) -> Option<Expr> {
        let span = self.lowering.span(at);
        let fixed = |text: &str| Expr { kind: ExprKind::Text(vec![Segment::Fixed(text.into(), span)]), span };
        match self.variables.value(name)? {
            [Piece::Text(text)] => Some(fixed(text)),
            [Piece::Default(name, text)] => Some(unless_set(name, fixed(text))),
            _ => Some(Expr { kind: ExprKind::Opaque, span }),
        }
    }

    fn recipes(&mut self, root: Node<'_>) {
        let mut lines = Vec::new();
        descend(root, |node| {
            if node.kind() == "recipe_line" {
                lines.push(node);
            }
            node.kind() != "recipe_line"
        });
        for line in lines {
            if let Some(command) = self.command(line) {
                self.commands.read(self.lowering.source, command);
            }
        }
    }

    /// A line as a shell sees it: without `@`, `-` and `+` before it, and without the tabs of the lines it goes on in.
    fn command(&mut self, line: Node<'_>) -> Option<Embedded> {
        let text = child_of(line, "shell_text")?;
        let written = self.lowering.text(text);
        // Behind `;` the parser takes the signs for a part of the command.
        let mut at = text.end_byte() - written.trim_start_matches([' ', '\t', '@', '-', '+']).len();
        let mut command = Embedded::default();
        let mut references = Vec::new();
        descend(line, |node| {
            let refers = REFERENCES.contains(&node.kind());
            references.extend(refers.then_some(node));
            !refers
        });
        for reference in references {
            self.literal(at, reference.start_byte(), &mut command);
            self.reference(reference, &mut command);
            at = reference.end_byte();
        }
        self.literal(at, line.end_byte(), &mut command);
        command.text.push('\n');
        Some(command)
    }

    /// Text that a shell sees as it stands here.
    fn literal(&self, start: usize, end: usize, command: &mut Embedded) {
        let mut at = start;
        for part in self.lowering.source.text.get(start..end).unwrap_or_default().split_inclusive('\n') {
            let inside = if at > start { part.strip_prefix('\t').unwrap_or(part) } else { part };
            let from = offset(at + part.len() - inside.len());
            command.part(inside, self.lowering.place(Span::new(self.lowering.source.id, from, from)).start);
            at += part.len();
        }
    }

    /// What `make` fills in.
    fn reference(&mut self, node: Node<'_>, command: &mut Embedded) {
        let span = self.lowering.span(node);
        for piece in self.variables.referred(node) {
            match piece {
                Piece::Text(text) => command.replaced(&text, span),
                Piece::Default(name, text) => command.fill(Some(name), Some(&text), span),
                Piece::Unknown(name) => command.fill(name, None, span),
            }
        }
    }
}
