//! What a policy may hold, as one table: what is read, what is suggested for a misspelt key and what the schema tells
//! editors all come from it.

/// A key of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// As it is written.
    pub(super) name: &'static str,
    /// What it may hold.
    pub(super) kind: Kind,
    /// What it says, for editors and for the page of the policy.
    pub(super) about: &'static str,
    /// Why it must be there, where it must: what to write.
    pub(super) needed: Option<&'static str>,
}

/// What a key may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// A whole number between two others.
    Count(u64, u64),
    /// Dollars from 0 to a thousand million million, as a number.
    Dollars {
        /// The most that is taken for meant.
        most: i128,
    },
    /// A part of a whole: a decimal number from 0 to 1.
    Share,
    /// Per cent, from 0 to this many.
    Percent(u32),
    /// A name or a pattern with `*`: what it names, and an example.
    Name(&'static str, &'static str),
    /// A selector of paths.
    Path,
    /// A table by ids of models, each with a table of these keys.
    ByModel(&'static [Key]),
    /// A table of these keys.
    Table(&'static [Key]),
    /// Tables of these keys, with the header that each has.
    Tables(&'static str, &'static [Key]),
}

const fn key(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { name, kind, about, needed: None }
}

/// The most that a price of a million tokens is taken for: ten times the dearest model there ever was is a slip.
const PRICE: Kind = Kind::Dollars { most: 10_000 };

/// The most that a budget is taken for, in dollars. More than this is no budget.
const BUDGET_USD: Kind = Kind::Dollars { most: 1_000_000_000 };

/// How often something runs at most: more than everybody on earth a hundred times a month.
const CALLS: Kind = Kind::Count(0, 1_000_000_000_000);

/// `[prices]`.
pub(super) const PRICES: &[Key] = &[
    key("discount-percent", Kind::Percent(100), "What is taken off every list price, in per cent."),
    key("models", Kind::ByModel(MODEL_PRICES), "Negotiated prices of single models, by id."),
    key(
        "platform",
        Kind::Choice(&["anthropic", "bedrock", "foundry", "gateway", "vertex"]),
        "Where requests go where the code does not say.",
    ),
    key(
        "region",
        Kind::Choice(&["global", "regional", "us"]),
        "Where inference runs where the code does not say: `global`, `regional` for the endpoints of a cloud's regions, \
         `us` for inference held in the United States.",
    ),
];

/// A model in `[prices.models]`.
pub(super) const MODEL_PRICES: &[Key] = &[
    key("cache-read-usd", PRICE, "Dollars for a million tokens that are read from the cache."),
    key("cache-write-1h-usd", PRICE, "Dollars for a million tokens that are written to the cache for an hour."),
    key("cache-write-5m-usd", PRICE, "Dollars for a million tokens that are written to the cache for five minutes."),
    key("discount-percent", Kind::Percent(100), "What is taken off the list prices of this model, in per cent."),
    key("input-usd", PRICE, "Dollars for a million tokens of input."),
    key("output-usd", PRICE, "Dollars for a million tokens of output."),
];

/// `[[traffic]]`.
pub(super) const TRAFFIC: &[Key] = &[
    key("cache-hit-rate", Kind::Share, "The part of cached prompts that is read from the cache, from 0 to 1."),
    key("calls-per-day", CALLS, "How often it runs in a day."),
    key("calls-per-hour", CALLS, "How often it runs in an hour."),
    key("calls-per-month", CALLS, "How often it runs in a month."),
    key(
        "function",
        Kind::Name("a function", "answer_ticket"),
        "The function that calls Claude, or through which it is called; `*` stands for anything.",
    ),
    key("output-tokens", Kind::Count(0, 10_000_000), "How many tokens an answer has."),
    key("path", Kind::Path, "The files whose calls are meant."),
    key(
        "route",
        Kind::Name("a route", "POST /tickets/*"),
        "The route whose handler calls Claude, with or without its method; `*` stands for anything.",
    ),
    key(
        "site",
        Kind::Name("a call", "src/api.py::answer"),
        "A single call: file and function with `::` between them, and `#2` behind them for the second one there.",
    ),
    key("turns", Kind::Count(1, 10_000), "How many requests a conversation has, each with all that was said before."),
];

const INCREASE_KEY: Key = key("increase", Kind::Table(INCREASE), "What one change may add in a month.");
const MONTHLY: Key = key("monthly-usd", BUDGET_USD, "Dollars that all calls may cost in a month; needs `[[traffic]]`.");
const PER_CALL: Key = key("per-call-usd", BUDGET_USD, "Dollars that one request may cost at worst.");
const PER_SITE: Key =
    key("per-site-usd", BUDGET_USD, "Dollars that one call in the code may cost in a month; needs `[[traffic]]`.");

/// `[budget]`.
pub(super) const BUDGET: &[Key] = &[
    INCREASE_KEY,
    MONTHLY,
    key("path", Kind::Tables("budget.path", BUDGET_PATH), "What may be spent in some paths."),
    PER_CALL,
    PER_SITE,
];

/// `[[budget.path]]`.
pub(super) const BUDGET_PATH: &[Key] = &[
    INCREASE_KEY,
    MONTHLY,
    Key {
        needed: Some("say where it holds: `path = \"src/api/**\"`"),
        ..key("path", Kind::Path, "The files whose calls are meant.")
    },
    PER_CALL,
    PER_SITE,
];

/// `increase` of a budget.
pub(super) const INCREASE: &[Key] = &[
    key("monthly-usd", BUDGET_USD, "Dollars in a month that one change may add."),
    key("percent", Kind::Percent(100_000), "Per cent of the monthly cost that one change may add."),
];
