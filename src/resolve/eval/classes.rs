//! Classes of the tree: what they bind, which methods they have, what they stem from.

use super::{
    Act, Machine,
    instances::CONSTRUCTORS,
    join::{Names, join_all},
    objects::{beyond, step},
};
use crate::{
    resolve::{
        bounds, known,
        rests::{self, Part},
    },
    source::{At, Span},
    syntax::{Class, ClassIndex, Expr, ExprKind, Module, Role},
    value::{Args, Chain, ClassId, FunctionId, Local, Map, Name, Scope, Scopes, Step, Value, Why},
};
use std::{collections::HashSet, sync::Arc};

/// How far up bases are followed.
pub(super) const INHERITANCE: u32 = 16;

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
        if let Some(known) = self.fields.get(&id) {
            rests::on_what_came_before();
            return Arc::clone(known);
        }
        if let Some(known) = self.world.fields.get(&id) {
            return known;
        }
        let _part = Part::begin();
        let Some(module) = self.world.module(id.0) else { return Arc::default() };
        let Some(class) = module.classes.get(id.1 as usize) else { return Arc::default() };
        if self.meets_class(id) || self.classes.len() >= bounds::CLASS_DEPTH {
            self.meets(0);
            return Arc::default();
        }
        let (fields, lasting) = self.apart(id, |machine| Arc::new(machine.own_fields(id, &module, class)));
        if lasting {
            return self.world.fields.keep(id, fields);
        }
        self.fields.insert(id, Arc::clone(&fields));
        fields
    }

    fn own_fields(&mut self, id: ClassId, module: &Arc<Module>, class: &Class) -> Map {
        let mut fields = Map::default();
        let inherits = module.language != crate::syntax::Language::Go;
        for base in self.bases(id).iter().filter(|_| inherits) {
            if let Base::Local(base) = base {
                for entry in &self.class_fields(*base).entries {
                    fields.set(entry.key.clone(), entry.value.clone());
                }
            }
        }
        let mut act = Act::new(Arc::clone(module), Names::default(), Scopes::default(), class.methods.first().copied());
        act.function.get_or_insert(u32::MAX);
        self.block(&mut act, &class.body);
        let own: Scope = Scope::clone(&act.names.snapshot());
        let settings = self.takes_environment(id);
        for (name, value) in own {
            let value = self.made_by_factory(&mut act, value);
            fields.set(name.clone(), known::classes::field(&value, &name, settings));
        }
        self.change_fields(&mut act, class, &mut fields);
        fields
    }

    /// What the factory of a field gives, where it has one: `field(default_factory=lambda: "x")`.
    fn made_by_factory(&mut self, act: &mut Act, value: At<Value>) -> At<Value> {
        let Some(factory) = known::classes::factory(&value.node).cloned() else { return value };
        let made = self.apply(act, &factory, &Arc::default(), value.span, value.span).0;
        At::new(made.node, factory.span)
    }

    /// Runs what stands in the bodies of classes for the calls in it. Those within functions run where they stand.
    pub fn run_class_bodies(&mut self, module: &Arc<Module>) {
        for class in module.classes.iter().filter(|class| class.parent.is_none()) {
            let mut act = Act::new(Arc::clone(module), Names::default(), Scopes::default(), Some(u32::MAX));
            self.block(&mut act, &class.body);
        }
    }

    /// Runs the body of a class that stands in a function, for the calls in it.
    pub(super) fn run_class_within(&mut self, act: &Act, index: ClassIndex) {
        let Some(class) = act.module.classes.get(index as usize) else { return };
        if self.recording && class.parent.is_some() {
            let mut inside = Act::new(Arc::clone(&act.module), Names::default(), act.scopes(), Some(u32::MAX));
            self.block(&mut inside, &class.body);
        }
    }

    /// What a class stems from, in order.
    pub(super) fn bases(&mut self, id: ClassId) -> Arc<Vec<Base>> {
        if let Some(known) = self.world.bases.get(&id) {
            return known;
        }
        let _part = Part::begin();
        let Some(module) = self.world.module(id.0) else { return Arc::default() };
        let Some(class) = module.classes.get(id.1 as usize) else { return Arc::default() };
        let began = self.begin();
        let mut act = Act::new(Arc::clone(&module), Names::default(), Scopes::default(), Some(u32::MAX));
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
        self.say_base_uri(&mut act, class, &mut found);
        self.recording = quiet;
        let found = Arc::new(found);
        if self.end(&began) { self.world.bases.keep(id, found) } else { found }
    }

    /// Dotted paths of the bases outside the tree, also those of bases within it.
    pub(super) fn base_paths(&mut self, id: ClassId) -> Vec<Name> {
        self.outside_bases(id, 0).iter().filter_map(|chain| chain.origin().map(|(path, _)| Name::from(path))).collect()
    }

    /// Records that a class without a constructor makes what its base outside the tree makes, of the same arguments.
    pub(super) fn made_as_its_base(&mut self, act: &mut Act, id: ClassId, args: &Arc<Args>, at: Span, whole: Span) {
        if !self.recording || self.constructor(id).is_some() {
            return;
        }
        for chain in self.outside_bases(id, 0) {
            self.record(act, &chain, args, at, whole);
        }
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
    pub(super) fn made_from_fields(&mut self, id: ClassId) -> bool {
        let Some(module) = self.world.module(id.0) else { return false };
        let Some(class) = module.classes.get(id.1 as usize) else { return false };
        if module.language == crate::syntax::Language::Go {
            return true;
        }
        let decorated =
            class.decorators.iter().any(|decorator| known::classes::makes_constructor(last_name(decorator)));
        decorated
            || self.is_struct(id)
            || self.base_paths(id).iter().any(|path| known::classes::makes_constructor(path.rsplit('.').next()))
    }

    /// The method or getter of a class by name, with the class that defines it.
    pub(super) fn method(&mut self, id: ClassId, name: &str, depth: u32) -> Option<(FunctionId, Role)> {
        let module = self.world.module(id.0)?;
        let class = module.classes.get(id.1 as usize)?;
        let own = class.methods.iter().rev().find(|index| {
            module.functions.get(**index as usize).is_some_and(|function| function.name.as_deref() == Some(name))
        });
        if let Some(index) = own {
            return Some((FunctionId(id.0, *index), module.functions[*index as usize].role));
        }
        if let Some(method) = self.method_elsewhere(id, name) {
            return Some(method);
        }
        if depth >= INHERITANCE {
            return None;
        }
        self.bases(id).iter().find_map(|base| match base {
            Base::Local(base) => self.method(*base, name, depth + 1),
            Base::Foreign(_) => None,
        })
    }

    /// The methods that the bases of a class in the tree have, each name once: the one that counts.
    pub fn methods_above(&mut self, id: ClassId) -> Vec<(Name, FunctionId)> {
        let mut seen: HashSet<Name> = HashSet::new();
        let mut found = Vec::new();
        let mut above = vec![id];
        for _ in 0..INHERITANCE {
            let Some(class) = above.pop() else { break };
            for base in self.bases(class).iter().rev() {
                let Base::Local(base) = base else { continue };
                found.extend(self.own_methods(*base).into_iter().filter(|(name, _)| seen.insert(name.clone())));
                above.push(*base);
            }
        }
        found
    }

    /// The methods that a class defines itself.
    pub fn own_methods(&self, id: ClassId) -> Vec<(Name, FunctionId)> {
        let Some(module) = self.world.module(id.0) else { return Vec::new() };
        let Some(class) = module.classes.get(id.1 as usize) else { return Vec::new() };
        let named = |index: &u32| {
            let function = module.functions.get(*index as usize)?;
            Some((Name::from(function.name.as_deref()?), FunctionId(id.0, *index)))
        };
        class.methods.iter().filter_map(named).collect()
    }

    pub(super) fn foreign_base(&mut self, id: ClassId) -> Option<Arc<Chain>> {
        self.outside_bases(id, 0).into_iter().next()
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
            let bound =
                (role == Role::OfClass || role == Role::Method && self.is_variant(id)).then(|| Box::new(whole.clone()));
            return At::new(
                Value::Local(Arc::new(Local::Function { id: method, around: Scopes::default(), bound })),
                at,
            );
        }
        if let Some(value) = self.class_fields(id).get(name).cloned() {
            return self.set_by_statics(id, name, value);
        }
        if let Some(nested) = self.nested_class(id, name) {
            return At::new(nested, at);
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
                            Value::Local(Arc::new(Local::Function { id: method, around: Scopes::default(), bound })),
                            at,
                        );
                    }
                }
                Base::Foreign(chain) => outside = Some(Arc::clone(chain)),
            }
        }
        let node = match outside {
            // Who calls the constructor of a class outside the tree makes one.
            Some(chain) if CONSTRUCTORS.contains(&name.as_str()) => Value::Foreign(chain),
            Some(chain) => step(&chain, Step::Member(name.clone())),
            None => Value::Unknown(Why::Undefined(name.clone())),
        };
        At::new(node, at)
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

/// All of several values may hold.
pub(super) fn any_of(values: Vec<At<Value>>, at: Span) -> At<Value> {
    join_all(values).unwrap_or_else(|| At::new(Value::Null, at))
}
