import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { appendSeeds, SeedList } from "../../../src/stages/duplicates/seeds.ts";
import { isCjkUnit, slowSeeds, type SlowSeed } from "./slow.ts";
import { repetitiveText, unitsOf } from "./texts.ts";

function seedsOf(normal: string): SlowSeed[] {
  const list = new SeedList();
  appendSeeds(unitsOf(normal), 0, normal.length, normal.split("").filter(isCjkUnit).length, list);
  return Array.from({ length: list.count }, (_, i) => ({ low: list.words[i * 2]!, high: list.words[i * 2 + 1]!, sparse: list.sparse[i] === 1 }));
}

const letters = (alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...alphabet.split("")), minLength, maxLength });
const KANJI = "灯台守日誌波風船岩鴎潮霧";

describe("seeds", () => {
  test.each<[string, string, number]>([
    ["too short", "灯台守の日誌", 0],
    ["8 CJK characters are one run", "灯台守の日誌本日", 1],
    ["19 letters", "abcdefghijklmnopqrs", 0],
    ["20 letters are one run", "abcdefghijklmnopqrst", 1],
    ["a short text is seeded by every run", "灯台守の日誌本日晴", 2],
    ["one letter all along: the rightmost run of each window", "a".repeat(60), 34],
  ])("%s", (_, normal, count) => {
    expect(seedsOf(normal)).toHaveLength(count);
  });

  test("are the least hashes of all windows", () => {
    fc.assert(fc.property(fc.oneof(repetitiveText(40), letters(`${KANJI}abc`, 0, 120), letters("abcdefghij", 0, 120)), (normal) => {
      expect(seedsOf(normal)).toEqual(slowSeeds(normal));
    }), { numRuns: 400 });
  });

  // Longer texts are winnowed in blocks of 8,192 runs.
  test("of texts that end near the edge of a block, and go on behind it", () => {
    const length = fc.oneof(fc.integer({ min: 8190, max: 8250 }), fc.integer({ min: 16_380, max: 16_440 }));
    const alphabet = fc.constantFrom(`${KANJI}abcdefgh`.split(""), "abcdefghij".split(""), ["a", "b"], ["a"]);
    const texts = fc.tuple(alphabet, length, fc.integer()).map(([units, count, seed]) => {
      let state = seed;
      return Array.from({ length: count }, () => units[((state = Math.imul(state, 1_103_515_245) + 12_345) >>> 16) % units.length]!).join("");
    });
    fc.assert(fc.property(texts, (normal) => {
      expect(seedsOf(normal)).toEqual(slowSeeds(normal));
    }), { numRuns: 12 });
  });

  test.each<[string, string, number]>([["CJK", KANJI, 8 + 12 - 1], ["letters", "abcdefghij", 20 + 24 - 1]])(
    "texts that share a run as long as the guarantee share a seed across documents: %s", (_, alphabet, length) => {
      const sparse = (text: string): Set<string> => new Set(seedsOf(text).filter((seed) => seed.sparse).map(({ low, high }) => `${low} ${high}`));
      fc.assert(fc.property(letters(alphabet, length, length), letters(alphabet, 0, 60), letters(alphabet, 0, 60), letters(alphabet, 0, 60), (shared, a, b, c) => {
        // In both texts there are enough runs for a window.
        const one = sparse(`${a}${shared}${b}`);
        const other = sparse(`${c}${shared}`);
        expect([...one].some((seed) => other.has(seed))).toBe(true);
      }), { numRuns: 300 });
    });

  test("do not depend on where in the array the text stands", () => {
    const list = new SeedList();
    const units = unitsOf(`xyz${KANJI}${KANJI}abc`);
    appendSeeds(units, 3, units.length - 3, KANJI.length * 2, list);
    expect(Array.from({ length: list.count }, (_, i) => list.words[i * 2 + 1])).toEqual(seedsOf(KANJI + KANJI).map(({ high }) => high));
  });

  test.each([["one passage", 1], ["many passages", 1000]])("of a long text of %s take little more room than they need", (_, passages) => {
    let state = 1;
    const all = Uint16Array.from({ length: 600_000 }, () => 0x61 + (((state = Math.imul(state, 1_103_515_245) + 12_345) >>> 16) % 26));
    for (const length of [300_000, 400_000, 500_000, 600_000]) {
      const list = new SeedList();
      for (let start = 0; start < length; start += length / passages) {
        const end = start + length / passages;
        list.from = start / length;
        list.to = end / length;
        appendSeeds(all, start, end, 0, list);
      }
      expect(list.sparse.length / list.count).toBeLessThan(1.25);
    }
  });
});
