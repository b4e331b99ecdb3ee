import { createHash } from "node:crypto";

/** Code points of a passage that are shown: a line of a terminal, with the path before it. */
const EXCERPT_CHARACTERS = 60;
/** Hexadecimal digits of a hash: 64 bits, far more than the findings of a corpus need to differ. */
const HASH_DIGITS = 16;

/** How a passage begins, in one line. */
export function excerptOf(passage: string): string {
  // Many times what is shown, for white space; to take a whole passage apart would cost too much.
  const begin = Array.from(passage.slice(0, EXCERPT_CHARACTERS * 8).trim().replaceAll(/\s+/g, " "));
  const isWhole = begin.length <= EXCERPT_CHARACTERS && passage.length <= EXCERPT_CHARACTERS * 8;
  return isWhole ? begin.join("") : `${begin.slice(0, EXCERPT_CHARACTERS).join("")}…`;
}

/** Of the words alone: another indent, line length or line end changes nothing. */
export function hashOf(passage: string): string {
  const words = passage.trim().replaceAll(/\s+/g, " ");
  return createHash("sha256").update(words).digest("hex").slice(0, HASH_DIGITS);
}
