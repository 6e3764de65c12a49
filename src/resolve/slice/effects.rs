//! What functions leave behind, by name: which fields methods set, and which functions change nothing of their
//! callers.

use super::{
    is_sliced,
    lines::{Gather, Token, is_instance},
    simple_name,
};
use crate::{
    syntax::{Class, ClassIndex, FunctionIndex, Module, Role},
    value::Name,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Methods that call one another, one after the other, as far as they are followed.
const CHAIN: usize = 32;

/// Which fields the methods of a class set, and which methods set a field.
#[derive(Debug, Default)]
pub struct Setters {
    /// Fields by the name of the method that sets them, methods that it calls included.
    by_method: HashMap<Name, BTreeSet<Name>>,
    /// Methods that set a field themselves, constructors left out, in order.
    by_field: BTreeMap<Name, Vec<FunctionIndex>>,
    /// Whether methods call one another in too long chains to say what they set.
    unsure: bool,
}

impl Setters {
    /// What the methods of a class of the module set.
    pub fn of(module: &Module, class: ClassIndex) -> Self {
        let Some(class) = module.classes.get(class as usize) else { return Self::default() };
        let mut setters = Self::default();
        let mut calls: HashMap<Name, BTreeSet<Name>> = HashMap::new();
        for index in &class.methods {
            let function = &module.functions[*index as usize];
            let Some(name) = &function.name else { continue };
            let gather = Gather::of(module, &function.body);
            let own = setters.by_method.entry(name.clone()).or_default();
            for token in gather.lines.iter().flat_map(|line| &line.changes) {
                match token {
                    Token::Field(field) => {
                        own.insert(Name::from(*field));
                    }
                    Token::Method(called) => {
                        calls.entry(name.clone()).or_default().insert(Name::from(*called));
                    }
                    Token::Name(_) => {}
                }
            }
            if function.role != Role::Constructor {
                for field in super::super::fields::set_fields(function) {
                    let methods = setters.by_field.entry(field).or_default();
                    if !methods.contains(index) {
                        methods.push(*index);
                    }
                }
            }
        }
        setters.pass_on(&calls);
        setters
    }

    /// A method sets what the methods that it calls set.
    fn pass_on(&mut self, calls: &HashMap<Name, BTreeSet<Name>>) {
        for _ in 0..CHAIN {
            let mut grew = false;
            for (caller, called) in calls {
                let more: Vec<Name> =
                    called.iter().filter_map(|name| self.by_method.get(name)).flatten().cloned().collect();
                let own = self.by_method.entry(caller.clone()).or_default();
                for field in more {
                    grew |= own.insert(field);
                }
            }
            if !grew {
                return;
            }
        }
        self.unsure = true;
    }

    /// Whether a method may set a field; one that the class does not define itself may set any.
    pub fn may_set(&self, method: &str, field: &str) -> bool {
        self.unsure || self.by_method.get(method).is_none_or(|fields| fields.contains(field))
    }

    /// Fields that methods other than the constructor set, with those methods.
    pub fn late(&self) -> impl Iterator<Item = &Name> {
        self.by_field.keys()
    }

    /// Methods other than the constructor that set a field.
    pub fn of_field(&self, field: &str) -> &[FunctionIndex] {
        self.by_field.get(field).map_or(&[], Vec::as_slice)
    }
}

/// Whether a function leaves its instance and its arguments as they were, whatever it is called with.
pub fn is_quiet(module: &Module, index: FunctionIndex) -> bool {
    is_sliced(module.language) && quiet(module, index, &mut HashSet::new())
}

fn quiet(module: &Module, index: FunctionIndex, asked: &mut HashSet<FunctionIndex>) -> bool {
    if !asked.insert(index) {
        return true;
    }
    if asked.len() > CHAIN {
        return false;
    }
    let Some(function) = module.functions.get(index as usize) else { return false };
    let class = function.class.and_then(|class| module.classes.get(class as usize));
    let parameters: HashSet<&str> =
        function.parameters.iter().filter_map(|parameter| simple_name(&parameter.pattern)).map(Name::as_str).collect();
    if class.is_none() && parameters.is_empty() {
        return true;
    }
    let gather = Gather::of(module, &function.body);
    let changes = || gather.lines.iter().flat_map(|line| &line.changes);
    let kept = |token: &Token<'_>| match token {
        Token::Name(name) => !is_instance(name) && !parameters.contains(name),
        Token::Field(_) => false,
        Token::Method(_) => true,
    };
    if gather.holds_class || !changes().all(kept) {
        return false;
    }
    let called: BTreeSet<&str> =
        changes().filter_map(|token| if let Token::Method(name) = token { Some(*name) } else { None }).collect();
    called.into_iter().all(|name| {
        class.and_then(|class| method(module, class, name)).is_some_and(|inner| quiet(module, inner, asked))
    })
}

fn method(module: &Module, class: &Class, name: &str) -> Option<FunctionIndex> {
    let named = |index: &&FunctionIndex| {
        module.functions.get(**index as usize).is_some_and(|function| function.name.as_deref() == Some(name))
    };
    class.methods.iter().rev().find(named).copied()
}
