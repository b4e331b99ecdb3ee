import type { Passages } from "../../document.ts";
import type { PostingTable } from "./posting-table.ts";

/** A passage that shares seeds with the one in hand. */
export interface Candidate {
  readonly passage: number;
  readonly sharedSeeds: number;
}

/**
 * A passage looks at this many candidates. Measured in the scale-out study: with 16, the caps cost 4 of 5,340 removals; with 4, 110.
 */
export const MAX_CANDIDATES = 16;

let hits = new Uint32Array(4096);

/**
 * The passages of `table` that share most seeds with passage `index`, most shared first, then earliest.
 * @param onlySparse look up the sparse seeds only; a passage too short for a guarantee is always looked up by all
 * @param maxPostings how many passages the table holds of a seed at most
 */
export function findCandidates(passages: Passages, index: number, table: PostingTable, maxPostings: number, onlySparse: boolean): readonly Candidate[] {
  const first = passages.seedStart[index]!;
  const last = passages.seedStart[index + 1]!;
  if (hits.length < (last - first) * maxPostings) hits = new Uint32Array((last - first) * maxPostings * 2);
  let count = 0;
  for (let seed = first; seed < last; seed++) {
    if (onlySparse && passages.sparse[seed] === 0) continue;
    count = table.collect(passages.seeds[seed * 2]!, passages.seeds[seed * 2 + 1]!, hits, count);
  }
  return count === 0 ? [] : mostFrequent(hits.subarray(0, count).sort());
}

/** @param sorted passage numbers, one for each shared seed */
function mostFrequent(sorted: Uint32Array): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (let i = 0; i < sorted.length; ) {
    let end = i + 1;
    while (end < sorted.length && sorted[end] === sorted[i]) end++;
    candidates.push({ passage: sorted[i]!, sharedSeeds: end - i });
    i = end;
  }
  return candidates.sort((a, b) => b.sharedSeeds - a.sharedSeeds || a.passage - b.passage).slice(0, MAX_CANDIDATES);
}
