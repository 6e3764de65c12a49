//! What roots share: the files, what module names stand for, and each module's names, worked out once.

use super::{
    callers, circles,
    earlier::LookedFor,
    eval::{Base, Machine, SENDERS},
    event::ModuleFacts,
    files::Files,
    imports::Imports,
    lexical::Lexical,
    marks::{ByKin, Mark, Marks, Sought, mark},
    memo::Memo,
    of_file::OfFile,
    options::Options,
    responses::Responses,
    rests::{self, Part},
    slice::{self, Purpose, Setters, Slice},
    spelt::may_be_called,
    subclasses::Heritage,
};
use crate::{
    source::{At, Source, SourceId},
    syntax::{FunctionIndex, Language, Module, language_of},
    value::{Chain, ClassId, FunctionId, Map, Name, Root, Scope, Value, Why},
};
use rayon::prelude::*;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

/// What resolving looks for.
pub struct Wanted<'w> {
    /// By language, final names of calls that are reported (`create`, `generateText`).
    pub calls: HashMap<Language, HashSet<Name>>,
    /// Those of them that are followed into every function; the others where an entry may call them.
    pub telling: HashMap<Language, HashSet<Name>>,
    /// By language, names of packages that are never part of the tree, even where a folder has the same name (`anthropic`).
    pub packages: HashMap<Language, HashSet<Name>>,
    /// Whether calls in the file at a path count as callers; those of tests do not.
    pub is_caller: fn(&str) -> bool,
    /// Of the final names, those that a file may call and holds; nothing where whatever it calls may lead to such a call.
    pub names_in: &'w (dyn Fn(&Source) -> Option<HashSet<Name>> + Sync),
}

/// A module's names in the end.
#[derive(Debug, Default)]
pub struct ModuleScope {
    /// Every name its top level binds.
    pub names: Arc<Scope>,
    /// What it exports by name (TypeScript, JavaScript).
    pub exports: Scope,
    /// Modules whose names it passes on whole.
    pub stars: Vec<SourceId>,
}

/// A module's names, as they are kept.
#[derive(Clone, Debug)]
struct Scoped {
    scope: Arc<ModuleScope>,
    /// The modules of circles that were run for it: while one of those runs, its names are others.
    circle: Arc<BTreeSet<SourceId>>,
}

/// What roots share.
pub struct World<'a> {
    /// The tree.
    pub files: &'a dyn Files,
    /// What is looked for.
    pub wanted: &'a Wanted<'a>,
    /// What import paths stand for.
    pub imports: Imports<'a>,
    /// Fields of instances that somebody made with arguments that are not seen.
    pub(super) instances: Memo<ClassId, Value>,
    /// Fields of such instances that methods set beside the constructor.
    pub(super) late: Memo<(ClassId, Name), At<Value>>,
    /// What classes themselves bind.
    pub(super) fields: Memo<ClassId, Arc<Map>>,
    /// What classes stem from.
    pub(super) bases: Memo<ClassId, Arc<Vec<Base>>>,
    scopes: Memo<SourceId, Scoped>,
    setters: Memo<ClassId, Arc<Setters>>,
    slices: Memo<(FunctionId, Purpose), Option<Arc<Slice>>>,
    quiet: Memo<FunctionId, bool>,
    facts: Memo<SourceId, Arc<ModuleFacts>>,
    of_files: Memo<SourceId, Arc<OfFile>>,
    /// Of files of tests, the names that are of interest in them.
    in_tests: Memo<SourceId, Option<Arc<HashSet<Mark>>>>,
    interest: ByKin,
    /// What was of interest before what is sought now.
    interest_before: ByKin,
    /// What is sought in the files that may mention it.
    sought: BTreeMap<SourceId, HashSet<Mark>>,
    /// Classes whose heirs are looked for.
    pub(super) heritage: Heritage,
}

impl<'a> World<'a> {
    /// A world over a tree.
    pub fn new(files: &'a dyn Files, wanted: &'a Wanted<'a>) -> Self {
        let mut interest = ByKin::default();
        for (language, names) in &wanted.telling {
            interest.extend(*language, names.iter().map(|name| mark(name)));
        }
        interest.extend(Language::Ruby, SENDERS.map(mark));
        Self {
            files,
            wanted,
            imports: Imports::new(files, &wanted.packages),
            instances: Memo::default(),
            late: Memo::default(),
            setters: Memo::default(),
            slices: Memo::default(),
            quiet: Memo::default(),
            fields: Memo::default(),
            bases: Memo::default(),
            scopes: Memo::default(),
            facts: Memo::default(),
            of_files: Memo::default(),
            in_tests: Memo::default(),
            interest,
            interest_before: ByKin::default(),
            sought: BTreeMap::new(),
            heritage: Heritage::default(),
        }
    }

