//! Bounds that are reached: what is said names the key of the policy that raises them, and with it raised the answer is
//! whole.

use super::{
    binary::write,
    ground::{Ground, RETIRED, run},
};
use std::fmt::Write;

/// A call of a model that a function chooses, in so many lines that its end is not reached by default.
fn laborious() -> String {
    let mut text =
        "import anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef chosen(size):\n    seen = 0\n".to_owned();
    (0..1000).for_each(|at| writeln!(text, "    seen = seen + {at}").expect("a string takes everything"));
    text + "    return \"claude-3-opus-20240229\"\n\n\nclient.messages.create(model=chosen(3), max_tokens=9, messages=[])\n"
}

#[test]
fn a_file_of_nine_mebibytes_is_refused_unless_the_policy_says_more() {
    let ground = Ground::new("raised-file");
    write(&ground.0, "src/long.py", RETIRED.to_owned() + &"# nothing at all\n".repeat((8 << 20) / 17 + 1));
    write(&ground.0, "src/longer.py", RETIRED.to_owned() + &"# nothing at all\n".repeat((16 << 20) / 17 + 1));
    let (status, out, err) = run(&ground.0, &["check"]);
    let refused = "src/long.py: it is 9 MiB long, and skint reads files of at most 8 MiB, so it was not checked: exclude it if \
                   it is generated, split it, or raise `file-mib` in `[bounds]` of the policy";
    assert!(status == 1 && out.contains(refused), "{out}{err}");
    assert!(out.contains("1 of 1 call site resolved"), "{out}");
    write(&ground.0, "skint.toml", "[bounds]\nfile-mib = 9\n");
    let (_, out, err) = run(&ground.0, &["check"]);
    assert!(!out.contains("src/long.py: it is") && out.contains("2 of 2 call sites resolved"), "{out}{err}");
    // No policy raises it so far, so that nothing of the kind is advised.
    assert!(out.contains("src/longer.py: it is 17 MiB long, and skint reads files of at most 9 MiB"), "{out}");
    assert!(out.contains("exclude it if it is generated, or split it"), "{out}");
}

#[test]
fn a_bound_that_a_policy_beneath_the_root_raises_is_said_to_do_nothing() {
    let ground = Ground::new("raised-beneath");
    write(&ground.0, "src/skint.toml", "[bounds]\nfile-mib = 9\n");
    let (_, out, err) = run(&ground.0, &["policy", "check"]);
    assert!(out.contains("src/skint.toml:2") && out.contains("`file-mib` holds for all of a scan"), "{out}{err}");
}

#[test]
fn what_takes_many_steps_is_unknown_unless_the_policy_says_more() {
    let ground = Ground::new("raised-steps");
    write(&ground.0, "src/ask.py", laborious());
    let (_, out, err) = run(&ground.0, &["check"]);
    let deep = "0 of 1 call site resolved, 1 unresolved because the model lies deeper than skint looks";
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat(&out).contains(deep) && flat(&out).contains("`steps-factor` in `[bounds]`"), "{out}{err}");
    write(&ground.0, "skint.toml", "[bounds]\nsteps-factor = 4\n");
    let (status, out, err) = run(&ground.0, &["check"]);
    assert!(status == 1 && out.contains("1 of 1 call site resolved") && out.contains("retired-model"), "{out}{err}");
}

#[test]
fn callers_in_more_files_than_are_read_are_said_to_be_left_out() {
    let ground = Ground::new("raised-callers");
    let wrapper = "import anthropic\n\n\ndef ask_claude(model):\n    return anthropic.Anthropic().messages.create(model=model, \
                   max_tokens=9, messages=[])\n";
    write(&ground.0, "src/ask.py", wrapper);
    for at in 0..2_005 {
        write(&ground.0, &format!("src/c{at:04}.py"), "from ask import ask_claude\n\nask_claude('claude-haiku-5-5')\n");
    }
    write(&ground.0, "src/z.py", "from ask import ask_claude\n\nask_claude('claude-3-opus-20240229')\n");
    let (_, out, err) = run(&ground.0, &["check"]);
    let left = "src/ask.py: 2,007 files may call or inherit what it defines, and skint reads 2,000 of them: raise `caller-files` \
                in `[bounds]` of the policy";
    assert!(out.contains(left) && !out.contains("retired-model"), "{out}{err}");
    write(&ground.0, "skint.toml", "[bounds]\ncaller-files = 3000\n");
    let (status, out, err) = run(&ground.0, &["check"]);
    assert!(status == 1 && !out.contains(left) && out.contains("retired-model"), "{out}{err}");
}
