import { addressShare, finished, innerLines, leadCut, sign, tagShare, weight } from "./features.ts";
import { COVER_ROW, type LineFacts } from "./line-facts.ts";
import { WORD_KINDS } from "./word-lists.ts";

/**
 * Three ends that are sure by what they are, though too rare in fitting to be learned: each line from some place to the end
 * must be of the kind; one line that is not, and the rule says nothing.
 */

/** Half-letters of a caption or a plea: 60 letters, 24 wide characters. */
const SHORT = 120;
/** Half-letters of a headline with its site's name: 200 letters, 80 wide characters. */
const HEADLINE = 400;
/** Thousandths of a line that plea words must cover. */
const PLEA_COVER = 300;
/** Thousandths of a line that tags or addresses must cover. */
const MOSTLY = 600;
/** Half-letters of a cut-off copy of the lead: 14 letters, 6 wide characters. */
const MIN_COPY = 28;
/** So long a copy may also end between words; a shorter one is a refrain or a title now and then: 45 letters, 18 wide characters. */
const MIN_WHOLE_WORDS_COPY = 90;
/** It copies one of so many first lines: the title, or how the text begins. */
const COPIED_LINES = 4;
const MIN_WALL_LINES = 4;
/** Pleas behind a wall of tags and addresses. */
const MAX_PLEAS = 2;

const PLEA = WORD_KINDS.indexOf("plea");
const plea = (facts: LineFacts, line: number): number => facts.covers[(line - facts.from) * COVER_ROW + PLEA]!;

/** The first line of a sure end, or undefined. */
export function findSureEnd(facts: LineFacts): number | undefined {
  const first = Math.min(repeatedCaptions(facts) ?? facts.count, wallOfTags(facts) ?? facts.count, copyOfLead(facts) ?? facts.count);
  return first < facts.count ? first : undefined;
}

/** Short lines that stood in the document before, closed by a short plea, and nothing but such lines. */
function repeatedCaptions(facts: LineFacts): number | undefined {
  const last = facts.count - 1;
  if (weight(facts, last) > SHORT || plea(facts, last) < PLEA_COVER) return undefined;
  let first = last;
  while (first > facts.from && weight(facts, first - 1) <= SHORT && facts.vocabulary.repeats[first - 1]! >= 0) first--;
  return first < last ? first : undefined;
}

/** The lead once more as the last line, cut off inside a word, or anywhere if long: nobody ends a text so. */
function copyOfLead(facts: LineFacts): number | undefined {
  const last = facts.count - 1;
  const lead = facts.leadOf[last - facts.from]!;
  if (lead < 0 || lead >= COPIED_LINES) return undefined;
  const least = leadCut(facts, last) > 0 ? MIN_COPY : MIN_WHOLE_WORDS_COPY;
  return weight(facts, last) >= least && weight(facts, last) < weight(facts, lead) ? last : undefined;
}

/** A line of hashtags, behind it nothing but tags and addresses with their headlines; pleas may close it. */
function wallOfTags(facts: LineFacts): number | undefined {
  let line = facts.count - 1;
  while (line >= facts.from && facts.count - 1 - line < MAX_PLEAS && plea(facts, line) > 0 && !isAddress(facts, line) && !isTags(facts, line)) line--;
  let first: number | undefined;
  for (; line >= facts.from; line--) {
    if (isTags(facts, line)) first = line;
    else if (!isAddress(facts, line) && !isHeadline(facts, line) && !hasAddress(facts, line)) break;
  }
  return first !== undefined && linesFrom(facts, first) >= MIN_WALL_LINES ? first : undefined;
}

/** With those inside paragraphs: lines of about one length are joined as if they were wrapped. */
function linesFrom(facts: LineFacts, first: number): number {
  let lines = 0;
  for (let line = first; line < facts.count; line++) lines += 1 + innerLines(facts, line);
  return lines;
}

export function isTags(facts: LineFacts, line: number): boolean {
  return tagShare(facts, line) >= MOSTLY;
}

function isAddress(facts: LineFacts, line: number): boolean {
  return addressShare(facts, line) >= MOSTLY;
}

/** Whether the line is the headline of the address below it, in an end where headlines and their addresses take turns. */
export function beginsPair(facts: LineFacts, line: number): boolean {
  const isPair = (at: number): boolean => at >= facts.from && at + 1 < facts.count && !isAddress(facts, at) && isHeadline(facts, at) && isAddress(facts, at + 1);
  return isPair(line) && isPair(line + 2) && isAddress(facts, facts.count - 1);
}

/** Headlines, each with its address in the same line. */
function hasAddress(facts: LineFacts, line: number): boolean {
  const lines = 1 + innerLines(facts, line);
  return finished(facts, line) === 0 && sign(facts, line, "addresses") >= lines && weight(facts, line) <= HEADLINE * lines;
}

/** An unfinished line right before or behind an address. */
function isHeadline(facts: LineFacts, line: number): boolean {
  const beside = (other: number): boolean => other >= facts.from && other < facts.count && isAddress(facts, other);
  return finished(facts, line) === 0 && weight(facts, line) <= HEADLINE && (beside(line - 1) || beside(line + 1));
}
