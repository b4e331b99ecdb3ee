import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import type { Settings } from "../../../src/settings.ts";
import { inputsOf } from "../../../src/stages/read/inputs.ts";
import { folderWith, parseLines, seedclean } from "../../program.ts";
import { type Reading, reading, readingOfStream, streamOf } from "./reading.ts";

const readingOf = (folder: string, settings: Partial<Settings> = {}): Promise<Reading> => reading(inputsOf([folder], streamOf()), settings);
const rowsOf = ({ texts }: Reading): unknown[] => texts.map(([id, json]) => [id, JSON.parse(json)]);
const csv = (text: string, settings: Partial<Settings> = {}): Promise<Reading> => readingOfStream([text], { inputFormat: "csv", ...settings });

describe("tables by name", () => {
  test(".csv and .tsv are rows, also when packed", async () => {
    const read = await readingOf(folderWith({ "a.csv": "text,by\none,Ann\n", "b.TSV": "by\ttext\nBo\ttwo, three\n" }));
    expect(rowsOf(read)).toEqual([["a.csv#2", { text: "one", by: "Ann" }], ["b.TSV#2", { by: "Bo", text: "two, three" }]]);
    expect(read.documents.map(({ format, sourceLine, readAs }) => [format, sourceLine, readAs])).toEqual(Array.from({ length: 2 }, () => ["jsonl", 2, { encoding: "UTF-8", confidence: 1 }]));
  });

  test("--input-format says it for a pipe, and against a name", async () => {
    expect(rowsOf(await csv("text\none\n"))).toEqual([["stdin#2", { text: "one" }]]);
    expect((await readingOf(folderWith({ "a.csv": "text\none\n" }), { inputFormat: "text" })).texts).toEqual([["a.csv", "text\none\n"]]);
  });
});

describe("rows", () => {
  test.each([
    ["quoted fields hold commas, quotes and line ends", 'text,n\n"a, ""b""\nc",1\nd,2\n', [["stdin#2", { text: 'a, "b"\nc', n: "1" }], ["stdin#4", { text: "d", n: "2" }]]],
    ["quotes inside a field stay", 'text\nthe "good" hat\n"Yes" she said\n', [["stdin#2", { text: 'the "good" hat' }], ["stdin#3", { text: '"Yes" she said' }]]],
    ["empty lines are none", "text\n\na\n\n\nb\n", [["stdin#3", { text: "a" }], ["stdin#6", { text: "b" }]]],
    ["the last line needs no end", "text\r\na\r\nb", [["stdin#2", { text: "a" }], ["stdin#3", { text: "b" }]]],
    ["a byte order mark is no part of the first name", "\ufefftext\na\n", [["stdin#2", { text: "a" }]]],
    ["names may be what objects have of their own", "__proto__,text\nx,a\n", [["stdin#2", JSON.parse('{"__proto__":"x","text":"a"}')]]],
    ["nothing but names is no row", "text,n\n", []],
    ["nothing is no row", "", []],
  ])("%s", async (_, text, rows) => {
    const read = await csv(text);
    expect(rowsOf(read)).toEqual(rows);
    expect(read.notices).toEqual([]);
  });

  test("come back as they were written, with their lines, in whatever chunks", async () => {
    const field = fc.string({ unit: fc.constantFrom("a", "語", ",", '"', "\n", "\r\n", " ", "\t", "😀"), maxLength: 6 });
    const end = fc.constantFrom("\n", "\r\n");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 5 }), end, fc.integer({ min: 1, max: 9 }), async (rows, lineEnd, size) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const lines = [["text", "n"], ...rows].map((row) => row.map(quoted).join(",") + lineEnd);
        const bytes = Buffer.from(lines.join(""));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
        let line = 2;
        const expected = rows.map(([text, n], i) => {
          const at = line;
          line += lines[i + 1]!.split("\n").length - 1;
          return [`stdin#${at}`, { text, n }];
        });
        expect(rowsOf(await readingOfStream(chunks, { inputFormat: "csv" }))).toEqual(expected);
      }),
    );
  });
});

describe("trouble", () => {
  test("a row with other fields than the first is left out, and the next is read", async () => {
    const read = await csv("text,n\na,1\nb\nc,2,3\nd,4\n");
    expect(rowsOf(read)).toEqual([["stdin#2", { text: "a", n: "1" }], ["stdin#5", { text: "d", n: "4" }]]);
    expect(read.notices.map(({ code, severity, line }) => [code, severity, line])).toEqual([["broken-row", "failure", 3], ["broken-row", "failure", 4]]);
  });

  test("a quote that is not closed is one notice", async () => {
    const read = await csv('text\na\n"b\nc\n');
    expect(rowsOf(read)).toEqual([["stdin#2", { text: "a" }]]);
    expect(read.notices).toMatchObject([{ code: "broken-row", message: expect.stringContaining("not closed") }]);
  });

  test("a row above 64 MB is left out: memory has a bound", async () => {
    const read = await csv(`text\na\n"${"b".repeat(2 ** 26 + 1000)}\n`);
    expect(rowsOf(read)).toEqual([["stdin#2", { text: "a" }]]);
    expect(read.notices[0]).toMatchObject({ code: "broken-row", message: expect.stringContaining("--max-document") });
  });

  test.each<[string, Partial<Settings>]>([["--text-field", {}], ["--id-field", { textField: "body", idField: "key" }]])("a table without the column of %s is one notice", async (option, settings) => {
    const read = await csv("body,n\na,1\nb,2,3\n", settings);
    expect(read.documents).toEqual([]);
    expect(read.notices).toMatchObject([{ code: "broken-row", line: 1, message: expect.stringMatching(`^there is no column "(text|key)"; name one of the first row \\(body, n\\) with ${option}$`) }]);
  });

  test("a table of other separators is told as such", async () => {
    const read = await csv("text;n\na, b;1\n");
    expect(read.notices).toMatchObject([{ code: "broken-row", line: 1, message: expect.stringContaining("the first row is one field (text;n): the fields of .csv are separated by commas") }]);
  });

  test("of a long first row only the beginning is shown", async () => {
    const read = await csv(`${Array.from({ length: 1000 }, (_, i) => `column ${i}`).join(",")}\n`);
    expect(read.notices[0]!.message.length).toBeLessThan(200);
  });

  test("bytes that are no text are skipped", async () => {
    const read = await readingOf(folderWith({ "a.csv": new Uint8Array([1, 2, 3, 0, 255, 4, 5, 0, 1, 2, 128, 6, 7]) }));
    expect(read.documents).toEqual([]);
    expect(read.told).toEqual([expect.stringContaining("skipped.binary info")]);
  });
});

