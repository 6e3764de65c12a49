//! Class bases, decorators and field declarations of common libraries.

use crate::{
    source::At,
    value::{Args, Chain, Name, Step, Value, Why},
};

/// Bases and decorators that make a constructor from a class's declared fields.
pub fn makes_constructor(name: Option<&str>) -> bool {
    matches!(
        name,
        Some(
            "dataclass"
                | "BaseModel"
                | "BaseSettings"
                | "NamedTuple"
                | "TypedDict"
                | "define"
                | "frozen"
                | "attrs"
                | "s"
                | "Struct"
                | "SQLModel"
                | "RootModel"
        )
    )
}

/// A field as its class declares it: `Field(default=…)` gives its default; settings may be
/// replaced by the environment.
pub fn field(value: &At<Value>, name: &Name, settings: bool) -> At<Value> {
    let node = match &value.node {
        Value::Foreign(chain) => declared(chain).unwrap_or_else(|| value.node.clone()),
        node => node.clone(),
    };
    let node = match node {
        settled if settings && settled.is_settled() && !matches!(settled, Value::Default(..) | Value::Foreign(_)) => {
            Value::Default(Box::new(settled), Why::Environment(name.clone()))
        }
        node => node,
    };
    At::new(node, value.span)
}

/// The arguments of a field's declaration.
fn declaration(chain: &Chain) -> Option<&Args> {
    let [.., Step::Member(name), Step::Call(args)] = chain.steps.as_slice() else { return None };
    let declares = matches!(name.as_str(), "Field" | "field" | "ib" | "attrib" | "PrivateAttr" | "mapped_column");
    declares.then_some(args)
}

/// What makes the default of a field, where it is declared so.
pub fn factory(value: &Value) -> Option<&At<Value>> {
    let Value::Foreign(chain) = value else { return None };
    let args = declaration(chain)?;
    args.named.get("default_factory").or_else(|| args.named.get("factory"))
}

fn declared(chain: &Chain) -> Option<Value> {
    let args = declaration(chain)?;
    let given = args.named.get("default").or_else(|| args.positional.first());
    match given.map(|at| &at.node) {
        Some(Value::Unknown(_)) | None => Some(Value::Unknown(Why::Runtime)),
        Some(value) => Some(value.clone()),
    }
}

/// Types that say nothing about what a value can do: an annotation with one of them changes nothing.
pub fn is_plain_type(chain: &Chain) -> bool {
    let Some(name) = chain.last_member().cloned().or_else(|| match &chain.root {
        crate::value::Root::Global(name) => Some(name.clone()),
        _ => None,
    }) else {
        return true;
    };
    let primitive = matches!(
        name.as_str(),
        "str"
            | "int"
            | "float"
            | "bool"
            | "dict"
            | "list"
            | "tuple"
            | "set"
            | "bytes"
            | "object"
            | "string"
            | "number"
            | "boolean"
            | "any"
            | "Any"
            | "unknown"
            | "void"
            | "Record"
            | "Array"
            | "Promise"
            | "Dict"
            | "List"
            | "Callable"
            | "Literal"
            | "Iterable"
            | "Sequence"
            | "Mapping"
            | "Iterator"
            | "AsyncIterator"
            | "AsyncGenerator"
            | "Generator"
            | "TypeVar"
            | "Partial"
            | "Readonly"
            | "Date"
            | "Path"
            | "datetime"
            | "undefined"
            | "null"
            | "never"
            | "Function"
            | "Error"
    );
    let parameters = ["Param", "Params", "Options", "Request", "Config", "Message", "Props", "Response", "Settings"];
    primitive || parameters.iter().any(|ending| name.ends_with(ending))
}

/// Generic types whose argument is what matters: `Optional[X]`, `Annotated[X, …]`.
pub fn is_transparent(name: Option<&str>) -> bool {
    matches!(name, Some("IOptions" | "IOptionsMonitor" | "IOptionsSnapshot" | "Lazy" | "Task" | "ValueTask"))
        || matches!(name, Some("Optional" | "Annotated" | "Final" | "ClassVar" | "Readonly" | "Partial" | "Required"))
}

/// The type that is annotated where a name stands for `Annotated[Type, …]`.
pub fn annotated(value: &Value) -> Option<At<Value>> {
    let Value::Foreign(chain) = value else { return None };
    let [.., Step::Member(name), Step::Index(index)] = chain.steps.as_slice() else { return None };
    match &**index {
        Value::List(list) if name == "Annotated" => list.items.first().cloned(),
        _ => None,
    }
}
