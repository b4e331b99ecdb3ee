import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numbersOf as slowNumbersOf } from "../../../src/audit/coverage.ts";
import { MissingNumbers, numbersOf } from "../../../src/stages/duplicates/numbers.ts";
import { unitsOf } from "./texts.ts";

const numbers = (text: string): string => numbersOf(unitsOf(text), 0, text.length);

describe("numbers", () => {
  test.each<[string, string]>([
    ["no number at all", ""],
    ["25,000 = 25000 = 25.000 = 25’000 = 25\u202f000", "25000"],
    ["1,234,567", "1234567"],
    ["3.5 and 35", "3.5 35"],
    ["3,5 is 3.5", "3.5"],
    ["12.5 °C, 12.50 Euro", "12.5 12.50"],
    ["on 3, 4 and 5 May", "3 4 5"],
    ["1.", "1"],
    ["３５％ ٣٥", "35"],
    ["07:30", "07 30"],
    ["5 5 5", "5"],
    ["version 1.2.3", "1.2.3"],
    ["25'30", "25 30"],
  ])("%s", (text, expected) => {
    expect(numbers(text)).toBe(expected);
  });

  test("are what a pattern over the text finds", () => {
    const piece = fc.constantFrom("1", "23", "456", "7890", ",", ".", "'", "’", " ", "\u00a0", "a", "-");
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      expect(numbers(pieces.join(""))).toBe([...slowNumbersOf(pieces.join(""))].join(" "));
    }), { numRuns: 3000 });
  });

  test.each<[string, readonly string[], boolean]>([
    ["", [], true],
    ["", ["1"], true],
    ["1", [], false],
    ["1 2", ["2", "1"], true],
    ["1 2", ["12"], false],
    ["1 2 3", ["1 2", "4"], false],
    ["2", ["12 22 2"], true],
    ["2", ["12 22 21"], false],
    ["1.2", ["1 2"], false],
  ])("%j by %j: %s", (own, covers, expected) => {
    const missing = new MissingNumbers(own);
    expect(missing.canBeFound(covers)).toBe(expected);
    for (const cover of covers) missing.find(cover);
    expect(missing.count === 0).toBe(expected);
  });
});
