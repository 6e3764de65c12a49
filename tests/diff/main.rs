//! What changes do: every test makes a repository with git and compares two of its states.

#[path = "../common/binary.rs"]
mod binary;
mod budgets;
mod findings;
mod given_again;
mod history;
mod hostile;
mod parts;
mod policies;
mod repository;
mod requests;
mod seen;
mod sent;
mod unreadable;
mod worktree;

use repository::Repository;

/// A call of Claude in Python, with what goes into it.
pub fn call(arguments: &str) -> String {
    format!(
        "import anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef ask(question):\n    \
         return client.messages.create({arguments}messages=[{{\"role\": \"user\", \"content\": question}}])\n"
    )
}

/// A call whose model is shut off.
pub fn retired() -> String {
    call("model=\"claude-3-opus-20240229\", max_tokens=500, ")
}

/// A call of a small model with a small cap.
pub fn small() -> String {
    call("model=\"claude-haiku-5-5\", max_tokens=500, ")
}

#[test]
fn what_is_said_fits_people_programs_and_comments() {
    let before = call("model=\"claude-haiku-5-5\", max_tokens=500, system=PROMPT, ");
    let before = before.replacen("import anthropic\n", "import anthropic\nfrom prompts import PROMPT\n", 1);
    let old = before.replace("def ask", "def old");
    let files = [("app/a.py", before.as_str()), ("app/b.py", &old), ("prompts.py", "PROMPT = 'Be brief.'\n")];
    let repository = Repository::new("shown", &files);
    let after = before.replace("500", "64000");
    repository.commit(&[
        ("app/a.py", &after),
        ("app/b.py", ""),
        ("app/c.py", &small()),
        ("prompts.py", "PROMPT = 'Be brief, and say where each figure comes from.'\n"),
    ]);
    for format in ["json", "markdown", "text"] {
        insta::assert_snapshot!(
            format!("shown_{format}"),
            repository.prints(&["diff", "HEAD~1..HEAD", "--format", format])
        );
    }
}
