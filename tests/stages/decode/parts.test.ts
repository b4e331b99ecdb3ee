import * as fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { binaryFormatOf, hasBinaryControls, hasTextControls, holdsControlBytes, mayHoldOtherControls } from "../../../src/stages/decode/binary.ts";
import { sortLines } from "../../../src/stages/decode/byte-lines.ts";
import { guessByChardetng } from "../../../src/stages/decode/chardetng.ts";
import { declaredEncoding } from "../../../src/stages/decode/declared.ts";
import { escapeEncodingOf } from "../../../src/stages/decode/escapes.ts";
import { costOfText } from "../../../src/stages/decode/likelihood.ts";
import { countReplacements, lineOf } from "../../../src/stages/decode/replacements.ts";
import { type Ranked, rankCandidates } from "../../../src/stages/decode/ranking.ts";
import { richSample, withoutPlainRuns, withRareLines } from "../../../src/stages/decode/sample.ts";
import { countUtf8, damagedUtf8 } from "../../../src/stages/decode/tolerant-utf8.ts";
import { collectVotes } from "../../../src/stages/decode/votes.ts";
import { TEXTS } from "./samples.ts";

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");

describe("escapes of seven-bit encodings", () => {
  test.each([
    ["\x1b$B$3$l\x1b(B\n", "ISO-2022-JP"],
    ["text \x1b$@4A\x1b(J and more", "ISO-2022-JP"],
    ["\x1b$)C\n\x0e1[3*\x0f\n", "ISO-2022-KR"],
    ["\x1b$)A\x0e=;;;\x0f", "ISO-2022-CN"],
    ["This is ~{<:Ky2;~} HZ", "HZ"],
    ["\x1b[31mred\x1b[0m", undefined],
    ["~{ is no code ~}", undefined],
    ["plain", undefined],
    ["\x1b$B but \xe4\xf6\xfc\xdf \xe4\xf6\xfc", undefined],
  ])("%j is %s", (text, encoding) => {
    expect(escapeEncodingOf(latin1(text))).toBe(encoding);
  });
});

describe("tolerant UTF-8", () => {
  test.each([
    ["é", { valid: 1, invalid: 0 }],
    ["41", { valid: 0, invalid: 0 }],
  ])("%s", (text, count) => {
    expect(countUtf8(Buffer.from(text))).toEqual(count);
  });

  test.each(["c0af", "eda080", "f4908080", "e282", "ff", "8080"])("%s is one invalid run", (hex) => {
    expect(countUtf8(Buffer.from(hex, "hex"))).toMatchObject({ valid: 0, invalid: expect.any(Number) });
    expect(countUtf8(Buffer.from(hex, "hex")).invalid).toBeGreaterThan(0);
  });

  test("valid text has no invalid sequence", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => countUtf8(Buffer.from(text)).invalid === 0));
  });

  test.each([[3, 0, true], [2, 0, false], [30, 3, true], [30, 4, false]])("%i valid, %i invalid: %s", (valid, invalid, isUtf8) => {
    expect(damagedUtf8(latin1("\xc3\xa9".repeat(valid) + "\xff".repeat(invalid)))).toEqual(isUtf8 ? { valid, invalid } : undefined);
  });
});

describe("declared encodings", () => {
  test.each([
    ['<html><head><meta charset="gb2312">', "gb2312"],
    ["<META http-equiv=Content-Type content='text/html; charset=Shift_JIS'>", "Shift_JIS"],
    ["<?xml version='1.0' encoding='koi8-r'?>", "koi8-r"],
    ["# -*- coding: latin-1 -*-", "latin-1"],
    ['@charset "big5";', "big5"],
    ["# vim: set fileencoding=euc-jp :", "euc-jp"],
    ["The charset of this file is a secret", undefined],
    ["", undefined],
  ])("%s: %s", (text, name) => {
    expect(declaredEncoding(Buffer.from(text))?.name).toBe(name);
  });
});

describe("binary files", () => {
  test.each([
    ["\x89PNG\r\n\x1a\n....", "a PNG image"],
    ["%PDF-1.7\n", "a PDF document"],
    ["PK\x03\x04rest", "a ZIP archive or office document"],
    ["\x7fELF\x02", "a program (ELF)"],
    ["\x1f\x8b\x08\0", "a gzip archive"],
    ["SQLite format 3\0", "an SQLite database"],
    ["\0asm\x01", "a WebAssembly module"],
    ["\xca\xfe\xba\xbe\0", "a compiled Java class"],
    ["PNG is a format", undefined],
    ["", undefined],
  ])("%j is %s", (head, format) => {
    expect(binaryFormatOf(latin1(head))).toBe(format);
  });

  test("control characters: a few are text, many are not", () => {
    const text = "a line of words and nothing else here\n".repeat(50);
    expect(hasBinaryControls(latin1(text))).toBe(false);
    expect(hasBinaryControls(latin1(`${text}\x1a`))).toBe(false);
    expect(hasBinaryControls(latin1(text.replaceAll("w", "\x01")))).toBe(true);
    expect(hasBinaryControls(latin1(text.replaceAll("w", "\0")))).toBe(true);
    expect(hasTextControls(text)).toBe(false);
    expect(hasTextControls(text.replaceAll("w", "\u0090"))).toBe(true);
  });
});

