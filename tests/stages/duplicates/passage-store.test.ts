import { tmpdir } from "node:os";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unitsToString } from "../../../src/stages/duplicates/normal-form.ts";
import { PassageStore, type StoredText } from "../../../src/stages/duplicates/passage-store.ts";
import { unitsOf } from "./texts.ts";

const entry = fc.record({ text: fc.string({ maxLength: 40 }), numbers: fc.constantFrom("", "1", "12 3.5"), stays: fc.boolean() });

const wholeOf = (units: Uint16Array): StoredText => ({ units, start: 0, end: units.length });

describe("passage store", () => {
  test("gives back what was put in, whatever came behind it", () => {
    fc.assert(fc.property(fc.array(entry, { maxLength: 3000, size: "max" }), (entries) => {
      const store = new PassageStore(tmpdir(), 1 << 22);
      const document = store.addDocument("a.txt");
      const numbers = entries.map(({ text, numbers: own, stays }, i) => {
        const place = { document, line: i + 2, startCodePoint: i, endCodePoint: i + 1 };
        return stays ? store.addKept(place, wholeOf(unitsOf(text)), own) : store.addGone(place, [i, 2 ** 32 - 1 - i]);
      });
      entries.forEach(({ text, numbers: own, stays }, i) => {
        const passage = numbers[i]!;
        expect([store.isKept(passage), store.coverOf(passage)]).toEqual([stays, { id: "a.txt", line: i + 2, startCodePoint: i, endCodePoint: i + 1 }]);
        if (!stays) {
          expect(store.sourcesOf(passage)).toEqual([i, 2 ** 32 - 1 - i]);
          return;
        }
        const { units, start, end } = store.textOf(passage);
        expect([unitsToString(units, start, end), store.numbersOf(passage)]).toEqual([text, own]);
      });
    }), { numRuns: 20 });
  });

  test("takes passages longer than a chunk of its memory", () => {
    const store = new PassageStore(tmpdir(), 1 << 22);
    const place = { document: store.addDocument("a.txt"), line: 1, startCodePoint: 0, endCodePoint: 1 };
    const lengths = [1 << 19, 1 << 21, 5, 1 << 20].map((length) => {
      const { start, end } = store.textOf(store.addKept(place, wholeOf(new Uint16Array(length)), "7"));
      return end - start;
    });
    expect(lengths).toEqual([1 << 19, 1 << 21, 5, 1 << 20]);
  });
});
