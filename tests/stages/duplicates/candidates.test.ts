import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Passages } from "../../../src/document.ts";
import { Candidates, MAX_CANDIDATES } from "../../../src/stages/duplicates/candidates.ts";
import { PostingTable } from "../../../src/stages/duplicates/posting-table.ts";
import { RepeatedSeeds } from "../../../src/stages/duplicates/repeated-seeds.ts";
import { passagesOf } from "./texts.ts";

const PLACES = 4;

/** A passage by its seeds alone: small numbers that stand for hashes. All of them are compared across documents. */
function passageWithSeeds(seeds: readonly number[]): Passages {
  return {
    ...passagesOf(""),
    count: 1,
    seedStart: Uint32Array.of(0, seeds.length),
    seeds: Uint32Array.from(seeds.flatMap((seed) => [spread(seed), seed])),
    sparse: new Uint8Array(seeds.length).fill(1),
  };
}

/** Over all words: RepeatedSeeds looks at the high bits. */
const spread = (seed: number): number => Math.imul(seed + 1, 0x9e3779b1) >>> 0;

function tableOf(passages: readonly (readonly number[])[]): PostingTable {
  const table = new PostingTable(PLACES);
  passages.forEach((seeds, passage) => seeds.forEach((seed) => table.insert(spread(seed), seed, passage)));
  return table;
}

interface Candidate {
  readonly passage: number;
  readonly isLocal: boolean;
  readonly shared: number;
}

/** First 4 passages of each seed, the 16 with most shared seeds, then earliest. */
function bestOf(own: readonly number[], passages: readonly (readonly number[])[], isLocal: boolean): Candidate[] {
  const hits = own.flatMap((seed) => passages.flatMap((seeds, passage) => (seeds.includes(seed) ? [passage] : [])).slice(0, PLACES));
  return passages
    .map((_, passage) => ({ passage, isLocal, shared: hits.filter((hit) => hit === passage).length }))
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.shared - a.shared || a.passage - b.passage)
    .slice(0, MAX_CANDIDATES);
}

function found(own: readonly number[], local: readonly (readonly number[])[], stored: readonly (readonly number[])[]): Omit<Candidate, "shared">[] {
  const repeated = new RepeatedSeeds();
  repeated.take(passageWithSeeds([...local.flat(), ...own]));
  const candidates = new Candidates();
  candidates.find(passageWithSeeds(own), 0, tableOf(local), repeated, tableOf(stored), PLACES);
  return Array.from({ length: candidates.count }, (_, i) => ({ passage: candidates.passage(i), isLocal: candidates.isLocal(i) }));
}

describe("candidates", () => {
  test("are the best of either table, those of earlier documents before those of this one", () => {
    const seedsOfPassage = fc.uniqueArray(fc.nat(30), { maxLength: 12 });
    const passages = fc.array(seedsOfPassage, { maxLength: 60, size: "max" });
    fc.assert(fc.property(fc.uniqueArray(fc.nat(30), { minLength: 4, maxLength: 20 }), passages, passages, (own, local, stored) => {
      const expected = [...bestOf(own, stored, false), ...bestOf(own, local, true)].toSorted((a, b) => b.shared - a.shared);
      expect(found(own, local, stored)).toEqual(expected.map(({ passage, isLocal }) => ({ passage, isLocal })));
    }), { numRuns: 300 });
  });

  test("a hot seed leads to its first passages only, and never to more than the cap", () => {
    const stored = Array.from({ length: 40 }, (_, i) => [7, 100 + i]);
    expect(found([7, 1, 2, 3], [], stored).map(({ passage }) => passage)).toEqual([0, 1, 2, 3]);
    expect(found(Array.from({ length: 40 }, (_, i) => 100 + i), [], stored)).toHaveLength(MAX_CANDIDATES);
  });

  test("across documents dense seeds count only where there are few sparse ones", () => {
    const own = passageWithSeeds([1, 2, 3, 4, 5]);
    const table = tableOf([[5]]);
    const count = (sparse: readonly number[]): number => {
      const candidates = new Candidates();
      candidates.find({ ...own, sparse: Uint8Array.from(sparse) }, 0, new PostingTable(PLACES), new RepeatedSeeds(), table, PLACES);
      return candidates.count;
    };
    expect([count([1, 1, 1, 1, 0]), count([1, 1, 1, 0, 0]), count([1, 1, 1, 0, 1])]).toEqual([0, 1, 1]);
  });
});

describe("repeated seeds", () => {
  test("never miss a seed that a document has twice", () => {
    fc.assert(fc.property(fc.array(fc.nat(500), { maxLength: 400, size: "max" }), (seeds) => {
      const repeated = new RepeatedSeeds();
      repeated.take(passageWithSeeds([1, 1, 2, 2]));
      repeated.take(passageWithSeeds(seeds));
      const twice = seeds.filter((seed, i) => seeds.indexOf(seed) !== i);
      expect(twice.filter((seed) => !repeated.mayRepeat(spread(seed)))).toEqual([]);
    }), { numRuns: 200 });
  });

  test("leave out nearly all others", () => {
    const repeated = new RepeatedSeeds();
    const seeds = Array.from({ length: 1000 }, (_, i) => i);
    repeated.take(passageWithSeeds(seeds));
    expect(seeds.filter((seed) => repeated.mayRepeat(spread(seed))).length).toBeLessThan(30);
  });
});
