//! Declared types, as far as they say what a value can do: `Option<Arc<Client>>` is a `Client`.

use super::{
    Reader,
    paths::{argument, last},
};
use crate::syntax::Expr;
use syn::{Type, TypeParamBound};

/// Types that are what they hold.
const TRANSPARENT: &[&str] = &[
    "Arc", "Box", "Cow", "LazyLock", "Mutex", "OnceCell", "OnceLock", "Option", "Pin", "Rc", "RefCell", "Result",
    "RwLock", "Weak",
];

/// Types whose values say by themselves what they are.
const PLAIN: &[&str] = &[
    "BTreeMap", "HashMap", "HashSet", "Path", "PathBuf", "String", "Value", "Vec", "bool", "char", "f32", "f64",
    "i128", "i16", "i32", "i64", "i8", "isize", "str", "u128", "u16", "u32", "u64", "u8", "usize",
];

impl Reader<'_> {
    /// The class that a type names, if it names one.
    pub(super) fn declared(&mut self, of: &Type) -> Option<Expr> {
        let mut of = of;
        loop {
            of = match of {
                Type::Reference(inner) => &inner.elem,
                Type::Paren(inner) => &inner.elem,
                Type::Group(inner) => &inner.elem,
                Type::Path(path) => {
                    let name = last(&path.path);
                    if PLAIN.contains(&name.as_str()) {
                        return None;
                    }
                    match argument(&path.path) {
                        Some(inner) if TRANSPARENT.contains(&name.as_str()) => inner,
                        _ => return Some(self.qualified(path.qself.as_ref(), &path.path)),
                    }
                }
                Type::ImplTrait(bounds) => return self.bound(bounds.bounds.first()),
                Type::TraitObject(bounds) => return self.bound(bounds.bounds.first()),
                _ => return None,
            };
        }
    }

    fn bound(&mut self, bound: Option<&TypeParamBound>) -> Option<Expr> {
        match bound {
            Some(TypeParamBound::Trait(bound)) => Some(self.path(&bound.path)),
            _ => None,
        }
    }
}

/// Whether a function that gives this type makes what `Self` is: `Self`, `Result<Self>`, or the type by its name.
pub(super) fn makes(of: &syn::ReturnType, own: &str) -> bool {
    let syn::ReturnType::Type(_, of) = of else { return false };
    let mut of = &**of;
    while let Type::Path(path) = of {
        let name = last(&path.path);
        if name == "Self" || name == own {
            return true;
        }
        match argument(&path.path) {
            Some(inner) if TRANSPARENT.contains(&name.as_str()) => of = inner,
            _ => return false,
        }
    }
    false
}
