import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBytes } from "../../../src/stages/decode/decoders.ts";
import { costOfText } from "../../../src/stages/decode/likelihood.ts";
import { findMojibake, type MojibakeLine } from "../../../src/stages/decode/mojibake.ts";
import { repairMojibake } from "../../../src/stages/decode/mojibake-repair.ts";
import { mojibakeNotices } from "../../../src/stages/decode/mojibake-notices.ts";
import { SHARED } from "../../shared.ts";
import { TEXTS } from "./samples.ts";

function readAs(text: string, encoding: string): string {
  const bytes = Buffer.from(text);
  return encoding === "ISO-8859-1" ? bytes.toString("latin1") : decodeBytes(bytes, encoding);
}

const find = (text: string): readonly MojibakeLine[] => findMojibake(text, Buffer.from(text));
const repair = (text: string): string => repairMojibake(text, find(text)).text;

describe("UTF-8 read as", () => {
  test.each([
    ["windows-1252", TEXTS.de], ["windows-1252", TEXTS.fr], ["windows-1252", TEXTS.ko], ["windows-1252", TEXTS.ja], ["ISO-8859-1", TEXTS.ru],
    ["Shift_JIS", TEXTS.ja], ["gb18030", TEXTS["zh-Hans"]], ["Shift_JIS", TEXTS.ru], ["Shift_JIS", TEXTS.el], ["EUC-JP", TEXTS.ru], ["EUC-JP", TEXTS.ar], ["gb18030", TEXTS.ko],
  ])("%s is recognised, with its line: %s", (name, text) => {
    expect(find(`fine\n${readAs(text, name)}\nfine\n`)).toMatchObject([{ readAs: name, line: 2 }]);
  });

  test.each([
    ["windows-1252", TEXTS.de], ["windows-1252", TEXTS.ar], ["windows-1252", "🐢 naïve"], ["ISO-8859-1", TEXTS.ja], ["ISO-8859-1", "l’été, « près »"],
    ["Shift_JIS", "drüben, für fünf Äpfel"], ["EUC-JP", "drüben, für fünf Nüsse"], ["gb18030", "drüben, für fünf Äpfel"], ["gb18030", TEXTS.ru], ["gb18030", TEXTS.el], ["gb18030", TEXTS.ar],
  ])("%s is repaired where nothing was lost: %s", (name, text) => {
    expect(repair(`fine\r\n${readAs(text, name)}\rfine`)).toBe(`fine\r\n${text}\rfine`);
  });

  test.each([2, 3])("windows-1252 %i times over is repaired", (times) => {
    let text: string = TEXTS.fr;
    for (let i = 0; i < times; i++) text = readAs(text, "windows-1252");
    expect(repair(text)).toBe(TEXTS.fr);
  });

  test("a line of which something was lost stays", () => {
    const lost = readAs(TEXTS.ja, "Shift_JIS");
    expect(find(lost)).toMatchObject([{ readAs: "Shift_JIS", repaired: undefined }]);
    expect(repair(lost)).toBe(lost);
  });

  test("one character is enough where another line has more", () => {
    const one = readAs("eine Tür", "windows-1252");
    expect(find(one)).toEqual([]);
    expect(repair(`${one}\n${readAs(TEXTS.de, "windows-1252")}`)).toBe(`eine Tür\n${TEXTS.de}`);
  });
});

test.each([["Å• Å•", "ŕ ŕ"], ["Ä” Ä”", "Ĕ Ĕ"], ["a×» a×»", "a׻ a׻"], ["AÎ”, Î”", "AΔ, Δ"]])("a reading that is only a little likelier is none: %s", (text, other) => {
  expect(readAs(other, "windows-1252")).toBe(text);
  expect(costOfText(other)).toBeLessThan(costOfText(text));
  expect(find(text)).toEqual([]);
});

describe("right text", () => {
  test.each([...Object.values(TEXTS), "NÃO É “IRMÃ”, É CORAÇÃO", "ﾃｽﾄ ﾃﾞｰﾀ ﾃﾚﾋﾞ", "für „für“ steht fÃ¼r da, und Ã¤ für ä", "用Python写的a的b", "Ã and Â"])("stays: %s", (text) => {
    expect(find(`${text}\n${text}`)).toEqual([]);
  });

  test.each([2, 5])("with every %ith character beyond ASCII lost stays", (step) => {
    for (const text of Object.values(TEXTS)) {
      let seen = 0;
      const lost = Array.from(text, (character) => (character > "\x7f" && seen++ % step === 0 ? "\ufffd" : character)).join("");
      expect(find(`${lost}\n${lost}`)).toEqual([]);
    }
  });

  test("with some lines of mojibake stays, whatever the lines", () => {
    const line = fc.constantFrom(...Object.values(TEXTS));
    const lines = fc.array(fc.tuple(line, fc.constantFrom("right", "windows-1252", "ISO-8859-1")), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(lines, (drawn) => {
      const text = drawn.map(([words, how]) => (how === "right" ? words : readAs(words, how))).join("\n");
      const { text: repaired, repairs } = repairMojibake(text, find(text));
      expect(repaired).toBe(drawn.map(([words]) => words).join("\n"));
      expect(repairs).toHaveLength(drawn.filter(([, how]) => how !== "right").length);
      for (const { start, end, text: before } of repairs) expect(readAs(repaired.slice(start, end), "windows-1252") === before || readAs(repaired.slice(start, end), "ISO-8859-1") === before).toBe(true);
    }));
  });

  const folder = SHARED === undefined ? undefined : `${SHARED}data/ntrex/`;

  test.skipIf(folder === undefined)("of 69 languages is never repaired, nor in capitals, nor in quotation marks", () => {
    const names = readdirSync(folder!).filter((name) => name.endsWith(".tsv"));
    expect(names).toHaveLength(69);
    for (const name of names) {
      const text = readFileSync(folder! + name, "utf8");
      for (const right of [text, text.toUpperCase(), text.replace(/\p{L}+/gu, "“$&”")]) expect([name, find(right)]).toEqual([name, []]);
    }
  });
});

describe("what is told", () => {
  const broken = readAs(TEXTS.fr, "windows-1252");
  const mixed = find(`${broken}\n${TEXTS.fr}\n${broken} à`);

  test("is what could be repaired", () => {
    expect(mojibakeNotices(mixed, false)).toEqual([
      { code: "mojibake", severity: "doubt", line: 1, message: "2 lines of UTF-8 once read as windows-1252 (mojibake): line 1, 3; --repair-mojibake repairs 1 of 2" },
    ]);
  });

  test("is what was repaired, and what could not be", () => {
    expect(mojibakeNotices(mixed, true)).toEqual([
      { code: "mojibake", severity: "doubt", line: 3, message: "a line of UTF-8 once read as windows-1252 (mojibake): line 3, which cannot be undone as a whole" },
      { code: "mojibake", severity: "info", line: 1, message: "a line of UTF-8 once read as windows-1252 (mojibake): line 1, repaired" },
    ]);
  });
});
