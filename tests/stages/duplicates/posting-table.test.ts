import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PostingTable } from "../../../src/stages/duplicates/posting-table.ts";

type Insertion = readonly [low: number, high: number, passage: number];

/** First `places` distinct passages of each hash. */
function slowTable(insertions: readonly Insertion[], places: number): Map<string, number[]> {
  const table = new Map<string, number[]>();
  for (const [low, high, passage] of insertions) {
    const key = `${low} ${high}`;
    const passages = table.get(key) ?? [];
    if (passages.length < places && !passages.includes(passage)) passages.push(passage);
    table.set(key, passages);
  }
  return table;
}

const word = fc.oneof(fc.constantFrom(0, 1, 2, 0xffff_ffff), fc.integer({ min: 0, max: 0xffff_ffff }));
const insertion: fc.Arbitrary<Insertion> = fc.tuple(word, word, fc.nat(12));

function contents(table: PostingTable, insertions: readonly Insertion[], places: number): Map<string, number[]> {
  const out = new Uint32Array(places);
  return new Map(insertions.map(([low, high]) => {
    const end = table.collect(low, high, out, 0);
    return [`${low} ${high}`, [...out.subarray(0, end)]];
  }));
}

describe("posting table", () => {
  test.each([1, 2, 4])("holds the first %i passages of each hash, in order, however much it grows", (places) => {
    fc.assert(fc.property(fc.array(insertion, { maxLength: 2500, size: "max" }), (insertions) => {
      const table = new PostingTable(places);
      for (const [low, high, passage] of insertions) table.insert(low, high, passage);
      const expected = slowTable(insertions, places);
      expect(contents(table, insertions, places)).toEqual(expected);
      expect(table.size).toBe([...expected.values()].reduce((sum, passages) => sum + passages.length, 0));
      for (const [low, high] of insertions) expect(table.first(low, high)).toBe(expected.get(`${low} ${high}`)![0]);
    }), { numRuns: 15 });
  });

  test("does not know what was never put in", () => {
    const table = new PostingTable(4);
    table.insert(1, 2, 3);
    expect([table.first(2, 1), table.first(1, 3), table.collect(0, 2, new Uint32Array(4), 0)]).toEqual([-1, -1, 0]);
  });

  test("is empty after reset, also when it had grown", () => {
    const table = new PostingTable(1);
    for (const count of [10, 10_000, 5]) {
      for (let i = 0; i < count; i++) table.insert(i, i * 7919, i);
      expect(table.size).toBe(count);
      table.reset();
      expect([table.size, table.first(3, 3 * 7919)]).toEqual([0, -1]);
    }
  });

  test("keeps the order of passages whose places go round the end of the table, when it grows", () => {
    const table = new PostingTable(4);
    // The first place of this hash is the last one of a table of any size.
    const low = ~0x9e3779b1;
    for (let passage = 0; passage < 4; passage++) table.insert(low, 1, passage);
    for (let i = 2; i < 3000; i++) table.insert(i, i * 7919, 9);
    const out = new Uint32Array(4);
    expect([table.collect(low, 1, out, 0), ...out]).toEqual([4, 0, 1, 2, 3]);
  });
});
