/** Where bytes of a known encoding can be cut so that no character is. */

const ESCAPE = 0x1b;
/** No byte of a character of several bytes, in any encoding but UTF-16, UTF-32 and ISO-2022, is below this. */
const LEAST_TRAIL = 0x30;

/** Bytes of the units that the encoding is written in. */
export function unitBytesOf(encoding: string): 1 | 2 | 4 {
  return encoding.startsWith("UTF-16") ? 2 : encoding.startsWith("UTF-32") ? 4 : 1;
}

/**
 * The end of the last character that ends at `place` or before; of the first one, where that is longer.
 * @param bytes begin with a character, in ISO-2022-JP in the state of ASCII
 */
export function characterEnd(bytes: Uint8Array, place: number, encoding: string): number {
  if (encoding === "ISO-2022-JP") return escapedEnd(bytes, place);
  const lengthAt = LENGTHS[encoding] ?? (() => unitBytesOf(encoding));
  let end = knownStart(bytes, place, encoding);
  while (end < place) {
    const next = end + lengthAt(bytes, end);
    if (next > place && end > 0) break;
    end = next;
  }
  return Math.min(end, bytes.length);
}

/**
 * The escape of ISO-2022-JP that must stand before the bytes behind `place`; empty for ASCII, and where another one follows at
 * once: two without a character between them are read as damage.
 */
export function shiftAt(bytes: Uint8Array, place: number, encoding: string): Uint8Array {
  const at = encoding === "ISO-2022-JP" && bytes[place] !== ESCAPE ? bytes.lastIndexOf(ESCAPE, place - 1) : -1;
  const escape = at < 0 ? bytes.subarray(0, 0) : bytes.subarray(at, at + escapeLength(bytes, at));
  return isAsciiEscape(escape) ? escape.subarray(0, 0) : escape;
}

type LengthAt = (bytes: Uint8Array, at: number) => number;

const LENGTHS: Readonly<Record<string, LengthAt>> = {
  "UTF-8": utf8Length,
  "UTF-16LE": (bytes, at) => (isPair(bytes, at, 1) ? 4 : 2),
  "UTF-16BE": (bytes, at) => (isPair(bytes, at, 0) ? 4 : 2),
  Shift_JIS: (bytes, at) => pairLength(bytes, at, (lead) => (lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xfc)),
  "EUC-JP": (bytes, at) => (bytes[at] === 0x8f ? 3 : pairLength(bytes, at, (lead) => lead >= 0x8e)),
  gb18030: gbLength,
  GBK: gbLength,
  Big5: (bytes, at) => pairLength(bytes, at, (lead) => lead >= 0x81),
  "EUC-KR": (bytes, at) => pairLength(bytes, at, (lead) => lead >= 0x81),
};

function pairLength(bytes: Uint8Array, at: number, isLead: (byte: number) => boolean): number {
  return isLead(bytes[at]!) && bytes[at + 1]! >= LEAST_TRAIL ? 2 : 1;
}

function gbLength(bytes: Uint8Array, at: number): number {
  const second = bytes[at + 1]!;
  return bytes[at]! >= 0x81 && second >= 0x30 && second <= 0x39 ? 4 : pairLength(bytes, at, (lead) => lead >= 0x81);
}

function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const whole = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
  let length = 1;
  while (length < whole && isContinuation(bytes[at + length])) length++;
  return length;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Whether a surrogate pair stands here; `high` = place of the byte that tells, in a unit. */
function isPair(bytes: Uint8Array, at: number, high: 0 | 1): boolean {
  return (bytes[at + high]! & 0xfc) === 0xd8 && (bytes[at + 2 + high]! & 0xfc) === 0xdc;
}

/** A place at or before `place` where a character surely begins. */
function knownStart(bytes: Uint8Array, place: number, encoding: string): number {
  if (encoding === "UTF-8") {
    let start = Math.min(place, bytes.length);
    while (start > 0 && start > place - 3 && isContinuation(bytes[start])) start--;
    return start;
  }
  const unit = unitBytesOf(encoding);
  // One unit back, for it may begin a pair that the place would cut.
  if (unit > 1) return Math.max(0, place - (place % unit) - unit);
  if (LENGTHS[encoding] === undefined) return place;
  let start = place;
  while (start > 0 && bytes[start - 1]! >= LEAST_TRAIL) start--;
  return start;
}

function escapeLength(bytes: Uint8Array, at: number): number {
  return bytes[at + 1] === 0x24 && bytes[at + 2] === 0x28 ? 4 : 3;
}

/** ESC ( B. */
function isAsciiEscape(escape: Uint8Array): boolean {
  return escape[1] === 0x28 && escape[2] === 0x42;
}

/** Escapes go with the character behind them. */
function escapedEnd(bytes: Uint8Array, place: number): number {
  let characterBytes = 1;
  let end = 0;
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] === ESCAPE) {
      characterBytes = bytes[at + 1] === 0x24 ? 2 : 1;
      at += escapeLength(bytes, at);
      continue;
    }
    at += bytes[at]! < 0x21 ? 1 : characterBytes;
    if (at > place && end > 0) break;
    end = at;
    if (at >= place) break;
  }
  return Math.min(end === 0 ? place : end, bytes.length);
}
