import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { detect, languagesOf } from "./documents.ts";

const ENGLISH = [
  "The old baker opened his shop before the sun came up over the hill.",
  "Nobody in the village knew where he bought his flour, and nobody asked.",
  "On market days the children waited for the first warm rolls of the morning.",
];
const GERMAN = [
  "Der alte Bäcker öffnete seinen Laden, bevor die Sonne über dem Hügel aufging.",
  "Niemand im Dorf wusste, woher er sein Mehl bekam, und niemand fragte danach.",
  "An Markttagen warteten die Kinder auf die ersten warmen Brötchen des Morgens.",
];
const JAPANESE = [
  "年老いたパン屋は、丘の上に日が昇る前に店を開けた。",
  "村の誰も、彼がどこで小麦粉を買うのか知らなかったし、聞きもしなかった。",
  "市の立つ日には、子どもたちが朝一番の温かいパンを待っていた。",
];
const CHINESE = ["老面包师在太阳升上山头之前就打开了店门。", "村里没有人知道他在哪里买面粉，也没有人问。", "赶集的日子，孩子们等着早上第一批热面包。"];
const DANISH = [
  "Den gamle bager åbnede sin butik, før solen stod op over bakken, og han sagde aldrig noget.",
  "Ingen i landsbyen vidste, hvor han købte sit mel, og der var heller ikke nogen, der spurgte.",
  "På torvedage ventede børnene på de første varme rundstykker om morgenen.",
];
const NORWEGIAN = [
  "Den gamle bakeren åpnet butikken sin før sola sto opp over åsen, og han sa aldri noe.",
  "Ingen i bygda visste hvor han kjøpte melet sitt, og det var heller ikke noen som spurte.",
  "På torgdager ventet ungene på de første varme rundstykkene om morgenen.",
];

/** No language, and as long as four sentences. */
const KEYS = Array.from({ length: 16 }, (_, i) => `let k${i} = f(a[${i}], "b7x${i}"); if (k${i} === null) { return g${i}(); }`);

const SPANISH = [
  "El viejo panadero abría su tienda antes de que el sol saliera sobre la colina.",
  "Nadie en el pueblo sabía dónde compraba la harina, y nadie lo preguntaba.",
];
const ITALIAN = [
  "Il vecchio fornaio apriva la bottega prima che il sole salisse sopra la collina.",
  "Nessuno in paese sapeva dove comprasse la farina, e nessuno lo chiedeva.",
];
const SWEDISH = [
  "Den gamle bagaren öppnade sin butik innan solen gick upp över kullen.",
  "Ingen i byn visste var han köpte sitt mjöl, och ingen frågade heller.",
];
const ESTONIAN = [
  "Vana pagar avas oma poe enne, kui päike mäe kohale tõusis.",
  "Keegi külas ei teadnud, kust ta oma jahu ostis, ja keegi ei küsinud.",
];
const THAI = ["คนทำขนมปังคนเก่าเปิดร้านก่อนที่ดวงอาทิตย์จะขึ้นเหนือเนินเขา", "ไม่มีใครในหมู่บ้านรู้ว่าเขาซื้อแป้งจากที่ไหน"];

describe("paragraphs of a document", () => {
  test.each([
    ["one language", ENGLISH, ["en", "en", "en"]],
    ["a change of language in one script", [...ENGLISH, ...GERMAN], ["en", "en", "en", "de", "de", "de"]],
    ["a change and back", [ENGLISH[0]!, GERMAN[0]!, ENGLISH[1]!, GERMAN[1]!], ["en", "de", "en", "de"]],
    ["a change of script", [...JAPANESE, ...ENGLISH], ["ja", "ja", "ja", "en", "en", "en"]],
    ["Japanese and Chinese", [...JAPANESE, ...CHINESE], ["ja", "ja", "ja", "zh", "zh", "zh"]],
    ["close relatives", [...DANISH, ...NORWEGIAN], ["da", "da", "da", "nb", "nb", "nb"]],
    ["junk between", [ENGLISH[0]!, "https://example.org/shop", "f3a9 77b1 00c4", ENGLISH[1]!], ["en", "und", "und", "en"]],
    ["nothing", [], []],
  ])("%s", (_, paragraphs, wanted) => {
    expect(languagesOf(detect(paragraphs))).toEqual(wanted);
  });
});

describe("a heading before a change of language, which fits the language before", () => {
  test.each([
    ["Panadero mata un lobo", ITALIAN, SPANISH, "it", "es"],
    ["Miller da una charla en Bristol", ITALIAN, SPANISH, "it", "es"],
    ["Bagare vann mot Brandt", ESTONIAN, SWEDISH, "et", "sv"],
    ["Death toll in Bristol rises", ITALIAN, ENGLISH, "it", "en"],
  ])("%s", (heading, before, after, first, second) => {
    const said = languagesOf(detect([...before, heading, ...after]));
    expect(said).toEqual([...before.map(() => first), second, ...after.map(() => second)]);
  });
});

