//! Calls, with the block that may stand behind their arguments.

use super::{
    super::{Argument, Expr, ExprKind, Item, Segment},
    Reader,
};
use crate::{
    syntax::{
        grammar::{child_of, children, field},
        requests::MAKERS,
    },
    value::Name,
};
use tree_sitter::Node;

/// Functions whose block has what they are called on as its receiver.
const WITH_RECEIVER: &[&str] = &["apply", "run", "with"];
/// Classes that a block is the body of, rather than what fills their fields.
const RUN_BLOCKS: &[&str] = &["Callable", "Runnable", "Thread"];

impl Reader<'_, '_> {
    pub(super) fn call(&mut self, node: Node<'_>) -> Expr {
        let parts = children(node);
        let Some(mut function) = parts.first().copied() else { return self.parts(node) };
        let block = child_of(node, "annotated_lambda").and_then(|annotated| child_of(annotated, "lambda_literal"));
        let mut list = child_of(node, "value_arguments");
        if list.is_none() && block.is_some() && function.kind() == "call_expression" && without_block(function) {
            list = child_of(function, "value_arguments");
            function = children(function).first().copied().unwrap_or(function);
        }
        let callee = self.callee(function);
        let mut arguments = self.arguments(list);
        if let Some(built) = block.and_then(|block| self.built(&callee, &mut arguments, block, node)) {
            return built;
        }
        let name = last_name(&callee).unwrap_or_default();
        let class = name.starts_with(char::is_uppercase);
        match block {
            Some(block) if class && !RUN_BLOCKS.contains(&name.as_str()) && fills(block) => {
                arguments.extend(self.filled(block));
            }
            Some(block) if self.mentions_body(block) => {
                arguments.extend(self.filled(block));
                if !fills(block) {
                    arguments.push(Argument::Positional(self.lambda(block, None)));
                }
            }
            Some(block) => {
                let receiver = WITH_RECEIVER.contains(&name.as_str());
                let gives = match name.as_str() {
                    "apply" => Some("this"),
                    "also" => Some("it"),
                    _ => None,
                };
                let lambda = if receiver { self.with_receiver(block, gives) } else { self.lambda(block, gives) };
                arguments.push(Argument::Positional(lambda));
            }
            None => {}
        }
        if MAKERS.contains(&name.as_str()) {
            arguments.iter_mut().for_each(name_class);
            arguments.extend(self.type_arguments(node).into_iter().map(Argument::Positional));
        }
        let callee = with_as_run(callee, &mut arguments);
        self.low.expr(ExprKind::Call { callee: Box::new(callee), arguments, new: class }, node)
    }

    /// The classes of `create<Api>()`.
    fn type_arguments(&mut self, call: Node<'_>) -> Vec<Expr> {
        let projections = child_of(call, "type_arguments").map(children).unwrap_or_default();
        let types = projections.into_iter().filter_map(|projection| child_of(projection, "user_type"));
        types.map(|named| self.class_name(named)).collect()
    }

    fn callee(&mut self, node: Node<'_>) -> Expr {
        if node.kind() != "identifier" {
            let mut callee = self.expr(node);
            if let ExprKind::Attribute { name_span, .. } = &callee.kind {
                callee.span.end = name_span.end;
            }
            return callee;
        }
        let name = self.word(node);
        let plain = self.low.expr(ExprKind::Name(name.clone()), node);
        if name == "build" && self.scope.has_receiver() {
            let of = Box::new(self.low.expr(ExprKind::Name("this".into()), node));
            return self.low.expr(ExprKind::Attribute { of, name, name_span: self.low.span(node) }, node);
        }
        let placed = self.placed(&name, true, node);
        let given = self.scope.has_receiver(); // which is likelier to have it than a property that is a function
        placed.or_else(|| if given { None } else { self.placed(&name, false, node) }).unwrap_or(plain)
    }

    pub(super) fn arguments(&mut self, list: Option<Node<'_>>) -> Vec<Argument> {
        let nodes = list.map(children).unwrap_or_default();
        let mut all = Vec::new();
        for argument in nodes.into_iter().filter(|node| node.kind() == "value_argument") {
            let parts: Vec<Node<'_>> = children(argument).into_iter().filter(|p| p.kind() != "annotation").collect();
            let named = child_of(argument, "=").is_some();
            match parts.as_slice() {
                [name, value] if named => {
                    let value = self.expr(*value);
                    all.push(Argument::Named(self.word(*name), value));
                }
                [.., value] if value.kind() == "spread_expression" || child_of(argument, "*").is_some() => {
                    all.push(Argument::Spread(self.inner(*value)));
                }
                [.., value] => all.push(Argument::Positional(self.expr(*value))),
                [] => {}
            }
        }
        all
    }

