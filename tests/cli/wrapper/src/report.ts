import { ask } from "./llm";

export const report = (text: string) => ask(text, { model: "claude-3-5-sonnet-20241022", cap: 4000 });
