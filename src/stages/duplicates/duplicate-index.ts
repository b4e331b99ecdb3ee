import { PassageStore } from "./passage-store.ts";
import { PostingIndex } from "./posting-index.ts";
import type { SpoolBase } from "./spool.ts";

/**
 * Passages of a seed that are kept, counted whether they stay or not (DESIGN, section 9: no cap may count what stays).
 * Measured in the scale-out study: 4 costs 4 of 5,340 removals, 2 the same, 1 costs 63.
 */
export const MAX_POSTINGS = 4;

/** Share of the memory that holds kept text. */
const TEXT_SHARE = 0.25;
/** What parts of the index leave behind when they grow, until the engine collects it: 100 MB of 1 GB. The rest of the memory is for the index. */
const GARBAGE_SHARE = 0.125;

/** Hashes are found at 1 − this chance, where the summary says from which length on copies are found. */
const MISS_CHANCE = 0.01;
/** Sparse seeds are (w + 1) / 2 characters apart on the average: w = 12 CJK, 24 others (seeds.ts). */
const CJK_SEED_GAP = 6.5;
const OTHER_SEED_GAP = 12.5;

/** From how many characters on a copy in a later document is found, by its seeds. */
export interface FoundFrom {
  readonly cjk: number;
  readonly other: number;
}

/**
 * What is known of earlier documents: their passages, and which passages have a seed or a whole hash. Its memory is bounded:
 * text beyond a quarter of it goes to disk, and when the rest is full, every second seed hash is forgotten.
 *
 * Memory: `memoryBytes`.
 */
export class DuplicateIndex {
  readonly store: PassageStore;
  readonly seeds: PostingIndex;
  readonly wholes: PostingIndex;
  private readonly maxIndexBytes: number;

  /** @param folder where kept text goes that the memory cannot hold */
  constructor(folder: string, memoryBytes: number, base?: SpoolBase) {
    this.store = new PassageStore(folder, memoryBytes * TEXT_SHARE, base);
    this.maxIndexBytes = memoryBytes * (1 - TEXT_SHARE - GARBAGE_SHARE);
    this.seeds = new PostingIndex(MAX_POSTINGS, (bytes) => this.fits(bytes));
    this.wholes = new PostingIndex(1, (bytes) => this.fitsWhole(bytes));
  }

  /** From which length on copies are found in spite of what was forgotten; undefined = nothing was. */
  get foundFrom(): FoundFrom | undefined {
    const { level } = this.seeds;
    if (level === 0) return undefined;
    const seedsNeeded = Math.ceil(Math.log(MISS_CHANCE) / Math.log(1 - 2 ** -level));
    return { cjk: Math.ceil(seedsNeeded * CJK_SEED_GAP), other: Math.ceil(seedsNeeded * OTHER_SEED_GAP) };
  }

  /** Makes what an earlier run kept fit into the memory of this one. */
  fitMemory(): void {
    this.fitsWhole(0);
  }

  /** Frees memory and disk. */
  close(): void {
    this.store.close();
  }

  private fits(bytes: number): boolean {
    return this.seeds.bytes + this.wholes.bytes + bytes <= this.maxIndexBytes;
  }

  /** Whole hashes find exact copies at any length: seeds make room for them. */
  private fitsWhole(bytes: number): boolean {
    while (!this.fits(bytes)) if (!this.seeds.shrink()) return false;
    return true;
  }
}
