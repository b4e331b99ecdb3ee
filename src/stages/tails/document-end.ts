import type { ParagraphDocument, Paragraphs } from "../../document.ts";
import { type LineSketch, sketchLine } from "./line-sketch.ts";

/** What the first pass of `--learn-tails` keeps of a document. */
export interface DocumentEnd {
  /** The same for copies of a document, also edited ones: what closes copies is no tail. */
  readonly mark: number;
  readonly lines: readonly EndLine[];
}

export interface EndLine extends LineSketch {
  readonly text: string;
}

/** As many last lines can be a repeated tail; the first line of a document never. */
export const END_LINES = 24;
/** Units of the marking paragraph that are hashed: a copy may have been edited behind them. */
const MARK_UNITS = 64;

export function endOf({ text, paragraphs }: ParagraphDocument): DocumentEnd {
  const lines: EndLine[] = [];
  for (let line = firstEndLine(paragraphs); line < paragraphs.count; line++) {
    const start = paragraphs.starts[line]!;
    const end = paragraphs.ends[line]!;
    const sketch = sketchLine(text, start, end);
    if (sketch !== undefined) lines.push({ ...sketch, text: text.slice(start, end) });
  }
  return { mark: markOf(text, paragraphs), lines };
}

export function firstEndLine({ count }: Paragraphs): number {
  return Math.max(1, count - END_LINES);
}

/** A hash of how the longest paragraph of the document's first half begins: that is its body, whatever frames it. */
function markOf(text: string, { count, starts, ends }: Paragraphs): number {
  let longest = 0;
  for (let line = 1; line < (count + 1) >> 1; line++) if (ends[line]! - starts[line]! > ends[longest]! - starts[longest]!) longest = line;
  let hash = 1;
  const end = Math.min(ends[longest] ?? 0, (starts[longest] ?? 0) + MARK_UNITS);
  for (let i = starts[longest] ?? 0; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) ^ (hash >>> 15);
  return hash >>> 0;
}
