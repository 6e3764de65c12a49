//! Commits: how people name them, and where two of them part.

use super::{Commit, NoAnswer, Repository};
use gix::{ObjectId, bstr::BStr, objs::Kind};

/// Two commits that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Where they part: what the base was when the work on the head began.
    pub base: Commit,
    /// What the base was named, where it has gone on since.
    pub beyond: Option<Commit>,
}

/// Digits of a commit that are shown.
const DIGITS: usize = 10;

/// Digits of a whole digest.
const WHOLE: usize = 40;

impl Repository {
    /// The commit of a name, as git reads it: a branch, a tag, `HEAD~2`, the first digits of its digest.
    pub fn commit(&self, name: &str) -> Result<Commit, NoAnswer> {
        let local = self.inner.to_thread_local();
        let Ok(id) = local.rev_parse_single(BStr::new(name)) else {
            return Err(NoAnswer::no_commit(self.kept(), name));
        };
        let missing = |error: gix::Error| NoAnswer::missing_commit(self.kept(), name, &id.to_string(), &error);
        let object = id.object().map_err(missing)?;
        let leads_there = matches!(object.kind, Kind::Commit | Kind::Tag);
        match object.peel_to_commit() {
            Ok(commit) => Ok(Commit { id: commit.id, name: shortened(name) }),
            Err(error) if leads_there => Err(missing(error)),
            Err(_) => Err(NoAnswer::no_commit(self.kept(), name)),
        }
    }

    /// What is checked out; nothing where there is no commit yet.
    pub fn head(&self) -> Option<Commit> {
        self.commit("HEAD").ok()
    }

    /// Whether what is checked out is a branch without a commit: the first one is still to be made.
    pub fn is_unborn(&self) -> bool {
        self.inner.to_thread_local().head().is_ok_and(|head| head.is_unborn())
    }

    /// Where `head` and what is named `base` part.
    pub fn parting(&self, base: &Commit, head: &Commit) -> Result<Compared, NoAnswer> {
        let whole = |at: ObjectId| {
            let beyond = (at != base.id).then(|| base.clone());
            let name = if beyond.is_some() { short(at) } else { base.name.clone() };
            Compared { base: Commit { id: at, name }, beyond }
        };
        // A shallow clone may hold a commit and its parent without knowing that the one leads to the other.
        if base.id == head.id || self.names_as_parent(head, base) {
            return Ok(whole(base.id));
        }
        let local = self.inner.to_thread_local();
        match local.merge_base(base.id, head.id) {
            Ok(Some(at)) => Ok(whole(at.detach())),
            _ => Err(match self.torn([base.id, head.id]) {
                Some(error) => NoAnswer::missing_history(self.kept(), &base.name, &head.name, &error),
                None => NoAnswer::no_base(self.kept(), &base.name, &head.name),
            }),
        }
    }

    /// What is wrong with the history that leads to some commits.
    fn torn(&self, tips: [ObjectId; 2]) -> Option<gix::Error> {
        let local = self.inner.to_thread_local();
        match local.rev_walk(tips).all() {
            Ok(mut walk) => walk.find_map(Result::err),
            Err(error) => Some(error),
        }
    }

    fn names_as_parent(&self, head: &Commit, base: &Commit) -> bool {
        let local = self.inner.to_thread_local();
        let Ok(commit) = local.find_commit(head.id) else { return false };
        commit.decode().is_ok_and(|commit| commit.parents().any(|parent| parent == base.id))
    }
}

impl Commit {
    /// Its first digits.
    pub fn short(&self) -> String {
        short(self.id)
    }
}

/// A name that begins with a whole digest, with its first digits only.
fn shortened(name: &str) -> String {
    let digits = name.bytes().take_while(u8::is_ascii_hexdigit).count();
    if digits == WHOLE { format!("{}{}", &name[..DIGITS], &name[digits..]) } else { name.to_owned() }
}

fn short(id: ObjectId) -> String {
    id.to_hex_with_len(DIGITS).to_string()
}