describe("a lone line inside another language", () => {
  test.each([
    ["keeps its language where that is far likelier", [ENGLISH[0]!, "Der Bäcker von Bristol schließt", ENGLISH[1]!], ["en", "de", "en"]],
    ["follows them where it holds names alone, though they be English", [GERMAN[0]!, "The Brampton Sunday Telegraph", GERMAN[1]!], ["de", "de", "de"]],
    ["is no change where it holds names alone", [THAI[0]!, "Harold Brampton Wetherby Glenmoor", THAI[1]!], ["th", "th", "th"]],
  ])("%s", (_, paragraphs, wanted) => {
    expect(languagesOf(detect(paragraphs))).toEqual(wanted);
  });
});

test("Chinese characters alone follow the document's only language that is sure", () => {
  expect(languagesOf(detect(["A: 中央区交通事故", CHINESE[0]!]))).toEqual(["zh", "zh"]);
});

describe("paragraphs that cannot tell themselves", () => {
  test.each([
    ["a heading of two Chinese characters in Japanese", [JAPANESE[0]!, "目次", JAPANESE[1]!], "ja"],
    ["the same in Chinese", [CHINESE[0]!, "目次", CHINESE[1]!], "zh"],
    ["a short word in English", [ENGLISH[0]!, "Menu", ENGLISH[1]!], "en"],
    ["the same in German", [GERMAN[0]!, "Menu", GERMAN[1]!], "de"],
    ["a name in Latin letters between Japanese lines", [JAPANESE[0]!, "Komugi", JAPANESE[1]!], "ja"],
    ["at the end", [...GERMAN, "Menu"], "de"],
    ["at the beginning", ["Menu", ...GERMAN], "de"],
  ])("%s take the language of their neighbours, and say so", (_, paragraphs, wanted) => {
    const result = detect(paragraphs);
    const place = paragraphs.findIndex((paragraph) => paragraph.length < 12);
    expect(languagesOf(result)[place]).toBe(wanted);
    expect(Array.from(result.paragraphLanguageInherited)).toEqual(paragraphs.map((_paragraph, i) => Number(i === place)));
  });

  test("between two languages they take the one that they fit", () => {
    const said = languagesOf(detect([...ENGLISH, "目次", ...JAPANESE]));
    expect(said[3]).toBe("ja");
  });

  test("a long line of another language is no heir", () => {
    const result = detect([JAPANESE[0]!, ENGLISH[0]!, JAPANESE[1]!]);
    expect(languagesOf(result)).toEqual(["ja", "en", "ja"]);
    expect(result.paragraphLanguageInherited.includes(1)).toBe(false);
  });

  test("nothing is inherited from junk", () => {
    const result = detect(["https://example.org/shop", "ab", "77 88 99"]);
    expect(result).toMatchObject({ language: "und", languageConfidence: 0 });
    expect(result.paragraphLanguageInherited.includes(1)).toBe(false);
  });
});

describe("the document", () => {
  test.each([
    ["en", "Latn", ENGLISH], ["ja", "Jpan", JAPANESE], ["zh", "Hans", CHINESE], ["da", "Latn", DANISH],
    ["und", "Latn", [...KEYS, ENGLISH[0]!]], ["en", "Latn", [...KEYS, ...ENGLISH]],
    ["ja", "Jpan", [...JAPANESE, ENGLISH[0]!]], ["und", "Zyyy", ["12 34", "56"]],
  ])("is in %s, %s", (language, script, paragraphs) => {
    expect(detect(paragraphs)).toMatchObject({ language, script });
  });

  test("reports its mix by weight, largest first", () => {
    const { languages } = detect([...GERMAN, ENGLISH[0]!]);
    expect(Object.keys(languages)).toEqual(["de", "en"]);
    expect(languages["en"]).toBeGreaterThan(0.15);
    expect(languages["en"]).toBeLessThan(0.35);
    expect(languages["de"]! + languages["en"]!).toBeCloseTo(1, 10);
  });

  test("a tenth in another language is noticed", () => {
    const paragraphs = Array.from({ length: 18 }, (_, i) => ENGLISH[i % 3]!);
    expect(detect([...paragraphs.slice(0, 9), GERMAN[0]!, GERMAN[1]!, ...paragraphs.slice(9)]).languages).toHaveProperty("de");
  });

  test("of short lines only it is less sure than of sentences", () => {
    expect(detect(["Menu", "Shop", "Bread"]).languageConfidence).toBeLessThan(detect(ENGLISH).languageConfidence);
  });

  test("says the same whatever was asked before", () => {
    const paragraphs = fc.array(fc.constantFrom(...ENGLISH, ...GERMAN, ...JAPANESE, ...CHINESE, ...DANISH, ...NORWEGIAN, "Menu", "目次", "12"), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(paragraphs, paragraphs, (one, other) => {
      const first = detect(one);
      detect(other);
      expect(detect(one)).toEqual(first);
    }), { numRuns: 60 });
  });

  test("shares sum to one where there are letters", () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 60 }), { maxLength: 6 }), (paragraphs) => {
      const { languages, paragraphLanguage, languageNames } = detect(paragraphs.map((text) => text.replaceAll(/\s/gu, " ")));
      const shares = Object.values(languages);
      if (shares.length > 0) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const place of paragraphLanguage) expect(languageNames[place]).toBeDefined();
    }));
  });
});
