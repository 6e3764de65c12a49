//! Statements.

use super::{
    Expr, ExprKind, Handler, Import, ImportedName, Loop, LoopKind, Operator, Pattern, Reader, Role, Stmt, StmtKind,
    children, field, tails::Tail,
};
use crate::syntax::Case;
use crate::syntax::operands::balanced;
use tree_sitter::Node;

impl Reader<'_, '_, '_> {
    pub(super) fn statements(&mut self, nodes: &[Node<'_>]) -> Vec<Stmt> {
        let mut into = Vec::new();
        for node in nodes {
            if self.low.enter(*node) {
                self.statement(*node, &mut into);
                self.low.leave();
            }
        }
        into
    }

    pub(super) fn statement(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        let kind = match node.kind() {
            "empty_statement" | "heredoc_body" | "comment" | "uninterpreted" | "alias" | "undef" => return,
            "class" | "module" => return self.class(node, into),
            "method" | "singleton_method" => StmtKind::Function(self.define(node, Role::Function, None)),
            "if" | "unless" | "case" | "case_match" | "begin" | "if_modifier" | "unless_modifier" => {
                return self.branching(node, None, into);
            }
            "assignment" => return self.assignment(node, into),
            "while" | "until" | "for" | "while_modifier" | "until_modifier" => self.looped(node),
            "return" => StmtKind::Return(self.given(node)),
            "next" if self.in_block() => StmtKind::Return(self.given(node)),
            "next" | "redo" | "retry" => StmtKind::Continue,
            "break" => StmtKind::Break,
            "parenthesized_statements" | "begin_block" | "end_block" | "then" | "do" => {
                StmtKind::Block(self.statements(&children(node)))
            }
            "call" if self.is_loop(node) => self.each(node),
            "call" => return self.call_statement(node, into),
            _ => StmtKind::Expr(self.expr(node)),
        };
        self.flush(into);
        into.push(self.low.stmt(kind, node));
    }

    /// Whether the innermost function is a block that is called, and no loop stands between.
    fn in_block(&self) -> bool {
        let function = self.low.function.and_then(|index| self.low.functions.get(index as usize));
        self.loops == 0 && function.is_some_and(|function| function.role == Role::Lambda)
    }

    /// What `return`, `next` and the like give.
    fn given(&mut self, node: Node<'_>) -> Option<Expr> {
        let values = children(node).first().map(|list| children(*list)).unwrap_or_default();
        match values.as_slice() {
            [] => None,
            [one] => Some(self.expr(*one)),
            several => {
                let items = self.items(several);
                Some(self.low.expr(ExprKind::List(items), node))
            }
        }
    }

    /// `require`, `raise` and `exit` among calls.
    fn call_statement(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        let method = field(node, "method").map(|method| self.low.text(method)).unwrap_or_default();
        let bare = field(node, "receiver").is_none();
        let given = field(node, "arguments").map(children).unwrap_or_default();
        let kind = match method {
            "require" | "require_relative" if bare && self.required(method, &given).is_some() => {
                let module = self.required(method, &given).unwrap_or_default();
                let names = vec![ImportedName::All];
                StmtKind::Import(Import { module: module.into(), level: 0, names, types_only: false })
            }
            "raise" | "exit" | "abort" | "fail" if bare => {
                StmtKind::Raise(given.first().map(|thrown| self.expr(*thrown)))
            }
            _ => StmtKind::Expr(self.expr(node)),
        };
        self.flush(into);
        into.push(self.low.stmt(kind, node));
    }

    /// The module of a `require`; one that is relative begins with a dot.
    fn required(&mut self, method: &str, given: &[Node<'_>]) -> Option<String> {
        let [path] = given else { return None };
        let [content] = children(*path).try_into().ok().filter(|_| path.kind() == "string")?;
        let text = self.low.text(content);
        let dot = if method == "require_relative" && !text.starts_with('.') { "./" } else { "" };
        Some(format!("{dot}{text}"))
    }

    /// `target = value`; a value that is an `if`, a `case` or a block assigns in each of its branches.
    fn assignment(&mut self, node: Node<'_>, into: &mut Vec<Stmt>) {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return };
        if matches!(right.kind(), "if" | "unless" | "case" | "case_match" | "begin") {
            return self.branching(right, Some(Tail::Assign(left)), into);
        }
        let mut targets = Vec::new();
        let mut value = right;
        let mut chained = Vec::new();
        while value.kind() == "assignment" {
            let (Some(next), Some(behind)) = (field(value, "left"), field(value, "right")) else { break };
            chained.push(next);
            value = behind;
        }
        let value = Some(self.right_side(value));
        targets.push(self.pattern(left));
        targets.extend(chained.into_iter().map(|target| self.pattern(target)).collect::<Vec<_>>());
        self.flush(into);
        into.push(self.low.stmt(StmtKind::Assign { targets, value, annotation: None }, node));
    }

    pub(super) fn attempt(&mut self, nodes: &[Node<'_>], tail: Option<Tail<'_>>, whole: Node<'_>) -> Stmt {
        let plain = |node: &&Node<'_>| !matches!(node.kind(), "rescue" | "ensure" | "else");
        let tried: Vec<Node<'_>> = nodes.iter().filter(plain).copied().collect();
        let has_else = nodes.iter().any(|node| node.kind() == "else");
        let body = self.ending(&tried, tail.filter(|_| !has_else));
        let (mut handlers, mut otherwise, mut finally) = (Vec::new(), Vec::new(), Vec::new());
        for node in nodes {
            match node.kind() {
                "rescue" => {
                    let caught = field(*node, "exceptions").and_then(|all| children(all).first().copied());
                    let catches = caught.map(|caught| self.expr(caught));
                    let name = field(*node, "variable").and_then(|variable| children(variable).first().copied());
                    let name = name.map(|name| self.pattern(name));
                    let body = field(*node, "body").map(children).unwrap_or_default();
                    handlers.push(Handler { catches, name, body: self.ending(&body, tail) });
                }
                "else" => otherwise = self.ending(&children(*node), tail),
                "ensure" => finally = self.statements(&children(*node)),
                _ => {}
            }
        }
        self.low.stmt(StmtKind::Try { body, handlers, otherwise, finally }, whole)
    }

    /// `if`, `unless`, `case` and `begin`, whose branches may give a value.
    pub(super) fn branching(&mut self, node: Node<'_>, tail: Option<Tail<'_>>, into: &mut Vec<Stmt>) {
        let kind = match node.kind() {
            "begin" => {
                let body = self.body(&children(node), tail, node);
                StmtKind::Block(body)
            }
            "case" if field(node, "value").is_some() => self.switch(node, tail),
            "case" => return self.cases(node, tail, into),
            "case_match" => self.matched(node, tail),
            _ => self.branch(node, tail),
        };
        self.flush(into);
        into.push(self.low.stmt(kind, node));
    }

    fn branch(&mut self, node: Node<'_>, tail: Option<Tail<'_>>) -> StmtKind {
        let mut test = self.condition(node);
        if node.kind().starts_with("unless") {
            test = Expr { span: test.span, kind: ExprKind::Unary { not: true, of: Box::new(test) } };
        }
        let before = std::mem::take(&mut self.before);
        let then = match (field(node, "consequence"), field(node, "body")) {
            (Some(then), _) => self.ending(&children(then), tail),
            (None, Some(body)) => self.ending(&[body], tail),
            (None, None) => Vec::new(),
        };
        let otherwise = match field(node, "alternative") {
            Some(next) if next.kind() == "elsif" => {
                if self.low.enter(next) {
                    let nested = self.branch(next, tail);
                    self.low.leave();
                    vec![self.low.stmt(nested, next)]
                } else {
                    Vec::new()
                }
            }
            Some(next) => self.ending(&children(next), tail),
            None => Vec::new(),
        };
        self.before = before;
        StmtKind::If { test, then, otherwise }
    }

    pub(super) fn condition(&mut self, node: Node<'_>) -> Expr {
        match field(node, "condition") {
            Some(condition) => self.expr(condition),
            None => self.other(Vec::new(), node),
        }
    }

    fn switch(&mut self, node: Node<'_>, tail: Option<Tail<'_>>) -> StmtKind {
        let subject = match field(node, "value") {
            Some(value) => self.expr(value),
            None => self.other(Vec::new(), node),
        };
        let mut cases = Vec::new();
        for arm in children(node) {
            let default = arm.kind() == "else";
            if !default && arm.kind() != "when" {
                continue;
            }
            let tests = patterns_of(arm).into_iter().map(|test| self.expr(test)).collect();
            let body = if default { Some(arm) } else { field(arm, "body") }.map(children).unwrap_or_default();
            cases.push(Case { tests, default, binds: Vec::new(), body: self.ending(&body, tail) });
        }
        StmtKind::Switch { subject, cases }
    }

    /// A `case` without a subject: the first condition that holds.
    fn cases(&mut self, node: Node<'_>, tail: Option<Tail<'_>>, into: &mut Vec<Stmt>) {
        let mut otherwise: Vec<Stmt> = Vec::new();
        for arm in children(node).into_iter().rev() {
            if arm.kind() == "else" {
                otherwise = self.ending(&children(arm), tail);
            } else if arm.kind() == "when" {
                let tests: Vec<Expr> = patterns_of(arm).into_iter().map(|test| self.expr(test)).collect();
                let Some(test) = balanced(Operator::Or, tests) else { continue };
                let body = field(arm, "body").map(children).unwrap_or_default();
                let then = self.ending(&body, tail);
                let kind = StmtKind::If { test, then, otherwise: std::mem::take(&mut otherwise) };
                otherwise = vec![self.low.stmt(kind, arm)];
            }
        }
        self.flush(into);
        into.append(&mut otherwise);
    }

    /// `case … in`: which arm is taken is not worked out.
    fn matched(&mut self, node: Node<'_>, tail: Option<Tail<'_>>) -> StmtKind {
        let subject = match field(node, "value") {
            Some(value) => self.expr(value),
            None => self.other(Vec::new(), node),
        };
        let mut cases = Vec::new();
        for arm in children(node) {
            let default = arm.kind() == "else";
            if !default && arm.kind() != "in_clause" {
                continue;
            }
            let binds = field(arm, "pattern").map(|pattern| self.bound(pattern)).unwrap_or_default();
            let body = if default { Some(arm) } else { field(arm, "body") }.map(children).unwrap_or_default();
            cases.push(Case { tests: Vec::new(), default, binds, body: self.ending(&body, tail) });
        }
        StmtKind::Switch { subject, cases }
    }

    fn looped(&mut self, node: Node<'_>) -> StmtKind {
        let (target, over) = match (field(node, "pattern"), field(node, "value")) {
            (Some(pattern), Some(value)) => {
                let over = children(value).first().map(|over| self.expr(*over));
                (Some(self.pattern(pattern)), over)
            }
            _ => (None, None),
        };
        let mut test = field(node, "condition").map(|test| self.expr(test));
        if node.kind().starts_with("until") {
            test = test.map(|of| Expr { span: of.span, kind: ExprKind::Unary { not: true, of: Box::new(of) } });
        }
        let kind = match &test {
            _ if over.is_some() => LoopKind::For,
            Some(Expr { kind: ExprKind::Bool(true), .. }) => LoopKind::Forever,
            _ => LoopKind::While,
        };
        self.loops += 1;
        let body = match field(node, "body") {
            Some(body) if body.kind() == "do" => self.statements(&children(body)),
            Some(body) => self.statements(&[body]),
            None => Vec::new(),
        };
        self.loops -= 1;
        StmtKind::Loop(Box::new(Loop { kind, target, over, test, body, otherwise: Vec::new() }))
    }

    /// A call with a block that is a loop: `over.each do |x| … end`, `loop do … end`.
    pub(super) fn each(&mut self, node: Node<'_>) -> StmtKind {
        let method = field(node, "method").map(|method| self.low.text(method)).unwrap_or_default();
        let block = field(node, "block");
        let kind = if method == "loop" { LoopKind::Forever } else { LoopKind::For };
        let over = field(node, "receiver").filter(|_| kind == LoopKind::For).map(|over| self.passed_over(over, node));
        self.locals.push(std::collections::HashSet::new());
        let parameters = block.and_then(|block| field(block, "parameters")).map(children).unwrap_or_default();
        let mut targets: Vec<Option<Pattern>> = Vec::new();
        for parameter in parameters {
            let target = field(parameter, "name").unwrap_or(parameter);
            let pattern = match target.kind() {
                "identifier" => self.pattern(target),
                _ => Pattern::List(children(target).into_iter().map(|part| Some(self.pattern(part))).collect()),
            };
            targets.push(Some(pattern));
        }
        let target = match targets.len() {
            0 => None,
            1 => targets.pop().flatten(),
            _ => Some(Pattern::List(targets)),
        };
        self.loops += 1;
        let body = block.and_then(|block| field(block, "body")).map(children).unwrap_or_default();
        let body = self.body(&body, None, node);
        self.loops -= 1;
        self.locals.pop();
        StmtKind::Loop(Box::new(Loop { kind, target, over, test: None, body, otherwise: Vec::new() }))
    }
}

fn patterns_of(when: Node<'_>) -> Vec<Node<'_>> {
    children(when).into_iter().filter(|part| part.kind() == "pattern").flat_map(children).collect()
}
