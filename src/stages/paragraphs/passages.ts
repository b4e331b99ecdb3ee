import { isHighSurrogate, isWhiteSpace } from "../../characters.ts";

/** A longer paragraph is split, so that a file without line breaks can be cleaned too (DESIGN: about 1,000 characters). */
export const MAX_PASSAGE_UNITS = 1000;
/**
 * A passage without any sentence end (a word list, base64, hostile input) is cut here all the same, at white space where
 * there is some: what compares passages must have a bound.
 */
const MAX_SENTENCE_UNITS = 16_000;

/** End a sentence whatever follows. */
const FULL_STOPS = new Set("。．！？…।॥۔؟။።។");
/** End a sentence where white space follows and no small letter behind it. */
const SPACED_STOPS = new Set(".!?");
const CLOSERS = new Set("」』）)”\"’'】》〉]");

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
    const sentenceEnd = isSentenceEnd(text, i, end) ? skipClosers(text, i + 1, end) : 0;
    const tooLong = i - passageStart >= MAX_PASSAGE_UNITS;
    if (tooLong && lastSentenceEnd > passageStart) {
      yield lastSentenceEnd;
      passageStart = lastSentenceEnd;
    }
    if (sentenceEnd > 0) lastSentenceEnd = sentenceEnd;
    if (i - passageStart >= MAX_SENTENCE_UNITS) {
      lastSentenceEnd = emergencyEnd(text, passageStart, i);
      yield lastSentenceEnd;
      passageStart = lastSentenceEnd;
    }
  }
  yield end;
}

function isSentenceEnd(text: string, index: number, end: number): boolean {
  const mark = text.charAt(index);
  if (FULL_STOPS.has(mark)) return true;
  if (!SPACED_STOPS.has(mark)) return false;
  let i = skipClosers(text, index + 1, end);
  if (i >= end || !isWhiteSpace(text.charCodeAt(i))) return false;
  while (i < end && isWhiteSpace(text.charCodeAt(i))) i++;
  return !/[a-zß-öø-ÿα-ωа-џ]/.test(text.charAt(i));
}

function skipClosers(text: string, index: number, end: number): number {
  let i = index;
  while (i < end && (CLOSERS.has(text.charAt(i)) || FULL_STOPS.has(text.charAt(i)))) i++;
  return i;
}

/** Behind the last white space of the second half of [start, limit), else at the limit, but never inside a character. */
function emergencyEnd(text: string, start: number, limit: number): number {
  for (let i = limit; i > start + (limit - start) / 2; i--) {
    if (isWhiteSpace(text.charCodeAt(i - 1))) return i;
  }
  return isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit;
}
