/** Goals of the stage on texts that trained nothing, and the five seeds. The whole table: tests/bench/language.ts. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { detectLanguage, languageOf } from "../../../src/stages/language/language.ts";
import { splitIntoParagraphs } from "../../../src/stages/paragraphs/paragraphs.ts";
import { SHARED } from "../../shared.ts";
import { CONTEXT, documentOf, languagesOf } from "./documents.ts";
import { JUNK, randomNumbers } from "./junk-texts.ts";
import { BIGGEST, ntrexFolder, readTexts } from "./ntrex.ts";

const sameText = (text: string): string => text;

/** Share of the sentences that are told right. */
function rateOf(code: string, change: (text: string) => string = sameText): number {
  const { sentences, language, script } = readTexts(ntrexFolder(SHARED!), code);
  const right = sentences.filter((text) => {
    const answer = languageOf(change(text));
    return answer.language === language && (script === undefined || answer.script === script);
  });
  return right.length / sentences.length;
}

function meanRate(change: (text: string) => string): number {
  return BIGGEST.reduce((sum, code) => sum + rateOf(code, change), 0) / BIGGEST.length;
}

test("98 % of junk is no language", () => {
  const random = randomNumbers(11);
  const texts = Object.values(JUNK).flatMap((make) => Array.from({ length: 50 }, () => make(random)));
  expect(texts.filter((text) => languageOf(text).language === "und").length / texts.length).toBeGreaterThanOrEqual(0.98);
});

describe.skipIf(SHARED === undefined)("sentences of NTREX", () => {
  test.each(["eng-GB", "jpn", "kor", "zho-CN", "zho-TW"])("%s: 99 %", (code) => {
    expect(rateOf(code)).toBeGreaterThanOrEqual(0.99);
  });

  test("20 biggest languages: 99.4 %, in capitals too", () => {
    expect(meanRate(sameText)).toBeGreaterThanOrEqual(0.994);
    expect(meanRate((text) => text.toUpperCase())).toBeGreaterThanOrEqual(0.99);
  });
});

interface Gold {
  readonly documents: Readonly<Record<string, { readonly language: string; readonly paragraphLanguages?: Readonly<Record<string, readonly number[] | "all">> }>>;
}

describe.skipIf(SHARED === undefined)("the five seeds", () => {
  const gold: Gold = SHARED === undefined ? { documents: {} } : JSON.parse(readFileSync(`${SHARED}seeds/GOLD.json`, "utf8"));

  test.each(Object.entries(gold.documents))("%s", (name, { language, paragraphLanguages = {} }) => {
    const text = readFileSync(`${SHARED}seeds/${name}`, "utf8").replace(/^\ufeff/, "");
    const split = splitIntoParagraphs({ ...documentOf([]), text });
    const result = detectLanguage(split, CONTEXT)!;
    expect(result.language).toBe(language);
    const said = languagesOf(result);
    const lines = Array.from(split.paragraphs.starts, (start) => text.slice(0, start).split("\n").length);
    for (const [wanted, numbers] of Object.entries(paragraphLanguages)) {
      const inQuestion = said.filter((_, i) => numbers === "all" || numbers.includes(lines[i]!)).filter((one) => one !== "und");
      expect(inQuestion.length).toBeGreaterThan(0);
      expect(new Set(inQuestion)).toEqual(new Set([wanted]));
    }
  });
});
