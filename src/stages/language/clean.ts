import { DIGIT, FIRST_SCRIPT, PUNCTUATION, SCRIPTS, SIGN, SPACE, scriptTable } from "../../models/scripts.ts";

/** What is left of a text when all is dropped that says nothing about its language. `letters` is used again by the next call. */
export interface CleanText {
  /** Letters kept, by script class. */
  readonly letters: Int32Array;
  /** Letters, digits and signs of the whole text, dropped ones too. */
  readonly visible: number;
  /** Words kept, one behind the other: first unit, unit behind the last, script class of the first letter. */
  readonly words: readonly number[];
}

/** Scripts without spaces between words: each run of their letters is kept as it is. */
const UNSPACED = Uint8Array.from(SCRIPTS, (script) =>
  Number(["Hani", "Kana", "Hang", "Bopo", "Yiii", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"].includes(script)));

/** A word of more letters is a key, a hash or a path, even in German and Finnish. */
const LONGEST_WORD = 40;
/** From this length on, a capital inside a word shows an identifier. */
const LONG_WORD = 6;

const letters = new Int32Array(SCRIPTS.length);

/**
 * Drops URLs, mail addresses, hashtags, tags and words with digits, code signs, dots between letters or inner capitals.
 * A word is what stands between white space; CJK characters are words by themselves, in runs.
 */
export function cleanText(text: string, start: number, end: number): CleanText {
  const table = scriptTable();
  letters.fill(0);
  const words: number[] = [];
  let visible = 0;
  let at = start;
  while (at < end) {
    const scriptClass = table[text.charCodeAt(at)]!;
    if (scriptClass === SPACE) {
      at++;
      continue;
    }
    const wordEnd = isUnspaced(scriptClass) ? runEnd(text, at, end, table) : tokenEnd(text, at, end, table);
    visible += wordEnd - at;
    if (isUnspaced(scriptClass) || isWord(text, at, wordEnd, table)) keep(text, at, wordEnd, table, words);
    at = wordEnd;
  }
  return { letters, visible, words };
}

function isUnspaced(scriptClass: number): boolean {
  return UNSPACED[scriptClass] === 1;
}

function runEnd(text: string, at: number, end: number, table: Uint8Array): number {
  let i = at + 1;
  while (i < end && isUnspaced(table[text.charCodeAt(i)]!)) i++;
  return i;
}

/** A tag is a token of its own, whatever white space it holds. */
function tokenEnd(text: string, at: number, end: number, table: Uint8Array): number {
  if (text.charCodeAt(at) === 0x3c && /[a-zA-Z/!]/.test(text[at + 1] ?? "")) {
    const close = text.indexOf(">", at);
    if (close > 0 && close < end && close - at < 300) return close + 1;
  }
  let i = at + 1;
  for (; i < end; i++) {
    const unit = text.charCodeAt(i);
    const scriptClass = table[unit]!;
    if (scriptClass === SPACE || isUnspaced(scriptClass) || unit === 0x3c) break;
  }
  return i;
}

function isWord(text: string, start: number, end: number, table: Uint8Array): boolean {
  let count = 0;
  let innerCapitals = 0;
  let before = PUNCTUATION;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    const scriptClass = table[unit]!;
    if (scriptClass === DIGIT || scriptClass === SIGN) return false;
    if (scriptClass >= FIRST_SCRIPT) {
      count++;
      if (unit >= 0x41 && unit <= 0x5a && i > start && isSmall(text.charCodeAt(i - 1))) innerCapitals++;
    } else if (isJoint(unit) && before >= FIRST_SCRIPT && i + 1 < end && table[text.charCodeAt(i + 1)]! >= FIRST_SCRIPT) {
      return false;
    }
    before = scriptClass;
  }
  return count > 0 && count <= LONGEST_WORD && (innerCapitals === 0 || count < LONG_WORD);
}

function isSmall(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

/** Dots and colons join letters in host names, file names and code, but words nowhere. */
function isJoint(unit: number): boolean {
  return unit === 0x2e || unit === 0x3a || unit === 0x28;
}

function keep(text: string, start: number, end: number, table: Uint8Array, words: number[]): void {
  let script = 0;
  for (let i = start; i < end; i++) {
    const scriptClass = table[text.charCodeAt(i)]!;
    if (scriptClass < FIRST_SCRIPT) continue;
    letters[scriptClass]!++;
    if (script === 0) script = scriptClass;
  }
  if (script !== 0) words.push(start, end, script);
}
