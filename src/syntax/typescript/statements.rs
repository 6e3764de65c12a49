//! Statements.

use super::{
    super::{Handler, Stmt, StmtKind},
    Reader,
    expressions::{bare, step},
    operators::assignment,
};
use oxc_ast::ast::{
    BlockStatement, Declaration, Expression, IfStatement, Statement, TSNamespaceDeclaration,
    TSNamespaceDeclarationBody, TryStatement, VariableDeclaration, VariableDeclarationKind,
};
use oxc_span::{GetSpan, Span};

impl Reader {
    /// Statements of one block. What follows `using` is the block of what it enters.
    pub(super) fn statements(&mut self, all: &[Statement<'_>], out: &mut Vec<Stmt>) {
        for (at, statement) in all.iter().enumerate() {
            match statement {
                Statement::VariableDeclaration(using) if is_using(using) => {
                    let rest = Span::new(using.span.start, all.last().map_or(using.span.end, |last| last.span().end));
                    self.deeper(using.span, |reader| reader.using(using, &all[at + 1..], rest, out));
                    return;
                }
                statement => self.statement(statement, out),
            }
        }
    }

    pub(super) fn block(&mut self, block: &BlockStatement<'_>) -> Vec<Stmt> {
        let mut out = vec![];
        self.statements(&block.body, &mut out);
        out
    }

    /// The statements of a body, whether it has braces or not.
    pub(super) fn body(&mut self, body: &Statement<'_>) -> Vec<Stmt> {
        let mut out = vec![];
        match body {
            Statement::BlockStatement(block) => self.statements(&block.body, &mut out),
            other => self.statement(other, &mut out),
        }
        out
    }

    pub(super) fn statement(&mut self, statement: &Statement<'_>, out: &mut Vec<Stmt>) {
        self.deeper(statement.span(), |reader| reader.add(statement, out));
    }

    fn add(&mut self, statement: &Statement<'_>, out: &mut Vec<Stmt>) {
        let kind = match statement {
            Statement::BlockStatement(block) => StmtKind::Block(self.block(block)),
            Statement::BreakStatement(_) => StmtKind::Break,
            Statement::ContinueStatement(_) => StmtKind::Continue,
            Statement::EmptyStatement(_) | Statement::DebuggerStatement(_) => return,
            Statement::ExpressionStatement(e) => return self.effect(&e.expression, e.span, out),
            Statement::IfStatement(e) => self.branch(e),
            Statement::LabeledStatement(e) => return self.statement(&e.body, out),
            Statement::ReturnStatement(e) => StmtKind::Return(e.argument.as_ref().map(|e| self.expr(e))),
            Statement::ThrowStatement(e) => StmtKind::Raise(Some(self.expr(&e.argument))),
            Statement::SwitchStatement(e) => self.switch(e),
            Statement::TryStatement(e) => self.attempt(e),
            Statement::WithStatement(e) => {
                StmtKind::With { items: vec![(self.expr(&e.object), None)], body: self.body(&e.body) }
            }
            Statement::DoWhileStatement(e) => self.repeat(Some(&e.test), &e.body),
            Statement::WhileStatement(e) => self.repeat(Some(&e.test), &e.body),
            Statement::ForStatement(e) => self.counted(e),
            Statement::ForInStatement(e) => self.each(&e.left, &e.right, &e.body),
            Statement::ForOfStatement(e) => self.each(&e.left, &e.right, &e.body),
            other => return self.declaration_or_module(other, out),
        };
        out.push(self.stmt(kind, statement.span()));
    }

    fn declaration_or_module(&mut self, statement: &Statement<'_>, out: &mut Vec<Stmt>) {
        if let Some(declaration) = statement.as_declaration() {
            self.declaration(declaration, out);
        } else if let Some(module) = statement.as_module_declaration() {
            self.module_declaration(module, out);
        }
    }

    pub(super) fn declaration(&mut self, declaration: &Declaration<'_>, out: &mut Vec<Stmt>) {
        let kind = match declaration {
            Declaration::VariableDeclaration(e) => return self.variables(e, out),
            Declaration::FunctionDeclaration(e) if !e.declare => match self.function_declaration(e) {
                Some(index) => StmtKind::Function(index),
                None => return,
            },
            Declaration::ClassDeclaration(e) if !e.declare => StmtKind::Class(self.class(e, None)),
            Declaration::TSEnumDeclaration(e) if !e.declare => self.enumeration(e),
            Declaration::TSNamespaceDeclaration(e) if !e.declare => StmtKind::Block(self.namespace(e)),
            Declaration::TSImportEqualsDeclaration(e) => return self.import_equals(e, out),
            _ => return,
        };
        out.push(self.stmt(kind, declaration.span()));
    }

    pub(super) fn variables(&mut self, e: &VariableDeclaration<'_>, out: &mut Vec<Stmt>) {
        if e.declare {
            return;
        }
        for declarator in &e.declarations {
            let (target, name) = (self.pattern(&declarator.id), self.name_of_pattern(&declarator.id));
            let annotation = self.annotation(declarator.type_annotation.as_deref());
            if let Some(value) = &declarator.init {
                self.bind((target, name), value, annotation, declarator.span, out);
            } else {
                let kind = StmtKind::Assign { targets: vec![target], value: None, annotation };
                out.push(self.stmt(kind, declarator.span));
            }
        }
    }

    fn using(&mut self, e: &VariableDeclaration<'_>, rest: &[Statement<'_>], span: Span, out: &mut Vec<Stmt>) {
        let mut items = vec![];
        for declarator in &e.declarations {
            let (name, target) = (self.name_of_pattern(&declarator.id), self.pattern(&declarator.id));
            items.extend(declarator.init.as_ref().map(|value| (self.named(value, name), Some(target))));
        }
        let mut body = vec![];
        self.statements(rest, &mut body);
        out.push(self.stmt(StmtKind::With { items, body }, span));
    }

