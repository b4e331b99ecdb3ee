import { CAPITAL, DIGIT, END, HASH, KIND_OF, LETTER, OPEN, SPACE, UNMARKED, WIDE } from "./character-kinds.ts";

/**
 * What stands in a line: addresses, tags, numbers that mean something, words in capitals. One scan a line, without regular
 * expressions. Only lines near the end of a document are scanned.
 */
export const SIGNS = [
  /** Units of web addresses, mail addresses and bare host names; how many of the two. */
  "addressUnits", "addresses", "mails",
  /** Units of hashtags and of @names; how many. */
  "tagUnits", "tags", "mentions",
  /** Numbers that look like a telephone number; a currency sign or name beside a number; 1900 to 2099 alone; all numbers. */
  "phones", "prices", "years", "numbers",
  /** ©, (c), ®. */
  "copyrights",
  /** Words, of them those that begin with a capital, of them those that are a capital and a full stop. */
  "words", "capitalWords", "initials",
  /** 《 and [J]-like marks of Chinese references. */
  "titleMarks",
  "arrows", "pictures", "invisible",
] as const;
export type Sign = (typeof SIGNS)[number];

/** Numbers that a line takes in a row of signs. */
export const SIGN_ROW = SIGNS.length;

const column = (sign: Sign): number => SIGNS.indexOf(sign);
const ADDRESS_UNITS = column("addressUnits");
const ADDRESSES = column("addresses");
const MAILS = column("mails");
const TAG_UNITS = column("tagUnits");
const TAGS = column("tags");
const MENTIONS = column("mentions");
const PHONES = column("phones");
const PRICES = column("prices");
const YEARS = column("years");
const NUMBERS = column("numbers");
const COPYRIGHTS = column("copyrights");
const WORDS = column("words");
const CAPITAL_WORDS = column("capitalWords");
const INITIALS = column("initials");
const TITLE_MARKS = column("titleMarks");
const ARROWS = column("arrows");
const PICTURES = column("pictures");
const INVISIBLES = column("invisible");

/** Longest part of a line that is scanned. */
export const MAX_SCANNED_UNITS = 600;

/** As many starts inside one run of signs are tried as addresses: a run that is none costs no more than this many looks. */
const MAX_TRIES = 8;

const AT = 0x40;
const PLUS = 0x2b;
const ZERO = 0x30;

const CURRENCY = 1;
const ARROW = 2;
const COPYRIGHT = 4;
const INVISIBLE = 8;
const TITLE = 16;
const PICTURE = 32;
/** ( and [, which may begin "(c)" and "[J]". */
const BRACKET = 64;
const FLAGS = makeFlags();

