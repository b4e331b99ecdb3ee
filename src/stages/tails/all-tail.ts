import { addressShare, anyWord, finished, sign, tagShare, weight } from "./features.ts";
import { COVER_ROW, type LineFacts } from "./line-facts.ts";
import { WORD_KINDS } from "./word-lists.ts";

/**
 * Whether a document is nothing but tail: a link farm, a page of tags, what is left of a menu. The trees judge lines against the
 * body before them, and here there is none; so each line is taken by the sign that it shows itself.
 */

/** Shorter documents give too little to go by. */
const MIN_LINES = 5;
/**
 * Thousandths of the document's letters behind its first line, which may be a title, in lines that show a sign. From 600 on no real
 * document of the fit is called all tail, nor a composed look-alike, and 2 of 6,300 short articles above a long composed tail; of
 * composed tails alone 800 knows all that are links, and two thirds of those that are controls or footers.
 */
const MIN_SIGNS = 800;
/** A finished line of as many half-letters is prose: not one may stand in the document. */
const PROSE_WEIGHT = 120;
/** Thousandths of a line that words, addresses and tags must cover together … */
const MOSTLY = 600;
/** … and words of a plea. */
const PLEA_COVER = 300;

const PLEA = WORD_KINDS.indexOf("plea");
const REFERENCES = WORD_KINDS.indexOf("references");

export function isAllTail(facts: LineFacts): boolean {
  if (facts.from > 0 || facts.earliestCut > 0 || facts.count < MIN_LINES) return false;
  let withSign = 0;
  for (let line = 0; line < facts.count; line++) {
    if (finished(facts, line) > 0 && weight(facts, line) >= PROSE_WEIGHT) return false;
    if (line > 0 && showsSign(facts, line)) withSign += weight(facts, line);
  }
  return withSign > 0 && withSign * 1000 >= MIN_SIGNS * (facts.totalWeight - weight(facts, 0));
}

/**
 * Whether a line is made of words of tails (not of a heading of references), addresses and tags, or has a plea or a ©. A tag
 * before other text is none: "#define DEPTH 4".
 */
export function showsSign(facts: LineFacts, line: number): boolean {
  const plea = facts.covers[(line - facts.from) * COVER_ROW + PLEA]!;
  const words = anyWord(facts, line) - facts.covers[(line - facts.from) * COVER_ROW + REFERENCES]!;
  return words + addressShare(facts, line) + tagShare(facts, line) >= MOSTLY || plea >= PLEA_COVER || sign(facts, line, "copyrights") > 0;
}
