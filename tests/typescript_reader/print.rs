//! A lowering as compact text: one line a statement, indented by block, spans left out.

use skint::syntax::{Argument, Expr, ExprKind, ImportedName, Item, Module, Operator, Pair, Pattern, Segment};

pub struct Printer<'m> {
    pub module: &'m Module,
    pub out: String,
    pub indent: usize,
}

/// The whole module: its statements, then functions and classes in order of their numbers.
pub fn print(module: &Module) -> String {
    let mut printer = Printer { module, out: String::new(), indent: 0 };
    printer.block(&module.body);
    for (index, function) in module.functions.iter().enumerate() {
        printer.function(index, function);
    }
    for (index, class) in module.classes.iter().enumerate() {
        printer.class(index, class);
    }
    printer.out
}

impl Printer<'_> {
    pub fn line(&mut self, text: &str) {
        self.out.push_str(&"  ".repeat(self.indent));
        self.out.push_str(text);
        self.out.push('\n');
    }

    pub fn label(&self, index: u32, of_class: bool) -> String {
        let name = if of_class {
            self.module.classes[index as usize].name.clone()
        } else {
            self.module.functions[index as usize].name.clone()
        };
        let kind = if of_class { "class" } else { "fn" };
        format!("<{kind} {index} {}>", name.as_deref().unwrap_or("_"))
    }

    pub fn exprs<'e>(&self, all: impl IntoIterator<Item = &'e Expr>) -> String {
        all.into_iter().map(|e| self.expr(e)).collect::<Vec<_>>().join(", ")
    }

    pub fn expr(&self, e: &Expr) -> String {
        match &e.kind {
            ExprKind::Text(segments) => self.text(segments),
            ExprKind::Tagged(tag, text) => format!("{}{}", self.expr(tag), self.expr(text)),
            ExprKind::Opaque => "opaque".into(),
            ExprKind::Int(n) => n.to_string(),
            ExprKind::Float(n) => format!("{n:?}f"),
            ExprKind::Bool(b) => b.to_string(),
            ExprKind::Null => "null".into(),
            ExprKind::Name(name) => name.to_string(),
            ExprKind::List(items) => format!("[{}]", items.iter().map(|i| self.item(i)).collect::<Vec<_>>().join(", ")),
            ExprKind::Map(pairs) => {
                format!("{{{}}}", pairs.iter().map(|p| self.pair(p)).collect::<Vec<_>>().join(", "))
            }
            ExprKind::Attribute { of, name, .. } => format!("{}.{name}", self.expr(of)),
            ExprKind::Index { of, index } => format!("{}[{}]", self.expr(of), self.expr(index)),
            ExprKind::Call { callee, arguments, new } => self.call(callee, arguments, *new),
            ExprKind::Binary { operator, left, right } => {
                format!("({} {operator:?} {})", self.expr(left), self.expr(right))
            }
            ExprKind::Unary { not, of } => format!("{}{}", if *not { "!" } else { "-" }, self.expr(of)),
            ExprKind::Choice { test, yes, no } => {
                format!("({} ? {} : {})", self.expr(test), self.expr(yes), self.expr(no))
            }
            ExprKind::Function(index) => self.label(*index, false),
            ExprKind::Class(index) => self.label(*index, true),
            ExprKind::Await(of) => format!("await {}", self.expr(of)),
            ExprKind::Assign { target, operator, value } => self.assign(target, *operator, value),
            ExprKind::Comprehension { element, .. } => format!("comprehension({})", self.expr(element)),
            ExprKind::Delete(places) => format!("delete({})", self.exprs(places)),
            ExprKind::Other(parts) => format!("other({})", self.exprs(parts)),
        }
    }

    fn assign(&self, target: &Pattern, operator: Option<Operator>, value: &Expr) -> String {
        let operator = operator.map_or_else(|| "=".to_owned(), |operator| format!("{operator:?}="));
        format!("({} {operator} {})", self.pattern(target), self.expr(value))
    }

    fn call(&self, callee: &Expr, arguments: &[Argument], new: bool) -> String {
        let arguments: Vec<_> = arguments
            .iter()
            .map(|argument| match argument {
                Argument::Positional(e) => self.expr(e),
                Argument::Spread(e) => format!("...{}", self.expr(e)),
                Argument::Named(name, e) => format!("{name}={}", self.expr(e)),
                Argument::SpreadNamed(e) => format!("**{}", self.expr(e)),
            })
            .collect();
        format!("{}{}({})", if new { "new " } else { "" }, self.expr(callee), arguments.join(", "))
    }

    fn text(&self, segments: &[Segment]) -> String {
        let parts: String = segments
            .iter()
            .map(|segment| match segment {
                Segment::Fixed(text, _) => text.escape_debug().to_string(),
                Segment::Hole(e) => format!("${{{}}}", self.expr(e)),
            })
            .collect();
        format!("\"{parts}\"")
    }

    fn item(&self, item: &Item) -> String {
        match item {
            Item::One(e) => self.expr(e),
            Item::Spread(e) => format!("...{}", self.expr(e)),
        }
    }

    fn pair(&self, pair: &Pair) -> String {
        match pair {
            Pair::Entry(key, value) => format!("{}: {}", self.expr(key), self.expr(value)),
            Pair::Spread(e) => format!("...{}", self.expr(e)),
        }
    }

    pub fn patterns(&self, all: &[Pattern]) -> String {
        all.iter().map(|pattern| self.pattern(pattern)).collect::<Vec<_>>().join(" = ")
    }

    pub fn pattern(&self, pattern: &Pattern) -> String {
        match pattern {
            Pattern::Name(name, _) => name.to_string(),
            Pattern::Place(e) => format!("place {}", self.expr(e)),
            Pattern::List(all) => {
                let all: Vec<_> =
                    all.iter().map(|one| one.as_ref().map_or_else(|| "_".into(), |one| self.pattern(one))).collect();
                format!("[{}]", all.join(", "))
            }
            Pattern::Map { entries, rest } => {
                let mut all: Vec<_> = entries.iter().map(|entry| self.entry(entry)).collect();
                all.extend(rest.iter().map(|rest| format!("...{}", self.pattern(rest))));
                format!("{{{}}}", all.join(", "))
            }
            Pattern::Rest(of) => format!("...{}", self.pattern(of)),
            Pattern::Default(of, default) => format!("{} ?= {}", self.pattern(of), self.expr(default)),
            Pattern::Other => "?".into(),
        }
    }

    fn entry(&self, (key, value, default): &(skint::value::Name, Pattern, Option<Expr>)) -> String {
        let default = default.as_ref().map_or_else(String::new, |e| format!(" ?= {}", self.expr(e)));
        format!("{key}: {}{default}", self.pattern(value))
    }

    pub fn imported(names: &[ImportedName]) -> String {
        let names: Vec<_> = names
            .iter()
            .map(|name| match name {
                ImportedName::Module { local, whole } => format!("module as {local}{}", if *whole { "" } else { "…" }),
                ImportedName::Name { name, local } => format!("{name} as {local}"),
                ImportedName::All => "*".into(),
            })
            .collect();
        names.join(", ")
    }
}