function makeFlags(): Uint8Array {
  const flags = new Uint8Array(65_536);
  const mark = (flag: number, signs: string): void => {
    for (let i = 0; i < signs.length; i++) flags[signs.charCodeAt(i)]! |= flag;
  };
  mark(CURRENCY, "$€£¥￥₩₽₹฿₫₺₴₪₱＄円元원");
  mark(ARROW, "↓↑→←⇒⇓▼▲►▶☞☟➡⬇»");
  mark(COPYRIGHT, "©®℗™");
  mark(INVISIBLE, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff");
  mark(TITLE, "《");
  mark(PICTURE, "\ud83c\ud83d\ud83e");
  for (let unit = 0; unit < flags.length; unit++) if (KIND_OF[unit] === OPEN) flags[unit]! |= BRACKET;
  return flags;
}

/** Last labels of host names that are taken for addresses also without "www." or "://". */
const TOP_DOMAINS = new Set([
  "com", "net", "org", "info", "biz", "edu", "gov", "int", "io", "me", "tv", "cc", "co", "app", "dev", "xyz", "top", "site", "blog",
  "online", "shop", "club", "news", "example", "jp", "cn", "tw", "hk", "kr", "uk", "us", "de", "at", "ch", "fr", "es", "pt", "br", "it", "nl", "be",
  "se", "no", "dk", "fi", "pl", "cz", "sk", "hu", "ro", "bg", "gr", "tr", "ru", "ua", "by", "kz", "ir", "il", "in", "pk", "bd", "lk",
  "th", "vn", "id", "my", "sg", "ph", "au", "nz", "ca", "mx", "ar", "cl", "pe", "za", "eu", "gl", "ly", "to", "fm",
]);

const DIRECTIVES = new Set([
  "define", "undef", "include", "import", "if", "ifdef", "ifndef", "elif", "elifdef", "elifndef", "else", "endif", "line", "error", "warning", "pragma",
  "embed", "region", "endregion", "nullable",
]);

/**
 * Scans text[start, end) into the SIGN_ROW numbers from `row` on, which are set to zero first.
 * @param mayHoldAddress false where no address can stand in it: then none is looked for at each word
 */
export function scanSigns(text: string, start: number, end: number, signs: Int32Array, row: number, mayHoldAddress = true): void {
  signs.fill(0, row, row + SIGN_ROW);
  const stop = Math.min(end, start + MAX_SCANNED_UNITS);
  let before = SPACE;
  let tagEnd = -1;
  let triedTo = start;
  let tries = 0;
  for (let i = start; i < stop; ) {
    const unit = text.charCodeAt(i);
    const kind = KIND_OF[unit]!;
    const joined = before === LETTER || before === CAPITAL || before === DIGIT;
    let next = i + 1;
    if (mayHoldAddress && !joined && isAddressUnit(unit)) {
      if (i >= triedTo) tries = 0;
      if (tries < MAX_TRIES) {
        tries++;
        const address = addressEnd(text, i, stop, signs, row);
        if (address >= 0) next = address;
        else triedTo = Math.max(triedTo, ~address);
      }
    }
    if (next === i + 1) {
      if (kind === LETTER || kind === CAPITAL) {
        if (!joined) countWord(text, i, stop, kind, signs, row);
      } else if (kind === DIGIT) {
        if (before !== DIGIT) next = scanNumber(text, i, stop, signs, row);
      } else if (kind === HASH || unit === AT) {
        next = kind === HASH && isDirective(text, start, i, stop) ? i + 1 : scanTag(text, i, stop, unit, joined && i !== tagEnd, signs, row);
        if (next > i + 1) tagEnd = next;
      } else {
        if ((kind === WIDE || kind === UNMARKED) && before !== kind) signs[row + WORDS]!++;
        if (FLAGS[unit] !== 0) countSign(text, i, stop, FLAGS[unit]!, signs, row);
      }
    }
    before = next > i + 1 ? KIND_OF[text.charCodeAt(next - 1)]! : kind;
    i = next;
  }
}

function countWord(text: string, i: number, end: number, kind: number, signs: Int32Array, row: number): void {
  signs[row + WORDS]!++;
  if (kind !== CAPITAL) return;
  signs[row + CAPITAL_WORDS]!++;
  if (i + 1 < end && text.charCodeAt(i + 1) === 0x2e) signs[row + INITIALS]!++;
}

function countSign(text: string, i: number, end: number, flags: number, signs: Int32Array, row: number): void {
  if ((flags & INVISIBLE) !== 0) signs[row + INVISIBLES]!++;
  else if ((flags & COPYRIGHT) !== 0 || isBracketedC(text, i, end)) signs[row + COPYRIGHTS]!++;
  else if ((flags & TITLE) !== 0) signs[row + TITLE_MARKS]!++;
  else if ((flags & CURRENCY) !== 0 && isBesideNumber(text, i, end)) signs[row + PRICES]!++;
  if ((flags & ARROW) !== 0) signs[row + ARROWS]!++;
  if ((flags & PICTURE) !== 0) signs[row + PICTURES]!++;
  if ((flags & BRACKET) !== 0 && i + 2 < end && text.charCodeAt(i + 2) === 0x5d && KIND_OF[text.charCodeAt(i + 1)] === CAPITAL) signs[row + TITLE_MARKS]!++;
}

/** "(c)" or "(C)". */
function isBracketedC(text: string, i: number, end: number): boolean {
  return text.charCodeAt(i) === 0x28 && i + 2 < end && text.charCodeAt(i + 2) === 0x29 && (text.charCodeAt(i + 1) | 0x20) === 0x63;
}

function isBesideNumber(text: string, i: number, end: number): boolean {
  const isDigit = (at: number): boolean => at >= 0 && at < end && KIND_OF[text.charCodeAt(at)] === DIGIT;
  return isDigit(i - 1) || isDigit(i + 1) || (KIND_OF[text.charCodeAt(i + 1)] === SPACE && isDigit(i + 2)) ||
    (i > 1 && KIND_OF[text.charCodeAt(i - 1)] === SPACE && isDigit(i - 2));
}

/** What a line of code tells the preprocessor of C, C++, C# and Objective-C: the only # of its line, and first in it. */
export function isDirective(text: string, start: number, i: number, end: number): boolean {
  for (let k = start; k < i; k++) if (KIND_OF[text.charCodeAt(k)] !== SPACE) return false;
  let k = i + 1;
  while (k < end && KIND_OF[text.charCodeAt(k)] === LETTER) k++;
  if (!DIRECTIVES.has(text.slice(i + 1, k))) return false;
  for (; k < end; k++) if (KIND_OF[text.charCodeAt(k)] === HASH) return false;
  return true;
}

/** # or @ and the letters behind it; "# Heading" and "#1" are none. */
function scanTag(text: string, i: number, end: number, unit: number, joined: boolean, signs: Int32Array, row: number): number {
  let k = i + 1;
  let letters = 0;
  for (; k < end; k++) {
    const kind = KIND_OF[text.charCodeAt(k)]!;
    if (kind === SPACE || kind === HASH) break;
    if (kind === LETTER || kind === CAPITAL || kind === WIDE || kind === UNMARKED) letters++;
    else if (kind !== DIGIT && kind !== OPEN && unit === AT && text.charCodeAt(k) !== 0x5f) break;
  }
  if (letters < 2 || joined) return i + 1;
  signs[row + (unit === AT ? MENTIONS : TAGS)]!++;
  signs[row + TAG_UNITS]! += k - i;
  return k;
}

/** Digits with what may stand between them; counts years and telephone numbers. */
function scanNumber(text: string, i: number, end: number, signs: Int32Array, row: number): number {
  let digits = 0;
  let groups = 1;
  let value = 0;
  let k = i;
  for (; k < end; k++) {
    const unit = text.charCodeAt(k);
    if (KIND_OF[unit] === DIGIT) {
      digits++;
      value = value * 10 + ((unit - ZERO) & 15);
    } else if (!isNumberJoint(unit) || k + 1 >= end || KIND_OF[text.charCodeAt(k + 1)] !== DIGIT) break;
    else groups++;
  }
  signs[row + NUMBERS]!++;
  if (digits === 4 && groups === 1 && value >= 1900 && value < 2100) signs[row + YEARS]!++;
  const starts = i > 0 && text.charCodeAt(i - 1) === PLUS;
  const leadingZero = text.charCodeAt(i) === ZERO;
  if (digits >= 7 && digits <= 14 && (groups > 1 || starts || leadingZero || digits === 11) && (groups <= 5)) signs[row + PHONES]!++;
  return k;
}

function isNumberJoint(unit: number): boolean {
  return unit === 0x20 || unit === 0x2d || unit === 0x2e || unit === 0x2f || unit === 0x28 || unit === 0x29 || unit === 0xa0;
}

function isAddressUnit(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39);
}

