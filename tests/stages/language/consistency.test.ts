import { describe, expect, test } from "vitest";
import { CYRILLIC, DEVANAGARI, LATIN } from "../../../src/models/scripts.ts";
import { canBeExpected, expectationOf, isApart, isAsExpected } from "../../../src/stages/language/consistency.ts";

const TEXTS: readonly (readonly [string, number, string])[] = [
  ["en", LATIN, "The old baker opened his shop before the sun came up over the hill, and the children waited."],
  ["de", LATIN, "Der alte Bäcker öffnete seinen Laden, bevor die Sonne über dem Hügel aufging."],
  ["fr", LATIN, "Le vieux boulanger ouvrait sa boutique avant que le soleil ne se lève sur la colline."],
  ["ru", CYRILLIC, "Старый пекарь открывал свою лавку, прежде чем солнце вставало над холмом."],
  ["bg", CYRILLIC, "Старият хлебар отваряше магазина си, преди слънцето да изгрее над хълма."],
  ["hi", DEVANAGARI, "बूढ़ा बेकर पहाड़ी पर सूरज निकलने से पहले अपनी दुकान खोलता था।"],
];

function fits(language: string, script: number, text: string): boolean {
  return isAsExpected(expectationOf(language, script), text, 0, text.length);
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
    expect(canBeExpected("lij", LATIN)).toBe(false);
  });
});

/** About 250 letters each, of the same content. */
const RELATIVES: Readonly<Record<string, string>> = {
  es: "El viejo panadero abría su tienda antes de que saliera el sol sobre la colina, y los niños esperaban en la puerta con sus monedas. Después de la lluvia, la calle olía a pan caliente y a tierra mojada, y nadie tenía prisa por volver a casa en aquella mañana de otoño.",
  pt: "O velho padeiro abria a sua loja antes de o sol nascer sobre a colina, e as crianças esperavam à porta com as suas moedas. Depois da chuva, a rua cheirava a pão quente e a terra molhada, e ninguém tinha pressa de voltar para casa naquela manhã de outono.",
  ca: "El vell forner obria la seva botiga abans que sortís el sol sobre el turó, i els nens esperaven a la porta amb les seves monedes. Després de la pluja, el carrer feia olor de pa calent i de terra mullada, i ningú no tenia pressa per tornar a casa aquell matí de tardor.",
  gl: "O vello panadeiro abría a súa tenda antes de que saíse o sol sobre o outeiro, e os nenos agardaban na porta coas súas moedas. Despois da chuvia, a rúa ulía a pan quente e a terra mollada, e ninguén tiña présa por volver á casa naquela mañá de outono.",
};

describe("close relatives", () => {
  test.each(["es", "pt", "ca"])("a paragraph in %s is told from them, none of theirs is", (language) => {
    const expected = expectationOf(language, LATIN);
    const apart = Object.keys(RELATIVES).filter((other) => {
      isAsExpected(expected, RELATIVES[other]!, 0, RELATIVES[other]!.length);
      return isApart(expected);
    });
    expect(apart).toEqual([language]);
  });

  test("a short line may be in several of them", () => {
    const expected = expectationOf("es", LATIN);
    isAsExpected(expected, "La casa de la montaña", 0, 21);
    expect(isApart(expected)).toBe(false);
  });

  test("what three letters do not tell apart is left to words", () => {
    const expected = expectationOf("hr", LATIN);
    expect(isAsExpected(expected, "Stari pekar otvarao je svoju trgovinu prije nego što je sunce izašlo iznad brda.", 0, 79)).toBe(true);
    expect(isApart(expected)).toBe(false);
  });
});
