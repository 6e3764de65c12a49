import { ask } from "./llm";

export const reply = (text: string) => ask(text);
