//! Statements: assignments, functions, conditions and loops.

use super::{
    super::{
        Case, Expr, ExprKind, Function, Loop, LoopKind, Operator, Parameter, ParameterKind, Pattern, Stmt, StmtKind,
        grammar::{child_of, children, field},
    },
    Reader, variable,
};
use crate::{source::Span, value::Name};
use tree_sitter::Node;

impl Reader<'_, '_> {
    /// Statements in order.
    pub(super) fn statements(&mut self, nodes: &[Node<'_>], out: &mut Vec<Stmt>) {
        for node in nodes {
            let read = self.deeper(*node, |reader| reader.statement(*node, out));
            if read.is_none() {
                return;
            }
        }
    }

    fn statement(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        match node.kind() {
            "variable_assignment" => self.assignment(node, out),
            "declaration_command" | "variable_assignments" => {
                let exports = self.text(node).starts_with("export");
                for part in children(node) {
                    let name = match part.kind() {
                        "variable_assignment" => {
                            self.assignment(part, out);
                            field(part, "name")
                        }
                        "variable_name" => Some(part),
                        _ => None,
                    };
                    if let Some(name) = name.filter(|_| exports) {
                        self.export(name);
                    }
                }
            }
            "function_definition" => self.function(node, out),
            "if_statement" => self.branch(node, out),
            "for_statement" | "select_statement" => self.each(node, out),
            "c_style_for_statement" | "while_statement" => self.repeat(node, out),
            "case_statement" => self.cases(node, out),
            "list" => self.list(node, out),
            "compound_statement" | "subshell" | "negated_command" | "do_group" | "ERROR" => {
                self.statements(&children(node), out);
            }
            "command" | "pipeline" | "redirected_statement" => {
                if self.set_default(node, out) {
                    return;
                }
                let value = self.value(node, None, out);
                out.push(Stmt { span: value.span, kind: StmtKind::Expr(value) });
            }
            "test_command" | "unset_command" => {}
            _ => {
                let value = self.word(node);
                out.push(self.stmt(StmtKind::Expr(value), node));
            }
        }
    }

    pub(super) fn assignment(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        let (Some(name), Some(value)) = (field(node, "name"), field(node, "value")) else { return };
        if name.kind() != "variable_name" {
            return;
        }
        let target = self.set(name);
        let adds = self.text(node)[self.text(name).len()..].starts_with("+=");
        let value = if value.kind() == "array" {
            let items = children(value);
            self.note_array(node, self.text(name).into(), &items, adds);
            self.listed(&items, value)
        } else {
            self.word(value)
        };
        let kind = if adds {
            StmtKind::Augment { target, operator: Operator::Add, value }
        } else {
            StmtKind::Assign { targets: vec![target], value: Some(value), annotation: None }
        };
        out.push(self.stmt(kind, node));
    }

    /// `: "${X:=default}"` sets `X` where it is empty.
    fn set_default(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) -> bool {
        let parts = children(node);
        let [name, word] = parts.as_slice() else { return false };
        if node.kind() != "command" || self.text(*name) != ":" {
            return false;
        }
        let expansion = if word.kind() == "string" { child_of(*word, "expansion") } else { Some(*word) };
        let Some(variable) = expansion.and_then(|expansion| child_of(expansion, "variable_name")) else { return false };
        let target = self.set(variable);
        let value = Some(self.word(*word));
        out.push(self.stmt(StmtKind::Assign { targets: vec![target], value, annotation: None }, node));
        true
    }

    fn function(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        let Some(name) = field(node, "name") else { return };
        let own = self.next_function();
        let (name_span, span, parent) = (self.span(name), self.span(node), self.function);
        let text = Name::from(self.text(name));
        self.functions.push(Function { name: Some(text), parent, ..Function::bare(name_span, span) });
        let index = self.first_function + own;
        let outer = self.function.replace(index);
        self.parameters.push(0);
        let mut body = Vec::new();
        self.statements(&field(node, "body").into_iter().collect::<Vec<_>>(), &mut body);
        let read = self.parameters.pop().unwrap_or_default();
        self.function = outer;
        let at = Span { end: name_span.start, ..name_span };
        let parameters = (1..=read).map(|number| Parameter {
            pattern: Pattern::Name(variable(&number.to_string()), at),
            default: None,
            annotation: None,
            kind: ParameterKind::Positional,
        });
        let function = &mut self.functions[own as usize];
        (function.parameters, function.body) = (parameters.collect(), body);
        out.push(self.stmt(StmtKind::Function(index), node));
    }

    /// `if`; its arms stand beside its condition.
    fn branch(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        let parts = children(node);
        let arms = |part: &Node<'_>| matches!(part.kind(), "elif_clause" | "else_clause");
        let split = parts.iter().position(arms).unwrap_or(parts.len());
        let (head, rest) = parts.split_at(split);
        let (test, then) = self.condition(head, node, out);
        let otherwise = self.otherwise(rest);
        out.push(self.stmt(StmtKind::If { test, then, otherwise }, node));
    }

    /// The condition, which is what stands before the first statement of the arm, and the arm; in `out`, what is set before.
    fn condition(&mut self, head: &[Node<'_>], node: Node<'_>, out: &mut Vec<Stmt>) -> (Expr, Vec<Stmt>) {
        let Some((first, rest)) = head.split_first() else { return (self.other(Vec::new(), node), Vec::new()) };
        let test = if self.sets(*first, out) { self.other(Vec::new(), *first) } else { self.test(*first) };
        let mut then = Vec::new();
        self.statements(rest, &mut then);
        (test, then)
    }

    /// Whether a condition sets variables, which it then does in `out`: `if ! answer=$(claude -p "$question"); then`.
    fn sets(&mut self, mut test: Node<'_>, out: &mut Vec<Stmt>) -> bool {
        while let ("negated_command", [inner]) = (test.kind(), children(test).as_slice()) {
            test = *inner;
        }
        let set = |part: &Node<'_>| part.kind() == "variable_assignment";
        let sets = set(&test) || test.kind() == "list" && children(test).iter().any(set);
        if sets {
            self.statement(test, out);
        }
        sets
    }

    /// A condition: `[ -z "$x" ]` says whether a text is empty, a command may end either way.
    fn test(&mut self, node: Node<'_>) -> Expr {
        if node.kind() != "test_command" {
            let value = self.printed(node, None);
            return self.other(vec![value], node);
        }
        let inner = children(node).first().copied().filter(|inner| inner.kind() == "unary_expression");
        let parts = inner.map(children).unwrap_or_default();
        match parts.as_slice() {
            [operator, word] if matches!(self.text(*operator), "-z" | "-n") => {
                let empty = self.text(*operator) == "-z";
                let word = self.word(*word);
                if empty { self.expr(ExprKind::Unary { not: true, of: Box::new(word) }, node) } else { word }
            }
            _ => {
                let compared = children(node).first().map(|inner| children(*inner)).unwrap_or_default();
                let printed = |part: &Node<'_>| matches!(part.kind(), "command_substitution" | "string");
                let parts = compared.into_iter().filter(printed).map(|part| self.word(part)).collect();
                self.other(parts, node)
            }
        }
    }

    fn otherwise(&mut self, arms: &[Node<'_>]) -> Vec<Stmt> {
        let mut out = Vec::new();
        let Some((first, rest)) = arms.split_first() else { return out };
        let read = self.deeper(*first, |reader| {
            let parts = children(*first);
            if first.kind() == "else_clause" {
                reader.statements(&parts, &mut out);
                return;
            }
            let (test, then) = reader.condition(&parts, *first, &mut out);
            let otherwise = reader.otherwise(rest);
            out.push(reader.stmt(StmtKind::If { test, then, otherwise }, *first));
        });
        read.unwrap_or_default();
        out
    }

    /// `for x in words`.
    fn each(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        let mut cursor = node.walk();
        let words: Vec<Node<'_>> = node.children_by_field_name("value", &mut cursor).collect();
        let target = field(node, "variable").map(|name| self.set(name));
        let globs = words.iter().any(|word| self.text(*word).contains(['*', '?', '$', '{', '`']));
        let over = if globs {
            let parts = words.iter().map(|word| self.word(*word)).collect();
            self.other(parts, node)
        } else {
            self.listed(&words, node)
        };
        let body = self.looped(node);
        let looped = Loop { kind: LoopKind::For, target, over: Some(over), test: None, body, otherwise: Vec::new() };
        out.push(self.stmt(StmtKind::Loop(Box::new(looped)), node));
    }

    fn repeat(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        let condition = field(node, "condition");
        let forever = condition.is_some_and(|test| matches!(self.text(test), "true" | ":" | "[ 1 ]"));
        let mut body = Vec::new();
        let test = condition.filter(|_| !forever).map(|test| {
            self.reads(test, &mut body);
            let parts = if self.sets(test, &mut body) { Vec::new() } else { vec![self.printed(test, None)] };
            self.other(parts, test)
        });
        body.extend(self.looped(node));
        let kind = if forever { LoopKind::Forever } else { LoopKind::While };
        let looped = Loop { kind, target: None, over: None, test, body, otherwise: Vec::new() };
        out.push(self.stmt(StmtKind::Loop(Box::new(looped)), node));
    }

    /// `read -r a b` sets variables to what is read, anew in each pass.
    fn reads(&mut self, test: Node<'_>, out: &mut Vec<Stmt>) {
        let mut words = children(test);
        if words.first().is_none_or(|name| self.text(*name) != "read") {
            return;
        }
        words.remove(0);
        words.retain(|word| word.kind() == "word" && !self.text(*word).starts_with('-'));
        for name in words {
            let value = Some(self.expr(ExprKind::Opaque, name));
            let targets = vec![self.set(name)];
            out.push(self.stmt(StmtKind::Assign { targets, value, annotation: None }, name));
        }
    }

    fn looped(&mut self, node: Node<'_>) -> Vec<Stmt> {
        let mut body = Vec::new();
        let group = field(node, "body");
        self.statements(&group.map(children).unwrap_or_default(), &mut body);
        body
    }

    fn cases(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        let subject = match field(node, "value") {
            Some(value) => self.word(value),
            None => self.other(Vec::new(), node),
        };
        let mut cases = Vec::new();
        for item in children(node).into_iter().filter(|part| part.kind() == "case_item") {
            let mut cursor = item.walk();
            let patterns: Vec<Node<'_>> = item.children_by_field_name("value", &mut cursor).collect();
            let default = patterns.iter().any(|pattern| self.text(*pattern) == "*");
            let exact = patterns.iter().all(|pattern| !self.text(*pattern).contains(['*', '?', '[', '(']));
            let tests = if exact {
                patterns.iter().map(|pattern| self.word(*pattern)).collect()
            } else {
                vec![self.expr(ExprKind::Opaque, item)]
            };
            let mut body = Vec::new();
            let rest: Vec<_> = children(item).into_iter().filter(|part| !patterns.contains(part)).collect();
            self.statements(&rest, &mut body);
            let tests = if default { Vec::new() } else { tests };
            cases.push(Case { tests, default, binds: Vec::<Name>::new(), body });
        }
        out.push(self.stmt(StmtKind::Switch { subject, cases }, node));
    }

    /// `a && b || c`: each may run or not; a setting behind `[ -z "$x" ] &&` is one that gives way.
    fn list(&mut self, node: Node<'_>, out: &mut Vec<Stmt>) {
        let mut parts = Vec::new();
        let mut left = node;
        while let [first, second] = children(left)[..] {
            if left.kind() != "list" {
                break;
            }
            parts.push(second);
            left = first;
        }
        parts.push(left);
        parts.reverse();
        if let [test, setting] = parts.as_slice()
            && setting.kind() == "variable_assignment"
        {
            let test = if self.sets(*test, out) { self.other(Vec::new(), *test) } else { self.test(*test) };
            let mut then = Vec::new();
            self.assignment(*setting, &mut then);
            return out.push(self.stmt(StmtKind::If { test, then, otherwise: Vec::new() }, node));
        }
        self.statements(&parts, out);
    }
}
