//! Strings: what `fmt` and `strings` make of them.

use crate::{
    resolve::{
        eval::text::{concatenate, text_of},
        known::strings,
    },
    source::{At, Span},
    value::{Args, List, Text, Value},
};
use regex::Regex;
use std::sync::{Arc, LazyLock};

/// Verbs for which the formatting that all languages share has no sign: all of them put a value there.
static VERBS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"%[-+# 0]*[\d.]*[vqtwTpgGeEbcoUX]").expect("a fixed pattern"));

/// The result of a function on strings, where it is known.
pub fn call(path: &str, args: &Args, at: Span) -> Option<Value> {
    let all = &args.positional;
    let (first, second) = (all.first(), all.get(1));
    match path {
        "fmt.Sprintf" => Some(formatted(first?, args, at)),
        "fmt.Sprint" | "fmt.Sprintln" => {
            Some(Value::Text(concatenate(all.iter().map(|part| text_of(&part.node, part.span)))))
        }
        "strings.Join" => {
            let Value::List(list) = &first?.node else { return None };
            let Value::Text(separator) = &second?.node else { return None };
            Some(Value::Text(strings::join_list(list, separator, at)))
        }
        "strings.TrimSpace" | "strings.Trim" | "strings.TrimLeft" | "strings.TrimRight" | "strings.TrimPrefix"
        | "strings.TrimSuffix" => method(first?, "trimEnd", &[], at),
        "strings.ToLower" => method(first?, "lower", &[], at),
        "strings.ToUpper" => method(first?, "upper", &[], at),
        "strings.ReplaceAll" => method(first?, "replaceAll", all.get(1..3)?, at),
        "strings.Replace" => method(first?, "replace", all.get(1..3)?, at),
        "strings.Repeat" => method(first?, "repeat", all.get(1..2)?, at),
        "strings.Contains" => method(first?, "includes", all.get(1..2)?, at),
        "strings.HasPrefix" => method(first?, "startswith", all.get(1..2)?, at),
        "strings.HasSuffix" => method(first?, "endswith", all.get(1..2)?, at),
        "strings.Split" => method(first?, "split", all.get(1..2)?, at),
        _ => None,
    }
}

fn method(of: &At<Value>, name: &str, args: &[At<Value>], at: Span) -> Option<Value> {
    let args = Args { positional: args.to_vec(), ..Args::default() };
    let whole = |text: &Text| strings::method(text, name, &args, at);
    match &of.node {
        Value::Text(text) => whole(text),
        Value::Default(inner, why) => match &**inner {
            Value::Text(text) => Some(crate::resolve::eval::operators::by_default(whole(text)?, why)),
            _ => None,
        },
        _ => None,
    }
}

fn formatted(format: &At<Value>, args: &Args, at: Span) -> Value {
    let items = args.positional.get(1..).unwrap_or_default().to_vec();
    let list = Value::List(Arc::new(List { items, open: args.open.clone() }));
    let shared = match &format.node {
        Value::Text(text) => text.fixed().map(|fixed| {
            let from = text.pieces.first().map_or(at, |piece| match piece {
                crate::value::Piece::Fixed { from, .. } => *from,
                crate::value::Piece::Hole { at, .. } => *at,
            });
            Value::text(VERBS.replace_all(&fixed, "%s"), from)
        }),
        _ => None,
    };
    strings::percent(&shared.unwrap_or_else(|| format.node.clone()), &list, at)
}
