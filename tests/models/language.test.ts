import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smallLetters } from "../../src/models/language-case.ts";
import { exponential, logistic, naturalLogarithm } from "../../src/models/language-logarithm.ts";
import { LanguageScorer, codeAt, loadLanguageModel, ngramEndingAt } from "../../src/models/language-model.ts";
import { RELATIVES, relativesOf } from "../../src/models/language-relatives.ts";
import { addWordWeights, hashWord, languageWords } from "../../src/models/language-words.ts";
import { CODE_BITS, LETTER, OTHER, REST, letterCode, measure, measured, nextSequence, placeOf, sequenceMask, trigramTable } from "../../src/models/language-trigrams.ts";
import { ARABIC, CYRILLIC, DEVANAGARI, LATIN } from "../../src/models/scripts.ts";

const russian = loadLanguageModel("language-cyrillic.gz");

describe("arithmetic that every machine rounds alike", () => {
  test("logarithm and exponential are those of Math but for the last digits", () => {
    fc.assert(fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (x) => {
      expect(naturalLogarithm(x)).toBeCloseTo(Math.log(x), 10);
    }));
    fc.assert(fc.property(fc.double({ min: -600, max: 20, noNaN: true }), (x) => {
      expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 10);
    }));
  });

  test.each([[0, 0.5], [2, 1 / (1 + Math.exp(-2))], [-2, 1 / (1 + Math.exp(2))], [50, 1], [-800, 0]])("logistic of %d", (x, expected) => {
    expect(logistic(x)).toBeCloseTo(expected, 12);
  });
});

describe("small letters", () => {
  test.each(["AZ", "ÀÖØÞ", "ĀĮĲŁŊŠŸŽ", "ƏƠƯ", "ẠỸ", "АЯЁЂІЇЎҐ", "ӘҢӨҮҺ", "ẞ"])("of %s are those of the engine", (capitals) => {
    for (const capital of capitals) expect(String.fromCharCode(smallLetters()[capital.charCodeAt(0)]!)).toBe(capital.toLowerCase());
  });

  test.each(["az", "ßÿ", "ая", "日本", "ئ", "१", "1-."])("%s stays as it is", (text) => {
    for (const letter of text) expect(smallLetters()[letter.charCodeAt(0)]).toBe(letter.charCodeAt(0));
  });

  test("İ is i, in one unit", () => {
    expect(smallLetters()[0x130]).toBe("i".charCodeAt(0));
  });
});

/** Scores one column at a time, without packed pairs. */
function slowScores(bytes: Uint8Array): number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < bytes.length; at++) {
    const ngram = ngramEndingAt(russian.trie, bytes, at);
    if (ngram >= 0) counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return russian.labels.map((_, column) => {
    let sum = russian.priors[column]!;
    for (const [ngram, count] of counts) sum += Math.log1p(count) * (russian.floors[column]! + russian.step * codeAt(russian, ngram, column));
    return sum;
  });
}

describe("scores of a model", () => {
  const scorer = new LanguageScorer(russian);
  const wordLists = fc.array(fc.constantFrom("и", "не", "на", "дом", "вода", "город", "ласка", "що", "ў", "и и и"), { minLength: 1, maxLength: 40 });

  test("are those of its slow twin, whatever was asked before", () => {
    fc.assert(fc.property(wordLists, (parts) => {
      const bytes = Buffer.from(parts.join(" "));
      const scores = scorer.score(bytes);
      slowScores(bytes).forEach((expected, column) => expect(scores[column]).toBeCloseTo(expected, 6));
    }), { numRuns: 50 });
  });

  test("familiarity is higher for words than for letters at random", () => {
    scorer.score(Buffer.from("вода и дом на берегу"));
    const words = scorer.familiarity(russian.labels.indexOf("ru"));
    scorer.score(Buffer.from("ъщфж ыъхц йщъэ фъжщц"));
    expect(words).toBeGreaterThan(scorer.familiarity(russian.labels.indexOf("ru")) + 0.5);
  });
});

/** The sequence at the end of a text. */
function endOf(text: string, script: number): number {
  let sequence = 0;
  for (let i = 0; i < text.length; i++) sequence = nextSequence(sequence, letterCode(text.charCodeAt(i)), sequenceMask(script));
  return sequence;
}

