//! Calls and their arguments.

use super::{Argument, Expr, ExprKind, Item, Pair, Reader, children, field};
use crate::value::Name;
use tree_sitter::Node;

/// Methods that run their block once for each item, one after another.
const LOOPS: [&str; 16] = [
    "downto",
    "each",
    "each_char",
    "each_cons",
    "each_entry",
    "each_line",
    "each_pair",
    "each_slice",
    "each_value",
    "each_with_index",
    "find_each",
    "in_batches",
    "loop",
    "step",
    "times",
    "upto",
];
/// Functions that every object has.
const KERNEL: [&str; 22] = [
    "Array",
    "Float",
    "Integer",
    "String",
    "abort",
    "binding",
    "block_given?",
    "catch",
    "exit",
    "format",
    "gets",
    "lambda",
    "p",
    "pp",
    "print",
    "printf",
    "proc",
    "puts",
    "rand",
    "require",
    "sleep",
    "sprintf",
];

impl Reader<'_, '_, '_> {
    /// Whether a call is a loop: `over.each do |x| … end`, `loop do … end`.
    pub(super) fn is_loop(&self, node: Node<'_>) -> bool {
        let method = field(node, "method").map(|method| self.low.text(method)).unwrap_or_default();
        let blocked = node.kind() == "call" && field(node, "block").is_some() && LOOPS.contains(&method);
        blocked && (field(node, "receiver").is_some() != (method == "loop"))
    }

    /// What a loop goes over: for counting loops and pairs not what stands before the dot, but the call itself.
    pub(super) fn passed_over(&mut self, over: Node<'_>, node: Node<'_>) -> Expr {
        let method = field(node, "method").map(|method| self.low.text(method)).unwrap_or_default().to_owned();
        let plain = matches!(method.as_str(), "each" | "each_entry" | "find_each");
        let value = self.expr(over);
        let parameters =
            field(node, "block").and_then(|block| field(block, "parameters")).map_or(0, |list| children(list).len());
        if plain && parameters < 2 {
            return value;
        }
        let Some(name) = field(node, "method") else { return value };
        let kind = ExprKind::Attribute {
            of: Box::new(value),
            name: self.low.text(name).into(),
            name_span: self.low.span(name),
        };
        let callee = Box::new(self.low.expr(kind, over));
        let given = field(node, "arguments").map(children).unwrap_or_default();
        let arguments = self.arguments(&given);
        self.low.expr(ExprKind::Call { callee, arguments, new: false }, over)
    }

    /// A word by itself: a variable, or a call without arguments.
    pub(super) fn identifier(&mut self, node: Node<'_>) -> ExprKind {
        let text = self.low.text(node);
        if self.is_local(text) || text.starts_with("__") {
            return ExprKind::Name(text.into());
        }
        self.bare(node)
    }

    /// A method of `self`, or outside classes a function.
    fn bare(&mut self, method: Node<'_>) -> ExprKind {
        let text = self.low.text(method);
        let function =
            KERNEL.contains(&text) || text.starts_with(char::is_uppercase) || self.homes[0].functions.contains(text);
        if function || self.homes.len() == 1 || self.low.function.is_none() {
            return ExprKind::Name(text.into());
        }
        let of = Box::new(self.named("this", method));
        ExprKind::Attribute { of, name: text.into(), name_span: self.low.span(method) }
    }

    pub(super) fn call(&mut self, node: Node<'_>) -> ExprKind {
        let Some(method) = field(node, "method") else { return self.called_itself(node) };
        let receiver = field(node, "receiver");
        let given = field(node, "arguments").map(children).unwrap_or_default();
        let block = field(node, "block");
        let name = self.low.text(method);
        match (receiver, name) {
            (None, "super") => return self.parent(&given),
            (None, "lambda" | "proc") if block.is_some() => {
                return block.map_or(ExprKind::Null, |block| ExprKind::Function(self.block(block)));
            }
            _ => {}
        }
        if name == "new" || name == "new!" {
            let callee = match receiver {
                Some(of) => self.expr(of),
                None => self.named("this", method),
            };
            let arguments = self.with_block(&given, block);
            return ExprKind::Call { callee: Box::new(callee), arguments, new: true };
        }
        let callee = match receiver {
            Some(of) => {
                let of = Box::new(self.expr(of));
                ExprKind::Attribute { of, name: name.into(), name_span: self.low.span(method) }
            }
            None => self.bare(method),
        };
        let arguments = self.with_block(&given, block);
        if arguments.is_empty() && (receiver.is_some() || !matches!(callee, ExprKind::Name(_))) {
            return callee;
        }
        let span_of = receiver.map_or(method, |_| node);
        let callee = Box::new(self.low.expr(callee, span_of));
        ExprKind::Call { callee, arguments, new: false }
    }

    /// `callable.(…)`.
    fn called_itself(&mut self, node: Node<'_>) -> ExprKind {
        let Some(receiver) = field(node, "receiver") else { return ExprKind::Other(self.parts(node)) };
        let callee = Box::new(self.expr(receiver));
        let given = field(node, "arguments").map(children).unwrap_or_default();
        ExprKind::Call { callee, arguments: self.arguments(&given), new: false }
    }

    /// `super(…)`: the method of the same name further up.
    fn parent(&mut self, given: &[Node<'_>]) -> ExprKind {
        let function = self.low.function.and_then(|index| self.low.functions.get(index as usize));
        let method = function.and_then(|function| Some((function.name.clone()?, function.name_span)));
        let Some((name, name_span)) = method else { return ExprKind::Other(Vec::new()) };
        let arguments = self.arguments(given);
        let of = Expr { kind: ExprKind::Name("super".into()), span: name_span };
        let callee = if name == "initialize" {
            of
        } else {
            Expr { kind: ExprKind::Attribute { of: Box::new(of), name, name_span }, span: name_span }
        };
        ExprKind::Call { callee: Box::new(callee), arguments, new: false }
    }

    /// `super` without brackets passes on what the method was given.
    pub(super) fn bare_parent(&mut self, node: Node<'_>) -> ExprKind {
        let mut kind = self.parent(&[]);
        let function = self.low.function.and_then(|index| self.low.functions.get(index as usize));
        let span = self.low.span(node);
        let passed = function.map(|function| function.parameters.iter()).into_iter().flatten();
        if let ExprKind::Call { arguments, .. } = &mut kind {
            arguments.extend(passed.filter_map(|parameter| super::functions::passed_on(parameter, span)));
        }
        kind
    }

    fn with_block(&mut self, given: &[Node<'_>], block: Option<Node<'_>>) -> Vec<Argument> {
        let mut arguments = self.arguments(given);
        if let Some(block) = block {
            let index = self.block(block);
            arguments.push(Argument::Positional(self.low.expr(ExprKind::Function(index), block)));
        }
        arguments
    }

    /// Arguments; a pair is a named one.
    pub(super) fn arguments(&mut self, given: &[Node<'_>]) -> Vec<Argument> {
        let mut arguments = Vec::with_capacity(given.len());
        for argument in given {
            let inner = children(*argument).first().copied();
            arguments.push(match (argument.kind(), inner) {
                ("pair", _) => match self.pair(*argument) {
                    (Some(name), _, value) => Argument::Named(name, value),
                    (None, key, value) => {
                        let map = self.low.expr(ExprKind::Map(vec![Pair::Entry(key, value)]), *argument);
                        Argument::SpreadNamed(map)
                    }
                },
                ("hash_splat_argument", Some(of)) => Argument::SpreadNamed(self.expr(of)),
                ("splat_argument", Some(of)) => Argument::Spread(self.expr(of)),
                ("block_argument", Some(of)) if of.kind() != "simple_symbol" => Argument::Positional(self.expr(of)),
                ("block_argument" | "forward_argument" | "hash_splat_argument" | "splat_argument", _) => continue,
                _ => Argument::Positional(self.expr(*argument)),
            });
        }
        arguments
    }

    /// The name of a pair where it is fixed, its key and its value; `name:` alone takes the value of that name.
    fn pair(&mut self, node: Node<'_>) -> (Option<Name>, Expr, Expr) {
        let Some(key_node) = field(node, "key") else {
            return (None, self.other(Vec::new(), node), self.other(Vec::new(), node));
        };
        let key = self.expr(key_node);
        let name = match &key.kind {
            ExprKind::Text(segments) => match segments.as_slice() {
                [super::Segment::Fixed(text, _)] => Some(Name::from(&**text)),
                _ => None,
            },
            _ => None,
        };
        let value = if let Some(value) = field(node, "value") {
            self.expr(value)
        } else {
            let kind = self.identifier(key_node);
            self.low.expr(kind, key_node)
        };
        (name, key, value)
    }

    /// `{ … }`.
    pub(super) fn hash(&mut self, node: Node<'_>) -> ExprKind {
        let mut pairs = Vec::new();
        for part in children(node) {
            match (part.kind(), children(part).first()) {
                ("pair", _) => {
                    let (_, key, value) = self.pair(part);
                    pairs.push(Pair::Entry(key, value));
                }
                ("hash_splat_argument", Some(of)) => pairs.push(Pair::Spread(self.expr(*of))),
                _ => {}
            }
        }
        ExprKind::Map(pairs)
    }

    /// Items of `[…]` and of `return a, b`; pairs at the end are one map.
    pub(super) fn items(&mut self, nodes: &[Node<'_>]) -> Vec<Item> {
        let mut items = Vec::new();
        let mut pairs = Vec::new();
        for node in nodes {
            match (node.kind(), children(*node).first()) {
                ("pair", _) => {
                    let (_, key, value) = self.pair(*node);
                    pairs.push((Pair::Entry(key, value), *node));
                }
                ("splat_argument", Some(of)) => items.push(Item::Spread(self.expr(*of))),
                _ => items.push(Item::One(self.expr(*node))),
            }
        }
        if let Some(at) = pairs.first().map(|(_, at)| *at) {
            let map = ExprKind::Map(pairs.into_iter().map(|(pair, _)| pair).collect());
            items.push(Item::One(self.low.expr(map, at)));
        }
        items
    }
}
