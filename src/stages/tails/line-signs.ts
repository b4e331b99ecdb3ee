import { CAPITAL, DIGIT, END, HASH, KIND_OF, LETTER, OPEN, SPACE, UNMARKED, WIDE } from "./character-kinds.ts";

/**
 * What stands in a line: addresses, tags, numbers that mean something, words in capitals. One scan a line, without regular
 * expressions. Only lines near the end of a document are scanned.
 */
export interface LineSigns {
  /** Units of web addresses, mail addresses and bare host names. */
  addressUnits: number;
  addresses: number;
  mails: number;
  /** Units of hashtags and of @names. */
  tagUnits: number;
  tags: number;
  mentions: number;
  /** Numbers that look like a telephone number. */
  phones: number;
  /** A currency sign or name beside a number. */
  prices: number;
  /** Numbers 1900 to 2099 that stand alone. */
  years: number;
  numbers: number;
  /** ©, (c), ®. */
  copyrights: number;
  /** Words, of them those that begin with a capital. */
  words: number;
  capitalWords: number;
  /** Capital + full stop (an initial). */
  initials: number;
  /** 《 》 pairs and [J]-like marks of Chinese references. */
  titleMarks: number;
  arrows: number;
  pictures: number;
  invisible: number;
}

export function noSigns(): LineSigns {
  return {
    addressUnits: 0, addresses: 0, mails: 0, tagUnits: 0, tags: 0, mentions: 0, phones: 0, prices: 0, years: 0, numbers: 0,
    copyrights: 0, words: 0, capitalWords: 0, initials: 0, titleMarks: 0, arrows: 0, pictures: 0, invisible: 0,
  };
}

/** Longest part of a line that is scanned. */
export const MAX_SCANNED_UNITS = 600;

function unitSet(signs: string): ReadonlySet<number> {
  return new Set(Array.from({ length: signs.length }, (_, i) => signs.charCodeAt(i)));
}

const AT = 0x40;
const PLUS = 0x2b;
const ZERO = 0x30;
const CURRENCIES = unitSet("$€£¥￥₩₽₹฿₫₺₴₪₱＄円元원");
const ARROWS = unitSet("↓↑→←⇒⇓▼▲►▶☞☟➡⬇»");
const COPYRIGHTS = unitSet("©®℗™");
const INVISIBLE = new Set([0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0xfeff, 0x200b]);

/** Last labels of host names that are taken for addresses also without "www." or "://". */
const TOP_DOMAINS = new Set([
  "com", "net", "org", "info", "biz", "edu", "gov", "int", "io", "me", "tv", "cc", "co", "app", "dev", "xyz", "top", "site", "blog",
  "online", "shop", "club", "news", "example", "jp", "cn", "tw", "hk", "kr", "uk", "us", "de", "at", "ch", "fr", "es", "pt", "br", "it", "nl", "be",
  "se", "no", "dk", "fi", "pl", "cz", "sk", "hu", "ro", "bg", "gr", "tr", "ru", "ua", "by", "kz", "ir", "il", "in", "pk", "bd", "lk",
  "th", "vn", "id", "my", "sg", "ph", "au", "nz", "ca", "mx", "ar", "cl", "pe", "za", "eu", "gl", "ly", "to", "fm",
]);

/** Scans text[start, end) into `signs`, which is set to zero first. */
export function scanSigns(text: string, start: number, end: number, signs: LineSigns): void {
  Object.assign(signs, NO_SIGNS);
  const stop = Math.min(end, start + MAX_SCANNED_UNITS);
  let before = SPACE;
  for (let i = start; i < stop; ) {
    const unit = text.charCodeAt(i);
    const kind = KIND_OF[unit]!;
    const next = scanAt(text, i, stop, unit, kind, before, signs);
    before = next > i + 1 ? KIND_OF[text.charCodeAt(next - 1)]! : kind;
    i = next;
  }
}

const NO_SIGNS: Readonly<LineSigns> = noSigns();

/** Reads what begins at `i`; @returns the place behind it */
function scanAt(text: string, i: number, end: number, unit: number, kind: number, before: number, signs: LineSigns): number {
  if (isAddressUnit(unit) && !(before === LETTER || before === CAPITAL || before === DIGIT)) {
    const address = addressEnd(text, i, end, signs);
    if (address > i) return address;
  }
  if (kind === HASH || unit === AT) return scanTag(text, i, end, unit, before, signs);
  if (kind === DIGIT && before !== DIGIT) return scanNumber(text, i, end, signs);
  if (kind === CAPITAL || kind === LETTER) {
    if (before !== LETTER && before !== CAPITAL && before !== DIGIT) countWord(text, i, end, kind, signs);
    return i + 1;
  }
  countSign(text, i, end, unit, kind, before, signs);
  return i + 1;
}

