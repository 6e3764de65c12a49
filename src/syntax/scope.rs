//! Which names are locals and which are members, for languages in which a member can be named without saying whose it
//! is.
//!
//! A reader opens a scope for each class, with the members that it declares, and for each block; a name is then a
//! local, a member of the class around it, or of a class further out.

use crate::value::Name;
use std::collections::{HashMap, HashSet};

/// What a class declares under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Member {
    /// A field of each instance.
    Field,
    /// A field of the class.
    Shared,
    /// A method of instances.
    Method,
    /// A method of the class.
    OfClass,
    /// A class within it.
    Nested,
}

/// What a name means where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A local name, or one that is not known here.
    Plain,
    /// A member of the innermost class.
    Own(Member),
    /// A member of a class further out, with the names of the classes that lead to that one.
    Outer(Vec<Name>, Member),
}

#[derive(Debug)]
enum Frame {
    Class {
        name: Option<Name>,
        members: HashMap<Name, Member>,
    },
    Block(HashSet<Name>),
    /// A function in which `this` is something that is given to it.
    Receiver(HashSet<Name>),
    /// A block in the class's body, which runs when the class or an instance is made.
    Body(HashSet<Name>),
}

/// The scopes around a place, innermost last.
#[derive(Debug, Default)]
pub(super) struct Scope(Vec<Frame>);

impl Scope {
    /// Opens a class.
    pub fn open_class(&mut self, name: Option<Name>, members: HashMap<Name, Member>) {
        self.0.push(Frame::Class { name, members });
    }

    /// Opens a block, with names that it begins with.
    pub fn open(&mut self, names: impl IntoIterator<Item = Name>) {
        self.0.push(Frame::Block(names.into_iter().collect()));
    }

    /// Opens a block that stands in the body of a class itself.
    pub fn open_body(&mut self) {
        self.0.push(Frame::Body(HashSet::new()));
    }

    /// Opens a function in which `this` is something that is given to it, so that members of the class around it are
    /// not those of `this`.
    pub fn open_receiver(&mut self) {
        self.0.push(Frame::Receiver(HashSet::new()));
    }

    /// Whether `this` is something that was given.
    pub fn has_receiver(&self) -> bool {
        let mut inner = self.0.iter().rev().take_while(|frame| !matches!(frame, Frame::Class { .. }));
        inner.any(|frame| matches!(frame, Frame::Receiver(_)))
    }

    /// Closes the innermost class or block.
    pub fn close(&mut self) {
        self.0.pop();
    }

    /// Declares a local name.
    pub fn declare(&mut self, name: Name) {
        if let Some(Frame::Block(names) | Frame::Body(names) | Frame::Receiver(names)) = self.0.last_mut() {
            names.insert(name);
        }
    }

    /// Whether the place stands in a block of the innermost class, rather than in its body.
    pub fn in_block(&self) -> bool {
        let mut inner = self.0.iter().rev().take_while(|frame| !matches!(frame, Frame::Class { .. })).peekable();
        inner.peek().is_some() && inner.all(|frame| matches!(frame, Frame::Block(_) | Frame::Receiver(_)))
    }

    /// Whether a name is one of the innermost function's own, or of one around it.
    pub fn is_local(&self, name: &str) -> bool {
        self.0.iter().any(|frame| match frame {
            Frame::Block(names) | Frame::Body(names) | Frame::Receiver(names) => names.contains(name),
            Frame::Class { .. } => false,
        })
    }

    /// What a name means; methods and the rest do not hide each other.
    pub fn find(&self, name: &str, called: bool) -> Found {
        let fits = |member: Member| called == matches!(member, Member::Method | Member::OfClass);
        let mut innermost = true;
        for (at, frame) in self.0.iter().enumerate().rev() {
            match frame {
                Frame::Block(names) | Frame::Body(names) | Frame::Receiver(names)
                    if names.contains(name) && !called =>
                {
                    return Found::Plain;
                }
                Frame::Receiver(_) => innermost = false,
                Frame::Block(_) | Frame::Body(_) => {}
                Frame::Class { members, .. } => match members.get(name).copied().filter(|member| fits(*member)) {
                    Some(member) if innermost => return Found::Own(member),
                    Some(member) => return Found::Outer(self.path(at), member),
                    None => innermost = false,
                },
            }
        }
        Found::Plain
    }

    /// Names of the classes around the innermost one, and its own.
    pub fn class_path(&self) -> Vec<Name> {
        self.0.iter().rposition(|frame| matches!(frame, Frame::Class { .. })).map_or_else(Vec::new, |at| self.path(at))
    }

    fn path(&self, to: usize) -> Vec<Name> {
        let names = self.0[..=to].iter().filter_map(|frame| match frame {
            Frame::Class { name, .. } => name.clone(),
            Frame::Block(_) | Frame::Body(_) | Frame::Receiver(_) => None,
        });
        names.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locals_hide_members_and_inner_classes_hide_outer_ones() {
        let mut scope = Scope::default();
        let members = |names: &[(&str, Member)]| names.iter().map(|(name, member)| ((*name).into(), *member)).collect();
        scope.open_class(Some("Outer".into()), members(&[("model", Member::Shared), ("ask", Member::Method)]));
        scope.open_class(Some("Inner".into()), members(&[("limit", Member::Field)]));
        assert!(!scope.in_block());
        scope.open(["limit".into()]);
        assert_eq!(scope.find("limit", false), Found::Plain);
        assert_eq!(scope.find("model", false), Found::Outer(vec!["Outer".into()], Member::Shared));
        assert_eq!(scope.find("ask", true), Found::Outer(vec!["Outer".into()], Member::Method));
        assert_eq!(scope.find("ask", false), Found::Plain);
        scope.close();
        assert_eq!(scope.find("limit", false), Found::Own(Member::Field));
        assert_eq!(scope.class_path(), ["Outer", "Inner"]);
    }
}
