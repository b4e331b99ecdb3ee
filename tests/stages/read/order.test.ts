import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareCodePoints } from "../../../src/stages/read/order.ts";

describe("order by code points", () => {
  test.each([
    ["", "a", -1],
    ["a", "a", 0],
    ["a", "ab", -1],
    ["B", "a", -1],
    ["a.txt", "a/b", -1],
    ["z", "é", -1],
    // U+FF5E and U+E000 stand before U+1F600, whose first UTF-16 unit is smaller.
    ["～", "😀", -1],
    ["\ue000", "😀", -1],
    ["\ud7ff", "😀", -1],
    ["😀", "😁", -1],
    ["𠮷", "😀", 1],
  ])("%j and %j: %i", (a, b, sign) => {
    expect(Math.sign(compareCodePoints(a, b))).toBe(sign);
    expect(Math.sign(compareCodePoints(b, a))).toBe(0 - sign);
  });

  test("is the order of the bytes in UTF-8", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "é", "ｱ", "\ue000", "\ud7ff", "😀", "𠮷", "/") });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
      { numRuns: 300 },
    );
  });
});
