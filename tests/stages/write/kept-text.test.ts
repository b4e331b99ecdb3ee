import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keptText } from "../../../src/stages/write/kept-text.ts";
import { cleanDocument } from "./documents.ts";

type Case = readonly [name: string, source: string, removals: readonly (readonly [number, number])[], kept: string, gaps: readonly (readonly [number, string])[]];

describe("what stays of a text", () => {
  test.each<Case>([
    ["nothing removed: word for word", "\n a \n\n\nb", [], "\n a \n\n\nb", []],
    ["a line", "a\nb\nc\n", [[1, 2]], "a\nc\n", [[3, "\n"]]],
    ["a block leaves one gap, not two", "a\n\nb\n\nc\n", [[1, 2]], "a\n\nc\n", [[4, "\n\n"]]],
    ["of two gaps the larger one, before", "a\n\n\nb\nc", [[1, 2]], "a\n\n\nc", [[5, "\n"]]],
    ["of two gaps the larger one, behind", "a\nb\n\n\nc", [[1, 2]], "a\n\n\nc", [[1, "\n"]]],
    ["line ends count, not spaces", "a\n\nb   \n    c", [[1, 2]], "a\n\nc", [[4, "   \n    "]]],
    ["CR LF is one line end", "a\n\nb\r\nc", [[1, 2]], "a\n\nc", [[4, "\r\n"]]],
    ["CR is one line end", "a\nb\r\rc", [[1, 2]], "a\r\rc", [[1, "\n"]]],
    ["the first: what stood before it stays", " \na\n\n\nb", [[0, 1]], " \nb", [[3, "\n\n\n"]]],
    ["the first of a text without a gap before", "a\n\nb\n", [[0, 1]], "b\n", [[1, "\n\n"]]],
    ["the last: the end stays as it was", "a\n\nb\n", [[1, 2]], "a\n", [[1, "\n\n"]]],
    ["the last of a text without a last line end", "a\nb", [[1, 2]], "a", [[1, "\n"]]],
    ["first and last", "a\n\nb\n\nc\n", [[0, 1], [2, 3]], "b\n", [[1, "\n\n"], [4, "\n\n"]]],
    ["several in one removal: the gaps between them go with it", "a\nb\n\n\n\nc\nd\n", [[1, 3]], "a\nd\n", [[8, "\n"]]],
    ["neighbours of two removals: the gap between them goes too", "a\nb\n\n\nc\nd\n", [[1, 2], [2, 3]], "a\nd\n", [[3, "\n\n\n"], [7, "\n"]]],
    ["two removals apart", "a\nb\nc\nd\ne", [[1, 2], [3, 4]], "a\nc\ne", [[3, "\n"], [7, "\n"]]],
    ["nothing stays", " a\n\nb\n", [[0, 1], [1, 2]], "", [[0, " "], [2, "\n\n"], [5, "\n"]]],
    ["nothing stays of one removal", "\na\n\nb", [[0, 2]], "", [[0, "\n"]]],
    ["white space only", " \n", [], "", [[0, " \n"]]],
    ["nothing at all", "", [], "", []],
  ])("%s", (_, source, removals, text, gaps) => {
    const kept = keptText(cleanDocument(source, removals));
    expect({ text: kept.text, gaps: kept.gaps.map((gap) => [gap.start, gap.text]) }).toEqual({ text, gaps });
  });

  test.each<[readonly (readonly [number, number])[], number]>([[[], 4], [[[1, 2]], 3], [[[0, 2], [2, 3]], 1], [[[0, 4]], 0]])(
    "of four paragraphs without %j stay %i",
    (removals, paragraphs) => {
      expect(keptText(cleanDocument("a\nb\nc\nd", removals)).paragraphs).toBe(paragraphs);
    },
  );

  const gap = fc.constantFrom("\n", "\n\n", "\r\n", "\r", " \n\t\n");
  const lines = fc.array(fc.record({ gap, isRemoved: fc.boolean() }), { minLength: 1, maxLength: 12 });

  test("are the paragraphs not removed, in order, between gaps of the source", () => {
    fc.assert(
      fc.property(lines, (rows) => {
        const source = rows.map((row, i) => `p${i}${row.gap}`).join("");
        const removals = rows.flatMap((row, i): [number, number][] => (row.isRemoved ? [[i, i + 1]] : []));
        const kept = keptText(cleanDocument(source, removals));
        expect(kept.text.match(/p\d+/g) ?? []).toEqual(rows.flatMap((row, i) => (row.isRemoved ? [] : [`p${i}`])));
        expect(kept.text.length + kept.gaps.reduce((sum, { text }) => sum + text.length, 0)).toBe(
          source.length - removals.reduce((sum, [first]) => sum + `p${first}`.length, 0),
        );
        for (const between of kept.text.split(/p\d+/).slice(1)) expect(rows.map((row) => row.gap)).toContain(between);
        for (const { start, text } of kept.gaps) expect(source.slice(start, start + text.length)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
