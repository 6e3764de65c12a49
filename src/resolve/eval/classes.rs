//! Classes of the tree: what their instances hold, which methods they have, what they stem from.

use super::{
    Act, Machine,
    join::{Names, join_all, one_of},
    objects::{beyond, step},
    operators,
};
use crate::{
    resolve::known,
    source::{At, Span},
    syntax::{Expr, ExprKind, Role},
    value::{Args, Chain, ClassId, FunctionId, Local, Map, Name, Parameter, Scope, Step, Value, Why},
};
use std::sync::Arc;

/// How far up bases are followed.
const INHERITANCE: u32 = 16;

/// A base of a class: in the tree, or outside it.
#[derive(Clone, Debug)]
pub enum Base {
    /// In the tree.
    Local(ClassId),
    /// Outside it.
    Foreign(Arc<Chain>),
}

impl Machine<'_> {
    /// What the class itself binds, run anew: fields with their defaults.
    pub(super) fn class_fields(&mut self, id: ClassId) -> Arc<Map> {
        if let Some(known) = self.world.fields.get(&id) {
            return known;
        }
        let Some(module) = self.world.module(id.0) else { return Arc::default() };
        let Some(class) = module.classes.get(id.1 as usize) else { return Arc::default() };
        if self.active_classes(id) > 0 || self.running.len() > 16 {
            self.cut += 1;
            return Arc::default();
        }
        let cuts = self.cuts();
        let mut fields = Map::default();
        self.enter_class(id);
        for base in &*self.bases(id) {
            if let Base::Local(base) = base {
                for entry in &self.class_fields(*base).entries {
                    fields.set(entry.key.clone(), entry.value.clone());
                }
            }
        }
        let mut act = Act::new(Arc::clone(&module), Names::default(), Vec::new(), class.methods.first().copied());
        act.function.get_or_insert(u32::MAX);
        let quiet = std::mem::replace(&mut self.recording, false);
        self.block(&mut act, &class.body);
        self.recording = quiet;
        let own: Scope = Scope::clone(&act.names.snapshot());
        let settings = self.takes_environment(id);
        for (name, value) in own {
            fields.set(name.clone(), known::classes::field(&value, &name, settings));
        }
        self.leave_class();
        let fields = Arc::new(fields);
        if self.cuts() == cuts && self.running.is_empty() { self.world.fields.keep(id, fields) } else { fields }
    }

    /// What a class stems from, in order.
    fn bases(&mut self, id: ClassId) -> Arc<Vec<Base>> {
        if let Some(known) = self.world.bases.get(&id) {
            return known;
        }
        let Some(module) = self.world.module(id.0) else { return Arc::default() };
        let Some(class) = module.classes.get(id.1 as usize) else { return Arc::default() };
        let cuts = self.cuts();
        let mut act = Act::new(Arc::clone(&module), Names::default(), Vec::new(), Some(u32::MAX));
        let quiet = std::mem::replace(&mut self.recording, false);
        let mut found = Vec::new();
        for base in &class.bases {
            let value = self.eval(&mut act, base);
            match self.force(value).node {
                Value::Local(local) => match &*local {
                    Local::Class { id: base, .. } if *base != id => found.push(Base::Local(*base)),
                    _ => {}
                },
                Value::Foreign(chain) => found.push(Base::Foreign(chain)),
                _ => {}
            }
        }
        self.recording = quiet;
        let found = Arc::new(found);
        if self.cuts() == cuts && self.running.is_empty() { self.world.bases.keep(id, found) } else { found }
    }

    /// Dotted paths of the bases outside the tree, also those of bases within it.
    pub(super) fn base_paths(&mut self, id: ClassId) -> Vec<Name> {
        self.outside_bases(id, 0).iter().filter_map(|chain| chain.origin().map(|(path, _)| Name::from(path))).collect()
    }

    fn outside_bases(&mut self, id: ClassId, depth: u32) -> Vec<Arc<Chain>> {
        let mut chains = Vec::new();
        for base in &*self.bases(id) {
            match base {
                Base::Foreign(chain) => chains.push(Arc::clone(chain)),
                Base::Local(base) if depth < INHERITANCE => chains.extend(self.outside_bases(*base, depth + 1)),
                Base::Local(_) => {}
            }
        }
        chains
    }

    fn takes_environment(&mut self, id: ClassId) -> bool {
        let bases = self.outside_bases(id, 0);
        bases.iter().any(|chain| chain.last_member().is_some_and(|name| name == "BaseSettings"))
    }

    /// Whether the class's constructor is made from its fields (dataclass, pydantic, `TypedDict`, `NamedTuple`).
    fn made_from_fields(&mut self, id: ClassId) -> bool {
        let Some(module) = self.world.module(id.0) else { return false };
        let Some(class) = module.classes.get(id.1 as usize) else { return false };
        let decorated =
            class.decorators.iter().any(|decorator| known::classes::makes_constructor(last_name(decorator)));
        decorated || self.base_paths(id).iter().any(|path| known::classes::makes_constructor(path.rsplit('.').next()))
    }

    /// The method or getter of a class by name, with the class that defines it.
    fn method(&mut self, id: ClassId, name: &str, depth: u32) -> Option<(FunctionId, Role)> {
        let module = self.world.module(id.0)?;
        let class = module.classes.get(id.1 as usize)?;
        let own = class.methods.iter().rev().find(|index| {
            module.functions.get(**index as usize).is_some_and(|function| function.name.as_deref() == Some(name))
        });
        if let Some(index) = own {
            return Some((FunctionId(id.0, *index), module.functions[*index as usize].role));
        }
        if depth >= INHERITANCE {
            return None;
        }
        self.bases(id).iter().find_map(|base| match base {
            Base::Local(base) => self.method(*base, name, depth + 1),
            Base::Foreign(_) => None,
        })
    }

    fn foreign_base(&mut self, id: ClassId) -> Option<Arc<Chain>> {
        self.outside_bases(id, 0).into_iter().next()
    }

    /// An instance made with these arguments.
    pub(super) fn construct(&mut self, act: &mut Act, id: ClassId, args: &Args, at: Span) -> At<Value> {
        let fields = Map::clone(&self.class_fields(id));
        let instance = Value::instance(id, fields);
        if let Some((constructor, _)) = self.constructor(id) {
            let made = self.invoke_on(act, constructor, instance, args, at);
            return At::new(made, at);
        }
        if let (Value::Local(local), true) = (&instance, self.made_from_fields(id))
            && let Local::Instance { fields, .. } = &**local
        {
            return At::new(Value::instance(id, filled(fields, args)), at);
        }
        At::new(instance, at)
    }

    fn constructor(&mut self, id: ClassId) -> Option<(FunctionId, Role)> {
        self.method(id, "__init__", 0)
            .or_else(|| self.method(id, "constructor", 0))
            .filter(|(_, role)| *role == Role::Constructor)
    }

    /// Runs a method for what it does to its instance, and gives the instance.
    fn invoke_on(&mut self, act: &mut Act, method: FunctionId, instance: Value, args: &Args, at: Span) -> Value {
        let result = self.invoke(act, method, Vec::new(), Some(&instance), args, at);
        result.receiver.unwrap_or(instance)
    }

    /// An instance that somebody made with arguments that are not seen.
    pub(super) fn instance_of(&mut self, id: ClassId) -> Value {
        if let Some(fields) = self.world.instances.get(&id) {
            return Value::instance(id, Map::clone(&fields));
        }
        let mut fields = Map::clone(&self.class_fields(id));
        if self.active_classes(id) > 0 {
            self.cut += 1;
            return Value::instance(id, fields);
        }
        if self.made_from_fields(id) {
            for entry in &mut fields.entries {
                if entry.value.node.is_settled() {
                    let why =
                        Why::Parameter(Parameter { function: FunctionId(id.0, u32::MAX), name: entry.key.clone() });
                    entry.value.node = operators::by_default(entry.value.node.clone(), &why);
                }
            }
        }
        let cuts = self.cuts();
        self.enter_class(id);
        let quiet = std::mem::replace(&mut self.recording, false);
        fields = self.after_constructor(id, fields);
        self.add_late_fields(id, &mut fields);
        self.recording = quiet;
        self.leave_class();
        let fields = Arc::new(fields);
        if self.cuts() == cuts && self.running.is_empty() {
            self.world.instances.keep(id, Arc::clone(&fields));
        }
        Value::instance(id, Map::clone(&fields))
    }

    fn after_constructor(&mut self, id: ClassId, fields: Map) -> Map {
        let Some((constructor, _)) = self.constructor(id) else { return fields };
        let Some(module) = self.world.module(constructor.0) else { return fields };
        let span = module.functions[constructor.1 as usize].name_span;
        let instance = Value::instance(id, fields.clone());
        let result = self.enter(&module, constructor, Vec::new(), Some(&instance), None, span);
        match result.receiver {
            Some(Value::Local(local)) => match &*local {
                Local::Instance { fields, .. } => fields.clone(),
                _ => fields,
            },
            _ => fields,
        }
    }

    /// Fields that other methods set: they may hold what any of those methods put there.
    fn add_late_fields(&mut self, id: ClassId, fields: &mut Map) {
        let Some(module) = self.world.module(id.0) else { return };
        let Some(class) = module.classes.get(id.1 as usize) else { return };
        for index in &class.methods {
            let function = &module.functions[*index as usize];
            if function.role == Role::Constructor || !super::super::lexical::sets_fields(function) {
                continue;
            }
            let instance = Value::instance(id, fields.clone());
            let method = FunctionId(id.0, *index);
            let result = self.enter(&module, method, Vec::new(), Some(&instance), None, function.name_span);
            let Some(Value::Local(local)) = result.receiver else { continue };
            let Local::Instance { fields: after, .. } = &*local else { continue };
            for entry in &after.entries {
                let value = match fields.get(&entry.key) {
                    Some(old) if old.node == entry.value.node => continue,
                    Some(old) if old.node == Value::Null => entry.value.clone(),
                    Some(old) => one_of([old.clone(), entry.value.clone()]),
                    None => entry.value.clone(),
                };
                fields.set(entry.key.clone(), value);
            }
        }
    }

    /// What `self` or `cls` is when a method is run by itself.
    pub(super) fn instance_for(&mut self, id: ClassId, role: Role, _at: Span) -> Value {
        match role {
            Role::OfClass | Role::Static => Value::Local(Arc::new(Local::Class { id, around: Vec::new() })),
            Role::Constructor => Value::instance(id, Map::clone(&self.class_fields(id))),
            _ => self.instance_of(id),
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
                let result = self.invoke(act, method, Vec::new(), Some(whole), &Args::default(), at);
                return At::new(result.value.node, result.value.span);
            }
            let bound = Some(Box::new(whole.clone()));
            return At::new(Value::Local(Arc::new(Local::Function { id: method, around: Vec::new(), bound })), at);
        }
        if let Some(why) = &fields.open {
            return At::new(beyond(why, Step::Member(name.clone())), at);
        }
        if let Some(chain) = self.foreign_base(class) {
            let instance = step(&chain, Step::Call(Arc::default()));
            return self.member(act, &At::new(instance, at), name, at);
        }
        At::new(beyond(&Why::Undefined(name.clone()), Step::Member(name.clone())), at)
    }

    /// A member of a class: a field it sets, or a method.
    pub(super) fn class_member(
        &mut self,
        _act: &mut Act,
        whole: &Value,
        id: ClassId,
        name: &Name,
        at: Span,
    ) -> At<Value> {
        if let Some((method, role)) = self.method(id, name, 0) {
            let bound = (role == Role::OfClass).then(|| Box::new(whole.clone()));
            return At::new(Value::Local(Arc::new(Local::Function { id: method, around: Vec::new(), bound })), at);
        }
        if let Some(value) = self.class_fields(id).get(name) {
            return value.clone();
        }
        match self.foreign_base(id) {
            Some(chain) => At::new(step(&chain, Step::Member(name.clone())), at),
            None => At::new(beyond(&Why::Undefined(name.clone()), Step::Member(name.clone())), at),
        }
    }

    /// `super().name`.
    pub(super) fn super_member(
        &mut self,
        _act: &mut Act,
        class: ClassId,
        bound: &Value,
        name: &Name,
        at: Span,
    ) -> At<Value> {
        let mut outside = None;
        for base in &*self.bases(class) {
            match base {
                Base::Local(base) => {
                    if let Some((method, _)) = self.method(*base, name, 0) {
                        let bound = Some(Box::new(bound.clone()));
                        return At::new(
                            Value::Local(Arc::new(Local::Function { id: method, around: Vec::new(), bound })),
                            at,
                        );
                    }
                }
                Base::Foreign(chain) => outside = Some(Arc::clone(chain)),
            }
        }
        let node = outside.map_or_else(
            || Value::Unknown(Why::Undefined(name.clone())),
            |chain| step(&chain, Step::Member(name.clone())),
        );
        At::new(node, at)
    }

    /// A value with a declared type: where nothing is known of it, an instance of that type.
    pub(super) fn typed(&mut self, act: &mut Act, value: At<Value>, annotation: &Expr) -> At<Value> {
        let why = match &value.node {
            Value::Unknown(why) => why.clone(),
            Value::Default(inner, why) if **inner == Value::Null => why.clone(),
            _ => return value,
        };
        let Some(declared) = self.declared(act, annotation, 0) else { return value };
        let node = match declared {
            Value::Local(local) => match &*local {
                Local::Class { id, .. } => self.instance_of(*id),
                _ => return value,
            },
            Value::Foreign(chain) if known::classes::is_plain_type(&chain) => return value,
            Value::Foreign(chain) => {
                let args = Args { open: Some(why), ..Args::default() };
                step(&chain, Step::Call(Arc::new(args)))
            }
            _ => return value,
        };
        At::new(node, value.span)
    }

    /// The class that a type annotation names: the first of a union that is one.
    fn declared(&mut self, act: &mut Act, annotation: &Expr, depth: u32) -> Option<Value> {
        if depth > 4 {
            return None;
        }
        let quiet = std::mem::replace(&mut self.recording, false);
        let found = match &annotation.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } => {
                let value = self.eval(act, annotation);
                match self.force(value).node {
                    value @ (Value::Local(_) | Value::Foreign(_)) => Some(value),
                    _ => None,
                }
            }
            ExprKind::Binary { left, right, .. } => {
                self.declared(act, left, depth + 1).or_else(|| self.declared(act, right, depth + 1))
            }
            ExprKind::Index { of, index } if known::classes::is_transparent(last_name(of)) => {
                self.declared(act, index, depth + 1)
            }
            _ => None,
        };
        self.recording = quiet;
        found
    }
}

/// The last name of `a.b.c`, `c(…)`, `c`.
pub(super) fn last_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(name) | ExprKind::Attribute { name, .. } => Some(name),
        ExprKind::Call { callee, .. } => last_name(callee),
        _ => None,
    }
}

/// Fields with what a constructor made from them was given.
fn filled(fields: &Map, args: &Args) -> Map {
    let mut out = fields.clone();
    for (i, value) in args.positional.iter().enumerate() {
        if let Some(entry) = out.entries.get_mut(i) {
            entry.value = value.clone();
        }
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

/// All of several values may hold.
pub(super) fn any_of(values: Vec<At<Value>>, at: Span) -> At<Value> {
    join_all(values).unwrap_or_else(|| At::new(Value::Null, at))
}
