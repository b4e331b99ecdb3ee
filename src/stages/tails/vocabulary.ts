import type { Paragraphs } from "../../document.ts";
import { normalTable } from "../duplicates/normal-form.ts";
import { DIGIT, KIND_OF, UNMARKED, WIDE } from "./character-kinds.ts";

/**
 * Which words a line shares with the lines before it. Words are hashes of their first six letters; scripts without spaces
 * give pairs (Han, kana, Hangul) or triples (Thai) of characters. Hashes may meet (2¹⁵ places): the shares are evidence among other,
 * never proof. Memory: 540 KB for the thread, 24 bytes a line.
 */
export interface Vocabulary {
  /** Words of the line that are looked at. */
  readonly words: Uint16Array;
  /** Of them: in no earlier line; in two or more earlier lines; in one of the three lines before; in the first lines. */
  readonly unknown: Uint16Array;
  readonly common: Uint16Array;
  readonly near: Uint16Array;
  readonly lead: Uint16Array;
  /** Words of the line that say what a text is about (long ones, pairs without hiragana, seldom so far), and how many of them are in an earlier line. */
  readonly topics: Uint16Array;
  readonly knownTopics: Uint16Array;
  /** At each line: such words in it or behind it that stood before it. Where a text that has nothing to do with the rest begins there are few. */
  readonly bridges: Int32Array;
  /** Letters of the last word of the line, and how many earlier lines hold it (short words are not counted); 0 where the line ends in wide characters. */
  readonly lastLetters: Uint16Array;
  readonly lastHeld: Uint16Array;
  /** Hash of the whole line, and the earlier line with the same, or −1. */
  readonly repeats: Int32Array;
}

const PLACES = 1 << 15;
const PREFIX_LETTERS = 6;
const MIN_LETTERS = 3;
/** A word of as many letters is more often one of the topic than of the grammar. */
const TOPIC_LETTERS = 5;
/** So is one that at most every so-many-th line held so far; the first lines cannot tell. */
const TOPIC_EVERY = 4;
const MIN_COMMON_LINES = 3;
/** "Near" reaches this many lines back. */
const NEAR_LINES = 3;
/** The lead: the first lines of a document. */
export const LEAD_LINES = 12;
/** Only the lead and so many last lines are read: what stands in the middle of a book says little about its end. */
const READ_LINES = 600;
/** Of a longer line only the first units are hashed: the shares do not change much behind them. */
const MAX_HASHED_UNITS = 800;

/** State of each hash place: document it was last used for, lines that held it, first and last of these. */
const owner = new Int32Array(PLACES);
const lines = new Int32Array(PLACES);
const firstLine = new Int32Array(PLACES);
const lastLine = new Int32Array(PLACES);
let generation = 0;

/** Lines by the hash of the whole line, with free places behind a taken one: more than twice as many as lines are read. */
const WHOLE_PLACES = 1 << 11;
const wholes = new Int32Array(WHOLE_PLACES);
const wholeLines = new Int32Array(WHOLE_PLACES);
const wholeOwner = new Int32Array(WHOLE_PLACES);

/** The first line with that hash, or −1 where `line` is the first. */
function firstWith(whole: number, line: number): number {
  const mask = WHOLE_PLACES - 1;
  let place = Math.imul(whole ^ (whole >>> 16), 0x9e3779b1) >>> 8 & mask;
  for (; wholeOwner[place] === generation; place = (place + 1) & mask) if (wholes[place] === whole) return wholeLines[place]!;
  wholeOwner[place] = generation;
  wholes[place] = whole;
  wholeLines[place] = line;
  return -1;
}

