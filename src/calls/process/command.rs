//! The commands that a call may run, word for word.

use super::super::{links::links, words::cut};
use crate::{
    catalog::sdks::Runs,
    source::{At, Span},
    syntax::programs::{self, Program, behind_runners},
    value::{Args, Chain, List, Map, Piece, Value, Why},
};

/// How many commands one call may stand for: words may be added to it or not.
const COMMANDS: usize = 16;

/// Programs that run the command line behind an option.
const SHELLS: [&str; 4] = ["bash", "dash", "sh", "zsh"];

/// Programs of Windows that do so, in small letters, and the options behind which it stands, cut into words or not.
const CONSOLES: [(&str, &[&str]); 3] =
    [("cmd", &["/c", "/k"]), ("powershell", &["-c", "-command"]), ("pwsh", &["-c", "-command"])];

/// A command: its words, how many of them are certainly there, and why there may be more.
#[derive(Clone)]
pub(super) struct Command {
    pub words: Vec<At<Value>>,
    pub sure: usize,
    pub open: Option<Why>,
}

impl Command {
    /// Whether it runs under something that ends it after a time.
    pub fn is_timed(&self) -> bool {
        behind_runners(&texts(&self.words)).1.is_some()
    }
}

/// Every command that a call may stand for.
pub(super) fn commands(args: &Args, callee: &Chain, runs: &Runs) -> Vec<Command> {
    let mut all = Commands(vec![Command { words: Vec::new(), sure: usize::MAX, open: args.open.clone() }]);
    let positional = args.positional.get(runs.first..).unwrap_or_default();
    let counted = runs.takes.map_or(positional, |most| &positional[..positional.len().min(most)]);
    for (at, value) in counted.iter().enumerate() {
        // Behind the program stands a list of the rest, where only so many arguments count.
        all.add(value, at > 0 && runs.takes.is_some());
    }
    let named: Vec<&Map> = objects(args).collect();
    for value in runs.named.iter().flat_map(|name| named.iter().filter_map(move |map| map.get(name))) {
        // Behind the program its arguments may stand in one text: `FileName = "claude", Arguments = "-p …"`.
        let behind = all.0.iter().any(|command| !command.words.is_empty());
        all.add(value, behind);
    }
    for begun in links(callee).iter().filter_map(|link| link.called).filter(|begun| begun.building) {
        for value in runs.steps.iter().filter_map(|step| begun.named.get(step)) {
            all.add(value, false);
        }
    }
    let mut all = all.0;
    all.iter_mut().for_each(cut_line);
    all
}

/// What a call is given under names: the entries of its objects, and its named arguments.
pub(super) fn objects(args: &Args) -> impl Iterator<Item = &Map> {
    let objects = args.positional.iter().filter_map(|value| match &value.node {
        Value::Map(map) => Some(&**map),
        _ => None,
    });
    objects.chain([&args.named])
}

/// The commands that a call may stand for, as far as its arguments were gone through.
struct Commands(Vec<Command>);

impl Commands {
    fn each(&mut self, mut change: impl FnMut(&mut Command)) {
        self.0.iter_mut().for_each(&mut change);
    }

    /// There may be more words, unless that was known before.
    fn open(&mut self, why: &Why) {
        self.each(|command| {
            command.open.get_or_insert_with(|| why.clone());
        });
    }

    /// Adds what a value says to every command: a word, or those of a list, which it is `list`ed to be.
    fn add(&mut self, value: &At<Value>, list: bool) {
        match &value.node {
            Value::OneOf(members) if is_list(&value.node) => self.add_either(members, list),
            Value::Default(inner, why) if is_list(inner) => {
                self.add(&At::new(Value::clone(inner), value.span), list);
                self.open(why);
            }
            Value::List(words) => self.add_list(words, value.span),
            Value::Map(_) | Value::Null | Value::Absent => {}
            Value::Unknown(why) if list => self.open(why),
            Value::Foreign(_) | Value::Local(_) if list => self.open(&Why::Runtime),
            Value::Text(line) if list => {
                let words = cut(line, value.span);
                self.each(|command| command.words.extend_from_slice(&words));
            }
            _ => self.each(|command| command.words.push(value.clone())),
        }
    }

    /// Adds one of several lists, in as many commands.
    fn add_either(&mut self, members: &[At<Value>], list: bool) {
        if self.0.len() * members.len() > COMMANDS {
            return self.open(&Why::TooMany);
        }
        let with = |member: &At<Value>| {
            let mut with = Commands(self.0.clone());
            with.add(member, list);
            with.0
        };
        self.0 = members.iter().flat_map(with).collect();
    }

    fn add_list(&mut self, list: &List, at: Span) {
        // What other statements add to a list that may have more stands behind what it began with.
        let added = list.items.iter().position(|item| list.open.is_some() && !at.contains(item.span));
        self.each(|command| command.sure = command.sure.min(added.map_or(usize::MAX, |at| command.words.len() + at)));
        if let Some(why) = &list.open {
            self.open(why);
        }
        for item in &list.items {
            match &item.node {
                // A step that takes several words, each time it was taken.
                Value::List(_) => self.add(item, false),
                _ => self.each(|command| command.words.push(item.clone())),
            }
        }
    }
}