describe("encodings", () => {
  const TABLE = "text,by\n古い橋のたもとで、毎朝ひとりの老人が魚を売っている。,佐藤\n雨の日は店を出さないので、猫たちは困る。,鈴木\n";

  test.each(["Shift_JIS", "EUC-JP", "UTF-16LE"])("a table in %s is told as such", async (encoding) => {
    const bytes = iconv.encode(TABLE, encoding, { addBOM: true });
    const read = await readingOf(folderWith({ "a.csv": bytes }));
    expect(rowsOf(read)[0]).toEqual(["a.csv#2", { text: "古い橋のたもとで、毎朝ひとりの老人が魚を売っている。", by: "佐藤" }]);
    expect(read.documents[1]!.readAs).toMatchObject({ encoding });
  });

  test("one that cannot be read is refused with a notice, HZ too, which looks like ASCII", async () => {
    // "中文" in HZ, and Korean's announcement in ISO-2022-KR.
    const folder = folderWith({ "a.csv": "text,id\n~{VPND~},1\n~{VPND~},2\n", "b.csv": Buffer.from("\u001b$)Ctext,id\n\u000e>H3g\u000f,1\n", "latin1") });
    const read = await readingOf(folder);
    expect(read.documents).toEqual([]);
    expect(read.notices.map(({ path, code, message }) => [path.slice(-5), code, message])).toEqual([
      ["a.csv", "encoding.unsupported", "the text is in HZ, which cannot be read; convert it to UTF-8 first"],
      ["b.csv", "encoding.unsupported", "the text is in ISO-2022-KR, which cannot be read; convert it to UTF-8 first"],
    ]);
  });

  test("doubt, and bytes that are no characters, are notices", async () => {
    const folder = folderWith({ "a.csv": Buffer.from("text\nx \u00d0 y\n", "latin1"), "b.csv": Buffer.concat([iconv.encode("text\n雨の日は客が少ないと常連は言う。\n", "Shift_JIS"), Buffer.from([0x85, 0x0a])]) });
    const { notices } = await readingOf(folder);
    expect(notices.map(({ path, code, line }) => [path.slice(-5), code, line])).toEqual([["a.csv", "encoding.doubtful", 2], ["b.csv", "encoding.replaced", 3]]);
  });

  test("doubt of a long table names the first line that is not ASCII", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `row ${i} of many\n`).join("");
    const { notices } = await readingOf(folderWith({ "a.csv": Buffer.from(`text\n${rows}x \u00d0 y\n`, "latin1") }));
    expect(notices).toMatchObject([{ code: "encoding.doubtful", line: 20_002 }]);
  });

  test("--encoding decides", async () => {
    const read = await readingOf(folderWith({ "a.csv": iconv.encode("text\nÄ\n", "ISO-8859-15") }), { encoding: "latin-9" });
    expect(rowsOf(read)).toEqual([["a.csv#2", { text: "Ä" }]]);
  });

  test("a long table of ASCII may hold other letters late", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `row ${i} of many\n`).join("");
    const read = await readingOf(folderWith({ "a.csv": Buffer.concat([Buffer.from(`text\n${rows}`), iconv.encode("古い橋のたもとで、毎朝ひとりの老人が魚を売っている。\n", "Shift_JIS")]) }));
    expect(JSON.parse(read.texts.at(-1)![1])).toEqual({ text: "古い橋のたもとで、毎朝ひとりの老人が魚を売っている。" });
    const encodings = read.documents.map(({ readAs }) => readAs?.encoding);
    expect(encodings.slice(-2)).toEqual(["UTF-8", "Shift_JIS"]);
    expect(new Set(encodings.slice(0, -1))).toEqual(new Set(["UTF-8"]));
  });
});

test("the program reads a table as it reads JSON lines", () => {
  const table = iconv.encode("no,body,by\n7,古い橋のたもとで、毎朝ひとりの老人が魚を売っている。,佐藤\n8,too,many,fields\n", "Shift_JIS");
  const { stdout, stderr, code } = seedclean(folderWith({ "a.csv": table }), [".", "--text-field", "body", "--id-field", "no"]);
  expect(parseLines(stdout)).toMatchObject([{ id: "7", source: "a.csv", language: "ja", encoding: "Shift_JIS", metadata: { input: { by: "佐藤" } } }]);
  expect(stderr).toContain("seedclean: a.csv:3: the row has more or fewer fields than the first one and was left out\n");
  expect(code).toBe(1);
});
