//! Cache markers anywhere in a request.

use super::{Cache, Ttl};
use crate::{
    source::{At, Span},
    value::{Field, Map, Name, Step, Value, Why},
};

/// How deep a request is searched.
const DEPTH: u32 = 24;

/// What is known about caching of everything in `values`.
pub(super) fn of(values: &[&At<Value>], markers: &[Name]) -> Cache {
    let mut search = Search { markers, found: None, unseen: None };
    for value in values {
        search.value(value, DEPTH);
    }
    match (search.found, search.unseen) {
        (Some(at), _) => Cache::Marked(at),
        (None, Some(why)) => Cache::Unseen(why),
        (None, None) => Cache::Absent,
    }
}

struct Search<'a> {
    markers: &'a [Name],
    found: Option<Span>,
    unseen: Option<Why>,
}

impl Search<'_> {
    fn value(&mut self, value: &At<Value>, depth: u32) {
        let Some(depth) = depth.checked_sub(1).filter(|_| self.found.is_none()) else { return };
        match &value.node {
            Value::Map(map) => self.map(map, depth),
            Value::List(list) => {
                list.items.iter().for_each(|item| self.value(item, depth));
                self.miss(list.open.as_ref());
            }
            Value::OneOf(all) => all.iter().for_each(|one| self.value(one, depth)),
            Value::Default(inner, _) => self.value(&At::new((**inner).clone(), value.span), depth),
            Value::Foreign(chain) => {
                for step in &chain.steps {
                    match step {
                        Step::Member(name) if self.marks(name) => self.found = Some(value.span),
                        Step::Call(args) => {
                            args.positional.iter().for_each(|value| self.value(value, depth));
                            self.map(&args.named, depth);
                        }
                        _ => {}
                    }
                }
            }
            Value::Unknown(why) => self.miss(Some(why)),
            _ => {}
        }
    }

    fn map(&mut self, map: &Map, depth: u32) {
        for entry in &map.entries {
            if self.marks(&entry.key) && !means_no(&entry.value.node) {
                self.found.get_or_insert(entry.value.span);
            } else {
                self.value(&entry.value, depth);
            }
        }
        self.miss(map.open.as_ref());
    }

    fn marks(&self, name: &str) -> bool {
        self.markers.iter().any(|marker| marker == name)
    }

    fn miss(&mut self, why: Option<&Why>) {
        self.unseen = self.unseen.take().or_else(|| why.cloned());
    }
}

/// Whether a marker's value says that nothing is marked, in every case.
fn means_no(value: &Value) -> bool {
    value.possibilities().all(|value| matches!(value, Value::Null | Value::Absent | Value::Bool(false)))
}

/// The marker on a block, if there is one.
pub(super) fn marker(block: &Map, markers: &[Name]) -> Option<Ttl> {
    let value = markers.iter().find_map(|marker| block.get(marker)).filter(|value| !means_no(&value.node))?;
    let ttl = match &value.node {
        Value::Map(map) => match (map.get("ttl"), &map.open) {
            (Some(ttl), _) => return Some(life(&ttl.node)),
            (None, open) => open.is_none(),
        },
        _ => false,
    };
    Some(if ttl { Ttl::FiveMinutes } else { Ttl::Unknown })
}

/// The first marker anywhere in a field, if there is one.
pub(super) fn within(field: &Field, markers: &[Name]) -> Option<Ttl> {
    let Field::Given(value) = field else { return None };
    let plain = within_maps(&value.node, markers, DEPTH);
    plain.or_else(|| matches!(of(&[value], markers), Cache::Marked(_)).then_some(Ttl::Unknown))
}

fn within_maps(value: &Value, markers: &[Name], depth: u32) -> Option<Ttl> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Map(map) => marker(map, markers)
            .or_else(|| map.entries.iter().find_map(|entry| within_maps(&entry.value.node, markers, depth))),
        Value::List(list) => list.items.iter().find_map(|item| within_maps(&item.node, markers, depth)),
        _ => None,
    }
}

fn life(ttl: &Value) -> Ttl {
    match ttl.as_str().as_deref() {
        Some("5m") => Ttl::FiveMinutes,
        Some("1h") => Ttl::OneHour,
        _ => Ttl::Unknown,
    }
}
