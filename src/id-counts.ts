import { hash } from "node:crypto";
import type { HashLog } from "./resume/hash-log.ts";

const WORDS = 3;
const FIRST_SLOTS = 1 << 10;

/**
 * Counts ids without keeping them: 64 bits of a hash and a count each, 12 bytes in a table at most half full, so up to 48 bytes
 * an id while it grows. That two ids share a hash happens once in a hundred thousand runs of ten million ids; the later one is then
 * taken for a repeated one.
 */
export class IdCounts {
  private slots = new Uint32Array(FIRST_SLOTS * WORDS);
  private used = 0;
  private readonly log: HashLog | undefined;

  /**
   * @param log hears of each hash that is counted
   * @param known what such a log holds of an earlier run: low and high words in turn
   */
  constructor(log?: HashLog, known: Uint32Array = new Uint32Array(0)) {
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
    if (this.used * 2 >= this.slots.length / WORDS) this.grow();
    const at = this.find(low, high);
    if (this.slots[at + 2] === 0) this.used++;
    this.slots[at] = low;
    this.slots[at + 1] = high;
    return ++this.slots[at + 2]!;
  }

  /** Place of a hash, or of the empty slot that it belongs in. */
  private find(low: number, high: number): number {
    const mask = this.slots.length / WORDS - 1;
    let slot = low & mask;
    while (this.slots[slot * WORDS + 2] !== 0 && (this.slots[slot * WORDS] !== low || this.slots[slot * WORDS + 1] !== high)) slot = (slot + 1) & mask;
    return slot * WORDS;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WORDS) {
      if (old[at + 2] !== 0) this.slots.set(old.subarray(at, at + WORDS), this.find(old[at]!, old[at + 1]!));
    }
  }
}