function countWord(text: string, i: number, end: number, kind: number, signs: LineSigns): void {
  signs.words++;
  if (kind !== CAPITAL) return;
  signs.capitalWords++;
  if (i + 1 < end && text.charCodeAt(i + 1) === 0x2e) signs.initials++;
}

function countSign(text: string, i: number, end: number, unit: number, kind: number, before: number, signs: LineSigns): void {
  if (kind === SPACE && !INVISIBLE.has(unit)) return;
  if ((kind === WIDE || kind === UNMARKED) && before !== kind) signs.words++;
  if (INVISIBLE.has(unit)) signs.invisible++;
  else if (COPYRIGHTS.has(unit) || isBracketedC(text, i, end)) signs.copyrights++;
  else if (unit === 0x300a) signs.titleMarks++;
  else if (CURRENCIES.has(unit) && isBesideNumber(text, i, end)) signs.prices++;
  if (ARROWS.has(unit)) signs.arrows++;
  if (unit >= 0xd83c && unit <= 0xd83e) signs.pictures++;
  if (kind === OPEN && i + 2 < end && text.charCodeAt(i + 2) === 0x5d && KIND_OF[text.charCodeAt(i + 1)] === CAPITAL) signs.titleMarks++;
}

function isBracketedC(text: string, i: number, end: number): boolean {
  if (text.charCodeAt(i) !== 0x28 || i + 2 >= end || text.charCodeAt(i + 2) !== 0x29) return false;
  const letter = text.charCodeAt(i + 1) | 0x20;
  return letter === 0x63;
}

function isBesideNumber(text: string, i: number, end: number): boolean {
  const isDigit = (at: number): boolean => at >= 0 && at < end && KIND_OF[text.charCodeAt(at)] === DIGIT;
  return isDigit(i - 1) || isDigit(i + 1) || (KIND_OF[text.charCodeAt(i + 1)] === SPACE && isDigit(i + 2)) ||
    (i > 1 && KIND_OF[text.charCodeAt(i - 1)] === SPACE && isDigit(i - 2));
}

/** # or @ and the letters behind it; "# Heading" and "#1" are none. */
function scanTag(text: string, i: number, end: number, unit: number, before: number, signs: LineSigns): number {
  let k = i + 1;
  let letters = 0;
  for (; k < end; k++) {
    const kind = KIND_OF[text.charCodeAt(k)]!;
    if (kind === SPACE || kind === HASH) break;
    if (kind === LETTER || kind === CAPITAL || kind === WIDE || kind === UNMARKED) letters++;
    else if (kind !== DIGIT && kind !== OPEN && unit === AT && text.charCodeAt(k) !== 0x5f) break;
  }
  const joined = before === LETTER || before === CAPITAL || before === DIGIT;
  if (letters < 2 || joined) return i + 1;
  if (unit === AT) signs.mentions++;
  else signs.tags++;
  signs.tagUnits += k - i;
  return k;
}

/** Digits with what may stand between them; counts years and telephone numbers. */
function scanNumber(text: string, i: number, end: number, signs: LineSigns): number {
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
  signs.numbers++;
  if (digits === 4 && groups === 1 && value >= 1900 && value < 2100) signs.years++;
  const starts = i > 0 && text.charCodeAt(i - 1) === PLUS;
  const leadingZero = text.charCodeAt(i) === ZERO;
  if (digits >= 7 && digits <= 14 && (groups > 1 || starts || leadingZero || digits === 11) && (groups <= 5)) signs.phones++;
  return k;
}

function isNumberJoint(unit: number): boolean {
  return unit === 0x20 || unit === 0x2d || unit === 0x2e || unit === 0x2f || unit === 0x28 || unit === 0x29 || unit === 0xa0;
}

function isAddressUnit(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39);
}

/** Reads a run of ASCII signs that may be an address; @returns its end, or `i` if it is none */
function addressEnd(text: string, i: number, end: number, signs: LineSigns): number {
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
  while (k > i && isTrailing(text.charCodeAt(k - 1))) k--;
  if (dots === 0 && scheme < 0) return i;
  const hostEnd = slash >= 0 ? Math.min(slash, k) : k;
  const isAddress = scheme >= 0 || startsWithWww(text, i) || endsInTopDomain(text, i, hostEnd);
  if (!isAddress) return i;
  if (at > i && at < hostEnd && scheme < 0) signs.mails++;
  else signs.addresses++;
  signs.addressUnits += k - i;
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
