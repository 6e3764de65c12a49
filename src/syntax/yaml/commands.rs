//! Commands in the steps of workflows and composite actions (`run:`), as a shell would see them.

use crate::{
    source::{Source, Span, offset},
    syntax::{
        Expr, ExprKind, Function, FunctionIndex, Item, Pair, Segment, Stmt,
        shell::{Embedded, lower_command},
    },
};
use regex::Regex;
use std::sync::LazyLock;

/// What is filled in before a shell sees the command.
static EXPRESSION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\$\{\{[^\n]*?\}\}").expect("the pattern is fixed"));

/// Statements, functions and comments of every command.
#[derive(Default)]
pub(super) struct Commands {
    pub body: Vec<Stmt>,
    pub functions: Vec<Function>,
    pub comments: Vec<Span>,
}

/// Whether the file at a path has steps, which may run commands: a workflow, or a composite action.
pub fn has_steps(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    folder.ends_with(".github/workflows") || matches!(name, "action.yml" | "action.yaml")
}

/// The commands of a file's steps.
pub(super) fn of(source: &Source, documents: &[Expr]) -> Commands {
    let mut commands = Commands::default();
    if has_steps(&source.path) {
        for document in documents {
            search(source, document, &mut commands);
        }
    }
    commands
}

fn search(source: &Source, expr: &Expr, commands: &mut Commands) {
    match &expr.kind {
        ExprKind::Map(pairs) => {
            for pair in pairs {
                match pair {
                    Pair::Entry(key, value) if says(key, "steps") => steps(source, value, commands),
                    Pair::Entry(_, value) => search(source, value, commands),
                    Pair::Spread(_) => {}
                }
            }
        }
        ExprKind::List(items) => {
            for Item::One(item) | Item::Spread(item) in items {
                search(source, item, commands);
            }
        }
        _ => {}
    }
}

fn steps(source: &Source, steps: &Expr, commands: &mut Commands) {
    let ExprKind::List(items) = &steps.kind else { return };
    for item in items {
        let (Item::One(step) | Item::Spread(step)) = item;
        let ExprKind::Map(pairs) = &step.kind else { continue };
        for pair in pairs {
            if let Pair::Entry(key, value) = pair
                && says(key, "run")
                && matches!(value.kind, ExprKind::Text(_))
            {
                read(source, value, commands);
            }
        }
    }
}

fn says(key: &Expr, name: &str) -> bool {
    matches!(&key.kind, ExprKind::Text(parts) if matches!(parts.as_slice(), [Segment::Fixed(text, _)] if &**text == name))
}

fn read(source: &Source, value: &Expr, commands: &mut Commands) {
    let first = FunctionIndex::try_from(commands.functions.len()).unwrap_or(FunctionIndex::MAX);
    let command = lower_command(source.id, &source.path, &embedded(source, value.span), first);
    commands.body.extend(command.body);
    commands.functions.extend(command.functions);
    commands.comments.extend(command.comments);
}

/// The command as a shell sees it: without quotes and indentation, and with a variable of the same length for all that
/// is filled in, so that every place stays where it is.
fn embedded(source: &Source, span: Span) -> Embedded {
    let written = source.slice(span);
    let quoted = written.starts_with(['"', '\'']) && written.len() > 1;
    let (start, written) =
        if quoted { (span.start + 1, &written[1..written.len() - 1]) } else { (span.start, written) };
    let blank = EXPRESSION.replace_all(written, |found: &regex::Captures<'_>| {
        format!("${{{}}}", "_".repeat(found[0].len() - "${}".len()))
    });
    let mut command = Embedded::default();
    let mut at = start;
    for line in blank.split_inclusive('\n') {
        let inside = line.trim_start();
        let indent = offset(line.len() - inside.len());
        command.line(inside.trim_end_matches(['\n', '\r']), at + indent);
        at += offset(line.len());
    }
    command
}
