/**
 * Cuts a stream of bytes into pieces that documents are made of. Holds one piece.
 */

const LINE_FEED = 0x0a;
/** A piece without a line end is cut here all the same, at this many times the wanted size: the bound of memory. */
const MAX_OVERRUN = 2;
const MIN_REACH_BYTES = 8;

/** Units of the encoding, so that a piece never ends inside one: 2 for UTF-16, 4 for UTF-32, by the first bytes. */
export function unitBytesOf(head: Uint8Array): 1 | 2 | 4 {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 4 : 2;
  if (a === 0xfe && b === 0xff) return 2;
  if (a === 0 && b === 0) return 4;
  const zeros = head.subarray(0, 512).reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  return zeros * 4 >= Math.min(head.length, 512) || hasWideLineFeeds(head.subarray(0, FEED_BYTES)) ? 2 : 1;
}

/** Far enough for a line end in most texts. */
const FEED_BYTES = 65_536;
/** Of the bytes 0A, that are line feeds of UTF-16; others are halves of characters such as U+300A. Text of single bytes has none. */
const LEAST_WIDE_SHARE = 0.25;

/** Chinese and Japanese in UTF-16 have few zero bytes but those of their line ends. */
function hasWideLineFeeds(head: Uint8Array): boolean {
  let feeds = 0;
  let wide = 0;
  for (let at = head.indexOf(LINE_FEED); at >= 0; at = head.indexOf(LINE_FEED, at + 1)) {
    feeds++;
    if (head[at % 2 === 0 ? at + 1 : at - 1] === 0) wide++;
  }
  return wide > 0 && wide >= LEAST_WIDE_SHARE * feeds;
}

/**
 * Pieces of at most about `maxBytes`, each ending with a line end. Text in an encoding of single bytes or with
 * ASCII-transparent line ends is cut behind any line feed, UTF-16 and UTF-32 behind an aligned one. Where it is cut does not
 * depend on the chunks that the bytes come in.
 */
export async function* splitAtLineEnds(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let wantedBytes = maxBytes + 1;
  let unitBytes: 1 | 2 | 4 | undefined;
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < wantedBytes) continue;
    let all = Buffer.concat(held, heldBytes);
    unitBytes ??= unitBytesOf(all.subarray(0, maxBytes));
    let cut = cutPlace(all, maxBytes, unitBytes, false);
    for (; cut !== undefined; cut = cutPlace(all, maxBytes, unitBytes, false)) {
      yield Buffer.from(all.subarray(0, cut));
      all = all.subarray(cut);
    }
    held = [all];
    heldBytes = all.length;
    // What is too long and has no line end early on is looked at again when all is there that the next cut depends on.
    wantedBytes = heldBytes > maxBytes ? reachOf(maxBytes) : maxBytes + 1;
  }
  let rest = Buffer.concat(held, heldBytes);
  unitBytes ??= unitBytesOf(rest);
  for (let cut = cutPlace(rest, maxBytes, unitBytes, true); cut !== undefined; cut = cutPlace(rest, maxBytes, unitBytes, true)) {
    yield rest.subarray(0, cut);
    rest = rest.subarray(cut);
  }
  if (rest.length > 0) yield rest;
}

/** So far is looked for a line end: enough for a cut between characters, however small the pieces are to be. */
function reachOf(maxBytes: number): number {
  return Math.max(maxBytes * MAX_OVERRUN, MIN_REACH_BYTES);
}

/**
 * Behind the last line end of the first `maxBytes`, else behind the next one, else in the middle of the line.
 * Undefined = not to be cut, or read on first.
 */
function cutPlace(bytes: Buffer, maxBytes: number, unitBytes: 1 | 2 | 4, isLast: boolean): number | undefined {
  if (bytes.length <= maxBytes) return undefined;
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
  return bytes.length < reach ? undefined : hardCut(near, maxBytes, unitBytes);
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

/** No line end in reach: between units, and before one that starts a character in UTF-8, UTF-16 and most other encodings. */
function hardCut(bytes: Buffer, place: number, unitBytes: 1 | 2 | 4): number {
  const aligned = Math.max(place - (place % unitBytes), unitBytes);
  let at = aligned;
  if (unitBytes === 1) while (at > aligned - 4 && (bytes[at]! & 0xc0) === 0x80) at--;
  if (unitBytes === 2 && isSurrogatePair(bytes, at - 2)) at -= 2;
  // No character fits: then it is cut all the same, for it must end.
  return at > 0 ? at : aligned;
}

/** Whether the four bytes at `at` are one character of UTF-16, in either order of bytes. */
function isSurrogatePair(bytes: Buffer, at: number): boolean {
  const isPair = (first: number): boolean => (bytes[at + first]! & 0xfc) === 0xd8 && (bytes[at + 2 + first]! & 0xfc) === 0xdc;
  return isPair(0) || isPair(1);
}

/** The lines of a stream of JSON lines that are not blank, with their numbers from 1. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<{ readonly bytes: Uint8Array; readonly line: number }> {
  let rest: Uint8Array[] = [];
  let line = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED, start); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      line++;
      const bytes = rest.length === 0 ? chunk.subarray(start, end) : Buffer.concat([...rest, chunk.subarray(start, end)]);
      rest = [];
      if (!isBlankLine(bytes)) yield { bytes, line };
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  const last = Buffer.concat(rest);
  if (!isBlankLine(last)) yield { bytes: last, line: line + 1 };
}

function isBlankLine(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
