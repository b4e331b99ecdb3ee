import { CAPITAL, CLOSE, CODE, DASH, DIGIT, END, KINDS, LETTER, OPEN, OTHER, SEPARATOR, SLASH, SPACE, UNMARKED, WIDE } from "./character-kinds.ts";
import { KIND_OF } from "./character-kinds.ts";
import { isCutInWord } from "./copies.ts";
import { ANY_WORD, COVER_ROW, type LineFacts, SHORT_WEIGHT } from "./line-facts.ts";
import { type Sign, SIGN_ROW, SIGNS } from "./line-signs.ts";
import { ELLIPSIS, FINISHED } from "./shape.ts";
import { WORD_KINDS, type WordKind } from "./word-lists.ts";

/**
 * What is known of a line, as whole numbers: each feature is a pure function of the facts and a line of the window.
 * Shares are thousandths. Documented one by one in docs/tails.md.
 */
export interface Feature {
  readonly name: string;
  readonly of: (facts: LineFacts, line: number) => number;
}

/** Values are clipped to this, so that a row of features fits into 16-bit numbers. */
export const MAX_VALUE = 32_000;

/** Signs that tables are drawn with. */
const FIRST_BOX = 0x2500;
const LAST_BOX = 0x257f;

const share = (part: number, whole: number): number => (whole > 0 ? Math.floor((1000 * part) / whole) : 0);
const kindCount = (facts: LineFacts, line: number, kind: number): number => facts.shapes.kinds[line * KINDS + kind]!;
const cover = (facts: LineFacts, line: number, kind: number): number => facts.covers[(line - facts.from) * COVER_ROW + kind]!;
const wordsOf = (kind: WordKind) => (facts: LineFacts, line: number): number => cover(facts, line, WORD_KINDS.indexOf(kind));

export function lettersOf(facts: LineFacts, line: number): number {
  return kindCount(facts, line, LETTER) + kindCount(facts, line, CAPITAL) + kindCount(facts, line, WIDE) + kindCount(facts, line, UNMARKED);
}

export function unitsOf(facts: LineFacts, line: number): number {
  return facts.paragraphs.ends[line]! - facts.paragraphs.starts[line]!;
}

function kindShare(kind: number): (facts: LineFacts, line: number) => number {
  return (facts, line) => share(kindCount(facts, line, kind), unitsOf(facts, line));
}

/** A number of the row of signs of a line. */
export function sign(facts: LineFacts, line: number, name: Sign): number {
  return facts.signs[(line - facts.from) * SIGN_ROW + SIGNS.indexOf(name)]!;
}

function signOf(name: Sign): (facts: LineFacts, line: number) => number {
  const column = SIGNS.indexOf(name);
  return (facts, line) => facts.signs[(line - facts.from) * SIGN_ROW + column]!;
}

const addressUnits = signOf("addressUnits");
const tagUnits = signOf("tagUnits");
const words = signOf("words");
const capitalWords = signOf("capitalWords");

export function weight(facts: LineFacts, line: number): number {
  return facts.shapes.weight[line]!;
}

export function weightAgainstBefore(facts: LineFacts, line: number): number {
  return line === 0 ? 1000 : Math.min(5000, share(weight(facts, line) * line, facts.before.weight[line - facts.from]!));
}

export function finished(facts: LineFacts, line: number): number {
  return facts.shapes.ending[line] === FINISHED ? 1000 : 0;
}

export function ellipsis(facts: LineFacts, line: number): number {
  return facts.shapes.ending[line] === ELLIPSIS ? 1000 : 0;
}

export function sentences(facts: LineFacts, line: number): number {
  return facts.shapes.sentences[line]!;
}

/** 1 = letter, 2 = capital, 3 = wide, 5 = digit, … : the kind of the first character. */
export function firstKind(facts: LineFacts, line: number): number {
  return KIND_OF[facts.shapes.first[line]!]!;
}

export function lastKind(facts: LineFacts, line: number): number {
  return KIND_OF[facts.shapes.last[line]!]!;
}