/// Whether a value is a list of words, or may be one.
fn is_list(value: &Value) -> bool {
    value.possibilities().any(|one| match one {
        Value::Default(inner, _) => is_list(inner),
        other => matches!(other, Value::List(_)),
    })
}

/// Cuts a command that is one line into its words, and one that a shell is handed.
fn cut_line(command: &mut Command) {
    let line = |value: &At<Value>| match &value.node {
        Value::Text(text) => Some(asking(cut(text, value.span))),
        _ => None,
    };
    let program = command.words.first().and_then(known).and_then(|first| first.rsplit(['/', '\\']).next());
    let program = program.map(|program| program.strip_suffix(".exe").unwrap_or(program).to_ascii_lowercase());
    if let Some(at) = program.as_deref().and_then(|program| console(program, &command.words)) {
        let rest = command.words.split_off(at + 1);
        command.words = if let [only] = rest.as_slice() { line(only).unwrap_or_default() } else { asking(rest) };
    } else if let Some(shell) = program.as_deref().and_then(|program| shell(program, &command.words)) {
        let option = |word: &At<Value>| known(word).is_some_and(|word| word.starts_with('-') && word.ends_with('c'));
        if let Some(at) = command.words[shell..].iter().position(option) {
            command.words = command.words.get(shell + at + 1).and_then(line).unwrap_or_default();
        }
    } else if let [only] = command.words.as_slice() {
        command.words = line(only).filter(|words| words.len() > 1).unwrap_or_else(|| vec![only.clone()]);
    } else if command.sure == usize::MAX {
        // Words of a template, which a shell's signs may stand between; no program takes such a sign for a word of its own.
        command.words = asking(std::mem::take(&mut command.words));
    }
}

/// Which word is a shell: the program itself, or what one runs that is given a command (`docker exec box bash -c "…"`).
fn shell(program: &str, words: &[At<Value>]) -> Option<usize> {
    let is_shell = |word: &str| SHELLS.contains(&word.rsplit('/').next().unwrap_or_default());
    if programs::only_looks(program) || programs::program(program).is_some() {
        return None;
    }
    words.iter().position(|word| known(word).is_some_and(is_shell))
}

/// Which word is the option of a program of Windows behind which the command stands that it runs.
fn console(program: &str, words: &[At<Value>]) -> Option<usize> {
    let (_, options) = CONSOLES.iter().find(|(name, _)| *name == program)?;
    let option = |word: &str| options.iter().any(|option| option.eq_ignore_ascii_case(word));
    words.iter().position(|word| known(word).is_some_and(option))
}

/// Of the commands of a line (`cd work && claude -p "$task" | tee log`) the one that asks Claude, if one does.
fn asking(line: Vec<At<Value>>) -> Vec<At<Value>> {
    let ends = |word: &At<Value>| known(word).is_some_and(|word| matches!(word, "&&" | "||" | "|" | ";" | "&"));
    let asks = line.split(ends).find(|words| program(words).is_some()).map(<[At<Value>]>::to_vec);
    asks.unwrap_or(line)
}

/// The text of a word, as far as it is known from its start.
fn known(word: &At<Value>) -> Option<&str> {
    match &word.node {
        Value::Text(text) => match text.pieces.first()? {
            Piece::Fixed { text, .. } => Some(text),
            Piece::Hole { .. } => None,
        },
        Value::Default(inner, _) => match &**inner {
            Value::Text(text) => match text.pieces.as_slice() {
                [Piece::Fixed { text, .. }] => Some(text),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// The words behind the program, where they certainly run Claude Code: behind `timeout 600` and the like, too.
pub(super) fn program(words: &[At<Value>]) -> Option<&[At<Value>]> {
    let words = words.get(behind_runners(&texts(words)).0..)?;
    let others = programs::behind_others(&texts(words)).unwrap_or_default();
    let (program, behind) = words.get(others..)?.split_first()?;
    is_claude(&program.node).then_some(behind)
}

/// Words as far as they are known from their start.
pub(super) fn texts(words: &[At<Value>]) -> Vec<Option<&str>> {
    words.iter().map(known).collect()
}

/// Whether a word starts Claude Code, whatever it turns out to be.
fn is_claude(word: &Value) -> bool {
    let named = |text: &str| programs::program(text) == Some(Program::Claude);
    let mut some = false;
    let all = word.possibilities().all(|one| match one {
        // What was not found is not run, and what the environment says stands for the same program.
        Value::Null | Value::Absent | Value::Unknown(Why::Environment(_)) => true,
        Value::Default(inner, _) => {
            some = true;
            is_claude(inner)
        }
        Value::Text(text) => {
            some = true;
            matches!(text.pieces.last(), Some(Piece::Fixed { text, .. }) if named(text))
        }
        _ => false,
    });
    all && some
}
