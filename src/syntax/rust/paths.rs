//! Paths: `a::b::C` as a member of a member of a name.

use super::{Reader, attribute, name_expr, point};
use crate::{source::Span, syntax::Expr, value::Name};
use syn::{Path, PathArguments, QSelf};

/// Words of a path that are read; nobody writes half as many.
const LONGEST: usize = 40;

impl Reader<'_> {
    /// A path in an expression, a pattern or a type.
    pub(super) fn path(&mut self, path: &Path) -> Expr {
        let segments: Vec<(Name, Span)> =
            path.segments.iter().map(|segment| (ident(&segment.ident), self.span(segment.ident.span()))).collect();
        self.segments(&segments, self.modules.len())
    }

    /// `<T>::name`, `<T as Trait>::name`: the member of the type.
    pub(super) fn qualified(&mut self, qself: Option<&QSelf>, path: &Path) -> Expr {
        let Some(qself) = qself else { return self.path(path) };
        let Some(of) = self.declared(&qself.ty) else { return self.path(path) };
        let members = path.segments.iter().skip(qself.position);
        let members: Vec<(Name, Span)> =
            members.map(|segment| (ident(&segment.ident), self.span(segment.ident.span()))).collect();
        members.into_iter().fold(of, |of, (name, at)| attribute(of, name, at))
    }

    /// A path as it is meant within the first `depth` modules of those written in place.
    fn segments(&mut self, segments: &[(Name, Span)], depth: usize) -> Expr {
        let own = segments.iter().take_while(|(name, _)| name == "self").count();
        let segments = &segments[own.min(segments.len().saturating_sub(1))..];
        let segments = &segments[..segments.len().min(LONGEST)];
        let [(first, at), rest @ ..] = segments else {
            return name_expr(Name::default(), Span::new(self.source.id, 0, 0));
        };
        self.named.insert(first.clone());
        self.named.extend(rest.last().map(|(name, _)| name.clone()));
        let start = match first.as_str() {
            "Self" if self.inside.is_some() && !rest.is_empty() => return self.segments(rest, 0),
            "Self" if self.self_type.is_some() => self.own_type(*at),
            "super" if depth > 1 && !rest.is_empty() => return self.segments(rest, depth - 1),
            "crate" | "super" if !rest.is_empty() => return self.elsewhere(segments),
            _ => {
                if let Some(module) = self.bound_in(first, depth) {
                    self.in_module(module, first, *at)
                } else {
                    if !rest.is_empty() && first.starts_with(|c: char| c.is_lowercase() || c == '_') {
                        self.implied.entry(first.clone()).or_insert_with(|| (first.to_string(), None));
                    }
                    name_expr(first.clone(), *at)
                }
            }
        };
        rest.iter().fold(start, |of, (name, at)| attribute(of, name.clone(), *at))
    }

    /// The innermost of the first `depth` modules that binds a name.
    fn bound_in(&self, name: &Name, depth: usize) -> Option<usize> {
        self.modules.iter().take(depth).rposition(|module| module.binds.contains(name))
    }

    /// A name that a module written in place binds, from the file's top level.
    fn in_module(&self, module: usize, name: &Name, at: Span) -> Expr {
        if self.inside == Some(module) {
            return name_expr(name.clone(), at);
        }
        let mut around = self.modules[1..=module].iter().map(|module| module.name.clone());
        match around.next() {
            None => name_expr(name.clone(), at),
            Some(outermost) => {
                let of = around.fold(name_expr(outermost, at), |of, name| attribute(of, name, point(at)));
                attribute(of, name.clone(), at)
            }
        }
    }

    /// What `Self` stands for.
    fn own_type(&self, at: Span) -> Expr {
        let mut parts = self.self_type.iter().flatten().cloned();
        let first = name_expr(parts.next().unwrap_or_default(), at);
        parts.fold(first, |of, name| attribute(of, name, point(at)))
    }

    /// A path from the root of the crate, or from the module around: an import that nobody wrote.
    fn elsewhere(&mut self, segments: &[(Name, Span)]) -> Expr {
        let words: Vec<&str> = segments.iter().map(|(name, _)| name.as_str()).collect();
        let local: Name = words.join("::").into();
        if let [module @ .., last] = words.as_slice() {
            let import = (module.join("::"), Some(Name::from(*last)));
            self.implied.entry(local.clone()).or_insert(import);
        }
        let first = segments[0].1;
        let last = segments[segments.len() - 1].1;
        name_expr(local, self.across(first, last))
    }
}

/// An identifier as its users write it: raw ones without their mark.
pub(super) fn ident(ident: &proc_macro2::Ident) -> Name {
    let text = ident.to_string();
    text.strip_prefix("r#").unwrap_or(&text).into()
}

/// The words of a path.
pub(super) fn words(path: &Path) -> Vec<Name> {
    path.segments.iter().map(|segment| ident(&segment.ident)).collect()
}

/// The last word of a path.
pub(super) fn last(path: &Path) -> Name {
    path.segments.last().map(|segment| ident(&segment.ident)).unwrap_or_default()
}

/// The first type among the arguments of a path's last segment.
pub(super) fn argument(path: &Path) -> Option<&syn::Type> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(of) => Some(of),
        _ => None,
    })
}
