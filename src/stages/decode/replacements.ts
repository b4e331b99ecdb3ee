const REPLACEMENT = "\ufffd";

/** U+FFFD that decoding put in, and the line of the first, from 1. */
export interface Replacements {
  readonly count: number;
  readonly line: number;
}

const NONE: Replacements = { count: 0, line: 0 };

/** Counts the U+FFFD of a text, without those that stood in its source. */
export function countReplacements(text: string, bytes: Uint8Array, encoding: string): Replacements {
  const first = text.indexOf(REPLACEMENT);
  if (first < 0) return NONE;
  let count = 0;
  for (let at = first; at >= 0; at = text.indexOf(REPLACEMENT, at + 1)) count++;
  count -= replacementsInSource(bytes, encoding);
  return count <= 0 ? NONE : { count, line: lineOf(text, first) };
}

/** The line that holds this place; CR LF, LF and CR end lines. */
export function lineOf(text: string, place: number): number {
  let line = 1;
  for (let i = 0; i < place; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x0a || (unit === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) line++;
  }
  return line;
}

const WRITTEN: Readonly<Record<string, readonly [codes: readonly number[], step: number]>> = {
  "UTF-8": [[0xef, 0xbf, 0xbd], 1],
  "UTF-16LE": [[0xfd, 0xff], 2],
  "UTF-16BE": [[0xff, 0xfd], 2],
  "UTF-32LE": [[0xfd, 0xff, 0, 0], 4],
  "UTF-32BE": [[0, 0, 0xff, 0xfd], 4],
  gb18030: [[0x84, 0x31, 0xa4, 0x37], 1],
  GBK: [[0x84, 0x31, 0xa4, 0x37], 1],
};

function replacementsInSource(bytes: Uint8Array, encoding: string): number {
  const written = WRITTEN[encoding];
  if (written === undefined) return 0;
  const [codes, step] = written;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const pattern = Buffer.from(codes);
  let count = 0;
  for (let at = buffer.indexOf(pattern); at >= 0; at = buffer.indexOf(pattern, at + 1)) if (at % step === 0) count++;
  return count;
}
