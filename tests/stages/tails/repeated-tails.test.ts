/** What is learned from the ends of many documents, and what goes from one by it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { splitParagraphs } from "../../../src/stages/paragraphs/paragraphs.ts";
import { END_LINES, endOf } from "../../../src/stages/tails/document-end.ts";
import { sketchLine } from "../../../src/stages/tails/line-sketch.ts";
import { findRepeated, RepeatedTailIndex, type RepeatedTail } from "../../../src/stages/tails/repeated-tails.ts";
import { TailLearner } from "../../../src/stages/tails/tail-learner.ts";
import { parseTailsFile, tailsFile } from "../../../src/stages/tails/tails-file.ts";
import { documentOf, mark } from "./mark.ts";
import { ENGLISH, ENGLISH_TEASERS } from "./texts.ts";

const NAMES = ["Mira", "Thea", "Elvira", "Anton", "Jonas", "Petra", "Ruben", "Selma", "Viktor", "Wanda"];
const PROMOTION = "This story was brought to you by the Ostrow Ferry Gazette, the paper with two bells.";
const text = (...lines: readonly string[]): string => lines.join("\n");
/** A made-up word: three syllables by number. */
const word = (n: number): string => [n, n * 7 + 3, n * 31 + 11].map((syllable) => `${"bdfgklmnprst"[syllable % 12]}${"aeiou"[(syllable >>> 3) % 5]}`).join("");
const sentence = (n: number): string => `${Array.from({ length: 14 }, (_, i) => word((Math.imul(n * 14 + i + 1, 0x9e3779b1) >>> 8) % 9000)).join(" ")}.`;
/** An article of its own: no sentence of it is like another's. */
const article = (i: number): string[] => [`${word(i)} and ${word(i + 900)}`, sentence(i * 3), sentence(i * 3 + 1), sentence(i * 3 + 2)];

function learn(texts: readonly string[]): RepeatedTail[] {
  const learner = new TailLearner();
  for (const one of texts) learner.add(endOf(documentOf(one)));
  return learner.tails();
}

function linesFound(whole: string, tails: readonly RepeatedTail[]): number[] {
  return findRepeated(whole, splitParagraphs(whole), new RepeatedTailIndex(tails)).map(({ line }) => line);
}

describe("learning", () => {
  const closed = (count: number, closing: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => text(...article(i), closing(i)));

  test("a line that closes five documents is learned, one that closes four is not", () => {
    expect(learn(closed(5, () => PROMOTION))).toEqual([{ text: PROMOTION, documents: 5 }]);
    expect(learn(closed(4, () => PROMOTION))).toEqual([]);
  });

  test("and it must close one document in a hundred", () => {
    const others = (count: number): string[] => Array.from({ length: count }, (_, i) => text(...article(i + 20)));
    expect(learn([...closed(6, () => PROMOTION), ...others(590)])).toMatchObject([{ documents: 6 }]);
    expect(learn([...closed(6, () => PROMOTION), ...others(640)])).toEqual([]);
  });

  test("also where its wording changes a little from document to document", () => {
    const tails = learn(closed(20, (i) => PROMOTION.replace("story", ["story", "tale", "report", "piece"][i % 4]!)));
    expect(tails.every((tail) => tail.text.includes("Ostrow Ferry Gazette"))).toBe(true);
    expect(tails.reduce((sum, { documents }) => sum + documents, 0)).toBe(20);
  });

  test("numbers, case and punctuation do not count", () => {
    expect(learn(closed(6, (i) => `${i % 2 === 0 ? "PAGE" : "Page"} ${i} of the Ostrow Ferry Gazette${"!".repeat(i)}`))).toMatchObject([{ documents: 6 }]);
  });

  test("copies of one document count once, edited ones too", () => {
    const copies = Array.from({ length: 8 }, (_, i) => text(...article(1), `An added line ${NAMES[i]}.`, PROMOTION));
    expect(learn(copies)).toEqual([]);
    expect(learn([...copies, ...closed(5, () => PROMOTION)])).toMatchObject([{ documents: 5 }]);
  });

  test("a line counts once a document", () => {
    expect(learn(closed(3, () => text(PROMOTION, PROMOTION)))).toEqual([]);
  });

  test("what stands only in the middle of long documents is not learned", () => {
    const long = Array.from({ length: 6 }, (_, i) => text(...article(i), PROMOTION, ...Array.from({ length: END_LINES }, (_x, line) => article(i * END_LINES + line + 50)[1]!)));
    expect(learn(long).map((tail) => tail.text)).not.toContain(PROMOTION);
  });

  test("of many documents the frequent lines are found, with counts that are too low by one in five hundred at most", () => {
    const many = Array.from({ length: 2600 }, (_, i) => text(...article(i), ...(i % 50 === 7 ? [PROMOTION] : []), ...(i % 400 === 9 ? ["A line that is rarer, about the eel of Varn."] : [])));
    const tails = learn(many);
    expect(tails.map((tail) => tail.text)).toContain(PROMOTION);
    expect(tails.map((tail) => tail.text)).not.toContain("A line that is rarer, about the eel of Varn.");
    const { documents } = tails.find((tail) => tail.text === PROMOTION)!;
    expect(documents).toBeLessThanOrEqual(52);
    expect(documents).toBeGreaterThanOrEqual(52 - 2600 / 500);
  });
});

