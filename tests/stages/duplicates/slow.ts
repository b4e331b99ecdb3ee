/**
 * Slow, obvious twins of the hot code of the duplicates stage: each says in a few lines of strings and maps what the fast one
 * must compute, and shares nothing with it. Those of normal form, coverage and numbers are the audit's (src/audit/coverage.ts).
 */
import { shortestRun, weightOf } from "../../../src/audit/coverage.ts";

export const isCjkUnit = (unit: string): boolean => weightOf(unit) > weightOf("a".repeat(unit.length));

export interface SlowSeed {
  readonly low: number;
  readonly high: number;
  readonly sparse: boolean;
}

const WORD = 2n ** 32n;

/** Polynomial of the units modulo 2³², by whole numbers of any size. */
function polynomial(run: string, base: bigint): number {
  return Number(run.split("").reduce((sum, unit) => (sum * base + BigInt(unit.charCodeAt(0))) % WORD, 0n));
}

/** MurmurHash3's finalizer. */
function mixed(hash: number): number {
  const multiply = (a: bigint, b: bigint): bigint => (a * b) % WORD;
  let h = BigInt(hash);
  h = multiply(h ^ (h >> 16n), 0x85ebca6bn);
  h = multiply(h ^ (h >> 13n), 0xc2b2ae35n);
  return Number(h ^ (h >> 16n));
}

/** Rightmost least value of each window, as places. */
function winnowed(values: readonly number[], window: number): Set<number> {
  const places = new Set<number>();
  for (let first = 0; first + window <= values.length; first++) {
    const inside = values.slice(first, first + window);
    places.add(first + inside.lastIndexOf(Math.min(...inside)));
  }
  return places;
}

function seedsOfKind(normal: string, length: number, denseWindow: number, sparseWindow: number, withCjk: boolean): SlowSeed[] {
  const runs = Array.from({ length: Math.max(0, normal.length - length + 1) }, (_, at) => normal.slice(at, at + length));
  const isEligible = runs.map((run) => isCjkUnit(run) === withCjk);
  // The lowest bit of a high word is free, so no hash is as large as that of a run that is not eligible.
  const highs = runs.map((run, i) => (isEligible[i] === true ? mixed(polynomial(run, 0x297a2d39n)) - (mixed(polynomial(run, 0x297a2d39n)) % 2) : 0xffff_ffff));
  const dense = winnowed(highs, runs.length < sparseWindow ? 1 : denseWindow);
  const sparse = winnowed(highs, Math.min(sparseWindow, runs.length));
  return runs.flatMap((run, i) =>
    dense.has(i) && isEligible[i] === true ? [{ low: mixed(polynomial(run, 0x2c1b3c6dn)), high: highs[i]!, sparse: sparse.has(i) }] : []);
}

/** Runs of 8 with a CJK character in windows of 4 and 12, then runs of 20 without in windows of 8 and 24. */
export function slowSeeds(normal: string): SlowSeed[] {
  return [...seedsOfKind(normal, 8, 4, 12, true), ...seedsOfKind(normal, 20, 8, 24, false)];
}

interface Run {
  readonly at: number;
  readonly found: number;
  readonly length: number;
}

/** Places of a run in a text, from the first on. */
function placesOf(run: string, text: string): number[] {
  return Array.from({ length: text.length }, (_, at) => at).filter((at) => text.startsWith(run, at));
}

/** Common runs from left to right, each at that of its first 16 places in the other text where it goes on longest; of equal ones the next. */
function commonRuns(passage: string, text: string): Run[] {
  const runs: Run[] = [];
  let expected = 0;
  for (let at = 0; at < passage.length; at++) {
    const run = shortestRun(passage, at);
    if (run === undefined || !text.includes(run)) continue;
    const longest = placesOf(run, text).slice(0, 16).map((found): Run => {
      let length = run.length;
      while (at + length < passage.length && passage[at + length] === text[found + length]) length++;
      return { at, found, length };
    });
    const before = expected;
    const best = longest.toSorted((a, b) => b.length - a.length || Number(a.found < before) - Number(b.found < before) || a.found - b.found)[0]!;
    runs.push(best);
    at += best.length - 1;
    expected = best.found + best.length;
  }
  return runs;
}

/** Long runs (20 letters, 8 CJK characters), and short ones less than a run apart from an anchored neighbour in both texts. */
export function slowAnchoredCoverage(passage: string, texts: readonly string[]): number {
  const covered = Array.from({ length: passage.length }, () => false);
  for (const text of texts) {
    const runs = commonRuns(passage, text);
    const anchored = new Set(runs.filter(({ at, length }) => weightOf(passage.slice(at, at + length)) >= 96));
    const follows = (left: Run, right: Run): boolean =>
      right.found >= left.found + left.length &&
      weightOf(passage.slice(left.at + left.length, right.at)) < 60 &&
      weightOf(text.slice(left.found + left.length, right.found)) < 60;
    for (let before = -1; before !== anchored.size; ) {
      before = anchored.size;
      runs.forEach((run, i) => {
        const [left, right] = [runs[i - 1], runs[i + 1]];
        if (left !== undefined && anchored.has(left) && follows(left, run)) anchored.add(run);
        if (right !== undefined && anchored.has(right) && follows(run, right)) anchored.add(run);
      });
    }
    for (const { at, length } of anchored) covered.fill(true, at, at + length);
  }
  return covered.filter(Boolean).length / passage.length;
}
