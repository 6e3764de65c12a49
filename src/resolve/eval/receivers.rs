//! Functions of Kotlin that are given a receiver: `apply` and its like, extensions, and copies of data classes.

use super::{Act, Machine, arguments::simple_name, builders};
use crate::{
    source::{At, Span},
    syntax::{Expr, Language},
    value::{Args, Chain, Local, Map, Name, Root, Step, Value},
};
use std::sync::Arc;

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

    /// What a block gives for what it is handed.
    fn with_block(&mut self, act: &mut Act, receiver: &At<Value>, block: &At<Value>, at: Span) -> Option<At<Value>> {
        let Value::Local(local) = &block.node else { return None };
        let Local::Function { id, .. } = &**local else { return None };
        let module = self.world.module(id.0)?;
        let args = Args { positional: vec![receiver.clone()], ..Args::default() };
        Some(self.inside(act, &module, *id, Some(&args), false, at))
    }

    /// Arguments of a call outside the tree, in which a function that fills a builder stands for what it fills it with:
    /// `client.converse(request -> request.modelId(m))`.
    pub(super) fn filled(&mut self, act: &mut Act, chain: &Arc<Chain>, args: &Arc<Args>) -> Arc<Args> {
        let jvm = matches!(act.module.language, Language::Java | Language::Kotlin);
        let step = match chain.steps.as_slice() {
            [before @ .., Step::Member(_)] => matches!(before.last(), Some(Step::Call(begun)) if begun.building),
            _ => false,
        };
        let function = |value: &Value| matches!(value, Value::Local(local) if matches!(**local, Local::Function { bound: None, .. }));
        if !jvm
            || !(step || self.wants(act.module.language, chain))
            || !args.positional.iter().any(|value| function(&value.node))
        {
            return Arc::clone(args);
        }
        let quiet = std::mem::replace(&mut self.recording, false);
        let mut filled = Args::clone(args);
        for value in filled.positional.iter_mut().filter(|value| function(&value.node)) {
            let begun = Step::Call(Arc::new(Args { building: true, ..Args::default() }));
            let steps = vec![Step::Member("builder".into()), begun];
            let empty = Value::Foreign(Arc::new(Chain { root: Root::Global("builder".into()), steps }));
            let given = self.with_block(act, &At::new(empty.clone(), value.span), &value.clone(), value.span);
            if let Some(given) = given.filter(|given| builders::is_open(&given.node) && given.node != empty) {
                value.node = given.node;
            }
        }
        self.recording = quiet;
        Arc::new(filled)
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
        let found = self.module_name(act.source(), name).or_else(|| {
            // Elsewhere in the package only for a value that may be extended there: most calls lead outside.
            let known = matches!(receiver.node, Value::Text(_) | Value::Int(_) | Value::Local(_));
            let file = known.then(|| self.world.imports.ambient(act.source(), Language::Kotlin, name))??;
            self.module_name(file, name)
        })?;
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
