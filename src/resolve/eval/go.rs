//! What Go does in its own way: packages whose files share names, struct literals, promoted members, functions that
//! make instances, options that are functions, and several results at once.

use super::{Act, Flow, Machine, calls::Passed, classes::last_name, join::one_of};
use crate::{
    resolve::{event::LoopFact, marks::mark},
    source::{At, SourceId, Span},
    syntax::{Argument, Expr, Language, Loop, Role},
    value::{Chain, ClassId, FunctionId, List, Local, Map, Name, Parameter, Root, Scopes, Value, Why},
};
use std::sync::Arc;

/// Options that are run one after another; where there are more, any of them may hold.
const OPTIONS: usize = 32;

impl Act {
    pub(super) fn is_go(&self) -> bool {
        self.module.language == Language::Go
    }
}

impl Machine<'_> {
    /// A name of a package, whichever of its files defines it.
    pub(super) fn package_name(&mut self, source: SourceId, name: &str) -> Option<At<Value>> {
        let value = self.module_name(source, name).or_else(|| {
            let file = self.world.imports.ambient(source, Language::Go, name)?;
            self.module_name(file, name)
        })?;
        Some(self.force(value))
    }

    /// `T{…}`: an instance of a type of the tree, and a map of what a type outside it was given.
    pub(super) fn struct_literal(
        &mut self,
        act: &mut Act,
        callee: &Expr,
        arguments: &[Argument],
        span: Span,
    ) -> At<Value> {
        let target = self.eval(act, callee);
        let target = self.force(target);
        // Functions among the fields are run by whoever gets the struct, once all around them is done.
        let args = self.arguments(act, arguments, None);
        let node = match &target.node {
            Value::Local(local) if matches!(**local, Local::Class { .. }) => {
                return self.apply(act, &target, &args, callee.span, span).0;
            }
            _ if args.positional.is_empty() => Value::Map(Arc::new(args.named.clone())),
            _ => Value::List(Arc::new(List { items: args.positional.clone(), open: args.open.clone() })),
        };
        At::new(node, span)
    }

    /// The class that a class without fields of its own stands for: methods may stand in another file than their type.
    pub(super) fn whole_class(&mut self, id: ClassId) -> ClassId {
        let Some(module) = self.world.module(id.0).filter(|module| module.language == Language::Go) else { return id };
        let Some(class) = module.classes.get(id.1 as usize) else { return id };
        let (Some(name), [base]) = (&class.name, class.bases.as_slice()) else { return id };
        if last_name(base) != Some(name) {
            return id;
        }
        let Some(file) = self.world.imports.ambient(id.0, Language::Go, name) else { return id };
        match self.module_name(file, name).map(|at| at.node) {
            Some(Value::Local(local)) => match &*local {
                Local::Class { id, .. } => *id,
                _ => id,
            },
            _ => id,
        }
    }

    /// A method that stands in another file of the package than its type.
    pub(super) fn method_elsewhere(&mut self, id: ClassId, name: &str) -> Option<(FunctionId, Role)> {
        let module = self.world.module(id.0).filter(|module| module.language == Language::Go)?;
        let class = module.classes.get(id.1 as usize)?.name.clone()?;
        let (file, index) = self.world.imports.method(id.0, Language::Go, &class, name)?;
        Some((FunctionId(file, index), Role::Method))
    }

    /// A member that an embedded field has.
    pub(super) fn promoted(
        &mut self,
        act: &mut Act,
        class: ClassId,
        fields: &Map,
        name: &Name,
        at: Span,
    ) -> Option<At<Value>> {
        let module = self.world.module(class.0).filter(|module| module.language == Language::Go)?;
        let bases = &module.classes.get(class.1 as usize)?.bases;
        bases.iter().filter_map(|base| fields.get(last_name(base)?)).find_map(|embedded| {
            let member = self.member(act, embedded, name, at);
            (!matches!(&member.node, Value::Unknown(Why::Undefined(_)))).then_some(member)
        })
    }

    /// Fields of an instance of which nobody is seen to make it: what functions of its file that make one put there.
    /// What they leave empty may be set by anybody.
    pub(super) fn made_somewhere(&mut self, id: ClassId, fields: &mut Map) {
        let Some(module) = self.world.module(id.0).filter(|module| module.language == Language::Go) else { return };
        let Some(name) = module.classes.get(id.1 as usize).and_then(|class| class.name.clone()) else { return };
        let lexical = self.world.lexical(&module);
        let mut made: Option<Map> = None;
        for (index, function) in (0..).zip(&module.functions) {
            let makes = function.class.is_none() && function.parent.is_none() && function.role == Role::Function;
            if !makes || !lexical.calls[index as usize].has(mark(&name)) {
                continue;
            }
            let result =
                self.enter(&module, FunctionId(id.0, index), Scopes::default(), None, None, function.name_span);
            for instance in instances(&result.value.node, id) {
                made = Some(made.map_or_else(|| instance.clone(), |made| either(&made, &instance)));
            }
        }
        for entry in made.into_iter().flat_map(|made| made.entries) {
            if !is_zero(&entry.value.node) {
                fields.set(entry.key, entry.value);
            }
        }
    }

    /// `for _, option := range options { option(&o) }`: each function in turn, once.
    pub(super) fn each_option(&mut self, act: &mut Act, looped: &Loop, over: &Value, at: Span) -> Option<Flow> {
        let Value::List(list) = over else { return None };
        let function =
            |value: &Value| matches!(value, Value::Local(local) if matches!(**local, Local::Function { .. }));
        let known = list.open.is_none() && (1..=OPTIONS).contains(&list.items.len());
        if !act.is_go() || !known || !list.items.iter().all(|item| function(&item.node)) {
            return None;
        }
        let passes = Some(list.items.len() as u64);
        act.loops.push(LoopFact {
            kind: looped.kind,
            at,
            passes,
            carries: false,
            ends_early: false,
            limited: true,
            waits: false,
        });
        let exits = std::mem::take(&mut act.exits);
        for item in &list.items {
            if let Some(target) = &looped.target {
                self.bind(act, target, item.clone());
            }
            if self.block(act, &looped.body) == Flow::Stop {
                break;
            }
        }
        act.exits = exits;
        act.loops.pop();
        Some(Flow::Next)
    }
}

