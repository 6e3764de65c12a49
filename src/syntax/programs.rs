//! The two programs that ask Claude, and their options: which take a value, and what they are called here.
//!
//! Sources: `curl --help all` of curl 8.16 and `claude --help` of Claude Code 2.1, both read 2026-11-22.

/// What an option means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It takes no value.
    Flag(&'static str),
    /// It takes a value, which is this argument.
    Value(&'static str),
    /// It takes a value that says nothing here.
    Ignored,
}

/// A program whose options are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Transfers what a URL names.
    Curl,
    /// Claude Code.
    Claude,
}

/// The program that a word starts, by the last part of its path.
pub fn program(word: &str) -> Option<Program> {
    let name = word.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.strip_suffix(".exe").or_else(|| name.strip_suffix(".cmd")).unwrap_or(name);
    match name.split_once('@').map_or(name, |(name, _)| name) {
        "curl" => Some(Program::Curl),
        "claude" | "claude-code" => Some(Program::Claude),
        _ => None,
    }
}

/// Short options of curl that take a value.
const CURL_SHORT: &str = "AbcCdDeEFHKmoPQrtTuUwxXyYz";

/// Long options of curl that take a value, beside those that matter, sorted.
const CURL_LONG: &[&str] = &[
    "aws-sigv4",
    "cacert",
    "capath",
    "cert",
    "cert-type",
    "ciphers",
    "config",
    "connect-timeout",
    "connect-to",
    "continue-at",
    "cookie",
    "cookie-jar",
    "data-urlencode",
    "dns-servers",
    "dump-header",
    "form",
    "form-string",
    "interface",
    "key",
    "key-type",
    "limit-rate",
    "max-filesize",
    "max-redirs",
    "max-time",
    "netrc-file",
    "noproxy",
    "oauth2-bearer",
    "output",
    "output-dir",
    "pass",
    "pinnedpubkey",
    "proto",
    "proxy",
    "proxy-header",
    "proxy-user",
    "range",
    "rate",
    "referer",
    "resolve",
    "retry",
    "retry-delay",
    "retry-max-time",
    "socks5",
    "socks5-hostname",
    "speed-limit",
    "speed-time",
    "stderr",
    "tls-max",
    "trace",
    "trace-ascii",
    "unix-socket",
    "upload-file",
    "user",
    "user-agent",
    "variable",
    "write-out",
];

/// Long options of Claude Code that take a value, beside those that matter, sorted.
const CLAUDE_LONG: &[&str] = &[
    "add-dir",
    "agent",
    "agents",
    "allowed-tools",
    "allowedTools",
    "betas",
    "debug-file",
    "disallowed-tools",
    "disallowedTools",
    "fallback-model",
    "file",
    "input-format",
    "mcp-config",
    "name",
    "output-format",
    "permission-mode",
    "permission-prompt-tool",
    "plugin-dir",
    "resume",
    "session-id",
    "setting-sources",
    "settings",
    "system-prompt-file",
    "tools",
];

/// Long options of Claude Code that only count with nobody before it.
const UNATTENDED: [&str; 4] = ["input-format", "json-schema", "output-format", "print"];

/// What a long option means, by its name without the hyphens.
fn long(program: Program, name: &str) -> Meaning {
    match (program, name) {
        (Program::Curl, "data" | "data-ascii" | "data-binary" | "data-raw" | "json") => Meaning::Value("data"),
        (Program::Curl, "header") => Meaning::Value("headers"),
        (Program::Curl, "request") => Meaning::Value("method"),
        (Program::Curl, "url") => Meaning::Value("url"),
        (Program::Curl, name) if CURL_LONG.contains(&name) => Meaning::Ignored,
        (Program::Claude, "print") => Meaning::Flag("print"),
        (Program::Claude, "model") => Meaning::Value("model"),
        (Program::Claude, "max-turns") => Meaning::Value("max-turns"),
        (Program::Claude, "max-budget-usd") => Meaning::Value("max-budget-usd"),
        (Program::Claude, "system-prompt") => Meaning::Value("system-prompt"),
        (Program::Claude, "append-system-prompt") => Meaning::Value("append-system-prompt"),
        (Program::Claude, "effort") => Meaning::Value("effort"),
        (Program::Claude, "json-schema") => Meaning::Value("json-schema"),
        (Program::Claude, name) if CLAUDE_LONG.contains(&name) => Meaning::Ignored,
        (_, _) => Meaning::Flag("flag"),
    }
}

