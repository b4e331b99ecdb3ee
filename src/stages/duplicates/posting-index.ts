import { PostingTable } from "./posting-table.ts";

/** Parts that grow one by one, so that growing never needs twice the memory of the whole. */
const SHARD_BITS = 6;
const SHARDS = 1 << SHARD_BITS;
/** Hash values are told apart by this many bits when some are to be forgotten. */
const MAX_LEVEL = 31;

/**
 * A posting table for the whole corpus, with bounded memory: where it may not grow any more, it forgets every second hash value
 * and goes on with the others (DESIGN, section 4). Which values stay depends on the hashes alone.
 *
 * Memory: 1 MB, or 18 to 37 bytes a posting.
 */
export class PostingIndex {
  private readonly shards: PostingTable[];
  private readonly mayGrow: (bytes: number) => boolean;
  /** How often half of the hash values were forgotten. */
  level = 0;
  /** Memory held. */
  bytes: number;

  /**
   * @param maxPostings passages of a hash that are kept
   * @param mayGrow whether so many bytes more may be held
   */
  constructor(maxPostings: number, mayGrow: (bytes: number) => boolean) {
    this.shards = Array.from({ length: SHARDS }, () => new PostingTable(maxPostings));
    this.mayGrow = mayGrow;
    this.bytes = sumOf(this.shards, ({ bytes }) => bytes);
  }

  /** Postings held. */
  get size(): number {
    return sumOf(this.shards, ({ size }) => size);
  }

  /** Adds a passage to a hash, unless the hash has this passage or as many as it may have. */
  insert(low: number, high: number, passage: number): void {
    if (this.isForgotten(low)) return;
    const shard = this.shards[high >>> (32 - SHARD_BITS)]!;
    while (shard.isFull && this.level < MAX_LEVEL) this.makeRoom(shard);
    if (!this.isForgotten(low)) shard.insert(low, high, passage);
  }

  /** As PostingTable.collect(). */
  collect(low: number, high: number, out: Uint32Array, at: number): number {
    return this.isForgotten(low) ? at : this.shards[high >>> (32 - SHARD_BITS)]!.collect(low, high, out, at);
  }

  /** As PostingTable.first(). */
  first(low: number, high: number): number {
    return this.isForgotten(low) ? -1 : this.shards[high >>> (32 - SHARD_BITS)]!.first(low, high);
  }

  /**
   * Forgets every second hash value that is left, to give half of the memory back.
   * @returns whether anything was given back
   */
  shrink(): boolean {
    const before = this.bytes;
    this.thin();
    for (const shard of this.shards) shard.shrink();
    this.bytes = sumOf(this.shards, ({ bytes }) => bytes);
    return this.bytes < before;
  }

  /** Its parts, for an index that is kept. */
  tables(): readonly PostingTable[] {
    return this.shards;
  }

  /** Its parts were filled with what an earlier run kept. */
  restored(level: number): void {
    this.level = level;
    this.bytes = sumOf(this.shards, ({ bytes }) => bytes);
  }

  private makeRoom(shard: PostingTable): void {
    // While it grows, a part and its double are there together.
    if (this.mayGrow(shard.bytes * 2)) {
      this.bytes += shard.bytes;
      shard.grow();
    } else this.thin();
  }

  private thin(): void {
    this.level++;
    for (const shard of this.shards) shard.keep((low) => !this.isForgotten(low));
  }

  /** The high bits of a hash's low word decide: its low ones are the place in the table. */
  private isForgotten(low: number): boolean {
    return this.level > 0 && low >>> (32 - this.level) !== 0;
  }
}

function sumOf(shards: readonly PostingTable[], measure: (shard: PostingTable) => number): number {
  return shards.reduce((sum, shard) => sum + measure(shard), 0);
}
