import { describe, expect, test } from "vitest";
import { columnsOf, isCjk, isHighSurrogate, isLowSurrogate, isWhiteSpace } from "../src/characters.ts";

const unit = (character: string): number => character.charCodeAt(0);

describe("white space", () => {
  test.each(["\t", "\n", "\v", "\f", "\r", " ", "\u0085", "\u00a0", "\u1680", "\u2000", "\u200a", "\u200b", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff"])("%j", (character) => {
    expect(isWhiteSpace(unit(character))).toBe(true);
  });

  test.each(["a", "0", "_", ".", "\b", "\u000e", "\u001f", "\u0084", "\u00ad", "\u180e", "\u200c", "\u200d", "\u2060", "語", "、", "\ud83d", "\uffff"])("not %j", (character) => {
    expect(isWhiteSpace(unit(character))).toBe(false);
  });

  test("holds all that JavaScript takes for white space", () => {
    const missing = Array.from({ length: 65_536 }, (_, i) => i).filter((i) => /\s/.test(String.fromCharCode(i)) && !isWhiteSpace(i));
    expect(missing).toEqual([]);
  });
});

describe("CJK", () => {
  test.each("語々〆〇あゟアヿーㄅ가힣ㄱᄀㇰ㐀龥豈ｱﾟ".split(""))("%s", (character) => {
    expect(isCjk(unit(character))).toBe(true);
  });

  test.each(["𠮷", "\u{2a700}", "\u{30000}"])("%s, by its first half", (character) => {
    expect(isCjk(unit(character))).toBe(true);
  });

  test.each(["a", "é", "я", "ก", "अ", "1", "１", "Ａ", "、", "。", "「", "・", "！", " ", "\u3000", "😀", "𝒜"])("not %s", (character) => {
    expect(isCjk(unit(character))).toBe(false);
  });
});

describe("halves of surrogate pairs", () => {
  test.each<[string, number, boolean, boolean]>([
    ["the unit before the first high half", 0xd7ff, false, false],
    ["the first high half", 0xd800, true, false],
    ["the last high half", 0xdbff, true, false],
    ["the first low half", 0xdc00, false, true],
    ["the last low half", 0xdfff, false, true],
    ["the unit behind the last low half", 0xe000, false, false],
  ])("%s", (_, code, isHigh, isLow) => {
    expect([isHighSurrogate(code), isLowSurrogate(code)]).toEqual([isHigh, isLow]);
  });
});

describe("columns", () => {
  test.each<[string, number]>([
    ["a", 1], [" ", 1], ["é", 1], ["я", 1], ["ก", 1], ["…", 1], ["ｱ", 1], ["｡", 1],
    ["語", 2], ["あ", 2], ["가", 2], ["、", 2], ["・", 2], ["」", 2], ["\u3000", 2], ["！", 2], ["Ａ", 2], ["｠", 2],
  ])("of %j: %i", (character, columns) => {
    expect(columnsOf(unit(character))).toBe(columns);
  });
});