/// What a short option means.
fn short(program: Program, letter: char) -> Meaning {
    match (program, letter) {
        (Program::Curl, 'd') => Meaning::Value("data"),
        (Program::Curl, 'H') => Meaning::Value("headers"),
        (Program::Curl, 'X') => Meaning::Value("method"),
        (Program::Curl, letter) if CURL_SHORT.contains(letter) => Meaning::Ignored,
        (Program::Claude, 'p') => Meaning::Flag("print"),
        (Program::Claude, 'r' | 'n') => Meaning::Ignored,
        (_, _) => Meaning::Flag("flag"),
    }
}

/// Those of [`RUNNERS`] that end the command behind them after a time, which is their first word.
const TIMERS: [&str; 2] = ["gtimeout", "timeout"];

/// Programs that run the command behind them, with their options that take a value.
const RUNNERS: &[(&str, &[&str])] = &[
    ("bunx", &[]),
    ("caffeinate", &[]),
    ("command", &[]),
    ("dlx", &[]),
    ("doas", &["-u"]),
    ("env", &["-u", "-C"]),
    ("exec", &["-a"]),
    ("gtimeout", &["-s", "-k"]),
    ("nice", &["-n"]),
    ("nohup", &[]),
    ("npx", &["-p", "--package"]),
    ("pnpm", &[]),
    ("pnpx", &[]),
    ("setsid", &[]),
    ("stdbuf", &["-i", "-o", "-e"]),
    ("sudo", &["-u", "-g"]),
    ("time", &[]),
    ("timeout", &["-s", "-k"]),
    ("xargs", &["-I", "-n", "-P", "-L", "-d", "-a", "-s"]),
];

/// Programs that look for the words behind them, or keep them, and run none.
const SEEKERS: [&str; 16] = [
    "alias", "apt", "brew", "echo", "find", "gh", "git", "grep", "man", "npm", "pgrep", "pip", "pkill", "printf", "rg",
    "which",
];

/// Whether a program only looks for the words behind it, or keeps them.
pub fn only_looks(program: &str) -> bool {
    SEEKERS.contains(&program)
}

/// Which word behind a program or a function of somebody's own is Claude Code, run by it with nobody before it:
/// `retry 3 claude -p "$task" --model opus`, `logged -- claude -p`. Others have a `-p` too, and what they are given may be
/// called claude (`ssh claude -p 2222`).
pub fn behind_others(words: &[Option<&str>]) -> Option<usize> {
    let (first, _) = words.split_first()?;
    let name = first.filter(|first| !SEEKERS.contains(&first.rsplit('/').next().unwrap_or_default()))?;
    let text = |at: usize| words.get(at).copied().flatten().unwrap_or_default();
    let at = (1..words.len()).find(|at| program(text(*at)) == Some(Program::Claude))?;
    let ended = text(at - 1) == "--"; // the options of the program in front, so that what follows is a command
    let free = ended || at == 1 || !text(at - 1).starts_with('-');
    let asks = |word: &&str| asks_claude(word) || ended && *word == "-p";
    (program(name).is_none() && free && words[at..].iter().flatten().any(asks)).then_some(at)
}

/// Whether a word is an option by which Claude Code is asked something, and of no other program that comes to mind.
fn asks_claude(word: &str) -> bool {
    let name = word.strip_prefix("--").and_then(|option| option.split('=').next()).unwrap_or_default();
    let own = ["append-system-prompt", "max-budget-usd", "max-turns", "model", "system-prompt"];
    UNATTENDED.contains(&name) || own.contains(&name)
}

/// Which word of a command is the program that is really run (`sudo env A=b timeout 5 claude …`), and which ends it after
/// a time. Words are given as far as they are known from their start.
pub fn behind_runners(words: &[Option<&str>]) -> (usize, Option<usize>) {
    let (mut at, mut timer) = (0, None);
    while let Some(Some(first)) = words.get(at) {
        let name = first.rsplit('/').next().unwrap_or_default();
        let Some((_, valued)) = RUNNERS.iter().find(|(runner, _)| *runner == name) else { break };
        let ends = TIMERS.contains(&name);
        let mut taken = !ends;
        let mut inner = at + 1;
        while let Some(word) = words.get(inner) {
            let word = word.unwrap_or_default();
            let setting = word.contains('=') && name == "env";
            if valued.contains(&word) {
                inner += 2;
            } else if word.starts_with('-') || setting || !taken {
                taken |= !word.starts_with('-');
                inner += 1;
            } else {
                break;
            }
        }
        if inner >= words.len() {
            break;
        }
        timer = timer.or(ends.then_some(at));
        at = inner;
    }
    (at, timer)
}

/// What a program reads in one of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// Which word it is.
    pub word: usize,
    /// What it means as an option; nothing where it is none.
    pub option: Option<Meaning>,
    /// Whether it only counts with nobody before the program.
    pub unattended: bool,
    /// In which word the option's value stands, and behind how many bytes.
    pub value: Option<(usize, usize)>,
}

