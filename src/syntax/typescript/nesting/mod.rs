//! How deeply a text nests, from its bytes alone.
//!
//! The parser recurses, without a bound, for every opening bracket and for every operator whose right side may hold
//! another of its kind. This looks over the text first, at a fraction of the parser's cost, and counts how many of
//! those are open at once. It is no parser: it errs upwards, and only code that no person wrote comes near the bound.

mod texts;

/// What a look over the bytes found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nesting {
    /// The most things that are open at once.
    pub depth: u32,
    /// For each `<`, how many of them are open: the parser reads the text after each of them anew, as type arguments.
    rereads: usize,
}

impl Nesting {
    /// Looks over `text`.
    pub fn of(text: &str) -> Nesting {
        let mut scan = Scan::new(text.as_bytes());
        scan.run();
        Nesting { depth: scan.deepest, rereads: scan.rereads }
    }

    /// Whether parsing would take more than a small multiple of the time that the text's length asks for.
    pub fn is_slow(self, bytes: usize) -> bool {
        self.rereads > 10_000 + 4 * bytes
    }
}

/// What stands before a token, as far as that decides how it is read.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// A value: a slash divides, a minus subtracts, a newline may end the statement.
    Value,
    /// A closing brace: the same, and a word begins a statement.
    Brace,
    /// An operator, or a keyword that asks for more.
    Operator,
    /// `void`, which asks for more in an expression and ends a type.
    Void,
    /// `if`, `for` and the like, whose brackets are no value.
    Header,
    /// A dot: the next word is a name even if it is a keyword.
    Dot,
}

