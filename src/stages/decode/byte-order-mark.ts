export interface ByteOrderMark {
  readonly encoding: string;
  readonly length: number;
}

/** The encoding that a byte order mark at the start tells. FF FE 00 00 is UTF-32: no text begins with U+0000. */
export function byteOrderMarkOf(bytes: Uint8Array): ByteOrderMark | undefined {
  const [a, b, c, d] = [bytes[0], bytes[1], bytes[2], bytes[3]];
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "UTF-8", length: 3 };
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? { encoding: "UTF-32LE", length: 4 } : { encoding: "UTF-16LE", length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "UTF-16BE", length: 2 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: "UTF-32BE", length: 4 };
  if (a === 0x84 && b === 0x31 && c === 0x95 && d === 0x33) return { encoding: "gb18030", length: 4 };
  return undefined;
}
