import { DEFAULT_SETTINGS } from "../../settings.ts";
import { sign } from "./features.ts";
import { ANY_WORD, COVER_ROW, type LineFacts } from "./line-facts.ts";
import { PLACE_FEATURES, type Places } from "./places.ts";
import { FINISHED } from "./shape.ts";
import { beginsPair, findSureEnd, isTags } from "./sure-ends.ts";
import { WORD_KINDS } from "./word-lists.ts";

/** Where the tail begins, if there is one: a line of the window. `logOdds` is the certainty, × 1000. */
export interface Cut {
  readonly at: number;
  readonly logOdds: number;
}

/** How sure a cut must be (log odds × 1000). */
export interface Thresholds {
  /** A place with a hard sign (list word, address, tag, ©, copy) in the first four lines of the tail. */
  readonly withSign: number;
  /** A place without. */
  readonly withoutSign: number;
  /** Added to either where the tail reads like prose: it may be body. */
  readonly proseWithSign: number;
  readonly proseWithoutSign: number;
  /** Added where a tail without a sign is no longer than "The end" or "To be continued". */
  readonly shortWithoutSign: number;
  /** Added to either, times the share of the document that would go: a cut of half of it must be surer than one of a line. */
  readonly ofShare: number;
  /** An earlier place that a sure one is extended to … */
  readonly extension: number;
  /** … as long as what it adds is at most this many thousandths of the document. */
  readonly extensionShare: number;
}

/** `shortWithoutSign` and `extension` by eye at an earlier fit, the others as `chooseThresholds` of src/models/make/tails-fit.ts chose them on the nested folds of the fit: docs/tails.md shows what others give. */
export const THRESHOLDS: Thresholds = { withSign: 1600, withoutSign: 1500, proseWithSign: 500, proseWithoutSign: 500, shortWithoutSign: 1400, ofShare: 5000, extension: 1000, extensionShare: 40 };

/** From here on a place is worth a look by a person: six to four that a cut would take no body. */
export const DOUBTFUL = 400;

/** Before a cut, fewer doubtful lines than this are not worth a notice. */
const MIN_DOUBTFUL_LINES = 3;

/** Certainty of an end that is sure by rule (sure-ends.ts), as log odds × 1000. */
const SURE_BY_RULE = 4000;

/** A list of references is as long as this at most; behind it a tail may begin. */
const REFERENCE_LINES = 60;

/** Thousandths of the letters that words of tails must cover in a line below references, so that a tail may begin with it. */
const REFERENCE_COVER = 200;

/** A tail reads like prose if as many thousandths of its letters are in long finished lines, or of its lines are finished. */
const PROSE_LETTERS = 400;
const PROSE_LINES = 800;

/** Half-letters of a short tail: 30 letters, 12 wide characters. */
const SHORT_TAIL = 60;

const REFERENCES = WORD_KINDS.indexOf("references");
const PROSE = PLACE_FEATURES.indexOf("prose in the tail");
const FINISHED_LINES = PLACE_FEATURES.indexOf("finished lines");
const LINES_WITH_SIGNS = ["covered lines", "address lines", "tag lines"].map((name) => PLACE_FEATURES.indexOf(name));
const SIGNS = PLACE_FEATURES.indexOf("hard evidence in 4 lines");

/** Whether a cut before line `at` of the window leaves enough of the document, all of its markup, and all of its references. */
export function mayCutAt(facts: LineFacts, at: number, keepShare = DEFAULT_SETTINGS.keepShare): boolean {
  const kept = facts.totalWeight - facts.weightFrom[at]!;
  return facts.from + at > 0 && at >= facts.earliestCut && kept >= keepShare * facts.totalWeight && !isBelowReferences(facts, at) && !isInSentence(facts, facts.from + at);
}

/** Whether a line too long to be compared was cut before this part of it where no sentence ends: that is no end of a paragraph. */
function isInSentence({ text, paragraphs, shapes }: LineFacts, part: number): boolean {
  if (shapes.ending[part - 1] === FINISHED) return false;
  const gap = text.slice(paragraphs.ends[part - 1], paragraphs.starts[part]);
  return !gap.includes("\n") && !gap.includes("\r");
}

/** Whether a heading of references stands before the line, and no line of tail words between them; the line itself may have some. */
function isBelowReferences(facts: LineFacts, at: number): boolean {
  const { since } = facts;
  return since.references[at]! <= REFERENCE_LINES && since.anyWord[at]! > since.references[at]! && !saysTail(facts, facts.from + at);
}

