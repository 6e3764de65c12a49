//! Claude Code that a program starts as a process: from lists of words and lines, in every language.

use super::seen::tree;

/// Models and prompts of the calls of a file.
fn asked(path: &str, text: &str) -> Vec<(String, String)> {
    tree(&[(path, text)]).into_iter().map(|seen| (seen.model, seen.messages)).collect()
}

fn models(path: &str, text: &str) -> Vec<String> {
    asked(path, text).into_iter().map(|(model, _)| model).collect()
}

/// A function of Python that runs this.
fn python(body: &str) -> String {
    format!("import asyncio, os, shutil, subprocess\n\nasync def ask(prompt, model=None, *rest):\n    {body}\n")
}

#[test]
fn python_starts_it_in_many_ways() {
    for body in [
        "subprocess.run(['claude', '-p', 'Hi', '--model', 'opus'], timeout=9)",
        "subprocess.run(args=['claude', '--model=opus', '--print', 'Hi'])",
        "subprocess.Popen(['timeout', '60', 'claude', '-p', 'Hi', '--model', 'opus'])",
        "subprocess.check_output(['npx', '-y', '@anthropic-ai/claude-code@2.1.0', '-p', 'Hi', '--model', 'opus'])",
        "subprocess.run('claude -p \"Hi\" --model opus', shell=True)",
        "subprocess.run(['bash', '-lc', 'cd /work && claude -p Hi --model opus | tee log'])",
        "subprocess.run(['cmd', '/c', 'claude', '-p', 'Hi', '--model', 'opus'])",
        "subprocess.run(['C:\\\\Windows\\\\cmd.exe', '/C', 'claude -p Hi --model opus'])",
        "subprocess.run(['powershell', '-NoProfile', '-Command', 'claude -p Hi --model opus'])",
        "subprocess.run(['docker', 'exec', '-i', 'box', 'bash', '-lc', 'claude -p Hi --model opus'])",
        "subprocess.run(['docker', 'exec', '-i', 'box', 'claude', '-p', 'Hi', '--model', 'opus'])",
        "await asyncio.create_subprocess_exec('claude', '-p', 'Hi', '--model', 'opus')",
        "await asyncio.create_subprocess_shell('claude -p Hi --model opus')",
        "os.system('claude -p Hi --model opus')",
        "found = shutil.which('claude') or '/usr/bin/claude'\n    subprocess.run([found, '-p', 'Hi', '--model', 'opus'])",
        "subprocess.run([os.environ.get('CLAUDE', 'claude'), '-p', 'Hi', '--model', 'opus'])",
        "subprocess.run(['claude', '--output-format', 'json', '--model', 'opus'], input='Hi')",
        "words = ['claude', '-p']\n    words += ['--model', 'opus']\n    words.append('Hi')\n    subprocess.run(words)",
    ] {
        assert_eq!(asked("ask.py", &python(body)), [("opus".to_owned(), "Hi".to_owned())], "{body}");
    }
}

#[test]
fn a_command_that_grows_by_what_may_be_given_is_still_read() {
    let grown = |more: &str| {
        format!(
            "import subprocess\n\n\nclass Runner:\n    def __init__(self, path='claude', more=None):\n        self.path = path\n        self.more = \
             more or []\n\n    def run(self, text, session=None):\n        words = [self.path, '--print', '--model', 'opus']\n        {more}\n        \
             words.append(text)\n        return subprocess.run(words, timeout=9)\n"
        )
    };
    for (more, model) in [
        ("words += self.more", "opus"),
        ("words += self.more\n        if session:\n            words += ['--resume', session]", "opus"),
        ("words = words + self.more\n        if session:\n            words.extend(['--resume', session])", "opus"),
        ("if session:\n            words += ['--resume', session]\n        words += self.more", "opus | ?"),
    ] {
        assert_eq!(models("run.py", &grown(more)), [model], "{more}");
    }
    assert!(models("run.py", &grown("words += self.more").replace("'claude'", "'codex'")).is_empty());
}

#[test]
fn a_program_that_is_looked_for_in_many_places_is_still_claude() {
    let found = |last: &str| {
        format!(
            "import os\nimport subprocess\n\n\ndef detect():\n    chosen = os.environ.get('CLAUDE_PATH')\n    if chosen and \
             os.path.isfile(chosen):\n        return chosen\n    for candidate in ('/opt/homebrew/bin/claude', \
             os.path.expanduser('~/.local/bin/claude')):\n        if os.path.isfile(candidate):\n            return candidate\n    return \
             {last}\n\n\nPROGRAM = detect()\n\n\ndef ask():\n    subprocess.Popen([PROGRAM, '-p', 'Hi', '--model', 'opus'])\n"
        )
    };
    assert_eq!(models("ask.py", &found("'/usr/local/bin/claude'")), ["opus"]);
    for other in ["'/usr/local/bin/codex'", "configured()"] {
        assert!(models("ask.py", &found(other)).is_empty(), "{other}");
    }
    let environment = "import os\nimport subprocess\n\nsubprocess.run([os.environ['CLAUDE_EDITOR'], '-p', 'Hi', '--model', 'opus'])\n";
    assert!(models("ask.py", environment).is_empty());
}

