//! Types: structs as classes, what an annotation names, and zero values.

use super::{
    super::{
        Class, ClassIndex, Expr, ExprKind, Pattern, Stmt, StmtKind,
        grammar::{children, field},
    },
    Reader, literals,
};
use crate::{source::Span, value::Name};
use tree_sitter::Node;

/// Longer than any name; what is longer is not read, so that repeating a type costs little.
const LONGEST_NAME: usize = 256;

/// Types that the language brings and that hold a number.
const NUMBERS: &[&str] = &[
    "byte",
    "complex128",
    "complex64",
    "float32",
    "float64",
    "int",
    "int16",
    "int32",
    "int64",
    "int8",
    "rune",
    "uint",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uintptr",
];

/// Whether the language brings a type of this name.
pub(super) fn is_builtin(name: &str) -> bool {
    NUMBERS.contains(&name) || matches!(name, "any" | "bool" | "comparable" | "error" | "string")
}

impl Reader<'_, '_> {
    /// The type as an expression, where it is a name that may mean a class; pointers are what they point to.
    pub(super) fn annotation(&mut self, of: Node<'_>) -> Option<Expr> {
        self.deeper(of, |reader| match of.kind() {
            "type_identifier" if is_builtin(reader.text(of)) || of.byte_range().len() > LONGEST_NAME => None,
            "type_identifier" => Some(reader.name(reader.text(of), of)),
            "qualified_type" => {
                let (package, name) = (field(of, "package")?, field(of, "name")?);
                let long = of.byte_range().len() > LONGEST_NAME;
                let package = reader.name(reader.text(package), package);
                (!long).then(|| reader.attribute(package, name, of))
            }
            "generic_type" => reader.annotation(field(of, "type")?),
            "pointer_type" | "parenthesized_type" => reader.annotation(*children(of).first()?),
            _ => None,
        })?
    }

    /// What a variable of this type holds before anything is put into it; nothing where that is not followed.
    pub(super) fn zero(&mut self, of: Node<'_>) -> Option<Expr> {
        let kind = match of.kind() {
            "type_identifier" => match self.text(of) {
                "string" => ExprKind::Text(Vec::new()),
                "bool" => ExprKind::Bool(false),
                "any" | "error" => ExprKind::Null,
                "float32" | "float64" => ExprKind::Float(0.0),
                name if NUMBERS.contains(&name) => ExprKind::Int(0),
                name if self.conversions.contains(name) => return None,
                _ => return self.made(of),
            },
            "qualified_type" | "generic_type" => return self.made(of),
            "slice_type" | "map_type" | "function_type" | "channel_type" | "interface_type" => ExprKind::Null,
            "struct_type" => {
                let class = self.anonymous(of);
                let callee = Box::new(self.expr(ExprKind::Class(class), of));
                ExprKind::Call { callee, arguments: Vec::new(), new: true }
            }
            _ => return None,
        };
        Some(self.expr(kind, of))
    }

    fn made(&mut self, of: Node<'_>) -> Option<Expr> {
        let callee = Box::new(self.annotation(of)?);
        Some(self.expr(ExprKind::Call { callee, arguments: Vec::new(), new: true }, of))
    }

    /// The class of a struct type that has no name.
    pub(super) fn anonymous(&mut self, of: Node<'_>) -> ClassIndex {
        if let Some(known) = self.anonymous.get(&of.id()) {
            return *known;
        }
        let name_span = self.span(of);
        let class = self.new_class(None, name_span, of);
        self.anonymous.insert(of.id(), class);
        self.fields(of, class);
        class
    }

    /// An empty class.
    pub(super) fn new_class(&mut self, name: Option<Name>, name_span: Span, whole: Node<'_>) -> ClassIndex {
        let index = self.next_class();
        let (span, parent) = (self.span(whole), self.function);
        self.classes.push(Class { name, parent, ..Class::bare(name_span, span) });
        index
    }

    /// Gives a class the fields of a struct type.
    pub(super) fn fields(&mut self, of: Node<'_>, class: ClassIndex) {
        let lists = children(of).into_iter().filter(|list| list.kind() == "field_declaration_list");
        for declared in lists.flat_map(children).filter(|one| one.kind() == "field_declaration") {
            let Some(of) = field(declared, "type") else { continue };
            let mut cursor = declared.walk();
            let mut names: Vec<Node<'_>> = declared.children_by_field_name("name", &mut cursor).collect();
            if names.is_empty() {
                let base = self.annotation(of);
                self.classes[class as usize].bases.extend(base);
                names.extend(type_name(of));
            }
            for name in names {
                self.one_field(declared, name, of, class);
            }
        }
    }

    fn one_field(&mut self, declared: Node<'_>, name: Node<'_>, of: Node<'_>, class: ClassIndex) {
        let text = Name::from(self.text(name));
        if let Some(tag) = field(declared, "tag") {
            let tag = self.fixed(literals::unquoted(self.text(tag)), declared);
            self.classes[class as usize].keywords.push((text.clone(), tag));
        }
        let annotation = self.annotation(of);
        let value = if annotation.is_some() { None } else { self.zero(of) };
        let targets = vec![Pattern::Name(text, self.span(name))];
        let statement = Stmt { kind: StmtKind::Assign { targets, value, annotation }, span: self.span(declared) };
        self.classes[class as usize].body.push(statement);
    }
}

/// The last word of a type's name.
pub(super) fn type_name(of: Node<'_>) -> Option<Node<'_>> {
    let mut at = of;
    loop {
        at = match at.kind() {
            "type_identifier" => return Some(at),
            "qualified_type" => field(at, "name")?,
            "generic_type" => field(at, "type")?,
            "pointer_type" | "parenthesized_type" => *children(at).first()?,
            _ => return None,
        };
    }
}
