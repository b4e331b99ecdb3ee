import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Notice } from "../../../src/notices.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { decode } from "../../../src/stages/decode/decode.ts";
import { withoutHalves } from "../../../src/stages/decode/json-halves.ts";

describe("halves of surrogate pairs become U+FFFD", () => {
  test.each([
    ['{"text":"cut \\ud83d"}', '{"text":"cut \\ufffd"}', 1],
    ['{"text":"\\uDE00\\ud83d\\ude00\\ud83d\\ud83d"}', '{"text":"\\ufffd\\ud83d\\ude00\\ufffd\\ufffd"}', 3],
    ['{"text":"\\\\ud83d \\"\\\\\\ud83d"}', '{"text":"\\\\ud83d \\"\\\\\\ufffd"}', 1],
    ['{"text":"\\u00e9 \\ud55c"}', '{"text":"\\u00e9 \\ud55c"}', 0],
  ])("%s", (line, whole, halves) => {
    expect(withoutHalves(line)).toEqual({ line: whole, halves });
  });

  test("in names and values alike, and in nothing else", () => {
    const inUnicode = (some: string): string => Buffer.from(some).toString();
    const text = fc.string({ unit: fc.constantFrom("\ud800", "\udc00", "😀", "\\", "u", "d800", '"', "é", "\n") });
    fc.assert(fc.property(text, text, (name, value) => {
      expect(JSON.parse(withoutHalves(JSON.stringify({ [name]: [value] })).line)).toEqual({ [inUnicode(name)]: [inUnicode(value)] });
    }));
  });

  test("with a notice, and counted", () => {
    const notices: Notice[] = [];
    const bytes = Buffer.from('{"text":"cut \\ud83d","tags":["\\udc00"]}');
    const document = decode({ id: "a.jsonl#3", source: "a.jsonl", bytes, format: "jsonl", sourceLine: 3 }, { settings: DEFAULT_SETTINGS, notice: (notice) => notices.push(notice) });
    expect(document).toMatchObject({ text: "cut \ufffd", replacementCharacters: 2, input: { tags: ["\ufffd"] } });
    expect(notices).toMatchObject([{ code: "encoding.replaced", severity: "doubt", path: "a.jsonl", line: 3, message: "the line escapes halves of surrogate pairs, which are no characters: 2 × U+FFFD stand for them" }]);
  });
});
