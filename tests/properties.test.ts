/**
 * What holds for every text (docs/formats.md, README): made texts go through the real pipeline, and what comes out is worked out
 * again by the slow twins of src/audit/coverage.ts, which share nothing with the code under test.
 */
import * as fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { coverageOf, normalForm, numbersOf } from "../src/audit/coverage.ts";
import { DEFAULT_SETTINGS, type Input, run, type Settings, type Sink } from "../src/index.ts";
import { type LedgerEntry, restoreText } from "../src/restore/restore-text.ts";
import type { LedgerLayout, LedgerRemoval } from "../src/stages/write/ledger.ts";
import { parseLines } from "./program.ts";

interface Source {
  readonly id: string;
  readonly chunks: readonly Uint8Array[];
}

interface Result {
  readonly output: string;
  readonly ledger: string;
}

function memorySink(pieces: string[]): Sink {
  const nothing = (): Promise<void> => Promise.resolve();
  return { write: (text) => Promise.resolve(void pieces.push(text)), finish: nothing, discard: nothing };
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function clean(sources: readonly Source[], settings: Partial<Settings> = {}): Promise<Result> {
  const output: string[] = [];
  const ledger: string[] = [];
  const inputs = sources.map(({ id, chunks }): Input => ({ kind: "stream", id, path: id, stream: streamOf(chunks) }));
  const { signal } = new AbortController();
  await run({ inputs, settings: { ...DEFAULT_SETTINGS, ...settings }, output: memorySink(output), removed: memorySink(ledger), signal });
  return { output: output.join(""), ledger: ledger.join("") };
}

const named = (texts: readonly string[]): Source[] => texts.map((text, i) => ({ id: `${i}.txt`, chunks: [Buffer.from(text)] }));

const cleanTexts = (texts: readonly string[], settings: Partial<Settings> = {}): Promise<Result> => clean(named(texts), settings);

const outputTexts = ({ output }: Result): Map<string, string> => new Map(parseLines(output).map(({ id, text }) => [String(id), String(text)]));

function ledgerEntries({ ledger }: Result): Map<string, { id: string; layout: LedgerLayout | undefined; removals: LedgerRemoval[] }> {
  const entries = new Map<string, LedgerEntry & { layout: LedgerLayout | undefined; removals: LedgerRemoval[] }>();
  for (const line of ledger.split("\n").filter((text) => text !== "")) {
    const parsed: LedgerLayout | LedgerRemoval = JSON.parse(line);
    const entry = entries.get(parsed.id) ?? { id: parsed.id, layout: undefined, removals: [] };
    if ("characters" in parsed) entry.layout = parsed;
    else entry.removals.push(parsed);
    entries.set(parsed.id, entry);
  }
  return entries;
}

/** The decoded source of a document, from output and ledger alone. */
function restored(result: Result, id: string): string {
  const entry = ledgerEntries(result).get(id) ?? { id, layout: undefined, removals: [] };
  return restoreText(outputTexts(result).get(id) ?? "", entry);
}

const SENTENCES = [
  "The keeper of the lamp writes down each night what the sea has brought in and what it has taken away.",
  "Behind the mill there is a garden with seven kinds of apples, and nobody remembers who planted them.",
  "灯台守は毎晩、海が運んできたものと持ち去ったものを、古い帳面に書きとめている。",
  "水車小屋の裏には七種類の林檎の木が植えられた庭があり、誰が植えたのかは誰も覚えていない。",
  "守灯人每天夜里都在旧账本上写下大海送来的东西和带走的东西，从来没有间断过。",
  "Người giữ hải đăng mỗi đêm ghi lại những gì biển mang đến và những gì biển lấy đi, bằng bút chì.",
  "В саду за мельницей растут яблоки семи сортов, и никто уже не помнит, кто и когда их посадил.",
  "At the lock the water stood at 312 centimetres, and 1,204 boats went through 😀 without a word.",
  "ผู้ดูแลประภาคารจดบันทึกทุกคืนว่าทะเลนำอะไรมาและเอาอะไรไปบ้างลงในสมุดเก่า",
  "Im Garten hinter der Mühle wachsen sieben Sorten Äpfel, und niemand weiß mehr, wer sie gepflanzt hat.",
];
const SHORT = ["* * *", "A copy", "Ring twice", "目次", "https://harbour.example/letters/7", "#lamp #sea #boats", "😀", "１２"];

/** What is done to a sentence that comes again. */
const EDITS: readonly ((sentence: string) => string)[] = [
  (sentence) => sentence,
  (sentence) => sentence,
  (sentence) => sentence.toUpperCase(),
  (sentence) => sentence.normalize("NFD"),
  (sentence) => sentence.slice(0, Math.floor(sentence.length * 0.6)),
  (sentence) => `${sentence.slice(0, 20)}x${sentence.slice(21)}`,
  (sentence) => sentence.replace("312", "318"),
  (sentence) => `So: ${sentence} (7)`,
  (sentence) => sentence.replaceAll(/[ ，、,]/g, "　"),
];

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

/** A removed passage that other text covers, with what covers it as it stands in the restored sources. */
interface Covered {
  readonly removal: LedgerRemoval;
  readonly covers: readonly { readonly text: string; readonly isKept: boolean }[];
}

function coveredPassages(result: Result): Covered[] {
  const entries = ledgerEntries(result);
  return [...entries.values()].flatMap(({ removals }) => removals).filter(({ reason }) => /^duplicate\.(exact|near)$/.test(reason)).map((removal) => ({
    removal,
    covers: (removal.coveredBy ?? []).map(({ id, start, end }) => ({
      text: Array.from(restored(result, id).replace(/^\ufeff/, "")).slice(start, end).join(""),
      isKept: !(entries.get(id)?.removals ?? []).some((other) => other.start < end && other.end > start),
    })),
  }));
}

describe("output and ledger", () => {
  test("give each source back to the last character", async () => {
    await fc.assert(fc.asyncProperty(corpus, settingsOfDuplicates, async (texts, settings) => {
      const result = await cleanTexts(texts, settings);
      expect(texts.map((_, i) => restored(result, `${i}.txt`))).toEqual(texts);
    }), { numRuns: 150 });
  });

  test("give JSON lines back, halves of surrogate pairs too", async () => {
    const broken = fc.array(fc.oneof(paragraph, fc.constantFrom("\ud800", "\udc00 x", "a\ud83d\n", "\r", "\n\n", "\u2028", "\ufeff")), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));
    await fc.assert(fc.asyncProperty(fc.array(broken, { minLength: 1, maxLength: 4 }), async (texts) => {
      const lines = texts.map((text) => JSON.stringify({ text })).join("\n");
      const result = await clean([{ id: "a.jsonl", chunks: [Buffer.from(lines)] }]);
      expect(texts.map((_, i) => restored(result, `a.jsonl#${i + 1}`))).toEqual(texts);
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
