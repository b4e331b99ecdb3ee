/** What the fitted stage decides on whole made-up documents: the cut, its reasons, and what must stay. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitParagraphs } from "../../../src/stages/paragraphs/paragraphs.ts";
import { measureShapes } from "../../../src/stages/tails/shape.ts";
import { mark } from "./mark.ts";
import { CHINESE, CHINESE_TEASERS, ENGLISH, ENGLISH_TEASERS, GERMAN, JAPANESE, JAPANESE_TEASERS, KOREAN, SPANISH } from "./texts.ts";

const WALL = [
  "https://kanero-daily.example/2014/11/river-flood", "https://kanero-daily.example/2014/11/new-mayor", "https://votilo.example/p/5512.html",
  "https://www.votilo.example/p/7120.html", "https://satomi.example/articles/88121",
];

/** The cut of a tail below a body: lines of the whole text. */
function cutBelow(body: readonly string[], tail: readonly string[], between = "\n"): readonly string[] {
  return mark([...body, ...tail].join("\n").replace(`${body.at(-1)}\n`, `${body.at(-1)}${between}`)).cut;
}

describe("tails that go", () => {
  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ["English teasers", ENGLISH, ENGLISH_TEASERS, ["7-11 ads"]],
    ["Japanese teasers", JAPANESE, JAPANESE_TEASERS, ["6-9 ads"]],
    ["Chinese teasers", CHINESE, CHINESE_TEASERS, ["6-9 ads"]],
    ["hashtags", ENGLISH, ["#ferry #ostrow #bells #rivers"], ["7-7 hashtags"]],
    ["Japanese hashtags", JAPANESE, ["#灯台 #日誌 #岬の暮らし"], ["6-6 hashtags"]],
    ["a wall of links", GERMAN, WALL, ["6-10 links"]],
    ["headlines with addresses", SPANISH, ["Diez trucos para limpiar la cocina", WALL[0]!, "El equipo local gana en la prórroga", WALL[2]!], ["6-9 links"]],
    ["an English plea", ENGLISH, ["Please like, share and subscribe to our channel for more stories!"], ["7-7 plea"]],
    ["a Chinese plea", CHINESE, ["喜欢这篇文章的话，请点赞、转发，并关注我们的公众号！"], ["6-6 plea"]],
    ["a Korean plea", KOREAN, ["구독과 좋아요 부탁드립니다!"], ["6-6 plea"]],
    ["controls", ENGLISH, ["Share", "Tweet", "Print this page", "Back to top"], ["7-10 ui"]],
    ["German controls and footer", GERMAN, ["Teilen", "Drucken", "Nach oben", "Impressum", "Datenschutz"], ["6-10 ui"]],
    ["a copy of the own lead and teasers", ENGLISH, [`${ENGLISH[1]!.slice(0, 50)}...`, ...ENGLISH_TEASERS], ["7-7 self", "8-12 ads"]],
    ["related articles", GERMAN, ["Lesen Sie auch", "Neue Brücke über die Aue freigegeben", "Stadtrat streitet über Parkplätze", "Rekordernte bei den Kirschen"], ["6-9 ads"]],
    ["tags, links and a plea", CHINESE, ["#水磨 #山谷 #手艺", ...WALL, "点击关注我们，更多精彩内容等着你！"], ["6-6 hashtags", "7-11 links", "12-12 plea"]],
    ["captions from above, closed by a plea", [...GERMAN, ...SPANISH, ...ENGLISH.slice(0, 4), "Photo: the old frame", ...ENGLISH.slice(4)], ["Photo: the old frame", "Please subscribe to our channel!"], ["18-18 ads", "19-19 plea"]],
  ])("%s", (_, body, tail, cut) => {
    expect(cutBelow(body, tail)).toEqual(cut);
  });

  test("also behind a blank line, and with Windows line ends", () => {
    expect(cutBelow(ENGLISH, ENGLISH_TEASERS, "\n\n")).toEqual(["8-12 ads"]);
    expect(mark([...ENGLISH, ...ENGLISH_TEASERS].join("\r\n")).cut).toEqual(["7-11 ads"]);
  });
});

