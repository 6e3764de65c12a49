//! Things that the scanned tree defines.

use super::{Map, Name, Scopes, Value};
use crate::source::{At, SourceId};

/// A function of the tree: its file and its number in that file's [`functions`](crate::syntax::Module::functions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionId(pub SourceId, pub u32);

/// A class of the tree: its file and its number in that file's [`classes`](crate::syntax::Module::classes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub SourceId, pub u32);

/// Something the scanned tree defines.
#[derive(Clone, Debug, PartialEq)]
pub enum Local {
    /// A function, with the scopes around it where it is nested, and the instance or class it is bound to.
    Function {
        /// Which.
        id: FunctionId,
        /// Innermost last.
        around: Scopes,
        /// `self`, where it was taken from an instance.
        bound: Option<Box<Value>>,
    },
    /// A class.
    Class {
        /// Which.
        id: ClassId,
        /// Scopes around it where it is nested, innermost last.
        around: Scopes,
    },
    /// An instance of a class, with its fields as far as they are known.
    Instance {
        /// Of which class.
        class: ClassId,
        /// Fields set by the class, its constructor or its methods.
        fields: Map,
        /// How many values it holds, those within its fields included.
        weight: u32,
    },
    /// A module.
    Module(SourceId),
    /// The bytes of a file that is no text: an image, a document.
    Bytes(SourceId),
    /// A name that another module of the tree defines, not looked up yet.
    Import {
        /// Which module.
        module: SourceId,
        /// Its name there.
        name: Name,
    },
    /// An instance that somebody made with arguments that are not seen; its fields are worked out when somebody asks.
    Made(ClassId),
    /// A field of an instance that somebody made, which methods set beside the constructor; not worked out yet.
    Field {
        /// Of which class.
        class: ClassId,
        /// The field.
        name: Name,
        /// What it holds before any of those methods ran.
        before: Option<Box<At<Value>>>,
    },
    /// `super` within a class: its bases, on behalf of this instance.
    Super {
        /// The class whose bases are meant.
        class: ClassId,
        /// The instance.
        bound: Box<Value>,
    },
}
