/**
 * Cuts a stream of bytes into pieces that documents are made of. Holds one piece.
 */

const LINE_FEED = 0x0a;
/** A piece without a line end is cut here all the same, at this many times the wanted size: the bound of memory. */
const MAX_OVERRUN = 2;

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
 * ASCII-transparent line ends is cut behind any line feed, UTF-16 and UTF-32 behind an aligned one.
 */
export async function* splitAtLineEnds(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let unitBytes: 1 | 2 | 4 | undefined;
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes <= maxBytes) continue;
    let all = Buffer.concat(held, heldBytes);
    unitBytes ??= unitBytesOf(all);
    while (all.length > maxBytes) {
      const cut = cutPlace(all, maxBytes, unitBytes);
      if (cut === undefined) break;
      yield Buffer.from(all.subarray(0, cut));
      all = all.subarray(cut);
    }
    held = [all];
    heldBytes = all.length;
  }
  if (heldBytes > 0) yield Buffer.concat(held, heldBytes);
}

/** Behind the last line end of the first `maxBytes`, else behind the next one; undefined = read on first. */
function cutPlace(bytes: Buffer, maxBytes: number, unitBytes: 1 | 2 | 4): number | undefined {
  for (let at = bytes.lastIndexOf(LINE_FEED, maxBytes - 1); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(LINE_FEED, at - 1)) {
    const end = endOfUnit(bytes, at, unitBytes);
    if (end !== undefined && end <= maxBytes) return end;
  }
  for (let at = bytes.indexOf(LINE_FEED, maxBytes); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) {
    const end = endOfUnit(bytes, at, unitBytes);
    if (end !== undefined && end < bytes.length) return end;
  }
  if (bytes.length < maxBytes * MAX_OVERRUN) return undefined;
  return hardCut(bytes, maxBytes - (maxBytes % unitBytes));
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

/** No line end in reach: before a byte that starts a character in UTF-8 and in most other encodings. */
function hardCut(bytes: Buffer, place: number): number {
  let at = place;
  while (at > place - 4 && (bytes[at]! & 0xc0) === 0x80) at--;
  return at;
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
