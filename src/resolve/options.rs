//! What a file declares of the options of a command line, for the libraries that gather them call by call.
//!
//! The calls that declare options stand on parsers, groups and commands of commands, often in functions that are handed
//! them. What is declared in a file is therefore read off its text, and asked for by an option's name.

use crate::{
    syntax::{Argument, Expr, ExprKind, Module, Pair, Stmt},
    value::Name,
};
use std::collections::HashMap;

/// What gives the flags of a command of Go: its own, and those of the commands beneath it too. Whoever writes the second
/// writes the first.
pub(super) const FLAGS: [&str; 2] = ["Flags", "PersistentFlags"];

/// Options by the names that code reads them by; of each declaration the default, where it has one.
#[derive(Debug, Default)]
pub struct Options(HashMap<Name, Vec<Option<Expr>>>);

impl Options {
    /// Reads a module once.
    pub fn of(module: &Module) -> Self {
        let mut found = Self::default();
        found.block(&module.body);
        for function in &module.functions {
            found.block(&function.body);
        }
        for class in &module.classes {
            found.block(&class.body);
        }
        found
    }

    /// Defaults of all options of this name, `None` for one without.
    pub fn named(&self, name: &str) -> &[Option<Expr>] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    fn block(&mut self, body: &[Stmt]) {
        for statement in body {
            statement.for_values(&mut |value| self.expr(value));
            statement.for_blocks(&mut |block| self.block(block));
        }
    }

    fn expr(&mut self, expr: &Expr) {
        if let ExprKind::Call { callee, arguments, .. } = &expr.kind
            && let Some(name) = callee.last_name()
        {
            match name {
                "add_argument" | "add_option" => self.python(arguments),
                "option" | "requiredOption" => self.script(arguments),
                "options" => self.by_key(arguments.first()),
                "default" => self.made(callee, arguments),
                "SetDefault" => self.viper(arguments),
                _ if is_flag(callee) => self.flag(arguments),
                _ => {}
            }
        }
        expr.for_parts(&mut |part| self.expr(part));
    }

    fn add(&mut self, name: impl Into<Name>, default: Option<&Expr>) {
        self.0.entry(name.into()).or_default().push(default.cloned());
    }

    /// `add_argument("-m", "--model", dest="model", default="x")`.
    fn python(&mut self, arguments: &[Argument]) {
        let flags: Vec<&str> = arguments.iter().filter_map(positional).map_while(Expr::fixed_text).collect();
        let long = flags.iter().find(|flag| flag.starts_with("--")).or(flags.first());
        let named = named(arguments, "dest").and_then(Expr::fixed_text);
        if let Some(name) = named.or(long.copied()) {
            self.add(name.trim_start_matches('-').replace('-', "_"), named_default(arguments));
        }
    }

    /// `option("-m, --model <name>", "which", "x")`, `option("model", { default: "x" })`.
    fn script(&mut self, arguments: &[Argument]) {
        let given: Vec<&Expr> = arguments.iter().filter_map(positional).collect();
        let Some((flags, rest)) = given.split_first() else { return };
        let Some(flags) = flags.fixed_text() else { return };
        let value = rest.get(1..).and_then(<[_]>::last).filter(|last| !matches!(last.kind, ExprKind::Function(_)));
        match (read_as(flags), rest.first().map(|first| &first.kind)) {
            (Some(name), _) => self.add(name, value.copied()),
            (None, Some(ExprKind::Map(pairs))) => self.keyed(flags, pairs),
            (None, _) => {}
        }
    }

    /// `options({ model: { default: "x" } })`.
    fn by_key(&mut self, argument: Option<&Argument>) {
        let Some(ExprKind::Map(pairs)) = argument.and_then(positional).map(|given| &given.kind) else { return };
        for pair in pairs {
            if let Pair::Entry(key, value) = pair
                && let (Some(key), ExprKind::Map(inner)) = (key.fixed_text(), &value.kind)
            {
                self.keyed(key, inner);
            }
        }
    }

