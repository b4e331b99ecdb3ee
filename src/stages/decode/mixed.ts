/**
 * Files in UTF-8 of which a part is in another encoding, as when files were put one behind the other. They are decoded line by line
 * where that is certain.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { type LineKinds, sortLines } from "./byte-lines.ts";
import { MULTI_BYTE } from "./candidates.ts";
import { decodeBytes } from "./decoders.ts";
import type { Detection } from "./detection.ts";
import { isUnsupported } from "./unsupported.ts";

export interface MixedText {
  /** undefined = the lines were not read each in its own. */
  readonly text: string | undefined;
  /** Encoding of the lines that are no UTF-8. */
  readonly other: string;
  readonly isCertain: boolean;
  readonly firstLine: number;
  readonly lines: number;
}

const LINE_FEED = 0x0a;
/** Below, a few lines of a legacy file may be valid UTF-8 by chance. */
const LEAST_UTF8_LINES = 2;
const LEAST_UTF8_BYTES = 30;
const LEAST_UTF8_SHARE = 0.1;
/** The other lines must be read with this confidence. */
const LEAST_CONFIDENCE = 0.95;
/** And hold as many bytes above 0x7F: a single one may be damage. */
const LEAST_OTHER_BYTES = 4;

/** Of which a character may be valid UTF-8 by chance, as one of seven common Chinese ones is in GBK: lists of single characters look mixed. */
const TWO_BYTES: ReadonlySet<string> = new Set(MULTI_BYTE.map(({ name }) => name).filter((name) => name !== "UTF-8"));

/**
 * @param bytes no valid UTF-8 as a whole
 * @param likeliest says what lines that are no UTF-8 are in
 * @param whole the encoding that the file as a whole is likeliest in
 * @returns undefined if the file is not mixed
 */
export function decodeMixed(bytes: Uint8Array, likeliest: (bytes: Uint8Array) => Detection, whole: string): MixedText | undefined {
  if (!probesFindUtf8(bytes)) return undefined;
  const kinds = sortLines(bytes);
  if (!isMixed(kinds)) return undefined;
  const others = kinds.runs.filter(({ kind }) => kind === "other");
  const joined = Buffer.concat(others.map(({ start, end }) => bytes.subarray(start, end)));
  const { encoding, confidence } = likeliest(joined);
  const isTelling = isMixed({ ...kinds, utf8Lines: kinds.tellingLines, utf8HighBytes: kinds.tellingHighBytes });
  if (TWO_BYTES.has(encoding) && !isTelling) return undefined;
  const parts = kinds.runs.map(({ kind, start, end }) => decodeBytes(bytes.subarray(start, end), kind === "utf-8" ? "UTF-8" : encoding));
  const otherParts = parts.filter((_, i) => kinds.runs[i]!.kind === "other");
  const isReadable = encoding !== "UTF-8" && !isUnsupported(encoding);
  const isCertain = isReadable && confidence >= LEAST_CONFIDENCE && !otherParts.some((part) => /[\x80-\x9f\ufffd]/.test(part));
  // Damage stays damage; but what is surely UTF-8 must not be read in something else for the sake of the rest.
  const isApart = isCertain || (isReadable && isTelling && whole !== "UTF-8");
  return { text: isApart ? parts.join("") : undefined, other: encoding, isCertain, firstLine: others[0]!.line, lines: kinds.otherLines };
}

/** A first look: lines all over the file. A smaller part of UTF-8 in a legacy file is not found. */
const PROBES = 200;

function probesFindUtf8(bytes: Uint8Array): boolean {
  const step = Math.max(1, Math.floor(bytes.length / PROBES));
  for (let at = 0; at < bytes.length; ) {
    const start = at === 0 ? 0 : bytes.lastIndexOf(LINE_FEED, at) + 1;
    const feed = bytes.indexOf(LINE_FEED, at);
    const end = feed < 0 ? bytes.length : feed + 1;
    const line = bytes.subarray(start, end);
    if (isUtf8(line) && !isAscii(line)) return true;
    at = Math.max(end, at + step);
  }
  return false;
}

function isMixed({ utf8Lines, utf8HighBytes, otherLines, otherHighBytes }: LineKinds): boolean {
  return (
    otherLines > 0 && otherHighBytes >= LEAST_OTHER_BYTES && utf8Lines >= LEAST_UTF8_LINES && utf8HighBytes >= LEAST_UTF8_BYTES &&
    utf8HighBytes >= LEAST_UTF8_SHARE * (utf8HighBytes + otherHighBytes)
  );
}
