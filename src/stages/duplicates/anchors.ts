import { RUN_WEIGHT, runWeight } from "./weights.ts";

/**
 * A second look at a passage that is about to be removed as a near-duplicate. Coverage counts every common run, wherever it
 * stands; a new sentence round an old quotation, or a headline pieced together from names, can reach a high coverage by runs
 * that are no copy. So a short run counts here only if it is in line with a long one: in both texts less than a run lies between
 * the two, as it does in an edited copy. Pure functions of the texts.
 */

/** As long as a seed's run: 8 CJK or 20 other characters weigh 96 or more. Such a run stands for itself. */
const LONG_RUN_WEIGHT = 96;
/** An edit replaces less than a run: where both texts go on apart for longer, what follows is another passage. */
const MAX_GAP_WEIGHT = RUN_WEIGHT;
/** Longer texts are taken at their coverage: there short runs decide nothing, and the search below is quadratic at worst. */
const MAX_UNITS = 4000;

/** Units [at, at + length) of the passage stand at `found` of the cover. */
interface Run {
  readonly at: number;
  readonly found: number;
  readonly length: number;
}

/**
 * Share of the passage that stands in anchored runs, 0 to 1.
 * @param passage normal form of the passage
 * @param covers normal forms of the texts that cover it
 */
export function anchoredCoverage(passage: string, covers: readonly string[]): number {
  if (passage.length > MAX_UNITS || covers.some((cover) => cover.length > MAX_UNITS)) return 1;
  const isCovered = new Uint8Array(passage.length);
  for (const cover of covers) {
    for (const { at, length } of anchoredRuns(commonRuns(passage, cover), passage, cover)) isCovered.fill(1, at, at + length);
  }
  return isCovered.reduce((sum, covered) => sum + covered, 0) / passage.length;
}

/** Maximal common runs from left to right; of several places in the cover the next one is taken, else the first. */
function commonRuns(passage: string, cover: string): Run[] {
  const runs: Run[] = [];
  let expected = 0;
  for (let at = 0; at < passage.length; ) {
    const shortest = shortestRun(passage, at);
    if (shortest === undefined) break;
    const next = cover.indexOf(shortest, expected);
    const found = next >= 0 ? next : cover.indexOf(shortest);
    if (found < 0) {
      at++;
      continue;
    }
    let length = shortest.length;
    while (at + length < passage.length && passage.charCodeAt(at + length) === cover.charCodeAt(found + length)) length++;
    runs.push({ at, found, length });
    at += length;
    expected = found + length;
  }
  return runs;
}

function shortestRun(passage: string, at: number): string | undefined {
  let weight = 0;
  for (let end = at; end < passage.length; end++) {
    weight += runWeight(passage.charCodeAt(end));
    if (weight >= RUN_WEIGHT) return passage.slice(at, end + 1);
  }
  return undefined;
}

/** The long runs, and the short ones in line with an anchored neighbour. */
function anchoredRuns(runs: readonly Run[], passage: string, cover: string): Run[] {
  const isAnchored = runs.map(({ at, length }) => weightOf(passage, at, at + length) >= LONG_RUN_WEIGHT);
  const spread = (i: number, neighbour: number, left: Run, right: Run): void => {
    if (isAnchored[neighbour] === true && isInLine(left, right, passage, cover)) isAnchored[i] = true;
  };
  for (let i = 1; i < runs.length; i++) spread(i, i - 1, runs[i - 1]!, runs[i]!);
  for (let i = runs.length - 2; i >= 0; i--) spread(i, i + 1, runs[i]!, runs[i + 1]!);
  return runs.filter((_, i) => isAnchored[i]);
}

function isInLine(left: Run, right: Run, passage: string, cover: string): boolean {
  if (right.found < left.found + left.length) return false;
  const gap = weightOf(passage, left.at + left.length, right.at);
  const coverGap = weightOf(cover, left.found + left.length, right.found);
  return gap < MAX_GAP_WEIGHT && coverGap < MAX_GAP_WEIGHT;
}

function weightOf(text: string, start: number, end: number): number {
  let weight = 0;
  for (let i = start; i < end; i++) weight += runWeight(text.charCodeAt(i));
  return weight;
}
