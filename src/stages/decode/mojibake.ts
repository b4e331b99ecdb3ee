/**
 * Mojibake: UTF-8 that was once read in another encoding and saved again ("Ã©" for "é"). A line is called so if its characters,
 * written in the other encoding, are UTF-8 again, and that is likelier text.
 */
import iconv from "iconv-lite";
import { COST_PARTS } from "../../models/encoding-model.ts";
import { decodeBytes } from "./decoders.ts";
import { costOfText } from "./likelihood.ts";
import { countUtf8 } from "./tolerant-utf8.ts";

export interface Mojibake {
  /** What the UTF-8 was read as. */
  readonly readAs: string;
  /** Lines of the text, from 1, in order. */
  readonly lines: readonly number[];
}

interface Kind {
  readonly readAs: string;
  readonly iconvName: string;
  /** What a line of it holds; a cheap test before the costly one. */
  readonly sign: RegExp;
  /** The same, of a whole text and its bytes in UTF-8: as good as all files end here. */
  readonly mayHold: (text: string, bytes: Buffer) => boolean;
}

/** windows-1252's reading of the bytes 80 to BF. */
const SECOND_1252 = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
const KINDS: readonly Kind[] = [
  { readAs: "windows-1252", iconvName: "windows1252", sign: new RegExp(`[\\u00c2-\\u00f4][${SECOND_1252}]`), mayHold: holdsPair },
  // What E3 80 to E3 83 come to, the lead bytes of kana and of Japanese punctuation.
  { readAs: "Shift_JIS", iconvName: "shiftjis", sign: /[縲縺繧繝]/, mayHold: holdsAny("縲縺繧繝") },
  // "，", "。", "的" and "是".
  { readAs: "gb18030", iconvName: "gb18030", sign: /[锛銆鐨鏄]/, mayHold: holdsAny("锛銆鐨鏄") },
];

function holdsAny(characters: string): (text: string) => boolean {
  return (text) => Array.from(characters).some((character) => text.includes(character));
}

/** Whether U+00C2 to U+00F4 stands before a character that a second byte of UTF-8 may have come to. */
function holdsPair(_text: string, bytes: Buffer): boolean {
  for (let at = bytes.indexOf(0xc3); at >= 0; at = bytes.indexOf(0xc3, at + 1)) {
    const last = bytes[at + 1]!;
    if (last >= 0x82 && last <= 0xb4 && SECOND_LEADS.has(bytes[at + 2]!)) return true;
  }
  return false;
}

/** First bytes, in UTF-8, of the characters of SECOND_1252. */
const SECOND_LEADS = new Set([0xc2, 0xc5, 0xc6, 0xcb, 0xe2]);

/** Characters of which a line must hold two for it to be told from chance. */
const LEAST_SEQUENCES = 2;
/** Nats by which the repaired line must be likelier. */
const LEAST_GAIN = 8 * COST_PARTS;
/** Sequences may be lost at the ends of lines, or where the reading had no character. */
const MOST_INVALID_SHARE = 0.2;

/**
 * The kind that most lines show, if any do.
 * @param bytes the text in UTF-8
 */
export function findMojibake(text: string, bytes: Uint8Array): Mojibake | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const kinds = KINDS.filter(({ mayHold }) => mayHold(text, buffer));
  if (kinds.length === 0) return undefined;
  const found = kinds.map((kind) => ({ readAs: kind.readAs, lines: linesOf(text, kind) }));
  const most = found.reduce((best, one) => (one.lines.length > best.lines.length ? one : best));
  return most.lines.length === 0 ? undefined : most;
}

function linesOf(text: string, kind: Kind): number[] {
  const lines: number[] = [];
  text.split(/\r\n|\n|\r/).forEach((line, i) => {
    if (kind.sign.test(line) && isMojibake(line, kind)) lines.push(i + 1);
  });
  return lines;
}

function isMojibake(line: string, { iconvName }: Kind): boolean {
  const bytes = iconv.encode(line, iconvName);
  const { valid, invalid } = countUtf8(bytes);
  if (valid < LEAST_SEQUENCES || invalid > MOST_INVALID_SHARE * valid) return false;
  return costOfText(decodeBytes(bytes, "UTF-8")) + LEAST_GAIN < costOfText(line);
}