/** Begins with a dash, bullet or number and a mark ("1、", "2.", "(3)"). */
export function listMark(facts: LineFacts, line: number): number {
  const first = firstKind(facts, line);
  if (first === DASH || first === SEPARATOR || facts.shapes.first[line] === 0x2a) return 1000;
  if (first !== DIGIT && first !== OPEN) return 0;
  let i = facts.paragraphs.starts[line]!;
  const end = Math.min(facts.paragraphs.ends[line]!, i + 8);
  while (i < end && (KIND_OF[facts.text.charCodeAt(i)] === OPEN || KIND_OF[facts.text.charCodeAt(i)] === SPACE)) i++;
  const digits = i;
  while (i < end && KIND_OF[facts.text.charCodeAt(i)] === DIGIT) i++;
  if (i === digits || i >= end) return 0;
  const mark = facts.text.charCodeAt(i);
  return mark === 0x2e || mark === 0x3001 || mark === 0xff0e || KIND_OF[mark] === CLOSE ? 1000 : 0;
}

/** A bracket or quotation mark opens in it and none closes: it is cut off, most likely. Straight quotation marks count as closing. */
export function unclosed(facts: LineFacts, line: number): number {
  return kindCount(facts, line, OPEN) > kindCount(facts, line, CLOSE) ? 1000 : 0;
}

export function indent(facts: LineFacts, line: number): number {
  const start = facts.paragraphs.starts[line]!;
  let i = start;
  while (i < facts.paragraphs.ends[line]! && i - start < 20 && KIND_OF[facts.text.charCodeAt(i)] === SPACE) i++;
  return i - start;
}

/** Line ends inside: a paragraph that was wrapped, or items that only look so. */
export function innerLines(facts: LineFacts, line: number): number {
  return facts.innerLines[line - facts.from]!;
}

/** Lines inside that are as long as the line before, to the character: texts cut off at one length, of which wrapping makes few. */
export function innerCuts(facts: LineFacts, line: number): number {
  return facts.innerCuts[line - facts.from]!;
}

export function addressShare(facts: LineFacts, line: number): number {
  return share(addressUnits(facts, line), unitsOf(facts, line));
}

export function tagShare(facts: LineFacts, line: number): number {
  return share(tagUnits(facts, line), unitsOf(facts, line));
}

export function titleCase(facts: LineFacts, line: number): number {
  return share(capitalWords(facts, line), words(facts, line));
}

export function capitals(facts: LineFacts, line: number): number {
  return share(kindCount(facts, line, CAPITAL), lettersOf(facts, line));
}

export function unknownWords(facts: LineFacts, line: number): number {
  return share(facts.vocabulary.unknown[line]!, facts.vocabulary.words[line]!);
}

export function commonWords(facts: LineFacts, line: number): number {
  return share(facts.vocabulary.common[line]!, facts.vocabulary.words[line]!);
}

export function nearWords(facts: LineFacts, line: number): number {
  return share(facts.vocabulary.near[line]!, facts.vocabulary.words[line]!);
}

export function leadWords(facts: LineFacts, line: number): number {
  return share(facts.vocabulary.lead[line]!, facts.vocabulary.words[line]!);
}

/** Words of the topic that an earlier line has; −1 without any. */
export function knownTopics(facts: LineFacts, line: number): number {
  const topics = facts.vocabulary.topics[line]!;
  return topics === 0 ? -1 : share(facts.vocabulary.knownTopics[line]!, topics);
}

/** Words of the topic from this line on that stand before it. */
export function bridges(facts: LineFacts, line: number): number {
  return share(facts.vocabulary.bridges[line]!, facts.topicsFrom[line - facts.from]!);
}

export function distinctWords(facts: LineFacts, line: number): number {
  return facts.vocabulary.words[line]!;
}

export function repeated(facts: LineFacts, line: number): number {
  return facts.vocabulary.repeats[line]! >= 0 ? 1000 : 0;
}

export function leadCopy(facts: LineFacts, line: number): number {
  return facts.leadOf[line - facts.from]! >= 0 ? 1000 : 0;
}

/** A copy of the lead that is shorter than it, cut inside a word or followed by dots. */
export function leadCut(facts: LineFacts, line: number): number {
  const lead = facts.leadOf[line - facts.from]!;
  return lead >= 0 && isCutInWord(facts.text, facts.paragraphs, lead, line) ? 1000 : 0;
}

export function prefixCopy(facts: LineFacts, line: number): number {
  return facts.prefixCopy[line - facts.from]! * 1000;
}

/** Unfinished lines among the five before and behind that are as long in characters, give or take `slack`. */
function cutsWithin(facts: LineFacts, line: number, slack: number): number {
  const own = cutUnitsOf(facts, line);
  if (weight(facts, line) < SHORT_WEIGHT || finished(facts, line) > 0 || isTableRow(facts, line)) return 0;
  let equal = 0;
  for (let other = Math.max(0, line - 5); other <= line + 5 && other < facts.count; other++) {
    if (other !== line && Math.abs(cutUnitsOf(facts, other) - own) <= slack && facts.shapes.ending[other] !== FINISHED) equal++;
  }
  return equal;
}

