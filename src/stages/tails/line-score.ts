import { FEATURE_NAMES } from "./features.ts";

/** Weights by hand, in thousandths of log odds, until fitted ones replace them. */
const BIAS = -1500;
const WEIGHTS: Readonly<Record<string, readonly [divisor: number, weight: number]>> = {
  finished: [1000, -1200],
  ellipsis: [1000, 1500],
  sentences: [1, -500],
  weight: [100, -300],
  anyWord: [1000, 2500],
  addressShare: [1000, 3500],
  tagShare: [1000, 3500],
  leadCopy: [1000, 4000],
  equalCuts: [1, 350],
  codeShare: [100, -800],
  copyrights: [1, 1500],
  separatorShare: [100, 500],
};
const COLUMNS = Object.entries(WEIGHTS).map(([name, [divisor, weight]]) => ({ column: FEATURE_NAMES.indexOf(name), divisor, weight }));

/** Log odds × 1000 of "tail" of each line. */
export function scoreLines(rows: Int16Array, lines: number): Int32Array {
  const width = FEATURE_NAMES.length;
  const scores = new Int32Array(lines);
  for (let at = 0; at < lines; at++) {
    let score = BIAS;
    for (const { column, divisor, weight } of COLUMNS) score += Math.trunc((rows[at * width + column]! * weight) / divisor);
    scores[at] = Math.max(-4000, Math.min(4000, score));
  }
  return scores;
}
