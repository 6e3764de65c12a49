//! Functions outside the tree whose result is known from their arguments.

use super::{
    called, collections, conversions, csharp, environment, files, go, jvm, loaded, methods, options, path_of, paths,
    php, ruby, templates, threads,
};
use crate::{
    resolve::{
        eval::{Act, Machine, expressions::why_of, operators::by_default, text::fixed_str},
        imports::DJANGO_SETTINGS,
    },
    source::{At, Span},
    syntax::Language,
    value::{Args, Chain, Local, Root, Step, Value, Why},
};
use std::sync::Arc;

/// Functions that give the text of the file whose path they are handed.
const READS: &[&str] = &[
    "Deno.readTextFile",
    "Deno.readTextFileSync",
    "fs.default.promises.readFile",
    "fs.default.readFileSync",
    "fs.promises.readFile",
    "fs.readFile",
    "fs.readFileSync",
    "fs/promises.default.readFile",
    "fs/promises.readFile",
    "node:fs.default.promises.readFile",
    "node:fs.default.readFileSync",
    "node:fs.promises.readFile",
    "node:fs.readFileSync",
    "node:fs/promises.default.readFile",
    "node:fs/promises.readFile",
];

/// Functions that give bytes in Base64.
const ENCODES: &[&str] = &[
    "Base64.strict_encode64",
    "base64.b64encode",
    "base64.standard_b64encode",
    "base64_encode",
    "encoding/base64.StdEncoding.EncodeToString",
];

/// The result of calling `chain`, where it is known.
pub fn call(
    machine: &mut Machine<'_>,
    act: &mut Act,
    chain: &Arc<Chain>,
    args: &Arc<Args>,
    at: Span,
) -> Option<At<Value>> {
    let path = path_of(chain);
    let name = path.as_deref();
    let own = match act.module.language {
        Language::Java | Language::Kotlin => return jvm::call(machine, act, chain, args, at),
        language if language.holds_commands() => return printed(machine, act, name?, args, at),
        Language::Go => go::call(machine, act, chain, args, at),
        Language::Php => name.and_then(|name| php::call(machine, act, name, args, at)),
        Language::Ruby => name.and_then(|name| ruby::call(machine, act, name, args, at)),
        Language::Rust => name.and_then(|name| super::rust::call(machine, act, name, args, at)),
        _ => None,
    };
    let known = match (own, name) {
        (Some(value), _) => Some(value),
        (None, Some(name)) => named(machine, act, chain, name, args, at),
        (None, None) => on_result(machine, act, chain, args, at),
    };
    known
        .or_else(|| templates::call(machine, act, chain, args, at))
        .or_else(|| options::asked(chain, args, at))
        .or_else(|| looked_up(act, chain, args, at))
}

/// What is looked up under a name in something that is not seen, with what is taken where there is none:
/// `config.get("model", "claude-opus-5-5")`.
fn looked_up(act: &Act, chain: &Chain, args: &Args, at: Span) -> Option<At<Value>> {
    let spelt = matches!(act.module.language, Language::Python | Language::TypeScript | Language::JavaScript);
    let (Some(Step::Member(name)), [key, default]) = (chain.steps.last(), args.positional.as_slice()) else {
        return None;
    };
    let plain =
        default.node.possibilities().all(|one| matches!(one, Value::Text(_) | Value::Int(_) | Value::Default(..)));
    if !spelt || name != "get" || !plain || fixed_str(key).is_none() {
        return None;
    }
    let why = match &chain.root {
        Root::Unknown(why) => why.clone(),
        _ => Why::Runtime,
    };
    Some(At::new(by_default(default.node.clone(), &why), at))
}

/// What a command prints: `cat` the file that it is given.
fn printed(machine: &Machine<'_>, act: &Act, name: &str, args: &Args, at: Span) -> Option<At<Value>> {
    let [path] = args.positional.as_slice() else { return None };
    let path = fixed_str(path).filter(|_| name == "cat")?;
    Some(files::read(machine.world.files, act.module.source, &path, at))
}

/// The result of a function by its name, in whatever language.
fn named(
    machine: &mut Machine<'_>,
    act: &mut Act,
    chain: &Arc<Chain>,
    name: &str,
    args: &Arc<Args>,
    at: Span,
) -> Option<At<Value>> {
    let first = args.positional.first();
    match name {
        "os.getenv"
        | "os.environ.get"
        | "Deno.env.get"
        | "decouple.config"
        | "environ.get"
        | "streamlit.secrets.get" => Some(At::new(environment::variable(args), at)),
        "require" | "import" => required(machine, act, first?, at),
        "getattr" => attribute(machine, act, args, at),
        _ if READS.contains(&name) => {
            let read = files::read(machine.world.files, act.module.source, &fixed_str(first?)?, at);
            if args.positional.get(1).is_some_and(is_base64) {
                return files::base64(machine.world.files, &read.node, at);
            }
            Some(read)
        }
        _ if ENCODES.contains(&name) => files::base64(machine.world.files, &first?.node, at),
        "vars" | "dataclasses.asdict" => match machine.fields_of(first?) {
            fields @ Value::Map(_) => Some(At::new(fields, at)),
            _ => None,
        },
        "dataclasses.replace" | "copy.replace" => {
            let whole = machine.made(first?.clone());
            let changes = Args { named: args.named.clone(), ..Args::default() };
            methods::call(&whole.node, "_replace", &changes, at).map(|effect| At::new(effect.result, at))
        }
        // What is promised is what the function itself gives.
        "float" | "parseFloat" | "node:util.promisify" | "util.promisify" => first.cloned(),
        _ => conversions::call(name, args, at)
            .or_else(|| collections::call(name, args, at))
            .or_else(|| paths::call(name, args, at))
            .map(|value| At::new(value, at))
            .or_else(|| loaded::call(machine.world.files, act.module.source, name, args))
            .or_else(|| csharp::call(machine, act, name, args, at))
            .or_else(|| threads::call(machine, act, chain, args, at)),
    }
}

