import { isHighSurrogate, isWhiteSpace } from "../../characters.ts";

/** A longer paragraph is split, so that a file without line breaks can be cleaned too (DESIGN: about 1,000 characters). */
export const MAX_PASSAGE_UNITS = 1000;
/**
 * A passage without any sentence end (a word list, base64, hostile input) is cut here all the same, at white space where
 * there is some: what compares passages must have a bound.
 */
const MAX_SENTENCE_UNITS = 16_000;

/** Ends a sentence whatever follows. */
const FULL_STOP = 1;
/** Ends a sentence where white space follows and no small letter behind it. */
const SPACED_STOP = 2;
const CLOSER = 3;
/** What each unit is, 0 = none of these: every unit of a long paragraph is asked, and a table is read many times as fast as a set. */
const KINDS = new Uint8Array(1 << 16);
for (const unit of "。．！？…।॥۔؟။።។") KINDS[unit.charCodeAt(0)] = FULL_STOP;
for (const unit of ".!?") KINDS[unit.charCodeAt(0)] = SPACED_STOP;
for (const unit of "」』）)”\"’'】》〉]") KINDS[unit.charCodeAt(0)] = CLOSER;

/**
 * Places where passages of a paragraph end, the last one being the paragraph's end. Never in mid-sentence, unless a
 * sentence is longer than MAX_SENTENCE_UNITS.
 * @param text the document; start, end: the paragraph, UTF-16 units
 */
export function* passageEnds(text: string, start: number, end: number): Generator<number> {
  let passageStart = start;
  let lastSentenceEnd = start;
  for (let i = start; i < end; i++) {
    if (end - passageStart <= MAX_PASSAGE_UNITS) break;
    const sentenceEnd = sentenceEndAt(text, i, end);
    const tooLong = i - passageStart >= MAX_PASSAGE_UNITS;
    if (tooLong && lastSentenceEnd > passageStart) {
      yield lastSentenceEnd;
      passageStart = lastSentenceEnd;
    }
    if (sentenceEnd > 0) {
      lastSentenceEnd = sentenceEnd;
      // All stops of "。。。" end the sentence at the same place: to look for it from each would take the square of their number.
      i = sentenceEnd - 1;
      continue;
    }
    if (i - passageStart >= MAX_SENTENCE_UNITS) {
      lastSentenceEnd = emergencyEnd(text, passageStart, i);
      yield lastSentenceEnd;
      passageStart = lastSentenceEnd;
    }
  }
  yield end;
}

/** Where the sentence ends that the unit at `index` closes; 0 if it closes none. */
function sentenceEndAt(text: string, index: number, end: number): number {
  const kind = KINDS[text.charCodeAt(index)];
  if (kind !== FULL_STOP && kind !== SPACED_STOP) return 0;
  const sentenceEnd = skipClosers(text, index + 1, end);
  return kind === FULL_STOP || beginsSentence(text, sentenceEnd, end) ? sentenceEnd : 0;
}

/** White space, and no small letter behind it. */
function beginsSentence(text: string, index: number, end: number): boolean {
  let i = index;
  while (i < end && isWhiteSpace(text.charCodeAt(i))) i++;
  return i > index && !/[a-zß-öø-ÿα-ωа-џ]/.test(text.charAt(i));
}

function skipClosers(text: string, index: number, end: number): number {
  let i = index;
  while (i < end && (KINDS[text.charCodeAt(i)] === CLOSER || KINDS[text.charCodeAt(i)] === FULL_STOP)) i++;
  return i;
}

/** Behind the last white space of the second half of [start, limit), else at the limit, but never inside a character. */
function emergencyEnd(text: string, start: number, limit: number): number {
  for (let i = limit; i > start + (limit - start) / 2; i--) {
    if (isWhiteSpace(text.charCodeAt(i - 1))) return i;
  }
  return isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit;
}
