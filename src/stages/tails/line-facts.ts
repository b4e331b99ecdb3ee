import type { Paragraphs } from "../../document.ts";
import { CAPITAL, KINDS, LETTER, UNMARKED, WIDE } from "./character-kinds.ts";
import { isLeadCopy, isPrefixOfEarlier } from "./copies.ts";
import { SIGN_ROW, scanSigns } from "./line-signs.ts";
import { FINISHED, type Shapes } from "./shape.ts";
import { measureVocabulary, type Vocabulary } from "./vocabulary.ts";
import { coverWithWords } from "./word-cover.ts";
import { WORD_KINDS, type WordTrie } from "./word-lists.ts";

/** A tail is looked for among the last lines only: the longest of 921 real ones is shorter, and cost stays bounded. */
export const WINDOW_LINES = 400;

/**
 * Everything that features are made of. Arrays of the window are indexed by line − `from`; `shapes` and `vocabulary`
 * hold every line.
 */
export interface LineFacts {
  readonly text: string;
  readonly paragraphs: Paragraphs;
  readonly shapes: Shapes;
  readonly vocabulary: Vocabulary;
  readonly from: number;
  readonly count: number;
  /** SIGN_ROW numbers a line of the window. */
  readonly signs: Int32Array;
  /** Thousandths of the letters that list words cover: one row of WORD_KINDS + 1 (any) a line of the window. */
  readonly covers: Int16Array;
  /** 1 where a blank line stands before the line. */
  readonly blankBefore: Uint8Array;
  readonly leadCopy: Uint8Array;
  readonly prefixCopy: Uint8Array;
  /** Half-letters from the line on, with it. */
  readonly weightFrom: Float64Array;
  readonly totalWeight: number;
  /** Wide characters among all letters of the document, in thousandths. */
  readonly wideShare: number;
  readonly before: Before;
  readonly since: Since;
}

/** Sums over all lines before a line of the window: how the body itself is made. */
export interface Before {
  readonly finished: Float64Array;
  readonly weight: Float64Array;
  readonly short: Float64Array;
  readonly sentences: Float64Array;
}

/** Lines since the last heading of a kind (0 = this line); NEVER without one in the window. */
export interface Since {
  readonly references: Uint16Array;
  readonly related: Uint16Array;
  /** Since the last line made of list words of any kind but references. */
  readonly anyWord: Uint16Array;
}

export const NEVER = 500;
/** A heading has at most this many half-letters … */
const HEADING_WEIGHT = 80;
/** … of which words of its kind cover this many thousandths. */
const HEADING_COVER = 600;

export const COVER_ROW = WORD_KINDS.length + 1;
export const ANY_WORD = WORD_KINDS.length;
const REFERENCES = WORD_KINDS.indexOf("references");
const RELATED = WORD_KINDS.indexOf("related");
/** A line of fewer half-letters than this is short: 20 letters, 8 wide characters. */
export const SHORT_WEIGHT = 40;
/** How far back a cut-off copy of a line is looked for. */
const PREFIX_REACH = 60;

export function gatherFacts(text: string, paragraphs: Paragraphs, shapes: Shapes, words: WordTrie): LineFacts {
  const { count } = shapes;
  const from = Math.max(0, count - WINDOW_LINES);
  const size = count - from;
  const signs = new Int32Array(size * SIGN_ROW);
  const covers = new Int16Array(size * COVER_ROW);
  const blankBefore = new Uint8Array(size);
  const leadCopy = new Uint8Array(size);
  const prefixCopy = new Uint8Array(size);
  for (let line = from; line < count; line++) {
    const at = line - from;
    scanSigns(text, paragraphs.starts[line]!, paragraphs.ends[line]!, signs, at * SIGN_ROW, shapes.mayHoldAddress[line] !== 0);
    writeCover(covers, at * COVER_ROW, words, text, paragraphs.starts[line]!, paragraphs.ends[line]!);
    blankBefore[at] = line > 0 && hasBlankLine(text, paragraphs.ends[line - 1]!, paragraphs.starts[line]!) ? 1 : 0;
    const isLead = shapes.ending[line] !== FINISHED && isLeadCopy(text, paragraphs, line);
    leadCopy[at] = isLead ? 1 : 0;
    prefixCopy[at] = isLead || isPrefixOfEarlier(text, paragraphs, line, PREFIX_REACH) ? 1 : 0;
  }
  const weightFrom = sumFromEnd(shapes, from);
  return {
    text, paragraphs, shapes, from, count, signs, covers, blankBefore, leadCopy, prefixCopy, weightFrom,
    vocabulary: measureVocabulary(text, paragraphs),
    totalWeight: sum(shapes.weight),
    wideShare: shareOfWide(shapes),
    before: sumsBefore(shapes, from),
    since: countSince(shapes, covers, from),
  };
}

