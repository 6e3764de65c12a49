//! Options of the two programs that ask Claude: which take a value, and what they are called here.
//!
//! Sources: `curl --help all` of curl 8.16 and `claude --help` of Claude Code 2.1, both read 2026-11-22.

/// What an option means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It takes no value.
    Flag(&'static str),
    /// It takes a value, which is this argument.
    Value(&'static str),
    /// It takes a value that says nothing here.
    Ignored,
}

/// A program whose options are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    Curl,
    Claude,
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

/// What a long option means, by its name without the hyphens.
pub(super) fn long(program: Program, name: &str) -> Meaning {
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
pub(super) fn short(program: Program, letter: char) -> Meaning {
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
pub(super) const TIMERS: [&str; 2] = ["gtimeout", "timeout"];

/// Programs that run the command behind them, with their options that take a value.
pub(super) const RUNNERS: &[(&str, &[&str])] = &[
    ("bunx", &[]),
    ("caffeinate", &[]),
    ("command", &[]),
    ("doas", &["-u"]),
    ("env", &["-u", "-C"]),
    ("exec", &["-a"]),
    ("gtimeout", &["-s", "-k"]),
    ("nice", &["-n"]),
    ("nohup", &[]),
    ("npx", &["-p", "--package"]),
    ("pnpx", &[]),
    ("setsid", &[]),
    ("stdbuf", &["-i", "-o", "-e"]),
    ("sudo", &["-u", "-g"]),
    ("time", &[]),
    ("timeout", &["-s", "-k"]),
    ("xargs", &["-I", "-n", "-P", "-L", "-d", "-a", "-s"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(CURL_LONG.is_sorted() && CLAUDE_LONG.is_sorted() && RUNNERS.is_sorted());
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
