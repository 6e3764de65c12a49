//! From bytes to text. Whatever is damaged is still read as far as it can be, and said.
use crate::bounds::MOST_FILE_BYTES;

/// What became of a file's bytes.
pub(super) struct Decoded {
    /// The text; nothing for a binary file.
    pub(super) text: Option<String>,
    /// What is wrong with the bytes: the line from 1, where there is one, and a sentence.
    pub(super) damage: Option<(Option<u32>, &'static str)>,
}

/// Whether the bytes begin with the mark of UTF-16.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

/// The text of `bytes`, without a byte order mark.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    if is_utf16(&bytes) {
        return decode_utf16(&bytes);
    }
    if memchr::memchr(0, &bytes).is_some() {
        return binary();
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{FEFF}') {
                text.drain(..'\u{FEFF}'.len_utf8());
            }
            Decoded { text: Some(text), damage: None }
        }
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = crate::source::offset(memchr::memchr_iter(b'\n', before).count() + 1);
            let text = String::from_utf8_lossy(error.as_bytes()).trim_start_matches('\u{FEFF}').to_owned();
            let sentence =
                "this is not UTF-8; skint reads on with � in place of what it cannot decode: save the file as UTF-8";
            Decoded { text: Some(text), damage: Some((Some(line), sentence)) }
        }
    }
}

fn decode_utf16(bytes: &[u8]) -> Decoded {
    let little = bytes[0] == 0xFF;
    let unit = |pair: &[u8; 2]| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) };
    let (pairs, rest) = bytes[2..].as_chunks::<2>();
    let mut damaged = !rest.is_empty();
    let text: String = char::decode_utf16(pairs.iter().map(unit))
        .map(|read| {
            damaged |= read.is_err();
            read.unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect();
    if text.contains('\0') {
        return binary();
    }
    let sentence =
        "this is damaged UTF-16; skint reads on with � in place of what it cannot decode: save the file as UTF-8";
    Decoded { text: Some(text), damage: damaged.then_some((None, sentence)) }
}

fn binary() -> Decoded {
    let sentence =
        "this is a binary file in spite of its name (it holds NUL bytes), so it was not read: rename or exclude it";
    Decoded { text: None, damage: Some((None, sentence)) }
}

/// What is said of a file of `length` bytes that is too long to be read, where `longest` may be.
pub(super) fn too_long(length: u64, longest: u64) -> String {
    let mib = |bytes: u64| bytes.div_ceil(1024 * 1024);
    let way_out = if length > MOST_FILE_BYTES {
        "or split it"
    } else {
        "split it, or raise `file-mib` in `[bounds]` of the policy"
    };
    format!(
        "it is {} MiB long, and skint reads files of at most {} MiB, so it was not checked: exclude it if it is generated, {way_out}",
        mib(length),
        mib(longest)
    )
}
