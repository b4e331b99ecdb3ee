import { isCjk } from "../../characters.ts";

/**
 * Seeds: places of a text by which an equal text is found again. Hash of each run of k characters, winnowed: of each window
 * of w neighbouring hashes the least is kept (the rightmost of equal ones), so that any two texts that share a run of
 * w + k − 1 characters are sure to share a seed (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003). Which runs are
 * taken depends on their own characters only, so a Latin word in Chinese text is seeded the same in any surroundings.
 *
 * Two densities: all seeds of `SeedList` are compared inside a document, the sparse ones among them across documents.
 */

/** Length and windows of one kind of text, in characters of normal form. */
interface Density {
  readonly runUnits: number;
  readonly denseWindow: number;
  readonly sparseWindow: number;
}

/** Runs with a CJK character. DESIGN, section 4: 8/12 and 20/24 are 0.083 seeds a character on mixed text. */
const CJK_DENSITY: Density = { runUnits: 8, denseWindow: 4, sparseWindow: 12 };
/** Runs without. */
const OTHER_DENSITY: Density = { runUnits: 20, denseWindow: 8, sparseWindow: 24 };

/** Odd multipliers of the two rolling hashes, and of their mixing (MurmurHash3's finalizer). */
const MULTIPLIER_LOW = 0x2c1b3c6d;
const MULTIPLIER_HIGH = 0x297a2d39;

/** Seeds of passages, one behind the other: grows, and is reused from document to document. */
export class SeedList {
  low = new Uint32Array(1024);
  high = new Uint32Array(1024);
  /** 1 for the seeds that are compared across documents. */
  sparse = new Uint8Array(1024);
  count = 0;

  push(low: number, high: number): void {
    if (this.count === this.low.length) this.grow();
    this.low[this.count] = low;
    this.high[this.count] = high;
    this.sparse[this.count] = 0;
    this.count++;
  }

  private grow(): void {
    const size = this.low.length * 2;
    this.low = grown(this.low, new Uint32Array(size));
    this.high = grown(this.high, new Uint32Array(size));
    this.sparse = grown(this.sparse, new Uint8Array(size));
  }
}

function grown<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** murmur3's finalizer: rolling hashes modulo 2³² have weak low bits. */
function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result = Math.imul(result, base);
  return result;
}

/** Hashes of one text's runs, before winnowing; reused. */
let hashLow = new Uint32Array(4096);
let hashHigh = new Uint32Array(4096);
/** 0 where no run of this kind of text starts. */
let eligible = new Uint8Array(4096);

function makeRoom(units: number): void {
  if (hashLow.length >= units) return;
  hashLow = new Uint32Array(units * 2);
  hashHigh = new Uint32Array(units * 2);
  eligible = new Uint8Array(units * 2);
}

/**
 * Appends the seeds of normal form units[start, end) to `seeds`.
 * @param cjkUnits how many of the units are CJK
 */
export function appendSeeds(units: Uint16Array, start: number, end: number, cjkUnits: number, seeds: SeedList): void {
  makeRoom(end - start);
  if (cjkUnits > 0 && hashRuns(units, start, end, CJK_DENSITY, true)) winnow(end - start, CJK_DENSITY, seeds);
  if (end - start - cjkUnits >= OTHER_DENSITY.runUnits && hashRuns(units, start, end, OTHER_DENSITY, false)) {
    winnow(end - start, OTHER_DENSITY, seeds);
  }
}

/** Fills the hash arrays; false if the text is shorter than a run. */
function hashRuns(units: Uint16Array, start: number, end: number, density: Density, withCjk: boolean): boolean {
  const length = density.runUnits;
  const runs = end - start - length + 1;
  if (runs <= 0) return false;
  const outLow = power(MULTIPLIER_LOW, length);
  const outHigh = power(MULTIPLIER_HIGH, length);
  let low = 0;
  let high = 0;
  let cjk = 0;
  for (let i = 0; i < end - start; i++) {
    const unit = units[start + i]!;
    low = (Math.imul(low, MULTIPLIER_LOW) + unit + 1) | 0;
    high = (Math.imul(high, MULTIPLIER_HIGH) + unit + 1) | 0;
    if (isCjk(unit)) cjk++;
    if (i >= length) {
      const gone = units[start + i - length]!;
      low = (low - Math.imul(gone + 1, outLow)) | 0;
      high = (high - Math.imul(gone + 1, outHigh)) | 0;
      if (isCjk(gone)) cjk--;
    }
    if (i >= length - 1) {
      const run = i - length + 1;
      eligible[run] = cjk > 0 === withCjk ? 1 : 0;
      hashLow[run] = low;
      hashHigh[run] = mix(high);
    }
  }
  return true;
}

/** Appends the least run of each dense window, and marks those that are the least of a sparse window too. */
function winnow(units: number, density: Density, seeds: SeedList): void {
  const runs = units - density.runUnits + 1;
  // A text too short to be sure of a shared seed is looked up by every run.
  const denseWindow = runs < density.sparseWindow ? 1 : density.denseWindow;
  const first = seeds.count;
  let previous = -1;
  for (let last = Math.min(denseWindow, runs) - 1; last < runs; last++) {
    const least = leastRun(Math.max(0, last - denseWindow + 1), last, previous);
    if (least >= 0 && least !== previous) {
      seeds.push(mix(hashLow[least]!), hashHigh[least]!);
      positions[seeds.count - 1 - first] = least;
      if (seeds.count - first >= positions.length) growPositions();
      previous = least;
    }
  }
  markSparse(runs, density.sparseWindow, first, seeds);
}

/** Run of each seed of the text in hand. */
let positions = new Uint32Array(4096);

function growPositions(): void {
  const bigger = new Uint32Array(positions.length * 2);
  bigger.set(positions);
  positions = bigger;
}

/** The rightmost run of least hash in [first, last]; `previous`, if still inside, saves most of the search. */
function leastRun(first: number, last: number, previous: number): number {
  if (previous >= first) return eligible[last] === 1 && hashHigh[last]! <= hashHigh[previous]! ? last : previous;
  let least = -1;
  for (let run = first; run <= last; run++) {
    if (eligible[run] === 1 && (least < 0 || hashHigh[run]! <= hashHigh[least]!)) least = run;
  }
  return least;
}

/** The least run of a sparse window is also that of a dense one, so it is among the seeds: look only at those. */
function markSparse(runs: number, window: number, firstSeed: number, seeds: SeedList): void {
  const count = seeds.count - firstSeed;
  for (let i = 0; i < count; i++) {
    if (isLeastOfSomeWindow(i, count, runs, window, firstSeed, seeds)) seeds.sparse[firstSeed + i] = 1;
  }
}

/** Whether a window of `window` runs exists around seed i in which no run is smaller, and none to the right is equal. */
function isLeastOfSomeWindow(i: number, count: number, runs: number, window: number, firstSeed: number, seeds: SeedList): boolean {
  const own = seeds.high[firstSeed + i]!;
  const position = positions[i]!;
  let left = i - 1;
  while (left >= 0 && position - positions[left]! < window && seeds.high[firstSeed + left]! >= own) left--;
  let right = i + 1;
  while (right < count && positions[right]! - position < window && seeds.high[firstSeed + right]! > own) right++;
  const firstFree = left >= 0 ? Math.max(positions[left]! + 1, position - window + 1) : Math.max(0, position - window + 1);
  const lastFree = right < count ? Math.min(positions[right]! - 1, position + window - 1) : Math.min(runs - 1, position + window - 1);
  return lastFree - firstFree + 1 >= Math.min(window, runs);
}
