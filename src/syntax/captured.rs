//! What functions change of the names of the functions around them. Nobody says when they run: before, while or after
//! the rest of what they stand in.

use super::{
    Argument, Captured, Change, Expr, ExprKind, Function, FunctionIndex, ImportedName, Language, Module, Operator,
    Pair, Pattern, Segment, Stmt, StmtKind,
};
use crate::value::Name;
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

/// Methods that put more into what they are called on, or take of it.
const GROWING: &[&str] = &[
    "add",
    "addAll",
    "append",
    "clear",
    "extend",
    "insert",
    "pop",
    "push",
    "put",
    "putAll",
    "remove",
    "set",
    "setdefault",
    "shift",
    "splice",
    "unshift",
    "update",
];

/// Functions of Go, of its standard library and of those that read settings and requests, that set fields of what they are
/// given a pointer to.
const FILLING: &[&str] = &[
    "Bind",
    "BindJSON",
    "BodyParser",
    "Decode",
    "DecodeFile",
    "MustProcess",
    "Parse",
    "Process",
    "ReadConfig",
    "ReadEnv",
    "ShouldBind",
    "ShouldBindJSON",
    "Unmarshal",
    "UnmarshalExact",
    "UnmarshalKey",
    "UnmarshalStrict",
];

/// Whether a function of Go sets fields of what it is given a pointer to.
pub fn fills(language: Language, function: &str) -> bool {
    language == Language::Go && FILLING.contains(&function)
}

/// How many values that a name may be bound to are kept; with more of them, it may be anything.
const VALUES: usize = 8;

/// How many parts a value has that is kept.
const PARTS: u32 = 64;

/// Notes at a module, at each of its functions and at each of its classes, which of their names functions elsewhere change.
pub(super) fn note(module: &mut Module) {
    let found: Vec<Names<'_>> = module.functions.iter().map(|function| Names::of(module, function)).collect();
    let mut top_level = Names::default();
    top_level.block(module, &module.body);
    let classes: HashMap<&Name, usize> = classes(module).collect();
    let of_class =
        |made: &Made<'_>| classes.get(made.name).copied().filter(|_| matches!(made.change, Change::Entry(_)));
    if found.iter().all(|names| names.changed.is_empty())
        && !top_level.changed.iter().any(|made| of_class(made).is_some())
    {
        return;
    }
    let mut of_functions: Vec<Vec<Captured>> = vec![Vec::new(); module.functions.len()];
    let mut of_classes: Vec<Vec<Captured>> = vec![Vec::new(); module.classes.len()];
    let mut of_module = Vec::new();
    // Where a function may say that a name is the module's, nobody else need bind it.
    let said = matches!(module.language, Language::Python | Language::Ruby);
    for (function, names) in module.functions.iter().zip(&found) {
        for made in &names.changed {
            if let Some(owner) = owner(module, function, made.name, &found) {
                add(&mut of_functions[owner as usize], made.kept(names, |expr| is_fixed(expr, None)));
            } else if top_level.bound.contains(made.name) || said && names.outer.contains(made.name) {
                let own = |expr: &Expr| is_fixed(expr, Some(&|name| names.knows(name)));
                match of_class(made) {
                    Some(class) => add(&mut of_classes[class], made.field(names, own)),
                    None => add(&mut of_module, made.kept(names, own)),
                }
            }
        }
    }
    for made in &top_level.changed {
        if let Some(class) = of_class(made) {
            add(&mut of_classes[class], made.field(&top_level, |expr| is_fixed(expr, Some(&|_| false))));
        }
    }
    for (function, captured) in module.functions.iter_mut().zip(of_functions) {
        function.captured = captured;
    }
    for (class, captured) in module.classes.iter_mut().zip(of_classes) {
        class.captured = captured;
    }
    module.captured = of_module;
}

/// Classes that stand in no function, by name.
fn classes(module: &Module) -> impl Iterator<Item = (&Name, usize)> {
    let free = module.classes.iter().enumerate().filter(|(_, class)| class.parent.is_none());
    free.filter_map(|(index, class)| Some((class.name.as_ref()?, index)))
}

/// One more change of names that are changed. What was noted is not noted again.
fn add(all: &mut Vec<Captured>, one: Captured) {
    let same = || all.iter().filter(|other| other.name == one.name && other.change == one.change);
    if one.to.is_none() && same().any(|other| other.to.is_none()) {
        return;
    }
    let to = one.to.filter(|_| same().count() < VALUES);
    all.push(Captured { to, ..one });
}

/// Whether an expression says the same wherever it stands: it is made of texts and numbers, of what is outside the file
/// or, where `own` tells which names are a function's own, of the others.
fn is_fixed(expr: &Expr, own: Option<&dyn Fn(&Name) -> bool>) -> bool {
    let mut left = PARTS;
    fixed(expr, own, &mut left)
}

