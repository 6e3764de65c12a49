//! Statements, functions and classes as compact text.

use super::print::Printer;
use skint::syntax::{Case, Class, Expr, Function, Handler, Import, Loop, Parameter, ParameterKind, Stmt, StmtKind};

impl Printer<'_> {
    pub fn block(&mut self, all: &[Stmt]) {
        for statement in all {
            self.statement(statement);
        }
    }

    fn nested(&mut self, head: &str, body: &[Stmt]) {
        self.line(head);
        self.indent += 1;
        self.block(body);
        self.indent -= 1;
    }

    fn statement(&mut self, statement: &Stmt) {
        match &statement.kind {
            StmtKind::Assign { targets, value, annotation } => {
                let text = format!(
                    "{}{}{}",
                    self.patterns(targets),
                    self.typed(annotation.as_ref()),
                    self.valued(value.as_ref())
                );
                self.line(&text);
            }
            StmtKind::Augment { target, operator, value } => {
                self.line(&format!("{} {operator:?}= {}", self.pattern(target), self.expr(value)));
            }
            StmtKind::Expr(e) => self.line(&self.expr(e)),
            StmtKind::If { test, then, otherwise } => {
                self.nested(&format!("if {}", self.expr(test)), then);
                self.nested_unless_empty("else", otherwise);
            }
            StmtKind::Switch { subject, cases } => self.switch(subject, cases),
            StmtKind::Loop(repeated) => self.repeated(repeated),
            StmtKind::Try { body, handlers, otherwise, finally } => {
                self.nested("try", body);
                for handler in handlers {
                    self.handler(handler);
                }
                self.nested_unless_empty("else", otherwise);
                self.nested_unless_empty("finally", finally);
            }
            StmtKind::With { items, body } => {
                let items: Vec<_> = items
                    .iter()
                    .map(|(e, name)| {
                        let name = name.as_ref().map_or_else(String::new, |name| format!(" as {}", self.pattern(name)));
                        format!("{}{name}", self.expr(e))
                    })
                    .collect();
                self.nested(&format!("with {}", items.join(", ")), body);
            }
            StmtKind::Function(index) => self.line(&self.label(*index, false)),
            StmtKind::Class(index) => self.line(&self.label(*index, true)),
            StmtKind::Enum { name, members } => {
                let members: Vec<_> =
                    members.iter().map(|(name, e)| format!("{name}{}", self.valued(e.as_ref()))).collect();
                self.line(&format!("enum {name} {{{}}}", members.join(", ")));
            }
            StmtKind::Return(e) => self.line(&format!("return {}", self.optional(e.as_ref()))),
            StmtKind::Raise(e) => self.line(&format!("raise {}", self.optional(e.as_ref()))),
            StmtKind::Break => self.line("break"),
            StmtKind::Continue => self.line("continue"),
            StmtKind::Import(import) => self.import("import", import),
            StmtKind::Reexport(import) => self.import("reexport", import),
            StmtKind::Export { name, value } => self.line(&format!("export {name} = {}", self.expr(value))),
            StmtKind::Block(body) => self.nested("block", body),
            StmtKind::Outer(names) => self.line(&format!("outer {names:?}")),
        }
    }

    fn nested_unless_empty(&mut self, head: &str, body: &[Stmt]) {
        if !body.is_empty() {
            self.nested(head, body);
        }
    }

    fn optional(&self, e: Option<&Expr>) -> String {
        e.map_or_else(String::new, |e| self.expr(e))
    }

    fn typed(&self, e: Option<&Expr>) -> String {
        e.map_or_else(String::new, |e| format!(": {}", self.expr(e)))
    }

    fn valued(&self, e: Option<&Expr>) -> String {
        e.map_or_else(String::new, |e| format!(" = {}", self.expr(e)))
    }

    fn switch(&mut self, subject: &Expr, cases: &[Case]) {
        self.line(&format!("switch {}", self.expr(subject)));
        self.indent += 1;
        for case in cases {
            let default = if case.default { " default" } else { "" };
            self.nested(&format!("case [{}]{default}", self.exprs(&case.tests)), &case.body);
        }
        self.indent -= 1;
    }

    fn repeated(&mut self, repeated: &Loop) {
        let target = repeated.target.as_ref().map_or_else(String::new, |target| format!(" {}", self.pattern(target)));
        let over = repeated.over.as_ref().map_or_else(String::new, |e| format!(" over {}", self.expr(e)));
        let test = repeated.test.as_ref().map_or_else(String::new, |e| format!(" while {}", self.expr(e)));
        self.nested(&format!("loop {:?}{target}{over}{test}", repeated.kind), &repeated.body);
    }

    fn handler(&mut self, handler: &Handler) {
        let name = handler.name.as_ref().map_or_else(String::new, |name| format!(" {}", self.pattern(name)));
        self.nested(&format!("catch{name}"), &handler.body);
    }

    fn import(&mut self, word: &str, import: &Import) {
        let types = if import.types_only { " types" } else { "" };
        self.line(&format!("{word}{types} {:?}: {}", import.module, Self::imported(&import.names)));
    }

    pub fn function(&mut self, index: usize, function: &Function) {
        let parameters: Vec<_> = function.parameters.iter().map(|parameter| self.parameter(parameter)).collect();
        let marks = [(function.is_async, " async"), (function.is_generator, " generator")];
        let marks: String = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark).collect();
        let place = [("of class", function.class), ("in fn", function.parent)];
        let place: String = place.iter().filter_map(|(word, at)| at.map(|at| format!(" {word} {at}"))).collect();
        let decorators = self.decorators(&function.decorators);
        let name = function.name.as_deref().unwrap_or("_");
        let head = format!(
            "{:?} {index} {name}({}){}{marks}{place}{decorators}",
            function.role,
            parameters.join(", "),
            self.typed(function.returns.as_ref())
        );
        self.nested(&head, &function.body);
    }

    fn decorators(&self, all: &[Expr]) -> String {
        all.iter().fold(String::new(), |text, e| text + " @" + &self.expr(e))
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let rest = if parameter.kind == ParameterKind::Rest { "..." } else { "" };
        let (pattern, typed) = (self.pattern(&parameter.pattern), self.typed(parameter.annotation.as_ref()));
        format!("{rest}{pattern}{typed}{}", self.valued(parameter.default.as_ref()))
    }

    pub fn class(&mut self, index: usize, class: &Class) {
        let name = class.name.as_deref().unwrap_or("_");
        let decorators = self.decorators(&class.decorators);
        let head = format!("class {index} {name}({}){decorators}", self.exprs(&class.bases));
        self.nested(&head, &class.body);
        let instance = class.instance_fields.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        self.line(&format!("  fields of instances: {instance}; methods: {:?}", class.methods));
    }
}
