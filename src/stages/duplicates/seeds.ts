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

/** Room for more than is wanted, so that it does not grow at each passage. */
const GROWTH = 1.5;
/** So much of a text tells how many seeds it will have: from there on room is made once for all of them, and this much more. */
const TELLING_SHARE = 1 / 32;
const SPARE = 1.1;

/** Seeds of passages, one behind the other: grows, and is reused from document to document. */
export class SeedList {
  /** Low and high word of each seed. */
  words = new Uint32Array(2048);
  /** 1 for the seeds that are compared across documents. */
  sparse = new Uint8Array(1024);
  count = 0;
  /** Where the passage in hand begins and ends, as shares of the text. */
  from = 0;
  to = 0;

  /**
   * Makes room for `more` seeds behind those that are there.
   * @param done share of the passage that has its seeds
   */
  reserve(more: number, done: number): void {
    const wanted = this.count + more;
    if (wanted <= this.sparse.length) return;
    const { words, sparse } = this;
    const share = this.from + (this.to - this.from) * done;
    const foreseen = share < TELLING_SHARE ? 0 : (this.count / share) * SPARE;
    const room = Math.ceil(Math.max(wanted * GROWTH, foreseen));
    this.words = new Uint32Array(room * 2);
    this.words.set(words);
    this.sparse = new Uint8Array(room);
    this.sparse.set(sparse);
  }
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

/** A long text is winnowed in blocks of so many runs, which stay in the processor's cache. */
const BLOCK_RUNS = 1 << 13;
/** Runs before and behind a block that share a window with one of its own. */
const MARGIN_RUNS = OTHER_DENSITY.sparseWindow;
const MAX_BLOCK_RUNS = BLOCK_RUNS + 2 * MARGIN_RUNS;

/** Hashes of the runs of a block with its margins; reused. */
const hashLow = new Uint32Array(MAX_BLOCK_RUNS);
const hashHigh = new Uint32Array(MAX_BLOCK_RUNS);
/** Least runs of the dense and of the sparse windows of the block in hand. */
const denseRuns = new Uint32Array(MAX_BLOCK_RUNS);
const sparseRuns = new Uint32Array(MAX_BLOCK_RUNS);

/** High word of a run that is not of the kind in hand: never the least, as no other hash keeps this value. */
const NOT_ELIGIBLE = 0xffff_ffff;

/**
 * Appends the seeds of normal form units[start, end) to `seeds`.
 * @param cjkUnits how many of the units are CJK
 */
export function appendSeeds(units: Uint16Array, start: number, end: number, cjkUnits: number, seeds: SeedList): void {
  const otherUnits = end - start - cjkUnits;
  if (cjkUnits > 0) appendSeedsOf(CJK_DENSITY, otherUnits >= CJK_DENSITY.runUnits, units, start, end, seeds);
  if (otherUnits >= OTHER_DENSITY.runUnits) appendSeedsOf(OTHER_DENSITY, cjkUnits > 0, units, start, end, seeds);
}

/** @param isMixed whether runs of the other kind are to be taken out */
function appendSeedsOf(density: Density, isMixed: boolean, units: Uint16Array, start: number, end: number, seeds: SeedList): void {
  const runs = end - start - density.runUnits + 1;
  for (let first = 0; first < runs; first += BLOCK_RUNS) {
    const last = Math.min(first + BLOCK_RUNS, runs);
    const marginFirst = Math.max(first - MARGIN_RUNS, 0);
    const marginLast = Math.min(last + MARGIN_RUNS, runs);
    const from = start + marginFirst;
    const to = start + marginLast + density.runUnits - 1;
    hashRuns(units, from, to, density.runUnits);
    seeds.reserve(last - first, isMixed ? 0 : first / runs);
    if (isMixed) dropRuns(units, from, to, density.runUnits, density === OTHER_DENSITY);
    winnow(marginLast - marginFirst, first - marginFirst, last - marginFirst, runs, density, seeds);
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

/**
 * Appends the least run of each dense window, and marks those that are the least of a sparse window too.
 * @param runs of the block, margins included
 * @param first of the runs that may be appended, to `last`
 * @param allRuns of the whole text
 */
function winnow(runs: number, first: number, last: number, allRuns: number, density: Density, seeds: SeedList): void {
  // A text too short to be sure of a shared seed is looked up by every run.
  const dense = leastRuns(runs, allRuns < density.sparseWindow ? 1 : density.denseWindow, denseRuns);
  // The least run of a sparse window is also that of a dense one: these are some of those, in the same order.
  const sparse = leastRuns(runs, Math.min(allRuns, density.sparseWindow), sparseRuns);
  const { words, sparse: flags } = seeds;
  let nextSparse = 0;
  let seed = seeds.count;
  for (let i = 0; i < dense; i++) {
    const run = denseRuns[i]!;
    const isSparse = nextSparse < sparse && sparseRuns[nextSparse] === run ? 1 : 0;
    nextSparse += isSparse;
    if (run < first || run >= last) continue;
    words[seed * 2] = mix(hashLow[run]!);
    words[seed * 2 + 1] = hashHigh[run]!;
    flags[seed++] = isSparse;
  }
  seeds.count = seed;
}

/**
 * Writes the rightmost run of least hash of each window of `window` runs to `out`, each once.
 * @returns how many there are, without those of windows where no run is eligible
 */
function leastRuns(runs: number, window: number, out: Uint32Array): number {
  const highs = hashHigh;
  let least = rightmostLeast(highs, 0, window - 1);
  let leastHash = highs[least]!;
  let count = 0;
  out[count] = least;
  if (leastHash !== NOT_ELIGIBLE) count++;
  for (let last = window; last < runs; last++) {
    const hash = highs[last]!;
    if (hash <= leastHash) least = last;
    else if (last - least < window) continue;
    else least = rightmostLeast(highs, last - window + 1, last);
    leastHash = highs[least]!;
    out[count] = least;
    if (leastHash !== NOT_ELIGIBLE) count++;
  }
  return count;
}

/** The rightmost run of least hash in [first, last]. */
function rightmostLeast(highs: Uint32Array, first: number, last: number): number {
  let least = last;
  let leastHash = highs[last]!;
  for (let run = last - 1; run >= first; run--) {
    const hash = highs[run]!;
    if (hash < leastHash) {
      least = run;
      leastHash = hash;
    }
  }
  return least;
}