/** Length at which a line was cut off, if it was: of two that were joined the first counts. */
function cutUnitsOf(facts: LineFacts, line: number): number {
  return line >= facts.from ? facts.firstUnits[line - facts.from]! : unitsOf(facts, line);
}

/** Closed by a line between columns: rows of a drawn table are of one length, and not cut off. */
function isTableRow({ shapes }: LineFacts, line: number): boolean {
  const last = shapes.last[line]!;
  return KIND_OF[last] === SEPARATOR || (last >= FIRST_BOX && last <= LAST_BOX);
}

/** Neighbours cut off at the same length. */
export function equalCuts(facts: LineFacts, line: number): number {
  return cutsWithin(facts, line, 2);
}

/** Neighbours cut off at about the same length, at the end of a word. */
export function nearCuts(facts: LineFacts, line: number): number {
  return cutsWithin(facts, line, 3 + Math.floor(unitsOf(facts, line) / 16));
}

/** The script of the line is not that of most of the document (wide against others): no evidence of a tail, a guard. */
export function otherScript(facts: LineFacts, line: number): number {
  const letters = lettersOf(facts, line);
  const wide = share(kindCount(facts, line, WIDE), letters);
  return letters === 0 ? 0 : Math.abs(wide - facts.wideShare);
}

export function sinceReferences(facts: LineFacts, line: number): number {
  return facts.since.references[line - facts.from]!;
}

export function sinceRelated(facts: LineFacts, line: number): number {
  return facts.since.related[line - facts.from]!;
}

export function sinceAnyWord(facts: LineFacts, line: number): number {
  return facts.since.anyWord[line - facts.from]!;
}

/** Half-letters that words of pleas cover: a long line that asks for much has a small share of them. */
export function pleaLength(facts: LineFacts, line: number): number {
  return Math.floor((cover(facts, line, WORD_KINDS.indexOf("plea")) * weight(facts, line)) / 1000);
}

export function adLength(facts: LineFacts, line: number): number {
  return Math.floor((cover(facts, line, WORD_KINDS.indexOf("ads")) * weight(facts, line)) / 1000);
}

export function anyWord(facts: LineFacts, line: number): number {
  return cover(facts, line, ANY_WORD);
}

export function blankBefore(facts: LineFacts, line: number): number {
  return facts.blankBefore[line - facts.from]! * 1000;
}

export function weightLeft(facts: LineFacts, line: number): number {
  return share(facts.weightFrom[line - facts.from]!, facts.totalWeight);
}

export function linesLeft(facts: LineFacts, line: number): number {
  return facts.count - line;
}

export function linesBefore(_facts: LineFacts, line: number): number {
  return Math.min(2000, line);
}

export function finishedBefore(facts: LineFacts, line: number): number {
  return share(facts.before.finished[line - facts.from]!, line);
}

export function weightBefore(facts: LineFacts, line: number): number {
  return line === 0 ? 0 : Math.floor(facts.before.weight[line - facts.from]! / line);
}

export function shortBefore(facts: LineFacts, line: number): number {
  return share(facts.before.short[line - facts.from]!, line);
}

export function sentencesBefore(facts: LineFacts, line: number): number {
  return line === 0 ? 0 : Math.floor((100 * facts.before.sentences[line - facts.from]!) / line);
}

/** Lines since the last long finished line. */
export function sinceProse(facts: LineFacts, line: number): number {
  return facts.behind.sinceProse[line - facts.from]!;
}

/** Lines up to the next long finished line. */
export function untilProse(facts: LineFacts, line: number): number {
  return facts.behind.untilProse[line - facts.from]!;
}

/** Of the lines from this one on: how many are finished. */
export function finishedLeft(facts: LineFacts, line: number): number {
  return share(facts.behind.finished[line - facts.from]!, facts.count - line);
}

/** Of the half-letters from this line on: how many are in long finished lines. */
export function proseLeft(facts: LineFacts, line: number): number {
  return share(facts.behind.prose[line - facts.from]!, facts.weightFrom[line - facts.from]!);
}

export function longestLeft(facts: LineFacts, line: number): number {
  return facts.behind.longest[line - facts.from]!;
}

export function coveredLeft(facts: LineFacts, line: number): number {
  return share(facts.behind.covered[line - facts.from]!, facts.count - line);
}

