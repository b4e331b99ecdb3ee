/** Encodings that nothing here decodes are recognised and refused. */
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import type { Notice } from "../../../src/notices.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { decode } from "../../../src/stages/decode/decode.ts";
import { detectEncoding } from "../../../src/stages/decode/detect.ts";
import { SKETCHES, unsupportedReadings } from "../../../src/stages/decode/unsupported.ts";
import { readingOfStream } from "../read/reading.ts";
import { TEXTS } from "./samples.ts";

/** Johab's five bits of each vowel, in Unicode's order. */
const VOWEL_BITS = [3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29];

/** Hangul by its composition: a bit, then five bits each for initial, vowel and final; 18 of the finals is not used. */
function johab(text: string): Buffer {
  return Buffer.concat(Array.from(text, (character) => {
    const place = character.charCodeAt(0) - 0xac00;
    if (place < 0) return Buffer.from(character);
    const final = place % 28;
    const code = 0x8000 | ((Math.floor(place / 588) + 2) << 10) | (VOWEL_BITS[Math.floor(place / 28) % 21]! << 5) | (final + (final < 17 ? 1 : 2));
    return Buffer.of(code >> 8, code & 0xff);
  }));
}

const EUC_TW = Buffer.from(
  "d1d4c5b2c4b6c5a9cabccccfcaaecaaec6aacec8f9b1dfd7cae3a1a2d2e0cbc4c4a1d8e9c6f5c8e3cefbdea4d7bbc7e3c6fbf3a4c4b8a1a4cabcd4afe1abc4a7d0fec4bca1a2cba8c4dfe8eae8ead3f9cbccc4a7a1a4",
  "hex",
);
const ISO_2022_KR = Buffer.from("1b2429430e3e6e41260f200e407a33613f210f200e353f3b7d307a0f200e475432320f200e302d302138260f200e30493e7a3d40344f34590f2e0a", "hex");
const HZ = Buffer.from("7e7b57724c6c4f424e674e523a4d355c355c48253a53315f4922323d232c3f343c7b523b563b3057492b35444471553e545a4a2f4d37494f21237e7d0a", "hex");

const EBCDIC_CODES: ReadonlyMap<string, number> = new Map([
  ..." .(+)-,:\n".split("").map((character, i): [string, number] => [character, [0x40, 0x4b, 0x4d, 0x4e, 0x5d, 0x60, 0x6b, 0x7a, 0x25][i]!]),
  ...["abcdefghi", "jklmnopqr", "_stuvwxyz"].flatMap((row, i) => Array.from(row, (letter, j): [string, number] => [letter, 0x81 + 0x10 * i + j])),
  ...["ABCDEFGHI", "JKLMNOPQR", "_STUVWXYZ"].flatMap((row, i) => Array.from(row, (letter, j): [string, number] => [letter, 0xc1 + 0x10 * i + j])),
  ...Array.from("0123456789", (digit, i): [string, number] => [digit, 0xf0 + i]),
]);

/** Letters with accents become one of the codes that they have in some country. */
function ebcdic(text: string): Buffer {
  return Buffer.from(Array.from(text, (character) => EBCDIC_CODES.get(character) ?? 0x6a));
}

const CASES: readonly (readonly [string, Buffer])[] = [["Johab", johab(TEXTS.ko)], ["EUC-TW", EUC_TW], ["ISO-2022-KR", ISO_2022_KR], ["HZ", HZ], ["EBCDIC", ebcdic(TEXTS.de)]];

describe.each(CASES)("a text in %s", (name, bytes) => {
  test("is refused with its name", () => {
    const notices: Notice[] = [];
    const document = decode({ id: "a", source: "a.txt", bytes, format: "text" }, { settings: DEFAULT_SETTINGS, notice: (notice) => notices.push(notice) });
    expect(document).toBeUndefined();
    expect(notices).toMatchObject([{ code: "encoding.unsupported", severity: "failure", path: "a.txt", message: `the text is in ${name}, which cannot be read; convert it to UTF-8 first` }]);
  });

  test("in a table is refused too", async () => {
    const heading = name === "EBCDIC" ? ebcdic("text\n") : Buffer.from("text\n");
    const { documents, notices } = await readingOfStream([Buffer.concat([heading, bytes])], { inputFormat: "csv" });
    expect(documents).toEqual([]);
    expect(notices).toMatchObject([{ code: "encoding.unsupported", severity: "failure" }]);
  });
});

test.each([
  ["short lines", "No train today.\nThe next is on Monday.\n".repeat(20)],
  ["capitals and numbers", "INVOICE 1047, 12 MAY: 3 BARRELS OF TAR, 41.50, PAID\n"],
  ["records of one length", ["The bridge is closed", "until the ice is gone"].map((line) => line.padEnd(80)).join("")],
])("EBCDIC: %s", (_, text) => {
  expect(detectEncoding(ebcdic(text))).toMatchObject({ encoding: "EBCDIC" });
});

test.each([
  ["addresses in ASCII", Buffer.from("anna@post.example,".repeat(20))],
  ["Russian with @ for spaces", iconv.encode(TEXTS.ru.replaceAll(/\s/g, "@"), "cp866")],
  ["Japanese with ideographic spaces", iconv.encode(`${TEXTS.ja.replaceAll(/\s/g, "")}　　　　`.repeat(3), "shiftjis")],
])("%s is no EBCDIC", (_, bytes) => {
  expect(detectEncoding(bytes)).not.toMatchObject({ encoding: "EBCDIC" });
});

test("Cantonese in EUC-TW, with characters of the third plane and above, is refused with its name", () => {
  // Every fourth character is of such a plane, as in sentences with 嘅, 咗 and 喺.
  const rare = [Buffer.from("8ea3c4e7", "hex"), Buffer.from("8ea4b2d1", "hex")];
  const characters = Array.from({ length: EUC_TW.length / 2 }, (_, i) => EUC_TW.subarray(2 * i, 2 * i + 2));
  const bytes = Buffer.concat(characters.flatMap((character, i) => (i % 4 === 3 ? [character, rare[i % 8 === 3 ? 0 : 1]!] : [character])));
  expect(detectEncoding(bytes)).toMatchObject({ encoding: "EUC-TW" });
});

test("Johab is read by its composition, EUC-TW nearly as it is", () => {
  expect(SKETCHES.get("Johab")!(johab(TEXTS.ko))).toBe(TEXTS.ko);
  const read = Array.from(SKETCHES.get("EUC-TW")!(EUC_TW));
  expect(read.filter((character, i) => character === Array.from(TEXTS["zh-Hant"])[i]).length).toBeGreaterThan(0.8 * read.length);
});

test.each([
  ["ko", "cp949"], ["ja", "shiftjis"], ["ja", "eucjp"], ["zh-Hans", "gb18030"], ["zh-Hant", "big5hkscs"], ["ru", "koi8r"], ["ru", "cp1251"], ["fr", "cp1252"], ["th", "cp874"],
] as const)("%s in %s does not even look like one of them", (name, iconvName) => {
  expect(unsupportedReadings(iconv.encode(TEXTS[name], iconvName))).toEqual([]);
});
