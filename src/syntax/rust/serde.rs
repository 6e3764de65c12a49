//! What attributes say of how values are written out: `#[serde(rename = "…")]`, `rename_all`, and what is derived.

use super::{Reader, paths::ident};
use crate::{
    source::Span,
    syntax::{ClassIndex, Expr, ExprKind, Function, Role, Segment, Stmt, StmtKind},
    value::Name,
};
use syn::{Attribute, Fields, LitStr, Variant};

impl Reader<'_> {
    /// Fields that are written under another name.
    pub(super) fn renamed(&mut self, attributes: &[Attribute], fields: &Fields) -> Vec<(Name, Expr)> {
        let all = serde_text(attributes, "rename_all");
        let mut renamed = Vec::new();
        for field in fields {
            let Some(name) = &field.ident else { continue };
            let own = ident(name);
            let by_rule = all.as_deref().map(|rule| in_case(&own, rule));
            if let Some(written) =
                serde_text(&field.attrs, "rename").or(by_rule).filter(|written| *written != own.as_str())
            {
                let at = self.span(name.span());
                renamed.push((own, text_at(&written, super::point(at))));
            }
        }
        renamed
    }

    /// What is derived, as decorators.
    pub(super) fn derived(&mut self, attributes: &[Attribute]) -> Vec<Expr> {
        let mut found = Vec::new();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
            let _ = attribute.parse_nested_meta(|meta| {
                found.push(self.path(&meta.path));
                Ok(())
            });
        }
        found
    }

    /// `Default::default()` of a struct that derives it: every field has its type's own default.
    pub(super) fn derived_default(&mut self, class: ClassIndex, fields: &Fields, at: Span) {
        let own = self.classes[class as usize].name.clone().unwrap_or_default();
        let mut arguments = Vec::new();
        for field in fields {
            let Some(name) = &field.ident else { continue };
            if let Some(value) = default_of(&field.ty, at) {
                arguments.push(crate::syntax::Argument::Named(ident(name), value));
            }
        }
        let callee = Box::new(self.type_path(&own, at));
        let made = super::expr(ExprKind::Call { callee, arguments, new: true }, at);
        self.static_method(class, "default", made, at);
    }

    /// A function of a class that nobody wrote.
    pub(super) fn static_method(&mut self, class: ClassIndex, name: &'static str, value: Expr, at: Span) {
        let index = self.next_function();
        self.functions.push(Function {
            name: Some(Name::new_static(name)),
            body: vec![Stmt { kind: StmtKind::Return(Some(value)), span: at }],
            role: Role::OfClass,
            class: Some(class),
            parent: self.function,
            ..Function::bare(super::point(at), at)
        });
        self.classes[class as usize].methods.push(index);
    }
}

/// A text that stands at a place.
pub(super) fn text_at(text: &str, at: Span) -> Expr {
    super::expr(ExprKind::Text(vec![Segment::Fixed(text.into(), at)]), at)
}

/// The default of a type, where it is the language's own.
fn default_of(of: &syn::Type, at: Span) -> Option<Expr> {
    let syn::Type::Path(path) = of else { return None };
    let kind = match super::paths::last(&path.path).as_str() {
        "Option" => ExprKind::Null,
        "String" => ExprKind::Text(Vec::new()),
        "bool" => ExprKind::Bool(false),
        "Vec" | "HashSet" | "VecDeque" => ExprKind::List(Vec::new()),
        "HashMap" | "BTreeMap" => ExprKind::Map(Vec::new()),
        "f32" | "f64" => ExprKind::Float(0.0),
        "i8" | "i16" | "i32" | "i64" | "isize" | "u8" | "u16" | "u32" | "u64" | "usize" => ExprKind::Int(0),
        _ => return None,
    };
    Some(super::expr(kind, at))
}

/// Whether a trait is derived.
pub(super) fn derives(attributes: &[Attribute], name: &str) -> bool {
    let mut found = false;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.segments.last().is_some_and(|segment| segment.ident == name);
            Ok(())
        });
    }
    found
}

/// Whether a plain attribute of this name is there.
pub(super) fn marked(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

/// The text for a variant without fields.
pub(super) fn variant_name(of_enum: &[Attribute], variant: &Variant) -> String {
    let own = ident(&variant.ident);
    serde_text(&variant.attrs, "rename")
        .or_else(|| serde_text(of_enum, "rename_all").map(|rule| in_case(&own, &rule)))
        .unwrap_or_else(|| own.to_string())
}

/// The text of a key among serde's attributes, the serializing one of two.
fn serde_text(attributes: &[Attribute], key: &str) -> Option<String> {
    let mut found = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let _ = attribute.parse_nested_meta(|meta| {
            let wanted = meta.path.is_ident(key);
            if meta.input.peek(syn::token::Paren) {
                return meta.parse_nested_meta(|inner| {
                    let serializes = wanted && inner.path.is_ident("serialize");
                    let text: LitStr = inner.value()?.parse()?;
                    found = if serializes { Some(text.value()) } else { found.take() };
                    Ok(())
                });
            }
            if meta.input.peek(syn::Token![=]) {
                let value: syn::Expr = meta.value()?.parse()?;
                if let (true, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. })) = (wanted, value) {
                    found = Some(text.value());
                }
            }
            Ok(())
        });
    }
    found
}

/// A name in one of serde's cases.
fn in_case(name: &str, rule: &str) -> String {
    let words = words(name);
    let capital = |word: &String| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    match rule {
        "lowercase" => name.to_lowercase(),
        "UPPERCASE" => name.to_uppercase(),
        "snake_case" => words.join("_"),
        "SCREAMING_SNAKE_CASE" => words.join("_").to_uppercase(),
        "kebab-case" => words.join("-"),
        "SCREAMING-KEBAB-CASE" => words.join("-").to_uppercase(),
        "PascalCase" => words.iter().map(capital).collect(),
        "camelCase" => words.iter().take(1).cloned().chain(words.iter().skip(1).map(capital)).collect(),
        _ => name.to_owned(),
    }
}

/// The words of a name in snake or Pascal case, in small letters. Digits belong to the word before them.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    for letter in name.chars() {
        match words.last_mut() {
            _ if letter == '_' => words.push(String::new()),
            Some(word) if !letter.is_uppercase() || word.is_empty() => word.extend(letter.to_lowercase()),
            _ => words.push(letter.to_lowercase().collect()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::in_case;

    #[test]
    fn names_are_written_as_serde_writes_them() {
        let cases = [
            ("max_tokens", "camelCase", "maxTokens"),
            ("ClaudeSonnet4", "kebab-case", "claude-sonnet4"),
            ("ClaudeSonnet4", "snake_case", "claude_sonnet4"),
            ("stop_reason", "PascalCase", "StopReason"),
            ("Opus", "lowercase", "opus"),
        ];
        for (name, rule, written) in cases {
            assert_eq!(in_case(name, rule), written);
        }
    }
}