export function measureVocabulary(text: string, paragraphs: Paragraphs): Vocabulary {
  const { count, starts, ends } = paragraphs;
  const vocabulary: Vocabulary = {
    words: new Uint16Array(count),
    unknown: new Uint16Array(count),
    common: new Uint16Array(count),
    near: new Uint16Array(count),
    lead: new Uint16Array(count),
    topics: new Uint16Array(count),
    knownTopics: new Uint16Array(count),
    bridges: new Int32Array(count + 1),
    lastLetters: new Uint16Array(count),
    lastHeld: new Uint16Array(count),
    repeats: new Int32Array(count),
  };
  generation++;
  for (let line = 0; line < count; line++) {
    if (line === LEAD_LINES) line = Math.max(line, count - READ_LINES);
    const whole = readLine(text, starts[line]!, Math.min(ends[line]!, starts[line]! + MAX_HASHED_UNITS), line, vocabulary);
    vocabulary.repeats[line] = firstWith(whole, line);
  }
  for (let line = 1; line <= count; line++) vocabulary.bridges[line]! += vocabulary.bridges[line - 1]!;
  return vocabulary;
}

/** Hashes the words of a line; @returns the hash of the line */
function readLine(text: string, start: number, end: number, line: number, vocabulary: Vocabulary): number {
  const table = normalTable();
  let whole = 0;
  let hash = 0;
  let letters = 0;
  let before = 0;
  let beforeThat = 0;
  for (let i = start; i <= end; i++) {
    const unit = i < end ? text.charCodeAt(i) : 0x20;
    const normal = table[unit]!;
    const kind = KIND_OF[unit]!;
    if (normal !== 0) whole = Math.imul(whole ^ unit, 0x01000193) ^ (whole >>> 15);
    if (kind === WIDE || kind === UNMARKED) {
      vocabulary.lastLetters[line] = 0;
      vocabulary.lastHeld[line] = 0;
      if (letters >= MIN_LETTERS) countWord(hash, line, letters >= TOPIC_LETTERS, vocabulary);
      letters = 0;
      if (before !== 0) {
        const isTopic = !isHiragana(unit) && !isHiragana(before);
        countWord(Math.imul(before * 31 + unit, 0x9e3779b1) ^ (kind === UNMARKED ? Math.imul(beforeThat, 0x85ebca6b) : 0), line, isTopic, vocabulary);
      }
      beforeThat = before;
      before = unit;
      continue;
    }
    before = 0;
    if (normal !== 0 && kind !== DIGIT) {
      hash = letters === 0 ? normal : letters < PREFIX_LETTERS ? Math.imul(hash, 0x01000193) ^ normal : hash;
      letters++;
    } else {
      if (letters > 0) vocabulary.lastLetters[line] = Math.min(letters, 65_535);
      if (letters >= MIN_LETTERS) countWord(Math.imul(hash, 0x9e3779b1), line, letters >= TOPIC_LETTERS, vocabulary);
      letters = 0;
    }
  }
  return whole;
}

function isHiragana(unit: number): boolean {
  return unit >= 0x3041 && unit <= 0x309f;
}

function countWord(hash: number, line: number, mayBeTopic: boolean, vocabulary: Vocabulary): void {
  const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
  if (owner[place] !== generation) {
    owner[place] = generation;
    lines[place] = 0;
    firstLine[place] = line;
    lastLine[place] = -1;
  }
  vocabulary.lastHeld[line] = lines[place]!;
  if (lastLine[place] === line) return;
  vocabulary.words[line]!++;
  const held = lines[place]!;
  if (held === 0) vocabulary.unknown[line]!++;
  else {
    if (held >= 2) vocabulary.common[line]!++;
    if (line - lastLine[place]! <= NEAR_LINES) vocabulary.near[line]!++;
    if (firstLine[place]! < LEAD_LINES && line >= LEAD_LINES) vocabulary.lead[line]!++;
  }
  if (mayBeTopic && (held < MIN_COMMON_LINES || held * TOPIC_EVERY <= line)) countTopic(firstLine[place]!, held, line, vocabulary);
  lines[place] = held + 1;
  lastLine[place] = line;
}

function countTopic(first: number, held: number, line: number, vocabulary: Vocabulary): void {
  vocabulary.topics[line]!++;
  if (held === 0) return;
  vocabulary.knownTopics[line]!++;
  // Bridges from behind its first line up to this line: a sum over the lines gives the count at each.
  vocabulary.bridges[first + 1]!++;
  vocabulary.bridges[line + 1]!--;
}
