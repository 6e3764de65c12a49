//! Functions of Kotlin that are given a receiver: `apply` and its like, extensions, and copies of data classes.

use super::{Act, Machine, arguments::simple_name};
use crate::{
    source::{At, Span},
    syntax::{Expr, Language},
    value::{Args, Local, Map, Name, Value},
};

impl Machine<'_> {
    /// A call on a value that Kotlin's library, or an extension in the tree, answers for every receiver.
    pub(super) fn scoped(
        &mut self,
        act: &mut Act,
        place: &Expr,
        receiver: &At<Value>,
        name: &Name,
        args: &Args,
        at: Span,
    ) -> Option<At<Value>> {
        if act.module.language != Language::Kotlin {
            return None;
        }
        match name.as_str() {
            "also" | "apply" | "let" | "run" => {
                let given = self.with_block(act, receiver, args.positional.last()?, at)?;
                if matches!(name.as_str(), "also" | "apply") {
                    self.store_back(act, place, given.clone());
                }
                Some(given)
            }
            "copy" => copied(&receiver.node, args).map(|copy| At::new(copy, at)),
            _ => self.extension(act, receiver, name, args, at),
        }
    }

    /// `with(x) { … }`.
    pub fn with_block(
        &mut self,
        act: &mut Act,
        receiver: &At<Value>,
        block: &At<Value>,
        at: Span,
    ) -> Option<At<Value>> {
        let Value::Local(local) = &block.node else { return None };
        let Local::Function { id, .. } = &**local else { return None };
        let module = self.world.module(id.0)?;
        let args = Args { positional: vec![receiver.clone()], ..Args::default() };
        Some(self.inside(act, &module, *id, Some(&args), false, at))
    }

    /// A function of the tree that extends the receiver: it takes it as its first parameter.
    fn extension(
        &mut self,
        act: &mut Act,
        receiver: &At<Value>,
        name: &Name,
        args: &Args,
        at: Span,
    ) -> Option<At<Value>> {
        let found = self.module_name(act.source(), name)?;
        let function = self.force(found);
        let Value::Local(local) = &function.node else { return None };
        let Local::Function { id, bound: None, .. } = &**local else { return None };
        let module = self.world.module(id.0)?;
        let first = module.functions.get(id.1 as usize)?.parameters.first()?;
        simple_name(&first.pattern).filter(|name| *name == "this")?;
        let mut all = args.clone();
        all.positional.insert(0, receiver.clone());
        Some(self.apply(act, &function, &all.into(), at, at).0)
    }
}

/// An instance with some of its fields given anew.
fn copied(value: &Value, args: &Args) -> Option<Value> {
    let Value::Local(local) = value else { return None };
    let Local::Instance { class, fields, .. } = &**local else { return None };
    let mut fields: Map = fields.clone();
    for entry in &args.named.entries {
        fields.set(entry.key.clone(), entry.value.clone());
    }
    Some(Value::instance(*class, fields))
}