export function meanWeightLeft(facts: LineFacts, line: number): number {
  return Math.floor(facts.weightFrom[line - facts.from]! / (facts.count - line));
}

/** Finished lines in a row right before this one. */
export function finishedRun(facts: LineFacts, line: number): number {
  return facts.behind.finishedRun[line - facts.from]!;
}

/** Unfinished lines in a row from this one on. */
export function openRun(facts: LineFacts, line: number): number {
  return facts.behind.openRun[line - facts.from]!;
}

/** Letters of the last word; 0 where the line ends in wide characters. */
export function lastWordLetters(facts: LineFacts, line: number): number {
  return Math.min(20, facts.vocabulary.lastLetters[line]!);
}

/** Earlier lines that hold the last word: many where a headline was cut off before a noun. */
export function lastWordLines(facts: LineFacts, line: number): number {
  return facts.vocabulary.lastHeld[line]!;
}

const KNOWN_REACH = 8;

/** Words that no earlier line has, against how many of them the eight lines before had. */
export function unknownAgainstBefore(facts: LineFacts, line: number): number {
  let unknown = 0;
  let all = 0;
  for (let other = Math.max(0, line - KNOWN_REACH); other < line; other++) {
    unknown += facts.vocabulary.unknown[other]!;
    all += facts.vocabulary.words[other]!;
  }
  return all === 0 ? -1 : unknownWords(facts, line) - share(unknown, all);
}

/** Words that stand in no earlier line, of all from this line on. */
export function unknownLeft(facts: LineFacts, line: number): number {
  return share(facts.unknownFrom[line - facts.from]!, facts.wordsFrom[line - facts.from]!);
}

/** How far the lengths of this line and the next four are apart: 0 = all the same. */
export function lengthSpread(facts: LineFacts, line: number): number {
  let least = Infinity;
  let most = 0;
  for (let other = line; other < Math.min(facts.count, line + 5); other++) {
    least = Math.min(least, unitsOf(facts, other));
    most = Math.max(most, unitsOf(facts, other));
  }
  return share(most - least, most);
}

/** Features of the line itself. */
export const OWN_FEATURES: readonly Feature[] = [
  { name: "weight", of: weight },
  { name: "weightAgainstBefore", of: weightAgainstBefore },
  { name: "finished", of: finished },
  { name: "ellipsis", of: ellipsis },
  { name: "sentences", of: sentences },
  { name: "firstKind", of: firstKind },
  { name: "lastKind", of: lastKind },
  { name: "listMark", of: listMark },
  { name: "indent", of: indent },
  { name: "unclosed", of: unclosed },
  { name: "innerLines", of: innerLines },
  { name: "innerCuts", of: innerCuts },
  { name: "digitShare", of: kindShare(DIGIT) },
  { name: "separatorShare", of: kindShare(SEPARATOR) },
  { name: "codeShare", of: kindShare(CODE) },
  { name: "slashShare", of: kindShare(SLASH) },
  { name: "endShare", of: kindShare(END) },
  { name: "otherShare", of: kindShare(OTHER) },
  { name: "wideShare", of: kindShare(WIDE) },
  { name: "unmarkedShare", of: kindShare(UNMARKED) },
  { name: "capitals", of: capitals },
  { name: "titleCase", of: titleCase },
  { name: "words", of: words },
  { name: "addressShare", of: addressShare },
  { name: "addresses", of: signOf("addresses") },
  { name: "mails", of: signOf("mails") },
  { name: "tagShare", of: tagShare },
  { name: "tags", of: signOf("tags") },
  { name: "mentions", of: signOf("mentions") },
  { name: "phones", of: signOf("phones") },
  { name: "prices", of: signOf("prices") },
  { name: "years", of: signOf("years") },
  { name: "numbers", of: signOf("numbers") },
  { name: "copyrights", of: signOf("copyrights") },
  { name: "initials", of: signOf("initials") },
  { name: "titleMarks", of: signOf("titleMarks") },
  { name: "arrows", of: signOf("arrows") },
  { name: "pictures", of: signOf("pictures") },
  { name: "pleaWords", of: wordsOf("plea") },
  { name: "uiWords", of: wordsOf("ui") },
  { name: "footerWords", of: wordsOf("footer") },
  { name: "relatedWords", of: wordsOf("related") },
  { name: "adWords", of: wordsOf("ads") },
  { name: "referenceWords", of: wordsOf("references") },
  { name: "anyWord", of: anyWord },
  { name: "pleaLength", of: pleaLength },
  { name: "adLength", of: adLength },
  { name: "unknownWords", of: unknownWords },
  { name: "commonWords", of: commonWords },
  { name: "nearWords", of: nearWords },
  { name: "leadWords", of: leadWords },
  { name: "knownTopics", of: knownTopics },
  { name: "bridges", of: bridges },
  { name: "distinctWords", of: distinctWords },
  { name: "repeated", of: repeated },
  { name: "leadCopy", of: leadCopy },
  { name: "leadCut", of: leadCut },
  { name: "prefixCopy", of: prefixCopy },
  { name: "equalCuts", of: equalCuts },
  { name: "nearCuts", of: nearCuts },
  { name: "otherScript", of: otherScript },
  { name: "sinceReferences", of: sinceReferences },
  { name: "sinceRelated", of: sinceRelated },
  { name: "sinceAnyWord", of: sinceAnyWord },
  { name: "blankBefore", of: blankBefore },
  { name: "weightLeft", of: weightLeft },
  { name: "linesLeft", of: linesLeft },
  { name: "linesBefore", of: linesBefore },
  { name: "finishedBefore", of: finishedBefore },
  { name: "weightBefore", of: weightBefore },
  { name: "shortBefore", of: shortBefore },
  { name: "sentencesBefore", of: sentencesBefore },
  { name: "sinceProse", of: sinceProse },
  { name: "untilProse", of: untilProse },
  { name: "finishedLeft", of: finishedLeft },
  { name: "proseLeft", of: proseLeft },
  { name: "longestLeft", of: longestLeft },
  { name: "coveredLeft", of: coveredLeft },
  { name: "meanWeightLeft", of: meanWeightLeft },
  { name: "finishedRun", of: finishedRun },
  { name: "openRun", of: openRun },
  { name: "lastWordLetters", of: lastWordLetters },
  { name: "lastWordLines", of: lastWordLines },
  { name: "unknownAgainstBefore", of: unknownAgainstBefore },
  { name: "unknownLeft", of: unknownLeft },
  { name: "lengthSpread", of: lengthSpread },
];

