//! Files whose lines a parser wants to end in `\n` alone.

use crate::source::{Source, offset};

/// A source without the mark of UTF-8 and with plain ends of lines, and bytes of it and of the file that stand for each
/// other. Most files are that already.
pub(in crate::syntax) fn plain(source: &Source) -> (Source, Vec<(u32, u32)>) {
    let marked = source.text.starts_with('\u{feff}');
    if !marked && !source.text.contains('\r') {
        return (Source::new(source.id, source.path.clone(), source.text.clone(), Vec::new()), Vec::new());
    }
    let start = if marked { '\u{feff}'.len_utf8() } else { 0 };
    let mut text = String::with_capacity(source.text.len());
    let mut places = Vec::new();
    let mut at = start;
    for line in source.text[start..].split_inclusive('\n') {
        places.push((offset(text.len()), offset(at)));
        match line.strip_suffix("\r\n") {
            Some(line) => {
                text.push_str(line);
                places.push((offset(text.len()), offset(at + line.len() + 1)));
                text.push('\n');
            }
            None => text.push_str(line),
        }
        at += line.len();
    }
    (Source::new(source.id, source.path.clone(), text.into(), Vec::new()), places)
}
