import * as fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { FileEncoding } from "../../../src/stages/decode/file-encoding.ts";
import { splitAtLineEnds, splitLines } from "../../../src/stages/read/split.ts";
import { streamOf } from "./reading.ts";

async function piecesOf(chunks: readonly Uint8Array[], maxBytes: number): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of splitAtLineEnds(streamOf(...chunks), maxBytes, new FileEncoding())) pieces.push(piece);
  return pieces;
}

async function linesOf(...chunks: readonly (string | Uint8Array)[]): Promise<[number, string][]> {
  const lines: [number, string][] = [];
  for await (const { bytes, line } of splitLines(streamOf(...chunks))) lines.push([line, Buffer.from(bytes).toString()]);
  return lines;
}

/** Chunks of a text, cut at these places (which may lie inside a character). */
function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1]!, end));
}

const utf16be = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();
const utf32le = (text: string): Buffer => iconv.encode(text, "utf-32le", { addBOM: false });

describe("pieces of at most so many bytes", () => {
  test.each<[string, number, string[]]>([
    ["aa\nbb\ncc\n", 6, ["aa\nbb\n", "cc\n"]],
    ["aa\nbb\ncc\n", 7, ["aa\nbb\n", "cc\n"]],
    ["aa\nbb\ncc", 5, ["aa\n", "bb\ncc"]],
    ["aa\nbb\ncc\n", 9, ["aa\nbb\ncc\n"]],
    ["a\r\nb\r\nc\r\n", 4, ["a\r\n", "b\r\n", "c\r\n"]],
    // A line that is too long stays whole, up to twice the size.
    ["aaaaaa\nb\n", 4, ["aaaaaa\n", "b\n"]],
    ["a\nbbbbbb\n", 4, ["a\n", "bbbbbb\n"]],
    ["\n\n\n\n", 2, ["\n\n", "\n\n"]],
    ["", 4, []],
  ])("%j in pieces of %i", async (text, maxBytes, pieces) => {
    expect((await piecesOf([Buffer.from(text)], maxBytes)).map(String)).toEqual(pieces);
  });

  test.each<[string, (text: string) => Buffer]>([
    ["UTF-16LE", (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16BE", (text) => utf16be(`\ufeff${text}`)],
    ["UTF-32LE", (text) => utf32le(`\ufeff${text}`)],
  ])("%s is cut behind a line end, not behind a byte that looks like one", async (_, encode) => {
    // 上 is U+4E0A and ਊ is U+0A0A: both have the byte 0A.
    const lines = ["上上上\n", "ਊਊਊ\n", "上\n"];
    const mark = encode("").length;
    const sizes = lines.map((line, i) => encode(line).length - (i === 0 ? 0 : mark));
    const pieces = await piecesOf([encode(lines.join(""))], sizes[0]!);
    expect(pieces.map((piece) => piece.length)).toEqual(sizes);
    expect(Buffer.concat(pieces)).toEqual(encode(lines.join("")));
  });

  test("a line without end is cut, but not inside a character of UTF-8", async () => {
    const bytes = Buffer.from("あ".repeat(40));
    const pieces = await piecesOf([bytes], 10);
    expect(pieces.map((piece) => [...new Set(piece.toString())].join(""))).toEqual(pieces.map(() => "あ"));
    expect(Buffer.concat(pieces)).toEqual(bytes);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(20);
  });

  test("no bytes are lost, and pieces end with line ends, in whatever chunks they come", async () => {
    const line = fc.string({ unit: fc.constantFrom("a", "é", "語", "😀"), maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.array(fc.nat(200), { maxLength: 6 }), async (lines, places) => {
        const bytes = Buffer.from(lines.join("\n"));
        // A line has 16 bytes at most, so that none is cut.
        const pieces = await piecesOf(cutAt(bytes, places), 17);
        expect(Buffer.concat(pieces)).toEqual(bytes);
        expect(pieces).toEqual(await piecesOf([bytes], 17));
        for (const piece of pieces.slice(0, -1)) expect(piece.at(-1)).toBe(0x0a);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(34);
      }),
      { numRuns: 200 },
    );
  });
});

describe("pieces of text whose lines are too long", () => {
  const unit = fc.constantFrom("a", "é", "語", "😀", "\n", "ਊ", "\u0085");
  const encoders: readonly [string, (text: string) => Buffer, number][] = [
    ["UTF-8", (text) => Buffer.from(text), 1],
    ["UTF-16LE", (text) => Buffer.from(`\ufeff${text}`, "utf16le"), 2],
    ["UTF-16BE", (text) => utf16be(`\ufeff${text}`), 2],
    ["UTF-32LE", (text) => utf32le(`\ufeff${text}`), 4],
  ];

  test.each(encoders)("of %s are the same in whatever chunks they come", async (_, encode) => {
    const text = fc.string({ unit, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(400), { maxLength: 8 }), fc.integer({ min: 1, max: 24 }), async (content, places, maxBytes) => {
        const bytes = encode(content);
        const pieces = await piecesOf(cutAt(bytes, places), maxBytes);
        expect(Buffer.concat(pieces)).toEqual(bytes);
        expect(pieces).toEqual(await piecesOf([bytes], maxBytes));
      }),
      { numRuns: 300 },
    );
  });

  test("are cut behind the first line end beyond their size", async () => {
    const bytes = Buffer.from(`${"a".repeat(9)}\nb\n`);
    for (const chunks of [[bytes], [...bytes].map((byte) => Uint8Array.of(byte))]) {
      expect((await piecesOf(chunks, 5)).map(String)).toEqual([`${"a".repeat(9)}\n`, "b\n"]);
    }
  });

  test.each(encoders)("of %s are cut between characters", async (_, encode, unitBytes) => {
    const bytes = encode("\u0085é😀語".repeat(20));
    const pieces = await piecesOf([bytes], 10);
    const whole = new Set(["\u0085", "é", "😀", "語", "\ufeff"]);
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces) {
      expect(piece.length % unitBytes).toBe(0);
      expect(Array.from(decodeLike(encode, piece)).filter((character) => !whole.has(character))).toEqual([]);
    }
  });

  test.each(encoders)("of %s end, however small the pieces are to be", async (_, encode) => {
    for (const maxBytes of [1, 2, 3]) expect(Buffer.concat(await piecesOf([encode("ああ😀")], maxBytes))).toEqual(encode("ああ😀"));
  });

  /** A piece as text, in the encoding that this encoder writes. */
  function decodeLike(encode: (text: string) => Buffer, piece: Buffer): string {
    const [first] = encode("");
    if (first === undefined) return piece.toString();
    if (first === 0xfe) return Buffer.from(piece).swap16().toString("utf16le");
    return encode("").length === 2 ? piece.toString("utf16le") : iconv.decode(piece, "utf-32le", { stripBOM: false });
  }
});

describe("lines of a stream", () => {
  test.each<[string[], [number, string][]]>([
    [["a\nb\n"], [[1, "a"], [2, "b"]]],
    [["a\nb"], [[1, "a"], [2, "b"]]],
    [["a\n\n \t\r\nb"], [[1, "a"], [4, "b"]]],
    [["a\r\nb\r\n"], [[1, "a\r"], [2, "b\r"]]],
    [["a", "b\nc", "d", "\n", "e"], [[1, "ab"], [2, "cd"], [3, "e"]]],
    [["", "\n"], []],
    [[], []],
  ])("%j", async (chunks, lines) => {
    expect(await linesOf(...chunks)).toEqual(lines);
  });

  test("are the same in whatever chunks they come", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", "語", "\n", " ", "\r"), maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(120), { maxLength: 6 }), async (content, places) => {
        const bytes = Buffer.from(content);
        expect(await linesOf(...cutAt(bytes, places))).toEqual(await linesOf(bytes));
      }),
      { numRuns: 200 },
    );
  });
});
