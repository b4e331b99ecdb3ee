import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { decodeBytes } from "../../../src/stages/decode/decoders.ts";
import { detectEncoding } from "../../../src/stages/decode/detect.ts";
import type { Detection } from "../../../src/stages/decode/detection.ts";
import { TEXT_NAMES, TEXTS, type TextName } from "./samples.ts";

function detected(bytes: Uint8Array): Detection {
  const detection = detectEncoding(bytes);
  if (detection === "binary") throw new Error("called binary");
  return detection;
}

describe("certain signs", () => {
  test.each([
    ["efbbbf41", "UTF-8", 3],
    ["fffe4100", "UTF-16LE", 2],
    ["feff0041", "UTF-16BE", 2],
    ["fffe000041000000", "UTF-32LE", 4],
    ["0000feff00000041", "UTF-32BE", 4],
    ["84319533e4bda0", "gb18030", 4],
    ["", "UTF-8", 0],
    ["41420a", "UTF-8", 0],
  ])("%s is %s", (hex, encoding, markLength) => {
    expect(detected(Buffer.from(hex, "hex"))).toMatchObject({ encoding, confidence: 1, markLength });
  });

  test("ASCII and UTF-8 are certain", () => {
    for (const text of ["plain words\n", TEXTS.ja, TEXTS.fr]) expect(detected(Buffer.from(text))).toMatchObject({ encoding: "UTF-8", confidence: 1 });
  });

  test.each(TEXT_NAMES)("UTF-16 and UTF-32 without a mark: %s", (name) => {
    const text = `${TEXTS[name]}\n`;
    expect(detected(iconv.encode(text, "utf16le")).encoding).toBe("UTF-16LE");
    expect(detected(iconv.encode(text, "utf16be", { addBOM: false })).encoding).toBe("UTF-16BE");
    expect(detected(iconv.encode(text, "utf32le", { addBOM: false })).encoding).toBe("UTF-32LE");
    expect(detected(iconv.encode(text, "utf32be", { addBOM: false })).encoding).toBe("UTF-32BE");
  });

  test("UTF-16 of ASCII text, and of a script without statistics", () => {
    expect(detected(Buffer.from("just a line\n", "utf16le")).encoding).toBe("UTF-16LE");
    expect(detected(Buffer.from("कल शाम हम नदी के किनारे टहल रहे थे\n", "utf16le")).encoding).toBe("UTF-16LE");
  });
});

const LEGACY: readonly (readonly [TextName, string, string])[] = [
  ["ja", "shiftjis", "Shift_JIS"], ["ja", "eucjp", "EUC-JP"], ["zh-Hans", "gb18030", "gb18030"], ["zh-Hant", "big5hkscs", "Big5"], ["ko", "cp949", "EUC-KR"],
  ["ru", "cp1251", "windows-1251"], ["ru", "koi8r", "KOI8-R"], ["ru", "cp866", "IBM866"], ["ru", "iso88595", "ISO-8859-5"], ["ru", "maccyrillic", "x-mac-cyrillic"],
  ["uk", "koi8u", "KOI8-U"], ["de", "cp1252", "windows-1252"], ["fr", "cp1252", "windows-1252"], ["fr", "macroman", "macintosh"], ["pl", "cp1250", "windows-1250"],
  ["pl", "iso88592", "ISO-8859-2"], ["cs", "cp852", "IBM852"], ["hu", "cp1250", "windows-1250"], ["el", "cp1253", "windows-1253"], ["tr", "cp1254", "windows-1254"],
  ["he", "cp1255", "windows-1255"], ["ar", "cp1256", "windows-1256"], ["th", "cp874", "windows-874"], ["lt", "cp1257", "windows-1257"],
];

describe("likelihood", () => {
  test("a few words of KOI8-R in a long ASCII text are no UTF-16", () => {
    const ascii = "# a list of tools, one a line, with what each of them is for\n".repeat(80);
    const words = Buffer.from('            "\u00f0\u00cf\u00cc\u00c5".encode("utf-8"),\n            "\\\u00f0".encode("utf-8"))\n', "latin1");
    expect(detected(Buffer.concat([Buffer.from(ascii), words])).encoding).toBe("KOI8-R");
  });

  test.each(LEGACY)("%s in %s is %s", (name, iconvName, encoding) => {
    const bytes = iconv.encode(TEXTS[name], iconvName);
    const { encoding: found, confidence } = detected(bytes);
    // Alike but for the name is as good: KOI8-R and KOI8-U differ in a few letters.
    expect([found, decodeBytes(bytes, found)]).toEqual([encoding, TEXTS[name]]);
    expect(confidence).toBeGreaterThan(0.5);
  });

  test.each(LEGACY.slice(0, 5))("%s in %s, each tenth character lost, is still %s", (name, iconvName, encoding) => {
    const bytes = iconv.encode(`${TEXTS[name]}\n`.repeat(4), iconvName);
    for (let at = 5; at < bytes.length; at += 60) bytes[at] = 0x3f;
    expect(detected(bytes).encoding).toBe(encoding);
  });

  test("the text's own word counts where readings are alike likely", () => {
    const body = "Cost: \xa4 5\n";
    const head = (name: string): Buffer => Buffer.from(`<meta charset="${name}">\n${body}`, "latin1");
    expect(detected(head("iso-8859-15")).encoding).toBe("ISO-8859-15");
    expect(detected(head("windows-1252")).encoding).toBe("windows-1252");
  });

  test("high bytes far behind a long head of ASCII are looked at", () => {
    const head = "nothing to see in this line\n".repeat(4000);
    expect(detected(iconv.encode(`${head}${TEXTS.ru}\n`, "cp1251")).encoding).toBe("windows-1251");
  });

  test("a single byte at the end of a long file tells windows-1250 from ISO-8859-2", () => {
    const head = "Mały łoś pił wodę nad rzeką, a potem zasnął pod lipą.\n".repeat(200);
    expect(detected(iconv.encode(`${head}Świetna źrebica.\n`, "cp1250")).encoding).toBe("windows-1250");
    expect(detected(iconv.encode(`${head}Świetna źrebica.\n`, "iso88592")).encoding).toBe("ISO-8859-2");
  });
});

test("UTF-8 with bytes that are none stays UTF-8", () => {
  const bytes = Buffer.concat([Buffer.from(TEXTS.ja), Buffer.of(0xff), Buffer.from(TEXTS.ja)]);
  expect(detected(bytes).encoding).toBe("UTF-8");
  expect(detected(bytes).confidence).toBeLessThan(1);
});

test("what came near is told with its distance, the nearest first, and votes bring it nearer or farther", () => {
  const text = "Fünf süße Äpfel";
  const plain = detected(iconv.encode(text, "cp850"));
  expect(plain.near.length).toBeGreaterThan(0);
  expect(plain.near.map(({ behind }) => behind)).toEqual(plain.near.map(({ behind }) => behind).toSorted((a, b) => a - b));
  const declared = detected(iconv.encode(`<meta charset="cp850">${text}`, "cp850"));
  expect(declared.votes[0]).toMatchObject({ by: "declaration", encoding: "IBM850" });
  expect(declared.near[0]!.behind).toBeGreaterThan(plain.near[0]!.behind);
});

test.each([
  ["zeros", Buffer.alloc(400)],
  ["random", Buffer.from(Array.from({ length: 3000 }, (_, i) => (Math.imul(i + 1, 2_654_435_761) >>> 13) & 0xff))],
])("%s are binary", (_, bytes) => {
  expect(detectEncoding(bytes)).toBe("binary");
});
