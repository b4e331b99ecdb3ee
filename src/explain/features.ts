import { FEATURE_NAMES, OWN_FEATURES } from "../stages/tails/features.ts";
import type { JudgedTail } from "../stages/tails/judge.ts";

/** Of a feature that cannot be measured. */
const NOTHING = -1;

/** What the trees make of a paragraph of the window, and what was measured of it itself: docs/tails.md says what each feature is. Those that are 0 are left out. */
export function featuresText({ facts, rows, scores }: JudgedTail, paragraph: number): string {
  const at = paragraph - facts.from;
  const logOdds = scores[at]! / 1000;
  const measured = OWN_FEATURES.map(({ name }, column) => [name, rows[at * FEATURE_NAMES.length + column]!] as const).filter(([, value]) => value !== 0 && value !== NOTHING);
  return `log odds ${logOdds < 0 ? "" : "+"}${logOdds.toFixed(1)} for a line of tail; ${measured.map(([name, value]) => `${name} ${value}`).join(", ")}`;
}
