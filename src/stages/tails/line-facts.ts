import type { Paragraphs } from "../../document.ts";
import { CAPITAL, CODE, DIGIT, HASH, KIND_OF, KINDS, LETTER, SEPARATOR, SLASH, SPACE, UNMARKED, WIDE } from "./character-kinds.ts";
import { isClosingNote } from "./closing-note.ts";
import { findLead, isPrefixOfEarlier } from "./copies.ts";
import { SIGN_ROW, scanSigns } from "./line-signs.ts";
import { headingLevel, isMarkup, isRoff } from "./markup.ts";
import { FINISHED, type Shapes } from "./shape.ts";
import { measureVocabulary, type Vocabulary } from "./vocabulary.ts";
import { coverWithWords } from "./word-cover.ts";
import { WORD_KINDS, type WordTrie } from "./word-lists.ts";

/** A tail is looked for among the last lines only: the longest of 921 real ones is shorter, and cost stays bounded. */
export const WINDOW_LINES = 400;
/**
 * So many lines of prose in a row end the window earlier: no tail reaches over them. Of 408 real pages of the fit two lose a part of
 * what is labelled tail, and a tenth to a half of the lines (by kind of text) need not be looked at.
 */
const PROSE_RUN = 4;
/** Half-letters of such a line: 60 letters, 24 wide characters … */
const RUN_WEIGHT = 120;
/** … of which at most one in this many characters is a digit, so that lists of references are none. */
const RUN_DIGITS = 20;

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
  /** Line ends inside a paragraph, and lines inside that are as long as the line before. */
  readonly innerLines: Uint16Array;
  readonly innerCuts: Uint16Array;
  /** Units up to the first line end inside a paragraph, or of all of it: texts cut off at one length may have been joined as if wrapped. */
  readonly firstUnits: Uint32Array;
  /** 1 where a blank line stands before the line. */
  readonly blankBefore: Uint8Array;
  /** The line of the lead that the line is a cut-off copy of, or −1. */
  readonly leadOf: Int16Array;
  readonly prefixCopy: Uint8Array;
  /** Half-letters from the line on, with it. */
  readonly weightFrom: Float64Array;
  readonly totalWeight: number;
  /** Words of the topic from the line on, with it. */
  readonly topicsFrom: Float64Array;
  /** Words from the line on, and those of them that no earlier line has. */
  readonly wordsFrom: Float64Array;
  readonly unknownFrom: Float64Array;
  /** Wide characters among all letters of the document, in thousandths. */
  readonly wideShare: number;
  readonly before: Before;
  readonly behind: Behind;
  readonly since: Since;
  /** The first line of the window that is neither markup nor before some: from here on a tail may begin. Behind the last line where that is a closing note. */
  readonly earliestCut: number;
}

