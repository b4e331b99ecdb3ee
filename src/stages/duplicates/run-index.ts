import { MAX_RUN_UNITS, RUN_WEIGHT, runWeight } from "./weights.ts";

/**
 * The runs of a text: from each place the shortest one that weighs RUN_WEIGHT, 5 CJK characters or 12 others. In: a text. Out:
 * all places where a run stands, by look-up. Equal runs stand in one chain, so that a look-up in "aaaa…" costs no more than one in
 * prose. Runs are compared letter by letter, never by hash alone.
 *
 * One object is used for many texts. Memory: 24 bytes a unit of the longest.
 */
export class RunIndex {
  private units: Uint16Array = new Uint16Array(0);
  private start = 0;
  /** Length of the run that starts at a place; 0 where the text ends before a run is full. */
  runLength = new Uint8Array(0);
  /** Next place of the same run, or −1; places of a chain rise. */
  nextEqual = new Int32Array(0);
  /** At the first place of a chain its last one, at the others the first. */
  private otherEnd = new Int32Array(0);
  /** Next different run of the same bucket, or −1. */
  private nextInBucket = new Int32Array(0);
  private runHash = new Int32Array(0);
  private buckets = new Int32Array(0);
  private bucketMask = 0;

  /** Takes units[start, end) in place of the text before. The array must not change until the next call. */
  take(units: Uint16Array, start: number, end: number): void {
    this.units = units;
    this.start = start;
    this.makeRoom(end - start);
    this.buckets.fill(-1, 0, this.bucketMask + 1);
    this.runLength.fill(0, 0, end - start);
    let last = start;
    let weight = 0;
    let hash = 0;
    for (let first = start; first < end; first++) {
      while (weight < RUN_WEIGHT && last < end) {
        const unit = units[last++]!;
        weight += runWeight(unit);
        hash = withUnit(hash, unit);
      }
      if (weight < RUN_WEIGHT) return;
      this.insert(first, last - first, hash);
      const unit = units[first]!;
      weight -= runWeight(unit);
      hash = withoutUnit(hash, unit, last - first);
    }
  }

  /**
   * First place (from the start of the text) of the run units[at, at + length), or −1.
   * @param hash of the run, as `withUnit` and `withoutUnit` make it
   */
  find(units: Uint16Array, at: number, length: number, hash: number): number {
    for (let place = this.buckets[bucketOf(hash) & this.bucketMask]!; place >= 0; place = this.nextInBucket[place]!) {
      if (this.runHash[place] === hash && this.isEqualRun(units, at, length, place)) return place;
    }
    return -1;
  }

  /** The first place of the run that stands at `place`. */
  firstEqual(place: number): number {
    return Math.min(place, this.otherEnd[place]!);
  }

  private makeRoom(length: number): void {
    if (this.runLength.length < length) {
      const size = Math.max(1024, length * 2);
      this.runLength = new Uint8Array(size);
      this.nextEqual = new Int32Array(size);
      this.otherEnd = new Int32Array(size);
      this.nextInBucket = new Int32Array(size);
      this.runHash = new Int32Array(size);
    }
    let size = 256;
    while (size < length * 2) size *= 2;
    if (this.buckets.length < size) this.buckets = new Int32Array(size);
    this.bucketMask = size - 1;
  }

  private insert(at: number, length: number, hash: number): void {
    const place = at - this.start;
    const bucket = bucketOf(hash) & this.bucketMask;
    const equal = this.find(this.units, at, length, hash);
    this.runLength[place] = length;
    this.runHash[place] = hash;
    this.nextEqual[place] = -1;
    if (equal >= 0) {
      this.nextEqual[this.otherEnd[equal]!] = place;
      this.otherEnd[equal] = place;
      this.otherEnd[place] = equal;
      return;
    }
    this.otherEnd[place] = place;
    this.nextInBucket[place] = this.buckets[bucket]!;
    this.buckets[bucket] = place;
  }

  private isEqualRun(units: Uint16Array, at: number, length: number, place: number): boolean {
    if (this.runLength[place] !== length) return false;
    const from = this.start + place;
    for (let i = 0; i < length; i++) if (units[at + i] !== this.units[from + i]) return false;
    return true;
  }
}

const MULTIPLIER = 0x2c1b3c6d;
const POWERS = powersOf(MULTIPLIER, MAX_RUN_UNITS + 1);

function powersOf(base: number, count: number): Int32Array {
  const powers = new Int32Array(count);
  powers[0] = 1;
  for (let i = 1; i < count; i++) powers[i] = Math.imul(powers[i - 1]!, base);
  return powers;
}

/** Rolling hash of a run with one more unit behind it. */
export function withUnit(hash: number, unit: number): number {
  return (Math.imul(hash, MULTIPLIER) + unit) | 0;
}

/** Rolling hash of a run of `length` units without its first one. */
export function withoutUnit(hash: number, first: number, length: number): number {
  return (hash - Math.imul(first, POWERS[length - 1]!)) | 0;
}

/** The high bits of a polynomial hash are its good ones. */
function bucketOf(hash: number): number {
  return (Math.imul(hash, 0x85ebca6b) >>> 12) | 0;
}
