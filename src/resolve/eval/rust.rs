//! What is Rust's own about modules and types: names that lie within a file, types made by their own functions.

use super::{
    Act, Machine,
    join::{Names, one_of},
};
use crate::{
    source::{At, SourceId},
    syntax::{Language, Role, WRITTEN},
    value::{Args, ClassId, FunctionId, Local, Map, Name, Scopes, Value},
};
use std::sync::Arc;

/// How many functions of a type that make one are run to know what it may hold.
const MAKERS: usize = 4;

impl Machine<'_> {
    /// What a file calls by a path: `Model::Opus`, `settings::MODEL`.
    pub(super) fn within(&mut self, module: SourceId, path: &str) -> Option<At<Value>> {
        let mut words = path.split("::");
        let first = self.module_name(module, words.next()?)?;
        let mut value = self.force(first);
        for word in words {
            let mut act = Act::new(self.world.module(module)?, Names::default(), Scopes::default(), Some(u32::MAX));
            let at = value.span;
            let next = self.member(&mut act, &value, &Name::from(word), at);
            value = self.force(next);
        }
        Some(value)
    }

    /// Whether a class is a struct or variant of Rust, which is made with its fields.
    pub(super) fn is_struct(&self, id: ClassId) -> bool {
        self.world.module(id.0).is_some_and(|module| module.language == Language::Rust)
    }

    /// Whether a class is a variant of an enum of Rust, which is a value by its name.
    pub(super) fn is_variant(&self, id: ClassId) -> bool {
        let module = self.world.module(id.0).filter(|module| module.language == Language::Rust);
        let class = module.as_ref().and_then(|module| module.classes.get(id.1 as usize));
        class.is_some_and(|class| class.keywords.iter().any(|(name, _)| name == WRITTEN))
    }

    /// Fields of a type as its own functions that make one leave them, whoever calls these; nothing where it has none.
    pub(super) fn as_made(&mut self, id: ClassId) -> Option<Map> {
        let module = self.world.module(id.0).filter(|module| module.language == Language::Rust)?;
        let class = module.classes.get(id.1 as usize)?;
        let makers =
            class.methods.iter().copied().filter(|index| module.functions[*index as usize].role == Role::OfClass);
        let mut made: Vec<At<Value>> = Vec::new();
        for index in makers.take(MAKERS) {
            let span = module.functions[index as usize].name_span;
            let outcome = self.enter(&module, FunctionId(id.0, index), Scopes::default(), None, None::<&Args>, span);
            let all = match outcome.value.node {
                Value::OneOf(all) => all,
                _ => vec![outcome.value],
            };
            made.extend(all.into_iter().filter(|one| fields_of(&one.node, id).is_some()));
        }
        let mut joined: Option<Map> = None;
        for fields in made.iter().filter_map(|one| fields_of(&one.node, id)) {
            joined = Some(match joined {
                None => fields.clone(),
                Some(mut before) => {
                    for entry in &fields.entries {
                        let value = match before.get(&entry.key) {
                            Some(old) => one_of([old.clone(), entry.value.clone()]),
                            None => entry.value.clone(),
                        };
                        before.set(entry.key.clone(), value);
                    }
                    before
                }
            });
        }
        joined
    }
}

fn fields_of(value: &Value, id: ClassId) -> Option<&Map> {
    match value {
        Value::Local(local) => match &**local {
            Local::Instance { class, fields, .. } if *class == id => Some(fields),
            _ => None,
        },
        _ => None,
    }
}

/// Whether two values are the same variant of an enum, as far as one of them is a variant by its name.
pub(super) fn same_variant(a: &Arc<Local>, b: &Arc<Local>) -> Option<bool> {
    match (&**a, &**b) {
        (Local::Class { id: a, .. }, Local::Class { id: b, .. })
        | (Local::Instance { class: a, .. }, Local::Class { id: b, .. })
        | (Local::Class { id: a, .. }, Local::Instance { class: b, .. }) => Some(a == b),
        _ => None,
    }
}
