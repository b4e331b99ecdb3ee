/**
 * Texts made to crash, slow down or fool the stage, at small sizes: docs/benchmarks.md has them at full size. A run that grows with the square
 * of its input does not end in the time that a test has.
 */
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { DuplicateFinder } from "../../../src/stages/duplicates/duplicate-finder.ts";
import { clean, documentWith, newIndex, seeded } from "./texts.ts";

/** Each string of `order` letters of the alphabet stands in it just once (Fredricksen, Kessler, Maiorana). */
function deBruijn(alphabet: string, order: number): string {
  const letters = alphabet.split("");
  const word = Array.from({ length: letters.length * order }, () => 0);
  const sequence: number[] = [];
  const extend = (at: number, period: number): void => {
    if (at > order) {
      if (order % period === 0) sequence.push(...word.slice(1, period + 1));
      return;
    }
    word[at] = word[at - period]!;
    extend(at + 1, period);
    for (let letter = word[at - period]! + 1; letter < letters.length; letter++) {
      word[at] = letter;
      extend(at + 1, at);
    }
  };
  extend(1, 1);
  return sequence.map((letter) => letters[letter]!).join("");
}

const LAMP = "The keeper of the lamp writes down each night what the sea has brought in and what it has taken away.";

/** Kept passages, document by document. */
function kept(texts: readonly string[]): number[] {
  return clean(texts).map(({ paragraphs, removals }) => paragraphs.count - removals.reduce((sum, { first, last }) => sum + last - first, 0));
}

describe("hostile texts", () => {
  test.each(["a", "灯", "\u0301", "\ufdfa", "😀", "7"])("one character all along: %j", (character) => {
    const text = character.repeat(200_000);
    expect(clean([text, text]).map(({ paragraphs }) => paragraphs.count).every((count) => count > 0)).toBe(true);
  });

  test("of one letter all along one passage stays", () => {
    expect(kept(["a".repeat(200_000), "a".repeat(200_000)])).toEqual([1, 0]);
  });

  test.each([["ab", 16], ["灯台守船岩波", 6]] as const)("de Bruijn sequence of %s: every run once, and again in a second document", (alphabet, order) => {
    const text = deBruijn(alphabet, order);
    const [first, second] = kept([text, text]);
    expect(first).toBeGreaterThan(0);
    expect(second).toBe(0);
  });

  test("lines of one character", () => {
    const text = "a\nb\nc\n".repeat(30_000);
    expect(kept([text])[0]).toBeGreaterThan(0);
  });

  test("the same short line over and over", () => {
    expect(kept(["Ring twice, then wait.\n\n".repeat(30_000)])[0]).toBeLessThan(30_000);
  });

  test("no line end in a megabyte of words, and of letters", () => {
    const words = Array.from({ length: 150_000 }, (_, i) => ((i * 7919) % 100_003).toString(36)).join(" ");
    expect(kept([words, words])[1]).toBe(0);
    expect(kept([words.replaceAll(" ", "")])[0]).toBeGreaterThan(0);
  });

  test("copies of one passage: one stays", () => {
    const text = `${LAMP}\n\n`.repeat(5000);
    expect(kept([text, text, LAMP])).toEqual([1, 0, 0]);
  });

  test("form letters with other dates and amounts all stay, whatever their number", () => {
    const letter = (i: number): string => `Dear reader, on the ${i} day of the year we have sent you ${i * 31} crowns by post, and ask you to let us know when they have come.`;
    const texts = Array.from({ length: 40 }, (_, i) => Array.from({ length: 50 }, (__, k) => letter(1000 + i * 50 + k)).join("\n\n"));
    expect(kept(texts)).toEqual(texts.map(() => 50));
  });

  test("all seeds and hashes collide: texts are compared, so nothing goes", () => {
    const finder = new DuplicateFinder(DEFAULT_SETTINGS, newIndex());
    const removals = Array.from({ length: 200 }, (_, i) => {
      const text = Array.from({ length: 30 }, (__, k) => `word${(i * 1009 + k * 7919).toString(36)}`).join(" ");
      const document = seeded(documentWith(String(i), text));
      const { wholeHash, seeds } = document.passages;
      return finder.decide({ ...document, passages: { ...document.passages, wholeHash: wholeHash.map(() => 1), seeds: seeds.map(() => 1) } }).removals;
    });
    expect(removals.flat()).toEqual([]);
  });
});