#[test]
fn what_may_be_added_to_a_command_is_not_certain() {
    let models = |body: &str| models("ask.py", &python(body));
    let grows = "words = ['claude', '-p', prompt]\n    if prompt:\n        words += ['--model', 'opus']\n    subprocess.run(words)";
    assert_eq!(models(grows), ["opus | ?"]);
    let passed = "words = ['claude', '-p', prompt]\n    if model:\n        words += ['--model', model]\n    subprocess.run(words)";
    assert_eq!(models(passed), ["?"]);
    assert_eq!(models("subprocess.run(['claude', '-p', prompt, *rest])"), ["?"]);
    assert_eq!(models("subprocess.run(['claude', '-p', '--model', 'opus', *rest])"), ["opus"]);
    assert_eq!(models("subprocess.run(['claude', '-p', prompt])"), ["none"]);
}

#[test]
fn only_claude_with_nobody_before_it_counts() {
    for body in [
        "subprocess.run(['claude', prompt])",
        "subprocess.run(['claude', *rest])",
        "subprocess.run(['claude', 'mcp', 'list'])",
        "subprocess.run(['claude', '--version'])",
        "subprocess.run(['codex', 'exec', '-p', 'claude'])",
        "subprocess.run(['which', 'claude'])",
        "subprocess.run([prompt, '-p', 'claude'])",
        "subprocess.run(['echo', 'claude', '-p'])",
        "print(['claude', '-p', prompt])",
    ] {
        assert_eq!(models("ask.py", &python(body)), [""; 0], "{body}");
    }
}

#[test]
fn a_wrapper_of_the_file_is_asked_by_its_callers() {
    let text = "import subprocess\n\ndef run(words):\n    return subprocess.run(words)\n\ndef ask(prompt):\n    \
                return run(['claude', '-p', prompt, '--model', 'haiku'])\n\ndef log():\n    return run(['git', 'log'])\n";
    assert_eq!(models("ask.py", text), ["haiku"]);
    let built = "import subprocess\n\nclass Runner:\n    def __init__(self, model='sonnet'):\n        self.model = model\n    \
                 def words(self, prompt):\n        return ['claude', '-p', prompt, '--model', self.model]\n    \
                 def ask(self, prompt):\n        return subprocess.run(self.words(prompt), timeout=9)\n\nRunner(model='opus').ask('Hi')\n";
    assert_eq!(models("ask.py", built), ["opus | ?"]);
}

#[test]
fn javascript_starts_it_too() {
    let take = "import { exec, execFile, execSync, spawn } from \"node:child_process\";\nimport { promisify } from \"util\";\n\
                import os from \"os\";\nimport path from \"path\";\n\
                import { execa } from \"execa\";\nconst run = promisify(exec);\nconst runFile = promisify(execFile);\n";
    for body in [
        "spawn(\"claude\", [\"-p\", \"Hi\", \"--model\", \"opus\"], { stdio: \"pipe\" })",
        "execSync(`claude -p \"Hi\" --model ${\"opus\"}`, { timeout: 9 })",
        "run(\"claude -p Hi --model opus\")",
        "runFile(\"claude\", [\"-p\", \"Hi\", \"--model=opus\"])",
        "execa(\"/usr/local/bin/claude\", [\"--print\", \"--model\", \"opus\", \"Hi\"])",
        "spawn(path.join(os.homedir(), \".local\", \"bin\", \"claude\"), [\"-p\", \"Hi\", \"--model\", \"opus\"])",
        "Bun.spawn([\"claude\", \"-p\", \"Hi\", \"--model\", \"opus\"])",
        "new Deno.Command(\"claude\", { args: [\"-p\", \"Hi\", \"--model\", \"opus\"] })",
    ] {
        for path in ["ask.ts", "ask.mjs"] {
            let text = format!("{take}export async function ask() {{\n  return {body};\n}}\n");
            assert_eq!(asked(path, &text), [("opus".to_owned(), "Hi".to_owned())], "{path}: {body}");
        }
    }
    let older =
        "const { spawn } = require(\"child_process\");\nspawn(\"claude\", [\"-p\", \"Hi\", \"--model\", \"opus\"]);\n";
    assert_eq!(models("ask.js", older), ["opus"]);
}