fn fixed(expr: &Expr, own: Option<&dyn Fn(&Name) -> bool>, left: &mut u32) -> bool {
    let Some(rest) = left.checked_sub(1) else { return false };
    *left = rest;
    match &expr.kind {
        ExprKind::Text(segments) => matches!(segments.as_slice(), [] | [Segment::Fixed(..)]),
        ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Bool(_) | ExprKind::Null => true,
        ExprKind::Name(name) => own.is_some_and(|own| !own(name)),
        ExprKind::Attribute { of, .. } => fixed(of, own, left),
        ExprKind::Index { of, index } => fixed(of, own, left) && fixed(index, own, left),
        ExprKind::Binary { operator: Operator::Coalesce | Operator::Or, left: one, right: other } => {
            fixed(one, own, left) && fixed(other, own, left)
        }
        ExprKind::Map(pairs) => pairs.iter().all(|pair| match pair {
            Pair::Entry(key, value) => fixed(key, own, left) && fixed(value, own, left),
            Pair::Spread(_) => false,
        }),
        ExprKind::Call { callee, arguments, .. } => {
            fixed(callee, own, left)
                && arguments.iter().all(|argument| match argument {
                    Argument::Positional(value) | Argument::Named(_, value) => fixed(value, own, left),
                    Argument::Spread(_) | Argument::SpreadNamed(_) => false,
                })
        }
        _ => false,
    }
}

/// The function around another that a name belongs to; none where it is the module's.
fn owner(module: &Module, function: &Function, name: &Name, found: &[Names<'_>]) -> Option<FunctionIndex> {
    let mut around = function.parent;
    while let Some(index) = around {
        if found[index as usize].bound.contains(name) {
            return Some(index);
        }
        around = module.functions[index as usize].parent;
    }
    None
}

/// Something that is done to a name.
struct Made<'m> {
    name: &'m Name,
    change: Change,
    /// What is put there.
    to: Option<&'m Expr>,
}

impl<'m> Made<'m> {
    /// The change, with what is put there where that is wanted.
    fn kept(&self, names: &Names<'m>, wanted: impl Fn(&Expr) -> bool) -> Captured {
        let to = self.to.map(|to| names.said(to)).filter(|to| wanted(to)).map(Cow::into_owned);
        Captured { name: Name::clone(self.name), change: self.change.clone(), to }
    }

    /// The same as the change of a class's field.
    fn field(&self, names: &Names<'m>, wanted: impl Fn(&Expr) -> bool) -> Captured {
        let kept = self.kept(names, wanted);
        match kept.change {
            Change::Entry(field) => Captured { name: field, change: Change::Bound, ..kept },
            _ => kept,
        }
    }
}

/// Names of one function.
#[derive(Default)]
struct Names<'m> {
    bound: HashSet<&'m Name>,
    outer: HashSet<&'m Name>,
    changed: Vec<Made<'m>>,
    /// What names are bound to that are bound once, by an assignment.
    once: HashMap<&'m Name, Option<&'m Expr>>,
    /// Whether it stands in another function, whose names it sees too.
    nested: bool,
    /// Whether calls fill what they are given.
    go: bool,
}

impl<'m> Names<'m> {
    fn of(module: &'m Module, function: &'m Function) -> Self {
        let outer = function.assigned.iter().collect();
        let mut names =
            Names { outer, nested: function.parent.is_some(), go: module.language == Language::Go, ..Names::default() };
        function.parameters.iter().for_each(|parameter| names.pattern(&parameter.pattern));
        names.block(module, &function.body);
        if module.language == Language::Ruby {
            names.outer.extend(names.bound.iter().filter(|name| name.starts_with('$')));
        }
        for made in names.changed.iter().filter(|made| made.change != Change::Bound) {
            names.once.remove(made.name);
        }
        let bound = &names.bound;
        names.changed.retain(|made| names.outer.contains(made.name) || !bound.contains(made.name));
        names.bound.retain(|name| !names.outer.contains(name));
        names
    }

    /// Whether a name may be this function's own, or one of a function around it.
    fn knows(&self, name: &Name) -> bool {
        self.nested || self.bound.contains(name) || matches!(name.as_str(), "self" | "this" | "cls")
    }

