/**
 * What holds for every text (docs/formats.md, README): made texts go through the real pipeline, and what comes out is worked out
 * again by the slow twins of src/audit/coverage.ts, which share nothing with the code under test.
 */
import * as fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { coverageOf, normalForm, numbersOf } from "../src/audit/coverage.ts";
import { DEFAULT_SETTINGS, type Settings } from "../src/index.ts";
import { EDITS, SENTENCES, SHORT } from "./sentences.ts";
import { clean, coveredPassages, outputTexts, type Result, restored, type Source } from "./whole-runs.ts";

const named = (texts: readonly string[]): Source[] => texts.map((text, i) => ({ id: `${i}.txt`, chunks: [Buffer.from(text)] }));

const cleanTexts = (texts: readonly string[], settings: Partial<Settings> = {}): Promise<Result> => clean(named(texts), settings);

const sentence = fc.tuple(fc.constantFrom(...SENTENCES), fc.constantFrom(...EDITS)).map(([text, edit]) => edit(text));
const paragraph = fc.oneof(
  { weight: 5, arbitrary: sentence },
  { weight: 3, arbitrary: fc.array(sentence, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(" ")) },
  { weight: 2, arbitrary: fc.constantFrom(...SHORT) },
);
const gap = fc.constantFrom("\n\n", "\n\n", "\n", "\r\n", "\r\n\r\n", "\r", " \n\t\n ", "\n\n\n");
const made = fc
  .record({ mark: fc.constantFrom("", "", "", "\ufeff"), paragraphs: fc.array(fc.tuple(paragraph, gap), { maxLength: 9 }), last: paragraph, isEnded: fc.boolean() })
  .map(({ mark, paragraphs, last, isEnded }) => `${mark}${paragraphs.flat().join("")}${last}${isEnded ? "\n" : ""}`);
const corpus = fc.array(made, { minLength: 1, maxLength: 5 });
const settingsOfDuplicates = fc.record({ coverage: fc.constantFrom(0.6, 0.85, 0.85, 1), documentCoverage: fc.constantFrom(0.5, 0.9), unit: fc.constant("document" as const) });

describe("output and ledger", () => {
  test("give each source back to the last character", async () => {
    await fc.assert(fc.asyncProperty(corpus, settingsOfDuplicates, async (texts, settings) => {
      const result = await cleanTexts(texts, settings);
      expect(texts.map((_, i) => restored(result, `${i}.txt`))).toEqual(texts);
    }), { numRuns: 150 });
  });

  test("give JSON lines back, and of halves of surrogate pairs what is Unicode", async () => {
    const broken = fc.array(fc.oneof(paragraph, fc.constantFrom("\ud800", "\udc00 x", "a\ud83d\n", "\r", "\n\n", "\u2028", "\ufeff")), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));
    await fc.assert(fc.asyncProperty(fc.array(broken, { minLength: 1, maxLength: 4 }), async (texts) => {
      const lines = texts.map((text) => JSON.stringify({ text })).join("\n");
      const result = await clean([{ id: "a.jsonl", chunks: [Buffer.from(lines)] }]);
      expect(result.output).not.toMatch(/\\ud[89a-f]/);
      expect(texts.map((_, i) => restored(result, `a.jsonl#${i + 1}`))).toEqual(texts.map((text) => Buffer.from(text).toString()));
    }), { numRuns: 150 });
  });
});

describe("bytes", () => {
  const ENCODINGS = ["utf8", "utf16le", "shift_jis", "gb18030", "euc-kr", "windows-1252", "koi8-r"];
  const texts = fc.array(fc.constantFrom(...SENTENCES, "등대지기는 매일 밤 바다가 가져온 것과 가져간 것을 낡은 공책에 적어 둔다.", ...SHORT), { minLength: 2, maxLength: 12 }).map((parts) => parts.join("\n"));

  test("give the same documents however they are cut into chunks", async () => {
    await fc.assert(fc.asyncProperty(texts, fc.constantFrom(...ENCODINGS), fc.array(fc.nat(2000), { maxLength: 12 }), fc.constantFrom(300, 64 << 20), async (text, encoding, cuts, maxDocumentBytes) => {
      const bytes = iconv.encode(text, encoding, { addBOM: encoding === "utf16le" });
      const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
      const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end));
      const settings = { maxDocumentBytes };
      expect(await clean([{ id: "a.txt", chunks }], settings)).toEqual(await clean([{ id: "a.txt", chunks: [bytes] }], settings));
    }), { numRuns: 150 });
  });
});