    /// A namespace is a block; the names that it exports are no exports of the module.
    fn namespace(&mut self, e: &TSNamespaceDeclaration<'_>) -> Vec<Stmt> {
        let outer = std::mem::replace(&mut self.in_namespace, true);
        let mut out = vec![];
        match &e.body {
            TSNamespaceDeclarationBody::TSModuleBlock(block) => self.statements(&block.body, &mut out),
            TSNamespaceDeclarationBody::TSNamespaceDeclaration(inner) => {
                out = self.deeper(inner.span, |reader| reader.namespace(inner)).unwrap_or_default();
            }
        }
        self.in_namespace = outer;
        out
    }

    /// An expression for its effect: assignments are statements of their own, a sequence is several.
    pub(super) fn effect(&mut self, e: &Expression<'_>, span: Span, out: &mut Vec<Stmt>) {
        let kind = match bare(e) {
            Expression::SequenceExpression(all) => {
                return all.expressions.iter().for_each(|part| self.effect(part, part.span(), out));
            }
            Expression::AssignmentExpression(e) => match assignment(e.operator) {
                None => return self.assign(e, span, out),
                Some(operator) => {
                    let (target, name) = (self.target(&e.left), self.name_of_target(&e.left));
                    StmtKind::Augment { target, operator, value: self.named(&e.right, name) }
                }
            },
            Expression::UpdateExpression(e) => StmtKind::Augment {
                target: self.simple_target(&e.argument),
                operator: step(e.operator),
                value: self.one(e.span),
            },
            other => StmtKind::Expr(self.expr(other)),
        };
        out.push(self.stmt(kind, span));
    }

    fn branch(&mut self, e: &IfStatement<'_>) -> StmtKind {
        let (test, then) = (self.expr(&e.test), self.body(&e.consequent));
        StmtKind::If { test, then, otherwise: e.alternate.as_ref().map_or_else(Vec::new, |body| self.body(body)) }
    }

    fn attempt(&mut self, e: &TryStatement<'_>) -> StmtKind {
        let body = self.block(&e.block);
        let handlers = e.handler.iter().map(|handler| Handler {
            catches: None,
            name: handler.param.as_ref().map(|param| self.pattern(&param.pattern)),
            body: self.block(&handler.body),
        });
        let handlers = handlers.collect();
        let finally = e.finalizer.as_ref().map_or_else(Vec::new, |block| self.block(block));
        StmtKind::Try { body, handlers, otherwise: vec![], finally }
    }
}

fn is_using(e: &VariableDeclaration<'_>) -> bool {
    matches!(e.kind, VariableDeclarationKind::Using | VariableDeclarationKind::AwaitUsing)
}
