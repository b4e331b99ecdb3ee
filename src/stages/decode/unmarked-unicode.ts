/**
 * UTF-16 and UTF-32 without a byte order mark. UTF-32 shows by its zero bytes; UTF-16 is read both ways and must come out as text.
 */
import { COST_PARTS } from "../../models/encoding-model.ts";
import { HEAD_BYTES, holdsControlBytes } from "./binary.ts";
import { decodeBytes } from "./decoders.ts";
import { badShare, costOfText } from "./likelihood.ts";

const SAMPLE_BYTES = 4096;
const ZERO_BYTES = 65_536;
/** Of the four-byte units, that are code points of text. */
const LEAST_CODE_POINT_SHARE = 0.97;
/** A character of text costs 3 nats (alphabets) to 8 (Han); binary files come to 10 and more. */
const DEAREST_TEXT_COST = 9 * COST_PARTS;
/** The rarest of 98 old Japanese texts comes to 10.5; ASCII read as UTF-16, to 13 and more. */
const DEAREST_RARE_TEXT_COST = 11 * COST_PARTS;
/** A first look is less sure: training texts in UTF-16 come to 7.3 there, in 16 other encodings read so to 12.8 and more. */
const LOOK_BYTES = 256;
const DEAREST_LOOK_COST = 12 * COST_PARTS;
const MOST_BAD_SHARE = 0.02;

export type UnmarkedUnicode = "UTF-16LE" | "UTF-16BE" | "UTF-32LE" | "UTF-32BE";

/**
 * Whether a byte stands near the start that no text of single bytes holds; UTF-16 without it (a short line of Han or Hangul, say)
 * is left to the likelihood of readings. A zero byte counts further down too.
 */
export function hasControls(bytes: Uint8Array): boolean {
  return holdsControlBytes(bytes.subarray(0, HEAD_BYTES)) || Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, ZERO_BYTES)).includes(0);
}

/** To be asked only where `hasControls` says so. */
export function unmarkedUnicodeOf(bytes: Uint8Array): UnmarkedUnicode | undefined {
  const sample = bytes.subarray(0, Math.min(SAMPLE_BYTES, bytes.length - (bytes.length % 2)));
  for (const encoding of ["UTF-32LE", "UTF-32BE"] as const) if (looksLikeUtf32(sample, encoding === "UTF-32LE")) return encoding;
  const little = costPerUnit(sample, "UTF-16LE");
  const big = costPerUnit(sample, "UTF-16BE");
  if (Math.min(little, big) > DEAREST_TEXT_COST) return undefined;
  return little <= big ? "UTF-16LE" : "UTF-16BE";
}

/**
 * The orders of bytes in which the first bytes, whatever stands in them, read as text in UTF-16. The likelihood of readings asks only
 * lines with bytes above 0x7F, and a few of those in an ASCII text can look like Han.
 */
export function utf16Readings(bytes: Uint8Array): ("UTF-16LE" | "UTF-16BE")[] {
  const costOf = (length: number, encoding: UnmarkedUnicode): number => costPerUnit(bytes.subarray(0, Math.min(length, bytes.length - (bytes.length % 2))), encoding);
  return (["UTF-16LE", "UTF-16BE"] as const).filter((encoding) => costOf(LOOK_BYTES, encoding) <= DEAREST_LOOK_COST && costOf(SAMPLE_BYTES, encoding) <= DEAREST_RARE_TEXT_COST);
}

function looksLikeUtf32(sample: Uint8Array, littleEndian: boolean): boolean {
  const units = Math.floor(sample.length / 4);
  const view = new DataView(sample.buffer, sample.byteOffset, sample.length);
  let codePoints = 0;
  for (let i = 0; i < units; i++) {
    const value = view.getUint32(i * 4, littleEndian);
    if (value !== 0 && value < 0x30000 && (value < 0xd800 || value > 0xdfff)) codePoints++;
  }
  return units > 0 && codePoints >= LEAST_CODE_POINT_SHARE * units;
}

function costPerUnit(sample: Uint8Array, encoding: UnmarkedUnicode): number {
  const text = decodeBytes(sample, encoding);
  return text.length === 0 || badShare(text) > MOST_BAD_SHARE ? Infinity : costOfText(text) / text.length;
}
