import { hash } from "node:crypto";
import { CodePointOffsets } from "../code-points.ts";
import type { Passages, SeededDocument } from "../document.ts";
import type { Settings } from "../settings.ts";
import { Candidates, fewSparseSeeds } from "../stages/duplicates/candidates.ts";
import { orderOfDecision, placeOf } from "../stages/duplicates/document-verdict.ts";
import { MAX_POSTINGS } from "../stages/duplicates/duplicate-index.ts";
import { PostingTable } from "../stages/duplicates/posting-table.ts";
import { RepeatedSeeds } from "../stages/duplicates/repeated-seeds.ts";

/** A seed by which a passage looks for others. */
export interface SketchedSeed {
  readonly seed: bigint;
  /** How often it stands in the passage. */
  readonly count: number;
  /** It can also be found by it. */
  readonly isPosted: boolean;
}

/** A passage as the other stages need it. Only those long enough to be evidence are sketched. */
export interface PassageSketch {
  /** In the order of decision of its document, from 0. */
  readonly place: number;
  /** Hash of normal form and numbers; equal ones are taken for copies where the digest is equal too. */
  readonly hash: bigint;
  /** Of normal form and numbers: so long that equal digests are equal texts. */
  readonly digest: Uint8Array;
  readonly normal: Uint16Array;
  readonly numbers: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly seeds: readonly SketchedSeed[];
  /** Passages of the document that share seeds with it, best first: place, and how many. */
  readonly local: readonly (readonly [place: number, shared: number])[];
}

/** So many bytes of a SHA-1: two texts of 2⁶⁰ share them once in 10³. */
const DIGEST_BYTES = 16;

const candidates = new Candidates();
const localSeeds = new PostingTable(MAX_POSTINGS);
const localWholes = new PostingTable(1);
const repeatedSeeds = new RepeatedSeeds();
const NOTHING_STORED = { collect: (_low: number, _high: number, _out: Uint32Array, at: number): number => at };

/** What the cluster needs of a document's passages: a pure function of document and settings. */
export function sketchPassages(document: SeededDocument, settings: Settings): PassageSketch[] {
  const { passages } = document;
  const order = orderOfDecision(passages, settings.keep);
  const placeOfIndex = new Map([...order].map((index, place) => [index, place] as const));
  const codePoints = new CodePointOffsets(document.text);
  const local = settings.scope === "across" ? [] : localCandidates(passages, order);
  return [...order].map((index, place) => {
    const { line, startCodePoint, endCodePoint } = placeOf(document, index, codePoints);
    const normal = passages.normal.slice(passages.normalStart[index], passages.normalStart[index + 1]);
    const numbers = passages.numbers[index]!;
    return {
      place,
      hash: wordsOf(passages.wholeHash, index),
      digest: digestOf(normal, numbers),
      normal,
      numbers,
      line,
      start: startCodePoint,
      end: endCodePoint,
      seeds: settings.scope === "within" ? [] : seedsOf(passages, index),
      local: (local[place] ?? []).map(([other, shared]) => [placeOfIndex.get(other)!, shared] as const),
    };
  });
}

function wordsOf(words: Uint32Array, at: number): bigint {
  return BigInt.asIntN(64, (BigInt(words[at * 2 + 1]!) << 32n) | BigInt(words[at * 2]!));
}

function digestOf(normal: Uint16Array, numbers: string): Uint8Array {
  return hash("sha1", Buffer.concat([Buffer.from(normal.buffer, normal.byteOffset, normal.byteLength), Buffer.from(`\0${numbers}`)]), "buffer").subarray(0, DIGEST_BYTES);
}

/** As Candidates looks them up among earlier documents, and DuplicateFinder posts them. */
function seedsOf(passages: Passages, index: number): SketchedSeed[] {
  const first = passages.seedStart[index]!;
  const last = passages.seedStart[index + 1]!;
  const byAll = fewSparseSeeds(passages, first, last);
  const seeds = new Map<bigint, { seed: bigint; count: number; isPosted: boolean }>();
  for (let i = first; i < last; i++) {
    const isSparse = passages.sparse[i] === 1;
    if (!byAll && !isSparse) continue;
    const seed = wordsOf(passages.seeds, i);
    const known = seeds.get(seed) ?? { seed, count: 0, isPosted: false };
    known.count++;
    known.isPosted ||= isSparse;
    seeds.set(seed, known);
  }
  return [...seeds.values()];
}

/** In order of decision; the same look-ups as DuplicateFinder makes inside a document. */
function localCandidates(passages: Passages, order: Uint32Array): (readonly [number, number])[][] {
  if (order.length < 2) return [];
  repeatedSeeds.take(passages);
  const found = [...order].map((index) => {
    candidates.find(passages, index, localSeeds, repeatedSeeds, NOTHING_STORED, MAX_POSTINGS);
    const own = Array.from({ length: candidates.count }, (_, i) => [candidates.passage(i), candidates.sharedSeeds(i)] as const);
    postLocally(passages, index);
    return own;
  });
  localSeeds.reset();
  localWholes.reset();
  return found;
}

function postLocally(passages: Passages, index: number): void {
  const low = passages.wholeHash[index * 2]!;
  const high = passages.wholeHash[index * 2 + 1]!;
  if (localWholes.first(low, high) >= 0) return;
  localWholes.insert(low, high, index);
  for (let seed = passages.seedStart[index]!; seed < passages.seedStart[index + 1]!; seed++) {
    if (repeatedSeeds.mayRepeat(passages.seeds[seed * 2]!)) localSeeds.insert(passages.seeds[seed * 2]!, passages.seeds[seed * 2 + 1]!, index);
  }
}
