//! Files of the tree that code reads into a prompt.

use crate::{
    resolve::files::Files,
    source::{At, SourceId, Span},
    value::{Value, Why},
};
use std::path::{Component, Path};

/// The text of the file at a path that is fixed: from the root, or from the folder of the file that reads it or one
/// above that.
pub fn read(files: &dyn Files, from: SourceId, path: &str, at: Span) -> At<Value> {
    let found = locate(files, from, path).and_then(|id| files.source(id).map(|source| (id, source)));
    match found {
        Some((id, source)) => {
            let whole = Span::new(id, 0, crate::source::offset(source.text.len()));
            At::new(Value::text(std::sync::Arc::clone(&source.text), whole), at)
        }
        None => At::new(Value::Unknown(Why::Undefined(path.into())), at),
    }
}

fn locate(files: &dyn Files, from: SourceId, path: &str) -> Option<SourceId> {
    let path = path.strip_prefix("file://").unwrap_or(path);
    let here = files.path(from);
    let mut folder = Path::new(&*here).parent();
    let mut candidates = vec![normal(path)];
    while let Some(at) = folder {
        candidates.push(normal(&format!("{}/{path}", at.display())));
        folder = at.parent();
    }
    candidates.into_iter().flatten().find_map(|candidate| files.find(&candidate))
}

/// A path from the root without `.` and `..`; nothing where it leads out of the root.
pub fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::CurDir | Component::RootDir => {}
            Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn paths_lose_their_dots_and_never_leave_the_root() {
        assert_eq!(normal("src/../prompts/./a.md").as_deref(), Some("prompts/a.md"));
        assert_eq!(normal("../a.md"), None);
        assert_eq!(normal("a/../../b"), None);
    }
}
