//! What a policy may hold, as one table: what is read, what is suggested for a misspelt key and what the schema tells
//! editors all come from it.

mod bounds;
mod money;
mod test;

pub(super) use bounds::{BOUNDS, CALLER_FILES, FILE_MIB, STEPS_FACTOR};
pub(super) use money::{BUDGET, BUDGET_PATH, INCREASE, MODEL_PRICES, PRICES, TRAFFIC};
pub(super) use test::{COST, ENDINGS, FINDING, TEST};

use Kind::{Date, File, Level, Link, Models, Names, Path, Paths, Rules, Tables, Words};

/// A table of a policy.
#[derive(Debug)]
pub(super) struct Table {
    /// What it says, for editors and for the page of the policy.
    pub(super) about: &'static str,
    /// Its keys, sorted.
    pub(super) keys: &'static [Key],
    /// Groups of keys of which one must be there.
    pub(super) one_of: &'static [&'static [&'static str]],
    /// Keys of which only one may be there.
    pub(super) at_most_one: &'static [&'static str],
    /// Keys that people may look for here, and where they stand.
    pub(super) elsewhere: &'static [(&'static str, &'static str)],
}

/// A key of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// As it is written.
    pub(super) name: &'static str,
    /// What it may hold.
    pub(super) kind: Kind,
    /// What it says, for editors and for the page of the policy.
    pub(super) about: &'static str,
    /// What to write where it is missing, if it must be there.
    pub(super) needed: Option<&'static str>,
}