/// What was open when a bracket opened.
struct Level {
    weight: u32,
    angles: u32,
    elements: u32,
    header: bool,
    template: bool,
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    levels: Vec<Level>,
    /// Brackets that are open, and everything else that is open in each of them.
    weight: u32,
    /// `<` that are open.
    angles: u32,
    /// JSX elements that are open within the innermost bracket.
    elements: u32,
    before: Before,
    newline: bool,
    deepest: u32,
    rereads: usize,
    /// Whether a namespace's name is being read, each part of which holds the next.
    path: bool,
    /// Up to here no slash begins a regular expression: one was looked for and its line ended first.
    no_pattern: usize,
    /// Whether the rest holds no end of a comment.
    no_comment: bool,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            levels: vec![],
            weight: 0,
            angles: 0,
            elements: 0,
            before: Before::Operator,
            newline: true,
            deepest: 0,
            rereads: 0,
            path: false,
            no_pattern: 0,
            no_comment: false,
        }
    }

    fn run(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\n' => self.newline = true,
                b' ' | b'\t' | b'\r' => {}
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'$' | b'#' | 0x80.. => self.word(),
                b'"' | b'\'' => self.string(byte),
                b'`' => self.template(),
                b'/' => self.slash(),
                b'(' | b'[' | b'{' => self.open(byte == b'(', false),
                b')' | b']' | b'}' => self.close(byte),
                _ => self.punctuation(byte),
            }
        }
    }

    fn next_is(&self, byte: u8) -> bool {
        self.bytes.get(self.at) == Some(&byte)
    }

    fn floor(&self) -> u32 {
        self.levels.last().map_or(0, |level| level.weight + 1) + self.elements
    }

    fn heavier(&mut self) {
        self.weight += 1;
        self.deepest = self.deepest.max(self.weight);
    }

    fn outer_angles(&self) -> u32 {
        self.levels.last().map_or(0, |level| level.angles)
    }

    /// A list item ends: what was open within it is closed, except type arguments, which are a list themselves.
    fn end_item(&mut self) {
        self.weight = self.floor() + self.angles - self.outer_angles();
        self.before = Before::Operator;
    }

    fn end_statement(&mut self) {
        self.angles = self.outer_angles();
        self.end_item();
    }

    fn open(&mut self, round: bool, template: bool) {
        let header = round && self.before == Before::Header;
        let (weight, angles, elements) = (self.weight, self.angles, std::mem::take(&mut self.elements));
        self.levels.push(Level { weight, angles, elements, header, template });
        self.heavier();
        self.before = Before::Operator;
        (self.newline, self.path) = (false, false);
    }

    fn close(&mut self, byte: u8) {
        let Some(level) = self.levels.pop() else { return };
        (self.weight, self.angles, self.elements) = (level.weight, level.angles, level.elements);
        self.newline = false;
        self.before = match byte {
            _ if level.header => Before::Operator,
            b'}' => Before::Brace,
            _ => Before::Value,
        };
        if level.template {
            self.template();
        }
    }

    fn word(&mut self) {
        let start = self.at - 1;
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$' | 0x80..)));
        self.at += length.unwrap_or(rest.len());
        let word = &self.bytes[start..self.at];
        let continues = matches!(word, b"else" | b"catch" | b"finally" | b"in" | b"instanceof" | b"as" | b"extends");
        let ends = match self.before {
            Before::Value => self.newline,
            Before::Void => self.newline && !asks_for_more(word),
            before => before == Before::Brace,
        };
        self.newline = false;
        self.path |= matches!(word, b"namespace" | b"module");
        if ends && !continues {
            self.end_statement();
        }
        if self.before == Before::Dot {
            self.before = Before::Value;
            return;
        }
        self.before = self.after_word(word);
    }

    /// Keywords after which the parser recurses weigh; after those that ask for more, no statement can end.
    fn after_word(&mut self, word: &[u8]) -> Before {
        match word {
            b"if" | b"for" | b"while" | b"with" => {
                self.heavier();
                Before::Header
            }
            b"await" if self.before == Before::Header => Before::Header,
            _ if asks_for_more(word) => {
                self.heavier();
                if word == b"void" { Before::Void } else { Before::Operator }
            }
            b"case" => {
                self.end_statement();
                Before::Operator
            }
            b"return" | b"throw" | b"in" | b"of" | b"instanceof" | b"extends" | b"as" | b"default" | b"export" => {
                Before::Operator
            }
            _ => Before::Value,
        }
    }

    fn end_element(&mut self) {
        if self.elements > 0 {
            self.elements -= 1;
            self.weight = self.floor();
        }
    }

    fn punctuation(&mut self, byte: u8) {
        let value = matches!(self.before, Before::Value | Before::Brace);
        self.path &= byte == b'.';
        match byte {
            b'\\' => self.at += 1,
            b';' => self.semicolon(),
            b',' => self.end_item(),
            b'.' => {
                self.weight += u32::from(self.path);
                self.deepest = self.deepest.max(self.weight);
                self.before = Before::Dot;
            }
            b'<' => self.less_than(value),
            b'>' => {
                self.angles = self.angles.saturating_sub(1).max(self.outer_angles());
                self.before = Before::Operator;
            }
            b'?' if self.next_is(b'.') || self.next_is(b'?') => self.pair(),
            b'=' | b'!' if self.next_is(b'=') => self.pair(),
            b'!' | b'~' if value => {}
            b'+' | b'-' if value && self.next_is(byte) => self.at += 1,
            b'+' | b'-' if value => self.before = Before::Operator,
            b'*' if !self.next_is(b'*') => self.before = Before::Operator,
            b'=' | b'?' | b':' | b'!' | b'~' | b'+' | b'-' | b'*' | b'@' => {
                if byte == b'=' && self.next_is(b'>') {
                    self.at += 1;
                }
                self.heavier();
                self.before = Before::Operator;
            }
            _ => self.before = Before::Operator,
        }
        self.newline = false;
    }

    fn pair(&mut self) {
        let dot = self.next_is(b'.');
        self.at += 1;
        self.before = if dot { Before::Dot } else { Before::Operator };
    }

    /// Ends the statement, unless it is the first half of an `if … else`.
    fn semicolon(&mut self) {
        let rest = self.bytes[self.at..].trim_ascii_start();
        if rest.starts_with(b"else") {
            self.before = Before::Operator;
        } else {
            self.end_statement();
        }
    }

    fn less_than(&mut self, value: bool) {
        match self.bytes.get(self.at) {
            Some(b'/') => {
                self.at += 1;
                self.end_element();
            }
            Some(b'=' | b'<') => self.pair(),
            next => {
                let element = next.is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'>' | b'_' | b'$'));
                self.elements += u32::from(element && (!value || self.elements > 0));
                self.angles += 1;
                self.rereads += self.angles as usize;
                self.heavier();
                self.before = Before::Operator;
            }
        }
    }
}

/// Keywords after which the parser recurses, without a bracket.
fn asks_for_more(word: &[u8]) -> bool {
    const KEYWORDS: [&[u8]; 17] = [
        b"abstract",
        b"asserts",
        b"async",
        b"await",
        b"class",
        b"delete",
        b"do",
        b"else",
        b"function",
        b"infer",
        b"keyof",
        b"new",
        b"readonly",
        b"typeof",
        b"unique",
        b"void",
        b"yield",
    ];
    KEYWORDS.contains(&word)
}
