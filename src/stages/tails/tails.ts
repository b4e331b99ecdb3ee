import type { LanguageDocument, Removal, TailDocument } from "../../document.ts";
import type { DocumentFunction } from "../../stage.ts";
import { chooseCut, type Cut, mayCutAt, THRESHOLDS } from "./decide.ts";
import { FEATURE_NAMES, measureFeatures } from "./features.ts";
import { gatherFacts, type LineFacts } from "./line-facts.ts";
import { findPlaces, PLACE_FEATURES } from "./places.ts";
import { reasonsFrom } from "./reasons.ts";
import { measureShapes } from "./shape.ts";
import { scoreRows } from "./trees.ts";
import { shippedTrees } from "./shipped-trees.ts";
import { shippedWords } from "./word-lists.ts";

/**
 * In: a document with paragraphs. Out: the same with `tails`, what is cut at its end, by line group and with a reason.
 * Pure; holds about 500 bytes a paragraph of the window while it works.
 */
export const markTails: DocumentFunction<LanguageDocument, TailDocument> = (document, { settings }) => {
  if (settings.tails.size === 0 || document.paragraphs.count < 2) return { ...document, tails: [] };
  const shapes = measureShapes(document.text, document.paragraphs);
  const facts = gatherFacts(document.text, document.paragraphs, shapes, shippedWords());
  const trees = shippedTrees();
  const rows = measureFeatures(facts);
  const scores = scoreRows(trees.lines, rows, FEATURE_NAMES.length);
  const places = findPlaces(facts, rows, scores, (at) => mayCutAt(facts, at));
  const certainty = scoreRows(trees.places, places.rows, PLACE_FEATURES.length);
  const cut = chooseCut(facts, places, certainty, THRESHOLDS);
  if (cut === undefined) return { ...document, tails: [] };
  return { ...document, tails: removalsOf(facts, cut).filter(({ reason }) => settings.tails.has(reason.slice("tail.".length))) };
};

/** The lines from the cut on, neighbours of the same reason as one removal. */
function removalsOf(facts: LineFacts, cut: Cut): Removal[] {
  const start = facts.from + cut.at;
  const reasons = reasonsFrom(facts, start);
  const score = certaintyShare(cut.logOdds);
  const removals: Removal[] = [];
  let first = 0;
  for (let i = 1; i <= reasons.length; i++) {
    if (i < reasons.length && reasons[i] === reasons[first]) continue;
    removals.push({ first: start + first, last: start + i, reason: reasons[first]!, score });
    first = i;
  }
  return removals;
}

/** Log odds × 1000 as a share of two digits: rounded, so that the last bit of `Math.exp` does not show. */
function certaintyShare(logOdds: number): number {
  return Math.round(100 / (1 + Math.exp(-logOdds / 1000))) / 100;
}