/** Reads a run of ASCII signs that may be an address; @returns its end, or ~ the end of the run if it is none */
function addressEnd(text: string, i: number, end: number, signs: Int32Array, row: number): number {
  let dots = 0;
  let at = -1;
  let slash = -1;
  let scheme = -1;
  let k = i;
  for (; k < end; k++) {
    const unit = text.charCodeAt(k);
    if (unit <= 0x20 || unit >= 0x7f || unit === 0x3c || unit === 0x3e || unit === 0x22) break;
    if (unit === 0x2e && slash < 0) dots++;
    else if (unit === AT && at < 0) at = k;
    else if (unit === 0x2f && slash < 0) {
      if (k > i && text.charCodeAt(k - 1) === 0x3a && text.charCodeAt(k + 1) === 0x2f) scheme = k++;
      else slash = k;
    } else if (slash < 0 && scheme < 0 && (unit === 0x28 || unit === 0x29 || unit === 0x2c || unit === 0x3b || unit === 0x5b || unit === 0x5d)) break;
  }
  if (dots === 0 && scheme < 0) return ~k;
  const runEnd = k;
  while (k > i && isTrailing(text.charCodeAt(k - 1))) k--;
  const hostEnd = slash >= 0 ? Math.min(slash, k) : k;
  const isAddress = scheme >= 0 || startsWithWww(text, i) || endsInTopDomain(text, i, hostEnd);
  if (!isAddress) return ~runEnd;
  if (at > i && at < hostEnd && scheme < 0) signs[row + MAILS]!++;
  else signs[row + ADDRESSES]!++;
  signs[row + ADDRESS_UNITS]! += k - i;
  return k;
}

function isTrailing(unit: number): boolean {
  return KIND_OF[unit] === END || unit === 0x2c || unit === 0x3b || unit === 0x3a || unit === 0x29 || unit === 0x27;
}

function startsWithWww(text: string, i: number): boolean {
  return (text.charCodeAt(i) | 0x20) === 0x77 && (text.charCodeAt(i + 1) | 0x20) === 0x77 && (text.charCodeAt(i + 2) | 0x20) === 0x77 &&
    text.charCodeAt(i + 3) === 0x2e;
}

function endsInTopDomain(text: string, start: number, end: number): boolean {
  let dot = end - 1;
  while (dot > start && KIND_OF[text.charCodeAt(dot)] === LETTER) dot--;
  if (text.charCodeAt(dot) !== 0x2e || dot - start < 2 || end - dot < 3) return false;
  return TOP_DOMAINS.has(text.slice(dot + 1, end));
}
