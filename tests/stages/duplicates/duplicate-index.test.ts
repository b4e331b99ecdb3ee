import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { DuplicateFinder } from "../../../src/stages/duplicates/duplicate-finder.ts";
import { DuplicateIndex } from "../../../src/stages/duplicates/duplicate-index.ts";
import { folderWith } from "../../program.ts";
import { documentWith, seeded } from "./texts.ts";

/** Made-up words, the same in every run. */
function wordsOf(seed: number, count: number): string {
  let state = (seed + 1) * 2_654_435_761;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () => Array.from({ length: 2 + next(8) }, () => String.fromCharCode(0x61 + next(26))).join("")).join(" ");
}

/** Far less than the texts below need. */
const MEMORY_BYTES = 4e6;
const DOCUMENTS = 2500;
const WORDS = 400;

describe("an index that is full", () => {
  const folder = (): string => folderWith({});

  test("is thinned and stays within its memory; exact copies are found all the same, and long edited ones", { timeout: 120_000 }, () => {
    const temporary = folder();
    const index = new DuplicateIndex(temporary, MEMORY_BYTES);
    const finder = new DuplicateFinder(DEFAULT_SETTINGS, index);
    const decide = (id: string, text: string): string[] => finder.decide(seeded(documentWith(id, text))).removals.map(({ reason, coveredBy }) => `${reason} ${coveredBy?.[0]?.id}`);
    for (let i = 0; i < DOCUMENTS; i++) {
      expect(decide(`${i}`, wordsOf(i, WORDS))).toEqual([]);
      expect(index.seeds.bytes + index.wholes.bytes).toBeLessThanOrEqual(MEMORY_BYTES * 0.75);
    }
    expect(index.seeds.level).toBeGreaterThanOrEqual(3);
    expect(index.wholes.level).toBe(0);
    const from = index.foundFrom!;
    expect(from.other).toBeGreaterThan(from.cjk);
    let edited = 0;
    for (let i = 0; i < DOCUMENTS; i += 50) {
      expect(decide(`copy ${i}`, wordsOf(i, WORDS))).toEqual([`duplicate.exact ${i}`]);
      // One word more in the middle; both halves are longer than what is still found.
      const words = wordsOf(i, WORDS);
      expect(words.length).toBeGreaterThan(from.other);
      if (decide(`edited ${i}`, words.replace(/^(.{1000}\w*) /, "$1 inserted ")).join() === `duplicate.near ${i}`) edited++;
    }
    expect(edited).toBe(DOCUMENTS / 50);
    index.close();
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("one that is not says nothing", () => {
    const index = new DuplicateIndex(folder(), DEFAULT_SETTINGS.memoryBytes);
    expect(index.foundFrom).toBe(undefined);
    index.close();
  });

  test("the length from which copies are found grows with each thinning", () => {
    const index = new DuplicateIndex(folder(), DEFAULT_SETTINGS.memoryBytes);
    const lengths = [1, 2, 3].map((level) => {
      index.seeds.level = level;
      return index.foundFrom;
    });
    // 1 % of (1 − 2^−level)^n: 7, 17 and 35 seeds.
    expect(lengths).toEqual([{ cjk: 46, other: 88 }, { cjk: 111, other: 213 }, { cjk: 228, other: 438 }]);
    index.close();
  });
});
