import type { Repair } from "../../document.ts";
import type { MojibakeLine } from "./mojibake.ts";

export interface RepairedText {
  readonly text: string;
  /** In order. */
  readonly repairs: readonly Repair[];
}

/** Puts what each line was before into its place; lines of which something is lost stay. */
export function repairMojibake(text: string, lines: readonly MojibakeLine[]): RepairedText {
  const parts: string[] = [];
  const repairs: Repair[] = [];
  let copied = 0;
  let length = 0;
  for (const { start, end, readAs, repaired } of lines) {
    if (repaired === undefined) continue;
    parts.push(text.slice(copied, start), repaired);
    length += start - copied + repaired.length;
    repairs.push({ start: length - repaired.length, end: length, readAs, text: text.slice(start, end) });
    copied = end;
  }
  parts.push(text.slice(copied));
  return { text: parts.join(""), repairs };
}
