import type { LineFacts } from "./line-facts.ts";
import { PLACE_FEATURES, type Places } from "./places.ts";

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
  /** An earlier place that a sure one is extended to … */
  readonly extension: number;
  /** … as long as what it adds is at most this many thousandths of the document. */
  readonly extensionShare: number;
}

export const THRESHOLDS: Thresholds = { withSign: 3200, withoutSign: 3700, extension: 1000, extensionShare: 40 };

/** At least three tenths of a document's characters stay (thousandths that may go). */
export const MAX_CUT = 700;

const SIGNS = PLACE_FEATURES.indexOf("hard evidence in 4 lines");

/** Whether a cut before line `at` of the window leaves enough of the document. */
export function mayCutAt(facts: LineFacts, at: number): boolean {
  return facts.from + at > 0 && facts.weightFrom[at]! * 1000 <= facts.totalWeight * MAX_CUT;
}

/**
 * The earliest place that is sure enough, extended to earlier places that are nearly so and near: once it is sure that there
 * is a tail, only its first lines are in question.
 */
export function chooseCut(facts: LineFacts, places: Places, certainty: Int32Array, thresholds: Thresholds): Cut | undefined {
  const isSure = (i: number): boolean =>
    certainty[i]! >= (places.rows[i * PLACE_FEATURES.length + SIGNS]! > 0 ? thresholds.withSign : thresholds.withoutSign);
  let sure = 0;
  while (sure < certainty.length && !isSure(sure)) sure++;
  if (sure === certainty.length) return undefined;
  let first = sure;
  for (let i = sure - 1; i >= 0; i--) {
    const added = facts.weightFrom[places.at[i]!]! - facts.weightFrom[places.at[sure]!]!;
    if (added * 1000 > thresholds.extensionShare * facts.totalWeight) break;
    if (certainty[i]! >= thresholds.extension) first = i;
  }
  return { at: places.at[first]!, logOdds: certainty[sure]! };
}
