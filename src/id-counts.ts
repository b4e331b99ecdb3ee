import { hash } from "node:crypto";
import type { HashLog } from "./resume/hash-log.ts";

/** Parts that grow one by one, so that growing never needs the memory of the whole once more. */
const PART_BITS = 6;

/**
 * Counts ids without keeping them: by 64 bits of a hash, at 12 to 24 bytes an id. That two ids share a hash happens once in a hundred
 * thousand runs of ten million ids; the later one is then taken for a repeated one.
 */
export class IdCounts {
  private readonly parts = Array.from({ length: 1 << PART_BITS }, () => new HashCounts());
  private readonly log: Pick<HashLog, "add"> | undefined;

  /**
   * @param log hears of each hash that is counted
   * @param known what such a log holds of an earlier run: low and high words in turn
   */
  constructor(log?: Pick<HashLog, "add">, known: Uint32Array = new Uint32Array(0)) {
    for (let i = 0; i < known.length; i += 2) this.count(known[i]!, known[i + 1]!);
    this.log = log;
  }

  /** Counts an id. @returns how often it has come, this time included */
  add(id: string): number {
    const digest = hash("sha1", id, "buffer");
    const low = digest.readUInt32LE(0);
    const high = digest.readUInt32LE(4);
    this.log?.add(low, high);
    return this.count(low, high);
  }

  private count(low: number, high: number): number {
    return this.parts[high >>> (32 - PART_BITS)]!.add(low, high);
  }
}

const FIRST_SLOTS = 1 << 4;
const MAX_LOAD = 0.75;
/** Larger counts stand beside the table. */
const MANY = 255;

/** Counts 64-bit hashes: open addressing, 9 bytes a slot. */
class HashCounts {
  private words = new Uint32Array(FIRST_SLOTS * 2);
  /** 0 = the slot is free. */
  private counts = new Uint8Array(FIRST_SLOTS);
  private used = 0;
  /** How often hashes came beyond MANY, by low and high word. */
  private readonly more = new Map<string, number>();

  add(low: number, high: number): number {
    if (this.used >= this.counts.length * MAX_LOAD) this.grow();
    const slot = this.find(low, high);
    if (this.counts[slot] === 0) {
      this.used++;
      this.words[slot * 2] = low;
      this.words[slot * 2 + 1] = high;
    }
    if (this.counts[slot]! < MANY) return ++this.counts[slot]!;
    const key = `${low} ${high}`;
    const more = (this.more.get(key) ?? 0) + 1;
    this.more.set(key, more);
    return MANY + more;
  }

  /** The slot of a hash, or the free one that it belongs in. */
  private find(low: number, high: number): number {
    const mask = this.counts.length - 1;
    let slot = low & mask;
    while (this.counts[slot] !== 0 && (this.words[slot * 2] !== low || this.words[slot * 2 + 1] !== high)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { words, counts } = this;
    this.words = new Uint32Array(words.length * 2);
    this.counts = new Uint8Array(counts.length * 2);
    for (let old = 0; old < counts.length; old++) {
      if (counts[old] === 0) continue;
      const slot = this.find(words[old * 2]!, words[old * 2 + 1]!);
      this.words[slot * 2] = words[old * 2]!;
      this.words[slot * 2 + 1] = words[old * 2 + 1]!;
      this.counts[slot] = counts[old]!;
    }
  }
}
