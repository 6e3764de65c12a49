//! Paths are texts here: `Path(__file__).parent / "prompts"` is a path from the root of the scan.

use crate::{
    source::Span,
    value::{Name, Value},
};

/// `.parent`, `.name`, `.stem` of a path.
pub fn member(value: &Value, name: &Name, at: Span) -> Option<Value> {
    let path = value.as_str()?;
    let text = match name.as_str() {
        "parent" => parent(&path),
        "name" => path.rsplit('/').next()?.to_owned(),
        "stem" => {
            let file = path.rsplit('/').next()?;
            file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
        }
        "length" => return i64::try_from(path.chars().count()).ok().map(Value::Int),
        _ => return None,
    };
    Some(Value::text(text, at))
}

/// The folder of a path.
pub fn parent(path: &str) -> String {
    path.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned())
}

/// Path parts joined; a part that begins with `/` begins anew.
pub fn join<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() && !out.ends_with('/') {
            out.push('/');
        }
        out.push_str(part);
    }
    out
}
