/**
 * Cuts a stream of bytes into pieces that documents are made of. Holds one piece.
 */

import { characterEnd, shiftAt, unitBytesOf } from "../decode/character-ends.ts";
import type { FileEncoding } from "../decode/file-encoding.ts";

const LINE_FEED = 0x0a;
/** A piece without a line end is cut here all the same, at this many times the wanted size: the bound of memory. */
const MAX_OVERRUN = 1.25;
/** Room for any character, with the escapes before it. */
const MIN_REACH_BYTES = 16;
/** The encoding is told by at least so much of a file, however small the pieces are to be. */
const TOLD_BY_BYTES = 4096;

/**
 * Pieces of at most about `maxBytes`, each ending with a line end, or where a line is too long, with a character. Where it is cut
 * does not depend on the chunks that the bytes come in. Text of ISO-2022-JP begins each piece with the escape that holds there.
 */
export async function* splitAtLineEnds(chunks: AsyncIterable<Uint8Array>, maxBytes: number, encodings: FileEncoding): AsyncGenerator<Buffer> {
  const leastBytes = Math.max(maxBytes, TOLD_BY_BYTES);
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let wantedBytes = leastBytes + 1;
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < wantedBytes) continue;
    const all = Buffer.concat(held, heldBytes);
    const rest = yield* cutPieces(all, maxBytes, leastBytes, encodings);
    held = [rest];
    heldBytes = rest.length;
    // What is too long and has no line end early on is looked at again when all is there that the next cut depends on.
    wantedBytes = heldBytes > leastBytes ? Math.max(heldBytes + 1, reachOf(maxBytes)) : leastBytes + 1;
  }
  const rest = yield* cutPieces(Buffer.concat(held, heldBytes), maxBytes, 0, encodings);
  if (rest.length > 0) yield rest;
}

/** @param leastBytes what must be at hand for a cut; 0 = these bytes are the last @returns what is left */
function* cutPieces(bytes: Buffer, maxBytes: number, leastBytes: number, encodings: FileEncoding): Generator<Buffer, Buffer> {
  const isLast = leastBytes === 0;
  let all = bytes;
  while (all.length > Math.max(leastBytes, maxBytes)) {
    const encoding = encodings.of(all.subarray(0, Math.max(maxBytes, TOLD_BY_BYTES)));
    const cut = cutPlace(all, maxBytes, encoding, isLast);
    if (cut === undefined) break;
    const piece = all.subarray(0, cut);
    const shift = shiftAt(all, cut, encoding);
    const rest = all.subarray(cut);
    // What is smaller is copied, so that neither keeps the other in memory.
    const isLarge = rest.length > piece.length;
    all = isLarge && shift.length === 0 ? rest : Buffer.concat([shift, rest]);
    yield isLarge && !isLast ? Buffer.from(piece) : piece;
  }
  return all;
}

/** So far is looked for a line end: enough for a cut between characters, however small the pieces are to be. */
function reachOf(maxBytes: number): number {
  return Math.max(Math.ceil(maxBytes * MAX_OVERRUN), MIN_REACH_BYTES);
}

/**
 * Behind the last line end of the first `maxBytes`, else behind the next one, else in the middle of the line.
 * Undefined = not to be cut, or read on first.
 */
function cutPlace(bytes: Buffer, maxBytes: number, encoding: string, isLast: boolean): number | undefined {
  const unitBytes = unitBytesOf(encoding);
  for (let at = bytes.lastIndexOf(LINE_FEED, maxBytes - 1); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(LINE_FEED, at - 1)) {
    const end = endOfUnit(bytes, at, unitBytes);
    if (end !== undefined && end <= maxBytes) return end;
  }
  const reach = reachOf(maxBytes);
  if (bytes.length < reach && !isLast) return undefined;
  const near = bytes.subarray(0, reach);
  // A line feed may begin before the edge and end behind it.
  for (let at = near.indexOf(LINE_FEED, Math.max(0, maxBytes - unitBytes)); at >= 0; at = near.indexOf(LINE_FEED, at + 1)) {
    const end = endOfUnit(near, at, unitBytes);
    if (end !== undefined && end > maxBytes) return end < bytes.length ? end : undefined;
  }
  return bytes.length < reach ? undefined : hardCut(near, maxBytes, encoding);
}

/** Place behind the unit that this line feed byte is, if it is one. */
function endOfUnit(bytes: Buffer, at: number, unitBytes: 1 | 2 | 4): number | undefined {
  if (unitBytes === 1) return at + 1;
  const start = at - (at % unitBytes);
  if (start + unitBytes > bytes.length) return undefined;
  for (let i = start; i < start + unitBytes; i++) if (i !== at && bytes[i] !== 0) return undefined;
  const isEdge = at === start || at === start + unitBytes - 1;
  return isEdge ? start + unitBytes : undefined;
}

/** No line end in reach: behind a character. Undefined = none ends before the last byte. */
function hardCut(bytes: Buffer, place: number, encoding: string): number | undefined {
  const end = characterEnd(bytes, place, encoding);
  return end < bytes.length ? end : undefined;
}

interface Line {
  readonly bytes: Uint8Array;
  /** From 1. */
  readonly line: number;
}

/**
 * The lines of a stream of JSON lines that are not blank. Holds one of them.
 * @param maxBytes longer ones are not held, and `tooLong` hears of them
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, maxBytes = Number.POSITIVE_INFINITY, tooLong?: (line: number) => void): AsyncGenerator<Line> {
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  let line = 0;
  const ended = (end: Uint8Array): Line | undefined => {
    line++;
    const isTooLong = restBytes + end.length > maxBytes;
    const bytes = rest.length === 0 ? end : Buffer.concat([...rest, end]);
    rest = [];
    restBytes = 0;
    if (isTooLong) tooLong?.(line);
    return isTooLong || isBlankLine(bytes) ? undefined : { bytes, line };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED, start); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      const whole = ended(chunk.subarray(start, end));
      if (whole !== undefined) yield whole;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    restBytes += chunk.length - start;
    if (restBytes > maxBytes) rest = [];
    else rest.push(chunk.subarray(start));
  }
  const last = ended(new Uint8Array(0));
  if (last !== undefined) yield last;
}

function isBlankLine(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
