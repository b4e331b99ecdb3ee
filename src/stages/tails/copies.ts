import type { Paragraphs } from "../../document.ts";
import { END, KIND_OF, SPACE } from "./character-kinds.ts";
import { LEAD_LINES } from "./vocabulary.ts";

/** A copy shorter than this says nothing: "Share", "1." */
const MIN_COPY_UNITS = 12;

/**
 * Whether a line is a cut-off copy of one of the document's first lines: the same characters from the start on, without
 * the dots at its end, shorter than the line it copies.
 */
export function isLeadCopy(text: string, paragraphs: Paragraphs, line: number): boolean {
  const { starts, ends } = paragraphs;
  const start = starts[line]!;
  const end = withoutDots(text, start, ends[line]!);
  if (end - start < MIN_COPY_UNITS) return false;
  for (let lead = 0; lead < LEAD_LINES && lead < line; lead++) {
    if (ends[lead]! - starts[lead]! >= end - start && isPrefix(text, start, end, starts[lead]!)) return true;
  }
  return false;
}

/**
 * Whether a line begins like one of the `reach` lines before it and is cut off. Only lines that are long enough to be sure.
 */
export function isPrefixOfEarlier(text: string, paragraphs: Paragraphs, line: number, reach: number): boolean {
  const { starts, ends } = paragraphs;
  const start = starts[line]!;
  const end = withoutDots(text, start, ends[line]!);
  if (end - start < MIN_COPY_UNITS) return false;
  for (let earlier = line - 1; earlier >= 0 && earlier >= line - reach; earlier--) {
    if (ends[earlier]! - starts[earlier]! > end - start && isPrefix(text, start, end, starts[earlier]!)) return true;
  }
  return false;
}

function isPrefix(text: string, start: number, end: number, other: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) !== text.charCodeAt(other + i - start)) return false;
  return true;
}

function withoutDots(text: string, start: number, end: number): number {
  let i = end;
  while (i > start && (KIND_OF[text.charCodeAt(i - 1)] === END || KIND_OF[text.charCodeAt(i - 1)] === SPACE)) i--;
  return i;
}
