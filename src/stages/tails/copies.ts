import type { Paragraphs } from "../../document.ts";
import { CAPITAL, DIGIT, END, KIND_OF, LETTER, SPACE, UNMARKED, WIDE } from "./character-kinds.ts";
import { LEAD_LINES } from "./vocabulary.ts";

/** A copy shorter than this says nothing: "Share", "1." */
const MIN_COPY_UNITS = 12;

/**
 * The line among the document's first ones that a line is a cut-off copy of, or −1: the same characters from the start on, without
 * the dots at its end, no longer than the line it copies.
 */
export function findLead(text: string, paragraphs: Paragraphs, line: number): number {
  const { starts, ends } = paragraphs;
  const start = starts[line]!;
  const end = withoutDots(text, start, ends[line]!);
  if (end - start < MIN_COPY_UNITS) return -1;
  for (let lead = 0; lead < LEAD_LINES && lead < line; lead++) {
    if (ends[lead]! - starts[lead]! >= end - start && isPrefix(text, start, end, starts[lead]!)) return lead;
  }
  return -1;
}

/** Whether a copy ends before its lead does, and inside a word or with dots: nobody cites so. */
export function isCutInWord(text: string, { starts, ends }: Paragraphs, lead: number, line: number): boolean {
  const end = withoutDots(text, starts[line]!, ends[line]!);
  const behind = starts[lead]! + end - starts[line]!;
  return behind < ends[lead]! && isWordUnit(text.charCodeAt(end - 1)) && (end < ends[line]! || isWordUnit(text.charCodeAt(behind)));
}

/** A character of a word, or one that stands for a word: behind it a line is not cut between words. */
function isWordUnit(unit: number): boolean {
  const kind = KIND_OF[unit]!;
  return kind === LETTER || kind === CAPITAL || kind === WIDE || kind === UNMARKED || kind === DIGIT;
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