function writeCover(covers: Int16Array, row: number, words: WordTrie, text: string, start: number, end: number): void {
  const cover = coverWithWords(words, text, start, end);
  const letters = Math.max(1, cover.letters);
  for (let kind = 0; kind < WORD_KINDS.length; kind++) covers[row + kind] = Math.floor((1000 * cover.byKind[kind]!) / letters);
  covers[row + ANY_WORD] = Math.floor((1000 * cover.any) / letters);
}

function hasBlankLine(text: string, start: number, end: number): boolean {
  let lineEnds = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x0a || (unit === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) lineEnds++;
  }
  return lineEnds > 1;
}

function sum(values: Uint32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function shareOfWide(shapes: Shapes): number {
  let wide = 0;
  let letters = 0;
  for (let base = 0; base < shapes.count * KINDS; base += KINDS) {
    wide += shapes.kinds[base + WIDE]!;
    letters += shapes.kinds[base + LETTER]! + shapes.kinds[base + CAPITAL]! + shapes.kinds[base + WIDE]! + shapes.kinds[base + UNMARKED]!;
  }
  return letters === 0 ? 0 : Math.floor((1000 * wide) / letters);
}

function countSince(shapes: Shapes, covers: Int16Array, from: number): Since {
  const size = shapes.count - from;
  const since: Since = { references: new Uint16Array(size), related: new Uint16Array(size), anyWord: new Uint16Array(size) };
  const isHeading = (at: number, kind: number): boolean =>
    shapes.weight[from + at]! <= HEADING_WEIGHT && shapes.ending[from + at] !== FINISHED && covers[at * COVER_ROW + kind]! >= HEADING_COVER;
  for (let at = 0; at < size; at++) {
    countOn(since.references, at, isHeading(at, REFERENCES));
    countOn(since.related, at, isHeading(at, RELATED));
    countOn(since.anyWord, at, covers[at * COVER_ROW + ANY_WORD]! >= HEADING_COVER && covers[at * COVER_ROW + REFERENCES]! < HEADING_COVER);
  }
  return since;
}

function countOn(counts: Uint16Array, at: number, isMark: boolean): void {
  counts[at] = isMark ? 0 : at === 0 ? NEVER : Math.min(NEVER, counts[at - 1]! + 1);
}

function sumFromEnd(shapes: Shapes, from: number): Float64Array {
  const sums = new Float64Array(shapes.count - from + 1);
  for (let line = shapes.count - 1; line >= from; line--) sums[line - from] = sums[line - from + 1]! + shapes.weight[line]!;
  return sums;
}

function sumsBefore(shapes: Shapes, from: number): Before {
  const size = shapes.count - from;
  const before: Before = {
    finished: new Float64Array(size), weight: new Float64Array(size), short: new Float64Array(size), sentences: new Float64Array(size),
  };
  let finished = 0;
  let weight = 0;
  let short = 0;
  let sentences = 0;
  for (let line = 0; line < shapes.count; line++) {
    if (line >= from) {
      before.finished[line - from] = finished;
      before.weight[line - from] = weight;
      before.short[line - from] = short;
      before.sentences[line - from] = sentences;
    }
    if (shapes.ending[line] === FINISHED) finished++;
    if (shapes.weight[line]! < SHORT_WEIGHT) short++;
    weight += shapes.weight[line]!;
    sentences += shapes.sentences[line]!;
  }
  return before;
}