test("what is rarer than one document in five hundred is forgotten", () => {
  const learner = new TailLearner();
  const held = [1, 2, 3, 4].map((round) => {
    for (let i = 0; i < 1000; i++) learner.add(endOf(documentOf(text(...article(round * 1000 + i), `A passing note on ${sentence(round * 500 + (i >>> 1))}`))));
    return learner.heldLines;
  });
  expect(held[3]!).toBeLessThan(held[1]! * 1.3);
});

describe("sketches", () => {
  test.each([
    ["one word of a sentence", PROMOTION, PROMOTION.replace("paper", "weekly")],
    ["a name in Chinese", "本文由山谷水磨公众号的老孟整理发布，欢迎转载。", "本文由山谷水磨公众号的小孟整理发布，欢迎转载。"],
  ])("lines that differ in %s share a key", (_, a, b) => {
    const keys = new Set(sketchLine(a, 0, a.length)!.keys);
    expect(sketchLine(b, 0, b.length)!.keys.some((key) => keys.has(key))).toBe(true);
  });

  test("lines of other words share none", () => {
    const [a, b] = [ENGLISH[1]!, ENGLISH[2]!];
    const keys = new Set(sketchLine(a, 0, a.length)!.keys);
    expect(sketchLine(b, 0, b.length)!.keys.some((key) => keys.has(key))).toBe(false);
  });

  test("the line alone counts, not where it stands", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), fc.string(), fc.string(), (line, before, behind) => {
      expect(sketchLine(before + line + behind, before.length, before.length + line.length)).toEqual(sketchLine(line, 0, line.length));
    }));
  });
});

describe("finding", () => {
  const tails = [PROMOTION, "Share", "All bells reserved by the ferry company of Ostrow"].map((line) => ({ text: line, documents: 9 }));

  test.each<[string, readonly string[], readonly number[]]>([
    ["a closing line", [...ENGLISH, PROMOTION], [6]],
    ["an edited one", [...ENGLISH, PROMOTION.replace("story", "tale")], [6]],
    ["several, with one line of another kind between", [...ENGLISH, PROMOTION, "Mira Lund", "Share", tails[2]!.text], [6, 8, 9]],
    ["one above a last line of another kind", [...ENGLISH, PROMOTION, "Mira Lund"], [6]],
    ["not above two", [...ENGLISH, PROMOTION, "Mira Lund", "Ostrow"], []],
    ["not inside the text", [...ENGLISH.slice(0, 2), PROMOTION, ...ENGLISH.slice(2)], []],
    ["no short line alone", [...ENGLISH, "Share"], []],
    ["under a single line that is longer", [ENGLISH[1]!, PROMOTION], [1]],
    ["not where all but a short first line repeats", ["A title", PROMOTION, tails[2]!.text], []],
  ])("%s", (_, lines, expected) => {
    expect(linesFound(text(...lines), tails)).toEqual(expected);
  });

  test("nothing where all that is looked at repeats: those are copies", () => {
    const long = Array.from({ length: END_LINES + 6 }, (_, i) => article(i)[1]!);
    expect(linesFound(text(...long), long.map((line) => ({ text: line, documents: 7 })))).toEqual([]);
  });
});

describe("in the stage", () => {
  const repeatedTails = [{ text: PROMOTION, documents: 12 }];
  const all = { repeatedTails, tails: new Set([...DEFAULT_SETTINGS.tails, "repeated"]) };

  test("a repeated line goes with the number of documents", () => {
    const { tails, cut } = mark(text(...ENGLISH, PROMOTION), all);
    expect(cut).toEqual(["7-7 repeated"]);
    expect(tails).toMatchObject([{ reason: "tail.repeated", documents: 12, score: 1 }]);
  });

  test("only if repeated tails are wanted", () => {
    expect(mark(text(...ENGLISH, PROMOTION), { repeatedTails }).cut).toEqual([]);
  });

  test("beside what is a tail by itself", () => {
    expect(mark(text(...ENGLISH, ...ENGLISH_TEASERS, PROMOTION), all).cut).toEqual(["7-11 ads", "12-12 repeated"]);
  });

  test("as far as the share stays that must", () => {
    expect(mark(text(ENGLISH[1]!, PROMOTION), { ...all, keepShare: 0.9 }).cut).toEqual([]);
  });
});

describe("the file", () => {
  const tails = [{ text: 'Say "bell"\t!', documents: 7 }, { text: PROMOTION, documents: 5 }];

  test("comes back as it was", () => {
    expect(parseTailsFile(tailsFile(tails))).toEqual(tails);
    expect(parseTailsFile(tailsFile([]))).toEqual([]);
  });

  test.each([
    ["tails", "it is no JSON"], ["[]", 'there is no list "tails"'], ['{"version": 2, "tails": []}', "it was written by another version"],
    ['{"version": 1, "tails": [{"text": "x"}]}', 'tail 1 lacks "text" or "documents"'],
  ])("%s is refused", (json, message) => {
    expect(() => parseTailsFile(json)).toThrow(message);
  });
});
