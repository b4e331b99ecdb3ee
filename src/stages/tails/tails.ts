import type { LanguageDocument, Removal, TailDocument } from "../../document.ts";
import type { DocumentFunction } from "../../stage.ts";
import { chooseCut, type Cut, MIN_KEPT } from "./decide.ts";
import { measureFeatures } from "./features.ts";
import { gatherFacts, type LineFacts } from "./line-facts.ts";
import { scoreLines } from "./line-score.ts";
import { reasonsFrom } from "./reasons.ts";
import { measureShapes } from "./shape.ts";
import { shippedWords } from "./word-lists.ts";

/**
 * In: a document with paragraphs. Out: the same with `tails`, what is cut at its end, by line group and with a reason.
 * Pure; holds about 250 bytes a paragraph of the window while it works.
 */
export const markTails: DocumentFunction<LanguageDocument, TailDocument> = (document, { settings }) => {
  if (settings.tails.size === 0 || document.paragraphs.count < 2) return { ...document, tails: [] };
  const shapes = measureShapes(document.text, document.paragraphs);
  const facts = gatherFacts(document.text, document.paragraphs, shapes, shippedWords());
  const scores = scoreLines(measureFeatures(facts), facts.count - facts.from);
  const cut = chooseCut(scores, (at) => keepsEnough(facts, at));
  if (cut === undefined) return { ...document, tails: [] };
  return { ...document, tails: removalsOf(facts, cut).filter(({ reason }) => settings.tails.has(reason.slice("tail.".length))) };
};

/** Whether at least MIN_KEPT's complement of the document's characters stays. */
function keepsEnough(facts: LineFacts, at: number): boolean {
  return facts.from + at > 0 && facts.weightFrom[at]! * 1000 <= facts.totalWeight * MIN_KEPT;
}

/** The lines from the cut on, neighbours of the same reason as one removal. */
function removalsOf(facts: LineFacts, cut: Cut): Removal[] {
  const start = facts.from + cut.at;
  const reasons = reasonsFrom(facts, start);
  const removals: Removal[] = [];
  let first = 0;
  for (let i = 1; i <= reasons.length; i++) {
    if (i < reasons.length && reasons[i] === reasons[first]) continue;
    removals.push({ first: start + first, last: start + i, reason: reasons[first]!, score: cut.certainty });
    first = i;
  }
  return removals;
}
