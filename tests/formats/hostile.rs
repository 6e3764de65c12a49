//! File names, function names, prompts and words of a policy that try to be more than text.

use super::{
    ALL,
    binary::{folder, write},
    reports,
};

/// What a name tries: a command, a colour, a link, an image, a tag, a mention, code, an expression, another line.
const TRICK: &str = "a\n::error::x\u{1b}[31m [l](https://evil.example) ![i](https://evil.example/i.png) <img src=x onerror=alert(1)> \
                     @everyone #1 `code` ${{ secrets.TOKEN }} ##[error] \u{202e} ]]> end";

fn tricky() -> Vec<(String, String)> {
    let copy = folder("tricks");
    let file = format!("{}.py", TRICK.replace('/', ":"));
    let text = format!(
        "import anthropic\nclient = anthropic.Anthropic()\nTEXT = {TRICK:?}\ndef ask():\n    \
         client.messages.create(model='claude-3-opus-20240229', system=TEXT * 200, messages=[])\n"
    );
    write(&copy, &file, text.replace("\\u{1b}", "\\x1b").replace("\\u{202e}", "\\u202e"));
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
        let control = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!report.contains(control), "{format}: {report:?}");
        let commands: Vec<&str> = report.lines().filter(|line| line.trim_start().starts_with("::")).collect();
        let own =
            |line: &&str| ["::error file=", "::warning file=", "::notice file="].iter().any(|c| line.starts_with(c));
        assert!(format == "github" || commands.is_empty(), "{format}: {commands:?}");
        assert!(commands.iter().all(own), "{commands:?}");
        assert!(
            !report.lines().any(|line| line.contains("##[") && !["json", "gitlab"].contains(&&*format)),
            "{format}"
        );
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
