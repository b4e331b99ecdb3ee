import type { HeadReason, Paragraphs } from "../../document.ts";
import { showsSign } from "./all-tail.ts";
import { CODE, KINDS } from "./character-kinds.ts";
import { finished, indent, sign, weight } from "./features.ts";
import { gatherFacts, type LineFacts } from "./line-facts.ts";
import { reasonOfLine } from "./reasons.ts";
import { measureShapes } from "./shape.ts";
import type { WordTrie } from "./word-lists.ts";

/**
 * What a scraper leaves above an article: menus, share buttons, "follow us". Only lines that show a sign themselves go, and only above
 * the first line of prose; titles, names and dates between them stay.
 */

/** The first line of prose stands among so many lines, or there is no head. */
const HEAD_LINES = 40;
/** Prose is a finished line of as many half-letters: 60 letters, 24 wide characters. */
const PROSE_WEIGHT = 120;
/** One line alone may be the title: "Contact", "Comment". */
const MIN_LINES = 2;
const MARKUP_BEGINS = "<[!|.'\"";

/** Lines of the head that go, with the reason of each; none without at least two. */
export function findHead(text: string, paragraphs: Paragraphs, words: WordTrie): ReadonlyMap<number, HeadReason> {
  const top = { ...paragraphs, count: Math.min(HEAD_LINES, paragraphs.count) };
  const shapes = measureShapes(text, top);
  const facts = gatherFacts(text, top, shapes, words, 0);
  const prose = firstProse(facts);
  const found = new Map<number, HeadReason>();
  for (let line = 0; line < prose; line++) if (showsSign(facts, line) && !isMarkup(facts, line)) found.set(line, headReason(facts, line));
  return found.size >= MIN_LINES ? found : new Map();
}

/** 0 where there is none: then there is no head either. */
function firstProse(facts: LineFacts): number {
  for (let line = 0; line < facts.count; line++) if (finished(facts, line) > 0 && weight(facts, line) >= PROSE_WEIGHT && !showsSign(facts, line)) return line;
  return 0;
}

/** Begins like HTML, Markdown or reStructuredText, is indented, or has signs of code: of such a text it is a part. */
function isMarkup(facts: LineFacts, line: number): boolean {
  const begin = String.fromCharCode(facts.shapes.first[line]!);
  const isHeading = begin === "#" && sign(facts, line, "tags") === 0;
  return isHeading || MARKUP_BEGINS.includes(begin) || indent(facts, line) > 0 || facts.shapes.kinds[line * KINDS + CODE]! > 0;
}

const HEAD_REASONS: Readonly<Record<ReturnType<typeof reasonOfLine>, HeadReason>> = {
  "tail.ads": "head.ads", "tail.links": "head.links", "tail.hashtags": "head.hashtags", "tail.plea": "head.plea", "tail.ui": "head.ui", "tail.self": "head.ui", "tail.repeated": "head.ui",
};

function headReason(facts: LineFacts, line: number): HeadReason {
  return HEAD_REASONS[reasonOfLine(facts, line)];
}
