import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalForm } from "../../../src/audit/coverage.ts";
import { normalFormOf, writeNormalForm } from "../../../src/stages/duplicates/normal-form.ts";
import { unitsOf } from "./texts.ts";

describe("normal form", () => {
  test.each<[string, string, string]>([
    ["case", "Der LEUCHTTURM", "derleuchtturm"],
    ["punctuation and spaces go", "«Ja», — sagte sie … (leise)", "jasagtesieleise"],
    ["width", "ＡＢＣ　１２３", "abc123"],
    ["half-width kana with marks", "ｶﾞｷﾞﾊﾟ", "ガギパ"],
    ["marks join the letter before them", "cafe\u0301 か\u3099", "caféが"],
    ["two marks in any order", "e\u0302\u0323 e\u0323\u0302 ê\u0323 ẹ\u0302 ệ", "ệệệệệ"],
    ["marks that join nothing keep their order, over what is dropped too", "so \u0738\ufffd\u0e39\u0e49", "so\u0738\u0e39\u0e49"],
    ["jamo become syllables", "\u1112\u1161\u11ab \u3131\u314f", "한가"],
    ["ligatures and circled digits", "ﬁn ①②", "fin12"],
    ["digits of other scripts", "٣٤ ۵ ५६ ๗", "345567"],
    ["final sigma", "ΣΟΦΟΣ σοφος", "σοφοσσοφοσ"],
    ["marks that join nothing stay", "नमस्ते ผู้", "नमस्तेผู้"],
    ["above the BMP: Han stays, letters fold, pictures go", "𠮷野😀𝐀𐐀", "𠮷野a𐐨"],
    ["half a pair goes", "a\ud800b\udc00c", "abc"],
    ["nothing is left of punctuation", "—— !? ……", ""],
    ["one character becomes many", "\ufdfa", "صلىاللهعليهوسلم"],
  ])("%s", (_, text, normal) => {
    expect(normalFormOf(text)).toBe(normal);
  });

  test("is what the runtime's own NFKC gives, for characters that every Unicode version knows", () => {
    const character = fc.constantFrom(...Array.from("aZéßς0９٣๗①ﬁｶﾞ\u0301\u0323\u0302\u3099かカ한\u1112\u1161\u11abㄱㅏ漢𠮷𝐀𐐀😀 \u3000-\ufffd。،َّनि्ผู้\u0738я́ё\ufdfa"));
    fc.assert(fc.property(fc.array(character, { maxLength: 30 }), (characters) => {
      expect(normalFormOf(characters.join(""))).toBe(normalForm(characters.join("")));
    }), { numRuns: 4000 });
  });

  test("of a normal form is that form again", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
      const once = normalFormOf(text);
      expect(normalFormOf(once)).toBe(once);
    }), { numRuns: 2000 });
  });

  test("goes behind what stands there already, and says when there is no room", () => {
    const out = new Uint16Array(40);
    expect(writeNormalForm(unitsOf("Ab c"), 1, 4, out, 3)).toBe(5);
    expect([...out.subarray(3, 5)]).toEqual([0x62, 0x63]);
    expect(writeNormalForm(unitsOf("\ufdfa".repeat(3)), 0, 3, out, 0)).toBe(-1);
    expect(writeNormalForm(unitsOf("a".repeat(41)), 0, 41, out, 0)).toBe(-1);
  });
});
