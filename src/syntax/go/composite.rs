//! Composite literals: structs, maps and lists, of which inner ones may leave out their type.

use super::{
    super::{
        Argument, ClassIndex, Expr, ExprKind, Item, Pair,
        grammar::{children, field},
    },
    Reader, types,
};
use tree_sitter::Node;

/// What a literal of a type is.
#[derive(Clone, Copy)]
enum Shape<'t> {
    /// A struct with a name.
    Struct(Node<'t>),
    /// A struct without one.
    Anonymous(ClassIndex),
    /// A map from any key to values of a type.
    Map(Option<Node<'t>>),
    /// A list of items of a type.
    List(Option<Node<'t>>),
    /// Its keys say whether it is a map or a list.
    Unknown,
}

impl Reader<'_, '_> {
    pub(super) fn composite(&mut self, node: Node<'_>) -> Expr {
        let (Some(of), Some(body)) = (field(node, "type"), field(node, "body")) else {
            return self.other(Vec::new(), node);
        };
        let shape = self.shape(of);
        self.literal(shape, body, node)
    }

    fn shape<'t>(&mut self, of: Node<'t>) -> Shape<'t> {
        match of.kind() {
            "map_type" => Shape::Map(field(of, "value")),
            "slice_type" | "array_type" | "implicit_length_array_type" => Shape::List(field(of, "element")),
            "struct_type" => Shape::Anonymous(self.anonymous(of)),
            "pointer_type" | "parenthesized_type" => {
                children(of).first().map_or(Shape::Unknown, |inner| self.inner_shape(*inner))
            }
            _ => self.inner_shape(of),
        }
    }

    fn inner_shape<'t>(&mut self, of: Node<'t>) -> Shape<'t> {
        match types::type_name(of) {
            Some(name) if self.conversions.contains(self.text(name)) => Shape::Unknown,
            Some(_) => Shape::Struct(of),
            None if of.kind() == "struct_type" => Shape::Anonymous(self.anonymous(of)),
            None => Shape::Unknown,
        }
    }

    fn literal(&mut self, shape: Shape<'_>, body: Node<'_>, whole: Node<'_>) -> Expr {
        let elements = children(body);
        let keyed = elements.first().is_some_and(|element| element.kind() == "keyed_element");
        match shape {
            Shape::Struct(of) if elements.iter().all(|element| !keyed || is_field(*element)) => {
                match self.annotation(of) {
                    Some(callee) => self.construction(callee, &elements, whole),
                    None => self.map(&elements, None, whole),
                }
            }
            Shape::Anonymous(class) => {
                let callee = self.expr(ExprKind::Class(class), whole);
                self.construction(callee, &elements, whole)
            }
            Shape::Map(value) => self.map(&elements, value, whole),
            Shape::List(element) => self.list(&elements, element, whole),
            Shape::Struct(_) | Shape::Unknown if keyed || elements.is_empty() => self.map(&elements, None, whole),
            Shape::Struct(_) | Shape::Unknown => self.list(&elements, None, whole),
        }
    }

    fn construction(&mut self, callee: Expr, elements: &[Node<'_>], whole: Node<'_>) -> Expr {
        let mut arguments = Vec::with_capacity(elements.len());
        for element in elements {
            let (key, value) = parts(*element);
            let Some(value) = value else { continue };
            let value = self.value(value, None);
            arguments.push(match key {
                Some(key) => Argument::Named(self.text(key).into(), value),
                None => Argument::Positional(value),
            });
        }
        self.expr(ExprKind::Call { callee: Box::new(callee), arguments, new: true }, whole)
    }

    fn map(&mut self, elements: &[Node<'_>], of: Option<Node<'_>>, whole: Node<'_>) -> Expr {
        let mut pairs = Vec::with_capacity(elements.len());
        for element in elements {
            let (Some(key), Some(value)) = parts(*element) else { continue };
            let key = match children(key).first().copied() {
                Some(name) if of.is_none() && name.kind() == "identifier" => self.fixed(self.text(name), name),
                _ => self.value(key, None),
            };
            let value = self.value(value, of);
            pairs.push(Pair::Entry(key, value));
        }
        self.expr(ExprKind::Map(pairs), whole)
    }

    fn list(&mut self, elements: &[Node<'_>], of: Option<Node<'_>>, whole: Node<'_>) -> Expr {
        let mut items = Vec::with_capacity(elements.len());
        for element in elements {
            if let (_, Some(value)) = parts(*element) {
                items.push(Item::One(self.value(value, of)));
            }
        }
        self.expr(ExprKind::List(items), whole)
    }

    /// A key or value; a literal without a type is of the one that is expected.
    fn value(&mut self, node: Node<'_>, of: Option<Node<'_>>) -> Expr {
        let inner = if node.kind() == "literal_element" { children(node).first().copied() } else { Some(node) };
        let Some(inner) = inner else { return self.other(Vec::new(), node) };
        if inner.kind() != "literal_value" {
            return self.expression(inner);
        }
        let read = self.deeper(inner, |reader| {
            let shape = of.map_or(Shape::Unknown, |of| reader.shape(of));
            reader.literal(shape, inner, inner)
        });
        read.unwrap_or_else(|| self.other(Vec::new(), node))
    }
}

/// Key and value of an element.
fn parts(element: Node<'_>) -> (Option<Node<'_>>, Option<Node<'_>>) {
    match element.kind() {
        "keyed_element" => (field(element, "key"), field(element, "value")),
        "literal_element" => (None, Some(element)),
        _ => (None, None),
    }
}

/// Whether a keyed element may set a field: its key is a plain name.
fn is_field(element: Node<'_>) -> bool {
    field(element, "key").and_then(|key| children(key).first().copied()).is_some_and(|key| key.kind() == "identifier")
}