/** Own features whose mean over the lines before and behind is a feature too. */
export const NEIGHBOUR_FEATURES: readonly string[] = [
  "weight", "finished", "sentences", "addressShare", "tagShare", "anyWord", "pleaWords", "relatedWords", "unknownWords", "commonWords", "knownTopics",
  "listMark", "titleCase", "equalCuts", "codeShare", "years", "digitShare", "innerLines",
];

/** Lines that the means reach over, before and behind. */
export const NEIGHBOUR_LINES = 3;

export const FEATURE_NAMES: readonly string[] = [
  ...OWN_FEATURES.map(({ name }) => name),
  ...NEIGHBOUR_FEATURES.map((name) => `${name} of 3 before`),
  ...NEIGHBOUR_FEATURES.map((name) => `${name} of 3 behind`),
];

const NEIGHBOUR_COLUMNS = NEIGHBOUR_FEATURES.map((name) => OWN_FEATURES.findIndex((feature) => feature.name === name));

/** Rows of FEATURE_NAMES.length numbers, one a line of the window. */
export function measureFeatures(facts: LineFacts): Int16Array {
  const width = FEATURE_NAMES.length;
  const size = facts.count - facts.from;
  const rows = new Int16Array(size * width);
  for (let at = 0; at < size; at++) {
    for (let column = 0; column < OWN_FEATURES.length; column++) {
      rows[at * width + column] = Math.min(MAX_VALUE, OWN_FEATURES[column]!.of(facts, facts.from + at));
    }
  }
  for (let at = 0; at < size; at++) writeNeighbours(rows, width, size, at);
  return rows;
}

/** Means over up to three lines before and behind; −1 where there is none. */
function writeNeighbours(rows: Int16Array, width: number, size: number, at: number): void {
  for (let n = 0; n < NEIGHBOUR_COLUMNS.length; n++) {
    const column = NEIGHBOUR_COLUMNS[n]!;
    const out = at * width + OWN_FEATURES.length + n;
    rows[out] = meanOf(rows, width, column, Math.max(0, at - NEIGHBOUR_LINES), at);
    rows[out + NEIGHBOUR_COLUMNS.length] = meanOf(rows, width, column, at + 1, Math.min(size, at + 1 + NEIGHBOUR_LINES));
  }
}

function meanOf(rows: Int16Array, width: number, column: number, first: number, last: number): number {
  if (first >= last) return -1;
  let total = 0;
  for (let at = first; at < last; at++) total += rows[at * width + column]!;
  return Math.floor(total / (last - first));
}
