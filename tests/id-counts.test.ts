import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IdCounts } from "../src/id-counts.ts";

describe("ids", () => {
  test("are counted as a map would", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1000, maxLength: 8000 }), (ids) => {
      const counts = new IdCounts();
      const slow = new Map<number, number>();
      for (const id of ids) {
        slow.set(id, (slow.get(id) ?? 0) + 1);
        expect(counts.add(`lamp/${id}.txt`)).toBe(slow.get(id));
      }
    }), { numRuns: 20 });
  });

  test("that come a thousand times are counted on", () => {
    const counts = new IdCounts();
    for (let i = 1; i <= 1000; i++) {
      expect(counts.add("one")).toBe(i);
      expect(counts.add("other")).toBe(i);
    }
  });

  test("of an earlier run go on", () => {
    const heard: number[] = [];
    const first = new IdCounts({ add: (low, high) => void heard.push(low, high) });
    for (let i = 0; i < 300; i++) first.add(i % 2 === 0 ? "even" : `odd ${i}`);
    const later = new IdCounts(undefined, Uint32Array.from(heard));
    expect([later.add("even"), later.add("odd 1"), later.add("new")]).toEqual([151, 2, 1]);
  });
});
