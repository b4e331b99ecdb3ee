/** Files that are read in parts: told once, and cut between characters, wherever the cut falls. */
import * as fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import type { RawDocument } from "../../../src/document.ts";
import type { Notice } from "../../../src/notices.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { decode } from "../../../src/stages/decode/decode.ts";
import { FileEncoding } from "../../../src/stages/decode/file-encoding.ts";
import { read } from "../../../src/stages/read/read.ts";
import { streamOf } from "../read/reading.ts";
import { escapedJapanese, TEXTS } from "./samples.ts";

interface Read {
  readonly text: string;
  readonly encodings: readonly string[];
  readonly parts: readonly RawDocument[];
  readonly notices: readonly Notice[];
}

/** Reads and decodes a file in parts of about `maxDocumentBytes`. */
async function inParts(chunks: readonly Uint8Array[], maxDocumentBytes: number, encoding?: string): Promise<Read> {
  const notices: Notice[] = [];
  const context = { settings: { ...DEFAULT_SETTINGS, maxDocumentBytes, encoding }, notice: (notice: Notice) => notices.push(notice), signal: new AbortController().signal };
  async function* inputs(): AsyncGenerator<{ kind: "stream"; id: string; path: string; stream: AsyncIterable<Uint8Array> }> {
    yield { kind: "stream", id: "a.txt", path: "a.txt", stream: streamOf(...chunks) };
  }
  const parts: RawDocument[] = [];
  for await (const part of read.run(inputs(), context)) parts.push(part);
  const documents = parts.map((part) => decode(part, context));
  return { text: documents.map((document) => document?.text ?? "").join(""), encodings: [...new Set(documents.map((document) => document?.encoding ?? "none"))], parts, notices };
}

const plain = (name: string): ((text: string) => Buffer) => (text) => iconv.encode(text, name, { addBOM: false });
const LINES: Readonly<Record<string, string>> = {
  ja: `${TEXTS.ja}\nASCIIと日本語、Tokyo 2020。\n${TEXTS.ja}${TEXTS.ja}`,
  "zh-Hans": `${TEXTS["zh-Hans"]}\n𠀀与㐀是少见的字，a1b2。${TEXTS["zh-Hans"]}${TEXTS["zh-Hans"]}\n`,
  "zh-Hant": `${TEXTS["zh-Hant"]}${TEXTS["zh-Hant"]}\nabc功許蓋${TEXTS["zh-Hant"]}`,
  ko: `${TEXTS.ko}\n${TEXTS.ko}${TEXTS.ko}`,
  ru: `${TEXTS.ru}\n${TEXTS.ru}${TEXTS.ru}`,
  world: `${TEXTS.ja}😀${TEXTS.th}\n${TEXTS.fr}😀😀${TEXTS["zh-Hans"]}`,
};
const FILES: readonly (readonly [encoding: string, text: string, encode: (text: string) => Buffer])[] = [
  ["UTF-8", LINES["world"]!, plain("utf8")],
  ["UTF-16LE", LINES["world"]!, plain("utf16le")],
  ["UTF-16BE", LINES["world"]!, plain("utf16be")],
  ["UTF-32LE", LINES["world"]!, plain("utf32le")],
  ["Shift_JIS", LINES["ja"]!, plain("shiftjis")],
  ["EUC-JP", LINES["ja"]!, plain("eucjp")],
  ["ISO-2022-JP", LINES["ja"]!, escapedJapanese],
  ["gb18030", LINES["zh-Hans"]!, plain("gb18030")],
  ["Big5", LINES["zh-Hant"]!, plain("big5hkscs")],
  ["EUC-KR", LINES["ko"]!, plain("cp949")],
  ["KOI8-R", LINES["ru"]!, plain("koi8r")],
];

