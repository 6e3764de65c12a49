//! A desk that answers letters.

use anyhow::{Context, Result, anyhow};
use reqwest::{Client, header};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{env, sync::LazyLock};

mod prompts;

const FALLBACK: &str = MODELS[0];
const MODELS: [&str; 2] = ["claude-opus-5-5", "claude-haiku-5-5"]; // most able first
static MODEL: LazyLock<String> = LazyLock::new(|| env::var("DESK_MODEL").unwrap_or_else(|_| FALLBACK.to_string()));
const ENDPOINT: &str = concat!("https://api.anthropic.com", "/v1/messages");

/* Blocks may /* nest */ in one another. */
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Letter<'a> {
    #[serde(rename = "from")]
    sender: &'a str,
    text: String,
    page_count: Option<u32>,
}

#[derive(Clone, Copy, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    #[default]
    Plain,
    VeryKind,
    Custom(u8),
    Other { name: &'static str },
}

impl Tone {
    pub const ALL: [Tone; 2] = [Self::Plain, Self::VeryKind];

    fn as_str(&self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::VeryKind => "very kind",
            Self::Custom(n) if *n > 3 => "custom",
            Self::Custom(_) => "odd",
            Self::Other { name } => name,
        }
    }
}

impl std::fmt::Display for Tone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "tone: {}", self.as_str())
    }
}

pub trait Desk {
    fn name(&self) -> String {
        "desk".into()
    }
    async fn answer(&self, letter: Letter<'_>) -> Result<String>;
}

pub struct Service {
    client: Client,
    model: String,
    max_tokens: u32,
}

impl Service {
    pub fn new(model: Option<String>) -> Result<Self> {
        let client = Client::builder().timeout(std::time::Duration::from_secs(30)).build()?;
        Ok(Self { client, model: model.unwrap_or(MODEL.clone()), ..Service::small() })
    }

    fn small() -> Self {
        Service { client: Client::new(), model: FALLBACK.into(), max_tokens: 1_024 }
    }

    #[tracing::instrument(skip(self))]
    async fn send(&self, system: Option<&str>, messages: Vec<serde_json::Value>) -> Result<String> {
        let mut body = json!({
            "model": self.model,
            "max_tokens": self.max_tokens,
            "messages": messages,
            "metadata": { "user_id": null, "tags": ["a", FALLBACK] },
        });
        if let Some(system) = system {
            body["system"] = json!(system);
        }
        let Some(key) = env::var("ANTHROPIC_API_KEY").ok() else {
            return Err(anyhow!("no key for {}", self.model));
        };
        let response = self.client.post(ENDPOINT).header(header::ACCEPT, "application/json").header("x-api-key", &key);
        let text = response.json(&body).send().await.context("sending")?.text().await?;
        for attempt in 0..3 {
            if text.is_empty() && attempt > 1 {
                anyhow::bail!("empty after {attempt:?}");
            }
        }
        let kind = if text.len() > 10 { "long" } else { "short" };
        let size = match text.len() {
            0 => "none",
            1..=9 => {
                let word = "few";
                word
            }
            _ => kind,
        };
        Ok(format!("{size}: {0} {text:>10} {{}} {}", text.trim(), kind = kind))
    }
}

impl Desk for Service {
    async fn answer(&self, letter: Letter<'_>) -> Result<String> {
        let prompt = format!("{}\n{}", prompts::GREETING, letter.text);
        let tone = Tone::default();
        let answers = futures::future::join_all(Tone::ALL.iter().map(|tone| async move {
            self.send(Some(include_str!("system.txt")), vec![json!({ "role": "user", "content": tone.to_string() })]).await
        }))
        .await;
        let (first, _rest) = (answers.first(), &answers[1..]);
        tokio::select! {
            done = self.send(None, vec![]) => done,
            _ = tokio::time::sleep(crate::LIMIT) => Err(anyhow!("late: {prompt} {tone} {first:?}")),
        }
    }
}

macro_rules! twice {
    ($e:expr) => {
        $e + $e
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    const SAMPLE: &str = "sample";

    fn letter() -> Letter<'static> {
        Letter { sender: SAMPLE, text: String::new(), page_count: None }
    }

    #[tokio::test]
    async fn answers() {
        let service = super::Service::new(None).unwrap();
        while let Ok(text) = service.answer(letter()).await {
            let n = loop {
                break twice!(text.len());
            };
            assert_eq!(n, 2);
        }
    }
}