describe("controls, four bytes at once", () => {
  const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 0x1a) || (byte > 0x1b && byte < 0x20) || byte === 0x7f;

  test("are found wherever they stand, and nothing else is", () => {
    const byte = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(0x20, 0x21, 0x7e, 0x80, 0xff, 0x0a, 0x0d, 0x1a, 0x1b) }, fc.nat(255));
    fc.assert(fc.property(fc.array(byte, { maxLength: 40 }), fc.nat(3), (list, offset) => {
      const bytes = Buffer.from(list).subarray(offset);
      expect(holdsControlBytes(bytes)).toBe(bytes.some(isControl));
    }), { numRuns: 3000 });
  });

  test.each([["fine words\n", false], ["ä « ö »", false], ["a\u0001b", false], ["a\u0085", true], ["a\u009f", true], ["a\uffffb", true]])("%j may hold others: %s", (text, may) => {
    expect(mayHoldOtherControls(Buffer.from(text))).toBe(may);
  });
});

describe("sample", () => {
  test("a short text is its own sample", () => {
    const bytes = Buffer.from("abc");
    expect(richSample(bytes)).toEqual({ bytes, end: 3 });
    expect(withRareLines(richSample(bytes), bytes)).toBe(bytes);
  });

  test("holds lines with high bytes, and one of each byte", () => {
    const bytes = latin1(`${"ascii only\n".repeat(1000)}${"caf\xe9 bar\n".repeat(2000)}${"ascii\n".repeat(1000)}\x8e the end\n`);
    const rich = richSample(bytes);
    const sample = Buffer.from(rich.bytes);
    const whole = Buffer.from(withRareLines(rich, bytes));
    expect(whole.subarray(0, sample.length)).toEqual(sample);
    expect(whole.subarray(sample.length).toString("latin1")).toBe("\x8e the end\n");
    expect(sample.includes("ascii only")).toBe(false);
    expect(sample.includes(0xe9)).toBe(true);
    expect(sample.length).toBeLessThan(4200);
  });

  test("never more than its bound, whatever the bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 4000, maxLength: 20_000 }), (bytes) => withRareLines(richSample(bytes), bytes).length <= 8192), { numRuns: 100 });
  });

  test("without plain runs, every encoding of single bytes and of two costs less by the same", () => {
    const text = latin1("A long line of plain words, of which a f\xfcnfter part says \x93nothing\x94 \x82\xa0\x82\xa2 at all: caf\xe9\x81 and more of the same\n".repeat(3));
    const short = withoutPlainRuns(text);
    expect(short.length).toBeLessThan(text.length / 2);
    const ranked = (bytes: Uint8Array): Ranked[] => rankCandidates(bytes, () => bytes, false, []).ranked.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const [full, less] = [ranked(text), ranked(short)];
    const saved = less[0]!.score - full[0]!.score;
    expect(saved).toBeGreaterThan(100);
    expect(less.map(({ name }) => name)).toEqual(full.map(({ name }) => name));
    for (const [i, { score }] of less.entries()) expect(score - full[i]!.score).toBeCloseTo(saved, 6);
  });
});

describe("votes", () => {
  test("chardetng runs, and says what it says in browsers", () => {
    expect(guessByChardetng(iconv.encode(TEXTS.ja, "shiftjis"))).toBe("Shift_JIS");
    expect(guessByChardetng(iconv.encode(TEXTS.ru, "koi8r"))).toMatch(/^KOI8-/);
    for (let i = 0; i < 200; i++) guessByChardetng(iconv.encode(TEXTS.ru.repeat(50), "koi8r")); // memory is given back
  });

  test("all three are asked where nothing leads, none where the lead cannot be caught up", () => {
    const sample = iconv.encode(TEXTS.ru, "cp1251");
    expect(collectVotes(sample, [], () => 0).map(({ by }) => by)).toEqual(["jschardet", "chardetng", "chardet"]);
    expect(collectVotes(sample, [], () => 100)).toEqual([]);
  });
});

describe("likelihood", () => {
  test.each([
    ["die Brücke", "die Brčcke"],
    ["Вчера вечером", "бЧЕПБ ЧЕЮЕТПН"],
    ["l’été", "lãŽtŽ"],
    ["きのう歩きました。", "､ｭ､ﾎ､ｦﾊ籔ｭ､ﾞ､ｷ､ｿ｡｣"],
  ])("%s is likelier than %s", (right, wrong) => {
    expect(costOfText(right)).toBeLessThan(costOfText(wrong));
  });
});

describe("replacement characters", () => {
  test("those of the source do not count", () => {
    const bytes = Buffer.concat([Buffer.from("one \ufffd\ntwo "), Buffer.of(0xff), Buffer.from("\n")]);
    expect(countReplacements(bytes.toString("utf8"), bytes, "UTF-8").count).toBe(1);
    expect(countReplacements("a\ufffd", Buffer.from("a\ufffd"), "UTF-8")).toEqual({ count: 0, line: 0 });
    expect(countReplacements("a\ufffd", Buffer.from("a\ufffd", "utf16le"), "UTF-16LE").count).toBe(0);
  });

  test.each([["a\nb\nc", 4, 3], ["a\r\nb", 3, 2], ["a\rb", 2, 2], ["abc", 2, 1]])("%j, place %i: line %i", (text, place, line) => {
    expect(lineOf(text, place)).toBe(line);
  });
});

test("lines are sorted into UTF-8 and others, and tile the bytes", () => {
  const bytes = Buffer.concat([Buffer.from("plain\nzwölf Löwen\n"), latin1("zw\xf6lf\n\xfcber\n"), Buffer.from("grün\nend")]);
  const { runs, utf8Lines, otherLines } = sortLines(bytes);
  expect(runs.map(({ kind, line, lines }) => [kind, line, lines])).toEqual([["utf-8", 1, 2], ["other", 3, 2], ["utf-8", 5, 2]]);
  expect([utf8Lines, otherLines]).toEqual([2, 2]);
  expect(runs.map(({ start, end }) => bytes.subarray(start, end).toString("latin1")).join("")).toBe(bytes.toString("latin1"));
});
