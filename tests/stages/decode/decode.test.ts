import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import type { RawDocument, TextDocument } from "../../../src/document.ts";
import type { Notice } from "../../../src/notices.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { decode } from "../../../src/stages/decode/decode.ts";
import { decodeBytes } from "../../../src/stages/decode/decoders.ts";
import { listEncodings } from "../../../src/stages/decode/names.ts";
import { SHARED } from "../../shared.ts";
import { TEXTS } from "./samples.ts";

interface Result {
  readonly document: TextDocument | undefined;
  readonly notices: readonly Notice[];
  readonly codes: readonly string[];
}

function run(raw: Partial<RawDocument> & { readonly bytes: Uint8Array }, settings: Partial<Settings> = {}): Result {
  const notices: Notice[] = [];
  const document = decode(
    { id: "a.txt", source: "in/a.txt", format: "text", ...raw },
    { settings: { ...DEFAULT_SETTINGS, ...settings }, notice: (notice) => notices.push(notice) },
  );
  return { document, notices, codes: notices.map(({ code }) => code) };
}

const json = (line: string, settings: Partial<Settings> = {}): Result => run({ bytes: Buffer.from(line), format: "jsonl", id: "a.jsonl#7", source: "in/a.jsonl", sourceLine: 7 }, settings);

describe("a text", () => {
  test("goes on with its origin, without bytes and mark", () => {
    const { document, notices } = run({ bytes: Buffer.from("\ufeffone\r\ntwo"), part: 1 });
    expect(document).toEqual({
      id: "a.txt", source: "in/a.txt", part: 1, text: "one\r\ntwo", encoding: "UTF-8", encodingConfidence: 1, replacementCharacters: 0, byteOrderMark: true,
    });
    expect(notices).toEqual([]);
  });

  test("that is a later part of a file has no mark to lose", () => {
    expect(run({ bytes: Buffer.from("\ufeffone"), part: 2 }).document).toMatchObject({ text: "\ufeffone", byteOrderMark: false });
  });

  test("that is a part of a file is read in the encoding that was told of the file", () => {
    const { document, notices } = run({ bytes: Buffer.of(0x8c, 0xea), part: 2, readAs: { encoding: "Shift_JIS", confidence: 0.99 } });
    expect(document).toMatchObject({ text: "語", encoding: "Shift_JIS", encodingConfidence: 0.99 });
    expect(notices).toEqual([]);
  });

  test("an empty file is an empty text", () => {
    expect(run({ bytes: new Uint8Array(0) }).document).toMatchObject({ text: "", encoding: "UTF-8" });
  });

  test("in UTF-16 with a mark loses the mark only", () => {
    expect(run({ bytes: iconv.encode("\ufeff\ufeffab", "utf16be", { addBOM: false }) }).document).toMatchObject({ text: "\ufeffab", encoding: "UTF-16BE", byteOrderMark: true });
  });
});

describe("a forced encoding", () => {
  test("is taken at its word", () => {
    const { document, notices } = run({ bytes: iconv.encode(TEXTS.ru, "koi8r") }, { encoding: "koi8-r" });
    expect(document).toMatchObject({ text: TEXTS.ru, encoding: "KOI8-R", encodingConfidence: 1 });
    expect(notices).toEqual([]);
  });

  test("that does not fit leaves replacement characters", () => {
    const { document, codes } = run({ bytes: Buffer.from([0x41, 0xe9, 0x42]) }, { encoding: "UTF-8" });
    expect(document).toMatchObject({ text: "A\ufffdB", replacementCharacters: 1 });
    expect(codes).toEqual(["encoding.replaced"]);
  });
});

function page(name: string): string {
  return `<meta charset="${name}">\n${TEXTS.ru}\n`;
}

