//! Patterns that always fit.

use super::{Reader, conditions::member, paths::ident};
use crate::syntax::Pattern;
use syn::Pat;

impl Reader<'_> {
    /// What a pattern binds: in `let`, in parameters, in `for`. `Some(x)` and the like bind as what they hold.
    pub(super) fn binding(&mut self, pattern: &Pat) -> Pattern {
        let at = super::nowhere(self);
        self.deeper(at, |reader| reader.binding_here(pattern)).unwrap_or(Pattern::Other)
    }

    fn binding_here(&mut self, pattern: &Pat) -> Pattern {
        match pattern {
            Pat::Ident(name) => Pattern::Name(ident(&name.ident), self.span(name.ident.span())),
            Pat::Paren(inner) => self.binding(&inner.pat),
            Pat::Reference(inner) => self.binding(&inner.pat),
            Pat::Type(inner) => self.binding(&inner.pat),
            Pat::Tuple(tuple) => Pattern::List(tuple.elems.iter().map(|part| self.part(part)).collect()),
            Pat::Slice(slice) => Pattern::List(slice.elems.iter().map(|part| self.part(part)).collect()),
            Pat::Struct(fields) => {
                let entries = fields.fields.iter();
                let entries = entries.map(|field| (member(&field.member), self.binding(&field.pat), None)).collect();
                Pattern::Map { entries, rest: None }
            }
            Pat::TupleStruct(tuple) => match super::paths::last(&tuple.path).as_str() {
                "Some" | "Ok" if tuple.elems.len() == 1 => self.binding(&tuple.elems[0]),
                _ => {
                    let parts = tuple.elems.iter().enumerate();
                    let entries = parts.map(|(i, part)| (i.to_string().into(), self.binding(part), None)).collect();
                    Pattern::Map { entries, rest: None }
                }
            },
            _ => Pattern::Other,
        }
    }

    fn part(&mut self, pattern: &Pat) -> Option<Pattern> {
        match pattern {
            Pat::Wild(_) => None,
            Pat::Rest(_) => Some(Pattern::Rest(Box::new(Pattern::Other))),
            other => Some(self.binding(other)),
        }
    }
}
