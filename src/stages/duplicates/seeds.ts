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
/** Run of each seed of the text in hand. */
let positions = new Uint32Array(4096);

/** High word of a run that is not of the kind in hand: never the least, as no other hash keeps this value. */
const NOT_ELIGIBLE = 0xffff_ffff;

function makeRoom(units: number): void {
  if (hashLow.length >= units) return;
  hashLow = new Uint32Array(units * 2);
  hashHigh = new Uint32Array(units * 2);
  positions = new Uint32Array(units * 2);
}

/**
 * Appends the seeds of normal form units[start, end) to `seeds`.
 * @param cjkUnits how many of the units are CJK
 */
export function appendSeeds(units: Uint16Array, start: number, end: number, cjkUnits: number, seeds: SeedList): void {
  makeRoom(end - start);
  const otherUnits = end - start - cjkUnits;
  if (cjkUnits > 0 && end - start >= CJK_DENSITY.runUnits) {
    hashRuns(units, start, end, CJK_DENSITY.runUnits);
    if (otherUnits >= CJK_DENSITY.runUnits) dropRuns(units, start, end, CJK_DENSITY.runUnits, false);
    winnow(end - start, CJK_DENSITY, seeds);
  }
  if (otherUnits >= OTHER_DENSITY.runUnits) {
    hashRuns(units, start, end, OTHER_DENSITY.runUnits);
    if (cjkUnits > 0) dropRuns(units, start, end, OTHER_DENSITY.runUnits, true);
    winnow(end - start, OTHER_DENSITY, seeds);
  }
}

/** Fills the hash arrays with both words of each run of `length` units. */
function hashRuns(units: Uint16Array, start: number, end: number, length: number): void {
  const outLow = power(MULTIPLIER_LOW, length);
  const outHigh = power(MULTIPLIER_HIGH, length);
  const lows = hashLow;
  const highs = hashHigh;
  let low = 0;
  let high = 0;
  for (let i = start; i < start + length - 1; i++) {
    low = (Math.imul(low, MULTIPLIER_LOW) + units[i]!) | 0;
    high = (Math.imul(high, MULTIPLIER_HIGH) + units[i]!) | 0;
  }
  let gone = 0;
  for (let last = start + length - 1, run = 0; last < end; last++, run++) {
    const unit = units[last]!;
    low = (Math.imul(low, MULTIPLIER_LOW) + unit - Math.imul(gone, outLow)) | 0;
    high = (Math.imul(high, MULTIPLIER_HIGH) + unit - Math.imul(gone, outHigh)) | 0;
    lows[run] = low;
    // Never the value of a run that is not eligible.
    highs[run] = mix(high) & ~1;
    gone = units[start + run]!;
  }
}

/** Takes out the runs that have a CJK unit, or those that have none. */
function dropRuns(units: Uint16Array, start: number, end: number, length: number, withCjk: boolean): void {
  let cjk = 0;
  for (let i = start; i < end; i++) {
    if (isCjk(units[i]!)) cjk++;
    const run = i - start - length + 1;
    if (run < 0) continue;
    if (run > 0 && isCjk(units[start + run - 1]!)) cjk--;
    if (cjk > 0 === withCjk) hashHigh[run] = NOT_ELIGIBLE;
  }
}

/** Appends the least run of each dense window, and marks those that are the least of a sparse window too. */
function winnow(units: number, density: Density, seeds: SeedList): void {
  const runs = units - density.runUnits + 1;
  // A text too short to be sure of a shared seed is looked up by every run.
  const window = runs < density.sparseWindow ? 1 : density.denseWindow;
  const first = seeds.count;
  const highs = hashHigh;
  let least = -1;
  for (let last = window - 1; last < runs; last++) {
    const previous = least;
    if (least < last - window + 1) least = leastRun(highs, last - window + 1, last);
    else if (highs[last]! <= highs[least]!) least = last;
    if (least !== previous && highs[least] !== NOT_ELIGIBLE) {
      positions[seeds.count - first] = least;
      seeds.push(mix(hashLow[least]!), highs[least]!);
    }
  }
  markSparse(runs, density.sparseWindow, first, seeds);
}

/** The rightmost run of least hash in [first, last]. */
function leastRun(highs: Uint32Array, first: number, last: number): number {
  let least = first;
  for (let run = first + 1; run <= last; run++) if (highs[run]! <= highs[least]!) least = run;
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
  const highs = seeds.high;
  const places = positions;
  const own = highs[firstSeed + i]!;
  const position = places[i]!;
  let left = i - 1;
  while (left >= 0 && position - places[left]! < window && highs[firstSeed + left]! >= own) left--;
  let right = i + 1;
  while (right < count && places[right]! - position < window && highs[firstSeed + right]! > own) right++;
  const firstFree = left >= 0 ? Math.max(places[left]! + 1, position - window + 1) : Math.max(0, position - window + 1);
  const lastFree = right < count ? Math.min(places[right]! - 1, position + window - 1) : Math.min(runs - 1, position + window - 1);
  return lastFree - firstFree + 1 >= Math.min(window, runs);
}
