//! `[budget]`, `[prices]` and `[[traffic]]`.

use super::{
    Key,
    Kind::{self, ByModel, Choice, Count, Name, Path, Percent, Share},
    Table, key, needed,
};

/// The most that a price of a million tokens is taken for: ten times the dearest model there ever was is a slip.
pub(super) const PRICE: Kind = Kind::Dollars { most: 10_000 };

/// The most that a budget is taken for, in dollars. More than this is no budget.
const BUDGET_USD: Kind = Kind::Dollars { most: 1_000_000_000 };

/// How often something runs at most: more than everybody on earth a hundred times a month.
const CALLS: Kind = Count(0, 1_000_000_000_000);

/// `[prices]`.
pub(in crate::policy) static PRICES: Table = Table {
    about: "What is paid where that is not the list price.",
    keys: &[
        key("discount-percent", Percent(100), "What is taken off every list price, in per cent."),
        key("models", ByModel(&MODEL_PRICES), "Negotiated prices of single models, by id."),
        key(
            "platform",
            Choice(&["anthropic", "bedrock", "foundry", "gateway", "vertex"]),
            "Where requests go where the code does not say.",
        ),
        key(
            "region",
            Choice(&["global", "regional", "us"]),
            "Where inference runs where the code does not say: `global`, `regional` for the endpoints of a cloud's regions, \
         `us` for inference held in the United States.",
        ),
    ],
    ..Table::EMPTY
};

/// A model in `[prices.models]`.
pub(in crate::policy) static MODEL_PRICES: Table = Table {
    about: "What is paid for one model, in dollars for a million tokens; a price that is not given is the list price, less the discount.",
    keys: &[
        key("cache-read-usd", PRICE, "Dollars for a million tokens that are read from the cache."),
        key("cache-write-1h-usd", PRICE, "Dollars for a million tokens that are written to the cache for an hour."),
        key(
            "cache-write-5m-usd",
            PRICE,
            "Dollars for a million tokens that are written to the cache for five minutes.",
        ),
        key("discount-percent", Percent(100), "What is taken off the list prices of this model, in per cent."),
        key("input-usd", PRICE, "Dollars for a million tokens of input."),
        key("output-usd", PRICE, "Dollars for a million tokens of output."),
    ],
    ..Table::EMPTY
};

/// `[[traffic]]`.
pub(in crate::policy) static TRAFFIC: Table = Table {
    about: "How often some calls run, and with what. Everything that it selects by must hold; of several entries that select a call, the last one that says something holds.",
    keys: &[
        key("cache-hit-rate", Share, "The part of cached prompts that is read from the cache, from 0 to 1."),
        key("calls-per-day", CALLS, "How often it runs in a day."),
        key("calls-per-hour", CALLS, "How often it runs in an hour."),
        key("calls-per-month", CALLS, "How often it runs in a month."),
        key(
            "function",
            Name("a function", "answer_ticket"),
            "The function that calls Claude, or through which it is called; `*` stands for anything.",
        ),
        key("output-tokens", Count(0, 10_000_000), "How many tokens an answer has."),
        key("path", Path, "The files whose calls are meant."),
        key(
            "route",
            Name("a route", "POST /tickets/*"),
            "The route whose handler calls Claude, with or without its method; `*` stands for anything.",
        ),
        key(
            "site",
            Name("a call", "src/api.py::answer"),
            "A single call: file and function with `::` between them, and `#2` behind them for the second one there.",
        ),
        key("turns", Count(1, 10_000), "How many requests a conversation has, each with all that was said before."),
    ],
    one_of: &[&["function", "path", "route", "site"]],
    at_most_one: &["calls-per-day", "calls-per-hour", "calls-per-month"],
    ..Table::EMPTY
};

const INCREASE_KEY: Key = key("increase", Kind::Table(&INCREASE), "What one change may add in a month.");
const MONTHLY: Key = key("monthly-usd", BUDGET_USD, "Dollars that all calls may cost in a month; needs `[[traffic]]`.");
const PER_CALL: Key = key("per-call-usd", BUDGET_USD, "Dollars that one request may cost at worst.");
const PER_SITE: Key =
    key("per-site-usd", BUDGET_USD, "Dollars that one call in the code may cost in a month; needs `[[traffic]]`.");

/// `[budget]`.
pub(in crate::policy) static BUDGET: Table = Table {
    about: "What may be spent.",
    keys: &[
        INCREASE_KEY,
        MONTHLY,
        key("path", Kind::Tables("budget.path", &BUDGET_PATH), "What may be spent in some paths."),
        PER_CALL,
        PER_SITE,
    ],
    ..Table::EMPTY
};

/// `[[budget.path]]`.
pub(in crate::policy) static BUDGET_PATH: Table = Table {
    about: "What may be spent in some paths.",
    keys: &[
        INCREASE_KEY,
        MONTHLY,
        needed("say where it holds: `path = \"src/api/**\"`", key("path", Path, "The files whose calls are meant.")),
        PER_CALL,
        PER_SITE,
    ],
    ..Table::EMPTY
};

/// `increase` of a budget.
pub(in crate::policy) static INCREASE: Table = Table {
    about: "What one change may add to the cost of a month.",
    keys: &[
        key("monthly-usd", BUDGET_USD, "Dollars in a month that one change may add."),
        key("percent", Percent(100_000), "Per cent of the monthly cost that one change may add."),
    ],
    one_of: &[&["monthly-usd", "percent"]],
    ..Table::EMPTY
};
