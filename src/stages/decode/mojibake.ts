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
  /** Lead bytes of UTF-8 with a second byte behind, as the encoding reads them; a cheap test before the costly one. */
  readonly sign: RegExp;
}

/** windows-1252's reading of the bytes 80 to BF. */
const SECOND_1252 = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
const KINDS: readonly Kind[] = [
  { readAs: "windows-1252", iconvName: "windows1252", sign: new RegExp(`[\\u00c2-\\u00f4][${SECOND_1252}]`) },
  // E3 80 to E3 83, the lead bytes of kana and Japanese punctuation, and of common Chinese characters.
  { readAs: "Shift_JIS", iconvName: "shiftjis", sign: /[縲縺繧繝][\uff61-\uff9f\u3000-\u30ff\u4e00-\u9fff]/ },
  { readAs: "gb18030", iconvName: "gb18030", sign: /[銆鍦锛鏄鐨鎴浜涓鍙鏈鍜]/ },
  { readAs: "EUC-JP", iconvName: "eucjp", sign: /[\u0080-\u008f\ufffd]?[\u0080\ufffd]/ },
];

/** Characters of which a line must hold two for it to be told from chance. */
const LEAST_SEQUENCES = 2;
/** Nats by which the repaired line must be likelier. */
const LEAST_GAIN = 8 * COST_PARTS;
/** Sequences may be lost at the ends of lines, or where the reading had no character. */
const MOST_INVALID_SHARE = 0.2;

/** The kind that most lines show, if any do. */
export function findMojibake(text: string): Mojibake | undefined {
  const kinds = KINDS.filter(({ sign }) => sign.test(text));
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
