//! File names, function names, prompts and words of a policy that try to be more than text.

use super::{
    ALL,
    binary::{folder, run, write},
    reports,
};
use std::sync::LazyLock;

/// What a name tries: a command, a colour, a link, an image, a tag, a mention, code, an expression, another line.
const TRICK: &str = "a\n::error::x\u{1b}[31m [l](https://evil.example) ![i](https://evil.example/i.png) <img src=x onerror=alert(1)> \
                     @everyone #1 `code` ${{ secrets.TOKEN }} ##[e] ##vso[x] ##teamcity[x] \u{202e} \u{fffe}\u{ffff} ]]> end";

/// What each format says of them; the tests share one folder.
fn tricky() -> Vec<(String, String)> {
    static REPORTS: LazyLock<Vec<(String, String)>> = LazyLock::new(written);
    REPORTS.clone()
}

fn written() -> Vec<(String, String)> {
    let copy = folder("tricks");
    let file = format!("{}.py", TRICK.replace('/', ":"));
    let text = format!(
        "import anthropic\nclient = anthropic.Anthropic()\nTEXT = {TRICK:?}\ndef ask():\n    \
         client.messages.create(model='claude-3-opus-20240229', system=TEXT * 200, messages=[])\n"
    );
    write(
        &copy,
        &file,
        text.replace("\\u{1b}", "\\x1b")
            .replace("\\u{202e}", "\\u202e")
            .replace("\\u{fffe}", "\\ufffe")
            .replace("\\u{ffff}", "\\uffff"),
    );
    let words = toml::Value::from(TRICK);
    let policy = format!("[rules]\nretired-model = {{ level = \"error\", message = {words} }}\n");
    write(&copy, "skint.toml", policy);
    write(
        &copy,
        "broken\n::warning::x.py",
        "import anthropic\nclient = anthropic.Anthropic(\nclient.messages.create(((\n",
    );
    let reports = reports(&copy, &ALL).expect("the policy is right");
    ALL.iter().map(|format| (*format).to_owned()).zip(reports).collect()
}

#[test]
fn nothing_from_outside_is_more_than_text_in_any_format() {
    for (format, report) in tricky() {
        assert!(report.contains("everyone"), "{format} shows the words of the team: {report}");
        let control = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{fffe}\u{ffff}".contains(c);
        assert!(!report.contains(control), "{format}: {report:?}");
        let commands: Vec<&str> = report.lines().filter(|line| line.trim_start().starts_with("::")).collect();
        let own =
            |line: &&str| ["::error file=", "::warning file=", "::notice file="].iter().any(|c| line.starts_with(c));
        assert!(format == "github" || commands.is_empty(), "{format}: {commands:?}");
        assert!(commands.iter().all(own), "{commands:?}");
        for command in ["##[", "##vso[", "##teamcity["] {
            assert!(!report.contains(command), "{format}: {command}");
        }
    }
}

/// Figures of calls in a file whose name begins a line of a table.
#[test]
fn nothing_from_outside_is_more_than_text_in_any_table() {
    let copy = folder("costs");
    let name = "::error::x ##[error] ##teamcity[x] @all #1 [l](x) \u{ffff}.py";
    let text =
        "import anthropic\nanthropic.Anthropic().messages.create(model='claude-opus-5-5', max_tokens=9, messages=[])\n";
    write(&copy, name, text);
    let asked = ["table", "csv", "markdown", "json"].map(|format| vec!["cost", "--format", format]);
    let what_if = ["table", "csv", "markdown", "json"].map(|format| vec!["cost", "--what-if", "--format", format]);
    let sites = ["table", "json"].map(|format| vec!["sites", "--format", format]);
    for args in asked.into_iter().chain(what_if).chain(sites) {
        let (_, out, _) = run(&copy, &args);
        assert!(out.contains("error"), "{args:?}: {out}");
        assert!(!out.lines().any(|line| line.trim_start().starts_with("::")), "{args:?}: {out}");
        for sign in ["##[", "##teamcity[", "\u{ffff}"] {
            assert!(!out.contains(sign), "{args:?}: {sign} in {out}");
        }
        let is_markdown = args.contains(&"markdown");
        assert!(!is_markdown || !["@all", "[l]("].iter().any(|sign| out.contains(sign)), "{out}");
    }
}

#[test]
fn a_comment_holds_no_link_no_image_no_tag_and_no_mention() {
    let reports = tricky();
    let markdown = &reports.iter().find(|(format, _)| format == "markdown").expect("it is a format").1;
    // Within backticks nothing means anything; what is left is prose.
    for line in markdown.lines() {
        let prose: String = line.replace("\\`", "").split('`').step_by(2).collect();
        for sign in ["](", "<img", "@e", "#1", "${{", "https://"] {
            assert!(!prose.contains(sign) || prose.contains("\\]("), "{sign} in {prose}");
        }
        assert!(!prose.replace("\\](", "").contains("]("), "{prose}");
        assert!(!prose.replace("\\<", "").replace("<br>", "").contains('<'), "{prose}");
    }
}

#[test]
fn a_page_runs_nothing_but_its_own_script_and_asks_for_nothing() {
    let reports = tricky();
    let html = &reports.iter().find(|(format, _)| format == "html").expect("it is a format").1;
    assert_eq!(html.matches("<script").count(), 1);
    assert_eq!(html.matches("<img").count(), 0);
    assert!(html.contains("default-src 'none'") && html.contains("script-src 'sha256-"));
    for sign in ["src=\"", "href=", "url(", "@import", "fetch("] {
        assert!(!html.contains(sign), "{sign}");
    }
}

#[test]
fn tests_for_build_services_are_well_formed() {
    let reports = tricky();
    let junit = &reports.iter().find(|(format, _)| format == "junit").expect("it is a format").1;
    let text: String = junit.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    assert!(!text.contains('>') && !text.contains('"'), "every sign of XML stands for itself only in tags: {text}");
    let bare = junit.match_indices('&').any(|(at, _)| {
        !["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].iter().any(|entity| junit[at..].starts_with(entity))
    });
    assert!(!bare, "{junit}");
}
