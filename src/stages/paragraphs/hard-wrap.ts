import { columnsOf, isCjk, isWhiteSpace } from "../../characters.ts";
import type { Lines } from "./lines.ts";

/**
 * Hard-wrapped text: a paragraph broken over several lines by hand or by an editor. Found block by block, since one
 * document can hold both kinds; in doubt a line stays a paragraph of its own, which costs nothing but fineness.
 */

/** Wrapped lines are at most this wide: editors and mails wrap at 60 to 100 columns, Japanese novels at 80. */
const MAX_WRAP_COLUMNS = 130;
/** Two lines are too few to tell wrapping from two short paragraphs. */
const MIN_WRAPPED_LINES = 3;
/** A narrower block is verse, a menu or a table. */
const MIN_WRAP_COLUMNS = 40;
/** Share of lines that are as full as they can be, from which the block was filled by an editor. */
const MIN_FILLED_SHARE = 0.8;
/**
 * A list of teasers that a site cut off at one length looks like wrapped CJK text. Wrapped text goes on in mid-word: in a
 * block of at least this many lines, at least this share of lines starts with a character that starts no sentence.
 */
const MIN_CJK_LINES = 5;
const MIN_CONTINUING_STARTS = 0.15;
/** Share of lines that end in mid-sentence, from which the block was broken by hand. */
const MIN_MID_SENTENCE_SHARE = 0.3;

const SENTENCE_ENDS = new Set("。．.!?！？…‥」』”\"’)）】》:：।۔؟။።");
/** Particles, endings and suffixes: what begins with one of them goes on from the line before. */
const CONTINUING_STARTS = new Set("をにがはのでともへやらりるれろてたっんきくけしせすみめよ的了着过們们吗呢吧地得之而가은는을를의에도와과");
const CLAUSE_ENDS = new Set(",、，;；،");
/** Particles and connective endings of Japanese, after which no sentence and no headline ends. */
const JAPANESE_JOINTS = new Set("のはがをにへとでもやてしりく");

interface Block {
  readonly text: string;
  readonly lines: Lines;
  /** Lines first to last (half open) of `lines`. */
  readonly first: number;
  readonly last: number;
}

/**
 * For each line, 1 where it goes on from the line before it.
 * @param text the document
 * @param lines its lines that are not blank
 */
export function findContinuations(text: string, lines: Lines): Uint8Array {
  const continues = new Uint8Array(lines.count);
  let first = 0;
  while (first < lines.count) {
    const last = endOfBlock(text, lines, first);
    if (last - first >= MIN_WRAPPED_LINES) markContinuations({ text, lines, first, last }, continues);
    first = Math.max(last, first + 1);
  }
  return continues;
}

/** A block: lines without a blank line between them, none too wide, none that is a list item, an address or tags. */
function endOfBlock(text: string, lines: Lines, first: number): number {
  let line = first;
  while (line < lines.count && (line === first || lines.afterBlank[line] === 0) && mayBeWrapped(text, lines, line)) {
    line++;
    // A line that was cut off is the last of whatever it belongs to.
    if (isCutOff(text, lines.ends[line - 1]!)) break;
  }
  return line;
}

