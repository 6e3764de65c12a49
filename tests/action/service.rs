//! A service on the loopback interface that speaks what the action asks for: comments in pages, pull requests, files of a
//! release. It can refuse, ask for patience, and fail.

use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, VecDeque},
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard},
    thread,
};

/// What the service holds.
#[derive(Default)]
pub struct State {
    /// Comments of the pull request: id, author, text.
    pub comments: Vec<(u64, String, String)>,
    /// Heads of pull requests, by number.
    pub heads: BTreeMap<u64, String>,
    /// Files of releases, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Answers to the next requests to `/repos`, before any is looked at: a status and further headers.
    pub next: VecDeque<(u16, &'static str)>,
    /// Whether the token may only read.
    pub read_only: bool,
    /// Every request that was made, as method and path.
    pub log: Vec<String>,
}

/// A running service.
#[derive(Clone)]
pub struct Service {
    /// Its address.
    pub address: String,
    state: Arc<Mutex<State>>,
}

impl Service {
    /// Starts one.
    pub fn start() -> Service {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let service = Service { address, state: Arc::default() };
        let answers = service.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answers.answer(stream);
            }
        });
        service
    }

    /// What it holds.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no answer panics")
    }

    /// How often something that writes was asked for.
    pub fn writes(&self) -> usize {
        self.state().log.iter().filter(|line| !line.starts_with("GET")).count()
    }

    fn answer(&self, mut stream: TcpStream) {
        let Some((method, path, body, authorised)) = request(&mut stream) else { return };
        let (status, headers, body) = self.state().respond(&method, &path, &body, authorised);
        let head =
            format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        // Whoever asked may be gone.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    }
}

/// Method, path, body, and whether there is a token.
fn request(stream: &mut TcpStream) -> Option<(String, String, Vec<u8>, bool)> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let (mut length, mut authorised) = (0, false);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let header = header.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(size) = header.strip_prefix("content-length: ") {
            length = size.parse().ok()?;
        }
        authorised |= header == "authorization: bearer ghs_token";
        if header == "expect: 100-continue" {
            stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((method, path, body, authorised))
}

type Response = (u16, String, Vec<u8>);

fn says(status: u16, body: &Value) -> Response {
    (status, "Content-Type: application/json\r\n".to_owned(), body.to_string().into_bytes())
}

const COMMENTS: &str = "/repos/octo/shop/issues/7/comments";

impl State {
    fn respond(&mut self, method: &str, path: &str, body: &[u8], authorised: bool) -> Response {
        self.log.push(format!("{method} {path}"));
        if let Some(file) = self.files.get(path) {
            return (200, String::new(), file.clone());
        }
        if !authorised {
            return says(if path.starts_with("/repos") { 401 } else { 404 }, &json!({ "message": "Not for you" }));
        }
        if path == "/user" {
            return says(403, &json!({ "message": "Resource not accessible by integration" }));
        }
        if let Some((status, headers)) = self.next.pop_front() {
            return (status, headers.to_owned(), b"{\"message\": \"no\"}".to_vec());
        }
        let number = path.rsplit('/').next().and_then(|last| last.parse().ok()).unwrap_or(0);
        match method {
            "GET" if path.starts_with(COMMENTS) => self.page(path),
            "GET" => match self.heads.get(&number) {
                Some(head) => says(200, &json!({ "head": { "label": "\"sha\": \\", "sha": head }, "number": number })),
                None => says(404, &json!({ "message": "Not Found" })),
            },
            _ if self.read_only => says(403, &json!({ "message": "Resource not accessible by integration" })),
            _ => self.write(method, path, number, body),
        }
    }

    fn write(&mut self, method: &str, path: &str, number: u64, body: &[u8]) -> Response {
        let Ok(body) = serde_json::from_slice::<Value>(body) else { return says(400, &json!({ "message": "JSON" })) };
        let text = body["body"].as_str().unwrap_or_default().to_owned();
        if method == "POST" && path == COMMENTS {
            let id = 9_000 + self.comments.len() as u64;
            self.comments.push((id, "github-actions[bot]".to_owned(), text));
            return says(201, &json!({ "id": id }));
        }
        match self.comments.iter_mut().find(|(id, ..)| *id == number && method == "PATCH") {
            Some(comment) => {
                comment.2 = text;
                says(200, &json!({ "id": number }))
            }
            None => says(404, &json!({ "message": "Not Found" })),
        }
    }

    /// A page of comments, as many as were asked for, with a link to the next one where there is one.
    fn page(&self, path: &str) -> Response {
        let asked = |name: &str| {
            let value = path.split(['?', '&']).find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
            value.and_then(|value| value.parse::<usize>().ok())
        };
        let (size, page) = (asked("per_page").unwrap_or(30).min(100), asked("page").unwrap_or(1));
        let all = self.comments.iter().skip((page - 1) * size).take(size);
        let shown = all.map(|(id, author, text)| {
            json!({ "url": "x", "id": id, "user": { "login": author, "id": 1, "type": "Bot" },
                    "body": text, "reactions": { "id": 5, "body": "+1" } })
        });
        let (status, mut headers, body) = says(200, &shown.collect());
        if page * size < self.comments.len() {
            headers.push_str("Link: <http://elsewhere.example/?page=9>; rel=\"next\"\r\n");
        }
        (status, headers, body)
    }
}