    /// The value of a name that nothing in the tree binds.
    pub fn global(&self, from: SourceId, language: Language, name: &Name) -> Value {
        if let Some(variable) = name.strip_prefix('$').filter(|_| language.holds_commands()) {
            let set_outside = variable.starts_with(|first: char| first.is_alphabetic() || first == '_');
            return Value::Unknown(if set_outside { Why::Environment(variable.into()) } else { Why::Runtime });
        }
        let outside = self.imports.outside_name(from, language, name);
        let chain = outside.unwrap_or_else(|| Chain { root: Root::Global(name.clone()), steps: Vec::new() });
        Value::Foreign(Arc::new(chain))
    }

    /// A module by number.
    pub fn module(&self, source: SourceId) -> Option<Arc<Module>> {
        self.files.module(source)
    }

    /// What is being worked out rests on a file.
    fn rest_on(&self, source: SourceId) {
        if self.files.differs(source) {
            rests::on_a_difference();
        }
    }

    /// How many steps something may take for which this many are the default.
    pub fn steps(&self, default: u32) -> u32 {
        default.saturating_mul(self.files.bounds().steps_factor)
    }

    /// Names of a module, run to its end. While the module is being run further up on this thread (modules that need
    /// each other) there are none, and what was worked out meanwhile is not kept for others.
    pub fn scope(&self, source: SourceId) -> Option<Arc<ModuleScope>> {
        let kept = self.scopes.get(&source).filter(|kept| circles::holds_here(&kept.circle));
        if let Some(Scoped { scope, circle }) = kept {
            circles::touch(circle.iter().copied());
            return Some(scope);
        }
        if let Some(scope) = circles::provisional(source) {
            return Some(scope);
        }
        let _part = Part::begin();
        let module = self.module(source)?;
        if !circles::enter(source) {
            return None;
        }
        let mut machine = Machine::new(self, false);
        let mut act = machine.run_module(&module);
        let stars = std::mem::take(&mut act.stars);
        let (names, exports) = machine.as_left(&module, act);
        let scope = Arc::new(ModuleScope { names, exports, stars });
        match circles::leave(source, &scope) {
            Some(circle) => Some(self.scopes.keep(source, Scoped { scope, circle }).scope),
            None => Some(scope),
        }
    }

    /// Whether a module's names are being worked out on this thread.
    pub fn is_in_progress(source: SourceId) -> bool {
        circles::is_in_progress(source)
    }

    /// What a file says by itself.
    fn of_file(&self, source: SourceId) -> Arc<OfFile> {
        let own = || self.of_files.of(source, |_| Arc::default());
        self.files.of_file(source).unwrap_or_else(own)
    }

    /// What stands where in a module.
    pub fn lexical(&self, module: &Arc<Module>) -> Arc<Lexical> {
        let of = || Arc::new(Lexical::of(module, self.files.source(module.source).as_deref()));
        Arc::clone(self.of_file(module.source).lexical.get_or_init(of))
    }

    /// Whether a file may call or inherit what is sought, for all that is known of it without reading it again.
    pub(super) fn may_meet(&self, source: SourceId) -> bool {
        let Some(language) = language_of(&self.files.path(source)) else { return false };
        let calls = |lexical: &Lexical| self.sought.get(&source).is_some_and(|sought| lexical.meets(sought));
        let meets = |lexical: &Arc<Lexical>| calls(lexical) || self.heritage.may_reach(language, lexical);
        self.of_file(source).lexical.get().is_none_or(meets)
    }

    /// What the layer above asks of a module.
    pub fn facts(&self, module: &Module) -> Arc<ModuleFacts> {
        self.facts.of(module.source, |source| {
            self.rest_on(*source);
            let mut imports = callers::outside_imports(self, module);
            imports.extend(self.imports.shared(module.language).map(Arc::from));
            imports.sort();
            imports.dedup();
            Arc::new(ModuleFacts::of(module, imports))
        })
    }

    /// The same of the module of a file, which need not be at hand if it was asked about before.
    pub fn facts_of(&self, source: SourceId) -> Option<Arc<ModuleFacts>> {
        self.facts.get(&source).or_else(|| Some(self.facts(&*self.module(source)?)))
    }

    /// What a module does with the results of its calls.
    pub fn responses(&self, module: &Arc<Module>) -> Arc<Responses> {
        Arc::clone(self.of_file(module.source).responses.get_or_init(|| Arc::new(Responses::of(module))))
    }

    /// What a module declares of the options of a command line.
    pub(super) fn options(&self, module: &Arc<Module>) -> Arc<Options> {
        Arc::clone(self.of_file(module.source).options.get_or_init(|| Arc::new(Options::of(module))))
    }

    /// Which fields the methods of a class set.
    pub fn setters(&self, module: &Arc<Module>, id: ClassId) -> Arc<Setters> {
        self.setters.of(id, |id| {
            self.rest_on(id.0);
            Arc::new(Setters::of(module, id.1))
        })
    }

