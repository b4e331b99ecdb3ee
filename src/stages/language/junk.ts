/** Text in letters that is no language: program code, keys, hexadecimal numbers, sequences of bases, letters hit at random. */
import { FIRST_SCRIPT, SPACE, scriptTable } from "../../models/scripts.ts";
import type { AskedText } from "./asked.ts";

/** Longer text has room for a code sample inside prose; a block of code of this length shows in its lines. */
const LONGEST_CODE = 600;
const LEAST_CODE_SIGNS = 2;
const WORDS_A_CODE_SIGN = 4;
/** First words that begin a statement in the commoner programming languages. */
const KEYWORDS = new Set(("import from def class return if elif else for while const let var function public private protected static void int " +
  "package namespace using use require try except catch finally print echo export struct enum interface fn impl func type select insert update " +
  "create delete switch case break continue throw raise yield async await new lambda with do end fi done sudo cd npm pip git docker").split(" "));
/** These are written in capitals too. */
const QUERY = /^(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|ALTER TABLE|DROP TABLE) /;
const LONGEST_QUERY_START = 13;
const MOST_WORDS_OF_A_STATEMENT = 8;

/** Code signs come with at least every fourth word, or a short line begins with a keyword and ends as statements do. */
export function isCode(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST_CODE) return false;
  const table = scriptTable();
  let signs = 0;
  let words = 0;
  let before = SPACE;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    const scriptClass = table[unit]!;
    if (scriptClass >= FIRST_SCRIPT && before < FIRST_SCRIPT) words++;
    if (isCodeSign(text, i, start, end, before)) signs++;
    before = scriptClass;
  }
  if (signs >= LEAST_CODE_SIGNS && signs * WORDS_A_CODE_SIGN >= words) return true;
  return words <= MOST_WORDS_OF_A_STATEMENT && beginsWithKeyword(text, start, end) && (signs > 0 || endsStatement(text, end));
}

/** Signs of code; brackets, dots and colons only where they touch letters as in code: "f(x", "a.b", "a::b", ");". */
function isCodeSign(text: string, at: number, start: number, end: number, before: number): boolean {
  const unit = text.charCodeAt(at);
  const next = at + 1 < end ? text.charCodeAt(at + 1) : 0x20;
  switch (unit) {
    case 0x3d: case 0x7b: case 0x7d: case 0x5b: case 0x5d: case 0x3c: case 0x3e: case 0x5c: case 0x7c: case 0x5f: case 0x24: case 0x60: case 0x7e: // = { } [ ] < > \ | _ $ ` ~
      return true;
    case 0x3b: // ; at the end of a line
      return at + 1 === end || next === 0x0a || next === 0x0d;
    case 0x28: // ( behind a letter: a call
      return at > start && before >= FIRST_SCRIPT && text.charCodeAt(at - 1) < 0x80;
    case 0x2e: case 0x3a: // . and : between small letters, ::
      return (isSmallAscii(next) && before >= FIRST_SCRIPT && at > start && isSmallAscii(text.charCodeAt(at - 1))) || (unit === 0x3a && next === 0x3a);
    case 0x26: // &&
      return next === 0x26;
    case 0x23: case 0x40: // # and @ before a letter at the start of a line
      return at === start && isSmallAscii(next);
    case 0x2d: // -- and ->
      return (next === 0x3e || (next === 0x2d && before === SPACE)) && at > start;
    default:
      return false;
  }
}

function isSmallAscii(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

function beginsWithKeyword(text: string, start: number, end: number): boolean {
  if (QUERY.test(text.slice(start, start + LONGEST_QUERY_START))) return true;
  let i = start;
  while (i < end && isSmallAscii(text.charCodeAt(i))) i++;
  return i - start <= 10 && KEYWORDS.has(text.slice(start, i));
}

function endsStatement(text: string, end: number): boolean {
  return ":;{}),".includes(text[end - 1] ?? " ");
}

/** [letters, kinds of letters]: text of so many letters that holds fewer kinds is no language. Hexadecimal digits make six kinds. */
const LEAST_KINDS: readonly (readonly [number, number])[] = [[16, 7], [12, 6], [8, 3]];
/** Fewer letters are too few to count vowels in. */
const LEAST_VOWEL_LETTERS = 12;
const LEAST_VOWELS = 0.15;

const VOWELS = makeVowels();

function makeVowels(): Uint8Array {
  const vowels = new Uint8Array(0x10000);
  const letters = "aeiouyāăąēĕėęěīĭįıōŏőũūŭůűųơưŷẏỳỹỷỵǎǐǒǔǖǘǚǜɛɔəɨʉ";
  for (let i = 0; i < letters.length; i++) vowels[letters.charCodeAt(i)] = 1;
  for (const [first, last] of [[0xe0, 0xe6], [0xe8, 0xef], [0xf2, 0xf6], [0xf8, 0xfd], [0xff, 0xff], [0x1ea0, 0x1ef9]] as const) vowels.fill(1, first, last + 1);
  return vowels;
}

/** Latin letters of few kinds, or next to no vowels. */
export function isNoise({ units, length, letters }: AskedText): boolean {
  let vowels = 0;
  let kinds = 0;
  let seen = 0;
  for (let i = 0; i < length; i++) {
    const unit = units[i]!;
    vowels += VOWELS[unit]!;
    const bit = 1 << (unit & 31);
    if (unit >= 0x61 && (seen & bit) === 0) {
      seen |= bit;
      kinds++;
    }
  }
  if (letters >= LEAST_VOWEL_LETTERS && vowels < LEAST_VOWELS * letters) return true;
  return LEAST_KINDS.some(([many, least]) => letters >= many && kinds < least);
}

/**
 * Familiarity (language-model.ts) below which Latin letters hit at random lie: 98 % of 1,014 mashed strings of 45 to 70 letters are below 1.9, 99.5 %
 * of sentences of 50 languages above it; of short text a fiftieth is below too, so there only doubtful answers are given up.
 */
const STRANGE = 2;
const VERY_STRANGE = 1.8;
const DOUBTFUL = 0.7;
const LONG_ENOUGH = 45;

/** strange: so unlike any language that nothing should be said; noise: that, and long enough to be sure of it. */
export function strangeness(familiarity: number, confidence: number, letters: number): "usual" | "strange" | "noise" {
  const isLong = letters >= LONG_ENOUGH;
  if (familiarity < VERY_STRANGE && isLong) return "noise";
  if (familiarity < STRANGE && confidence < DOUBTFUL) return isLong ? "noise" : "strange";
  return "usual";
}
