/**
 * What detection looks at: lines that hold bytes above 0x7F, for the others say nothing. Where these do not tell, lines that hold such
 * bytes for the first time are taken beyond the limit, so that a single Ž at the end of a long file tells ISO-8859-2 from windows-1250.
 */

/** 1 KiB is enough for most texts, and 16 KiB gains nothing over 4. */
const SAMPLE_BYTES = 4096;
/** For lines with new bytes, beyond. */
const NOVELTY_BYTES = 2048;
/** A longer line is taken from just before its first high byte. */
const LONGEST_LINE_BYTES = 1024;
const CONTEXT_BYTES = 32;

const HIGH = new Uint8Array(256).fill(1, 0x80);
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface RichSample {
  readonly bytes: Uint8Array;
  /** Where the sample ends in the text that it is of. */
  readonly end: number;
}

export function richSample(bytes: Uint8Array): RichSample {
  return bytes.length <= SAMPLE_BYTES ? { bytes, end: bytes.length } : linesWith(HIGH, bytes, 0, SAMPLE_BYTES, false);
}

/** The sample, and behind it the lines that hold a byte which neither it nor a line before holds. Looks at the whole text. */
export function withRareLines({ bytes: sample, end }: RichSample, bytes: Uint8Array): Uint8Array {
  if (end === bytes.length) return sample;
  const unseen = Uint8Array.from(HIGH);
  for (const byte of sample) unseen[byte] = 0;
  return Buffer.concat([sample, linesWith(unseen, bytes, end, NOVELTY_BYTES, true).bytes]);
}

/**
 * Lines with wanted bytes, until they are enough.
 * @param wanted 1 for each, of which none is ASCII
 * @param isEachOnce bytes that were found are wanted no longer
 */
function linesWith(wanted: Uint8Array, bytes: Uint8Array, from: number, enough: number, isEachOnce: boolean): RichSample {
  const lines = new Uint8Array(enough + LONGEST_LINE_BYTES);
  let length = 0;
  let end = from;
  for (let at = nextOf(wanted, bytes, from); at < bytes.length && length < enough; at = nextOf(wanted, bytes, end)) {
    const start = lineStart(bytes, at);
    end = lineEnd(bytes, at, start + LONGEST_LINE_BYTES);
    lines.set(bytes.subarray(start, end), length);
    length += end - start;
    if (isEachOnce) for (let i = start; i < end; i++) wanted[bytes[i]!] = 0;
  }
  return { bytes: lines.subarray(0, length), end: length < enough ? bytes.length : end };
}

/** Whether a byte is a character of ASCII that every encoding but UTF-16 reads alike; VISCII has letters where ASCII has control characters. */
export function isPlain(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

const TELLING = Uint8Array.from({ length: 256 }, (_, byte) => (isPlain(byte) ? 0 : 1));
/** Plain bytes that stay on both sides of others: a character takes up to three bytes more, and costs by the one before it. */
const PLAIN_BYTES = 4;

/** The sample without what all encodings but UTF-16 read alike: the cost of every reading goes down by the same. */
export function withoutPlainRuns(sample: Uint8Array): Uint8Array {
  const kept = new Uint8Array(sample.length);
  let length = 0;
  let end = 0;
  for (let at = 0; at < sample.length; at++) {
    if (TELLING[sample[at]!] === 0) continue;
    const start = Math.max(end, at - PLAIN_BYTES);
    end = Math.min(sample.length, at + 1 + PLAIN_BYTES);
    for (let i = start; i < end; i++) kept[length++] = sample[i]!;
  }
  return kept.subarray(0, length);
}

/** The next byte that is wanted: 1 in the table, which no byte of ASCII is. Those are passed four at once. */
function nextOf(wanted: Uint8Array, bytes: Uint8Array, from: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = from;
  while (at < bytes.length) {
    while (at + 4 <= bytes.length && (view.getInt32(at, true) & 0x80808080) === 0) at += 4;
    const end = Math.min(at + 4, bytes.length);
    for (; at < end; at++) if (wanted[bytes[at]!] === 1) return at;
  }
  return at;
}

function lineStart(bytes: Uint8Array, at: number): number {
  const least = Math.max(0, at - LONGEST_LINE_BYTES + CONTEXT_BYTES);
  let start = at;
  while (start > least && bytes[start - 1] !== LINE_FEED && bytes[start - 1] !== CARRIAGE_RETURN) start--;
  if (start > least || start === 0) return start;
  // No line end in reach: begin behind a space, or at the high byte itself.
  for (let i = Math.max(0, at - CONTEXT_BYTES); i < at; i++) if (bytes[i] === 0x20) return i;
  return at;
}

/** Behind the line end, or at `limit`, before the last run of bytes above 0x7F there if that is short. */
function lineEnd(bytes: Uint8Array, at: number, limit: number): number {
  const last = Math.min(bytes.length, Math.max(limit, at + 1));
  let end = at;
  while (end < last && bytes[end] !== LINE_FEED && bytes[end] !== CARRIAGE_RETURN) end++;
  return end < last ? end + 1 : end;
}
