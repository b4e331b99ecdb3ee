import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineCounter, type LineEndRuns, normaliseLineEnds, restoreLineEnds } from "../../../src/stages/write/line-ends.ts";

describe("line ends", () => {
  test.each<[string, string, string, LineEndRuns]>([
    ["LF only: nothing to say", "a\nb\n", "a\nb\n", []],
    ["no line end", "a", "a", []],
    ["nothing", "", "", []],
    ["CR LF", "a\r\nb\r\n", "a\nb\n", [[2, "\r\n"]]],
    ["CR", "a\rb\r\rc", "a\nb\n\nc", [[3, "\r"]]],
    ["mixed: a run each", "a\nb\nc\r\nd\re\n", "a\nb\nc\nd\ne\n", [[2, "\n"], [1, "\r\n"], [1, "\r"], [1, "\n"]]],
    ["CR CR LF", "a\r\r\nb", "a\n\nb", [[1, "\r"], [1, "\r\n"]]],
    ["LF CR", "a\n\rb", "a\n\nb", [[1, "\n"], [1, "\r"]]],
    ["other separators stay", "a\u2028b\u0085c\vd\r\n", "a\u2028b\u0085c\vd\n", [[1, "\r\n"]]],
  ])("%s", (_, source, text, runs) => {
    expect(normaliseLineEnds(source)).toEqual({ text, runs });
    expect(restoreLineEnds(text, runs)).toBe(source);
  });

  test("any text comes back", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("\r", "\n", "\r\n", "a", "😀") }), (source) => {
        const { text, runs } = normaliseLineEnds(source);
        expect(text).not.toContain("\r");
        expect(restoreLineEnds(text, runs)).toBe(source);
      }),
      { numRuns: 500 },
    );
  });

  test("runs that are too short leave the rest as it is", () => {
    expect(restoreLineEnds("a\nb\nc\n", [[1, "\r\n"]])).toBe("a\r\nb\nc\n");
  });
});

describe("line numbers", () => {
  test.each<[string, string, readonly number[], readonly number[]]>([
    ["LF", "a\nb\n\nc", [0, 1, 2, 5], [1, 1, 2, 4]],
    ["CR LF", "a\r\nb\r\nc", [0, 3, 6], [1, 2, 3]],
    ["CR", "a\rb\rc", [0, 2, 4], [1, 2, 3]],
    ["mixed", "a\r\r\nb\n\rc", [0, 4, 7], [1, 3, 5]],
    ["asked twice for one place", "a\nb", [2, 2], [2, 2]],
    ["behind the end", "a\n", [2, 9], [2, 2]],
  ])("%s", (_, text, offsets, lines) => {
    const counter = new LineCounter(text);
    expect(offsets.map((offset) => counter.at(offset))).toEqual(lines);
  });
});
