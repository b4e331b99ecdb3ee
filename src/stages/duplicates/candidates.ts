import type { Passages } from "../../document.ts";
import type { PostingIndex } from "./posting-index.ts";
import type { PostingTable } from "./posting-table.ts";
import type { RepeatedSeeds } from "./repeated-seeds.ts";

/**
 * A passage looks at this many candidates of its own document and as many of earlier ones. Measured in the scale-out study: with
 * 16, the caps cost 4 of 5,340 removals; with 4, 110.
 */
export const MAX_CANDIDATES = 16;

/**
 * Across documents a passage is looked up by its sparse seeds, which are enough for any run as long as the guarantee; one with
 * fewer of them than this by all its seeds, for there a few edits leave none of the sparse ones.
 */
const FEW_SPARSE_SEEDS = 4;

/**
 * The passages that share seeds with one in hand, best first: most shared seeds, then passages of earlier documents, then
 * earliest. One object is used for all passages, and what find() left is good until the next call. Allocates nothing.
 */
export class Candidates {
  private hits = new Uint32Array(4096);
  private readonly passages = new Uint32Array(MAX_CANDIDATES * 2);
  private readonly shared = new Uint32Array(MAX_CANDIDATES * 2);
  private readonly local = new Uint8Array(MAX_CANDIDATES * 2);
  count = 0;

  /** Number of candidate i in its table. */
  passage(i: number): number {
    return this.passages[i]!;
  }

  /** Seeds that candidate i shares. */
  sharedSeeds(i: number): number {
    return this.shared[i]!;
  }

  /** Whether candidate i stands in the document in hand. */
  isLocal(i: number): boolean {
    return this.local[i] === 1;
  }

  /**
   * Looks passage `index` up in both tables.
   * @param repeated seeds that the local table can hold
   * @param maxPostings how many passages a table holds of a seed at most
   */
  find(passages: Passages, index: number, localTable: PostingTable, repeated: RepeatedSeeds, stored: Pick<PostingIndex, "collect">, maxPostings: number): void {
    this.count = 0;
    const first = passages.seedStart[index]!;
    const last = passages.seedStart[index + 1]!;
    if (this.hits.length < (last - first) * maxPostings) this.hits = new Uint32Array((last - first) * maxPostings * 2);
    this.take(this.lookUp(passages, first, last, stored, fewSparseSeeds(passages, first, last)), 0);
    if (localTable.size > 0) this.take(this.lookUpRepeated(passages, first, last, localTable, repeated), 1);
  }

  /** @returns how many hits there are */
  private lookUp(passages: Passages, first: number, last: number, index: Pick<PostingIndex, "collect">, byAll: boolean): number {
    const { seeds, sparse } = passages;
    let count = 0;
    for (let seed = first; seed < last; seed++) {
      if (byAll || sparse[seed] === 1) count = index.collect(seeds[seed * 2]!, seeds[seed * 2 + 1]!, this.hits, count);
    }
    return count;
  }

  private lookUpRepeated({ seeds }: Passages, first: number, last: number, table: PostingTable, repeated: RepeatedSeeds): number {
    let count = 0;
    for (let seed = first; seed < last; seed++) {
      if (repeated.mayRepeat(seeds[seed * 2]!)) count = table.collect(seeds[seed * 2]!, seeds[seed * 2 + 1]!, this.hits, count);
    }
    return count;
  }

  /** Counts the hits of each passage, and keeps the best. */
  private take(hits: number, local: 0 | 1): void {
    if (hits === 0) return;
    const sorted = this.hits.subarray(0, hits);
    if (hits > 1) sorted.sort();
    const from = this.count;
    for (let i = 0; i < hits; ) {
      const passage = sorted[i]!;
      let end = i + 1;
      while (end < hits && sorted[end] === passage) end++;
      this.insert(from, passage, end - i, local);
      i = end;
    }
    if (from > 0) this.merge();
  }

  /** Into the list that starts at `from`, behind all with as many shared seeds, if it is among the best. */
  private insert(from: number, passage: number, shared: number, local: 0 | 1): void {
    let at = this.count;
    while (at > from && this.shared[at - 1]! < shared) at--;
    if (at - from >= MAX_CANDIDATES) return;
    if (this.count - from < MAX_CANDIDATES) this.count++;
    for (let i = this.count - 1; i > at; i--) this.move(i - 1, i);
    this.put(at, passage, shared, local);
  }

  /** Sorts both lists into one; they are short, and equal ones keep their order. */
  private merge(): void {
    for (let i = 1; i < this.count; i++) {
      const passage = this.passages[i]!;
      const shared = this.shared[i]!;
      const local = this.local[i] === 1 ? 1 : 0;
      let at = i;
      for (; at > 0 && this.shared[at - 1]! < shared; at--) this.move(at - 1, at);
      this.put(at, passage, shared, local);
    }
  }

  private move(from: number, to: number): void {
    this.put(to, this.passages[from]!, this.shared[from]!, this.local[from] === 1 ? 1 : 0);
  }

  private put(at: number, passage: number, shared: number, local: 0 | 1): void {
    this.passages[at] = passage;
    this.shared[at] = shared;
    this.local[at] = local;
  }
}

/** Whether a passage is looked up by all its seeds. */
export function fewSparseSeeds(passages: Passages, first: number, last: number): boolean {
  let count = 0;
  for (let seed = first; seed < last && count < FEW_SPARSE_SEEDS; seed++) count += passages.sparse[seed]!;
  return count < FEW_SPARSE_SEEDS;
}
