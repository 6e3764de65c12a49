import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();

export async function ask(prompt: string, { model = "claude-haiku-5-5", cap = 300 } = {}) {
  return client.messages.create({ model, max_tokens: cap, messages: [{ role: "user", content: prompt }] });
}
