import type { Paragraphs } from "../../document.ts";
import { CODE, HASH, KINDS, SEPARATOR, SLASH } from "./character-kinds.ts";
import { type Sign, SIGN_ROW, SIGNS, scanSigns } from "./line-signs.ts";
import { FINISHED, measureShapes, type Shapes } from "./shape.ts";
import { coverWithWords } from "./word-cover.ts";
import { WORD_KINDS, type WordTrie } from "./word-lists.ts";

/**
 * A quick way out: a document whose last lines are finished prose without a sign of a tail has none that could be told. It
 * saves the costly part of the stage for most articles.
 */

/**
 * Lines that must be prose. Of 5,351 composed tails that are cut two end so, whole pleas without a list word, and of 389 pages none;
 * three lines instead would keep both, and let out a sixth fewer of the articles without a tail.
 */
const END_LINES = 2;
/** Half-letters of a line that may count as prose: 20 letters, 8 wide characters. */
const PROSE_WEIGHT = 40;
/** Thousandths of a line that list words of tails may cover. */
const MAX_COVER = 120;

const REFERENCES = WORD_KINDS.indexOf("references");
const TAIL_SIGNS: readonly Sign[] = ["addresses", "mails", "tags", "phones", "prices", "copyrights", "arrows", "pictures"];
const TAIL_COLUMNS = TAIL_SIGNS.map((sign) => SIGNS.indexOf(sign));
const signs = new Int32Array(SIGN_ROW);

/** Looks at the last lines only, whatever the size of the document. */
export function endsInProse(text: string, paragraphs: Paragraphs, words: WordTrie): boolean {
  const first = paragraphs.count - END_LINES;
  if (first < 1) return false;
  const last = { count: END_LINES, starts: paragraphs.starts.subarray(first), ends: paragraphs.ends.subarray(first, paragraphs.count) };
  const shapes = measureShapes(text, last);
  for (let line = END_LINES - 1; line >= 0; line--) if (!hasShapeOfProse(shapes, line)) return false;
  for (let line = END_LINES - 1; line >= 0; line--) if (!isFreeOfSigns(text, last.starts[line]!, last.ends[line]!, words)) return false;
  return true;
}

function hasShapeOfProse({ ending, weight, kinds }: Shapes, line: number): boolean {
  const base = line * KINDS;
  const odd = kinds[base + HASH]! + kinds[base + SLASH]! + kinds[base + SEPARATOR]! + kinds[base + CODE]!;
  return ending[line] === FINISHED && weight[line]! >= PROSE_WEIGHT && odd === 0;
}

function isFreeOfSigns(text: string, start: number, end: number, words: WordTrie): boolean {
  const cover = coverWithWords(words, text, start, end);
  if ((cover.any - cover.byKind[REFERENCES]!) * 1000 > MAX_COVER * cover.letters) return false;
  scanSigns(text, start, end, signs, 0);
  return TAIL_COLUMNS.every((column) => signs[column] === 0);
}
