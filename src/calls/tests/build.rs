//! Small builders for calls as the resolver gives them.

use crate::{
    calls::{CallSite, find},
    resolve::{
        Resolved,
        event::{Around, Call, Frame, ModuleFacts, Origin},
        files::{Files, Hit},
    },
    source::{At, Source, SourceId, Span},
    syntax::{Language, Module},
    value::{Args, Chain, Entry, FunctionId, List, Map, Name, Root, Step, Value, Why},
};
use std::sync::Arc;

pub fn span(at: u32) -> Span {
    Span::new(SourceId(0), at, at + 1)
}

pub fn at(node: Value) -> At<Value> {
    At::new(node, span(1))
}

pub fn text(text: &str) -> Value {
    Value::text(text, span(1))
}

pub fn unknown() -> Value {
    Value::Unknown(Why::Runtime)
}

pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
    Value::List(Arc::new(List { items: items.into_iter().map(at).collect(), open: None }))
}

pub fn one_of(items: impl IntoIterator<Item = Value>) -> Value {
    Value::OneOf(items.into_iter().map(at).collect())
}

fn plain<const N: usize>(entries: [(&str, Value); N]) -> Map {
    let entries = entries.into_iter().map(|(key, value)| Entry { key: key.into(), value: at(value) }).collect();
    Map { entries, open: None }
}

pub fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Map(Arc::new(plain(entries)))
}

/// A map with `**something` of which nothing is known.
pub fn open_map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Map(Arc::new(Map { open: Some(Why::Spread), ..plain(entries) }))
}

pub fn named<const N: usize>(entries: [(&str, Value); N]) -> Args {
    Args { named: plain(entries), ..Args::default() }
}

pub fn positional<const N: usize>(values: [Value; N]) -> Args {
    Args { positional: values.into_iter().map(at).collect(), ..Args::default() }
}

/// A chain written as a path: `anthropic Anthropic() messages create`. `()` calls without arguments; the first word
/// is the import, `@name` a global, `?` something unknown.
pub fn chain(path: &str) -> Chain {
    let mut words = path.split(' ');
    let root = match words.next() {
        Some("?") | None => Root::Unknown(Why::Runtime),
        Some(global) if global.starts_with('$') => Root::Global(global[1..].into()),
        Some(import) => Root::Import(import.trim_end_matches("()").into()),
    };
    let mut chain = Chain { root, steps: Vec::new() };
    if path.split(' ').next().is_some_and(|first| first.ends_with("()")) {
        chain.steps.push(Step::Call(Arc::default()));
    }
    for word in words {
        match word.strip_suffix("()") {
            Some(name) => chain.steps.extend([Step::Member(name.into()), Step::Call(Arc::default())]),
            None => chain.steps.push(Step::Member(word.into())),
        }
    }
    chain
}

/// The chain, called with these arguments.
pub fn called(mut chain: Chain, args: Args) -> Chain {
    chain.steps.push(Step::Call(Arc::new(args)));
    chain
}

/// A member of what the chain is.
pub fn member(mut chain: Chain, names: &str) -> Chain {
    chain.steps.extend(names.split(' ').map(|name| Step::Member(name.into())));
    chain
}

pub fn made(path: &str, args: Args) -> Value {
    Value::Foreign(Arc::new(called(chain(path), args)))
}

pub fn call(callee: Chain, args: Args) -> Call {
    Call {
        at: span(10),
        whole: Span::new(SourceId(0), 1, 20),
        callee: Arc::new(callee),
        args: Arc::new(args),
        stack: Vec::new(),
        origin: Origin::Module(SourceId(0)),
        around: Arc::new(Around::default()),
    }
}

/// The call as it is seen from these callers, outermost first.
pub fn from_callers(mut call: Call, callers: &[u32]) -> Call {
    let frame = |&line: &u32| Frame {
        at: span(line),
        callee: FunctionId(SourceId(0), line),
        caller: None,
        loops: Vec::new(),
        fan_out: false,
    };
    call.stack = callers.iter().map(frame).collect();
    call
}

/// One file with the calls in it.
pub struct Tree {
    pub path: &'static str,
    pub text: &'static str,
    pub language: Language,
    pub imports: &'static [&'static str],
}

pub const PYTHON: Tree = Tree { path: "app/a.py", text: "", language: Language::Python, imports: &[] };
pub const TYPESCRIPT: Tree = Tree { path: "app/a.ts", text: "", language: Language::TypeScript, imports: &[] };

impl Tree {
    pub fn sites(&self, calls: Vec<Call>) -> Vec<CallSite> {
        let imports = self.imports.iter().map(|name| Arc::from(*name)).collect();
        let module = self.module(SourceId(0)).expect("there is one file");
        find(&Resolved { calls, modules: vec![Arc::new(ModuleFacts::of(&module, imports))] }, self)
    }

    /// The only site of one call.
    pub fn site(&self, callee: Chain, args: Args) -> CallSite {
        let mut sites = self.sites(vec![call(callee, args)]);
        assert_eq!(sites.len(), 1, "one call must be one site");
        sites.remove(0)
    }

    /// Asserts that a call is no site.
    pub fn nothing(&self, callee: Chain, args: Args) {
        let shown = format!("{callee:?}");
        assert!(self.sites(vec![call(callee, args)]).is_empty(), "{shown}");
    }
}

impl Files for Tree {
    fn find(&self, _: &str) -> Option<SourceId> {
        None
    }
    fn path(&self, _: SourceId) -> Arc<str> {
        self.path.into()
    }
    fn source(&self, id: SourceId) -> Option<Arc<Source>> {
        Some(Arc::new(Source::new(id, self.path.into(), self.text.into(), Vec::new())))
    }
    fn module(&self, source: SourceId) -> Option<Arc<Module>> {
        let (body, functions, classes) = (Vec::new(), Vec::new(), Vec::new());
        Some(Arc::new(Module {
            source,
            language: self.language,
            body,
            functions,
            classes,
            comments: Vec::new(),
            captured: Vec::new(),
        }))
    }
    fn named(&self, _: &str) -> Vec<SourceId> {
        Vec::new()
    }
    fn in_folder(&self, _: &str) -> Vec<SourceId> {
        Vec::new()
    }
    fn mentions(&self, _: &[Language], _: &[Vec<Name>], _: &(dyn Fn(&str) -> bool + Sync)) -> Vec<Hit> {
        Vec::new()
    }
}
