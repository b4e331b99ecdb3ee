import { createHash } from "node:crypto";
import * as fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { CORRECTIONS, ICONV_NAMES } from "../../../src/models/make/encoding-sources.ts";
import { decodeBytes } from "../../../src/stages/decode/decoders.ts";
import { ENCODINGS } from "../../../src/stages/decode/encodings.ts";

const TABLES = ENCODINGS.filter(({ kind }) => kind === "table").map(({ name }) => name);
/** iconv-lite's names where they are not ours. */
const OTHER_NAMES: Readonly<Record<string, string>> = { macintosh: "macroman", "x-mac-cyrillic": "macukraine", "ISO-8859-8-I": "iso88598", ...ICONV_NAMES };
/** Where iconv-lite is behind the standard: the euro sign and two more of the Mac sets. */
const ICONV_BEHIND: Readonly<Record<string, readonly number[]>> = { macintosh: [0xbd, 0xdb, 0xf0], "x-mac-cyrillic": [0xff], "KOI8-U": [0xae, 0xbe], "windows-1253": [] };

describe("encodings of single bytes", () => {
  test.each(TABLES)("%s is read as iconv-lite reads it, but for codes that it leaves open", (name) => {
    const differing: number[] = [];
    for (let byte = 0; byte < 256; byte++) {
      const own = decodeBytes(Uint8Array.of(byte), name);
      const other = iconv.decode(Buffer.of(byte), OTHER_NAMES[name] ?? name);
      if (own !== other && other !== "\ufffd") differing.push(byte);
    }
    expect(differing).toEqual((ICONV_BEHIND[name] ?? []).filter((byte) => iconv.decode(Buffer.of(byte), OTHER_NAMES[name] ?? name) !== "\ufffd"));
  });

  test.each(TABLES.filter((name) => ICONV_NAMES[name] === undefined))("%s is read as TextDecoder reads it, but for the corrections", (name) => {
    // Node 24 has set some of them right, so that a correction need not differ.
    for (let byte = 0; byte < 256; byte++) {
      const own = decodeBytes(Uint8Array.of(byte), name);
      if (CORRECTIONS[name]?.[byte] === undefined) expect(own).toBe(new TextDecoder(name).decode(Uint8Array.of(byte)));
      else expect(own).toBe(CORRECTIONS[name][byte]);
    }
  });

  test("windows-1252 has the signs that Node 20's TextDecoder loses", () => {
    expect(decodeBytes(Uint8Array.of(0x80, 0x92, 0x93, 0x94, 0x96, 0x81), "windows-1252")).toBe("€’“”–\u0081");
  });
});

function twoByteCodes(): Buffer[] {
  const codes: Buffer[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) codes.push(Buffer.of(lead, trail));
  return codes;
}

function isCharacter(text: string): boolean {
  return Array.from(text).length === 1 && text !== "\ufffd" && !/[\ue000-\uf8ff]/.test(text);
}

/** Codes that both decoders have, and read differently. */
function differences(encoding: string, other: (code: Buffer) => string): string[] {
  return twoByteCodes().filter((code) => {
    const [own, others] = [decodeBytes(code, encoding), other(code)];
    return isCharacter(own) && isCharacter(others) && own !== others;
  }).map((code) => code.toString("hex"));
}