/// Whether a chain is one of the settings of a project of Django whose module is not seen.
fn is_of_settings(chain: &Chain) -> bool {
    path_of(chain).is_some_and(|path| path.rsplit_once('.').is_some_and(|(of, _)| of == DJANGO_SETTINGS))
}

/// `"base64"` or `{ encoding: "base64" }`.
fn is_base64(encoding: &At<Value>) -> bool {
    match &encoding.node {
        Value::Map(map) => map.get("encoding").and_then(fixed_str).is_some_and(|encoding| encoding == "base64"),
        _ => fixed_str(encoding).is_some_and(|encoding| encoding == "base64"),
    }
}

/// Calls on what an outside call gave: `open(p).read()`, `loop.run_in_executor(None, f, …)`.
fn on_result(
    machine: &mut Machine<'_>,
    act: &mut Act,
    chain: &Arc<Chain>,
    args: &Arc<Args>,
    at: Span,
) -> Option<At<Value>> {
    match chain.steps.as_slice() {
        [before @ .., Step::Member(name)] if name == "bind" && args.positional.len() == 1 => {
            let bound = Chain { root: chain.root.clone(), steps: before.to_vec() };
            Some(At::new(Value::Foreign(Arc::new(bound)), at))
        }
        // An `ExitStack` gives what `with` would have bound.
        [.., Step::Member(name)] if matches!(name.as_str(), "enter_context" | "enter_async_context") => {
            args.positional.first().filter(|_| act.module.language == Language::Python).cloned()
        }
        [.., Step::Call(given)] if called(chain, "functools.partial").is_some() => {
            let function = given.positional.first()?;
            let mut all = Args { positional: given.positional[1..].to_vec(), ..Args::clone(given) };
            all.positional.extend(args.positional.iter().cloned());
            args.named.entries.iter().for_each(|entry| all.named.set(entry.key.clone(), entry.value.clone()));
            all.named.open = all.named.open.or_else(|| args.named.open.clone());
            all.open = all.open.or_else(|| args.open.clone());
            Some(machine.apply(act, function, &Arc::new(all), function.span, at).0)
        }
        [.., Step::Call(_), Step::Member(name)] if name == "get" && is_config_service(chain) => {
            // `get("NAME", { infer: true })` has options there, and no default.
            let plain = args.positional.iter().take_while(|value| !matches!(value.node, Value::Map(_)));
            let args = Args { positional: plain.cloned().collect(), ..Args::default() };
            Some(At::new(environment::variable(&args), at))
        }
        _ => environment::read(chain, args)
            .map(|value| At::new(value, at))
            .or_else(|| threads::call(machine, act, chain, args, at)),
    }
}

/// Whether a chain is a method of the settings of `NestJS`, which the environment gives.
fn is_config_service(chain: &Chain) -> bool {
    matches!(chain.origin(), Some((path, [Step::Call(_), Step::Member(_)])) if path == "@nestjs/config.ConfigService")
}

/// `require("m")`, `import("m")`.
fn required(machine: &mut Machine<'_>, act: &Act, module: &At<Value>, at: Span) -> Option<At<Value>> {
    let path = fixed_str(module)?;
    let node = match machine.world.imports.resolve(act.module.source, act.module.language, &path, 0) {
        Some(target) => Value::Local(Arc::new(Local::Module(target))),
        None => Value::Foreign(Arc::new(Chain { root: Root::Import(path.into()), steps: Vec::new() })),
    };
    Some(At::new(node, at))
}

fn attribute(machine: &mut Machine<'_>, act: &mut Act, args: &Args, at: Span) -> Option<At<Value>> {
    let of = args.positional.first()?;
    let name = args.positional.get(1).and_then(fixed_str)?;
    let value = machine.member(act, of, &name.into(), at);
    match (&value.node, args.positional.get(2)) {
        (Value::Unknown(why), Some(default)) => Some(At::new(by_default(default.node.clone(), why), default.span)),
        (Value::Foreign(chain), Some(default)) if matches!(chain.root, Root::Unknown(_)) || is_of_settings(chain) => {
            Some(At::new(by_default(default.node.clone(), &why_of(&value.node)), default.span))
        }
        _ => Some(value),
    }
}
