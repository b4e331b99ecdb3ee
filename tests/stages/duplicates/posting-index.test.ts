import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PostingIndex } from "../../../src/stages/duplicates/posting-index.ts";

/** Hashes as good as random, the same in every run. */
function hashes(count: number): [number, number][] {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (Math.imul(state ^ (state >>> 15), 0x85ebca6b) ^ (state >>> 13)) >>> 0;
  };
  return Array.from({ length: count }, () => [next(), next()]);
}

function passagesOf(index: PostingIndex, low: number, high: number): number[] {
  const out = new Uint32Array(8);
  return [...out.subarray(0, index.collect(low, high, out, 0))];
}

describe("posting index", () => {
  test("keeps the first passages of each hash", () => {
    const hash = fc.tuple(fc.constantFrom(0, 1, 7, 0xffff_ffff), fc.constantFrom(0, 1, 0x8000_0000, 0xffff_ffff), fc.nat(20));
    fc.assert(fc.property(fc.array(hash, { maxLength: 200 }), (insertions) => {
      const index = new PostingIndex(2, () => true);
      const expected = new Map<string, number[]>();
      for (const [low, high, passage] of insertions) {
        index.insert(low, high, passage);
        const key = `${low} ${high}`;
        const known = expected.get(key) ?? [];
        if (known.length < 2 && !known.includes(passage)) expected.set(key, [...known, passage]);
      }
      for (const [low, high] of insertions) expect(passagesOf(index, low, high)).toEqual(expected.get(`${low} ${high}`));
    }));
  });

  test("grows while it may, and forgets nothing", () => {
    const index = new PostingIndex(4, () => true);
    const all = hashes(200_000);
    all.forEach(([low, high], passage) => index.insert(low, high, passage));
    expect(index.level).toBe(0);
    expect(index.size).toBe(200_000);
    expect(all.filter(([low, high], passage) => index.first(low, high) !== passage)).toEqual([]);
    expect(index.bytes).toBeLessThan(200_000 * 42);
  });

  test("forgets every second hash value when it is full, three times over, and stays within its memory", () => {
    const maxBytes = 2e6;
    const index: PostingIndex = new PostingIndex(4, (bytes) => index.bytes + bytes <= maxBytes);
    const all = hashes(500_000);
    let peak = 0;
    all.forEach(([low, high], passage) => {
      index.insert(low, high, passage);
      peak = Math.max(peak, index.bytes);
    });
    expect(index.level).toBeGreaterThanOrEqual(3);
    expect(peak).toBeLessThanOrEqual(maxBytes);
    // Which values stay depends on the hash alone: of those all are there, and of the others none.
    const wrong = all.filter(([low, high], passage) => index.first(low, high) !== (low < 2 ** (32 - index.level) ? passage : -1));
    expect(wrong.length).toBe(0);
    expect(index.size / all.length).toBeCloseTo(2 ** -index.level, 2);
  });

  test("gives memory back", () => {
    const index = new PostingIndex(4, () => true);
    hashes(300_000).forEach(([low, high], passage) => index.insert(low, high, passage));
    const before = index.bytes;
    expect(index.shrink()).toBe(true);
    expect(index.bytes).toBeLessThanOrEqual(before / 2);
    expect(index.level).toBe(1);
  });

  test("an empty one has nothing to give back", () => {
    expect(new PostingIndex(4, () => true).shrink()).toBe(false);
  });
});
