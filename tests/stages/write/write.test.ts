import { describe, expect, test } from "vitest";
import type { CleanDocument, Removal } from "../../../src/document.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { renderDocument, write } from "../../../src/stages/write/write.ts";
import { parseLines } from "../../program.ts";
import { contextWith } from "../read/reading.ts";
import { cleanDocument } from "./documents.ts";

interface Rendered {
  readonly output: Record<string, unknown>[];
  readonly ledger: Record<string, unknown>[];
}

function rendered(document: CleanDocument, settings: Partial<Settings> = {}): Rendered {
  const { output, ledger } = renderDocument(document, { ...DEFAULT_SETTINGS, ...settings });
  for (const text of [output, ledger]) expect(text === "" || text.endsWith("\n")).toBe(true);
  return { output: parseLines(output), ledger: parseLines(ledger) };
}

describe("a line of output", () => {
  test("is this, field by field", () => {
    const near: Removal = { first: 1, last: 3, reason: "duplicate.near", score: 0.91234, similarity: 0.5, coveredBy: [] };
    const document = cleanDocument("a\nbb\nc😀\nd\ne\n", [near, { first: 4, last: 5, reason: "tail.ads", score: 1 }], {
      encoding: "Shift_JIS",
      encodingConfidence: 0.96666,
      replacementCharacters: 2,
      language: "ja",
      script: "Jpan",
      languageConfidence: 1 / 3,
      languages: { ja: 2 / 3, en: 1 / 3 },
      input: { url: "u", n: [1] },
    });
    expect(renderDocument(document, DEFAULT_SETTINGS).output).toBe(
      '{"id":"a.txt","text":"a\\nd\\n","source":"corpus/a.txt","language":"ja","encoding":"Shift_JIS","metadata":{"script":"Jpan",' +
        '"languageConfidence":0.333,"languages":{"ja":0.667,"en":0.333},"encodingConfidence":0.967,"replacementCharacters":2,"paragraphs":2,' +
        '"removed":{"duplicate.near":2,"tail.ads":1},"characters":12,"charactersRemoved":6,"input":{"url":"u","n":[1]}}}\n',
    );
  });

  test("has line ends as LF, and no input where there was none", () => {
    const { output } = rendered(cleanDocument("a\r\nb\rc\n"));
    expect(output[0]).toMatchObject({ text: "a\nb\nc\n" });
    expect(output[0]!["metadata"]).not.toHaveProperty("input");
  });

  test("is whole whatever the text holds", () => {
    const text = '"\\\u0000\u2028\t😀\n';
    expect(rendered(cleanDocument(text)).output).toMatchObject([{ text }]);
  });

  test("names reasons by name, whichever came first", () => {
    const removals = (["tail.ui", "duplicate.near", "tail.ads", "tail.ui"] as const).map((reason, first) => ({ first, last: first + 1, reason, score: 1 }));
    const [line] = rendered(cleanDocument("a\nb\nc\nd\ne", removals)).output;
    expect(JSON.stringify(line)).toContain('"removed":{"duplicate.near":1,"tail.ads":1,"tail.ui":2}');
  });
});

describe("a document of which nothing stays", () => {
  const document = cleanDocument("a\n\nb\n", [[0, 2]]);

  test("is in the ledger only", () => {
    expect(rendered(document)).toMatchObject({ output: [], ledger: [{ reason: "layout", characters: 5, gaps: [[4, "\n"]] }, { text: "a\n\nb" }] });
  });

  test("is written with --keep-empty", () => {
    expect(rendered(document, { keepEmpty: true }).output).toMatchObject([{ id: "a.txt", text: "", metadata: { paragraphs: 0, removed: { "duplicate.exact": 2 } } }]);
  });

  test.each([[false, 0], [true, 1]])("which had no paragraph to begin with: with --keep-empty %s it has %i lines", (keepEmpty, lines) => {
    const empty = rendered(cleanDocument(" \r\n"), { keepEmpty });
    expect(empty.output).toHaveLength(lines);
    expect(empty.ledger).toEqual([{ id: "a.txt", reason: "layout", characters: 3, ...(!keepEmpty && { written: false }), gaps: [[0, " \r\n"]] }]);
  });

  test("has no lines of paragraphs", () => {
    expect(rendered(document, { unit: "paragraph", keepEmpty: true }).output).toEqual([]);
  });
});

describe("--unit paragraph", () => {
  test("writes a line a paragraph that stays, numbered in the source, with its own language", () => {
    const document = cleanDocument("eins\r\nb\nc\nd", [[1, 2]], { languageNames: ["en", "de"], paragraphLanguage: Uint8Array.of(1, 0, 0, 1) });
    const { output } = rendered(document, { unit: "paragraph" });
    expect(output.map(({ id, text, language }) => [id, text, language])).toEqual([["a.txt#p1", "eins", "de"], ["a.txt#p3", "c", "en"], ["a.txt#p4", "d", "de"]]);
    expect(output[0]).toMatchObject({ source: "corpus/a.txt", metadata: { paragraphs: 3, removed: { "duplicate.exact": 1 } } });
  });

  test("says of which paragraphs the language is that of their neighbours", () => {
    const document = cleanDocument("eins\nb\nc", [], { paragraphLanguageInherited: Uint8Array.of(0, 1, 0) });
    const inherited = (unit: "paragraph" | "document"): boolean[] => rendered(document, { unit }).output.map((line) => JSON.stringify(line).includes('"languageInherited":true'));
    expect(inherited("paragraph")).toEqual([false, true, false]);
    expect(inherited("document")).toEqual([false]);
  });

  test("turns line ends inside a paragraph to LF", () => {
    const document = cleanDocument("one\r\ntwo", [], { paragraphs: { count: 1, starts: Uint32Array.of(0), ends: Uint32Array.of(8) }, paragraphLanguage: Uint8Array.of(0) });
    expect(rendered(document, { unit: "paragraph" }).output).toMatchObject([{ id: "a.txt#p1", text: "one\ntwo" }]);
  });
});

