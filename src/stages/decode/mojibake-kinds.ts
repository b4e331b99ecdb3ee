/** The wrong readings of UTF-8 that are known, and the signs that each leaves in a text. */
import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import { singleByteTable } from "../../models/encoding-tables.ts";
import { decodeBytes } from "./decoders.ts";

export interface MojibakeKind {
  /** What the UTF-8 was read as. */
  readonly readAs: string;
  /** What a line of it holds; a cheap test before the costly one. */
  readonly sign: RegExp;
  /** The bytes that were read so; a question mark for what the encoding does not have. */
  readonly write: (line: string) => Uint8Array;
  readonly read: (bytes: Uint8Array) => string;
}

/** windows-1252's reading of the bytes 80 to BF, and that of ISO-8859-1. */
const SECOND_1252 = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
const WESTERN_SIGN = new RegExp(`[\\u00c2-\\u00f4][${SECOND_1252}]`);
/** A Chinese character between Latin letters: two bytes of UTF-8 for one letter with an accent, read as one character. */
const HAN_IN_WORD = /[A-Za-z][\u4e00-\u9fff][a-z]/;

const WESTERN: readonly MojibakeKind[] = [singleByteKind("windows-1252", (byte) => singleByteTable("windows-1252")[byte]!), singleByteKind("ISO-8859-1", (byte) => byte)];

interface EasternKind extends MojibakeKind {
  /** Characters of which a text holds one; none of them is common. */
  readonly signs: string;
  /** Or it is Latin text with Han characters in its words. */
  readonly isInLatin: boolean;
}

/** Half-width katakana stand for the first of two bytes, C2 to DF. */
const HALF_WIDTH_LEADS = Array.from({ length: 0x1e }, (_, i) => String.fromCharCode(0xff82 + i)).join("");

const EASTERN: readonly EasternKind[] = [
  // What E3 80 to E3 83 come to, the first bytes of kana and of Japanese punctuation, and those of Devanagari, Thai and Vietnamese.
  multiByteKind("Shift_JIS", "shiftjis", `縲縺繧繝爨爭犧犹蘯盻${HALF_WIDTH_LEADS}`, false),
  // Letters of Russian, Greek and Arabic; the first bytes of Devanagari, Thai, Vietnamese and of full-width punctuation.
  multiByteKind("EUC-JP", "eucjp", "仂亠凌悋爐爛犖犢畛鐚", true),
  // "，", "。", "的" and "是"; letters of Russian, Greek, Arabic and Hebrew; the first bytes of Devanagari, Bengali, Tamil, Thai, Georgian, Korean and Vietnamese.
  multiByteKind("gb18030", "gb18030", "锛銆鐨鏄褌褉蟿蟽丕賱讜讬啶唳喈喙醿鞚雼峄", true),
];

/** By UTF-16 unit, a bit for each kind that has it among its signs. */
const KINDS_OF_SIGN = new Uint8Array(65_536);
EASTERN.forEach(({ signs }, i) => Array.from(signs, (sign) => (KINDS_OF_SIGN[sign.charCodeAt(0)]! |= 1 << i)));

/** Of those that a text of East Asian characters may hold the signs of. */
function easternKindsIn(text: string, bytes: Buffer): EasternKind[] {
  let kinds = 0;
  for (let i = 0; i < text.length; i++) kinds |= KINDS_OF_SIGN[text.charCodeAt(i)]!;
  const isAmongAscii = holdsHanAmongAscii(text, bytes);
  return EASTERN.filter(({ isInLatin }, i) => ((kinds >> i) & 1) === 1 || (isAmongAscii && isInLatin));
}

/**
 * The kinds whose signs a text may hold: none, as good as always.
 * @param bytes the text in UTF-8
 */
export function kindsThatMayBeIn(text: string, bytes: Buffer): MojibakeKind[] {
  if (text.length === bytes.length) return []; // ASCII
  const eastern = EASTERN_LEADS.some((lead) => bytes.includes(lead)) ? easternKindsIn(text, bytes) : [];
  return holdsPair(bytes) ? [...WESTERN, ...eastern] : eastern;
}

function multiByteKind(readAs: string, iconvName: string, signs: string, isInLatin: boolean): EasternKind {
  const sign = new RegExp(`[${signs}]${isInLatin ? `|${HAN_IN_WORD.source}` : ""}`);
  return { readAs, signs, isInLatin, sign, write: (line) => iconv.encode(line, iconvName), read: (bytes) => decodeBytes(bytes, readAs) };
}

const QUESTION_MARK = 0x3f;

function singleByteKind(readAs: string, unitOf: (byte: number) => number): MojibakeKind {
  let bytesOf: Map<number, number> | undefined;
  const write = (line: string): Uint8Array => {
    const known = (bytesOf ??= new Map(Array.from({ length: 256 }, (_, byte) => [unitOf(byte), byte])));
    return Uint8Array.from({ length: line.length }, (_, i) => known.get(line.charCodeAt(i)) ?? QUESTION_MARK);
  };
  const read = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(unitOf(byte))).join("");
  return { readAs, sign: WESTERN_SIGN, write, read };
}

/** Whether U+00C2 to U+00F4 stands before a character that a second byte of UTF-8 may have come to. */
function holdsPair(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(0xc3); at >= 0; at = bytes.indexOf(0xc3, at + 1)) {
    const last = bytes[at + 1]!;
    if (last >= 0x82 && last <= 0xb4 && SECOND_LEADS.has(bytes[at + 2]!)) return true;
  }
  return false;
}

/** First bytes, in UTF-8, of the characters of SECOND_1252. */
const SECOND_LEADS = new Set([0xc2, 0xc5, 0xc6, 0xcb, 0xe2]);

/** Bytes beyond one a unit, for each unit: Latin text has few, Chinese and Japanese about two. */
const MOST_EXTRA_BYTES_SHARE = 0.5;
/** First bytes of U+4000 to U+9FFF. */
const HAN_LEADS = [0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9];
/** And of half-width katakana. */
const EASTERN_LEADS = [...HAN_LEADS, 0xef];

function holdsHanAmongAscii(text: string, bytes: Buffer): boolean {
  return bytes.length - text.length < MOST_EXTRA_BYTES_SHARE * text.length && HAN_LEADS.some((lead) => bytes.includes(lead));
}

/** The line as it was before it was read so, if nothing of it was lost: its bytes are UTF-8, and read so again they are the line. */
export function undoReading(line: string, kind: MojibakeKind): string | undefined {
  const bytes = kind.write(line);
  return isUtf8(bytes) && kind.read(bytes) === line ? decodeBytes(bytes, "UTF-8") : undefined;
}
