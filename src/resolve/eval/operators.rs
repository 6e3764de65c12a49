//! Operators over values.

use super::{
    expressions::{spread, why_of},
    join::{join, one_of},
    text::{concatenate, repeat, text_of},
    truth::{Truth, truth},
};
use crate::{
    resolve::bounds,
    source::{At, Span},
    syntax::Operator,
    value::{List, Map, Value, Why},
};
use std::sync::Arc;

/// `left operator right`, for every operator that looks at both sides.
pub fn binary(operator: Operator, left: &At<Value>, right: &At<Value>, span: Span) -> Value {
    lift(left, right, span, &|a, b| plain(operator, a, b, span))
}

/// Applies an operation to each pair of possibilities; a default stays a default.
fn lift(left: &At<Value>, right: &At<Value>, span: Span, apply: &dyn Fn(&At<Value>, &At<Value>) -> Value) -> Value {
    match (&left.node, &right.node) {
        (Value::Default(inner, why), _) => {
            let inner = At::new((**inner).clone(), left.span);
            by_default(lift(&inner, right, span, apply), why)
        }
        (_, Value::Default(inner, why)) => {
            let inner = At::new((**inner).clone(), right.span);
            by_default(lift(left, &inner, span, apply), why)
        }
        (Value::OneOf(all), _) if all.len() <= bounds::POSSIBILITIES => {
            one_of(all.iter().map(|one| At::new(lift(one, right, span, apply), span))).node
        }
        (_, Value::OneOf(all)) if all.len() <= bounds::POSSIBILITIES => {
            one_of(all.iter().map(|one| At::new(lift(left, one, span, apply), span))).node
        }
        _ => apply(left, right),
    }
}

/// A result that rests on a default.
pub fn by_default(value: Value, why: &Why) -> Value {
    match value {
        Value::Unknown(_) | Value::Default(..) => value,
        settled => Value::Default(Box::new(settled), why.clone()),
    }
}

fn plain(operator: Operator, left: &At<Value>, right: &At<Value>, span: Span) -> Value {
    match (operator, &left.node, &right.node) {
        (Operator::Add, Value::Int(a), Value::Int(b)) => number(a.checked_add(*b)),
        (Operator::Subtract, Value::Int(a), Value::Int(b)) => number(a.checked_sub(*b)),
        (Operator::Multiply, Value::Int(a), Value::Int(b)) => number(a.checked_mul(*b)),
        (Operator::FloorDivide, Value::Int(a), Value::Int(b)) => number(a.checked_div_euclid(*b)),
        (Operator::Divide, Value::Int(a), Value::Int(b)) if *b != 0 && a % b == 0 => Value::Int(a / b),
        (Operator::Remainder, Value::Int(a), Value::Int(b)) => number(a.checked_rem_euclid(*b)),
        (Operator::Power, Value::Int(a), Value::Int(b)) => {
            number(u32::try_from(*b).ok().and_then(|b| a.checked_pow(b)))
        }
        (Operator::Multiply, Value::Text(text), Value::Int(n))
        | (Operator::Multiply, Value::Int(n), Value::Text(text)) => {
            repeat(text, usize::try_from(*n).unwrap_or(0), span)
        }
        (Operator::Multiply, Value::List(list), Value::Int(n)) => repeat_list(list, *n),
        (Operator::Divide, Value::Text(_), Value::Text(_)) => path_join(&left.node, &right.node, span),
        (Operator::Add, a, b) if is_map(a) && !is_text(b) || is_map(b) && !is_text(a) => united(a, b, span),
        (Operator::Add, Value::List(a), Value::List(b)) => {
            let mut joined = List::clone(a);
            super::expressions::extend(&mut joined, &Value::List(Arc::clone(b)));
            Value::List(Arc::new(joined))
        }
        (Operator::Add, Value::List(a), other) => {
            let mut joined = List::clone(a);
            joined.open = Some(why_of(other));
            Value::List(Arc::new(joined))
        }
        (Operator::Add, other, Value::List(b)) => {
            Value::List(Arc::new(List { items: b.items.clone(), open: Some(why_of(other)) }))
        }
        (Operator::Add, a, b) if is_text(a) || is_text(b) => {
            Value::Text(concatenate([text_of(a, left.span), text_of(b, right.span)]))
        }
        (Operator::Remainder, Value::Text(_), _) => {
            super::super::known::strings::percent(&left.node, &right.node, span)
        }
        (Operator::Merge, Value::Map(a), b) => merged(a, b, span),
        (Operator::Equal, a, b) => equal(a, b),
        (Operator::NotEqual, a, b) => not(equal(a, b)),
        (Operator::In, a, b) => contained(a, b),
        (Operator::NotIn, a, b) => not(contained(a, b)),
        (Operator::Less, Value::Int(a), Value::Int(b)) => Value::Bool(a < b),
        (Operator::LessOrEqual, Value::Int(a), Value::Int(b)) => Value::Bool(a <= b),
        (Operator::Greater, Value::Int(a), Value::Int(b)) => Value::Bool(a > b),
        (Operator::GreaterOrEqual, Value::Int(a), Value::Int(b)) => Value::Bool(a >= b),
        (_, a, b) => Value::Unknown(reason(a, b)),
    }
}