describe("notices", () => {
  test("replacement characters, with the first line", () => {
    const bytes = Buffer.concat([Buffer.from(`${TEXTS.ja}\n`), Buffer.of(0xff), Buffer.from(`${TEXTS.ja}\n`), Buffer.of(0xfe)]);
    const { document, notices } = run({ bytes });
    expect(document?.replacementCharacters).toBe(2);
    expect(notices).toMatchObject([{ code: "encoding.replaced", severity: "doubt", path: "in/a.txt", line: 2 }]);
  });

  test("doubt names the near readings", () => {
    const { document, notices } = run({ bytes: Buffer.from([0x62, 0x0a, 0x61, 0xe1, 0x20, 0xe2]) });
    expect(document?.encodingConfidence).toBeLessThan(0.9);
    expect(notices).toMatchObject([{ code: "encoding.doubtful", severity: "doubt", path: "in/a.txt", line: 2 }]);
    expect(notices[0]?.message).toMatch(/came near.*--encoding/);
  });

  test("a long clear text is not doubtful", () => {
    expect(run({ bytes: iconv.encode(TEXTS.ru, "koi8r") }).codes).toEqual([]);
  });

  test.each([
    ["\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it begins like a PNG image"],
    ["\x01\x02\x03\x04\x05\x06\0\x07abc", "control characters"],
  ])("binary: %j", (head, reason) => {
    const { document, notices } = run({ bytes: Buffer.from(head, "latin1") });
    expect(document).toBeUndefined();
    expect(notices).toMatchObject([{ code: "skipped.binary", severity: "info" }]);
    expect(notices[0]?.message).toContain(reason);
  });

  test.each([["ISO-2022-KR", "\x1b$)C\n\x0e1[3*\x0f\n"], ["HZ", "so ~{<:Ky2;~} so\n"]])("%s is refused", (name, text) => {
    const { document, notices } = run({ bytes: Buffer.from(text, "latin1") });
    expect(document).toBeUndefined();
    expect(notices).toMatchObject([{ code: "encoding.unsupported", severity: "failure" }]);
    expect(notices[0]?.message).toContain(name);
  });

  test("a declaration that is wrong, and one that is right", () => {
    expect(run({ bytes: iconv.encode(`<head>\n${page("koi8-r")}`, "cp1251") }).notices).toMatchObject([{ code: "encoding.declared-wrong", severity: "doubt", path: "in/a.txt", line: 2 }]);
    expect(run({ bytes: Buffer.from(page("koi8-r")) }).notices).toMatchObject([{ code: "encoding.declared-wrong", severity: "doubt", line: 1 }]);
    expect(run({ bytes: iconv.encode(page("windows-1251"), "cp1251") }).notices).toEqual([]);
    expect(run({ bytes: iconv.encode(page("iso-8859-1").replace(TEXTS.ru, TEXTS.de), "cp1252") }).notices).toEqual([]);
  });

  test("mojibake, with its line", () => {
    const broken = iconv.decode(Buffer.from(TEXTS.fr), "windows1252");
    expect(run({ bytes: Buffer.from(`${TEXTS.fr}\n${broken}\n`) }).notices).toMatchObject([{ code: "mojibake", severity: "doubt", line: 2 }]);
  });

  test("mojibake of which half are control characters is no binary file", () => {
    const broken = Buffer.from(TEXTS.ru).toString("latin1");
    const { document, notices } = run({ bytes: Buffer.from(`${broken}\n`) });
    expect(document?.text).toBe(`${broken}\n`);
    expect(notices).toMatchObject([{ code: "mojibake", severity: "doubt", line: 1 }]);
  });
});

describe("mixed encodings", () => {
  const head = `${TEXTS.de}\n${TEXTS.fr}\n${TEXTS.pl}\n`;

  test.each([["windows1252", TEXTS.de, "windows-1252"], ["shiftjis", TEXTS.ja, "Shift_JIS"]])("a part in %s is read in its own", (name, text, encoding) => {
    const { document, notices } = run({ bytes: Buffer.concat([Buffer.from(head), iconv.encode(`${text}\n${text}\n`, name), Buffer.from(head)]) });
    expect(document).toMatchObject({ text: `${head}${text}\n${text}\n${head}`, encoding: "UTF-8", replacementCharacters: 0 });
    expect(notices.find(({ code }) => code === "encoding.mixed")).toMatchObject({ severity: "doubt", line: 4 });
    expect(notices.find(({ code }) => code === "encoding.mixed")?.message).toContain(encoding);
  });

  test.each([["gb18030", "gb18030", "zh-Hans"], ["EUC-KR", "cp949", "ko"]] as const)("a list of single characters in %s is not mixed, though some are valid UTF-8", (encoding, name, language) => {
    // The codes of 20 of the characters are those of "¡" to "´" in UTF-8.
    const lookAlikes = Array.from({ length: 20 }, (_, i) => iconv.decode(Buffer.of(0xc2, 0xa1 + i), name));
    const list = [...Array.from(TEXTS[language].replaceAll(/\s/g, "")), ...lookAlikes].map((character) => `${character}\n`).join("");
    const { document, codes } = run({ bytes: iconv.encode(list, name) });
    expect(document).toMatchObject({ text: list, encoding });
    expect(codes).not.toContain("encoding.mixed");
  });

  test("with a third encoding, what is surely UTF-8 is read so", () => {
    const german = "Der Fährmann kennt jeden Gast beim Namen, und im Winter dauert die Überfahrt eine Stunde länger.\nDie Straße zum Hafen ist schmal, größere Wagen müssen warten.\n";
    const japanese = "島へ渡る船は一日に二度出る。船長は乗客の名前と荷物をみな覚えている。\n冬は氷を割りながら進むので、一時間よけいにかかる。\n";
    const bytes = Buffer.concat([Buffer.from(german.repeat(3)), iconv.encode(german.repeat(3), "windows1252"), iconv.encode(japanese.repeat(2), "shiftjis")]);
    const { document, notices } = run({ bytes });
    expect(document?.text.startsWith(german.repeat(3))).toBe(true);
    expect(notices.find(({ code }) => code === "encoding.mixed")?.message).toBe("10 lines are in Shift_JIS, but not for certain, the others in UTF-8; each was read in its own");
  });

  test("single damaged bytes are no other encoding", () => {
    expect(run({ bytes: Buffer.concat([Buffer.from(head), Buffer.of(0xe4), Buffer.from(head)]) }).codes).toEqual(["encoding.replaced"]);
  });
});