describe("ends that stay", () => {
  test.each<[string, readonly string[]]>([
    ["an article", ENGLISH],
    ["an article and its translation", [...ENGLISH, "", ...GERMAN]],
    ["a Japanese article and its Chinese translation", [...JAPANESE, ...CHINESE]],
    ["references", [
      ...ENGLISH, "References", "Haas, J. R. (1987). Bells of the lower river. Annals of Ferries, 12(3), 44–61.",
      "Lindgren, A. (1994). Sound over water. Journal of Small Acoustics, 7(1), 101–118.", "Okada, M. & Petrov, S. (2009). Two bells, one boat. Review of Rural Crafts, 31(4), 5–19.",
    ]],
    ["Chinese references", [
      ...CHINESE, "参考文献", "[1] 王明. 山区水磨的结构研究[J]. 农村手工业, 1998, 12: 44-51.", "[2] 李华. 溪流与磨坊[M]. 山城出版社, 2003.",
      "[3] 陈志. 木齿轮的修复方法[J]. 民间工艺, 2011, 4: 101-109.",
    ]],
    ["a table", [...ENGLISH, "Month\tStrokes\tLate", "March\t412\t9 %", "April\t398\t7 %", "May\t377\t4 %", "June\t381\t5 %"]],
    ["code", [...ENGLISH, "function ring(times) {", "  for (let i = 0; i < times; i++) {", "    bell.strike(i % 2);", "  }", "  return times;", "}"]],
    ["a digest of links with comments", [
      "Links of the week", "A bridge in the north has been rebuilt by volunteers: https://kanero.example/bridge", "The report shows every plank that they used and what it cost.",
      "A choir sings in an empty silo: https://votilo.example/choir", "Listen with headphones, since the echo lasts nine seconds.",
      "How to mend a net without knots: https://satomi.example/net", "The drawings are from a fisherman's notebook of 1931.",
    ]],
    ["a price list", [
      "Our bakery sells bread on three days a week. Orders are taken until noon of the day before.", "Rye loaf, 1 kg: 5.20", "Spelt loaf, 750 g: 4.80", "Walnut roll: 1.40", "Butter braid: 6.90",
      "Plum cake, tray: 28.00",
    ]],
    ["a poem", [
      "The river keeps no calendar", "it counts in stones and reeds", "and what it takes from either bank", "it gives to those it feeds", "", "The ferry keeps a single bell", "that answers when you call",
      "and on the days when no one comes", "it does not ring at all",
    ]],
    ["dialogue", [
      ...ENGLISH, "“Is it the low one?” asked the boy.", "“It is always the low one,” said Mira.", "“And if it breaks?”", "“Then we ring the other.”", "“And if that breaks?”", "“Then we shout.”",
    ]],
    ["Japanese dialogue", [...JAPANESE, "「まだ飛べるかな」", "「もう少し待とう」", "「でも風が変わったよ」", "「それなら窓を開けておやり」"]],
    ["a recipe", [
      "Plum cake for a small tray", "300 g flour", "150 g butter", "1 egg", "1 kg plums", "Rub the butter into the flour, add the egg and knead until the dough is smooth.",
      "Press it into the tray, cover it with the halved plums and bake it for 40 minutes.",
    ]],
    ["lines of a change log", ["Changes", "2.1.0", "- Ring both bells in turn", "- Count late ferries apart", "2.0.1", "- Mend the frame of the second bell", "2.0.0", "- Add a second bell"]],
    ["one line", ["Follow us!"]],
    ["an empty text", [""]],
  ])("%s", (_, text) => {
    expect(mark(text.join("\n")).cut).toEqual([]);
  });
});

describe("--tails", () => {
  const text = [...CHINESE, "#水磨 #山谷 #手艺", ...WALL, "点击关注我们，更多精彩内容等着你！"].join("\n");

  test.each<[readonly string[], readonly string[]]>([
    [["hashtags"], ["6-6 hashtags"]], [["links", "plea"], ["7-11 links", "12-12 plea"]], [["self"], []], [[], []],
  ])("%j cuts only these", (kinds, cut) => {
    expect(mark(text, { tails: new Set(kinds) }).cut).toEqual(cut);
  });

  test("none is not even looked at", () => {
    const { tails, notices } = mark(text, { tails: new Set() });
    expect({ tails, notices }).toEqual({ tails: [], notices: [] });
  });
});

describe("safety", () => {
  test("the removals lie at the end, touch each other, and are scored from 0 to 1", () => {
    const { tails } = mark([...ENGLISH, `${ENGLISH[1]!.slice(0, 50)}...`, ...ENGLISH_TEASERS, "#ferry #ostrow #bells"].join("\n"));
    expect(tails.at(-1)!.last).toBe(ENGLISH.length + 1 + ENGLISH_TEASERS.length + 1);
    expect(tails.slice(1).map(({ first }) => first)).toEqual(tails.slice(0, -1).map(({ last }) => last));
    expect(tails.every(({ score }) => score > 0.5 && score <= 1)).toBe(true);
  });

  test("whatever stands in a text, at least three tenths of it stay", () => {
    const line = fc.oneof(
      fc.constantFrom(...ENGLISH, ...JAPANESE_TEASERS, ...ENGLISH_TEASERS, ...WALL, "Share", "#a #bc", "", "Follow us!", "参考文献", "\u0000", "😀😀", "ก".repeat(300)),
      fc.string({ unit: "binary", maxLength: 60 }),
    );
    fc.assert(fc.property(fc.array(line, { maxLength: 30 }), (all) => {
      const text = all.join("\n");
      const { tails } = mark(text);
      if (tails.length === 0) return;
      const paragraphs = splitParagraphs(text);
      const { weight } = measureShapes(text, paragraphs);
      const sum = (weights: Uint32Array): number => weights.reduce((total, own) => total + own, 0);
      expect(tails.at(-1)!.last).toBe(paragraphs.count);
      expect(sum(weight.subarray(0, tails[0]!.first)) / sum(weight)).toBeGreaterThanOrEqual(0.3);
    }));
  });
});
