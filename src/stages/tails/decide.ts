/** Where the tail begins, if there is one. `certainty` is 0 to 1. */
export interface Cut {
  readonly at: number;
  readonly certainty: number;
}

/** At least this share of a document's characters stays. */
export const MIN_KEPT = 700;

const LIMIT = 2500;

/** The place whose lines behind it have the highest sum of scores. */
export function chooseCut(scores: Int32Array, canCut: (at: number) => boolean): Cut | undefined {
  let sum = 0;
  let best = LIMIT;
  let place = -1;
  for (let at = scores.length - 1; at >= 0; at--) {
    sum += scores[at]!;
    if (sum >= best && scores[at]! > 0 && canCut(at)) {
      best = sum;
      place = at;
    }
  }
  return place < 0 ? undefined : { at: place, certainty: 0.8 };
}

import type { LineFacts } from "./line-facts.ts";

/** Whether a cut before line `at` of the window leaves enough of the document. */
export function mayCutAt(facts: LineFacts, at: number): boolean {
  return facts.from + at > 0 && facts.weightFrom[at]! * 1000 <= facts.totalWeight * MIN_KEPT;
}