/// What a key may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A table by ids of models, each with such a table.
    ByModel(&'static Table),
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// A whole number between two others.
    Count(u64, u64),
    /// A day.
    Date,
    /// A number of dollars from 0.
    Dollars {
        /// The most that is taken for meant.
        most: i128,
    },
    /// The name of a file.
    File,
    /// The level of a rule.
    Level,
    /// An address that a browser opens: an example.
    Link(&'static str),
    /// A list of ids, families or patterns of models.
    Models,
    /// A name or a pattern with `*`: what it names, and an example.
    Name(&'static str, &'static str),
    /// The name of a policy, or a list of them.
    Names,
    /// A selector of paths.
    Path,
    /// A list of selectors of paths.
    Paths,
    /// Per cent, from 0 to this many.
    Percent(u32),
    /// A table by names of rules, each with a level or its options.
    Rules,
    /// A part of a whole: a decimal number from 0 to 1.
    Share,
    /// Such a table.
    Table(&'static Table),
    /// Such tables, with the header that each has.
    Tables(&'static str, &'static Table),
    /// The name of a rule.
    Rule,
    /// A string that says something: an example.
    Words(&'static str),
}

impl Table {
    /// A table without a key.
    const EMPTY: Table = Table { about: "", keys: &[], one_of: &[], at_most_one: &[], elsewhere: &[] };

    /// The key with this name.
    pub(super) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

const fn key(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, about, needed: None }
}

/// A key that must be there; `help` says what to write.
const fn needed(help: &'static str, key: Key) -> Key {
    Key { needed: Some(help), ..key }
}

/// A policy.
pub(super) static POLICY: Table = Table {
    about: "What skint is to report about calls of Claude, where, and what they may cost.",
    keys: &[
        key(
            "bounds",
            Kind::Table(&BOUNDS),
            "How far a scan goes, where a repository needs more than is enough for most. The least of each is what holds \
             where it is not given.",
        ),
        key("budget", Kind::Table(&BUDGET), "What may be spent."),
        key(
            "extends",
            Names,
            "Policies that this one stands on: `skint:recommended`, `skint:strict`, or files of the same repository. What \
             is written here wins over them, and a later one over an earlier one.",
        ),
        key("models", Kind::Table(&MODELS), "Which models may be called."),
        key("override", Tables("override", &OVERRIDE), "What holds for some paths only; a later one wins."),
        key("prices", Kind::Table(&PRICES), "What is paid where that is not the list price."),
        key("rules", Rules, "Levels and options of rules; `skint rules` lists them."),
        key("scan", Kind::Table(&SCAN), "Which files are looked at."),
        key("test", Tables("test", &TEST), "What this policy is to say about some code; `skint policy test` holds it."),
        key("tokens", Kind::Table(&TOKENS), "What your own records say about estimates."),
        key("traffic", Tables("traffic", &TRAFFIC), "How often calls run, which no code says."),
    ],
    ..Table::EMPTY
};

/// `[scan]`.
pub(super) static SCAN: Table = Table {
    about: "Which files are looked at, beyond what `.gitignore` leaves out.",
    keys: &[
        key("exclude", Paths, "Files and folders that are not looked at."),
        key("include", Paths, "If given, only these files and folders are looked at."),
    ],
    ..Table::EMPTY
};

const ALLOW: Key = key("allow", Models, "The models that may be called: ids, families, or patterns with `*`.");
const DENY: Key = key("deny", Models, "The models that may not be called, whatever else is allowed.");
const CEILING_KEY: Key = key("ceiling", Kind::Table(&CEILING), "What a model may cost at most, by its list price.");

/// `[models]`.
pub(super) static MODELS: Table = Table {
    about: "Which models may be called. An exception beats everything, then `deny` beats `allow` beats `ceiling`.",
    keys: &[
        ALLOW,
        CEILING_KEY,
        DENY,
        key("exception", Tables("models.exception", &EXCEPTION), "Models that are allowed all the same, somewhere."),
    ],
    ..Table::EMPTY
};

/// `models` of an override.
pub(super) static OVERRIDE_MODELS: Table = Table {
    about: "Which models may be called there.",
    keys: &[ALLOW, CEILING_KEY, DENY],
    elsewhere: &[("exception", "write `[[models.exception]]` at the top level; its `path` says where it holds")],
    ..Table::EMPTY
};

/// `ceiling` of models.
pub(super) static CEILING: Table = Table {
    about: "What a million tokens may cost at most, by list price.",
    keys: &[
        key("input-usd", money::PRICE, "Dollars for a million tokens of input."),
        key("output-usd", money::PRICE, "Dollars for a million tokens of output."),
    ],
    one_of: &[&["input-usd", "output-usd"]],
    ..Table::EMPTY
};

/// `[[models.exception]]`.
pub(super) static EXCEPTION: Table = Table {
    about: "Models that are allowed all the same, somewhere, for a reason, up to a day.",
    keys: &[
        needed(
            "say which models it allows: `allow = [\"opus\"]`",
            key("allow", Models, "The models: ids, families, or patterns with `*`."),
        ),
        needed("say where it holds: `path = \"research/**\"`", key("path", Path, "Where they are allowed.")),
        needed(
            "say why, for whoever reads this next year: `reason = \"…\"`",
            key("reason", Words("agreed with research"), "Why."),
        ),
        key("until", Date, "The last day on which they are; after it, the exception is reported."),
    ],
    ..Table::EMPTY
};

/// `[[override]]`.
pub(super) static OVERRIDE: Table = Table {
    about: "What holds for some paths only.",
    keys: &[
        key("models", Kind::Table(&OVERRIDE_MODELS), "Which models may be called there."),
        needed("say where it holds: `paths = [\"tests/**\"]`", key("paths", Paths, "Where it holds.")),
        key("prices", Kind::Table(&PRICES), "What is paid there."),
        key("rules", Rules, "Levels and options of rules there."),
    ],
    elsewhere: &[
        ("budget", "write `[[budget.path]]` at the top level; its `path` says where it holds"),
        ("path", "write `paths`, a list: `paths = [\"tests/**\"]`"),
        ("traffic", "write `[[traffic]]` at the top level; its `path` says where it holds"),
    ],
    ..Table::EMPTY
};

/// What may be said about every rule.
pub(super) static RULE: Table = Table {
    about: "How findings of this rule are reported.",
    keys: &[
        key("error-from", Date, "The first day on which a finding is an error, whatever its level."),
        key("level", Level, "How much a finding matters: `off`, `info`, `warn` or `error`."),
        key("link", Link("https://wiki.example.com/claude"), "Where to read on; shown with each finding."),
        key("message", Words("ask in #platform first"), "Words of your own; shown with each finding."),
    ],
    ..Table::EMPTY
};

/// `[tokens]`.
pub(super) static TOKENS: Table = Table {
    about: "What your own records say about estimates.",
    keys: &[key("calibration", File, "The file that `skint tokens --verify LOG --calibrate` wrote.")],
    ..Table::EMPTY
};

/// Every level by name, as policies and command lines write it.
pub(super) const LEVELS: [&str; 4] = ["off", "info", "warn", "error"];
