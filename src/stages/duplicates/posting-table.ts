/**
 * A map from 64-bit hashes to passages: open addressing in one typed array. A place is three words: low word of the hash,
 * high word, passage number + 1 (0 = free). A hash with several passages takes as many places, in order of insertion, so
 * the first `maxPostings` passages of each hash are kept and what a hot hash costs is bounded.
 *
 * Memory: 12 bytes a place, between 17 and 34 bytes a posting (the table doubles when it is 70 % full).
 */
const WORDS = 3;
const MAX_LOAD = 0.7;
const FIRST_PLACES = 1 << 10;
/** Clearing this much costs less than allocating it (48 KB). */
const MAX_RESET_PLACES = 1 << 12;

export class PostingTable {
  private words = new Uint32Array(FIRST_PLACES * WORDS);
  private mask = FIRST_PLACES - 1;
  private readonly maxPostings: number;
  /** Postings held. */
  size = 0;

  constructor(maxPostings: number) {
    this.maxPostings = maxPostings;
  }

  /** Adds a passage to a hash, unless the hash has this passage or `maxPostings` others already. */
  insert(low: number, high: number, passage: number): void {
    let place = this.firstPlace(low, high);
    let postings = 0;
    while (this.words[place * WORDS + 2] !== 0) {
      const at = place * WORDS;
      if (this.words[at] === low && this.words[at + 1] === high) {
        if (this.words[at + 2] === passage + 1 || ++postings >= this.maxPostings) return;
      }
      place = (place + 1) & this.mask;
    }
    this.put(place, low, high, passage + 1);
    if (++this.size > (this.mask + 1) * MAX_LOAD) this.grow();
  }

  /**
   * Writes the passages of a hash to `out`, from place `at` on, which must have room for `maxPostings` more.
   * @returns the place behind the last one
   */
  collect(low: number, high: number, out: Uint32Array, at: number): number {
    let place = this.firstPlace(low, high);
    let n = at;
    for (;;) {
      const word = place * WORDS;
      const passage = this.words[word + 2]!;
      if (passage === 0) return n;
      if (this.words[word] === low && this.words[word + 1] === high) out[n++] = passage - 1;
      place = (place + 1) & this.mask;
    }
  }

  /** The first passage of a hash, or −1. */
  first(low: number, high: number): number {
    let place = this.firstPlace(low, high);
    for (;;) {
      const word = place * WORDS;
      const passage = this.words[word + 2]!;
      if (passage === 0) return -1;
      if (this.words[word] === low && this.words[word + 1] === high) return passage - 1;
      place = (place + 1) & this.mask;
    }
  }

  /** Empties the table. A table that had to grow gives its memory back, so that one long document does not slow all others. */
  reset(): void {
    if (this.size === 0) return;
    if (this.mask + 1 > MAX_RESET_PLACES) {
      this.mask = FIRST_PLACES - 1;
      this.words = new Uint32Array(FIRST_PLACES * WORDS);
    } else this.words.fill(0);
    this.size = 0;
  }

  private firstPlace(low: number, high: number): number {
    return (low ^ Math.imul(high, 0x9e3779b1)) & this.mask;
  }

  private put(place: number, low: number, high: number, value: number): void {
    const at = place * WORDS;
    this.words[at] = low;
    this.words[at + 1] = high;
    this.words[at + 2] = value;
  }

  /** Postings of one hash keep their order: places are read in order of the table, from behind a free place. */
  private grow(): void {
    const old = this.words;
    const oldMask = this.mask;
    this.mask = oldMask * 2 + 1;
    this.words = new Uint32Array((this.mask + 1) * WORDS);
    let start = 0;
    while (old[start * WORDS + 2] !== 0) start++;
    for (let i = 0; i <= oldMask; i++) {
      const at = ((start + i) & oldMask) * WORDS;
      if (old[at + 2] !== 0) this.reinsert(old[at]!, old[at + 1]!, old[at + 2]!);
    }
  }

  private reinsert(low: number, high: number, value: number): void {
    let place = this.firstPlace(low, high);
    while (this.words[place * WORDS + 2] !== 0) place = (place + 1) & this.mask;
    this.put(place, low, high, value);
  }
}
