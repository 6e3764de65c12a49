//! Files of the tree that code reads into a prompt.

use crate::{
    resolve::files::Files,
    source::{At, Source, SourceId, Span, offset},
    value::{Chain, Local, Piece, Step, Value, Why},
};
use std::{
    path::{Component, Path},
    sync::Arc,
};

/// Functions of Python that open the file at a path.
const OPENS: [&str; 4] = ["aiofiles.open", "codecs.open", "io.open", "open"];

/// The text of the file at a path that is fixed, or its bytes where it is none: from the root, or from the folder of the
/// file that reads it or one above that.
pub fn read(files: &dyn Files, from: SourceId, path: &str, at: Span) -> At<Value> {
    let Some(id) = locate(files, from, path) else { return At::new(Value::Unknown(Why::Undefined(path.into())), at) };
    let value = match files.source(id) {
        Some(source) => Value::text(Arc::clone(&source.text), whole(&source)),
        None => Value::Local(Arc::new(Local::Bytes(id))),
    };
    At::new(value, at)
}

/// All of a file.
fn whole(source: &Source) -> Span {
    Span::new(source.id, 0, offset(source.text.len()))
}

/// What was read of a file, all of it, in Base64; nothing where it is anything else.
pub fn base64(files: &dyn Files, read: &Value, at: Span) -> Option<At<Value>> {
    let id = match read {
        Value::Local(local) => match **local {
            Local::Bytes(id) => id,
            _ => return None,
        },
        Value::Text(_) => read_whole(files, read)?,
        _ => return None,
    };
    Some(At::new(Value::text(files.base64(id)?, Span::new(id, 0, 0)), at))
}

/// The path in a chain that is a file which was opened: `open(path)`.
pub fn opened(chain: &Chain) -> Option<&At<Value>> {
    let (opener, [Step::Call(args)]) = chain.origin()? else { return None };
    OPENS.contains(&opener.as_str()).then(|| args.positional.first())?
}

/// The file that a text is all of.
pub(super) fn read_whole(files: &dyn Files, text: &Value) -> Option<SourceId> {
    let Value::Text(text) = text else { return None };
    let [Piece::Fixed { text, from }] = text.pieces.as_slice() else { return None };
    let source = files.source(from.source).filter(|source| *from == whole(source) && source.text == *text)?;
    Some(source.id)
}

/// The file at a path: from the root, or from the folder of the file that names it or one above that.
pub(super) fn locate(files: &dyn Files, from: SourceId, path: &str) -> Option<SourceId> {
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
