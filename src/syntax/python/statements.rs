//! Statements.

use super::{Reader, chains};
use crate::{
    source::Span,
    syntax::{Case, Expr, ExprKind, Handler, Import, ImportedName, Loop, LoopKind, Pattern, Stmt, StmtKind},
    value::Name,
};
use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};
use std::sync::Arc;

/// How many `elif` an `If` nests; a longer ladder becomes a `Switch` on `True`, which is flat.
const LONGEST_LADDER: usize = 32;

impl Reader<'_> {
    /// The statements of a block, one level deeper than what they stand in.
    pub(super) fn block(&mut self, block: &[ast::Stmt], into: &mut Vec<Stmt>) {
        if let Some(first) = block.first() {
            self.deeper(first.range(), |reader| reader.statements(block, into));
        }
    }

    pub(super) fn statements(&mut self, statements: &[ast::Stmt], into: &mut Vec<Stmt>) {
        into.reserve(statements.len());
        for statement in statements {
            self.statement(statement, into);
        }
    }

    fn body(&mut self, block: &[ast::Stmt]) -> Vec<Stmt> {
        let mut body = vec![];
        self.block(block, &mut body);
        body
    }

    fn statement(&mut self, statement: &ast::Stmt, into: &mut Vec<Stmt>) {
        use ast::Stmt as S;
        let range = statement.range();
        let kind = match statement {
            S::FunctionDef(def) => {
                let index = self.function(def);
                let Some(class) = self.class else { return self.push(StmtKind::Function(index), range, into) };
                return self.classes[class as usize].methods.push(index);
            }
            S::ClassDef(def) => StmtKind::Class(self.class(def)),
            S::Return(returned) => StmtKind::Return(self.optional(returned.value.as_deref())),
            S::Delete(delete) => StmtKind::Expr(self.deletion(delete)),
            S::TypeAlias(alias) => self.assign([&*alias.name], Some(&alias.value), None),
            S::Assign(assign) => self.assign(&assign.targets, Some(&assign.value), None),
            S::AugAssign(augment) => self.augment(augment),
            S::AnnAssign(assign) => self.assign([&*assign.target], assign.value.as_deref(), Some(&assign.annotation)),
            S::For(each) => self.for_loop(each),
            S::While(passes) => self.while_loop(passes),
            S::If(branch) => self.branch(branch),
            S::With(with) => self.with(with),
            S::Match(choice) => StmtKind::Switch {
                subject: self.expression(&choice.subject),
                cases: choice.cases.iter().map(|case| self.case(case)).collect(),
            },
            S::Raise(raise) => {
                // What it is raised from is evaluated too.
                let error = self.optional(raise.exc.as_deref());
                if let Some(cause @ ast::Expr::Call(_)) = raise.cause.as_deref() {
                    let cause = self.expression(cause);
                    into.push(Stmt { span: cause.span, kind: StmtKind::Expr(cause) });
                }
                StmtKind::Raise(error)
            }
            S::Try(attempt) => self.attempt(attempt),
            S::Assert(assert) => {
                let parts = [Some(&*assert.test), assert.msg.as_deref()].into_iter().flatten();
                StmtKind::Expr(self.other_expression(parts, statement))
            }
            S::Import(import) => {
                let imports = import.names.iter().map(|alias| self.import(alias));
                return into.extend(imports);
            }
            S::ImportFrom(import) => StmtKind::Import(from_import(import)),
            S::Global(ast::StmtGlobal { names, .. }) | S::Nonlocal(ast::StmtNonlocal { names, .. }) => {
                StmtKind::Outer(names.iter().map(|name| Name::from(name.as_str())).collect())
            }
            S::Expr(expression) => StmtKind::Expr(self.expression(&expression.value)),
            S::Break(_) => StmtKind::Break,
            S::Continue(_) => StmtKind::Continue,
            S::Pass(_) => return,
            S::IpyEscapeCommand(magic) => return self.magic_statements(magic.range, into),
        };
        self.push(kind, range, into);
    }

    fn push(&self, kind: StmtKind, range: TextRange, into: &mut Vec<Stmt>) {
        into.push(Stmt { kind, span: self.span(range) });
    }

    /// `a = b = value`. A lambda takes the first name.
    fn assign<'e>(
        &mut self,
        targets: impl IntoIterator<Item = &'e ast::Expr>,
        value: Option<&ast::Expr>,
        annotation: Option<&ast::Expr>,
    ) -> StmtKind {
        let targets: Vec<&ast::Expr> = targets.into_iter().collect();
        let annotation = self.optional(annotation);
        let value = value.map(|value| match (value, &targets[..]) {
            (ast::Expr::Lambda(lambda), [ast::Expr::Name(name), ..]) => {
                let index = self.lambda(lambda, Some((&name.id, name.range)));
                self.place(ExprKind::Function(index), lambda.range)
            }
            _ => self.expression(value),
        });
        let targets = targets.into_iter().map(|target| self.target(target)).collect();
        StmtKind::Assign { targets, value, annotation }
    }

    fn augment(&mut self, augment: &ast::StmtAugAssign) -> StmtKind {
        let target = self.target(&augment.target);
        let value = self.expression(&augment.value);
        StmtKind::Augment { target, operator: chains::operator(augment.op), value }
    }

    fn for_loop(&mut self, each: &ast::StmtFor) -> StmtKind {
        let over = Some(self.expression(&each.iter));
        let target = Some(self.target(&each.target));
        let (body, otherwise) = (self.body(&each.body), self.body(&each.orelse));
        StmtKind::Loop(Box::new(Loop { kind: LoopKind::For, target, over, test: None, body, otherwise }))
    }

    fn while_loop(&mut self, passes: &ast::StmtWhile) -> StmtKind {
        let test = self.expression(&passes.test);
        let forever = matches!(test.kind, ExprKind::Bool(true)) || matches!(test.kind, ExprKind::Int(int) if int != 0);
        let (kind, test) = if forever { (LoopKind::Forever, None) } else { (LoopKind::While, Some(test)) };
        let (body, otherwise) = (self.body(&passes.body), self.body(&passes.orelse));
        StmtKind::Loop(Box::new(Loop { kind, target: None, over: None, test, body, otherwise }))
    }

    fn branch(&mut self, branch: &ast::StmtIf) -> StmtKind {
        let clauses = &branch.elif_else_clauses;
        let nested = clauses.len() <= LONGEST_LADDER;
        let levels = if nested { clauses.len() } else { 1 };
        self.depth += levels;
        let test = self.expression(&branch.test);
        let then = self.body(&branch.body);
        let rest: Vec<(TextRange, Option<Expr>, Vec<Stmt>)> = clauses
            .iter()
            .map(|clause| (clause.range, self.optional(clause.test.as_ref()), self.body(&clause.body)))
            .collect();
        self.depth -= levels;
        if nested { self.nest(test, then, rest, branch.range) } else { ladder(test, then, rest) }
    }

    fn nest(
        &self,
        test: Expr,
        then: Vec<Stmt>,
        rest: Vec<(TextRange, Option<Expr>, Vec<Stmt>)>,
        whole: TextRange,
    ) -> StmtKind {
        let otherwise = rest.into_iter().rev().fold(vec![], |otherwise, (range, test, then)| match test {
            Some(test) => {
                let span = self.span(TextRange::new(range.start(), whole.end()));
                vec![Stmt { kind: StmtKind::If { test, then, otherwise }, span }]
            }
            None => then,
        });
        StmtKind::If { test, then, otherwise }
    }

    fn with(&mut self, with: &ast::StmtWith) -> StmtKind {
        let items = with
            .items
            .iter()
            .map(|item| {
                let entered = self.expression(&item.context_expr);
                (entered, item.optional_vars.as_deref().map(|name| self.target(name)))
            })
            .collect();
        StmtKind::With { items, body: self.body(&with.body) }
    }

    fn attempt(&mut self, attempt: &ast::StmtTry) -> StmtKind {
        let body = self.body(&attempt.body);
        let handlers = attempt
            .handlers
            .iter()
            .map(|ast::ExceptHandler::ExceptHandler(handler)| Handler {
                catches: self.optional(handler.type_.as_deref()),
                name: handler.name.as_ref().map(|name| Pattern::Name(Name::from(name.as_str()), self.span(name.range))),
                body: self.body(&handler.body),
            })
            .collect();
        let otherwise = self.body(&attempt.orelse);
        StmtKind::Try { body, handlers, otherwise, finally: self.body(&attempt.finalbody) }
    }

    /// One name of `import a.b, c as d`.
    fn import(&self, alias: &ast::Alias) -> Stmt {
        let path = alias.name.as_str();
        let (local, whole) = match &alias.asname {
            Some(local) => (local.as_str(), true),
            None => path.split_once('.').map_or((path, true), |(package, _)| (package, false)),
        };
        let names = vec![ImportedName::Module { local: Name::from(local), whole }];
        let import = Import { module: Arc::from(path), level: 0, names, types_only: false };
        Stmt { kind: StmtKind::Import(import), span: self.span(alias.range) }
    }
}

/// A long chain of `elif` as a switch on `True`.
fn ladder(test: Expr, then: Vec<Stmt>, rest: Vec<(TextRange, Option<Expr>, Vec<Stmt>)>) -> StmtKind {
    let subject = Expr { kind: ExprKind::Bool(true), span: Span { end: test.span.start, ..test.span } };
    let rest = rest.into_iter().map(|(_, test, then)| (test, then));
    let cases = [(Some(test), then)].into_iter().chain(rest).map(|(test, body)| Case {
        default: test.is_none(),
        tests: test.into_iter().collect(),
        binds: vec![],
        body,
    });
    StmtKind::Switch { subject, cases: cases.collect() }
}

fn from_import(import: &ast::StmtImportFrom) -> Import {
    let names = import.names.iter().map(|alias| match alias.name.as_str() {
        "*" => ImportedName::All,
        name => {
            let local = alias.asname.as_ref().map_or(name, |local| local.as_str());
            ImportedName::Name { name: Name::from(name), local: Name::from(local) }
        }
    });
    let module = Arc::from(import.module.as_ref().map_or("", |module| module.as_str()));
    Import { module, level: import.level, names: names.collect(), types_only: false }
}
