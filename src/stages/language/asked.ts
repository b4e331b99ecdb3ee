/**
 * The text that the models are asked about: the kept words of one script in small letters, parted by single spaces.
 * The buffers belong to the thread and are used again by the next call.
 */
import { smallLetters } from "../../models/language-case.ts";
import { MARK, scriptTable } from "../../models/scripts.ts";
import type { CleanText } from "./clean.ts";

/**
 * Units the models are asked about. 150 and 300 differ by 0.05 points on sentences (tests/bench/language.ts); most answers are sure after the first 100
 * (alphabet.ts), so the rest costs little.
 */
export const LONGEST_ASKED = 300;

export interface AskedText {
  /** Folded units; what is no letter of the script is a space. A space stands before the first word and behind the last. */
  readonly units: Uint16Array;
  length: number;
  /** Letters among them. */
  letters: number;
}

const SPACE_UNIT = 0x20;
const FIRST_SURROGATE = 0xd800;
const asked: AskedText = { units: new Uint16Array(LONGEST_ASKED + 2), length: 0, letters: 0 };

/** Collects words of the script until LONGEST_ASKED units are full. */
export function askedText(text: string, clean: CleanText, script: number): AskedText {
  const { words } = clean;
  asked.units[0] = SPACE_UNIT;
  asked.length = 1;
  asked.letters = 0;
  for (let i = 0; i < words.length && asked.length <= LONGEST_ASKED; i += 3) {
    if (words[i + 2] === script) appendWord(text, words[i]!, words[i + 1]!, script);
  }
  return asked;
}

const plain: AskedText = { units: new Uint16Array(LONGEST_ASKED + 2), length: 0, letters: 0 };

/** The first LONGEST_ASKED units of text[start, end) in small letters, without the cleaning of words; for text that is known to be a language. */
export function plainText(text: string, start: number, end: number, script: number): AskedText {
  const table = scriptTable();
  const small = smallLetters();
  const { units } = plain;
  units[0] = SPACE_UNIT;
  let length = 1;
  for (let i = start; i < end && length <= LONGEST_ASKED; i++) {
    const unit = text.charCodeAt(i);
    if (table[unit] === script) units[length++] = small[unit]!;
    else if (units[length - 1] !== SPACE_UNIT) units[length++] = isWordSign(unit, i, start, end) ? unit : SPACE_UNIT;
  }
  if (units[length - 1] !== SPACE_UNIT) units[length++] = SPACE_UNIT;
  plain.length = length;
  return plain;
}

function appendWord(text: string, start: number, end: number, script: number): void {
  const table = scriptTable();
  for (let i = start; i < end; i++) {
    if (table[text.charCodeAt(i)] === MARK && text.charCodeAt(i) < 0x370) {
      const composed = text.slice(start, end).normalize("NFC");
      return appendUnits(composed, 0, composed.length, script);
    }
  }
  appendUnits(text, start, end, script);
}

function appendUnits(text: string, start: number, end: number, script: number): void {
  const table = scriptTable();
  const small = smallLetters();
  const { units } = asked;
  for (let i = start; i <= end && asked.length <= LONGEST_ASKED; i++) {
    const unit = i < end ? text.charCodeAt(i) : SPACE_UNIT;
    const scriptClass = table[unit];
    if (scriptClass === script || (scriptClass === MARK && unit < FIRST_SURROGATE)) {
      if (scriptClass === script) asked.letters++;
      units[asked.length++] = small[unit]!;
    } else if (isWordSign(unit, i, start, end)) {
      units[asked.length++] = unit;
    } else if (units[asked.length - 1] !== SPACE_UNIT) {
      units[asked.length++] = SPACE_UNIT;
    }
  }
  if (units[asked.length - 1] !== SPACE_UNIT) units[asked.length++] = SPACE_UNIT;
}

/** Apostrophes and hyphens inside a word. */
function isWordSign(unit: number, at: number, start: number, end: number): boolean {
  return (unit === 0x27 || unit === 0x2019 || unit === 0x2d) && at > start && at + 1 < end;
}

const bytes = new Uint8Array(3 * (LONGEST_ASKED + 2));

/** The units as UTF-8, without the outer spaces. Marks and letters of the BMP only: no surrogates. */
export function askedBytes(text: AskedText): Uint8Array {
  let length = 0;
  for (let i = 1; i < text.length - 1; i++) {
    const unit = text.units[i]!;
    if (unit < 0x80) bytes[length++] = unit;
    else if (unit < 0x800) {
      bytes[length++] = 0xc0 | (unit >> 6);
      bytes[length++] = 0x80 | (unit & 0x3f);
    } else {
      bytes[length++] = 0xe0 | (unit >> 12);
      bytes[length++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[length++] = 0x80 | (unit & 0x3f);
    }
  }
  return bytes.subarray(0, length);
}
