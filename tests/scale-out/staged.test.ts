/** What a cluster computes is what one machine computes, byte for byte. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SeededDocument } from "../../src/document.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/settings.ts";
import { DuplicateFinder } from "../../src/stages/duplicates/duplicate-finder.ts";
import { renderDocument } from "../../src/stages/write/write.ts";
import { documentWith, newIndex, seeded } from "../stages/duplicates/texts.ts";
import { staged } from "./driver.ts";

function streaming(documents: readonly SeededDocument[], settings: Settings): { readonly output: string; readonly ledger: string } {
  const index = newIndex();
  const finder = new DuplicateFinder(settings, index);
  const rendered = documents.map((document) => renderDocument(finder.decide(document), settings));
  index.close();
  return { output: rendered.map(({ output }) => output).join(""), ledger: rendered.map(({ ledger }) => ledger).join("") };
}

/** @returns the rounds that deciding took, and the lines of the ledger */
function expectSame(texts: readonly string[], changed: Partial<Settings> = {}): { readonly rounds: number; readonly removed: number } {
  const settings = { ...DEFAULT_SETTINGS, ...changed };
  const documents = texts.map((text, i) => seeded(documentWith(`${i}.txt`, text), changed));
  const one = streaming(documents, settings);
  const { rounds, ...many } = staged(documents, settings);
  expect(many).toEqual(one);
  return { rounds, removed: one.ledger.split("\n").filter((line) => line.includes('"reason":"duplicate')).length };
}

const WORDS = "harbour lamp keeper slate swan gate water bridge letter sister apple reed garden tide ledger rope bell winter morning ferry salt copper window stair orchard wagon".split(" ");
const HAN = "灯台守毎晩海運持去帳面書水車小屋裏七種類林檎木植庭誰覚名船葦青塗片側夏橋鐘塔犬";

/** A made-up source of chance: the same on any machine. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function sentence(next: (below: number) => number, words: number): string {
  if (next(4) === 0) return `${Array.from({ length: words * 3 }, () => HAN[next(HAN.length)]).join("")}。`;
  return `${Array.from({ length: words }, () => `${WORDS[next(WORDS.length)]}${next(40) === 0 ? next(100) : ""}`).join(" ")}.`;
}

/** Documents made of new passages, copies, quotations, edits and edits of edits of earlier ones, in any place. */
function corpusOf(seed: number, count: number): string[] {
  const next = chance(seed);
  const pool: string[] = [];
  const edited = (text: string): string => {
    const words = text.split(" ");
    for (let i = next(3); i >= 0; i--) words[next(words.length)] = WORDS[next(WORDS.length)]!;
    return words.join(" ");
  };
  const passage = (): string => {
    const old = (): string => pool[next(Math.min(pool.length, 1 + next(pool.length)))]!;
    switch (pool.length < 5 ? 0 : next(7)) {
      case 0:
      case 1: return Array.from({ length: 1 + next(3) }, () => sentence(next, 14)).join(" ");
      case 2: return old();
      case 3: return edited(old());
      case 4: return `${old()} ${old()}`;
      case 5: return `${sentence(next, 8)} ${old()}`;
      default: return edited(pool.at(-1)!).slice(0, 700);
    }
  };
  return Array.from({ length: count }, () => {
    const own = Array.from({ length: 1 + next(6) }, () => {
      const text = next(6) === 0 ? "Ring twice, then wait" : passage();
      pool.push(text);
      return text;
    });
    return own.join("\n\n");
  });
}

const SETTINGS: readonly Partial<Settings>[] = [
  {}, { keep: "first" }, { scope: "within" }, { scope: "across" }, { ignoreNumbers: true }, { coverage: 0.6, documentCoverage: 0.7 },
  { duplicates: { passages: true, documents: false } }, { minLength: 12 }, { unit: "paragraph" }, { keepEmpty: true },
];

describe("staged = streaming", () => {
  test.each(SETTINGS)("%o, over made-up corpora", (changed) => {
    let removed = 0;
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 2, max: 60 }), (seed, count) => {
      removed += expectSame(corpusOf(seed, count), changed).removed;
    }), { numRuns: 15, seed: 9 });
    expect(removed).toBeGreaterThan(20);
  });

  test("a larger one, with more candidates than are looked at", () => {
    expect(expectSame(corpusOf(7, 700)).removed).toBeGreaterThan(700);
  });

  test("one passage in a third of the documents", () => {
    const next = chance(3);
    const hot = sentence(next, 40);
    expect(expectSame(Array.from({ length: 600 }, (_, i) => (i % 3 === 0 ? `${sentence(next, 30)}\n\n${hot}` : sentence(next, 30)))).removed).toBeGreaterThan(190);
  });

  test("templates, filled in with other words", () => {
    const next = chance(5);
    const word = (): string => WORDS[next(WORDS.length)]!;
    const texts = Array.from({ length: 400 }, () => `Dear ${word()} of the ${word()}, we thank you for your letter about the ${word()} and will answer it when the ${word()} has come back from the ${word()} of the town.\n\n${sentence(next, 20)}`);
    expect(expectSame(texts).removed).toBeGreaterThan(20);
  });

  test("a chain of revisions: each step is a near copy of the one before, and far from the first", () => {
    const next = chance(11);
    const words = Array.from({ length: 60 }, () => WORDS[next(WORDS.length)]!);
    const texts = Array.from({ length: 300 }, () => {
      for (let i = 0; i < 2; i++) words[next(60)] = WORDS[next(WORDS.length)]! + next(1000).toString(36).replace(/\d/g, "x");
      return words.join(" ");
    });
    const { removed, rounds } = expectSame(texts);
    expect(removed).toBeGreaterThan(100);
    expect(rounds).toBeGreaterThan(5);
  });
});
