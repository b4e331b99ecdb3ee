/**
 * A map from 64-bit hashes to passages: open addressing. Postings (low and high word of the hash, and a passage) stand one behind the
 * other, in order of insertion; a place is the number of one, with those bits of its hash before it that are not the place itself, or
 * 0 where it is free. A look-up walks along the places, sixteen of which stand in one line of the processor's cache, and reads no
 * posting of another hash but by a rare chance. A hash with several passages takes as many places, so the first `maxPostings`
 * passages of each hash are kept and what a hot hash costs is bounded.
 *
 * Memory: 11.5 bytes a place, between 18 and 37 bytes a posting (the table doubles when it is five eighths full).
 */
/** Five eighths: a table of twice the places holds just twice the postings. */
const MAX_LOAD = 0.625;
/** Words of a posting. */
export const POSTING_WORDS = 3;
const FIRST_PLACES = 1 << 10;
/** Clearing this much costs less than allocating it (16 KB). */
const MAX_RESET_PLACES = 1 << 12;

export class PostingTable {
  private places = new Uint32Array(FIRST_PLACES);
  private entries = new Uint32Array(maxPostingsIn(FIRST_PLACES) * POSTING_WORDS);
  private readonly maxPostings: number;
  /** Postings held. */
  size = 0;

  constructor(maxPostings: number) {
    this.maxPostings = maxPostings;
  }

  /** Memory held. */
  get bytes(): number {
    return this.places.byteLength + this.entries.byteLength;
  }

  /** Whether the next insertion lets it grow. */
  get isFull(): boolean {
    return this.size * POSTING_WORDS === this.entries.length;
  }

  /** The postings: low word, high word and passage of each, in order of insertion. */
  get postings(): Uint32Array<ArrayBuffer> {
    return this.entries.subarray(0, this.size * POSTING_WORDS);
  }

  /** Adds a passage to a hash, unless the hash has this passage or `maxPostings` others already. */
  insert(low: number, high: number, passage: number): void {
    const { places, entries } = this;
    const mask = places.length - 1;
    const mixed = mix(low, high);
    let place = mixed & mask;
    let postings = 0;
    for (let word = places[place]!; word !== 0; word = places[place]!) {
      if (((word ^ mixed) & ~mask) === 0) {
        const entry = ((word & mask) - 1) * POSTING_WORDS;
        if (entries[entry] === low && entries[entry + 1] === high && (entries[entry + 2] === passage || ++postings >= this.maxPostings)) return;
      }
      place = (place + 1) & mask;
    }
    if (this.isFull) {
      this.grow();
      this.insert(low, high, passage);
      return;
    }
    places[place] = (mixed & ~mask) | ++this.size;
    const entry = (this.size - 1) * POSTING_WORDS;
    entries[entry] = low;
    entries[entry + 1] = high;
    entries[entry + 2] = passage;
  }

  /**
   * Writes the passages of a hash to `out`, from place `at` on, which must have room for `maxPostings` more.
   * @returns the place behind the last one
   */
  collect(low: number, high: number, out: Uint32Array, at: number): number {
    const { places, entries } = this;
    const mask = places.length - 1;
    const mixed = mix(low, high);
    let place = mixed & mask;
    let n = at;
    for (let word = places[place]!; word !== 0; word = places[place]!) {
      if (((word ^ mixed) & ~mask) === 0) {
        const entry = ((word & mask) - 1) * POSTING_WORDS;
        if (entries[entry] === low && entries[entry + 1] === high) out[n++] = entries[entry + 2]!;
      }
      place = (place + 1) & mask;
    }
    return n;
  }

  /** The first passage of a hash, or −1. */
  first(low: number, high: number): number {
    const { places, entries } = this;
    const mask = places.length - 1;
    const mixed = mix(low, high);
    let place = mixed & mask;
    for (let word = places[place]!; word !== 0; word = places[place]!) {
      if (((word ^ mixed) & ~mask) === 0) {
        const entry = ((word & mask) - 1) * POSTING_WORDS;
        if (entries[entry] === low && entries[entry + 1] === high) return entries[entry + 2]!;
      }
      place = (place + 1) & mask;
    }
    return -1;
  }

  /** Empties the table. A table that had to grow gives its memory back, so that one long document does not slow all others. */
  reset(): void {
    if (this.size === 0) return;
    if (this.places.length > MAX_RESET_PLACES) this.allocate(FIRST_PLACES);
    else this.places.fill(0);
    this.size = 0;
  }

  /** Doubles its places. */
  grow(): void {
    this.restore(this.places.length * 2, this.postings);
  }

  /** Halves its places as often as what is held allows. */
  shrink(): void {
    let places = this.places.length;
    while (places > FIRST_PLACES && this.size < maxPostingsIn(places / 2)) places /= 2;
    if (places < this.places.length) this.restore(places, this.postings);
  }

  /** Forgets the hashes whose low word is not to be kept. */
  keep(isKept: (low: number) => boolean): void {
    const { entries, size } = this;
    let kept = 0;
    for (let entry = 0; entry < size * POSTING_WORDS; entry += POSTING_WORDS) {
      if (!isKept(entries[entry]!)) continue;
      entries.copyWithin(kept, entry, entry + POSTING_WORDS);
      kept += POSTING_WORDS;
    }
    this.places.fill(0);
    this.size = kept / POSTING_WORDS;
    this.takePlaces();
  }

  /** Places that it has. */
  get placeCount(): number {
    return this.places.length;
  }

  /** Takes the postings of a table with so many places. */
  restore(places: number, postings: Uint32Array): void {
    this.allocate(places);
    this.entries.set(postings);
    this.size = postings.length / POSTING_WORDS;
    this.takePlaces();
  }

  private allocate(places: number): void {
    this.places = new Uint32Array(places);
    this.entries = new Uint32Array(maxPostingsIn(places) * POSTING_WORDS);
  }

  /** Gives each posting its place, where none has one. */
  private takePlaces(): void {
    const { places, entries, size } = this;
    const mask = places.length - 1;
    for (let number = 1, entry = 0; number <= size; number++, entry += POSTING_WORDS) {
      const mixed = mix(entries[entry]!, entries[entry + 1]!);
      let place = mixed & mask;
      while (places[place] !== 0) place = (place + 1) & mask;
      places[place] = (mixed & ~mask) | number;
    }
  }
}

function maxPostingsIn(places: number): number {
  return places * MAX_LOAD;
}

function mix(low: number, high: number): number {
  return low ^ Math.imul(high, 0x9e3779b1);
}
