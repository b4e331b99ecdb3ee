import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { detectLanguage } from "../../../src/stages/language/language.ts";
import { documentOf } from "./documents.ts";

const ENGLISH = "The ferry to the island leaves every morning at eight and comes back when the tide allows it.";
const GERMAN = "Die Fähre zur Insel legt jeden Morgen um acht ab und kommt zurück, sobald das Wasser es zulässt.";
const JAPANESE = "島へ渡る船は毎朝八時に出て、潮の具合がよければ夕方に戻ってくる。";

/** first, last and reason of what goes from a document of these paragraphs. */
function unwantedOf(paragraphs: readonly string[], languages: readonly string[], unit: Settings["unit"]): unknown[] {
  const context = { settings: { ...DEFAULT_SETTINGS, languages: new Set(languages), unit }, notice: () => {} };
  return detectLanguage(documentOf(paragraphs), context)!.unwanted.map(({ first, last, reason }) => [first, last, reason]);
}

describe("unwanted languages", () => {
  test.each<[string, string[], string[], Settings["unit"], unknown[]]>([
    ["no list: all stay", [ENGLISH, GERMAN], [], "document", []],
    ["a document in a wanted language stays whole", [ENGLISH, ENGLISH, GERMAN], ["en", "ja"], "document", []],
    ["a document in another goes whole", [GERMAN, GERMAN, ENGLISH], ["en"], "document", [[0, 3, "language.unwanted"]]],
    ["paragraphs go one by one", [ENGLISH, GERMAN, JAPANESE, GERMAN], ["en", "ja"], "paragraph", [[1, 2, "language.unwanted"], [3, 4, "language.unwanted"]]],
    ["what is no language goes", ["1 2 3", "4 5 6"], ["en"], "document", [[0, 2, "language.unwanted"]]],
    ["unless that is wanted", ["1 2 3", "4 5 6"], ["en", "und"], "document", []],
    ["an empty document has nothing to lose", [], ["en"], "document", []],
  ])("%s", (_, paragraphs, languages, unit, expected) => {
    expect(unwantedOf(paragraphs, languages, unit)).toEqual(expected);
  });

  test("the score is the confidence in the language that it is in", () => {
    const context = { settings: { ...DEFAULT_SETTINGS, languages: new Set(["en"]) }, notice: () => {} };
    const document = detectLanguage(documentOf([GERMAN, GERMAN]), context)!;
    expect(document.unwanted[0]!.score).toBe(document.languageConfidence);
    expect(document.languageConfidence).toBeGreaterThan(0.9);
  });
});
