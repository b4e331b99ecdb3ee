import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { loadLanguageModel, placedWords } from "../../src/models/language-model.ts";
import { madeOnce, type Placement, reserveMemory } from "../../src/models/shared-memory.ts";
import { MODEL_FILES } from "../../src/stages/language/script-models.ts";

const NUMBER: Placement<number> = {
  place: (made, memory) => {
    memory[0] = made;
    return made < 100;
  },
  find: (memory) => memory[0]!,
};

describe("shared memory", () => {
  test("is filled by who comes first", () => {
    const memory = reserveMemory(1);
    expect(madeOnce(memory, () => 7, NUMBER)).toBe(7);
    expect(madeOnce(memory, () => 8, NUMBER)).toBe(7);
  });

  test("that has no room is left alone: each makes it for itself", () => {
    const memory = reserveMemory(1);
    expect(madeOnce(memory, () => 700, NUMBER)).toBe(700);
    expect(madeOnce(memory, () => 8, NUMBER)).toBe(8);
  });

  test("that could not be filled is left alone", () => {
    const memory = reserveMemory(1);
    const broken = (): number => {
      throw new Error("no such file");
    };
    expect(() => madeOnce(memory, broken, NUMBER)).toThrow("no such file");
    expect(madeOnce(memory, () => 8, NUMBER)).toBe(8);
  });

  test("that another thread has in hand is waited for", () => {
    const memory = reserveMemory(1);
    const words = new Int32Array(memory);
    words[0] = 1;
    const other = `
      const words = new Int32Array(require("node:worker_threads").workerData);
      setTimeout(() => {
        words[1] = 5;
        Atomics.store(words, 0, 2);
        Atomics.notify(words, 0);
      }, 100);`;
    void new Worker(other, { eval: true, workerData: memory });
    expect(madeOnce(memory, () => 8, NUMBER)).toBe(5);
  });

  test.each([...MODEL_FILES.values()])("holds the model of $name as it was unpacked, and little more", ({ name, words }) => {
    const alone = loadLanguageModel(name);
    expect(words).toBeGreaterThanOrEqual(placedWords(alone));
    expect(words).toBeLessThan(placedWords(alone) * 1.03);
    const memory = reserveMemory(words);
    expect(loadLanguageModel(name, memory).quads.buffer).toBe(memory);
    const found = loadLanguageModel(name, memory);
    expect(found.trie.slots.buffer).toBe(memory);
    const equal = (a: Int32Array, b: Int32Array): boolean => a.length === b.length && a.every((word, i) => word === b[i]);
    expect(equal(found.quads, alone.quads) && equal(found.trie.slots, alone.trie.slots) && equal(found.trie.ngrams, alone.trie.ngrams)).toBe(true);
    const small = ({ quads: _quads, trie: { mask }, ...header }: typeof alone): unknown => ({ ...header, mask });
    expect(small(found)).toEqual(small(alone));
  });
});