/** No reference is made of so many words of tails, without an address and a year. */
function saysTail(facts: LineFacts, line: number): boolean {
  const row = (line - facts.from) * COVER_ROW;
  const words = facts.covers[row + ANY_WORD]! - facts.covers[row + REFERENCES]!;
  return words >= REFERENCE_COVER && sign(facts, line, "addresses") === 0 && sign(facts, line, "years") === 0;
}

/** Log odds × 1000 as a share of two digits: rounded, so that the last bit of `Math.exp` does not show. */
export function certaintyShare(logOdds: number): number {
  return Math.round(100 / (1 + Math.exp(-logOdds / 1000))) / 100;
}

/** The end that is sure by rule or by trees; the earlier one if both are. */
export function decide(facts: LineFacts, places: Places, certainty: Int32Array, thresholds: Thresholds, keepShare = DEFAULT_SETTINGS.keepShare): Cut | undefined {
  const mayCut = (at: number): boolean => mayCutAt(facts, at, keepShare);
  const cut = withFirstLines(facts, chooseCut(facts, places, certainty, thresholds), mayCut);
  const line = findSureEnd(facts);
  const at = line === undefined ? -1 : line - facts.from;
  if (at < 0 || !mayCut(at) || (cut !== undefined && cut.at <= at)) return cut;
  return { at, logOdds: SURE_BY_RULE };
}

/** Lines of hashtags right before a sure tail go with it, and the headline of an address that it begins with. */
function withFirstLines(facts: LineFacts, cut: Cut | undefined, mayCut: (at: number) => boolean): Cut | undefined {
  if (cut === undefined) return undefined;
  let { at } = cut;
  if (at > 0 && beginsPair(facts, facts.from + at - 1) && mayCut(at - 1)) at--;
  while (at > 0 && isTags(facts, facts.from + at - 1) && mayCut(at - 1)) at--;
  return { at, logOdds: cut.logOdds };
}

/** The earliest place before the cut (or anywhere, without one) of which it is doubtful whether the tail begins there. */
export function findDoubtful(places: Places, certainty: Int32Array, cut: Cut | undefined): Cut | undefined {
  for (let i = 0; i < certainty.length; i++) {
    if (cut !== undefined && places.at[i]! > cut.at - MIN_DOUBTFUL_LINES) return undefined;
    if (certainty[i]! >= DOUBTFUL) return { at: places.at[i]!, logOdds: certainty[i]! };
  }
  return undefined;
}

/**
 * The earliest place that is sure enough, extended to earlier places that are nearly so and near: once it is sure that there
 * is a tail, only its first lines are in question.
 */
function chooseCut(facts: LineFacts, places: Places, certainty: Int32Array, thresholds: Thresholds): Cut | undefined {
  let sure = 0;
  while (sure < certainty.length && certainty[sure]! < neededAt(facts, places, sure, thresholds)) sure++;
  if (sure === certainty.length) return undefined;
  let first = sure;
  for (let i = sure - 1; i >= 0; i--) {
    const added = facts.weightFrom[places.at[i]!]! - facts.weightFrom[places.at[sure]!]!;
    if (added * 1000 > thresholds.extensionShare * facts.totalWeight) break;
    if (certainty[i]! >= thresholds.extension) first = i;
  }
  return { at: places.at[first]!, logOdds: certainty[sure]! };
}

/** The certainty that a cut at a place must have. */
function neededAt(facts: LineFacts, { at, rows }: Places, place: number, thresholds: Thresholds): number {
  const row = place * PLACE_FEATURES.length;
  const hasSign = rows[row + SIGNS]! > 0;
  const isProse = rows[row + PROSE]! >= PROSE_LETTERS || rows[row + FINISHED_LINES]! >= PROSE_LINES;
  const ofProse = hasSign ? thresholds.proseWithSign : thresholds.proseWithoutSign;
  const isShort = !hasSign && facts.weightFrom[at[place]!]! < SHORT_TAIL;
  const withSigns = Math.max(...LINES_WITH_SIGNS.map((column) => rows[row + column]!)) / 1000;
  const ofShare = (thresholds.ofShare * (1 - withSigns) * facts.weightFrom[at[place]!]!) / facts.totalWeight;
  return (hasSign ? thresholds.withSign : thresholds.withoutSign) + (isProse ? ofProse : 0) + (isShort ? thresholds.shortWithoutSign : 0) + ofShare;
}