    /// `viper.SetDefault("anthropic.model", "x")`, whose keys are the same in upper and lower case.
    fn viper(&mut self, arguments: &[Argument]) {
        let [Argument::Positional(key), Argument::Positional(value)] = arguments else { return };
        if let Some(key) = key.fixed_text() {
            self.add(viper_key(key), Some(value));
        }
    }

    /// `command.Flags().StringP("model", "m", "x", "help")`.
    fn flag(&mut self, arguments: &[Argument]) {
        let given: Vec<&Expr> = arguments.iter().filter_map(positional).collect();
        if let [name, default, _] | [name, _, default, _] = given.as_slice()
            && let Some(name) = name.fixed_text()
        {
            self.add(flag_key(name), Some(default));
        }
    }

    /// An option by its key, which code may read in camel case too.
    fn keyed(&mut self, key: &str, pairs: &[Pair]) {
        let default = pairs.iter().find_map(|pair| match pair {
            Pair::Entry(key, value) if key.fixed_text() == Some("default") => Some(value),
            _ => None,
        });
        let camel = camel(key);
        if camel != key {
            self.add(camel, default);
        }
        self.add(key, default);
    }

    /// `new Option("-m, --model <name>").choices(all).default("x")`.
    fn made(&mut self, callee: &Expr, arguments: &[Argument]) {
        let ExprKind::Attribute { of, .. } = &callee.kind else { return };
        let mut of = of;
        while let ExprKind::Call { callee, arguments: given, .. } = &of.kind {
            match &callee.kind {
                ExprKind::Attribute { of: before, .. } if !is_option(callee) => of = before,
                _ if is_option(callee) => {
                    let flags = given.first().and_then(positional).and_then(Expr::fixed_text);
                    if let Some(name) = flags.and_then(read_as) {
                        self.add(name, arguments.first().and_then(positional));
                    }
                    return;
                }
                _ => return,
            }
        }
    }
}

fn is_option(callee: &Expr) -> bool {
    callee.last_name() == Some("Option")
}

fn positional(argument: &Argument) -> Option<&Expr> {
    if let Argument::Positional(value) = argument { Some(value) } else { None }
}

fn named<'a>(arguments: &'a [Argument], wanted: &str) -> Option<&'a Expr> {
    arguments.iter().find_map(|argument| match argument {
        Argument::Named(name, value) if name == wanted => Some(value),
        _ => None,
    })
}

/// The default among named arguments.
pub(super) fn named_default(arguments: &[Argument]) -> Option<&Expr> {
    named(arguments, "default")
}

/// The name under which a default of viper's is kept, apart from those of command lines.
pub(super) fn viper_key(key: &str) -> String {
    format!("viper:{}", key.to_lowercase())
}

/// The name under which a flag of a command of Go is kept.
pub(super) fn flag_key(name: &str) -> String {
    format!("flag:{name}")
}

/// Whether a flag is declared on the flags of a command.
fn is_flag(callee: &Expr) -> bool {
    let ExprKind::Attribute { of, .. } = &callee.kind else { return false };
    let ExprKind::Call { callee, .. } = &of.kind else { return false };
    callee.last_name().is_some_and(|name| FLAGS.contains(&name))
}

/// The name by which `-m, --max-tokens <n>` is read: `maxTokens`.
fn read_as(flags: &str) -> Option<String> {
    let mut words = flags.split([' ', ',', '|']).filter(|word| word.starts_with('-'));
    let first = words.clone().next()?;
    let long = words.find(|word| word.starts_with("--")).unwrap_or(first);
    Some(camel(long.trim_start_matches('-')))
}

fn camel(name: &str) -> String {
    let mut parts = name.split('-');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut letters = part.chars();
        whole.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        whole.push_str(letters.as_str());
    }
    whole
}