describe("the ledger", () => {
  test("has nothing of a document that is written as it was", () => {
    expect(rendered(cleanDocument("a\n\n b")).ledger).toEqual([]);
  });

  test.each<[string, CleanDocument, object]>([
    ["line ends other than LF", cleanDocument("a\r\nb\n"), { characters: 5, lineEnds: [[1, "\r\n"], [1, "\n"]] }],
    ["a byte order mark", cleanDocument("a", [], { byteOrderMark: true }), { characters: 1, byteOrderMark: true }],
    ["a part of a file", cleanDocument("a", [], { part: 2 }), { characters: 1, part: 2 }],
    ["nothing at all in it", cleanDocument(""), { characters: 0, written: false }],
  ])("has a layout line for %s", (_, document, layout) => {
    expect(rendered(document).ledger).toEqual([{ id: "a.txt", reason: "layout", ...layout }]);
  });

  test("has line ends of what is written, not of what is removed", () => {
    expect(rendered(cleanDocument("a\nb\r\nc\rd", [[1, 2]])).ledger[0]).toEqual({
      id: "a.txt", reason: "layout", characters: 8, lineEnds: [[1, "\n"], [1, "\r"]], gaps: [[3, "\r\n"]],
    });
  });

  test("has a line a removal, in this order of fields", () => {
    const coveredBy = [{ id: "b.txt", line: 2, startCodePoint: 3, endCodePoint: 9 }];
    const document = cleanDocument("a\r\nbb\r\ncc\r\ndd", [
      { first: 1, last: 2, reason: "duplicate.near", score: 0.98765, similarity: 0.12345, coveredBy },
      { first: 3, last: 4, reason: "tail.plea", score: 0.5 },
    ]);
    const lines = renderDocument(document, DEFAULT_SETTINGS).ledger.split("\n");
    expect(lines.slice(1)).toEqual([
      '{"id":"a.txt","line":2,"start":3,"end":5,"reason":"duplicate.near","score":0.988,"similarity":0.123,"coveredBy":[{"id":"b.txt","line":2,"start":3,"end":9}],"text":"bb"}',
      '{"id":"a.txt","line":4,"start":11,"end":13,"reason":"tail.plea","score":0.5,"text":"dd"}',
      "",
    ]);
  });

  test("counts code points, and text is the source between start and end", () => {
    const source = "😀𠮷\n\n😀b😀\nc\n\n\n𠮷";
    const { ledger, output } = rendered(cleanDocument(source, [[1, 2], [3, 4]]));
    expect(ledger).toMatchObject([
      { reason: "layout", characters: 13, gaps: [[7, "\n"], [9, "\n\n\n"]] },
      { line: 3, start: 4, end: 7, text: "😀b😀" },
      { line: 7, start: 12, end: 13, text: "𠮷" },
    ]);
    for (const { start, end, text } of ledger.slice(1)) expect(Array.from(source).slice(Number(start), Number(end)).join("")).toBe(text);
    expect(output).toMatchObject([{ text: "😀𠮷\n\nc", metadata: { characters: 13, charactersRemoved: 4 } }]);
  });

  test("has a removal of several paragraphs as one span, the gaps in it too", () => {
    expect(rendered(cleanDocument("a\nb\r\n\r\nc\nd", [[1, 3]])).ledger[1]).toMatchObject({ line: 2, start: 2, end: 8, text: "b\r\n\r\nc" });
  });
});

describe("counts", () => {
  test("of what is removed are by reason, in paragraphs and code points", () => {
    const removals = [
      { first: 0, last: 2, reason: "tail.ads", score: 1 },
      { first: 3, last: 4, reason: "tail.ads", score: 1 },
      { first: 4, last: 5, reason: "duplicate.exact", score: 1 },
    ] as const;
    expect(renderDocument(cleanDocument("a\nb\nc\n😀\ne", removals, { language: "de" }), DEFAULT_SETTINGS).counts).toEqual({
      language: "de", encoding: "UTF-8", characters: 9, charactersRemoved: 5, paragraphs: 1,
      removed: { "tail.ads": { paragraphs: 3, characters: 4 }, "duplicate.exact": { paragraphs: 1, characters: 1 } },
    });
  });
});

test("the stage writes one document after the other, with the time it took", async () => {
  async function* documents(): AsyncGenerator<CleanDocument> {
    yield cleanDocument("a", [], { id: "1" });
    yield cleanDocument("b", [], { id: "2" });
  }
  const steps: string[] = [];
  const context = { ...contextWith().context, spent: (step: string) => steps.push(step) };
  const lines: unknown[] = [];
  for await (const { id, output } of write.run(documents(), context)) lines.push([id, parseLines(output)[0]!["text"]]);
  expect(lines).toEqual([["1", "a"], ["2", "b"]]);
  expect(steps).toEqual(["write", "write"]);
});
