//! Recording calls that lead outside the tree.

use super::{Act, Machine, classes::last_name, expressions::why_of, loops::carries};
use crate::{
    resolve::{
        bounds,
        event::{Around, Call, Origin},
    },
    source::{At, Span},
    syntax::{Expr, ExprKind, FunctionIndex, Language},
    value::{Args, Chain, Entry, FunctionId, List, Map, Name, Root, Step, Value},
};
use std::sync::Arc;

/// A module of JavaScript that is called, as `require` gives it, is what it exports by default.
fn called_itself(act: &Act, chain: &Arc<Chain>) -> Arc<Chain> {
    let script = matches!(act.module.language, Language::JavaScript | Language::TypeScript);
    if !script || !chain.steps.is_empty() || !matches!(chain.root, Root::Import(_)) {
        return Arc::clone(chain);
    }
    Arc::new(Chain { root: chain.root.clone(), steps: vec![Step::Member(Name::new_static("default"))] })
}

impl Machine<'_> {
    /// Keeps a call if its final name is wanted.
    pub(super) fn record(&mut self, act: &mut Act, chain: &Arc<Chain>, args: &Arc<Args>, at: Span, whole: Span) {
        let chain = &called_itself(act, chain);
        if !self.wants(act.module.language, chain) {
            return;
        }
        self.wanted_calls += 1;
        let own = act.function.and_then(|index| self.declared_request(FunctionId(act.source(), index)));
        if own.is_some() && !self.stack.is_empty() {
            return; // The caller's call is kept instead.
        }
        if !self.recording || self.calls.len() >= bounds::CONTEXTS * 100 {
            return;
        }
        let mut around = self.around(act, at);
        around.declared = own;
        let args = &self.kept_args(args);
        let carried = args.positional.iter().chain(args.named.entries.iter().map(|entry| &entry.value));
        if carried.clone().any(|value| carries(&value.node))
            && let Some(innermost) = around.loops.last_mut()
        {
            innermost.carries = true;
        }
        let args = Arc::new(Args {
            positional: args.positional.iter().map(settled).collect(),
            named: settled_map(&args.named),
            open: args.open.clone(),
            building: args.building,
            function: args.function,
        });
        let stack = self.stack.clone();
        self.calls.push(Call {
            at,
            whole,
            callee: Arc::clone(chain),
            args,
            stack,
            origin: Origin::Module(act.source()), // until the root says which it is
            around: Arc::new(around),
        });
    }

    /// Keeps a call of a method that declares a request: whoever calls it sends it.
    pub(super) fn record_declared(&mut self, act: &mut Act, id: FunctionId, sent: &At<Value>, at: Span, whole: Span) {
        let Some(method) = self.declared_request(id) else { return };
        let Value::Foreign(chain) = &sent.node else { return };
        let [before @ .., Step::Call(args)] = chain.steps.as_slice() else { return };
        let callee = Arc::new(Chain { root: chain.root.clone(), steps: before.to_vec() });
        let known = self.calls.len();
        self.record(act, &callee, args, at, whole);
        for call in self.calls.iter_mut().skip(known) {
            Arc::make_mut(&mut call.around).declared = Some(method);
        }
    }

    /// The name of a method that declares a request.
    fn declared_request(&self, id: FunctionId) -> Option<Span> {
        let module = self.world.module(id.0)?;
        let function = module.functions.get(id.1 as usize)?;
        function.is_declared_request().then_some(function.name_span)
    }

    pub(super) fn wants(&self, language: Language, chain: &Chain) -> bool {
        let name = chain
            .steps
            .iter()
            .rev()
            .find_map(|step| if let Step::Member(name) = step { Some(name.clone()) } else { None });
        let name = name.or_else(|| match &chain.root {
            Root::Global(name) => Some(name.clone()),
            Root::Import(module) => Some(Name::from(&**module)),
            Root::Unknown(_) => None,
        });
        name.is_some_and(|name| self.world.wants(language, &name))
    }

    fn around(&mut self, act: &mut Act, at: Span) -> Around {
        let module = Arc::clone(&act.module);
        let chain = enclosing(act);
        let named = chain.iter().copied().find(|index| module.functions[*index as usize].name.is_some());
        let region = named.or(chain.last().copied());
        let (lexical, responses) = (self.world.lexical(&module), self.world.responses(&module));
        let mut decorators = Vec::new();
        let mut class = None;
        for index in chain.iter().rev() {
            let function = &module.functions[*index as usize];
            decorators.extend(function.decorators.iter().filter_map(dotted));
            class = class.or(function.class);
        }
        let bases = class.map(|class| self.base_paths(crate::value::ClassId(module.source, class))).unwrap_or_default();
        Around {
            function: function_name(act),
            function_id: named.map(|index| FunctionId(module.source, index)),
            loops: act.loops.clone(),
            decorators,
            bases,
            in_try: act.tries > 0,
            usage_read: lexical.reads_usage(&module, region, at),
            stop_reason_read: lexical.reads_stop_reason(&module, region, at),
            parts_only: responses.parts_only(at),
            reads_for_ever: responses.reads_for_ever(at),
            reads_json: responses.reads_json(at),
            main_guard: act.main_guard > 0,
            fan_out: act.fan_out > 0,
            declared: None,
        }
    }
}

