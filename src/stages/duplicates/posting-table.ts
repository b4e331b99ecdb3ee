/**
 * A map from 64-bit hashes to passages: open addressing in three typed arrays. A place is the high word of the hash (0 = free; a
 * hash whose high word is 0 counts as 1), its low word, and a passage. A look-up walks along the high words alone, sixteen of
 * which stand in one line of the processor's cache. A hash with several passages takes as many places, in order of insertion, so
 * the first `maxPostings` passages of each hash are kept and what a hot hash costs is bounded.
 *
 * Memory: 12 bytes a place, between 20 and 40 bytes a posting (the table doubles when it is 60 % full).
 */
const MAX_LOAD = 0.6;
const PLACE_BYTES = 12;
const FIRST_PLACES = 1 << 10;
/** Clearing this much costs less than allocating it (16 KB). */
const MAX_RESET_PLACES = 1 << 12;

export class PostingTable {
  private highs = new Uint32Array(FIRST_PLACES);
  private lows = new Uint32Array(FIRST_PLACES);
  private passages = new Uint32Array(FIRST_PLACES);
  private readonly maxPostings: number;
  /** Postings held. */
  size = 0;

  constructor(maxPostings: number) {
    this.maxPostings = maxPostings;
  }

  /** Memory held. */
  get bytes(): number {
    return this.highs.length * PLACE_BYTES;
  }

  /** Whether the next insertion lets it grow. */
  get isFull(): boolean {
    return this.size + 1 > this.highs.length * MAX_LOAD;
  }

  /** Adds a passage to a hash, unless the hash has this passage or `maxPostings` others already. */
  insert(low: number, high: number, passage: number): void {
    const { highs, lows, passages } = this;
    const mask = highs.length - 1;
    const word = high === 0 ? 1 : high;
    let place = firstPlace(low, word) & mask;
    let postings = 0;
    for (let found = highs[place]!; found !== 0; found = highs[place]!) {
      if (found === word && lows[place] === low && (passages[place] === passage || ++postings >= this.maxPostings)) return;
      place = (place + 1) & mask;
    }
    if (this.isFull) {
      this.grow();
      this.append(low, word, passage);
    } else {
      highs[place] = word;
      lows[place] = low;
      passages[place] = passage;
    }
    this.size++;
  }

  /**
   * Writes the passages of a hash to `out`, from place `at` on, which must have room for `maxPostings` more.
   * @returns the place behind the last one
   */
  collect(low: number, high: number, out: Uint32Array, at: number): number {
    const { highs } = this;
    const mask = highs.length - 1;
    const word = high === 0 ? 1 : high;
    let place = firstPlace(low, word) & mask;
    let n = at;
    for (let found = highs[place]!; found !== 0; found = highs[place]!) {
      if (found === word && this.lows[place] === low) out[n++] = this.passages[place]!;
      place = (place + 1) & mask;
    }
    return n;
  }

  /** The first passage of a hash, or −1. */
  first(low: number, high: number): number {
    const { highs } = this;
    const mask = highs.length - 1;
    const word = high === 0 ? 1 : high;
    let place = firstPlace(low, word) & mask;
    for (let found = highs[place]!; found !== 0; found = highs[place]!) {
      if (found === word && this.lows[place] === low) return this.passages[place]!;
      place = (place + 1) & mask;
    }
    return -1;
  }

  /** Empties the table. A table that had to grow gives its memory back, so that one long document does not slow all others. */
  reset(): void {
    if (this.size === 0) return;
    if (this.highs.length > MAX_RESET_PLACES) this.allocate(FIRST_PLACES);
    else this.highs.fill(0);
    this.size = 0;
  }

  /** Doubles its places. */
  grow(): void {
    this.rebuild(this.highs.length * 2, () => true);
  }

  /** Halves its places as often as what is held allows. */
  shrink(): void {
    let places = this.highs.length;
    while (places > FIRST_PLACES && this.size + 1 <= (places / 2) * MAX_LOAD) places /= 2;
    if (places < this.highs.length) this.rebuild(places, () => true);
  }

  /** Forgets the hashes whose low word is not to be kept. */
  keep(isKept: (low: number) => boolean): void {
    this.rebuild(this.highs.length, isKept);
  }

  /** Its places: high words, low words and passages. */
  places(): readonly [Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>] {
    return [this.highs, this.lows, this.passages];
  }

  /** Makes room for the places of another table; then `places()` are to be filled, and `size` set. */
  prepare(places: number): void {
    this.allocate(places);
  }

  private allocate(places: number): void {
    this.highs = new Uint32Array(places);
    this.lows = new Uint32Array(places);
    this.passages = new Uint32Array(places);
  }

  /** Postings of one hash keep their order: places are read in order of the table, from behind a free place. */
  private rebuild(places: number, isKept: (low: number) => boolean): void {
    const { highs, lows, passages } = this;
    const oldMask = highs.length - 1;
    this.allocate(places);
    this.size = 0;
    let start = 0;
    while (highs[start] !== 0) start++;
    for (let i = 0; i <= oldMask; i++) {
      const old = (start + i) & oldMask;
      if (highs[old] === 0 || !isKept(lows[old]!)) continue;
      this.append(lows[old]!, highs[old]!, passages[old]!);
      this.size++;
    }
  }

  private append(low: number, high: number, passage: number): void {
    const { highs } = this;
    const mask = highs.length - 1;
    let place = firstPlace(low, high) & mask;
    while (highs[place] !== 0) place = (place + 1) & mask;
    highs[place] = high;
    this.lows[place] = low;
    this.passages[place] = passage;
  }
}

function firstPlace(low: number, high: number): number {
  return low ^ Math.imul(high, 0x9e3779b1);
}
