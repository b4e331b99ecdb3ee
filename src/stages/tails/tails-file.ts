import type { RepeatedTail } from "./repeated-tails.ts";
import { isRecord, parseJson } from "./word-lists.ts";

/** What `--save-tails` writes and `--tails-from` reads: a JSON object that a person can read, and take lines out of. */

const VERSION = 1;

export function tailsFile(tails: readonly RepeatedTail[]): string {
  const lines = tails.map((tail) => `  ${JSON.stringify(tail)}`).join(",\n");
  return `{"version": ${VERSION}, "tails": [${lines === "" ? "" : `\n${lines}\n`}]}\n`;
}

/** @throws Error where it is no such file */
export function parseTailsFile(json: string): RepeatedTail[] {
  const parsed = parseJson(json);
  if (!isRecord(parsed) || !Array.isArray(parsed["tails"])) throw new Error('there is no list "tails"');
  if (parsed["version"] !== VERSION) throw new Error("it was written by another version");
  return parsed["tails"].map((tail: unknown, i) => {
    if (!isRecord(tail) || typeof tail["text"] !== "string" || !Number.isInteger(tail["documents"])) throw new Error(`tail ${i + 1} lacks "text" or "documents"`);
    return { text: tail["text"], documents: Number(tail["documents"]) };
  });
}
