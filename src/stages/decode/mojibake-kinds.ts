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
  /** Whether a text, with its bytes in UTF-8, may hold the sign. */
  readonly mayHold: (text: string, bytes: Buffer) => boolean;
}

const EASTERN: readonly EasternKind[] = [
  // What E3 80 to E3 83 come to, the lead bytes of kana and of Japanese punctuation, and C3, that of Western letters.
  multiByteKind("Shift_JIS", "shiftjis", /[縲縺繧繝]|ﾃ[｡-ﾟ]/, holdsAny("縲縺繧繝ﾃ")),
  multiByteKind("EUC-JP", "eucjp", HAN_IN_WORD, holdsHanAmongAscii),
  // "，", "。", "的" and "是", and the letters "т" and "р".
  multiByteKind("gb18030", "gb18030", new RegExp(`[锛銆鐨鏄褌褉]|${HAN_IN_WORD.source}`), (text, bytes) => holdsAny("锛銆鐨鏄褌褉")(text) || holdsHanAmongAscii(text, bytes)),
];

/**
 * The kinds whose signs a text may hold: none, as good as always.
 * @param bytes the text in UTF-8
 */
export function kindsThatMayBeIn(text: string, bytes: Buffer): MojibakeKind[] {
  if (text.length === bytes.length) return []; // ASCII
  const eastern = EASTERN_LEADS.some((lead) => bytes.includes(lead)) ? EASTERN.filter(({ mayHold }) => mayHold(text, bytes)) : [];
  return holdsPair(bytes) ? [...WESTERN, ...eastern] : eastern;
}

function multiByteKind(readAs: string, iconvName: string, sign: RegExp, mayHold: EasternKind["mayHold"]): EasternKind {
  return { readAs, sign, mayHold, write: (line) => iconv.encode(line, iconvName), read: (bytes) => decodeBytes(bytes, readAs) };
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

function holdsAny(characters: string): (text: string) => boolean {
  return (text) => Array.from(characters).some((character) => text.includes(character));
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