function meanWeight(table: Int8Array, text: string): number {
  let sum = 0;
  for (let end = 1; end <= text.length; end++) sum += table[placeOf(endOf(text.slice(0, end), CYRILLIC))]!;
  return sum / text.length;
}

describe("tables of sequences", () => {
  const mask = sequenceMask(CYRILLIC);
  const table = trigramTable(russian, "ru", ["bg"], mask);

  test("three letters make a sequence, in Devanagari two", () => {
    expect(endOf("xabc", LATIN)).toBe(endOf("yabc", LATIN));
    expect(endOf("xabc", ARABIC)).not.toBe(endOf("xbbc", ARABIC));
    expect(endOf("xabc", DEVANAGARI)).toBe(endOf("xbbc", DEVANAGARI));
  });

  test("what only one language writes speaks for it", () => {
    expect(meanWeight(table, "что это такое было")).toBeGreaterThan(3);
    expect(meanWeight(table, "що е това което беше")).toBeLessThan(-3);
  });

  test("measure counts what its codes say, and no more than the first 1,000 units", () => {
    const codes = new Uint16Array(0x10000).fill(REST << CODE_BITS);
    codes["a".charCodeAt(0)] = (LETTER << CODE_BITS) | 97;
    for (const other of "1я") codes[other.charCodeAt(0)] = OTHER << CODE_BITS;
    measure(codes, table, mask, "aa 11 яяя a", 0, 11);
    expect(measured).toMatchObject({ letters: 3, others: 5 });
    measure(codes, table, mask, "a".repeat(5000), 0, 5000);
    expect(measured.letters).toBe(1000);
  });
});

test.each([["hr", "sr"], ["nn", "nb"], ["id", "ms"], ["gl", "pt"], ["nl", "af"], ["cs", "sk"]])("%s and %s are in one group", (one, other) => {
  expect(relativesOf(one)).toBe(relativesOf(other));
  expect(relativesOf("en")).toBeUndefined();
});

test.each(RELATIVES)("the group of %s has these languages in the file too", (...languages) => {
  expect(relativesOf(languages[0]!)!.languages).toEqual(languages);
});

describe("words of a script", () => {
  const sumsOf = (scriptClass: number, text: string): Map<string, number> => {
    const words = languageWords(scriptClass)!;
    const sums = new Int32Array(words.languages.length);
    addWordWeights(words, Uint16Array.from(` ${text} `, (letter) => letter.charCodeAt(0)), text.length + 2, sums);
    return new Map(words.languages.map((language, i): [string, number] => [language, sums[i]!]));
  };
  const bestOf = (scriptClass: number, text: string): string => [...sumsOf(scriptClass, text)].sort((a, b) => b[1] - a[1])[0]![0];

  test.each([[LATIN, "language-latin.gz"], [CYRILLIC, "language-cyrillic.gz"], [ARABIC, "language-arabic.gz"]])("%d are of languages that its model %s has", (scriptClass, file) => {
    const { labels } = loadLanguageModel(file);
    for (const language of languageWords(scriptClass)!.languages) expect(labels).toContain(language);
  });

  test("Devanagari has none", () => {
    expect(languageWords(DEVANAGARI)).toBeUndefined();
  });

  test.each([[LATIN, "nicht", "de"], [LATIN, "tietää", "fi"], [LATIN, "khong", "vi"], [CYRILLIC, "который", "ru"], [ARABIC, "است", "fa"]])("%d: %s is most of all %s", (scriptClass, word, language) => {
    expect(bestOf(scriptClass, word)).toBe(language);
  });

  test("add up, apostrophes and hyphens part them, and what is no word adds nothing", () => {
    const [one, other] = [sumsOf(LATIN, "est"), sumsOf(LATIN, "qu")];
    const both = sumsOf(LATIN, "qu'est-qwxz");
    for (const [language, sum] of both) expect(sum).toBe(one.get(language)! + other.get(language)!);
    expect(both.get("fr")).toBeGreaterThan(0);
    expect([...sumsOf(LATIN, "qwxz").values()].every((sum) => sum === 0)).toBe(true);
    expect(hashWord("est")).not.toBe(hashWord("tes"));
  });
});