#[test]
fn a_template_that_is_run_starts_it() {
    let take = "import { $ } from \"zx\";\nimport { execa } from \"execa\";\n";
    for (body, said) in [
        ("$`claude -p ${\"Hi --model haiku\"} --model opus`", "Hi --model haiku"),
        ("Bun.$`claude --print --model=${\"opus\"} \"Hi you\" 2>/dev/null`.nothrow().text()", "Hi you"),
        ("$({ quiet: true })`cd work && claude -p ${[\"--model\", \"opus\"]} Hi | tee ${log}`", "Hi"),
        ("execa({ stdio: \"inherit\" })`claude -p --model opus < ${file}`", "{unknown} / …"),
        ("execa`claude -p\n  --model opus Hi`", "Hi"),
    ] {
        for path in ["ask.ts", "ask.mjs"] {
            let text = format!("{take}export async function ask() {{\n  return await {body};\n}}\n");
            assert_eq!(asked(path, &text), [("opus".to_owned(), said.to_owned())], "{path}: {body}");
        }
    }
    for body in ["$`claude mcp list`", "$`which claude -p`", "html`claude -p ${hi}`", "$`echo claude -p`"] {
        assert_eq!(models("ask.ts", &format!("{take}{body};\n")), [""; 0], "{body}");
    }
}

#[test]
fn compiled_languages_start_it_too() {
    let go = |body: &str| {
        format!("package main\n\nimport \"os/exec\"\n\nfunc ask(ctx Context, prompt string) {{\n\t{body}\n}}\n")
    };
    for body in [
        "exec.Command(\"claude\", \"-p\", \"Hi\", \"--model\", \"opus\").Output()",
        "args := []string{\"-p\", \"Hi\", \"--model\", \"opus\"}\n\tcmd := exec.CommandContext(ctx, \"claude\", args...)\n\tcmd.Run()",
        "found, _ := exec.LookPath(\"claude\")\n\texec.Command(found, \"-p\", \"Hi\", \"--model\", \"opus\").Run()",
    ] {
        assert_eq!(asked("ask.go", &go(body)), [("opus".to_owned(), "Hi".to_owned())], "{body}");
    }
    let rust = |body: &str| format!("use std::process::Command;\n\nfn ask(prompt: &str) {{\n    {body}\n}}\n");
    for body in [
        "Command::new(\"claude\").args([\"-p\", \"Hi\", \"--model\", \"opus\"]).output();",
        "let mut it = Command::new(\"claude\");\n    it.arg(\"-p\").arg(\"Hi\");\n    it.arg(\"--model\").arg(\"opus\");\n    it.spawn();",
    ] {
        assert_eq!(asked("ask.rs", &rust(body)), [("opus".to_owned(), "Hi".to_owned())], "{body}");
    }
    assert_eq!(asked("ask.rs", &rust("Command::new(\"claude\").arg(\"--version\").output();")), []);
    let java = "class Ask {\n  void ask() {\n    new ProcessBuilder(\"claude\", \"-p\", \"Hi\", \"--model\", \"opus\").start();\n  }\n}\n";
    assert_eq!(models("Ask.java", java), ["opus"]);
    let kotlin =
        "fun ask() {\n    ProcessBuilder(listOf(\"claude\", \"-p\", \"Hi\", \"--model\", \"opus\")).start()\n}\n";
    assert_eq!(models("Ask.kt", kotlin), ["opus"]);
    let csharp = "using System.Diagnostics;\nclass Ask {\n  void Now(string prompt) {\n    var info = new \
                  ProcessStartInfo(\"claude\", $\"-p \\\"{prompt}\\\" --model opus\");\n    Process.Start(info);\n  }\n}\n";
    assert_eq!(models("Ask.cs", csharp), ["opus"]);
    for set in [
        "FileName = \"claude\", Arguments = \"-p Hi --model opus\"",
        "FileName = \"cmd.exe\", Arguments = \"/c claude -p Hi --model opus\", UseShellExecute = false",
    ] {
        let csharp = format!(
            "using System.Diagnostics;\nclass Ask {{\n  void Now() {{\n    var info = new ProcessStartInfo {{ {set} }};\n    \
             Process.Start(info);\n  }}\n}}\n"
        );
        assert_eq!(models("Ask.cs", &csharp), ["opus"], "{set}");
    }
    let other = "using System.Diagnostics;\nclass Ask {\n  void Now() {\n    var info = new ProcessStartInfo { FileName = \"cmd.exe\", \
                 Arguments = \"/c where claude\" };\n    Process.Start(info);\n  }\n}\n";
    assert_eq!(models("Ask.cs", other), [""; 0]);
}

#[test]
fn scripts_start_it_too() {
    let php = "<?php\n$all = shell_exec(\"claude -p \" . escapeshellarg($prompt) . \" --model opus\");\n\
               $run = new Process(['claude', '-p', $prompt, '--model', 'haiku']);\n";
    assert_eq!(models("ask.php", php), ["opus", "haiku"]);
    let ruby = "require \"open3\"\n\ndef ask(prompt)\n  Open3.capture2(\"claude\", \"-p\", prompt, \"--model\", \"opus\")\n  \
                `claude -p \"#{prompt}\" --model haiku`\nend\n";
    assert_eq!(models("ask.rb", ruby), ["opus", "haiku"]);
}
