/**
 * What detection looks at: lines that hold bytes above 0x7F, for the others say nothing. Lines that hold such bytes for the first
 * time are taken beyond the limit too, so that a single Ž at the end of a long file still tells ISO-8859-2 from windows-1250.
 */

/** 1 KiB is enough for most texts, and 16 KiB gains nothing over 4. */
const SAMPLE_BYTES = 4096;
/** For lines with new bytes, beyond. */
const NOVELTY_BYTES = 2048;
/** A longer line is taken from just before its first high byte. */
const LONGEST_LINE_BYTES = 1024;
const CONTEXT_BYTES = 32;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export function richSample(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes;
  const sample = new Uint8Array(SAMPLE_BYTES + NOVELTY_BYTES + LONGEST_LINE_BYTES);
  const unseen = new Uint8Array(256).fill(1, 0x80);
  let length = 0;
  let at = nextOf(HIGH, bytes, 0);
  while (at < bytes.length && length < SAMPLE_BYTES + NOVELTY_BYTES) {
    const start = lineStart(bytes, at);
    const end = lineEnd(bytes, at, start + LONGEST_LINE_BYTES);
    sample.set(bytes.subarray(start, end), length);
    for (let i = start; i < end; i++) unseen[bytes[i]!] = 0;
    length += end - start;
    at = nextOf(length < SAMPLE_BYTES ? HIGH : unseen, bytes, end);
  }
  return sample.subarray(0, length);
}

const HIGH = new Uint8Array(256).fill(1, 0x80);

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

/** The next byte that is wanted: 1 in the table. */
function nextOf(wanted: Uint8Array, bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && wanted[bytes[at]!] === 0) at++;
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
