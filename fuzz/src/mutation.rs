//! Inputs made out of others, the same in every run: for a few seconds in each test, and for long by hand.

/// Makes inputs out of others.
pub struct Mutation {
    state: u64,
}

/// Bytes of the longest input that is made.
const LONGEST: usize = 16 * 1024;

/// Pieces that mean something to a reader, a policy or a report.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "\u{feff}",
    "\u{2028}",
    "\u{202e}",
    "\u{1b}[2J",
    "é",
    "漢",
    "𝒳",
    "\u{301}",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "\"",
    "'",
    "`",
    "\"\"\"",
    "'''",
    "\\",
    "\\u{",
    "\\x",
    "${",
    "{{",
    "}}",
    "{%",
    "%}",
    "<%",
    "%>",
    "#{",
    "$(",
    "<<EOF\n",
    "EOF\n",
    "/*",
    "*/",
    "//",
    "#",
    "--",
    "---\n",
    "...",
    "=>",
    "->",
    "::",
    ":",
    ";",
    ",",
    ".",
    "=",
    "==",
    "+=",
    "**",
    "*",
    "@",
    "&",
    "|",
    "!",
    "?",
    "~",
    "^",
    "%",
    "0x",
    "1e999",
    "-1",
    "9223372036854775808",
    "import ",
    "from ",
    "export ",
    "def ",
    "class ",
    "func ",
    "fn ",
    "return ",
    "async ",
    "await ",
    "if ",
    "else",
    "for ",
    "while ",
    "match ",
    "switch",
    "case ",
    "lambda ",
    "self.",
    "this.",
    "new ",
    "client.messages.create(",
    "model",
    "max_tokens",
    "system",
    "messages",
    "tools",
    "cache_control",
    "anthropic",
    "claude-opus-5-5",
    "claude-3-opus-20240229",
    "@anthropic-ai/sdk",
    "api.anthropic.com",
    "ANTHROPIC_MODEL",
    "skint: allow(",
    "skint: allow-file(",
    " until 2027-01-01",
    "\n=== ",
    "=== ===\n",
    "::error::",
    "##[error]",
    "](https://",
    "<script>",
    "&amp;",
    "]]>",
    "{\"version\": 1, \"files\": {}}",
    "[rules]\n",
    "[[override]]\n",
    "null",
];

impl Mutation {
    /// Beginning with a number.
    pub fn new(seed: u64) -> Mutation {
        Mutation { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// A number below `bound`, which is not 0: xorshift, as good as it needs to be.
    pub fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % bound as u64).expect("it is below a usize")
    }

    /// One of `seeds`, changed in a few places.
    pub fn of(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut input = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(6) {
            let other = &seeds[self.below(seeds.len())];
            self.change(&mut input, other);
        }
        input.truncate(LONGEST);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, other: &[u8]) {
        let (start, end) = self.range(input.len());
        match self.below(9) {
            0 => drop(input.drain(start..end)),
            1 => input.truncate(end),
            2 => {
                let piece = PIECES[self.below(PIECES.len())].bytes();
                drop(input.splice(start..start, piece));
            }
            3 => {
                let piece = PIECES[self.below(PIECES.len())].bytes();
                drop(input.splice(start..end, piece));
            }
            4 => {
                let (from, to) = self.range(other.len());
                drop(input.splice(start..start, other[from..to].iter().copied()));
            }
            5 => {
                let times = 1 + self.below(64);
                let piece = input[start..end].repeat(times);
                drop(input.splice(start..end, piece));
            }
            6 => {
                let piece = input[start..end].to_vec();
                let to = self.below(input.len() + 1);
                drop(input.splice(to..to, piece));
            }
            7 if !input.is_empty() => {
                let at = start.min(input.len() - 1);
                input[at] = u8::try_from(self.below(256)).expect("it is below 256");
            }
            _ => {
                let piece = PIECES[self.below(PIECES.len())].repeat(1 + self.below(300));
                drop(input.splice(start..start, piece.bytes()));
            }
        }
    }

    /// A piece of something of this length, most often a short one.
    fn range(&mut self, length: usize) -> (usize, usize) {
        let start = self.below(length + 1);
        let most = [8, 80, length + 1][self.below(3)];
        (start, length.min(start + self.below(most)))
    }
}
