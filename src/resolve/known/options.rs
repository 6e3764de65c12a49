//! Settings that somebody gives when a program starts, declared by code: options of a command line and variables of the
//! environment, with their defaults.

use crate::{
    resolve::eval::{join::one_of, operators::by_default, text::fixed_str},
    source::{At, Span},
    value::{Args, Chain, Map, Name, Root, Step, Value, Why},
};

/// Whether a chain is what parsing a command line gave, of a library whose options are declared call by call.
pub fn is_parsed(chain: &Chain) -> bool {
    match chain.steps.as_slice() {
        [.., Step::Member(name), Step::Call(_)] => matches!(
            name.as_str(),
            "opts" | "optsWithGlobals" | "parseSync" | "parse_args" | "parse_intermixed_args" | "parse_known_args"
        ),
        [.., Step::Member(name)] => name == "argv" && is_of(chain, &["yargs"]),
        _ => false,
    }
}

/// The first of what `parse_known_args` gives: the options that are known.
pub fn first_of(value: &At<Value>, position: usize) -> Option<At<Value>> {
    let Value::Foreign(chain) = &value.node else { return None };
    let known = chain.last_member().is_some_and(|name| name == "parse_known_args");
    (known && position == 0).then(|| value.clone())
}

/// A setting of an object that a schema made: `z.object({ MODEL: z.string().default("x") }).parse(process.env).MODEL`.
pub fn of_schema(chain: &Chain, name: &Name) -> Option<Value> {
    let schema = schema_of(chain)?;
    let declared = schema.iter().find_map(|map| map.get(name))?;
    let default = default_of(&declared.node).filter(Value::is_settled);
    let why = Why::Environment(name.clone());
    Some(match default {
        Some(default) => Value::Default(Box::new(default), why),
        None => Value::Unknown(why),
    })
}

/// What is declared of each field of the object that a chain parsed.
fn schema_of(chain: &Chain) -> Option<Vec<&Map>> {
    let (steps, tried) = match chain.steps.as_slice() {
        [steps @ .., Step::Member(data)] if data == "data" => (steps, true),
        steps => (steps, false),
    };
    match steps {
        // zod: `z.object({…}).parse(…)`, `….safeParse(…).data`.
        [schema @ .., Step::Member(parse), Step::Call(_)]
            if parse.starts_with(if tried { "safeParse" } else { "parse" }) =>
        {
            fields_of(schema)
        }
        // `createEnv({ server: {…}, client: {…} })` of t3-env.
        [.., Step::Member(made), Step::Call(given)] if made == "createEnv" => {
            let parts = ["server", "client", "shared"].map(|part| map_at(given, 0)?.get(part).map(|part| &part.node));
            Some(parts.into_iter().flatten().filter_map(map_of).collect())
        }
        // `cleanEnv(process.env, {…})` of envalid.
        [.., Step::Member(made), Step::Call(given)] if made == "cleanEnv" => Some(vec![map_at(given, 1)?]),
        // `parseArgs({ options: {…} }).values` of Node.
        [.., Step::Member(parse), Step::Call(given), Step::Member(values)]
            if parse == "parseArgs" && values == "values" =>
        {
            Some(vec![map_of(&map_at(given, 0)?.get("options")?.node)?])
        }
        _ => None,
    }
}

/// The fields that a schema of zod for an object begins with, and the steps behind it.
fn object_of(schema: &[Step]) -> Option<(&Map, &[Step])> {
    let at = schema.iter().position(
        |step| matches!(step, Step::Member(name) if matches!(name.as_str(), "looseObject" | "object" | "strictObject")),
    )?;
    let Step::Call(declared) = schema.get(at + 1)? else { return None };
    Some((map_at(declared, 0)?, &schema[at + 2..]))
}

/// The fields of a schema of zod and of those that were added to it, the last first.
fn fields_of(schema: &[Step]) -> Option<Vec<&Map>> {
    let (own, more) = object_of(schema)?;
    let mut all = vec![own];
    for pair in more.chunks(2) {
        let [Step::Member(step), Step::Call(args)] = pair else { return None };
        match (step.as_str(), args.positional.first().map(|at| &at.node)) {
            ("extend" | "safeExtend", Some(Value::Map(map))) => all.insert(0, map),
            ("and" | "merge", Some(Value::Foreign(other))) => {
                let (map, []) = object_of(&other.steps)? else { return None };
                all.insert(0, map);
            }
            ("loose" | "passthrough" | "readonly" | "refine" | "strict" | "strip" | "superRefine", _) => {}
            _ => return None,
        }
    }
    Some(all)
}