/// The first of several results is what a call outside the tree is known by; the others say how it went.
pub(super) fn first_result(act: &Act, value: &At<Value>, position: usize) -> Option<At<Value>> {
    let outside = matches!(&value.node, Value::Foreign(_));
    (act.is_go() && position == 0 && outside).then(|| value.clone())
}

/// Whether a parameter may have been changed through a pointer.
pub(super) fn changed(act: &Act, old: &Value, after: &Passed) -> bool {
    let instance = |value: &Value| match value {
        Value::Local(local) => match &**local {
            Local::Instance { class, .. } => Some(*class),
            _ => None,
        },
        _ => None,
    };
    act.is_go() && instance(old).is_some() && instance(old) == instance(&after.value.node) && *old != after.value.node
}

/// Types of Go that say nothing about what a value can do: those of which nothing is seen, and those that are only a
/// name for a string.
pub(super) fn is_plain(act: &Act, chain: &Chain) -> bool {
    let named = |name: &Name| ["ID", "Id", "Model", "Name", "Role"].iter().any(|ending| name.ends_with(ending));
    act.is_go() && (matches!(chain.root, Root::Global(_)) || chain.last_member().is_some_and(named))
}

/// Whether a parameter's value may matter to the caller once the function has ended.
pub(super) fn may_be_changed(act: &Act, value: &Value) -> bool {
    act.is_go() && matches!(value, Value::Local(local) if matches!(**local, Local::Instance { .. }))
}

/// An empty field of an instance that is not seen to be made: whoever makes it says what stands there.
pub(super) fn left_open(id: ClassId, field: &Name, value: &Value) -> Option<Value> {
    is_zero(value).then(|| Value::Unknown(Why::Parameter(Parameter::field(id, field.clone()))))
}

/// Whether a value is what a variable holds before anything is put into it.
pub(super) fn is_zero(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.pieces.is_empty() || text.fixed().is_some_and(|fixed| fixed.is_empty()),
        Value::Int(0) | Value::Bool(false) | Value::Null => true,
        Value::Float(n) => *n == 0.0,
        _ => false,
    }
}

/// Fields of the instances of a class that a function gives, alone or with an error.
fn instances(value: &Value, id: ClassId) -> Vec<Map> {
    let first = |value: &Value| match value {
        Value::List(list) => list.items.first().map(|item| item.node.clone()),
        other => Some(other.clone()),
    };
    let fields = |value: Value| match value {
        Value::Local(local) => match &*local {
            Local::Instance { class, fields, .. } if *class == id => Some(fields.clone()),
            _ => None,
        },
        _ => None,
    };
    let given = value.possibilities().filter_map(first);
    given.flat_map(|value| value.possibilities().cloned().collect::<Vec<_>>()).filter_map(fields).collect()
}

/// What holds of fields that one or the other function set.
fn either(one: &Map, other: &Map) -> Map {
    let mut joined = one.clone();
    for entry in &other.entries {
        let value = match joined.get(&entry.key) {
            Some(known) if is_zero(&known.node) => entry.value.clone(),
            Some(known) if is_zero(&entry.value.node) => known.clone(),
            Some(known) => one_of([known.clone(), entry.value.clone()]),
            None => entry.value.clone(),
        };
        joined.set(entry.key.clone(), value);
    }
    joined
}