/// Why a result is not known: the operand that is to blame.
fn reason(a: &Value, b: &Value) -> Why {
    match (a, b) {
        (Value::Unknown(why), _) | (_, Value::Unknown(why)) => why.clone(),
        (Value::Foreign(_), _) => why_of(a),
        (_, Value::Foreign(_)) => why_of(b),
        _ => Why::Runtime,
    }
}

fn number(result: Option<i64>) -> Value {
    result.map_or(Value::Unknown(Why::TooMany), Value::Int)
}

fn is_text(value: &Value) -> bool {
    matches!(value, Value::Text(_))
}

fn repeat_list(list: &List, times: i64) -> Value {
    let times = usize::try_from(times).unwrap_or(0);
    if list.items.len().saturating_mul(times) > bounds::LIST_ITEMS {
        return Value::List(Arc::new(List { items: list.items.clone(), open: Some(Why::TooMany) }));
    }
    let items = std::iter::repeat_n(&list.items, times).flatten().cloned().collect();
    Value::List(Arc::new(List { items, open: list.open.clone() }))
}

fn merged(left: &Arc<Map>, right: &Value, span: Span) -> Value {
    let mut map = Map::clone(left);
    spread(&mut map, right, span);
    Value::Map(Arc::new(map))
}

fn is_map(value: &Value) -> bool {
    matches!(value, Value::Map(_))
}

/// PHP's `$a + $b` of arrays: what the left one has stays. An empty list is an empty map.
fn united(left: &Value, right: &Value, span: Span) -> Value {
    let empty = |value: &Value| matches!(value, Value::List(list) if list.items.is_empty() && list.open.is_none());
    match (left, right) {
        (map, other) | (other, map) if empty(other) => map.clone(),
        (_, Value::Map(right)) => merged(right, left, span),
        (Value::Map(left), _) => {
            let mut map = Map::clone(left);
            map.open.get_or_insert_with(|| why_of(right));
            Value::Map(Arc::new(map))
        }
        _ => Value::Unknown(reason(left, right)),
    }
}

/// `folder / name` of paths.
pub fn path_join(left: &Value, right: &Value, span: Span) -> Value {
    match (left.as_str(), right.as_str()) {
        (Some(left), Some(right)) => Value::text(format!("{}/{right}", left.trim_end_matches('/')), span),
        _ => Value::Unknown(Why::Runtime),
    }
}

/// Whether two values are equal, as far as that can be known.
pub fn equal(a: &Value, b: &Value) -> Value {
    match (a, b) {
        (
            Value::Int(_) | Value::Bool(_) | Value::Null | Value::Float(_),
            Value::Int(_) | Value::Bool(_) | Value::Null | Value::Float(_),
        ) => Value::Bool(a == b),
        (Value::Text(left), Value::Text(right)) => match (left.fixed(), right.fixed()) {
            (Some(left), Some(right)) => Value::Bool(left == right),
            _ => Value::Unknown(Why::Runtime),
        },
        (Value::Default(inner, why), other) | (other, Value::Default(inner, why)) => {
            by_default(equal(inner, other), why)
        }
        (Value::Local(one), Value::Local(other)) => {
            super::rust::same_variant(one, other).map_or_else(|| Value::Unknown(reason(a, b)), Value::Bool)
        }
        (Value::Null, Value::Text(_) | Value::List(_) | Value::Map(_) | Value::Local(_))
        | (Value::Text(_) | Value::List(_) | Value::Map(_) | Value::Local(_), Value::Null)
        | (Value::Text(_), Value::Int(_))
        | (Value::Int(_), Value::Text(_)) => Value::Bool(false),
        (Value::OneOf(all), other) | (other, Value::OneOf(all)) => {
            let mut each = all.iter().map(|one| truth(&equal(&one.node, other)));
            match each.next() {
                Some(Truth::Known(first)) if each.all(|next| next == Truth::Known(first)) => Value::Bool(first),
                _ => Value::Unknown(Why::Runtime),
            }
        }
        _ => Value::Unknown(reason(a, b)),
    }
}

