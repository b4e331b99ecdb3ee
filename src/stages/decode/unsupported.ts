/**
 * Encodings that are recognised so that they can be refused, for nothing at hand decodes them. Johab and EUC-TW are read well
 * enough here to tell how likely they are, not to be handed on.
 */
import iconv from "iconv-lite";

const UNSUPPORTED = new Set(["ISO-2022-KR", "ISO-2022-CN", "HZ", "Johab", "EUC-TW", "EBCDIC"]);

export function isUnsupported(encoding: string): boolean {
  return UNSUPPORTED.has(encoding);
}

type Sketch = (bytes: Uint8Array) => string;

/** What a text of this encoding reads about as. */
export const SKETCHES: ReadonlyMap<string, Sketch> = new Map<string, Sketch>([["Johab", sketchJohab], ["EUC-TW", sketchEucTw]]);

const REPLACEMENT = 0xfffd;
/** More that is no code, for each that is: then the sample is in something else. */
const MOST_BAD_SHARE = 0.1;

/** Looked at, from the first byte above 0x7F on. */
const LOOK_BYTES = 1024;

/** The unsupported encodings that a sample may be in; other Chinese, Japanese and Korean texts have many codes that they lack. */
export function unsupportedReadings(sample: Uint8Array): string[] {
  let first = 0;
  while (first < sample.length && sample[first]! < 0x80) first++;
  const bytes = sample.subarray(first, first + LOOK_BYTES);
  return [...SKETCHES].filter(([name, sketch]) => {
    if (!holdsMostlyCodes(bytes, CODE_LENGTHS[name]!)) return false;
    const beyondAscii = sketch(bytes).replace(/[\0-\x7f]+/g, "");
    const bad = beyondAscii.split(String.fromCharCode(REPLACEMENT)).length - 1;
    return beyondAscii.length > 0 && bad <= MOST_BAD_SHARE * (beyondAscii.length - bad);
  }).map(([name]) => name);
}

/** Of the code beyond ASCII at this place, in bytes; 0 = none. */
type CodeLength = (bytes: Uint8Array, at: number) => number;

const CODE_LENGTHS: Readonly<Record<string, CodeLength>> = {
  Johab: (bytes, at) => (johabUnit(bytes[at]!, bytes[at + 1] ?? 0) === REPLACEMENT ? 0 : 2),
  "EUC-TW": (bytes, at) => (big5CodeAt(bytes, at) === NO_CODE ? 0 : eucTwLength(bytes, at)),
};

/** A cheap first test, at which as good as all texts end: no code has less than two bytes. */
function holdsMostlyCodes(bytes: Uint8Array, lengthAt: CodeLength): boolean {
  const mostBad = (MOST_BAD_SHARE * bytes.length) / 2;
  let bad = 0;
  for (let at = 0; at < bytes.length && bad <= mostBad; ) {
    const length = bytes[at]! < 0x80 ? 1 : lengthAt(bytes, at);
    if (length === 0) bad++;
    at += Math.max(1, length);
  }
  return bad <= mostBad;
}

/** Initials, vowels and finals of Johab by their five bits, as places in Unicode's order; -1 = none. */
const INITIALS = placesOf("..0123456789abcdefghi");
const VOWELS = placesOf("...01234..56789a..bcdefg..hijk");
const FINALS = placesOf(".0123456789abcdefg.hijklmnopqr");

function placesOf(places: string): Int8Array {
  return Int8Array.from({ length: 32 }, (_, bits) => (/[0-9a-r]/.test(places[bits] ?? "") ? Number.parseInt(places[bits]!, 36) : -1));
}

/** Syllables by their composition: one bit, then five each. Chinese characters and signs count as one common Chinese character. */
function sketchJohab(bytes: Uint8Array): string {
  const units: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const unit = bytes[at]! < 0x80 ? bytes[at]! : johabUnit(bytes[at]!, bytes[at + 1] ?? 0);
    if (bytes[at]! >= 0x80 && unit !== REPLACEMENT) at++;
    units.push(unit);
  }
  return Buffer.from(Uint16Array.from(units).buffer).toString("utf16le");
}

function johabUnit(lead: number, trail: number): number {
  const code = (lead << 8) | trail;
  const initial = INITIALS[(code >> 10) & 31]!;
  const vowel = VOWELS[(code >> 5) & 31]!;
  const final = FINALS[code & 31]!;
  if (lead >= 0x84 && lead <= 0xd3 && initial >= 0 && vowel >= 0 && final >= 0) return 0xac00 + (initial * 21 + vowel) * 28 + final;
  return lead >= 0xd8 && lead <= 0xf9 && trail >= 0x31 ? STAND_IN : REPLACEMENT;
}

/** 的. */
const STAND_IN = 0x7684;

const ROW = 94;
const BIG5_ROW = 157;
/** Where planes 1 (signs, common characters) and 2 begin in CNS 11643, as row and cell from 0, and the same characters in Big5. */
const BLOCKS = [
  { plane: 1, first: 0, last: 5 * ROW + ROW - 1, big5: 0xa140 },
  { plane: 1, first: 35 * ROW, last: 35 * ROW + 5400, big5: 0xa440 },
  { plane: 2, first: 0, last: 7649, big5: 0xc940 },
] as const;
/** A byte that is no code of Big5. */
const NO_CODE = 0xff;
const LONG_BYTES = 4;
const SINGLE_SHIFT = 0x8e;
const FIRST_PLANE = 0xa0;
/** The planes above hold rare characters, of which Cantonese uses some: each counts as one of the rarest of Big5. */
const LAST_KNOWN_PLANE = 2;
const LAST_PLANE = 15;
const RARE_CODE = 0xf9d5;

/** Characters stand in the order of Big5 but for a few. */
function sketchEucTw(bytes: Uint8Array): string {
  const big5: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const code = bytes[at]! < 0x80 ? bytes[at]! : big5CodeAt(bytes, at);
    if (code > 0xff) big5.push(code >> 8);
    big5.push(code & 0xff);
    at += bytes[at]! < 0x80 ? 1 : eucTwLength(bytes, at);
  }
  return iconv.decode(Buffer.from(big5), "big5hkscs");
}

/** Bytes of the code beyond ASCII at this place; 1 where there is none. */
function eucTwLength(bytes: Uint8Array, at: number): number {
  const length = bytes[at] === SINGLE_SHIFT ? LONG_BYTES : 2;
  return (bytes[at + length - 2] ?? 0) >= 0xa1 && (bytes[at + length - 1] ?? 0) >= 0xa1 ? length : 1;
}

/** The code of Big5 for that at this place, of one or two bytes. */
function big5CodeAt(bytes: Uint8Array, at: number): number {
  const length = eucTwLength(bytes, at);
  if (length === 1) return NO_CODE;
  const plane = length === LONG_BYTES ? bytes[at + 1]! - FIRST_PLANE : 1;
  if (plane > LAST_KNOWN_PLANE && plane <= LAST_PLANE) return RARE_CODE;
  const place = (bytes[at + length - 2]! - 0xa1) * ROW + bytes[at + length - 1]! - 0xa1;
  const block = BLOCKS.find((one) => one.plane === plane && place >= one.first && place <= one.last);
  if (block === undefined) return NO_CODE;
  const index = place - block.first + ((block.big5 >> 8) - 0xa1) * BIG5_ROW;
  const cell = index % BIG5_ROW;
  return ((0xa1 + Math.floor(index / BIG5_ROW)) << 8) | (cell + (cell < 63 ? 0x40 : 0xa1 - 63));
}