    /// What of a function need not be run for this purpose.
    pub fn slice(&self, module: &Arc<Module>, id: FunctionId, purpose: Purpose) -> Option<Arc<Slice>> {
        let function = module.functions.get(id.1 as usize)?;
        self.slices.of((id, purpose), |(_, purpose)| {
            self.rest_on(id.0);
            let setters = function.class.map(|class| self.setters(module, ClassId(id.0, class))).unwrap_or_default();
            Slice::of(module, function, purpose, &setters).map(Arc::new)
        })
    }

    /// Whether a function leaves its instance and its arguments as they were.
    pub fn is_quiet(&self, module: &Arc<Module>, id: FunctionId) -> bool {
        self.quiet.of(id, |id| {
            self.rest_on(id.0);
            slice::is_quiet(module, id.1)
        })
    }

    /// What entries may call is of interest.
    pub(super) fn begin_with(&mut self, entries: &[SourceId]) {
        let sought = |entry: &SourceId| match self.sought_in(*entry, true) {
            Sought::Names(names) => Some((language_of(&self.files.path(*entry))?, names.into_owned())),
            Sought::Anything => None,
        };
        let all: Vec<(Language, HashSet<Mark>)> = entries.par_iter().filter_map(sought).collect();
        for (language, names) in all {
            self.interest.extend(language, names);
        }
    }

    /// From now on calls of these are sought, in each file by those names that it may mention, and of interest like those
    /// before, and heirs of these classes.
    pub(super) fn look_for(
        &mut self,
        leads: &[callers::Lead],
        sought: BTreeMap<SourceId, HashSet<Mark>>,
        heritage: Heritage,
    ) {
        self.interest_before = self.interest.clone();
        for lead in leads {
            self.interest.extend(lead.language, lead.called());
        }
        self.sought = sought;
        self.heritage = heritage;
    }

    /// What is sought in a file: in an entry, the names it may call and holds; later, those of wrappers.
    pub(super) fn sought_in(&self, source: SourceId, entry: bool) -> Sought<'_> {
        if !entry {
            return Sought::Names(self.sought.get(&source).map_or_else(Cow::default, Cow::Borrowed));
        }
        let wanted = self.of_file(source).sought.get_or_init(|| self.wanted_in(source)).clone();
        wanted.map_or(Sought::Anything, |names| Sought::Names(Cow::Owned(names)))
    }

    fn wanted_in(&self, source: SourceId) -> Option<HashSet<Mark>> {
        let Some(source) = self.files.glance(source) else { return Some(HashSet::new()) };
        let mut names = (self.wanted.names_in)(&source)?;
        if language_of(&source.path) == Some(Language::Ruby) {
            names.extend(SENDERS.map(Name::new_static));
        }
        Some(names.iter().filter(|name| may_be_called(name, &source)).map(|name| mark(name)).collect())
    }

    /// What a round of evaluation looks for.
    pub(super) fn looked_for(&self, entries: bool) -> LookedFor {
        let shared = self.sought.iter().filter(|(file, _)| !self.files.differs(**file));
        let sought = shared.map(|(file, names)| (*file, names.clone())).collect();
        LookedFor {
            entries,
            sought,
            interest: [self.interest.clone(), self.interest_before.clone()],
            heritage: self.heritage.clone(),
        }
    }

    /// Whether calls by this final name are reported.
    pub fn wants(&self, language: Language, name: &Name) -> bool {
        self.wanted.calls.get(&language).is_some_and(|names| names.contains(name))
    }

    /// Whether a function, or one inside it, may call something that leads to a wanted call.
    pub fn is_of_interest(&self, module: &Arc<Module>, function: FunctionIndex) -> bool {
        let lexical = self.lexical(module);
        let Some(names) = lexical.calls.get(function as usize) else { return false };
        match self.in_tests(module, &lexical) {
            Some(own) => names.meet(&own),
            None => self.interest.meets(module.language, names),
        }
    }

    /// In a file of tests, what it may call and its functions that lead there: nobody looks for their callers, and what
    /// others are called says nothing of them. Nothing where that is not known.
    fn in_tests(&self, module: &Arc<Module>, lexical: &Lexical) -> Option<Arc<HashSet<Mark>>> {
        let is_test = || !(self.wanted.is_caller)(&self.files.path(module.source));
        let own = || match self.sought_in(module.source, true) {
            Sought::Names(wanted) if !wanted.is_empty() => Some(Arc::new(lexical.leading_to(module, &wanted))),
            _ => None,
        };
        self.in_tests.of(module.source, |_| is_test().then(own).flatten())
    }

    /// Whether one of these names is sought in a file and was of no interest before.
    pub(super) fn is_new(&self, module: &Module, names: &Marks) -> bool {
        let sought = self.sought.get(&module.source).is_some_and(|sought| names.meet(sought));
        sought && !self.interest_before.meets(module.language, names)
    }

    /// How often modules that need each other were cut short on this thread so far.
    pub fn cuts() -> u32 {
        circles::cuts()
    }
}
