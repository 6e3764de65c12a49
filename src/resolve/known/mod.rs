//! What is known of code outside the tree that shapes values: standard libraries, the environment, conversions.

pub mod classes;
mod collections;
mod conversions;
pub mod csharp;
mod environment;
pub mod files;
mod functions;
mod go;
pub mod jvm;
mod loaded;
pub mod methods;
pub mod options;
pub mod paths;
pub mod php;
pub mod ruby;
pub mod rust;
pub mod settings;
pub mod strings;
mod templates;
mod threads;

pub use functions::call;

use crate::{
    source::Span,
    value::{Chain, Name, Root, Step, Value, Why},
};

/// A member of something outside that is known: `process.env.NAME`, `import.meta.env.NAME`.
pub fn member(chain: &Chain, name: &Name, at: Span) -> Option<Value> {
    if let Some(value) = options::of_schema(chain, name) {
        return Some(value);
    }
    let path = path_of(chain).map(|path| format!("{path}.{name}"));
    if let Some(value) = path.and_then(|path| csharp::constant(&path, at)) {
        return Some(value);
    }
    let has_members =
        is_environment(chain) && !matches!(path_of(chain).as_deref(), Some("os.environ" | "Deno.env" | "ENV"));
    (has_members && name != "get").then(|| Value::Unknown(Why::Environment(name.clone())))
}

/// An element of something outside that is known: `os.environ["NAME"]`, `process.env["NAME"]`.
pub fn element(chain: &Chain, key: &Value) -> Option<Value> {
    let name = key.as_str().map(Name::from).unwrap_or_default();
    (is_environment(chain) || csharp::is_configuration(chain)).then_some(Value::Unknown(Why::Environment(name)))
}

/// Whether a chain is the environment of the process.
pub fn is_environment(chain: &Chain) -> bool {
    let Some((path, [])) = chain.origin() else { return false };
    matches!(
        path.as_str(),
        "os.environ"
            | "process.env"
            | "import.meta.env"
            | "Deno.env"
            | "Bun.env"
            | "process.default.env"
            | "node:process.env"
            | "$_ENV"
            | "ENV"
            | "$_SERVER"
            | "streamlit.secrets"
    )
}

/// Whether a function given to a call of this name is run once for each item of something.
pub fn is_each(callee: &str) -> bool {
    matches!(
        callee,
        "map"
            | "forEach"
            | "flatMap"
            | "mapAsync"
            | "each"
            | "eachLimit"
            | "mapLimit"
            | "mapSeries"
            | "pMap"
            | "mapWithConcurrency"
            | "ForEach"
            | "ForEachAsync"
            | "Select"
            | "SelectAwait"
            | "SelectMany"
            | "array_map"
            | "array_walk"
    )
}

/// Whether a call of `name` on `receiver` waits for all its arguments together.
pub fn awaits_all(receiver: &Value, name: &str) -> bool {
    let Value::Foreign(chain) = receiver else { return false };
    let Some((path, [])) = chain.origin() else { return false };
    matches!(
        (path.as_str(), name),
        ("asyncio", "gather" | "wait" | "as_completed")
            | ("Promise", "all" | "allSettled" | "any" | "race")
            | ("Task", "WhenAll" | "WhenAny")
    ) || path.ends_with("tqdm_asyncio") && name == "gather"
}

/// `root` and its members as one dotted path, where nothing is called in between.
pub fn path_of(chain: &Chain) -> Option<String> {
    match chain.origin() {
        Some((path, [])) => Some(path),
        _ => None,
    }
}

/// Whether a chain ends in a call of this dotted path: `open(…)`.
pub fn called<'c>(chain: &'c Chain, wanted: &str) -> Option<&'c crate::value::Args> {
    match chain.origin() {
        Some((path, [Step::Call(args)])) if path == wanted => Some(args),
        _ => None,
    }
}

/// A chain that is only a name of the language.
pub fn global(name: &str) -> Chain {
    Chain { root: Root::Global(name.into()), steps: Vec::new() }
}
