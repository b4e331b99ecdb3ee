import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLines, isBlank } from "../../../src/stages/paragraphs/lines.ts";

/** Each line that is not blank; "¶" before one that has a blank line or the start of the text before it. */
function linesOf(text: string): string[] {
  const { starts, ends, afterBlank, count } = findLines(text);
  return Array.from({ length: count }, (_, i) => `${afterBlank[i] === 1 ? "¶" : ""}${text.slice(starts[i], ends[i])}`);
}

describe("lines", () => {
  test.each<[string, string[]]>([
    ["", []],
    ["\n \t\n\u3000\r\n", []],
    ["a", ["¶a"]],
    ["a\n", ["¶a"]],
    ["a\nb", ["¶a", "b"]],
    ["a\r\nb\r\n", ["¶a", "b"]],
    ["a\rb\r", ["¶a", "b"]],
    ["a\n\nb", ["¶a", "¶b"]],
    ["a\r\rb", ["¶a", "¶b"]],
    ["a\r\n\r\nb", ["¶a", "¶b"]],
    ["a\n\rb", ["¶a", "¶b"]],
    ["a\n\u3000 \nb", ["¶a", "¶b"]],
    ["  a  \n\tb\t", ["¶  a  ", "\tb\t"]],
    ["\n\na", ["¶a"]],
    // Neither ends a line.
    ["a\u2028b\u0085c\u000bd", ["¶a\u2028b\u0085c\u000bd"]],
    ["😀\n𠮷", ["¶😀", "𠮷"]],
  ])("%j", (text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });

  test("are what splitting at line ends gives, without the blank ones, however many there are", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "語", "😀", " ", "\u3000", "\n", "\r", "\r\n"), maxLength: 300 });
    fc.assert(
      fc.property(text, (content) => {
        const lines = content.split(/\r\n|\r|\n/).filter((line) => !isBlank(line, 0, line.length));
        expect(linesOf(content).map((line) => line.replace("¶", ""))).toEqual(lines);
      }),
      { numRuns: 300 },
    );
  });
});