describe("duplicates", () => {
  test("are covered by text that stays, to the share that is stated and asked for", async () => {
    await fc.assert(fc.asyncProperty(corpus, settingsOfDuplicates, async (texts, settings) => {
      for (const { removal, covers } of coveredPassages(await cleanTexts(texts, settings))) {
        expect(covers.length).toBeGreaterThan(0);
        expect(covers.filter(({ isKept }) => !isKept)).toEqual([]);
        const passage = normalForm(removal.text);
        if (passage === "") expect(covers.map(({ text }) => text.trim())).toEqual([removal.text.trim()]);
        else if (removal.reason === "duplicate.exact") expect(covers.map(({ text }) => normalForm(text))).toEqual([passage]);
        else {
          const coverage = coverageOf(passage, covers.map(({ text }) => normalForm(text)));
          expect(coverage).toBeGreaterThanOrEqual(settings.coverage);
          expect(removal.score).toBeCloseTo(coverage, 2);
        }
      }
    }), { numRuns: 200 });
  });

  test("never have a number that what covers them lacks", async () => {
    const numbered = fc.array(fc.tuple(sentence, fc.constantFrom("7", "12", "3.5", "3,500", "٧", "１２"), sentence).map((parts) => parts.join(" ")), { minLength: 2, maxLength: 8 });
    await fc.assert(fc.asyncProperty(fc.array(numbered.map((parts) => parts.join("\n\n")), { minLength: 1, maxLength: 3 }), async (texts) => {
      for (const { removal, covers } of coveredPassages(await cleanTexts(texts, { coverage: 0.6 }))) {
        const known = new Set(covers.flatMap(({ text }) => [...numbersOf(text)]));
        expect([...numbersOf(removal.text)].filter((number) => !known.has(number))).toEqual([]);
      }
    }), { numRuns: 150 });
  });

  test("of every passage that was there, enough is there still", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(paragraph, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }), async (documents) => {
      const result = await cleanTexts(documents.map((paragraphs) => paragraphs.join("\n\n")), { tails: new Set() });
      const kept = [...outputTexts(result).values()].flatMap((text) => text.split("\n\n")).map(normalForm);
      for (const passage of new Set(documents.flat().map(normalForm))) {
        if (passage.length >= 40) expect(coverageOf(passage, kept), passage).toBeGreaterThanOrEqual(DEFAULT_SETTINGS.coverage);
      }
    }), { numRuns: 150 });
  });

  /**
   * Cleaning what is clean changes nothing if (1) paragraphs are apart by blank lines, for lines that become neighbours may look
   * hard-wrapped; (2) each is long enough to be evidence, for short lines that become neighbours may form a block that stands elsewhere;
   * (3) no tail is cut, for a tail may be found in front of one that was cut; (4) no text has more variants than a seed has places
   * (4), for variants that are gone count towards the places in the first run and not in the second.
   */
  test("cleaning what is clean changes nothing", async () => {
    const fewVariants = fc.tuple(fc.constantFrom(...SENTENCES), fc.constantFrom(...EDITS.slice(0, 1), EDITS[2]!, EDITS[5]!)).map(([text, edit]) => edit(text));
    await fc.assert(fc.asyncProperty(fc.array(fc.array(fewVariants, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }), settingsOfDuplicates, async (documents, settings) => {
      const withoutTails = { ...settings, tails: new Set<string>() };
      const once = await cleanTexts(documents.map((paragraphs) => `${paragraphs.join("\n\n")}\n`), withoutTails);
      const kept = [...outputTexts(once).entries()];
      const twice = await clean(kept.map(([id, text]) => ({ id, chunks: [Buffer.from(text)] })), withoutTails);
      expect(twice.ledger).toBe("");
      expect([...outputTexts(twice).entries()]).toEqual(kept);
    }), { numRuns: 150 });
  });
});