    /// An expression with what its first name is bound to in place of that, where this is said once and nothing changes it:
    /// `result.data` behind `result = schema.safeParse(process.env)`.
    fn said(&self, expr: &'m Expr) -> Cow<'m, Expr> {
        let (mut first, mut depth) = (expr, 0);
        while let ExprKind::Attribute { of, .. } | ExprKind::Index { of, .. } = &first.kind {
            (first, depth) = (of, depth + 1);
        }
        let ExprKind::Name(name) = &first.kind else { return Cow::Borrowed(expr) };
        let bound = self.once.get(name).copied().flatten().filter(|_| self.bound.contains(name));
        let Some(bound) = bound.filter(|bound| !std::ptr::eq(*bound, expr)) else { return Cow::Borrowed(expr) };
        let mut said = expr.clone();
        let mut place = &mut said;
        for _ in 0..depth {
            let (ExprKind::Attribute { of, .. } | ExprKind::Index { of, .. }) = &mut place.kind else {
                return Cow::Borrowed(expr);
            };
            place = of;
        }
        *place = bound.clone();
        Cow::Owned(said)
    }

    fn block(&mut self, module: &'m Module, body: &'m [Stmt]) {
        for statement in body {
            self.head(module, statement);
            statement.for_values(&mut |value| self.expr(value));
            statement.for_blocks(&mut |block| self.block(module, block));
        }
    }

    fn head(&mut self, module: &'m Module, statement: &'m Stmt) {
        match &statement.kind {
            StmtKind::Assign { targets, value, .. } => {
                for target in targets {
                    self.bind(target, value.as_ref());
                }
            }
            StmtKind::Augment { target, .. } => self.pattern(target),
            StmtKind::Loop(looped) => looped.target.iter().for_each(|target| self.pattern(target)),
            StmtKind::With { items, .. } => {
                items.iter().filter_map(|(_, name)| name.as_ref()).for_each(|name| self.pattern(name));
            }
            StmtKind::Try { handlers, .. } => {
                handlers.iter().filter_map(|handler| handler.name.as_ref()).for_each(|name| self.pattern(name));
            }
            StmtKind::Switch { cases, .. } => self.bound.extend(cases.iter().flat_map(|case| &case.binds)),
            StmtKind::Function(index) => self.bound.extend(&module.functions[*index as usize].name),
            StmtKind::Class(index) => self.bound.extend(&module.classes[*index as usize].name),
            StmtKind::Enum { name, .. } => {
                self.bound.insert(name);
            }
            StmtKind::Import(import) => self.bound.extend(import.names.iter().filter_map(|name| match name {
                ImportedName::Module { local, .. } | ImportedName::Name { local, .. } => Some(local),
                ImportedName::All => None,
            })),
            StmtKind::Outer(names) => self.outer.extend(names),
            _ => {}
        }
    }

    /// A pattern whose names get parts of a value.
    fn pattern(&mut self, pattern: &'m Pattern) {
        match pattern {
            Pattern::Name(..) | Pattern::Place(_) => self.bind(pattern, None),
            Pattern::List(parts) => parts.iter().flatten().for_each(|part| self.pattern(part)),
            Pattern::Map { entries, rest } => {
                for pattern in entries.iter().map(|(_, pattern, _)| pattern).chain(rest.as_deref()) {
                    self.pattern(pattern);
                }
            }
            Pattern::Rest(inner) | Pattern::Default(inner, _) => self.pattern(inner),
            Pattern::Other => {}
        }
    }

    /// A pattern that gets a value.
    fn bind(&mut self, pattern: &'m Pattern, to: Option<&'m Expr>) {
        match pattern {
            Pattern::Name(name, _) => {
                self.bound.insert(name);
                self.once.entry(name).and_modify(|said| *said = None).or_insert(to);
                self.changed.push(Made { name, change: Change::Bound, to });
            }
            Pattern::Place(place) => self.place(place, to),
            _ => self.pattern(pattern),
        }
    }

    /// A place that is written into, which changes what its name holds.
    fn place(&mut self, place: &'m Expr, to: Option<&'m Expr>) {
        let (of, key) = match &place.kind {
            ExprKind::Attribute { of, name, .. } => (of, Some(name.clone())),
            ExprKind::Index { of, index } => (of, index.fixed_text().map(Name::from)),
            _ => return,
        };
        match (&of.kind, key) {
            (ExprKind::Name(name), Some(key)) => self.changed.push(Made { name, change: Change::Entry(key), to }),
            (ExprKind::Name(name), None) => self.changed.push(Made { name, change: Change::Item, to: None }),
            _ => self.place(of, None),
        }
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Assign { target, operator: None, value } => self.bind(target, Some(value)),
            ExprKind::Assign { target, .. } => self.pattern(target),
            ExprKind::Comprehension { clauses, .. } => {
                for (target, ..) in clauses {
                    self.pattern(target);
                }
            }
            ExprKind::Delete(places) => places.iter().for_each(|place| self.place(place, None)),
            ExprKind::Call { callee, arguments, .. } => self.call(callee, arguments),
            _ => {}
        }
        expr.for_parts(&mut |part| self.expr(part));
    }

    fn call(&mut self, callee: &'m Expr, arguments: &'m [Argument]) {
        let ExprKind::Attribute { of, name, .. } = &callee.kind else { return };
        if self.go && FILLING.contains(&name.as_str()) {
            for argument in arguments {
                if let Argument::Positional(Expr { kind: ExprKind::Name(name), .. }) = argument {
                    self.changed.push(Made { name, change: Change::Filled, to: None });
                }
            }
        }
        if !GROWING.contains(&name.as_str()) || arguments.is_empty() && !matches!(name.as_str(), "pop" | "shift") {
            return;
        }
        match &of.kind {
            ExprKind::Name(name) => self.changed.push(Made { name, change: Change::Grown, to: None }),
            _ => self.place(of, None),
        }
    }
}
