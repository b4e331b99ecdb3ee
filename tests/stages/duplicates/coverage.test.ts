import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CoverageMeter } from "../../../src/stages/duplicates/coverage.ts";
import { slowCoverage } from "./slow.ts";
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
      expect(coverage(passage, texts)).toBeCloseTo(slowCoverage(passage, texts), 10);
    }), { numRuns: 1000 });
  });

  test("says how much a text covers that was not covered before", () => {
    meter.begin(unitsOf("abcdefghijklmnopqrstuvwx"), 0, 24);
    const added = ["abcdefghijkl", "abcdefghijkl", "zzz", "klmnopqrstuvwx"].map((text) => meter.add(unitsOf(text), 0, text.length));
    expect([added, meter.covered]).toEqual([[12, 0, 0, 12], 24]);
  });
});
