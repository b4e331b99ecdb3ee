import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AnchorMeter } from "../../../src/stages/duplicates/anchors.ts";
import { slowAnchoredCoverage } from "./slow.ts";
import { repetitiveText, unitsOf } from "./texts.ts";

const meter = new AnchorMeter();

function anchoredCoverage(passage: string, covers: readonly string[]): number {
  meter.begin(unitsOf(passage), 0, passage.length);
  for (const cover of covers) meter.add(unitsOf(cover), 0, cover.length);
  return meter.coverage;
}

const LONG = "thekeepercountsthewavesatnight";
const SHORT = "lampsandropes";

describe("anchored coverage", () => {
  test.each<[string, string, readonly string[], number]>([
    ["a long run stands for itself", LONG, [`xx${LONG}xx`], 1],
    ["a short run alone is no copy", SHORT, [SHORT], 0],
    ["a short run behind a long one, an edit apart", `${LONG}q${SHORT}`, [`${LONG}zz${SHORT}`], (LONG.length + SHORT.length) / (LONG.length + SHORT.length + 1)],
    ["also before it", `${SHORT}q${LONG}`, [`${SHORT}zz${LONG}`], (LONG.length + SHORT.length) / (LONG.length + SHORT.length + 1)],
    ["too far behind it in the cover", `${LONG}q${SHORT}`, [`${LONG}zzzzzzzzzzzzzz${SHORT}`], LONG.length / (LONG.length + SHORT.length + 1)],
    ["before it in the cover", `${LONG}q${SHORT}`, [`${SHORT}${LONG}`], LONG.length / (LONG.length + SHORT.length + 1)],
    ["of several places that where most follows", `${SHORT}${LONG}`, [`${SHORT}zzz${SHORT}${LONG}`], 1],
    ["two covers together", `${LONG}q${SHORT}`, [LONG, SHORT], LONG.length / (LONG.length + SHORT.length + 1)],
  ])("%s", (_, passage, covers, expected) => {
    expect(anchoredCoverage(passage, covers)).toBeCloseTo(expected, 10);
  });

  test("is what searching run by run gives", () => {
    const piece = fc.constantFrom(LONG, SHORT, "q", "zz", "灯台守の日誌本日", "灯台守の日", "ropeswithoutend", "abcdefghijklmnopqrst");
    const text = fc.oneof(repetitiveText(20).filter((made) => made !== ""), fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join("")));
    fc.assert(fc.property(text, fc.array(text, { maxLength: 3 }), (passage, texts) => {
      expect(anchoredCoverage(passage, texts)).toBeCloseTo(slowAnchoredCoverage(passage, texts), 10);
    }), { numRuns: 1000 });
  });
});
