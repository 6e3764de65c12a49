//! Writing files that somebody else may be reading, or writing, at the same time.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
    process,
};

/// What some editors begin UTF-8 files with.
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Writes `new` in the place of a file that holds `old`, all of it at once: whoever reads the file sees one or the
/// other. A byte order mark stays. The error says why nothing was written.
pub(super) fn replace(file: &Path, old: &str, new: &str) -> Result<(), String> {
    let said = |error: io::Error| error.to_string();
    let file = fs::canonicalize(file).map_err(said)?;
    let bytes = fs::read(&file).map_err(said)?;
    let mark = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { b"" };
    if bytes[mark.len()..] != *old.as_bytes() {
        return Err("it is not UTF-8, or has changed since it was read".to_owned());
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let beside = file.with_file_name(format!(".{name}.skint-{}", process::id()));
    let written = write(&file, &beside, &[mark, new.as_bytes()]).and_then(|()| fs::rename(&beside, &file));
    written.map_err(|error| {
        // It may not even have been made.
        fs::remove_file(&beside).unwrap_or_default();
        error.to_string()
    })
}

/// Writes a new file with the rights of another.
fn write(like: &Path, file: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let rights = fs::metadata(like)?.permissions();
    if rights.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let mut opened = OpenOptions::new().write(true).create_new(true).open(file)?;
    parts.iter().try_for_each(|part| opened.write_all(part))?;
    opened.set_permissions(rights)?;
    opened.sync_all()
}
