import Anthropic from "@anthropic-ai/sdk";
import { MODELS } from "@/lib/models";

const anthropic = new Anthropic();

/** Three short replies that a customer may want to send next. */
export async function suggestReplies(answer: Anthropic.Message): Promise<string[]> {
  const text = answer.content.map((block) => (block.type === "text" ? block.text : "")).join("");
  const reply = await anthropic.messages.create({
    model: MODELS.suggest,
    max_tokens: 120,
    system: "Propose three replies of at most six words, one per line.",
    messages: [{ role: "user", content: text }],
  });
  const [first] = reply.content;
  return first?.type === "text" ? first.text.split("\n").slice(0, 3) : [];
}
