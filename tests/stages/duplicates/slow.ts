/**
 * Slow, obvious twins of the hot code of the duplicates stage: each says in a few lines of strings and maps what the fast
 * one must compute. They share nothing with it but what a character weighs, written out again.
 */

const CJK = /[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\ud840-\ud88d\uf900-\ufaff\uff66-\uffdc]/;

export const isCjkUnit = (unit: string): boolean => CJK.test(unit);

/** 5 CJK or 12 other characters make a run. */
const weight = (text: string): number => text.split("").reduce((sum, unit) => sum + (isCjkUnit(unit) ? 12 : 5), 0);

/** NFKC, lower case, letters, digits and marks, decimal digits as ASCII, final sigma as sigma. */
export function slowNormalForm(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase().normalize("NFKC").replaceAll("ς", "σ");
  const kept = folded.match(/[\p{L}\p{N}\p{M}]/gu) ?? [];
  // Arabic-Indic, Persian, Devanagari and Thai digits stand in tens, zero first.
  const zeros = [0x0660, 0x06f0, 0x0966, 0x0e50];
  return kept
    .map((character) => {
      const zero = zeros.find((first) => character.charCodeAt(0) >= first && character.charCodeAt(0) < first + 10);
      return zero === undefined ? character : String(character.charCodeAt(0) - zero);
    })
    .join("");
}

/** The shortest run from `at` on that is full, or undefined. */
export function shortestRun(text: string, at: number): string | undefined {
  for (let end = at + 1; end <= text.length; end++) if (weight(text.slice(at, end)) >= 60) return text.slice(at, end);
  return undefined;
}

/** Which units of the passage stand in a run that one of the texts has. */
function coveredUnits(passage: string, texts: readonly string[]): boolean[] {
  const covered = Array.from({ length: passage.length }, () => false);
  for (let at = 0; at < passage.length; at++) {
    const run = shortestRun(passage, at);
    if (run !== undefined && texts.some((text) => text.includes(run))) covered.fill(true, at, at + run.length);
  }
  return covered;
}

export function slowCoverage(passage: string, texts: readonly string[]): number {
  return passage === "" ? 0 : coveredUnits(passage, texts).filter(Boolean).length / passage.length;
}

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

/** Numbers of a text whose digits are ASCII: groups of three behind a separator are thousands, else it is a decimal point. */
export function slowNumbers(text: string): string {
  const numbers = [...text.matchAll(/\d+(?:(?:[,.](?=\d)|['\u2019\u00a0\u202f](?=\d{3}(?!\d)))\d+)*/g)];
  return [...new Set(numbers.map(([number]) => number.replaceAll(/[,.'\u2019\u00a0\u202f](?=\d{3}(?!\d))/g, "").replaceAll(",", ".")))].join(" ");
}

interface Run {
  readonly at: number;
  readonly found: number;
  readonly length: number;
}

/** Common runs from left to right, each as long as it goes; its place in the other text is the next one, else the first. */
function commonRuns(passage: string, text: string): Run[] {
  const runs: Run[] = [];
  let expected = 0;
  for (let at = 0; at < passage.length; at++) {
    const run = shortestRun(passage, at);
    if (run === undefined || !text.includes(run)) continue;
    const found = text.includes(run, expected) ? text.indexOf(run, expected) : text.indexOf(run);
    let length = run.length;
    while (at + length < passage.length && passage[at + length] === text[found + length]) length++;
    runs.push({ at, found, length });
    at += length - 1;
    expected = found + length;
  }
  return runs;
}

/** Long runs (20 letters, 8 CJK characters), and short ones less than a run apart from an anchored neighbour in both texts. */
export function slowAnchoredCoverage(passage: string, texts: readonly string[]): number {
  const covered = Array.from({ length: passage.length }, () => false);
  for (const text of texts) {
    const runs = commonRuns(passage, text);
    const anchored = new Set(runs.filter(({ at, length }) => weight(passage.slice(at, at + length)) >= 96));
    const follows = (left: Run, right: Run): boolean =>
      right.found >= left.found + left.length &&
      weight(passage.slice(left.at + left.length, right.at)) < 60 &&
      weight(text.slice(left.found + left.length, right.found)) < 60;
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
