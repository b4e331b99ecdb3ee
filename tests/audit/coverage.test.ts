import { describe, expect, test } from "vitest";
import { coverageOf, normalForm, numbersOf, shortestRun } from "../../src/audit/coverage.ts";

describe("slow coverage", () => {
  test.each<[string, readonly string[], number]>([
    ["", ["abc"], 0],
    ["abcdefghijkl", [], 0],
    ["abcdefghijkl", ["xabcdefghijklx"], 1],
    ["abcdefghijk", ["abcdefghijk"], 0],
    ["灯台守船岩", ["灯台守船岩"], 1],
    ["灯台守船", ["灯台守船"], 0],
    ["abcdefghijklXmnopqrstuvwxYZ", ["abcdefghijkl", "mnopqrstuvwx"], 24 / 27],
  ])("%j by %j", (passage, covers, expected) => {
    expect(coverageOf(passage, covers)).toBeCloseTo(expected, 10);
  });

  test.each([["Ｌａｍｐ, 7.３0 ①٣", "lamp73013"], ["ﾊﾞｶ ΣΟΦΟΣ", "バカσοφοσ"], ["葛\u{e0100}城", "葛城"], ["g\u00afr e \u0301", "\u1e21r\u00e9"]])("normal form of %j", (text, normal) => {
    expect(normalForm(text)).toBe(normal);
  });

  test.each([["25,000 and 3.5, ３，５ and ١٢٣", "25000 3.5 123"], ["none", ""]])("numbers of %j", (text, numbers) => {
    expect([...numbersOf(text)].join(" ")).toBe(numbers);
  });

  test.each<[string, number, string | undefined]>([["灯abcdefghijklmn", 0, "灯abcdefghij"], ["灯abcdefghijklmn", 5, undefined]])("run of %j from %i", (text, at, run) => {
    expect(shortestRun(text, at)).toBe(run);
  });
});
