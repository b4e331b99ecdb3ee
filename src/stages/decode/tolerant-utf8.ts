/** Multi-byte sequences of UTF-8 in some bytes. */
export interface Utf8Count {
  readonly valid: number;
  /** Bytes above 0x7F that belong to no valid sequence, each run of continuation bytes once. */
  readonly invalid: number;
}

/**
 * Counts sequences as the decoder sees them: no overlong forms, no surrogates, nothing above U+10FFFF.
 * @param mostInvalid it goes on no further with more of them
 */
export function countUtf8(bytes: Uint8Array, mostInvalid = Infinity): Utf8Count {
  let valid = 0;
  let invalid = 0;
  let at = 0;
  while (at < bytes.length && invalid <= mostInvalid) {
    if (bytes[at]! < 0x80) {
      at++;
      continue;
    }
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      valid++;
      at += length;
    } else {
      invalid++;
      at++;
      while (at < bytes.length && (bytes[at]! & 0xc0) === 0x80) at++;
    }
  }
  return { valid, invalid };
}

/** Length of the valid sequence of two to four bytes at this place; 0 if there is none. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1]!;
  const isWrong = (lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f) || (lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f);
  return isWrong ? 0 : length;
}

/** Fewer valid sequences than these may be chance in another encoding. */
const LEAST_VALID = 3;
/** Invalid ones for each valid one: random damage of 2 % of the bytes makes about 6 %. */
const MOST_INVALID_SHARE = 0.1;

const SHORTEST_SEQUENCE = 2;

/**
 * The sequences in bytes that are UTF-8 with some damage; undefined for other bytes. Other encodings come to three valid sequences only
 * with many more invalid ones.
 */
export function damagedUtf8(bytes: Uint8Array): Utf8Count | undefined {
  const count = countUtf8(bytes, (MOST_INVALID_SHARE * bytes.length) / SHORTEST_SEQUENCE);
  return count.valid >= LEAST_VALID && count.invalid <= MOST_INVALID_SHARE * count.valid ? count : undefined;
}
