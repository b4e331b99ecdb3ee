import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { padColumns, wrapColumns } from "../../src/explain/columns.ts";

describe("lines of a passage", () => {
  test.each([
    ["words stay whole", "the mill by the river", 10, ["the mill", "by the", "river"]],
    ["a long word is broken", "waterwheelhouse of stone", 10, ["waterwheel", "house of", "stone"]],
    ["CJK takes two columns", "水車小屋は古い", 8, ["水車小屋", "は古い"]],
    ["a full stop never begins a line", "水車は古い。夜", 10, ["水車は古", "い。夜"]],
    ["half-width kana take one column", "ｱｲｳｴｵｶｷｸ", 8, ["ｱｲｳｴｵｶｷｸ"]],
    ["a mark stays with its letter", "e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]],
    ["line ends of the passage stay", "one\r\ntwo\n\nthree", 10, ["one", "two", "", "three"]],
    ["an escape sequence is shown", "\u001b[31mred", 20, ["\\x1b[31mred"]],
    ["nothing", "", 10, [""]],
  ])("%s", (_, text, width, lines) => {
    expect(wrapColumns(text, width)).toEqual(lines);
  });

  test("no line is wider than asked, and no character is lost", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "水", "ｱ", "。", "e\u0301", "\u001b", "👩‍👩‍👦"), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 30 }), (passage, width) => {
        const lines = wrapColumns(passage, width);
        expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
        expect(lines.join("").replaceAll(" ", "")).toBe(wrapColumns(passage, 1000).join("").replaceAll(" ", ""));
      }),
    );
  });
});

test("filling up counts columns", () => {
  expect(padColumns("水車", 6)).toBe("水車  ");
  expect(padColumns("mill", 2)).toBe("mill");
});
