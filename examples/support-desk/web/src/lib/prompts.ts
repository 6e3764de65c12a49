import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The same handbook that drafts are written by. */
export const HANDBOOK = readFileSync(join(__dirname, "../../../desk/prompts/answer.md"), "utf8");

export function chatPrompt(shop: string): string {
  return `You are the assistant on the site of ${shop}. It is ${new Date().toISOString()}.\n\n${HANDBOOK}`;
}
