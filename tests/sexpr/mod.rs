//! A lowered module as text, to be compared with what it should be: one statement a line, expressions in brackets.
//!
//! While it prints it also checks that spans name what they claim to name.

mod expressions;

use skint::{
    source::Source,
    syntax::{Case, Function, ImportedName, Loop, Module, Parameter, ParameterKind, Stmt, StmtKind},
};
use std::fmt::Write;

/// The statements of a module, functions and classes where they are defined, then its comments.
pub fn print(source: &Source, module: &Module) -> String {
    let mut printer = Printer { source, module, out: String::new(), level: 0 };
    printer.statements(&module.body);
    for comment in &module.comments {
        printer.line(&format!("comment {:?}", source.slice(*comment)));
    }
    printer.out
}

pub struct Printer<'a> {
    pub source: &'a Source,
    pub module: &'a Module,
    out: String,
    level: usize,
}

impl Printer<'_> {
    fn line(&mut self, text: &str) {
        writeln!(self.out, "{:width$}{text}", "", width = self.level * 2).expect("a string takes any text");
    }

    /// Statements one after another in one line.
    fn in_line(&self, body: &[Stmt]) -> String {
        let mut inner = Printer { source: self.source, module: self.module, out: String::new(), level: 0 };
        inner.statements(body);
        inner.out.lines().map(str::trim).collect::<Vec<_>>().join("; ")
    }

    fn block(&mut self, head: &str, body: &[Stmt]) {
        self.line(head);
        self.level += 1;
        self.statements(body);
        self.level -= 1;
    }

    fn block_if_any(&mut self, head: &str, body: &[Stmt]) {
        if !body.is_empty() {
            self.block(head, body);
        }
    }

    fn statements(&mut self, body: &[Stmt]) {
        for statement in body {
            self.statement(&statement.kind);
        }
    }

    fn statement(&mut self, kind: &StmtKind) {
        match kind {
            StmtKind::Assign { targets, value, annotation } => {
                let targets: Vec<String> = targets.iter().map(|target| self.pattern(target)).collect();
                let annotation = annotation.as_ref().map_or(String::new(), |of| format!(": {}", self.expr(of)));
                let value = value.as_ref().map_or(String::new(), |of| format!(" = {}", self.expr(of)));
                self.line(&format!("let {}{annotation}{value}", targets.join(" = ")));
            }
            StmtKind::Augment { target, operator, value } => {
                let (target, value) = (self.pattern(target), self.expr(value));
                self.line(&format!("change {target} {operator:?} {value}"));
            }
            StmtKind::Expr(expr) => self.line(&self.expr(expr)),
            StmtKind::If { test, then, otherwise } => {
                self.block(&format!("if {}", self.expr(test)), then);
                self.block_if_any("else", otherwise);
            }
            StmtKind::Switch { subject, cases } => {
                self.line(&format!("switch {}", self.expr(subject)));
                for case in cases {
                    self.case(case);
                }
            }
            StmtKind::Loop(of) => self.repeat(of),
            StmtKind::Try { body, handlers, otherwise, finally } => {
                self.block("try", body);
                for handler in handlers {
                    let catches = handler.catches.as_ref().map_or(String::new(), |of| format!(" {}", self.expr(of)));
                    let name = handler.name.as_ref().map_or(String::new(), |of| format!(" as {}", self.pattern(of)));
                    self.block(&format!("handle{catches}{name}"), &handler.body);
                }
                self.block_if_any("else", otherwise);
                self.block_if_any("finally", finally);
            }
            StmtKind::With { items, body } => {
                let items = items.iter().map(|(of, name)| {
                    let name = name.as_ref().map_or(String::new(), |name| format!(" as {}", self.pattern(name)));
                    format!(" {}{name}", self.expr(of))
                });
                let head = format!("with{}", items.collect::<Vec<_>>().concat());
                self.block(&head, body);
            }
            StmtKind::Function(index) => self.function(*index),
            StmtKind::Class(index) => self.class(*index),
            StmtKind::Return(value) => self.line(&self.word("return", value.as_ref())),
            StmtKind::Raise(value) => self.line(&self.word("raise", value.as_ref())),
            StmtKind::Import(import) => {
                let names: Vec<String> = import.names.iter().map(imported).collect();
                self.line(&format!("import {:?} level {} {}", import.module, import.level, names.join(" ")));
            }
            StmtKind::Block(body) => self.block("block", body),
            other => self.line(&format!("{other:?}")),
        }
    }

    fn case(&mut self, case: &Case) {
        let tests = case.tests.iter().map(|test| format!(" {}", self.expr(test))).collect::<Vec<_>>().concat();
        let default = if case.default { " default" } else { "" };
        let binds = case.binds.iter().map(|name| format!(" binds {name}")).collect::<Vec<_>>().concat();
        self.block(&format!("case{tests}{default}{binds}"), &case.body);
    }

    fn repeat(&mut self, of: &Loop) {
        let target = of.target.as_ref().map_or(String::new(), |target| format!(" {}", self.pattern(target)));
        let over = of.over.as_ref().map_or(String::new(), |over| format!(" in {}", self.expr(over)));
        let test = of.test.as_ref().map_or(String::new(), |test| format!(" while {}", self.expr(test)));
        self.block(&format!("loop {:?}{target}{over}{test}", of.kind), &of.body);
        self.block_if_any("else", &of.otherwise);
    }

    fn function(&mut self, index: u32) {
        let function = &self.module.functions[index as usize];
        self.names(function.name_span, function.name.as_deref().unwrap_or_default());
        for decorator in &function.decorators {
            self.line(&format!("@ {}", self.expr(decorator)));
        }
        let head = self.function_head(index);
        let returns = function.returns.as_ref().map_or(String::new(), |of| format!(" -> {}", self.expr(of)));
        self.block(&format!("{head}{returns}"), &function.body);
    }

    /// `function#3 name Role (parameters)`, without its body.
    pub fn function_head(&self, index: u32) -> String {
        let Function { name, parameters, role, is_async, is_generator, class, parent, .. } =
            &self.module.functions[index as usize];
        let name = name.as_deref().unwrap_or("nameless");
        let flag = |on: bool, word: &'static str| if on { word } else { "" };
        let class = class.map_or(String::new(), |class| format!(" of class#{class}"));
        let parent = parent.map_or(String::new(), |parent| format!(" in function#{parent}"));
        let parameters: Vec<String> = parameters.iter().map(|parameter| self.parameter(parameter)).collect();
        format!(
            "{}function#{index}{} {name} {role:?}{class}{parent} ({})",
            flag(*is_async, "async "),
            flag(*is_generator, " generator"),
            parameters.join(", ")
        )
    }

    fn parameter(&self, Parameter { pattern, default, annotation, kind }: &Parameter) -> String {
        let kind = match kind {
            ParameterKind::Positional => "",
            ParameterKind::Named => "named ",
            ParameterKind::Rest => "*",
            ParameterKind::RestNamed => "**",
        };
        let annotation = annotation.as_ref().map_or(String::new(), |of| format!(": {}", self.expr(of)));
        let default = default.as_ref().map_or(String::new(), |of| format!(" = {}", self.expr(of)));
        format!("{kind}{}{annotation}{default}", self.pattern(pattern))
    }

    fn class(&mut self, index: u32) {
        let class = &self.module.classes[index as usize];
        for decorator in &class.decorators {
            self.line(&format!("@ {}", self.expr(decorator)));
        }
        let bases = class.bases.iter().map(|base| format!(" {}", self.expr(base))).collect::<Vec<_>>().concat();
        let keywords = class.keywords.iter().map(|(name, value)| format!(" {name}={}", self.expr(value)));
        let name = class.name.as_deref().unwrap_or("nameless");
        let parent = class.parent.map_or(String::new(), |parent| format!(" in function#{parent}"));
        let head = format!("class#{index} {name}{parent}{bases}{}", keywords.collect::<Vec<_>>().concat());
        self.block(&head, &class.body);
        self.level += 1;
        for method in &class.methods {
            self.function(*method);
        }
        self.level -= 1;
    }
}

fn imported(name: &ImportedName) -> String {
    match name {
        ImportedName::Module { local, whole: true } => format!("module {local}"),
        ImportedName::Module { local, whole: false } => format!("package {local}"),
        ImportedName::Name { name, local } => format!("{name} as {local}"),
        ImportedName::All => "*".to_owned(),
    }
}