describe("markup", () => {
  test.each([
    ["HTML", "<!DOCTYPE html>\n<p>One.</p>\n"],
    ["HTML", '\n<?xml version="1.0"?>\n<html lang="en">\n'],
    ["RTF", "{\\rtf1\\ansi One.}"],
    ["PostScript", "%!PS-Adobe-3.0\n(One.) show\n"],
    ["JSON", '{"text": "One.", "n": 1}\n{"text": "Two."}\n', "where each line is an object, --input-format jsonl reads their texts"],
    ["JSON", '[\n  {\n    "text": "One."\n  }\n]\n', "where each line is an object, --input-format jsonl reads their texts"],
  ])("%s is read, with a notice", (kind, text, remedy = "take the text out of it first") => {
    const { document, notices } = run({ bytes: Buffer.from(text) });
    expect(document?.text).toBe(text);
    expect(notices).toMatchObject([{ code: "markup", severity: "doubt", path: "in/a.txt", message: `is ${kind}, which is read as it stands, markup and all; ${remedy}` }]);
  });

  test.each(["{ one: 1 }", "[1] One.", '{"One"} and two: three', "<htmlx>", "In HTML a page begins with <html>.", "{rtf}", "<p>One.</p>"])("%s is none", (text) => {
    expect(run({ bytes: Buffer.from(text) }).codes).toEqual([]);
  });
});

describe("a JSON line", () => {
  test("gives its text, and its other fields as input", () => {
    expect(json('{"text":"körper","meta":{"a":[1]},"n":null}').document).toEqual({
      id: "a.jsonl#7", source: "in/a.jsonl", sourceLine: 7, text: "körper", encoding: "UTF-8", encodingConfidence: 1, replacementCharacters: 0, byteOrderMark: false,
      input: { meta: { a: [1] }, n: null },
    });
  });

  test("nested fields, and names with dots", () => {
    expect(json('{"a":{"b":{"t":"x"},"c":1}}', { textField: "a.b.t" }).document).toMatchObject({ text: "x", input: { a: { c: 1 } } });
    expect(json('{"a.t":"x","a":{"t":"y"}}', { textField: "a.t" }).document).toMatchObject({ text: "x", input: { a: { t: "y" } } });
    expect(json('{"text":"x","meta":{"id":12}}', { idField: "meta.id" }).document).toMatchObject({ id: "12", input: {} });
  });

  test("a field called __proto__ stays a field", () => {
    const { document } = json('{"text":"x","__proto__":{"a":1}}');
    expect(JSON.stringify(document?.input)).toBe('{"__proto__":{"a":1}}');
  });

  test.each([
    ['{"text":', {}, /no JSON/],
    ["[1]", {}, /no JSON object/],
    ["null", {}, /no JSON object/],
    ['{"body":"x"}', {}, /no field "text"/],
    ['{"text":5}', {}, /no string/],
    ['{"text":"x"}', { idField: "id" }, /^there is no field "id"; name the field that holds the id with --id-field$/],
    ['{"text":"x","id":""}', { idField: "id" }, /^field "id" \(--id-field\) is no string or number, or is empty$/],
    ['{"text":"x","id":{}}', { idField: "id" }, /"id"/],
  ] as const)("%s is broken", (line, settings, message) => {
    const { document, notices } = json(line, settings);
    expect(document).toBeUndefined();
    expect(notices).toMatchObject([{ code: "broken-json", severity: "failure", path: "in/a.jsonl", line: 7, message: expect.stringMatching(message) }]);
  });

  test("that is no UTF-8 is reported", () => {
    const { document, codes } = run({ bytes: Buffer.from('{"text":"caf\xe9"}', "latin1"), format: "jsonl" });
    expect(document).toMatchObject({ text: "caf\ufffd", replacementCharacters: 1 });
    expect(codes).toEqual(["encoding.replaced"]);
  });
});