describe.each(FILES)("a file in %s", (encoding, text, encode) => {
  const bytes = encode(text);

  test("reads the same, wherever it is cut", async () => {
    for (let maxBytes = 1; maxBytes < bytes.length; maxBytes++) {
      const { text: joined, encodings, parts } = await inParts([bytes], maxBytes);
      expect([maxBytes, joined]).toEqual([maxBytes, text]);
      expect([maxBytes, encodings]).toEqual([maxBytes, [encoding]]);
      expect(parts.length).toBeGreaterThan(1);
    }
  });

  test("is cut at the same places, in whatever chunks it comes", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), fc.integer({ min: 1, max: bytes.length }), async (places, maxBytes) => {
      const ends = [0, ...places.toSorted((a, b) => a - b), bytes.length];
      const chunks = ends.slice(1).map((end, i) => bytes.subarray(ends[i], end));
      expect((await inParts(chunks, maxBytes)).parts).toEqual((await inParts([bytes], maxBytes)).parts);
    }), { numRuns: 60 });
  });
});

test("Roman letters of ISO-2022-JP stay so over line ends", async () => {
  const bytes = Buffer.from("\x1b$B$3$l\x1b(J\\100\n\\200\n\x1b(B\\x\n", "latin1");
  for (let maxBytes = 1; maxBytes < bytes.length; maxBytes++) expect([maxBytes, (await inParts([bytes], maxBytes)).text]).toEqual([maxBytes, "これ¥100\n¥200\n\\x\n"]);
});

test("a byte order mark counts at the start of the file alone", async () => {
  const bytes = Buffer.from("\ufeffone\n\ufefftwo\n", "utf16le");
  const { text, encodings } = await inParts([bytes], 12);
  expect([text, encodings]).toEqual(["one\n\ufefftwo\n", ["UTF-16LE"]]);
});

test("what is told first holds for all that follows, ASCII before it included", async () => {
  const ascii = "nothing to see in this line\n".repeat(200);
  // A single word of Shift_JIS tells nothing by itself.
  const bytes = Buffer.concat([Buffer.from(ascii), iconv.encode(`${TEXTS.ja}\n`.repeat(60), "shiftjis"), Buffer.from(ascii), iconv.encode("語\n", "shiftjis"), Buffer.from(ascii)]);
  const { text, parts } = await inParts([bytes], 4096);
  expect(text).toBe(iconv.decode(bytes, "shiftjis"));
  expect(new Set(parts.slice(2).map(({ readAs }) => readAs?.encoding))).toEqual(new Set(["Shift_JIS"]));
});

test("a part that is no UTF-8 in a file of UTF-8 speaks for itself", async () => {
  const bytes = Buffer.concat([Buffer.from(`${TEXTS.de}\n`.repeat(60)), iconv.encode(`${TEXTS.ja}\n`.repeat(60), "shiftjis"), Buffer.from(`${TEXTS.fr}\n`.repeat(60))]);
  const { text, encodings } = await inParts([bytes], 1000);
  expect(text.startsWith(TEXTS.de) && text.endsWith(`${TEXTS.fr}\n`)).toBe(true);
  expect(encodings).toContain("Shift_JIS");
});

test.each([
  ["no text", "skipped.binary", Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(20_000)])],
  ["of an encoding that cannot be read", "encoding.unsupported", Buffer.from(`\x1b$)C${"\x0e1[3*\x0f\n".repeat(2000)}`, "latin1")],
])("a large file that is %s is one notice", async (_, code, bytes) => {
  const { parts, notices } = await inParts([bytes], 5000);
  expect(parts).toHaveLength(1);
  expect(notices.map((notice) => notice.code)).toEqual([code]);
});

test("a character that is cut by the end of what is at hand is no damage", () => {
  const encoding = new FileEncoding();
  const bytes = Buffer.from(`${"plain words ".repeat(400)}é`);
  expect(encoding.of(bytes.subarray(0, -1))).toBe("UTF-8");
  expect(encoding.readAs).toBeUndefined();
});

test("a forced encoding needs no telling", async () => {
  const { text } = await inParts([iconv.encode(LINES["ja"]!, "eucjp")], 7, "EUC-JP");
  expect(text).toBe(LINES["ja"]);
});