describe("encodings of two bytes", () => {
  test.each([["Shift_JIS", "shiftjis"], ["EUC-JP", "eucjp"], ["gb18030", "gb18030"]])("%s is read as iconv-lite reads it", (encoding, name) => {
    expect(differences(encoding, (code) => iconv.decode(code, name))).toEqual([]);
  });

  test.each([["EUC-KR", []], ["Big5", ["f9fe"]]])("%s is read as TextDecoder reads it, but for %j", (encoding, known) => {
    const decoder = new TextDecoder(encoding);
    expect(differences(encoding, (code) => decoder.decode(code))).toEqual(known);
  });

  test("EUC-KR has the syllables of code page 949, Big5 the characters of Hong Kong", () => {
    expect(decodeBytes(Uint8Array.of(0x8c, 0x63, 0x88, 0xcb), "EUC-KR")).toBe(iconv.decode(Buffer.of(0x8c, 0x63, 0x88, 0xcb), "cp949"));
    expect(decodeBytes(Buffer.from("fad8", "hex"), "Big5")).not.toMatch(/[\ue000-\uf8ff\ufffd]/);
  });

  // The same bytes on every Node: what ICU or Node change in a decoder changes one of these.
  test.each([
    ["Shift_JIS", "8bdf1922c862"],
    ["EUC-JP", "b04f8aa755cc"],
    ["gb18030", "85373408efe2"],
    ["Big5", "ab08ade293c3"],
    ["EUC-KR", "f49bf642f090"],
  ])("%s: all two-byte codes together are %s", (encoding, hash) => {
    const texts = twoByteCodes().map((code) => decodeBytes(code, encoding)).filter((text) => Array.from(text).length === 1);
    expect(createHash("sha256").update(texts.join("")).digest("hex").slice(0, 12)).toBe(hash);
  });
});

describe.each([["EUC-KR", "cp949"], ["Big5", "big5hkscs"]])("%s, whose table is made from iconv-lite's %s", (encoding, name) => {
  test("reads each code as it does, and what is none", () => {
    expect(twoByteCodes().filter((code) => decodeBytes(code, encoding) !== iconv.decode(code, name))).toEqual([]);
  });

  test("reads any bytes as it does", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeBytes(bytes, encoding)).toBe(iconv.decode(Buffer.from(bytes), name));
    }), { numRuns: 1000 });
  });
});

test.each([0x1a, 0x1c, 0x7f, 0x1b, 0x5c, 0x7e])("Shift_JIS: byte %i is the ASCII character", (byte) => {
  expect(decodeBytes(Uint8Array.of(0x41, byte, 0x42), "Shift_JIS")).toBe(`A${String.fromCharCode(byte)}B`);
});

test("bytes that are no EUC-JP become U+FFFD, not control characters", () => {
  expect(decodeBytes(Uint8Array.of(0x41, 0x85, 0x42), "EUC-JP")).toBe("A\ufffdB");
});

test.each([
  ["UTF-32LE", "41000000 00f60100 00d80000 0000ffff 41"],
  ["UTF-32BE", "00000041 0001f600 0000d800 00110000 41"],
])("%s: what is no code point becomes U+FFFD", (encoding, hex) => {
  expect(decodeBytes(Buffer.from(hex.replaceAll(" ", ""), "hex"), encoding)).toBe("A\u{1f600}\ufffd\ufffd\ufffd");
});

test("a byte order mark is text", () => {
  for (const [encoding, hex] of [["UTF-8", "efbbbf41"], ["UTF-16LE", "fffe4100"], ["UTF-32BE", "0000feff00000041"]] as const) {
    expect(decodeBytes(Buffer.from(hex, "hex"), encoding)).toBe("\ufeffA");
  }
});

describe("long UTF-8, which goes by way of UTF-16", () => {
  const long = fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), { minLength: 60, maxLength: 120 }).map((parts) => Buffer.from(parts.join("")));

  test("comes out as TextDecoder reads it", () => {
    fc.assert(fc.property(long, (bytes) => decodeBytes(bytes, "UTF-8") === new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)), { numRuns: 200 });
  });

  test("damaged too", () => {
    fc.assert(fc.property(long, fc.nat(), fc.nat(255), (bytes, place, byte) => {
      bytes[place % bytes.length] = byte;
      return decodeBytes(bytes, "UTF-8") === new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    }), { numRuns: 200 });
  });

  test("ASCII too", () => {
    const text = "nothing but ASCII in here\n".repeat(100);
    expect(decodeBytes(Buffer.from(text), "UTF-8")).toBe(text);
  });
});