/// What a program reads in the words behind it, in order: `--option value`, `--option=value`, `-sSX POST`, `-XPOST`. Words
/// are given as far as they are known from their start.
pub fn read(program: Program, words: &[Option<&str>]) -> Vec<Read> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = at;
        let text = words[word].unwrap_or_default();
        at += 1;
        let mut next = || {
            let value = (at < words.len()).then_some((at, 0));
            at += 1;
            value
        };
        if text == "--" {
            let rest = word + 1..words.len();
            all.extend(rest.map(|word| Read { word, option: None, unattended: false, value: None }));
            break;
        } else if let Some(name) = text.strip_prefix("--") {
            let (name, stuck) = name.split_once('=').map_or((name, None), |(name, _)| (name, Some(name.len() + 3)));
            let option = long(program, name);
            let value = match (option, stuck) {
                (Meaning::Flag(_), _) => None,
                (_, Some(from)) => Some((word, from)),
                (_, None) => next(),
            };
            let unattended = program == Program::Claude && UNATTENDED.contains(&name);
            all.push(Read { word, option: Some(option), unattended, value });
        } else if let Some(letters) = text.strip_prefix('-').filter(|letters| !letters.is_empty()) {
            for (place, letter) in letters.char_indices() {
                let option = short(program, letter);
                let behind = place + letter.len_utf8();
                let valued = !matches!(option, Meaning::Flag(_));
                let value = match letters.len() - behind {
                    _ if !valued => None,
                    0 => next(),
                    _ => Some((word, 1 + behind)),
                };
                all.push(Read { word, option: Some(option), unattended: option == Meaning::Flag("print"), value });
                if valued {
                    break;
                }
            }
        } else {
            all.push(Read { word, option: None, unattended: false, value: None });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(CURL_LONG.is_sorted() && CLAUDE_LONG.is_sorted() && UNATTENDED.is_sorted() && RUNNERS.is_sorted());
        assert!(SEEKERS.is_sorted());
    }

    #[test]
    fn programs_are_known_by_the_end_of_their_path() {
        let claude = ["claude", "~/.local/bin/claude", "C:\\bin\\claude.cmd", "@anthropic-ai/claude-code@2.1.0"];
        assert!(claude.iter().all(|word| program(word) == Some(Program::Claude)));
        assert_eq!(program("/usr/bin/curl"), Some(Program::Curl));
        assert_eq!(["claude-monitor", "codex", "", "claude -p"].map(program), [None; 4]);
    }

    #[test]
    fn the_program_stands_behind_what_runs_it() {
        let found = |line: &str| behind_runners(&line.split(' ').map(Some).collect::<Vec<_>>());
        assert_eq!(found("claude -p x"), (0, None));
        assert_eq!(found("sudo -u me env A=b claude -p"), (5, None));
        assert_eq!(found("timeout -s KILL 60 npx -y claude"), (6, Some(0)));
        assert_eq!(found("nice timeout 60 claude"), (3, Some(1)));
        assert_eq!(behind_runners(&[Some("timeout"), None, Some("claude")]), (2, Some(0)));
        assert_eq!(found("timeout 60"), (0, None));
    }

    #[test]
    fn words_are_read_as_options_with_their_values() {
        let seen = |line: &str| {
            let words: Vec<_> = line.split(' ').map(Some).collect();
            let read = read(Program::Claude, &words).into_iter();
            read.map(|read| (read.word, read.unattended, read.value)).collect::<Vec<_>>()
        };
        assert_eq!(seen("-cp x"), [(0, false, None), (0, true, None), (1, false, None)]);
        assert_eq!(seen("--model=opus --print"), [(0, false, Some((0, 8))), (1, true, None)]);
        assert_eq!(seen("-rid --output-format json"), [(0, false, Some((0, 2))), (1, true, Some((2, 0)))]);
        assert_eq!(seen("- -- --print"), [(0, false, None), (2, false, None)]);
        assert_eq!(seen("--model"), [(0, false, None)]);
    }

    #[test]
    fn options_mean_what_the_programs_say() {
        assert_eq!(long(Program::Curl, "data-raw"), Meaning::Value("data"));
        assert_eq!(long(Program::Curl, "max-time"), Meaning::Ignored);
        assert_eq!(long(Program::Curl, "silent"), Meaning::Flag("flag"));
        assert_eq!(short(Program::Curl, 's'), Meaning::Flag("flag"));
        assert_eq!(short(Program::Claude, 'p'), Meaning::Flag("print"));
    }
}