fn map_at(args: &Args, position: usize) -> Option<&Map> {
    map_of(&args.positional.get(position)?.node)
}

fn map_of(value: &Value) -> Option<&Map> {
    if let Value::Map(map) = value { Some(map) } else { None }
}

/// The default of a field: what a step of that name was given, or an entry of what makes the field.
fn default_of(declared: &Value) -> Option<Value> {
    match declared {
        Value::Map(map) => map.get("default").map(|at| at.node.clone()),
        Value::Foreign(chain) => {
            let step = chain.steps.windows(2).find_map(|pair| match pair {
                [Step::Member(name), Step::Call(args)] if name == "default" => args.positional.first(),
                _ => None,
            });
            let made = || match chain.steps.last() {
                Some(Step::Call(args)) => map_at(args, 0)?.get("default"),
                _ => None,
            };
            step.or_else(made).map(|at| at.node.clone())
        }
        _ => None,
    }
}

/// What a call asks somebody for: any of the choices that it offers, or what it holds until somebody says otherwise.
pub fn asked(chain: &Chain, args: &Args, at: Span) -> Option<At<Value>> {
    let name = chain.last_member()?.as_str();
    let given = |word: &str, position: usize| args.named.get(word).or_else(|| args.positional.get(position));
    let value = match name {
        "pills" | "radio" | "segmented_control" | "select_slider" | "selectbox" if is_of(chain, &["streamlit"]) => {
            let Value::List(offered) = &given("options", 1)?.node else { return None };
            let known = offered.open.is_none() && offered.items.iter().all(|item| item.node.is_settled());
            return (known && !offered.items.is_empty()).then(|| one_of(offered.items.clone()));
        }
        "text_area" | "text_input" if is_of(chain, &["streamlit"]) => given("value", 1)?,
        "number_input" | "slider" if is_of(chain, &["streamlit"]) => given("value", 3)?,
        "ask" | "prompt" if is_of(chain, &["click", "rich", "typer"]) => args.named.get("default")?,
        _ => return None,
    };
    let label = args.positional.first().and_then(fixed_str).map(Name::from).unwrap_or_default();
    let known = value.node.is_settled() && value.node != Value::Null;
    known.then(|| At::new(by_default(value.node.clone(), &Why::Environment(label)), at))
}

/// The default of a parameter that a library fills: `typer.Option("x")`, `fastapi.Query(default="x")`.
pub fn of_parameter(value: &Value) -> Option<Value> {
    let Value::Foreign(chain) = value else { return None };
    let [.., Step::Member(name), Step::Call(args)] = chain.steps.as_slice() else { return None };
    let declares = matches!(name.as_str(), "Argument" | "Body" | "Cookie" | "Form" | "Header" | "Option" | "Query");
    if !declares || !is_of(chain, &["fastapi", "typer"]) {
        return None;
    }
    let default = args.named.get("default").or_else(|| args.positional.first()).map(|at| &at.node);
    Some(default.filter(|default| default.is_settled()).cloned().unwrap_or(Value::Unknown(Why::Runtime)))
}

/// The function by which a library fills a parameter, where it does: `fastapi.Depends(get_settings)`. Without one it is
/// the type of the parameter that it makes.
pub fn dependency(value: &Value) -> Option<Option<At<Value>>> {
    let Value::Foreign(chain) = value else { return None };
    let [.., Step::Member(name), Step::Call(args)] = chain.steps.as_slice() else { return None };
    let provides = matches!(name.as_str(), "Depends" | "Security") && is_of(chain, &["fastapi"]);
    provides.then(|| args.named.get("dependency").or_else(|| args.positional.first()).cloned())
}

fn is_of(chain: &Chain, modules: &[&str]) -> bool {
    let Root::Import(module) = &chain.root else { return false };
    let first = module.split(['.', '/']).next().unwrap_or_default();
    modules.contains(&first)
}