/// The function of an activation and those it stands in, innermost first.
fn enclosing(act: &Act) -> Vec<FunctionIndex> {
    let mut chain = Vec::new();
    let mut next = act.function.filter(|index| (*index as usize) < act.module.functions.len());
    while let Some(index) = next {
        chain.push(index);
        next = act.module.functions[index as usize].parent;
    }
    chain
}

/// `Class.method` or the function's name; of the innermost function that has one.
pub(super) fn function_name(act: &Act) -> Option<Name> {
    enclosing(act).into_iter().find_map(|index| {
        let function = &act.module.functions[index as usize];
        let name = function.name.as_ref()?;
        let class = function.class.and_then(|class| act.module.classes[class as usize].name.as_ref());
        Some(class.map_or_else(|| name.clone(), |class| Name::from(format!("{class}.{name}"))))
    })
}

/// `a.b.c` of a decorator as it is written.
fn dotted(expr: &Expr) -> Option<Name> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Attribute { of, name, .. } => {
            Some(dotted(of).map_or_else(|| name.clone(), |of| Name::from(format!("{of}.{name}"))))
        }
        ExprKind::Call { callee, .. } => dotted(callee),
        _ => last_name(expr).map(Name::from),
    }
}

/// A value as the layer above sees it: a path of members from something unknown is as unknown as that.
fn settled(value: &At<Value>) -> At<Value> {
    let node = match &value.node {
        Value::Foreign(chain) if is_unknown_path(chain) => Value::Unknown(why_of(&value.node)),
        Value::List(list) if list.items.iter().any(|item| needs(&item.node)) => {
            Value::List(Arc::new(List { items: list.items.iter().map(settled).collect(), open: list.open.clone() }))
        }
        Value::Map(map) if map.entries.iter().any(|entry| needs(&entry.value.node)) => {
            Value::Map(Arc::new(settled_map(map)))
        }
        Value::OneOf(all) => Value::OneOf(all.iter().map(settled).collect()),
        Value::Default(inner, why) => {
            let inner = settled(&At::new((**inner).clone(), value.span));
            Value::Default(Box::new(inner.node), why.clone())
        }
        other => other.clone(),
    };
    At::new(node, value.span)
}

fn needs(value: &Value) -> bool {
    matches!(value, Value::Foreign(_) | Value::List(_) | Value::Map(_) | Value::OneOf(_) | Value::Default(..))
}

fn settled_map(map: &Map) -> Map {
    let entries = map.entries.iter().map(|entry| Entry { key: entry.key.clone(), value: settled(&entry.value) });
    Map { entries: entries.collect(), open: map.open.clone() }
}

fn is_unknown_path(chain: &Chain) -> bool {
    matches!(chain.root, Root::Unknown(_))
        && chain.steps.iter().all(|step| matches!(step, Step::Member(_) | Step::Index(_)))
}
