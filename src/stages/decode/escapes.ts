/**
 * Encodings that write in seven bits and say by escapes what is meant. ISO-2022-JP is read; ISO-2022-KR, ISO-2022-CN and HZ are
 * recognised, so that they can be refused instead of passing as ASCII.
 */

const ESCAPE = 0x1b;
const TILDE = 0x7e;
/** Escapes of ISO-2022-JP and its extensions, behind ESC: kanji, katakana, Roman and ASCII. */
const JAPANESE_ESCAPES = ["$@", "$B", "$(D", "(I", "(J", "(B"];
const KOREAN_HEADER = "$)C";
const CHINESE_HEADERS = ["$)A", "$)G", "$*H"];
/** Kanji must have been switched on at least once, or it is ASCII with a terminal's escapes. */
const KANJI = ["$@", "$B", "$(D", "(I"];
const HEAD_BYTES = 65_536;

export type EscapeEncoding = "ISO-2022-JP" | "ISO-2022-KR" | "ISO-2022-CN" | "HZ";

/** The encoding whose escapes stand in the bytes, if they are of seven bits but for a little damage. */
export function escapeEncodingOf(bytes: Uint8Array): EscapeEncoding | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES));
  const hasEscape = head.includes(ESCAPE);
  if (!hasEscape && !(head.includes(TILDE) && head.includes("~{"))) return undefined;
  if (!isSevenBit(head)) return undefined;
  return hasEscape ? byEscapes(head.toString("latin1")) : hzOf(head.toString("latin1"));
}

function isSevenBit(bytes: Uint8Array): boolean {
  let high = 0;
  for (const byte of bytes) if (byte >= 0x80) high++;
  return high * 100 <= bytes.length;
}

function byEscapes(text: string): EscapeEncoding | undefined {
  if (text.includes(`\x1b${KOREAN_HEADER}`)) return "ISO-2022-KR";
  if (CHINESE_HEADERS.some((header) => text.includes(`\x1b${header}`))) return "ISO-2022-CN";
  const followers = text.split("\x1b").slice(1);
  const isKanji = KANJI.some((escape) => followers.some((follower) => follower.startsWith(escape)));
  const known = followers.filter((follower) => JAPANESE_ESCAPES.some((escape) => follower.startsWith(escape))).length;
  return isKanji && known * 10 >= followers.length * 9 ? "ISO-2022-JP" : undefined;
}

/** ~{ … ~} round pairs of bytes of GB 2312's rows, with nothing else inside. */
function hzOf(text: string): EscapeEncoding | undefined {
  const opened = text.split("~{").length - 1;
  const closed = text.match(/~\{(?:[!-w][!-~])+~\}/g)?.length ?? 0;
  return closed > 0 && closed * 10 >= opened * 9 ? "HZ" : undefined;
}
