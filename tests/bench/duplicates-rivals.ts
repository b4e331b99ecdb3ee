/** What others do: exact lines, and MinHash over passages, each candidate verified by its true Jaccard similarity. */
import type { Passage } from "./duplicates-judge.ts";

/** Every line that stood somewhere before, word for word. */
export function exactLines(passages: readonly Passage[]): Set<Passage> {
  const seen = new Set<string>();
  const removed = new Set<Passage>();
  for (const passage of passages) {
    const line = passage.text.trim();
    if (seen.has(line)) removed.add(passage);
    seen.add(line);
  }
  return removed;
}

const SHINGLE_UNITS = 5;
const BANDS = 32;
const ROWS = 4;

/**
 * Passages that are similar to an earlier one that stays: shingles of five characters of the normal form, 128 hashes in 32
 * bands of 4 (of pairs with a Jaccard similarity of 0.7, 1 in 10,000 is missed).
 */
export function minHash(passages: readonly Passage[], threshold: number): Set<Passage> {
  const removed = new Set<Passage>();
  const buckets = new Map<string, Passage[]>();
  const shinglesOf = new Map<Passage, ReadonlySet<string>>();
  for (const passage of passages) {
    const shingles = new Set(Array.from({ length: Math.max(1, passage.normal.length - SHINGLE_UNITS + 1) }, (_, i) => passage.normal.slice(i, i + SHINGLE_UNITS)));
    const keys = bandsOf(signatureOf(shingles));
    const candidates = new Set(keys.flatMap((key) => buckets.get(key) ?? []));
    if ([...candidates].some((other) => jaccard(shingles, shinglesOf.get(other)!) >= threshold)) {
      removed.add(passage);
      continue;
    }
    shinglesOf.set(passage, shingles);
    for (const key of keys) buckets.set(key, [...(buckets.get(key) ?? []), passage]);
  }
  return removed;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((shingle) => b.has(shingle)).length;
  return shared / (a.size + b.size - shared);
}

function signatureOf(shingles: ReadonlySet<string>): Uint32Array {
  const least = new Uint32Array(BANDS * ROWS).fill(0xffff_ffff);
  for (const shingle of shingles) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < shingle.length; i++) hash = Math.imul(hash ^ shingle.charCodeAt(i), 0x01000193);
    for (let i = 0; i < least.length; i++) {
      let mixed = Math.imul(hash ^ Math.imul(i + 1, 0x9e3779b1), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      least[i] = Math.min(least[i]!, (mixed ^ (mixed >>> 16)) >>> 0);
    }
  }
  return least;
}

function bandsOf(signature: Uint32Array): string[] {
  return Array.from({ length: BANDS }, (_, band) => `${band} ${signature.slice(band * ROWS, (band + 1) * ROWS).join(" ")}`);
}