fn contained(item: &Value, whole: &Value) -> Value {
    match (item, whole) {
        (Value::Text(item), Value::Text(whole)) => match (item.fixed(), whole.fixed()) {
            (Some(item), Some(whole)) => Value::Bool(whole.contains(&item)),
            _ => Value::Unknown(Why::Runtime),
        },
        (Value::Text(item), Value::Map(map)) => match item.fixed() {
            Some(key) => match map.get(&key) {
                Some(value) if value.node.is_settled() => Value::Bool(true),
                None if map.open.is_none() => Value::Bool(false),
                _ => Value::Unknown(Why::Runtime),
            },
            None => Value::Unknown(Why::Runtime),
        },
        (item, Value::List(list)) if list.open.is_none() => {
            let found: Vec<Truth> = list.items.iter().map(|at| truth(&equal(item, &at.node))).collect();
            if found.contains(&Truth::Known(true)) {
                Value::Bool(true)
            } else if found.iter().all(|one| *one == Truth::Known(false)) {
                Value::Bool(false)
            } else {
                Value::Unknown(Why::Runtime)
            }
        }
        (a, b) => Value::Unknown(reason(a, b)),
    }
}

fn not(value: Value) -> Value {
    match value {
        Value::Bool(yes) => Value::Bool(!yes),
        Value::Default(inner, why) => Value::Default(Box::new(not(*inner)), why),
        other => other,
    }
}

/// `not x`, `-x`.
pub fn unary(negates_truth: bool, of: &Value) -> Value {
    match (negates_truth, of) {
        (true, of) => match truth(of) {
            Truth::Known(yes) => Value::Bool(!yes),
            Truth::ByDefault(yes, why) => Value::Default(Box::new(Value::Bool(!yes)), why),
            Truth::Unknown => Value::Unknown(why_of(of)),
        },
        (false, Value::Int(n)) => number(n.checked_neg()),
        (false, Value::Float(n)) => Value::Float(-n),
        (false, of) => Value::Unknown(why_of(of)),
    }
}

/// `or`, `and`, `??`.
pub fn short_circuit(operator: Operator, left: At<Value>, right: At<Value>) -> At<Value> {
    let keeps = |value: &Value| match operator {
        Operator::Coalesce => match value {
            Value::Null => Truth::Known(false),
            Value::Unknown(_) | Value::Foreign(_) | Value::OneOf(_) => Truth::Unknown,
            Value::Default(inner, why) if **inner == Value::Null => Truth::ByDefault(false, why.clone()),
            _ => Truth::Known(true),
        },
        Operator::And => inverted(truth(value)),
        _ => truth(value),
    };
    match keeps(&left.node) {
        Truth::Known(true) | Truth::ByDefault(true, _) => left,
        Truth::Known(false) => right,
        Truth::ByDefault(false, why) => {
            let span = right.span;
            At::new(by_default(right.node, &why), span)
        }
        Truth::Unknown => undecided(operator, left, right, &keeps),
    }
}

fn inverted(truth: Truth) -> Truth {
    match truth {
        Truth::Known(yes) => Truth::Known(!yes),
        Truth::ByDefault(yes, why) => Truth::ByDefault(!yes, why),
        Truth::Unknown => Truth::Unknown,
    }
}

/// Each possibility of the left side that may be kept, and the right side. An environment variable or parameter that
/// is not known gives way to the right side by default.
fn undecided(operator: Operator, left: At<Value>, right: At<Value>, keeps: &dyn Fn(&Value) -> Truth) -> At<Value> {
    if operator == Operator::And {
        return join(At::new(Value::Null, left.span), right);
    }
    if let Some(why) = replaceable(&left.node)
        && right.node.is_settled()
    {
        return At::new(by_default(right.node, &why), right.span);
    }
    let span = left.span;
    let members = if let Value::OneOf(all) = left.node { all } else { vec![left] };
    let kept = members.into_iter().filter(|one| keeps(&one.node) != Truth::Known(false));
    let mut joined = one_of(kept.chain([right]));
    joined.span = span;
    joined
}

/// Why a value is not known, where the environment or a caller gives it and nothing else does.
fn replaceable(value: &Value) -> Option<Why> {
    let given = |one: &Value| match one {
        Value::Unknown(why @ (Why::Environment(_) | Why::Parameter(_))) => Some(why.clone()),
        _ => None,
    };
    value.possibilities().map(given).collect::<Option<Vec<Why>>>()?.into_iter().next()
}

/// Length of `range(…)`, where its bounds are known.
pub fn range_length(value: &Value) -> Option<u64> {
    let Value::Foreign(chain) = value else { return None };
    let (path, rest) = chain.origin()?;
    let [crate::value::Step::Call(args)] = rest else { return None };
    if path != "range" {
        return None;
    }
    let numbers: Option<Vec<i64>> =
        args.positional.iter().map(|at| if let Value::Int(n) = at.node { Some(n) } else { None }).collect();
    match numbers?.as_slice() {
        [end] => u64::try_from(*end).ok(),
        [start, end] => u64::try_from(end.checked_sub(*start)?).ok(),
        [start, end, step] if *step > 0 => {
            u64::try_from(end.checked_sub(*start)?).ok().map(|n| n.div_ceil(step.unsigned_abs()))
        }
        _ => None,
    }
}
