//! Method calls on values that are known.

use super::{Act, Machine, loops::item_of};
use crate::{
    resolve::known::{self, methods::Effect},
    source::{At, Span},
    syntax::{Expr, ExprKind, Language},
    value::{Args, List, Local, Name, Value, Why},
};
use std::sync::Arc;

impl Machine<'_> {
    /// `receiver.name(args)` where that can be known without entering anything; the receiver's place is updated.
    pub(super) fn method_of_value(
        &mut self,
        act: &mut Act,
        place: &Expr,
        receiver: &At<Value>,
        name: &Name,
        args: &Arc<Args>,
        span: Span,
    ) -> Option<At<Value>> {
        if let Some(value) = known::rust::method(self, act, place, receiver, name, args, span) {
            return Some(value);
        }
        let own = name;
        let is_csharp = act.module.language == Language::CSharp;
        let name = &if is_csharp { Name::new(known::csharp::plain(name)) } else { name.clone() };
        if let Some(value) = self.mapped(act, receiver, name, args, span) {
            return Some(value);
        }
        if is_csharp {
            if let Value::Foreign(chain) = &receiver.node
                && matches!(name.as_str(), "GetRequiredValue" | "GetValue")
                && let Some(said) = self.app_setting(act, chain, args.positional.first())
            {
                return Some(At::new(said, span));
            }
            let effect = known::csharp::method(&receiver.node, own, args, span)?;
            return Some(self.done(act, begun(place), receiver, effect, span));
        }
        if let Some(value) = self.jvm_method(act, place, receiver, name, args, span) {
            return Some(value);
        }
        if let Some(value) = self.file_text(act, receiver, name, span) {
            return Some(value);
        }
        if name == "toString" && args.positional.first().is_some_and(|to| to.node.as_str().as_deref() == Some("base64"))
        {
            return known::files::base64(self.world.files, &receiver.node, span);
        }
        if act.module.language == Language::Ruby
            && let Some(effect) = known::ruby::method(&receiver.node, name, args, span)
        {
            return Some(self.done(act, place, receiver, effect, span));
        }
        if matches!(receiver.node, Value::Map(_)) && act.module.language != Language::Python {
            return None;
        }
        if self.has_own_method(act, receiver, name) {
            return None;
        }
        let receiver = &self.made(receiver.clone());
        let effect = known::methods::call(&receiver.node, name, args, span)?;
        let result = self.done(act, place, receiver, effect, span);
        Some(if matches!(receiver.node, Value::Local(_)) { self.kept(&result) } else { result })
    }

    /// What a method gives; what it made of its receiver goes back to where that came from.
    fn done(&mut self, act: &mut Act, place: &Expr, receiver: &At<Value>, effect: Effect, at: Span) -> At<Value> {
        if let Some(changed) = effect.changed {
            self.store_back(act, place, At::new(changed, receiver.span));
        }
        At::new(effect.result, at)
    }

    /// Whether a class of the tree has a method of this name, so that nothing else is meant by it.
    pub fn has_method(&mut self, act: &mut Act, receiver: &At<Value>, name: &Name) -> bool {
        match &receiver.node {
            Value::Local(local) => match &**local {
                Local::Class { id, .. } | Local::Instance { class: id, .. } => self.method(*id, name, 0).is_some(),
                _ => self.has_own_method(act, receiver, name),
            },
            _ => false,
        }
    }

    /// Puts a changed value back where it came from.
    pub fn put_back(&mut self, act: &mut Act, place: &Expr, value: At<Value>) {
        self.store_back(act, place, value);
    }

    fn has_own_method(&mut self, act: &mut Act, receiver: &At<Value>, name: &Name) -> bool {
        let Value::Local(local) = &receiver.node else { return false };
        let (Local::Instance { .. } | Local::Made(_)) = &**local else { return false };
        matches!(self.member(act, receiver, name, receiver.span).node, Value::Local(_))
    }

    /// `items.map(item => …)`: a list of what the function gives.
    fn mapped(
        &mut self,
        act: &mut Act,
        receiver: &At<Value>,
        name: &Name,
        args: &Arc<Args>,
        span: Span,
    ) -> Option<At<Value>> {
        if !matches!(name.as_str(), "map" | "flatMap") || act.is_python() {
            return None;
        }
        let function = args.positional.first()?;
        let Value::Local(local) = &function.node else { return None };
        let Local::Function { id, .. } = &**local else { return None };
        let module = self.world.module(id.0)?;
        let closed = match &receiver.node {
            Value::List(list) if list.open.is_none() && list.items.len() <= 64 => Some(list.items.clone()),
            _ => None,
        };
        let (items, open) = match closed {
            Some(items) if !items.is_empty() => (items, None),
            _ => (vec![item_of(&receiver.node, receiver.span)], Some(Why::ForEach)),
        };
        let mut made = Vec::new();
        for item in items {
            let args = Args { positional: vec![item], ..Args::default() };
            made.push(self.inside(act, &module, *id, Some(&args), true, span));
        }
        if name == "flatMap" {
            made = made
                .into_iter()
                .flat_map(|one| if let Value::List(list) = one.node { list.items.clone() } else { vec![one] })
                .collect();
        }
        Some(At::new(Value::List(Arc::new(List { items: made, open })), span))
    }

    /// `path.read_text()`, and `file.read()` of a path that was opened.
    fn file_text(&mut self, act: &mut Act, receiver: &At<Value>, name: &Name, span: Span) -> Option<At<Value>> {
        let path = match (&receiver.node, name.as_str()) {
            (Value::Text(_), "read_text" | "read_bytes" | "read") => receiver.node.as_str()?,
            (Value::Text(_), "open") => return Some(receiver.clone()),
            (Value::Foreign(chain), "read") => known::files::opened(chain)?.node.as_str()?,
            _ => return None,
        };
        Some(known::files::read(self.world.files, act.source(), &path, span))
    }
}

/// The place that a chain of calls began with: each changed the same thing and gave it on.
pub(super) fn begun(place: &Expr) -> &Expr {
    let mut place = place;
    while let ExprKind::Call { callee, .. } = &place.kind
        && let ExprKind::Attribute { of, .. } = &callee.kind
    {
        place = of;
    }
    place
}
