import { isWhiteSpace } from "../../characters.ts";
import type { ParagraphDocument, Paragraphs, TextDocument } from "../../document.ts";
import { findContinuations } from "./hard-wrap.ts";
import { findLines } from "./lines.ts";
import { MAX_PASSAGE_UNITS, passageEnds } from "./passages.ts";

/**
 * In: a text. Out: its paragraphs as offsets. A paragraph is a line, or a block of hard-wrapped lines; one of more than
 * about 1,000 characters is split into passages at sentence ends. Holds 8 bytes a paragraph.
 */
export function splitIntoParagraphs(document: TextDocument): ParagraphDocument {
  return { ...document, paragraphs: splitParagraphs(document.text) };
}

/** The paragraphs of a text: spans in order whose gaps are white space only. */
export function splitParagraphs(text: string): Paragraphs {
  const lines = findLines(text);
  const continues = findContinuations(text, lines);
  const spans = new SpanList(lines.count);
  for (let line = 0; line < lines.count; line++) {
    const start = lines.starts[line]!;
    while (line + 1 < lines.count && continues[line + 1] === 1) line++;
    pushParagraph(spans, text, start, lines.ends[line]!);
  }
  return spans.finish();
}

function pushParagraph(spans: SpanList, text: string, start: number, end: number): void {
  if (end - start <= MAX_PASSAGE_UNITS) {
    spans.push(start, end);
    return;
  }
  let passageStart = start;
  for (const passageEnd of passageEnds(text, start, end)) {
    const first = passageStart > start ? skipWhiteSpace(text, passageStart, passageEnd) : passageStart;
    if (first < passageEnd) spans.push(first, passageEnd);
    passageStart = passageEnd;
  }
}

/** White space between two passages belongs to the gap; the indent of a paragraph belongs to the paragraph. */
function skipWhiteSpace(text: string, start: number, end: number): number {
  let i = start;
  while (i < end && isWhiteSpace(text.charCodeAt(i))) i++;
  return i;
}

/** Arrays of at most 64 bytes cost least. */
const LEAST_SPANS = 16;

class SpanList {
  private starts: Uint32Array;
  private ends: Uint32Array;
  private count = 0;

  constructor(expected: number) {
    this.starts = new Uint32Array(Math.max(expected, LEAST_SPANS));
    this.ends = new Uint32Array(Math.max(expected, LEAST_SPANS));
  }

  push(start: number, end: number): void {
    if (this.count === this.starts.length) {
      const starts = new Uint32Array(this.count * 2);
      const ends = new Uint32Array(this.count * 2);
      starts.set(this.starts);
      ends.set(this.ends);
      this.starts = starts;
      this.ends = ends;
    }
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count++;
  }

  finish(): Paragraphs {
    return { count: this.count, starts: this.starts.slice(0, this.count), ends: this.ends.slice(0, this.count) };
  }
}
