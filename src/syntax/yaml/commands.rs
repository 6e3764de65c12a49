//! Commands in the steps of workflows and composite actions (`run:`), as a shell would see them.

use crate::{
    source::{Source, Span, offset},
    syntax::{
        Expr, ExprKind, Item, Pair, Segment,
        shell::{Commands, Embedded, Filled},
    },
};
use regex::Regex;
use std::sync::LazyLock;

/// What is filled in before a shell sees the command.
static EXPRESSION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\$\{\{[^\n]*?\}\}").expect("the pattern is fixed"));

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
        ExprKind::Map(pairs) => within(pairs, commands, |commands| {
            for pair in pairs {
                match pair {
                    Pair::Entry(key, value) if says(key, "steps") => steps(source, value, commands),
                    Pair::Entry(_, value) => search(source, value, commands),
                    Pair::Spread(_) => {}
                }
            }
        }),
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
        within(pairs, commands, |commands| {
            for pair in pairs {
                if let Pair::Entry(key, value) = pair
                    && says(key, "run")
                    && matches!(value.kind, ExprKind::Text(_))
                {
                    commands.read(source, embedded(source, value.span));
                }
            }
        });
    }
}

/// Reads what stands in a map, with the environment that it sets: `env` of a workflow, a job or a step. Each setting is
/// a variable of its own, so that it holds for nothing outside the map.
fn within(pairs: &[Pair], commands: &mut Commands, read: impl FnOnce(&mut Commands)) {
    let outside = commands.environment.clone();
    for pair in pairs {
        let Pair::Entry(key, value) = pair else { continue };
        let ExprKind::Map(settings) = &value.kind else { continue };
        if !says(key, "env") {
            continue;
        }
        for setting in settings {
            let Pair::Entry(name, value) = setting else { continue };
            if let Some(text) = plain(name) {
                commands.set(text, name.span, value.clone());
            }
        }
    }
    read(commands);
    commands.environment = outside;
}

fn says(key: &Expr, name: &str) -> bool {
    plain(key) == Some(name)
}

/// A text without holes.
fn plain(key: &Expr) -> Option<&str> {
    let ExprKind::Text(parts) = &key.kind else { return None };
    if let [Segment::Fixed(text, _)] = parts.as_slice() { Some(text) } else { None }
}

/// The command as a shell sees it: without quotes and indentation, and with a variable of the same length for all that
/// is filled in, so that every place stays where it is.
fn embedded(source: &Source, span: Span) -> Embedded {
    let written = source.slice(span);
    let quoted = written.starts_with(['"', '\'']) && written.len() > 1;
    let (start, written) =
        if quoted { (span.start + 1, &written[1..written.len() - 1]) } else { (span.start, written) };
    let mut blank = String::with_capacity(written.len());
    let mut expressions = EXPRESSION.find_iter(written).peekable();
    let mut command = Embedded::default();
    let mut at = 0;
    for line in written.split_inclusive('\n') {
        let inside = line.trim_start();
        let indent = line.len() - inside.len();
        let here = command.text.len();
        blank.clear();
        blank.push_str(inside.trim_end_matches(['\n', '\r']));
        while let Some(found) = expressions.next_if(|found| found.end() <= at + line.len()) {
            let from = found.start() - at - indent;
            blank.replace_range(from..from + found.len(), &format!("${{{}}}", "_".repeat(found.len() - "${}".len())));
            let range = offset(here + from)..offset(here + from + found.len());
            command.filled.push(Filled { range, name: None, has_default: false });
        }
        command.line(&blank, start + offset(at + indent));
        at += line.len();
    }
    command
}
