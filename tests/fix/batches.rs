//! Lives of entries that a batch shares.

use super::{becomes, stays};

const RULE: &str = "short-cache-life-in-batch";

fn python(marker: &str) -> String {
    format!(
        "import anthropic\n\nclient = anthropic.Anthropic()\nRULES = \"Answer politely, and quote the number of the order. \" * 250\n\n\n\
         def send(rows):\n    return client.messages.batches.create(\n        requests=[\n            {{\n                \
         \"custom_id\": row.id,\n                \"params\": {{\n                    \"model\": \"claude-sonnet-5-5\",\n                    \
         \"max_tokens\": 99,\n                    \"system\": [{{\"type\": \"text\", \"text\": RULES, \"cache_control\": {marker}}}],\n                    \
         \"messages\": [{{\"role\": \"user\", \"content\": row.text}}],\n                }},\n            }}\n            \
         for row in rows\n        ]\n    )\n"
    )
}

const MARKER: &str = r#"{"type": "ephemeral"}"#;
const LONG: &str = r#"{"type": "ephemeral", "ttl": "1h"}"#;

#[test]
fn an_entry_that_a_batch_shares_lives_an_hour() {
    becomes("absent", "send.py", &python(MARKER), &python(LONG), &[]);
    becomes("written", "send.py", &python(r#"{"type": "ephemeral", "ttl": "5m"}"#), &python(LONG), &[]);
    let before = r#"import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();
const RULES = "Answer politely, and quote the number of the order. ".repeat(250);

export async function send(rows: { id: string; text: string }[]) {
  return client.messages.batches.create({
    requests: rows.map((row) => ({
      custom_id: row.id,
      params: {
        model: "claude-sonnet-5-5",
        max_tokens: 99,
        system: [{ type: "text", text: RULES, cache_control: { type: "ephemeral" } }],
        messages: [{ role: "user", content: row.text }],
      },
    })),
  });
}
"#;
    becomes("typescript", "send.ts", before, &before.replace(r#""ephemeral" }"#, r#""ephemeral", ttl: "1h" }"#), &[]);
}

#[test]
fn a_marker_that_other_calls_share_stays() {
    let shared = python("CACHE").replace("RULES =", &format!("CACHE = {MARKER}\nRULES ="));
    becomes("constant", "send.py", &shared, &shared.replace(MARKER, LONG), &[]);
    let other = "\n\ndef ask(text):\n    return client.messages.create(\n        model=\"claude-sonnet-5-5\",\n        max_tokens=99,\n        \
        system=[{\"type\": \"text\", \"text\": RULES, \"cache_control\": CACHE}],\n        messages=[{\"role\": \"user\", \"content\": text}],\n    )\n";
    stays(RULE, "shared", "send.py", &format!("{shared}{other}"));
}