    /// Whether a block says what the body of a request is.
    fn mentions_body(&self, block: Node<'_>) -> bool {
        let names = children(block).into_iter().filter_map(step_name);
        names.into_iter().any(|name| self.low.text(name) == "setBody")
    }

    /// What a block fills fields with, as named arguments: `modelId = m`, `setBody(b)`; anything else in it is left out.
    fn filled(&mut self, block: Node<'_>) -> Vec<Argument> {
        let mut all = Vec::new();
        for statement in children(block) {
            if statement.kind() == "assignment" {
                let left = field(statement, "left").filter(|left| left.kind() == "identifier");
                let (Some(left), Some(right)) = (left, field(statement, "right")) else { continue };
                let value = self.expr(right);
                all.push(Argument::Named(self.word(left), value));
            } else if let Some(name) = step_name(statement) {
                let value = self.step_value(statement);
                all.push(Argument::Named(self.word(name), value));
            }
        }
        all
    }

    /// What a step in a block was given: its argument, several as a list, a block of its own as a map.
    fn step_value(&mut self, call: Node<'_>) -> Expr {
        let lambda = child_of(call, "annotated_lambda").and_then(|annotated| child_of(annotated, "lambda_literal"));
        if let Some(block) = lambda
            && fills(block)
        {
            let pairs = self.filled(block).into_iter().filter_map(|argument| match argument {
                Argument::Named(name, value) => {
                    let span = value.span;
                    let key = Expr { kind: ExprKind::Text(vec![Segment::Fixed(name.as_str().into(), span)]), span };
                    Some(super::super::Pair::Entry(key, value))
                }
                _ => None,
            });
            let pairs = pairs.collect();
            return self.low.expr(ExprKind::Map(pairs), call);
        }
        let mut arguments = self.arguments(child_of(call, "value_arguments"));
        if let Some(block) = lambda {
            arguments.push(Argument::Positional(self.lambda(block, None)));
        }
        match (arguments.pop(), arguments.is_empty()) {
            (None, _) => self.low.expr(ExprKind::Bool(true), call),
            (Some(Argument::Positional(only)), true) => only,
            (Some(last), _) => {
                let values = arguments.into_iter().chain([last]).map(|argument| match argument {
                    Argument::Positional(value) | Argument::Named(_, value) => Item::One(value),
                    Argument::Spread(value) | Argument::SpreadNamed(value) => Item::Spread(value),
                });
                let values = values.collect();
                self.low.expr(ExprKind::List(values), call)
            }
        }
    }
}

/// Whether a block does nothing but fill the fields of what it stands behind.
fn fills(block: Node<'_>) -> bool {
    let statements = children(block);
    let simple = |statement: &Node<'_>| match statement.kind() {
        "assignment" => field(*statement, "left").is_some_and(|left| left.kind() == "identifier"),
        "call_expression" => step_name(*statement).is_some(),
        _ => false,
    };
    !statements.is_empty() && statements.iter().all(simple)
}

/// Puts a class where it is handed to something that makes instances of it: `create(Api::class.java)`.
fn name_class(argument: &mut Argument) {
    let Argument::Positional(value) = argument else { return };
    let of = match &mut value.kind {
        ExprKind::Attribute { of, name, .. } if name == "java" => of,
        _ => return,
    };
    if let ExprKind::Attribute { of, name, .. } = &mut of.kind
        && name == "class"
    {
        *value = std::mem::replace(of, Expr { kind: ExprKind::Opaque, span: value.span });
    }
}

fn without_block(call: Node<'_>) -> bool {
    child_of(call, "annotated_lambda").is_none()
}

/// `with(x) { … }` as `x.run { … }`, which is the same.
fn with_as_run(callee: Expr, arguments: &mut Vec<Argument>) -> Expr {
    let is_with = matches!(&callee.kind, ExprKind::Name(name) if name == "with") && arguments.len() == 2;
    match arguments.first() {
        Some(Argument::Positional(_)) if is_with => {}
        _ => return callee,
    }
    let Argument::Positional(of) = arguments.remove(0) else { return callee };
    let kind = ExprKind::Attribute { of: Box::new(of), name: "run".into(), name_span: callee.span };
    Expr { kind, span: callee.span }
}

/// The name of a call of a plain name.
fn step_name(statement: Node<'_>) -> Option<Node<'_>> {
    let mut function = Some(statement).filter(|node| node.kind() == "call_expression")?;
    while function.kind() == "call_expression" {
        function = children(function).first().copied()?;
    }
    (function.kind() == "identifier").then_some(function)
}

fn last_name(callee: &Expr) -> Option<Name> {
    match &callee.kind {
        ExprKind::Name(name) | ExprKind::Attribute { name, .. } => Some(name.clone()),
        _ => None,
    }
}
