import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { detectEncoding } from "../../../src/stages/decode/detect.ts";
import { costOfShapes } from "../../../src/stages/decode/word-shapes.ts";

describe("shapes that no language has cost", () => {
  test.each(["dr¡gu", "ge‹nd", "si‰le", "v’’r so", "Velt‚,", "20 m‰,", "cor∩la", "кофеÄ", "καθΆ όλη", "geпnd", "na型me", "ÄÄÄÄ", "<b>РВОЕ</b>"])("%s", (text) => expect(costOfShapes(text)).toBeGreaterThan(0));

  test.each(["l’été", "aujourd’hui", "l·legir", "10 000 pas", "mot — mot", "well—known", "«así»", "¿qué?", "„so“ sagt", "5 ‰ mehr", "Škoda", "Ärger", "ÅÄÖ", "Εγώ Άννα", "Вот", "用Word做", "ВНИМАНИЕ", "STOP! ВНИМАНИЕ", "<b>Москва</b>", "════", "。。。"])(
    "%s costs nothing",
    (text) => expect(costOfShapes(text)).toBe(0),
  );
});

test.each([["cp850", "IBM850"], ["macroman", "macintosh"]])("letters of a foreign name in %s are no signs of windows-1252", (iconvName, encoding) => {
  const text = "The talks between the two towns were led by Eduardo Martínez Beltré, who had been mayor for eleven years and wanted the bridge to be built before the winter.";
  expect(detectEncoding(iconv.encode(text, iconvName))).toMatchObject({ encoding });
});

test("lines that damage spared tell EUC-JP from gb18030, in which the others happen to be likelier", () => {
  const lines = ["朝の市場では魚と野菜が並び、近所の人たちが話しながら買い物をしていた。", "古い橋のそばに小さな茶屋があって、旅の人が休んでいく。", "雨が降ると道はぬかるみ、馬車は坂の途中で止まってしまうことがよくあった。", "夕方になると子供たちは川へ行き、石を投げて遊んだ。", "村の鍛冶屋は七十を過ぎても毎日火の前に立っている。", "図書館の二階からは港と灯台がよく見える。"];
  const bytes = iconv.encode(`${lines.join("\n")}\n`, "eucjp");
  for (const [place, byte] of [[92, 41], [220, 95], [216, 11], [12, 160], [212, 238], [154, 120]] as const) bytes[place] = byte;
  expect(detectEncoding(bytes)).toMatchObject({ encoding: "EUC-JP" });
});

test("a menu drawn in lines is no Cyrillic", () => {
  const menu = "┌────────────┐\n│ MENU       │\n├────────────┤\n│ 1. Öffnen  │\n│ 2. Beenden │\n└────────────┘\n";
  expect(detectEncoding(iconv.encode(menu, "cp437"))).toMatchObject({ encoding: expect.stringMatching(/^IBM(437|850)$/) });
});

test("short words of Chinese in a page are no Cyrillic capitals", () => {
  expect(detectEncoding(iconv.encode("<title>首页</title><a href='/a'>新闻</a> | <a href='/b'>体育</a> | <a href='/c'>娱乐</a>\n", "gb18030"))).toMatchObject({ encoding: "gb18030" });
});
