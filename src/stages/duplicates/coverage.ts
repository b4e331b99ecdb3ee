import { MAX_RUN_UNITS, RUN_WEIGHT, runWeight } from "./weights.ts";

/**
 * Coverage: the share of a passage's characters (of its normal form) that stand in common runs with another text. A run is
 * the shortest one from its first character on that weighs RUN_WEIGHT: 5 CJK characters or 12 others. Characters of
 * runs that occur anywhere in the other text are covered. A pure function of the two texts, found in time linear in
 * both: runs of the passage stand in a hash table, and the other text is passed over it; equal runs stand there once, so that
 * "aaaa…" costs no more than prose. Runs are compared letter by letter, never by hash alone.
 *
 * One object is used for all passages: begin() with a passage, add() each text that may cover it. Holds 24 bytes a unit of
 * the longest passage.
 */
export class CoverageMeter {
  private passage: Uint16Array = new Uint16Array(0);
  private start = 0;
  private length = 0;
  /** Length of the run that starts at a place; 0 where the passage ends before a run is full. */
  private runLength = new Uint8Array(0);
  /** Next place of the same run, or −1. Places of one run are marked together. */
  private nextEqual = new Int32Array(0);
  /** Next different run of the same bucket, or −1. */
  private nextInBucket = new Int32Array(0);
  private runHash = new Int32Array(0);
  private found = new Uint8Array(0);
  private buckets = new Int32Array(0);
  private bucketMask = 0;
  private readonly powers = powersOf(MULTIPLIER, MAX_RUN_UNITS + 1);
  /** Units covered by what was added since begin(). */
  covered = 0;

  /** Takes units[start, end) as the passage to be covered. The array must not change until the next begin(). */
  begin(units: Uint16Array, start: number, end: number): void {
    this.passage = units;
    this.start = start;
    this.length = end - start;
    this.covered = 0;
    this.makeRoom();
    this.buckets.fill(-1, 0, this.bucketMask + 1);
    this.found.fill(0, 0, this.length);
    this.runLength.fill(0, 0, this.length);
    this.insertRuns(units, start, end);
  }

  /** Share of the passage that is covered, 0 to 1. */
  get coverage(): number {
    return this.length === 0 ? 0 : this.covered / this.length;
  }

  /**
   * Marks what units[start, end) covers.
   * @returns how many units are covered that were not before
   */
  add(units: Uint16Array, start: number, end: number): number {
    const before = this.covered;
    if (this.markRuns(units, start, end)) this.covered = this.countCovered();
    return this.covered - before;
  }

  private makeRoom(): void {
    if (this.runLength.length < this.length) {
      const size = Math.max(1024, this.length * 2);
      this.runLength = new Uint8Array(size);
      this.nextEqual = new Int32Array(size);
      this.nextInBucket = new Int32Array(size);
      this.runHash = new Int32Array(size);
      this.found = new Uint8Array(size);
    }
    let size = 256;
    while (size < this.length * 2) size *= 2;
    if (this.buckets.length < size) this.buckets = new Int32Array(size);
    this.bucketMask = size - 1;
  }

  /** Puts each run of the passage into the hash table. */
  private insertRuns(units: Uint16Array, start: number, end: number): void {
    let last = start;
    let weight = 0;
    let hash = 0;
    for (let first = start; first < end; first++) {
      while (weight < RUN_WEIGHT && last < end) {
        const unit = units[last++]!;
        weight += runWeight(unit);
        hash = (Math.imul(hash, MULTIPLIER) + unit) | 0;
      }
      if (weight < RUN_WEIGHT) return;
      this.insertRun(first, last - first, hash);
      const unit = units[first]!;
      weight -= runWeight(unit);
      hash = (hash - Math.imul(unit, this.powers[last - first - 1]!)) | 0;
    }
  }

  private insertRun(at: number, length: number, hash: number): void {
    const place = at - this.start;
    this.runLength[place] = length;
    this.runHash[place] = hash;
    this.nextEqual[place] = -1;
    const bucket = bucketOf(hash) & this.bucketMask;
    for (let other = this.buckets[bucket]!; other >= 0; other = this.nextInBucket[other]!) {
      if (this.runHash[other] === hash && this.isEqualRun(this.passage, at, length, other)) {
        this.nextEqual[place] = this.nextEqual[other]!;
        this.nextEqual[other] = place;
        return;
      }
    }
    this.nextInBucket[place] = this.buckets[bucket]!;
    this.buckets[bucket] = place;
  }

  /**
   * Looks each run of units[start, end) up, as insertRuns made them.
   * @returns whether a run was found that was not before
   */
  private markRuns(units: Uint16Array, start: number, end: number): boolean {
    let last = start;
    let weight = 0;
    let hash = 0;
    let isNew = false;
    for (let first = start; first < end; first++) {
      while (weight < RUN_WEIGHT && last < end) {
        const unit = units[last++]!;
        weight += runWeight(unit);
        hash = (Math.imul(hash, MULTIPLIER) + unit) | 0;
      }
      if (weight < RUN_WEIGHT) return isNew;
      const place = this.buckets[bucketOf(hash) & this.bucketMask]!;
      if (place >= 0 && this.markRun(units, first, last - first, hash, place)) isNew = true;
      const unit = units[first]!;
      weight -= runWeight(unit);
      hash = (hash - Math.imul(unit, this.powers[last - first - 1]!)) | 0;
    }
    return isNew;
  }

  /** @param firstPlace the first run of the hash's bucket */
  private markRun(units: Uint16Array, at: number, length: number, hash: number, firstPlace: number): boolean {
    for (let place = firstPlace; place >= 0; place = this.nextInBucket[place]!) {
      if (this.runHash[place] !== hash || !this.isEqualRun(units, at, length, place)) continue;
      // All places of the run are marked at once, so each run costs this only the first time that it is met.
      if (this.found[place] === 1) return false;
      for (let equal = place; equal >= 0; equal = this.nextEqual[equal]!) this.found[equal] = 1;
      return true;
    }
    return false;
  }

  private isEqualRun(units: Uint16Array, at: number, length: number, place: number): boolean {
    if (this.runLength[place] !== length) return false;
    const from = this.start + place;
    for (let i = 0; i < length; i++) if (units[at + i] !== this.passage[from + i]) return false;
    return true;
  }

  private countCovered(): number {
    let covered = 0;
    let coveredTo = 0;
    for (let place = 0; place < this.length; place++) {
      if (this.found[place] === 0) continue;
      const end = place + this.runLength[place]!;
      covered += end - Math.max(place, coveredTo);
      coveredTo = end;
    }
    return covered;
  }
}

const MULTIPLIER = 0x2c1b3c6d;

function powersOf(base: number, count: number): Int32Array {
  const powers = new Int32Array(count);
  powers[0] = 1;
  for (let i = 1; i < count; i++) powers[i] = Math.imul(powers[i - 1]!, base);
  return powers;
}

/** The high bits of a polynomial hash are its good ones. */
function bucketOf(hash: number): number {
  return (Math.imul(hash, 0x85ebca6b) >>> 12) | 0;
}

