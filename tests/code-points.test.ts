import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CodePointOffsets } from "../src/code-points.ts";

describe("offsets in code points", () => {
  test.each<[string, number[]]>([
    ["", [0]],
    ["abc", [0, 1, 2, 3]],
    ["語e\u0301\r\n", [0, 1, 2, 3, 4, 5]],
    // The place inside a pair counts as behind its first half.
    ["a😀b", [0, 1, 2, 2, 3]],
    ["😀😀", [0, 1, 1, 2, 2]],
    ["𠮷", [0, 1, 1]],
    // Halves without their other half are a code point each.
    ["\ud83d", [0, 1]],
    ["\ude00\ud83d", [0, 1, 2]],
    ["\ud83d\ud83d\ude00\ude00", [0, 1, 2, 2, 3]],
  ])("of %j", (text, offsets) => {
    const codePoints = new CodePointOffsets(text);
    expect(Array.from({ length: text.length + 1 }, (_, at) => codePoints.at(at))).toEqual(offsets);
  });

  test("are the length of what stands before, counted code point by code point", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "語", "😀", "𠮷", "\ud800", "\udc00", "\n"), maxLength: 60 });
    fc.assert(
      fc.property(text, (content) => {
        const codePoints = new CodePointOffsets(content);
        let at = 0;
        let count = 0;
        for (const character of content) {
          expect(codePoints.at(at)).toBe(count);
          at += character.length;
          count++;
        }
        expect(codePoints.at(content.length)).toBe(count);
      }),
      { numRuns: 300 },
    );
  });
});
