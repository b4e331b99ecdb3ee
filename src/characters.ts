/**
 * Kinds of characters that several stages ask for, by UTF-16 unit. Fixed ranges, not the runtime's Unicode tables, so that
 * every Node version gives the same answer.
 */

const WHITE_SPACE = 1;
const CJK = 2;

/** One byte of flags a unit. 64 KB, made at start in about 0.2 ms. */
const FLAGS = makeFlags();

function makeFlags(): Uint8Array {
  const flags = new Uint8Array(65_536);
  const mark = (flag: number, first: number, last: number): void => {
    for (let unit = first; unit <= last; unit++) flags[unit] = flags[unit]! | flag;
  };
  // White space of Unicode (White_Space=Yes), the zero-width space, the byte order mark and the soft control characters.
  mark(WHITE_SPACE, 0x09, 0x0d);
  for (const unit of [0x20, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]) mark(WHITE_SPACE, unit, unit);
  mark(WHITE_SPACE, 0x2000, 0x200b);
  // Scripts written without spaces in full-width cells, and Hangul: a character says as much as 2 to 3 letters.
  mark(CJK, 0x1100, 0x11ff); // Hangul jamo
  mark(CJK, 0x2e80, 0x2fdf); // radicals
  mark(CJK, 0x3005, 0x3007); // 々〆〇
  mark(CJK, 0x3041, 0x30fa); // kana
  mark(CJK, 0x30fc, 0x318f); // ー, bopomofo, Hangul compatibility jamo; ・ between them is punctuation
  mark(CJK, 0x31a0, 0x31bf); // bopomofo extended
  mark(CJK, 0x31f0, 0x31ff); // small katakana
  mark(CJK, 0x3400, 0x4dbf); // Han A
  mark(CJK, 0x4e00, 0x9fff); // Han
  mark(CJK, 0xa960, 0xa97f); // Hangul jamo A
  mark(CJK, 0xac00, 0xd7ff); // Hangul syllables, jamo B
  mark(CJK, 0xd840, 0xd88d); // high surrogates of the Han planes 2 and 3
  mark(CJK, 0xf900, 0xfaff); // Han compatibility
  mark(CJK, 0xff66, 0xffdc); // half-width kana and Hangul
  return flags;
}

/** White space and line ends of any kind. */
export function isWhiteSpace(unit: number): boolean {
  return (FLAGS[unit]! & WHITE_SPACE) !== 0;
}

/** A Han, kana, bopomofo or Hangul unit (high surrogates of Han outside the BMP too). */
export function isCjk(unit: number): boolean {
  return (FLAGS[unit]! & CJK) !== 0;
}

/** 1 for a CJK unit, else 0: to count them without a branch. */
export function cjkCount(unit: number): number {
  return (FLAGS[unit]! & CJK) >> 1;
}

/** The high half of a surrogate pair. */
export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** The low half of a surrogate pair. */
export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Columns that a unit takes on a terminal or in a text file: 2 for CJK, full-width forms and CJK punctuation, else 1. */
export function columnsOf(unit: number): number {
  if (unit >= 0xff61 && unit <= 0xffdc) return 1;
  return isCjk(unit) || (unit >= 0x3000 && unit <= 0x303f) || unit === 0x30fb || (unit >= 0xff01 && unit <= 0xff60) ? 2 : 1;
}
