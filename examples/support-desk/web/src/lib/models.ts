/** Models of the shop's chat. The chat answers in the open, so it gets the better one. */
export const MODELS = {
  chat: process.env.CHAT_MODEL ?? "claude-sonnet-5-5",
  suggest: "claude-3-5-haiku-latest",
} as const;