/** What is still to come, from the line on, with it: where prose comes no tail has begun. */
export interface Behind {
  /** Lines that are finished. */
  readonly finished: Float64Array;
  /** Half-letters of long finished lines. */
  readonly prose: Float64Array;
  /** Half-letters of the longest finished line. */
  readonly longest: Uint32Array;
  /** Lines made of list words. */
  readonly covered: Float64Array;
  /** Lines since the last long finished line and up to the next (0 = this line); NEVER without one. */
  readonly sinceProse: Uint16Array;
  readonly untilProse: Uint16Array;
  /** Finished lines in a row right before the line, and unfinished ones from it on. */
  readonly finishedRun: Uint16Array;
  readonly openRun: Uint16Array;
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
/** A Markdown heading made of such words belongs to a tail; "## License" and "## Contact", words of footers, belong to the text. */
const TAIL_HEADINGS = (["plea", "ui", "related", "ads"] as const).map((kind) => WORD_KINDS.indexOf(kind));
/** Thousandths of the letters of a closing note that words of tails may cover. */
const MAX_NOTE_COVER = 200;
/** # alone also marks a note, or a tag with a space, but for texts that begin with such a heading. */
const MIN_HEADING_LEVEL = 2;
/** A line of fewer half-letters than this is short: 20 letters, 8 wide characters. */
export const SHORT_WEIGHT = 40;
const LINE_END = 0x0a;
/** How far back a cut-off copy of a line is looked for. */
const PREFIX_REACH = 60;

/** The first line of the last WINDOW_LINES behind which no run of prose stands. */
function windowStart(shapes: Shapes): number {
  const first = Math.max(0, shapes.count - WINDOW_LINES);
  let run = 0;
  for (let line = shapes.count - 1; line > first; line--) {
    run = isProse(shapes, line) ? run + 1 : 0;
    if (run === PROSE_RUN) return line;
  }
  return first;
}

/** By shape alone: long, finished, without a sign of an address, tag, separator or code. */
function isProse({ ending, weight, kinds }: Shapes, line: number): boolean {
  if (ending[line] !== FINISHED || weight[line]! < RUN_WEIGHT) return false;
  const base = line * KINDS;
  const odd = kinds[base + HASH]! + kinds[base + SLASH]! + kinds[base + SEPARATOR]! + kinds[base + CODE]!;
  return odd === 0 && kinds[base + DIGIT]! * RUN_DIGITS <= weight[line]! / 2;
}

/** @param from the first line that is looked at */
export function gatherFacts(text: string, paragraphs: Paragraphs, shapes: Shapes, words: WordTrie, from = windowStart(shapes)): LineFacts {
  const { count } = shapes;
  const size = count - from;
  const signs = new Int32Array(size * SIGN_ROW);
  const covers = new Int16Array(size * COVER_ROW);
  const innerLines = new Uint16Array(size);
  const innerCuts = new Uint16Array(size);
  const firstUnits = new Uint32Array(size);
  const blankBefore = new Uint8Array(size);
  const leadOf = new Int16Array(size).fill(-1);
  const prefixCopy = new Uint8Array(size);
  for (let line = from; line < count; line++) {
    const at = line - from;
    scanSigns(text, paragraphs.starts[line]!, paragraphs.ends[line]!, signs, at * SIGN_ROW, shapes.mayHoldAddress[line] !== 0);
    writeCover(covers, at * COVER_ROW, words, text, paragraphs.starts[line]!, paragraphs.ends[line]!);
    firstUnits[at] = paragraphs.ends[line]! - paragraphs.starts[line]!;
    if (shapes.kinds[line * KINDS + SPACE]! > 0) countInnerLines(text, paragraphs.starts[line]!, paragraphs.ends[line]!, at, { innerLines, innerCuts, firstUnits });
    blankBefore[at] = line > 0 && hasBlankLine(text, paragraphs.ends[line - 1]!, paragraphs.starts[line]!) ? 1 : 0;
    if (shapes.ending[line] !== FINISHED) leadOf[at] = findLead(text, paragraphs, line);
    prefixCopy[at] = leadOf[at]! >= 0 || isPrefixOfEarlier(text, paragraphs, line, PREFIX_REACH) ? 1 : 0;
  }
  const weightFrom = sumFromEnd(shapes.weight, from);
  const vocabulary = measureVocabulary(text, paragraphs);
  return {
    text, paragraphs, shapes, from, count, signs, covers, innerLines, innerCuts, firstUnits, blankBefore, leadOf, prefixCopy, weightFrom,
    vocabulary,
    topicsFrom: sumFromEnd(vocabulary.topics, from),
    wordsFrom: sumFromEnd(vocabulary.words, from),
    unknownFrom: sumFromEnd(vocabulary.unknown, from),
    totalWeight: sum(shapes.weight),
    wideShare: shareOfWide(shapes),
    before: sumsBefore(shapes, from),
    behind: sumsBehind(shapes, covers, from),
    since: countSince(shapes, covers, headingsBefore(text, paragraphs, shapes, words, from)),
    earliestCut: endsInNote(text, paragraphs, covers, from) ? size : behindMarkup(text, paragraphs, shapes, covers, from),
  };
}

/** "(Harnau, 1931)", but not "(© Harnau Courier, 1931)". */
function endsInNote(text: string, { count, starts, ends }: Paragraphs, covers: Int16Array, from: number): boolean {
  return isClosingNote(text, starts[count - 1]!, ends[count - 1]!) && covers[(count - 1 - from) * COVER_ROW + ANY_WORD]! < MAX_NOTE_COVER;
}

/** A heading keeps the line under it, too, and those of a list that it begins; a manual written in roff keeps all. */
function behindMarkup(text: string, { count, starts, ends }: Paragraphs, shapes: Shapes, covers: Int16Array, from: number): number {
  const least = headingLevel(text, starts[0]!, ends[0]!) === 1 ? 1 : MIN_HEADING_LEVEL;
  const belongsToTail = (row: number): boolean => TAIL_HEADINGS.some((kind) => covers[row + kind]! >= HEADING_COVER);
  for (let line = count - 1; line >= from; line--) {
    const isHeading = headingLevel(text, starts[line]!, ends[line]!) >= least && !belongsToTail((line - from) * COVER_ROW);
    if (isHeading) return Math.min(count, line + 1 + listLength(shapes, line + 1)) - from;
    if (isRoff(text, starts[line]!, ends[line]!)) return count - from;
    if (isMarkup(text, starts[line]!, ends[line]!)) return line + 1 - from;
  }
  return 0;
}

/** Lines from `line` on that begin with the same sign; 1 where it begins with a letter. */
function listLength({ count, first }: Shapes, line: number): number {
  if (line >= count || KIND_OF[first[line]!]! <= DIGIT) return 1;
  let length = 1;
  while (line + length < count && first[line + length] === first[line]) length++;
  return length;
}

function writeCover(covers: Int16Array, row: number, words: WordTrie, text: string, start: number, end: number): void {
  const cover = coverWithWords(words, text, start, end);
  const letters = Math.max(1, cover.letters);
  for (let kind = 0; kind < WORD_KINDS.length; kind++) covers[row + kind] = Math.floor((1000 * cover.byKind[kind]!) / letters);
  covers[row + ANY_WORD] = Math.floor((1000 * cover.any) / letters);
}

function countInnerLines(text: string, start: number, end: number, at: number, counts: Pick<LineFacts, "innerLines" | "innerCuts" | "firstUnits">): void {
  const { innerLines, innerCuts, firstUnits } = counts;
  let lineStart = start;
  let length = -1;
  for (let i = start; i < end; i++) {
    if (text.charCodeAt(i) !== LINE_END) continue;
    if (length < 0) firstUnits[at] = i - lineStart;
    innerLines[at]!++;
    if (i - lineStart === length) innerCuts[at]!++;
    length = i - lineStart;
    lineStart = i + 1;
  }
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

/** Lines since the last headings of each kind at `from`, the first line of the window; NEVER without one. */
interface Headings {
  readonly from: number;
  readonly references: number;
  readonly related: number;
  readonly anyWord: number;
}

const isHeadingShape = (shapes: Shapes, line: number): boolean => shapes.weight[line]! <= HEADING_WEIGHT && shapes.ending[line] !== FINISHED;
const isOtherWords = (covers: Int16Array, row: number): boolean => covers[row + ANY_WORD]! >= HEADING_COVER && covers[row + REFERENCES]! < HEADING_COVER;
const headingCover = new Int16Array(COVER_ROW);

/** Lines since the last headings at the first line of the window: only lines as short as a heading are compared with the words. */
function headingsBefore(text: string, { starts, ends }: Paragraphs, shapes: Shapes, words: WordTrie, from: number): Headings {
  const last = { references: -NEVER, related: -NEVER, anyWord: -NEVER };
  for (let line = Math.max(0, shapes.count - WINDOW_LINES); line < from; line++) {
    if (!isHeadingShape(shapes, line)) continue;
    writeCover(headingCover, 0, words, text, starts[line]!, ends[line]!);
    if (headingCover[REFERENCES]! >= HEADING_COVER) last.references = line - from;
    if (headingCover[RELATED]! >= HEADING_COVER) last.related = line - from;
    if (isOtherWords(headingCover, 0)) last.anyWord = line - from;
  }
  return { from, references: -last.references, related: -last.related, anyWord: -last.anyWord };
}

function countSince(shapes: Shapes, covers: Int16Array, before: Headings): Since {
  const { from } = before;
  const size = shapes.count - from;
  const since: Since = { references: new Uint16Array(size), related: new Uint16Array(size), anyWord: new Uint16Array(size) };
  const isHeading = (at: number, kind: number): boolean => isHeadingShape(shapes, from + at) && covers[at * COVER_ROW + kind]! >= HEADING_COVER;
  for (let at = 0; at < size; at++) {
    countOn(since.references, at, isHeading(at, REFERENCES), before.references);
    countOn(since.related, at, isHeading(at, RELATED), before.related);
    countOn(since.anyWord, at, isOtherWords(covers, at * COVER_ROW), before.anyWord);
  }
  return since;
}

function countOn(counts: Uint16Array, at: number, isMark: boolean, atFirst: number): void {
  counts[at] = isMark ? 0 : Math.min(NEVER, at === 0 ? atFirst : counts[at - 1]! + 1);
}

function sumFromEnd(values: Uint32Array | Uint16Array, from: number): Float64Array {
  const sums = new Float64Array(values.length - from + 1);
  for (let line = values.length - 1; line >= from; line--) sums[line - from] = sums[line - from + 1]! + values[line]!;
  return sums;
}

function sumsBehind(shapes: Shapes, covers: Int16Array, from: number): Behind {
  const size = shapes.count - from;
  const behind: Behind = {
    finished: new Float64Array(size + 1), prose: new Float64Array(size + 1), longest: new Uint32Array(size + 1), covered: new Float64Array(size + 1),
    sinceProse: new Uint16Array(size), untilProse: new Uint16Array(size), finishedRun: new Uint16Array(size), openRun: new Uint16Array(size),
  };
  const isLong = (line: number): boolean => shapes.ending[line] === FINISHED && shapes.weight[line]! >= RUN_WEIGHT;
  for (let at = size - 1; at >= 0; at--) {
    const line = from + at;
    const isFinished = shapes.ending[line] === FINISHED;
    behind.finished[at] = behind.finished[at + 1]! + (isFinished ? 1 : 0);
    behind.prose[at] = behind.prose[at + 1]! + (isLong(line) ? shapes.weight[line]! : 0);
    behind.longest[at] = Math.max(behind.longest[at + 1]!, isFinished ? shapes.weight[line]! : 0);
    behind.covered[at] = behind.covered[at + 1]! + (covers[at * COVER_ROW + ANY_WORD]! >= HEADING_COVER ? 1 : 0);
    behind.openRun[at] = isFinished ? 0 : at + 1 < size ? Math.min(NEVER, behind.openRun[at + 1]! + 1) : 1;
    behind.untilProse[at] = isLong(line) ? 0 : at + 1 < size ? Math.min(NEVER, behind.untilProse[at + 1]! + 1) : NEVER;
  }
  let since = NEVER;
  for (let line = from - 1; line >= 0 && from - line < NEVER; line--) {
    if (!isLong(line)) continue;
    since = from - 1 - line;
    break;
  }
  let run = 0;
  for (let line = Math.max(0, from - NEVER); line < from; line++) run = shapes.ending[line] === FINISHED ? run + 1 : 0;
  for (let at = 0; at < size; at++) {
    behind.finishedRun[at] = Math.min(NEVER, run);
    run = shapes.ending[from + at] === FINISHED ? run + 1 : 0;
    since = isLong(from + at) ? 0 : Math.min(NEVER, since + 1);
    behind.sinceProse[at] = since;
  }
  return behind;
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
