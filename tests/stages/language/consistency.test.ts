import { describe, expect, test } from "vitest";
import { CYRILLIC, DEVANAGARI, LATIN } from "../../../src/models/scripts.ts";
import { expectationOf, isAsExpected } from "../../../src/stages/language/consistency.ts";

const TEXTS: readonly (readonly [string, number, string])[] = [
  ["en", LATIN, "The old baker opened his shop before the sun came up over the hill, and the children waited."],
  ["de", LATIN, "Der alte Bäcker öffnete seinen Laden, bevor die Sonne über dem Hügel aufging."],
  ["fr", LATIN, "Le vieux boulanger ouvrait sa boutique avant que le soleil ne se lève sur la colline."],
  ["ru", CYRILLIC, "Старый пекарь открывал свою лавку, прежде чем солнце вставало над холмом."],
  ["bg", CYRILLIC, "Старият хлебар отваряше магазина си, преди слънцето да изгрее над хълма."],
  ["hi", DEVANAGARI, "बूढ़ा बेकर पहाड़ी पर सूरज निकलने से पहले अपनी दुकान खोलता था।"],
];

function fits(language: string, script: number, text: string): boolean {
  return isAsExpected(expectationOf(language, script)!, text, 0, text.length);
}

describe("the cheap test", () => {
  test.each(TEXTS)("%s fits itself", (language, script, text) => {
    expect(fits(language, script, text)).toBe(true);
    expect(fits(language, script, text.toUpperCase())).toBe(true);
  });

  test.each(TEXTS.flatMap(([language, script]) => TEXTS.filter((other) => other[0] !== language).map((other) => [language, script, other[2]] as const)))(
    "%s (script %d) does not take: %s",
    (language, script, text) => expect(fits(language, script, text)).toBe(false),
  );

  test.each(["Shop", "12,5 % 88/14 7:30 +49 30", "The old 日本語の本 book 日本語の本です"])("leaves to the rule: %s", (text) => {
    expect(fits("en", LATIN, text)).toBe(false);
  });

  test("Bulgarian in words that Russian shares lacks the letters that Russian has", () => {
    expect(fits("ru", CYRILLIC, "Професор Иванов представи проект за историческо наследство и природни ресурси на региона.")).toBe(false);
  });

  test("only languages with a measured limit are compared", () => {
    expect(expectationOf("lij", LATIN)).toBeUndefined();
  });
});