function mayBeWrapped(text: string, lines: Lines, line: number): boolean {
  const start = lines.starts[line]!;
  const end = lines.ends[line]!;
  if (end - start > MAX_WRAP_COLUMNS) return false;
  const content = text.slice(start, end);
  return !/^\s*(?:[-*•・●○■□◆◇►▶※>|#]|\d{1,3}[.)、．)]|[((]\d{1,3}[))]|https?:)/.test(content) && !/#\S|https?:\/\//.test(content);
}

function markContinuations(block: Block, continues: Uint8Array): void {
  const columns = columnsOfLines(block);
  const widest = columns.reduce((most, width) => Math.max(most, width), 0);
  if (widest > MAX_WRAP_COLUMNS || widest < MIN_WRAP_COLUMNS) return;
  const filled = filledLines(block, columns, widest);
  const gaps = block.last - block.first - 1;
  if (count(filled) >= MIN_FILLED_SHARE * gaps && goesOnInMidWord(block)) {
    // A line that is not full ends a paragraph.
    for (let i = 0; i < gaps; i++) if (filled[i]) continues[block.first + i + 1] = 1;
  } else if (midSentenceLines(block) >= MIN_MID_SENTENCE_SHARE * gaps) {
    continues.fill(1, block.first + 1, block.last);
  }
}

function isCutOff(text: string, end: number): boolean {
  return text.charAt(end - 1) === "…" || text.slice(end - 3, end) === "...";
}

/** True for scripts with spaces, whose words the filling test has looked at already. */
function goesOnInMidWord(block: Block): boolean {
  const starts: string[] = [];
  for (let line = block.first + 1; line < block.last; line++) starts.push(firstVisible(block.text, block.lines.starts[line]!));
  if (starts.filter((start) => isCjk(start.charCodeAt(0))).length * 2 < starts.length) return true;
  const lastMark = lastVisible(block.text, block.lines.ends[block.last - 1]!);
  const continuing = starts.filter((start) => CONTINUING_STARTS.has(start)).length;
  return starts.length + 1 >= MIN_CJK_LINES && SENTENCE_ENDS.has(lastMark) && continuing >= MIN_CONTINUING_STARTS * starts.length;
}

function columnsOfLines(block: Block): number[] {
  const columns: number[] = [];
  for (let line = block.first; line < block.last; line++) columns.push(columnsBetween(block.text, block.lines.starts[line]!, block.lines.ends[line]!));
  return columns;
}

function columnsBetween(text: string, start: number, end: number): number {
  let columns = 0;
  for (let i = start; i < end; i++) columns += columnsOf(text.charCodeAt(i));
  return columns;
}

/** Lines whose next line's first word would not have fitted behind them: what an editor that fills lines leaves. */
function filledLines(block: Block, columns: readonly number[], widest: number): boolean[] {
  const filled: boolean[] = [];
  for (let line = block.first; line + 1 < block.last; line++) {
    const next = line + 1;
    const word = columnsOfFirstWord(block.text, block.lines.starts[next]!, block.lines.ends[next]!);
    filled.push(columns[line - block.first]! + word > widest);
  }
  return filled;
}

/** Columns of the space and word that would have moved up; a CJK line breaks behind any character. */
function columnsOfFirstWord(text: string, start: number, end: number): number {
  let i = start;
  while (i < end && isWhiteSpace(text.charCodeAt(i))) i++;
  // Line-breaking rules keep up to two marks of punctuation from starting or ending a CJK line.
  if (i < end && isCjk(text.charCodeAt(i))) return 6;
  let columns = 1;
  while (i < end && !isWhiteSpace(text.charCodeAt(i))) columns += columnsOf(text.charCodeAt(i++));
  return columns;
}

function midSentenceLines(block: Block): number {
  let lines = 0;
  for (let line = block.first; line + 1 < block.last; line++) {
    if (endsMidSentence(block.text, block.lines.ends[line]!, block.lines.starts[line + 1]!)) lines++;
  }
  return lines;
}

function endsMidSentence(text: string, end: number, nextStart: number): boolean {
  const mark = lastVisible(text, end);
  if (SENTENCE_ENDS.has(mark)) return false;
  if (CLAUSE_ENDS.has(mark) || JAPANESE_JOINTS.has(mark)) return true;
  return isLowerCase(mark) && isLowerCase(firstVisible(text, nextStart));
}

function lastVisible(text: string, end: number): string {
  let i = end - 1;
  while (i > 0 && isWhiteSpace(text.charCodeAt(i))) i--;
  return text.charAt(i);
}

function firstVisible(text: string, start: number): string {
  let i = start;
  while (i < text.length && isWhiteSpace(text.charCodeAt(i))) i++;
  return text.charAt(i);
}

/** Latin, Greek and Cyrillic small letters: the scripts whose lines are wrapped between words. */
function isLowerCase(character: string): boolean {
  return /^[a-zß-öø-ÿα-ωа-џ]$/.test(character);
}

function count(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length;
}
