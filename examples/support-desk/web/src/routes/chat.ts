import Anthropic from "@anthropic-ai/sdk";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { MODELS } from "@/lib/models";
import { chatPrompt } from "@/lib/prompts";
import { suggestReplies } from "@/lib/suggest";

const anthropic = new Anthropic();

export const chat = new Hono();

chat.post("/chat", async (c) => {
  const { messages } = await c.req.json<{ messages: Anthropic.MessageParam[] }>();
  const stream = anthropic.messages.stream({
    model: MODELS.chat,
    max_tokens: 1200,
    system: [{ type: "text", text: chatPrompt("Tern & Gale"), cache_control: { type: "ephemeral" } }],
    messages,
  });
  return streamSSE(c, async (sse) => {
    for await (const event of stream) {
      if (event.type === "content_block_delta" && event.delta.type === "text_delta") {
        await sse.writeSSE({ data: event.delta.text });
      }
    }
    const last = await stream.finalMessage();
    await sse.writeSSE({ event: "suggestions", data: JSON.stringify(await suggestReplies(last)) });
  });
});