/** A text with sound fields, or one notice that says why there is none. */
function isSound(bytes: Uint8Array, settings: Partial<Settings> = {}): boolean {
  const { document, notices } = run({ bytes }, settings);
  if (document === undefined) return notices.length === 1;
  const { text, encodingConfidence, replacementCharacters } = document;
  return typeof text === "string" && encodingConfidence >= 0 && encodingConfidence <= 1 && replacementCharacters >= 0;
}

describe("whatever the bytes", () => {
  const sources = [
    ...Object.values(TEXTS).map((text) => Buffer.from(text)),
    iconv.encode(TEXTS.ja, "shiftjis"), iconv.encode(TEXTS.ja, "utf16le"), iconv.encode(TEXTS.ru, "koi8r"), iconv.encode(TEXTS.fr, "utf32be"),
    Buffer.from("\x1b$B$3$l\x1b(B ~{<:~} <meta charset=x>", "latin1"),
  ];
  const mutated = fc.tuple(fc.constantFrom(...sources), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }), fc.nat()).map(([source, changes, cut]) => {
    const bytes = Buffer.from(source);
    for (const [place, byte] of changes) bytes[place % bytes.length] = byte;
    return bytes.subarray(cut % bytes.length);
  });

  test("random bytes are read or reported", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => isSound(bytes)), { numRuns: 8500 });
  });

  test("damaged texts are read or reported", () => {
    fc.assert(fc.property(mutated, (bytes) => isSound(bytes)), { numRuns: 8500 });
  });

  test("any forced encoding reads anything", () => {
    fc.assert(fc.property(fc.constantFrom(...listEncodings()), fc.uint8Array({ maxLength: 100 }), (encoding, bytes) => isSound(bytes, { encoding })), { numRuns: 3000 });
  });

  test("any JSON line gives a document or a notice", () => {
    const line = fc.oneof(fc.json(), fc.string(), fc.record({ text: fc.string({ unit: "binary" }), id: fc.anything() }).map((value) => JSON.stringify(value) ?? ""));
    fc.assert(fc.property(line, (text) => {
      const { document, notices } = json(text);
      return (document === undefined) === (notices.length === 1);
    }), { numRuns: 1000 });
  });

  test("text in UTF-8 comes out as it went in", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      const { document } = run({ bytes: Buffer.from(text) });
      return text.startsWith("\ufeff") || document === undefined || document.text === text;
    }), { numRuns: 1000 });
  });
});

describe.skipIf(SHARED === undefined)("real files", () => {
  test("98 works in Shift_JIS, without a replacement character", () => {
    const files = readdirSync(`${SHARED}data/aozora`).filter((name) => name.endsWith(".txt"));
    const results = files.map((name) => ({ bytes: readFileSync(`${SHARED}data/aozora/${name}`), name }));
    expect(files.length).toBe(98);
    for (const { bytes, name } of results) {
      const { document } = run({ bytes });
      expect([name, document?.encoding, document?.replacementCharacters]).toEqual([name, "Shift_JIS", 0]);
      expect(document?.text).toBe(iconv.decode(bytes, "shiftjis"));
    }
  });

  test("the seeds are UTF-8, without a notice of encodings", () => {
    for (const name of readdirSync(`${SHARED}seeds`).filter((file) => file.endsWith(".txt"))) {
      const { document } = run({ bytes: readFileSync(`${SHARED}seeds/${name}`) });
      expect([name, document?.encoding]).toEqual([name, "UTF-8"]);
    }
  });

  test("no right sentence of 68 languages is called mojibake, mixed or binary", () => {
    for (const name of readdirSync(`${SHARED}data/ntrex`).filter((file) => file.endsWith(".tsv"))) {
      expect([name, run({ bytes: readFileSync(`${SHARED}data/ntrex/${name}`) }).codes]).toEqual([name, []]);
    }
  });

  test("a large file in any usual encoding decodes whole", () => {
    const text = readFileSync(`${SHARED}data/ntrex/rus.tsv`, "utf8");
    const bytes = iconv.encode(text, "koi8r");
    expect(run({ bytes }).document?.text).toBe(decodeBytes(bytes, "KOI8-R"));
  });
});
