//! A browser without a window, spoken to through its debugging pipe: messages of JSON, each with a zero byte behind it.

use super::binary::folder;
use serde_json::{Value, json};
use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// Names under which it is installed.
const NAMES: [&str; 4] = ["chromium", "google-chrome", "chromium-browser", "chrome"];

/// A running browser; it ends with this.
pub struct Browser {
    process: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    sent: u64,
    events: Vec<Value>,
}

/// A page that it shows.
pub struct Page<'b> {
    browser: &'b mut Browser,
    session: String,
}

impl Browser {
    /// Starts one, if there is one to start. One that was named must be there.
    pub fn start(name: &str) -> Option<Browser> {
        let named = env::var("SKINT_BROWSER").ok();
        let path: Vec<_> = env::split_paths(&env::var_os("PATH")?).collect();
        let installed = NAMES.iter().find(|name| path.iter().any(|folder| folder.join(name).is_file()));
        let program = named.or_else(|| installed.map(|name| (*name).to_owned()))?;
        let profile = format!("--user-data-dir={}", folder(&format!("{name}-profile")).display());
        let mut process = Command::new("bash")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", &program])
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
            .args([&profile, "--remote-debugging-pipe", "about:blank"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("bash runs");
        let commands = process.stdin.take().expect("it is piped");
        let answers = BufReader::new(process.stdout.take().expect("it is piped"));
        Some(Browser { process, commands, answers, sent: 0, events: Vec::new() })
    }

    /// Shows a file.
    pub fn open(&mut self, file: &Path) -> Page<'_> {
        let target = self.ask("Target.createTarget", &json!({ "url": "about:blank" }), None);
        let attached =
            self.ask("Target.attachToTarget", &json!({ "targetId": target["targetId"], "flatten": true }), None);
        let session = attached["sessionId"].as_str().expect("a session").to_owned();
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.ask(&format!("{domain}.enable"), &json!({}), Some(&session));
        }
        let url = format!("file://{}", file.display());
        self.ask("Page.navigate", &json!({ "url": url }), Some(&session));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            self.hear();
        }
        Page { browser: self, session }
    }

    fn ask(&mut self, method: &str, params: &Value, session: Option<&str>) -> Value {
        self.sent += 1;
        let mut message = json!({ "id": self.sent, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.commands.write_all(&bytes).expect("the browser listens");
        loop {
            if let Some(mut answer) = self.hear() {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].take();
            }
        }
    }

    /// The next answer to what was asked last; what else is said is kept.
    fn hear(&mut self) -> Option<Value> {
        let mut bytes = Vec::new();
        self.answers.read_until(0, &mut bytes).expect("the browser speaks");
        bytes.pop().expect("the browser is there");
        let message: Value = serde_json::from_slice(&bytes).expect("it is JSON");
        if message["id"] == self.sent {
            return Some(message);
        }
        self.events.push(message);
        None
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Page<'_> {
    /// What a script gives.
    pub fn says(&mut self, script: &str) -> Value {
        let params = json!({ "expression": script, "returnByValue": true });
        let mut answer = self.browser.ask("Runtime.evaluate", &params, Some(&self.session));
        assert!(answer.get("exceptionDetails").is_none(), "{script}: {answer}");
        answer["result"]["value"].take()
    }

    /// Presses a key where the focus is.
    pub fn presses_enter(&mut self) {
        for kind in ["keyDown", "keyUp"] {
            let params = json!({ "type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13 });
            self.browser.ask("Input.dispatchKeyEvent", &params, Some(&self.session));
        }
    }

    /// Nothing was asked for but the page itself, and nothing was refused or went wrong.
    pub fn is_quiet(&self) {
        let of = |method: &str| -> Vec<&Value> {
            self.browser.events.iter().filter(|event| event["method"] == method).collect()
        };
        let asked = of("Network.requestWillBeSent");
        assert!(asked.len() == 1 && asked[0]["params"]["type"] == "Document", "{asked:?}");
        let wrong = [of("Runtime.exceptionThrown"), of("Log.entryAdded"), of("Runtime.consoleAPICalled")].concat();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
