import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverageOf } from "../../../src/audit/coverage.ts";
import { CoverageMeter } from "../../../src/stages/duplicates/coverage.ts";
import { repetitiveText, unitsOf } from "./texts.ts";

const meter = new CoverageMeter();

function coverage(passage: string, texts: readonly string[]): number {
  meter.begin(unitsOf(passage), 0, passage.length);
  for (const text of texts) meter.add(unitsOf(text), 0, text.length);
  return meter.coverage;
}

describe("coverage", () => {
  test.each<[string, string, readonly string[], number]>([
    ["nothing to cover", "", ["abc"], 0],
    ["no other text", "abcdefghijklmnop", [], 0],
    ["11 letters are no run", "abcdefghijk", ["abcdefghijk"], 0],
    ["12 letters are one", "abcdefghijkl", ["xxabcdefghijklxx"], 1],
    ["4 CJK characters are no run", "灯台守船", ["灯台守船"], 0],
    ["5 are one", "灯台守船岩", ["灯台守船岩"], 1],
    ["2 CJK and 8 letters weigh enough together", "灯台abcdefgh", ["灯台abcdefgh"], 1],
    ["an edit breaks the runs round it", "abcdefghijkl.mnopqrstuvwx", ["abcdefghijkl-mnopqrstuvwx"], 24 / 25],
    ["the rest of a passage behind an edit is too short", "abcdefghijklmnop.qrst", ["abcdefghijklmnopqrst"], 16 / 21],
    ["two texts together", "abcdefghijklmnopqrstuvwx", ["abcdefghijkl", "mnopqrstuvwx"], 1],
    ["what both cover counts once", "abcdefghijklmnopqrstuvwx", ["abcdefghijklmnop", "abcdefghijkl"], 16 / 24],
    ["a run that comes twice is covered twice", "abcdefghijklXabcdefghijkl", ["abcdefghijkl"], 24 / 25],
  ])("%s", (_, passage, texts, expected) => {
    expect(coverage(passage, texts)).toBeCloseTo(expected, 10);
  });

  test("is what searching for each run gives", () => {
    fc.assert(fc.property(repetitiveText(12), fc.array(repetitiveText(12), { maxLength: 3 }), (passage, texts) => {
      expect(coverage(passage, texts)).toBeCloseTo(coverageOf(passage, texts), 10);
    }), { numRuns: 1000 });
  });

  test("is the same for texts that are edits of one another, whose common runs are passed over", () => {
    const edit = fc.tuple(fc.nat(120), fc.nat(6), fc.constantFrom("", "q", "灯", "lamp", "台守灯台守", "灯a台b"));
    const edited = (text: string, [at, length, piece]: readonly [number, number, string]): string => text.slice(0, at) + piece + text.slice(at + length);
    const template = fc.array(fc.constantFrom("灯", "台", "守", "the keeper ", "of", "the lamp", "日誌を書く", "q"), { minLength: 12, maxLength: 40 }).map((pieces) => pieces.join(""));
    fc.assert(fc.property(template, edit, fc.array(edit, { minLength: 2, maxLength: 5 }), (text, own, edits) => {
      const passage = edited(text, own);
      const texts = edits.map((one) => edited(text, one));
      expect(coverage(passage, texts)).toBeCloseTo(coverageOf(passage, texts), 10);
    }), { numRuns: 1000 });
  });

  test("says how much a text covers that was not covered before", () => {
    meter.begin(unitsOf("abcdefghijklmnopqrstuvwx"), 0, 24);
    const added = ["abcdefghijkl", "abcdefghijkl", "zzz", "klmnopqrstuvwx"].map((text) => meter.add(unitsOf(text), 0, text.length));
    expect([added, meter.covered]).toEqual([[12, 0, 0, 12], 24]);
  });

  test("runs whose hashes are equal but whose letters differ do not count", () => {
    const [one, other] = collidingRuns();
    expect(coverage(one, [other])).toBe(0);
    expect(coverage(`${one}。${other}`, [other])).toBeCloseTo(5 / 11, 10);
    expect(coverage(`${other}。${one}`, [other])).toBeCloseTo(5 / 11, 10);
  });
});

/** Two different runs of five Han characters with one rolling hash, found by trying: 2³² hashes, some 80,000 tries. */
function collidingRuns(): readonly [string, string] {
  const runOfHash = new Map<number, string>();
  for (let state = 1; ; ) {
    const units = Array.from({ length: 5 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      return 0x4e00 + ((state >>> 8) % 5000);
    });
    const hash = units.reduce((sum, unit) => (Math.imul(sum, 0x2c1b3c6d) + unit) | 0, 0);
    const run = String.fromCharCode(...units);
    const earlier = runOfHash.get(hash);
    if (earlier !== undefined && earlier !== run) return [earlier, run];
    runOfHash.set(hash, run);
  }
}
