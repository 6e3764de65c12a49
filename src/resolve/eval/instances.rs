//! Instances of classes of the tree: how they are made, what they hold, what their members are.

use super::{
    Act, Machine,
    go::left_open,
    join::one_of,
    objects::{beyond, step},
    operators,
};
use crate::{
    resolve::{
        bounds,
        fields::counted_fields,
        known,
        rests::{self, Part},
        slice::Purpose,
    },
    source::{At, Span},
    syntax::{Language, Role},
    value::{Args, ClassId, FunctionId, Local, Map, Name, Parameter, Scopes, Step, Value, Why},
};
use std::sync::Arc;

/// Names of constructors: Python's, TypeScript's, PHP's and Ruby's.
pub(super) const CONSTRUCTORS: [&str; 4] = ["__init__", "constructor", "__construct", "initialize"];

impl Machine<'_> {
    /// An instance made with these arguments.
    pub(super) fn construct(&mut self, act: &mut Act, id: ClassId, args: &Args, at: Span) -> At<Value> {
        self.share_running(act);
        let fields = Map::clone(&self.class_fields(id));
        let instance = Value::instance(id, fields);
        if let Some((constructor, _)) = self.constructor(id) {
            let made = self.invoke_on(act, constructor, instance, args, at);
            return At::new(self.uncounted(id, made), at);
        }
        if let (Value::Local(local), true) = (&instance, self.made_from_fields(id))
            && let Local::Instance { fields, .. } = &**local
        {
            let declared = self.declared_fields(id);
            return At::new(Value::instance(id, filled(fields, &declared, args)), at);
        }
        At::new(instance, at)
    }

    /// The instance with what its methods count up or down open: nobody knows how often they will have run.
    fn uncounted(&mut self, id: ClassId, instance: Value) -> Value {
        let Some(module) = self.world.module(id.0) else { return instance };
        let Some(class) = module.classes.get(id.1 as usize) else { return instance };
        let methods = class.methods.iter().filter_map(|index| module.functions.get(*index as usize));
        let counted: Vec<Name> = methods.flat_map(counted_fields).collect();
        let Value::Local(local) = &instance else { return instance };
        let Local::Instance { fields, .. } = &**local else { return instance };
        let mut fields = fields.clone();
        for entry in fields.entries.iter_mut().filter(|entry| counted.contains(&entry.key)) {
            let span = entry.value.span;
            entry.value = one_of([entry.value.clone(), At::new(Value::Unknown(Why::Runtime), span)]);
        }
        Value::instance(id, fields)
    }

    pub(super) fn constructor(&mut self, id: ClassId) -> Option<(FunctionId, Role)> {
        CONSTRUCTORS.iter().find_map(|name| self.method(id, name, 0)).filter(|(_, role)| *role == Role::Constructor)
    }

    /// Runs a method for what it does to its instance, and gives the instance.
    fn invoke_on(&mut self, act: &mut Act, method: FunctionId, instance: Value, args: &Args, at: Span) -> Value {
        let result = self.invoke(act, method, Scopes::default(), Some(&instance), args, at);
        result.receiver.unwrap_or(instance)
    }

    /// An instance that a container makes.
    pub fn made_by_somebody(&mut self, id: ClassId) -> Value {
        self.instance_of(id)
    }

    /// An instance that somebody made with arguments that are not seen.
    pub(super) fn instance_of(&mut self, id: ClassId) -> Value {
        if let Some(known) = self.instances.get(&id) {
            rests::on_what_came_before();
            return known.clone();
        }
        if let Some(known) = self.world.instances.get(&id) {
            return known;
        }
        let _part = Part::begin();
        let mut fields = Map::clone(&self.class_fields(id));
        if self.meets_class(id) || self.classes.len() >= bounds::CLASS_DEPTH {
            self.meets(0);
            return Value::instance(id, fields);
        }
        let go = self.world.module(id.0).is_some_and(|module| module.language == Language::Go);
        if self.made_from_fields(id) {
            for field in self.declared_fields(id) {
                if fields.get(&field.node).is_none() {
                    let nobody = Why::Parameter(Parameter::field(id, field.node.clone()));
                    fields.set(field.node, At::new(Value::Unknown(nobody), field.span));
                }
            }
            for entry in &mut fields.entries {
                if let Some(open) = go.then(|| left_open(id, &entry.key, &entry.value.node)).flatten() {
                    entry.value.node = open;
                } else if !go && entry.value.node.is_settled() {
                    let why = Why::Parameter(Parameter::field(id, entry.key.clone()));
                    entry.value.node = operators::by_default(entry.value.node.clone(), &why);
                }
            }
        }
        let settings = self.settings_of(id);
        // What sets the fields of settings is what reads them.
        let lazy = self.is_lazy(id) && settings.is_none();
        let (mut fields, lasting) = self.apart(id, |machine| {
            let mut fields = machine.after_constructor(id, fields);
            machine.made_somewhere(id, &mut fields);
            if !lazy && settings.is_none() {
                machine.add_late_fields(id, &mut fields);
            }
            fields
        });
        if lazy {
            self.defer_late_fields(id, &mut fields);
        }
        if let Some(prefix) = settings {
            self.fill_from_settings(id, &prefix, &mut fields, 0);
        }
        let instance = Value::instance(id, fields);
        if lasting {
            return self.world.instances.keep(id, instance);
        }
        self.instances.insert(id, instance.clone());
        instance
    }

    fn after_constructor(&mut self, id: ClassId, fields: Map) -> Map {
        if let Some(made) = self.as_made(id) {
            return made;
        }
        let Some((constructor, _)) = self.constructor(id) else { return fields };
        let Some(module) = self.world.module(constructor.0) else { return fields };
        let span = module.functions[constructor.1 as usize].name_span;
        let instance = Value::instance(id, fields.clone());
        let slice = self.world.slice(&module, constructor, Purpose::Outcome);
        let result = self.enter_for(&module, constructor, (Scopes::default(), slice), Some(&instance), None, span);
        match result.receiver {
            Some(Value::Local(local)) => match &*local {
                Local::Instance { fields, .. } => fields.clone(),
                _ => fields,
            },
            _ => fields,
        }
    }

    /// What `self` or `cls` is when a method is run by itself.
    pub(super) fn instance_for(&mut self, id: ClassId, role: Role, _at: Span) -> Value {
        let id = self.whole_class(id);
        match role {
            Role::OfClass | Role::Static => Value::Local(Arc::new(Local::Class { id, around: Scopes::default() })),
            Role::Constructor => Value::instance(id, Map::clone(&self.class_fields(id))),
            _ => self.some_instance(id),
        }
    }

    /// A member of an instance that is none of its fields: a method, a getter, or something of a base outside.
    pub(super) fn instance_member(
        &mut self,
        act: &mut Act,
        whole: &Value,
        class: ClassId,
        fields: &Map,
        name: &Name,
        at: Span,
    ) -> At<Value> {
        if let Some((method, role)) = self.method(class, name, 0) {
            if role == Role::Getter {
                let result = self.invoke(act, method, Scopes::default(), Some(whole), &Args::default(), at);
                return At::new(result.value.node, result.value.span);
            }
            let bound = Some(Box::new(whole.clone()));
            return At::new(
                Value::Local(Arc::new(Local::Function { id: method, around: Scopes::default(), bound })),
                at,
            );
        }
        if let Some(member) = self.promoted(act, class, fields, name, at) {
            return member;
        }
        if let Some(why) = &fields.open {
            return At::new(beyond(why, Step::Member(name.clone())), at);
        }
        if act.module.language == Language::CSharp
            && let Some(value) = known::csharp::unwrapped(whole, name)
        {
            return At::new(value, at);
        }
        if let Some(chain) = self.foreign_base(class) {
            let instance = step(&chain, Step::Call(Arc::default()));
            return self.member(act, &At::new(instance, at), name, at);
        }
        At::new(beyond(&Why::Undefined(name.clone()), Step::Member(name.clone())), at)
    }
}

/// Fields with what a constructor made from them was given, one after another as they are declared or by their names.
fn filled(fields: &Map, declared: &[At<Name>], args: &Args) -> Map {
    let mut out = fields.clone();
    for (field, value) in declared.iter().zip(&args.positional) {
        out.set(field.node.clone(), value.clone());
    }
    for entry in &args.named.entries {
        out.set(entry.key.clone(), entry.value.clone());
    }
    if let Some(why) = args.named.open.clone().or_else(|| args.open.clone()) {
        for entry in &mut out.entries {
            if args.named.get(&entry.key).is_none() {
                entry.value.node = operators::by_default(entry.value.node.clone(), &why);
            }
        }
        out.open = Some(why);
    }
    out
}
