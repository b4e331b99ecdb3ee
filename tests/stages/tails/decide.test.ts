/** How a cut is chosen among places whose certainty is known. */
import { describe, expect, test } from "vitest";
import { splitParagraphs } from "../../../src/stages/paragraphs/paragraphs.ts";
import { decide, DOUBTFUL, findDoubtful, mayCutAt, type Thresholds } from "../../../src/stages/tails/decide.ts";
import { doubtOf } from "../../../src/stages/tails/doubts.ts";
import { gatherFacts, type LineFacts } from "../../../src/stages/tails/line-facts.ts";
import { PLACE_FEATURES, type Places } from "../../../src/stages/tails/places.ts";
import { measureShapes } from "../../../src/stages/tails/shape.ts";
import { makeTrie } from "../../../src/stages/tails/word-lists.ts";
import { documentOf, mark } from "./mark.ts";
import { JAPANESE, SPANISH } from "./texts.ts";

const WORDS = makeTrie([{ language: "xx", plea: ["follow us"], ui: ["share"], references: ["sources"] }]);
const THRESHOLDS: Thresholds = { withSign: 2000, withoutSign: 3000, proseWithSign: 0, proseWithoutSign: 0, shortWithoutSign: 0, ofShare: 0, extension: 1000, extensionShare: 300 };

function factsOf(text: string): LineFacts {
  const paragraphs = splitParagraphs(text);
  return gatherFacts(text, paragraphs, measureShapes(text, paragraphs), WORDS);
}

const article = ["One body line that is long enough.", "Another body line that is long.", "A third body line that is long."];

/** Ten lines of equal length without any sign. */
const TEN = factsOf(Array.from({ length: 10 }, (_, i) => `Plain line no ${i}`).join("\n"));

/** Places at these lines; "!" = hard evidence in the first four lines of the tail. */
function placesAt(...lines: readonly (number | `${number}!`)[]): Places {
  const rows = new Int16Array(lines.length * PLACE_FEATURES.length);
  lines.forEach((line, i) => {
    if (typeof line === "string") rows[i * PLACE_FEATURES.length + PLACE_FEATURES.indexOf("hard evidence in 4 lines")] = 1;
  });
  return { at: Int32Array.from(lines, (line) => Number.parseInt(String(line), 10)), rows };
}

describe("choosing a cut", () => {
  test.each<[string, Places, readonly number[], { at: number; logOdds: number } | undefined]>([
    ["nothing is sure", placesAt(5, 6), [2999, 2999], undefined],
    ["no place", placesAt(), [], undefined],
    ["the earliest sure place", placesAt(5, 6, 7), [0, 3000, 9000], { at: 6, logOdds: 3000 }],
    ["less certainty is asked where a hard sign stands", placesAt(5, "6!", 7), [0, 2000, 9000], { at: 6, logOdds: 2000 }],
    ["extended to a nearly sure place", placesAt(5, 6), [1000, 3000], { at: 5, logOdds: 3000 }],
    ["not over what may not be added", placesAt(3, 8), [1000, 3000], { at: 8, logOdds: 3000 }],
    ["over a place that is not sure itself", placesAt(5, 6, 7), [1000, 0, 3000], { at: 5, logOdds: 3000 }],
  ])("%s", (_, places, certainty, cut) => {
    expect(decide(TEN, places, Int32Array.from(certainty), THRESHOLDS)).toEqual(cut);
  });

  test.each<[number, readonly number[], number | undefined]>([
    [0, [3000, 3000], 5], [2000, [3000, 3000], undefined], [2000, [3500, 3500], 8], [2000, [4000, 3500], 5],
  ])("with %i for the share that goes, certainties of %j at half and a fifth of the document cut at %s", (ofShare, certainty, at) => {
    expect(decide(TEN, placesAt(5, 8), Int32Array.from(certainty), { ...THRESHOLDS, ofShare, extension: 9999 })?.at).toBe(at);
  });

  test.each<[string, `${number}!` | number, number, number, boolean]>([
    ["prose in the tail", 5, 400, 4000, false], ["prose in the tail", 5, 400, 4500, true], ["prose in the tail", 5, 300, 3000, true],
    ["prose in the tail", "5!", 400, 2900, false], ["prose in the tail", "5!", 400, 3000, true],
    ["finished lines", 5, 800, 4000, false], ["finished lines", 5, 700, 3000, true],
  ])("with %s (%s: %i), a certainty of %i is enough: %s", (feature, line, value, certainty, isCut) => {
    const places = placesAt(line);
    places.rows[PLACE_FEATURES.indexOf(feature)] = value;
    const cut = decide(TEN, places, Int32Array.of(certainty), { ...THRESHOLDS, proseWithSign: 1000, proseWithoutSign: 1500 });
    expect(cut?.at).toBe(isCut ? 5 : undefined);
  });

  test.each<[Places, number, number | undefined]>([
    [placesAt(9), 3999, undefined], [placesAt(9), 4000, 9], [placesAt("9!"), 2000, 9], [placesAt(6), 3000, 6],
  ])("a short tail without a sign must be surer: %j at %i", (places, certainty, at) => {
    expect(decide(TEN, places, Int32Array.of(certainty), { ...THRESHOLDS, shortWithoutSign: 1000 })?.at).toBe(at);
  });

  test("lines of tags right before a sure tail go with it", () => {
    const tail = ["Plain line no 4", "Plain line no 5"];
    const at = (...before: readonly string[]): number | undefined =>
      decide(factsOf([...SPANISH.slice(0, 3), ...before, ...tail].join("\n")), placesAt(3 + before.length), Int32Array.of(9000), THRESHOLDS)?.at;
    expect([at("#pan #horno", "#leche"), at("Pan y leche"), at("#pan #horno", "Pan y leche")]).toEqual([3, 4, 5]);
  });

  test.each<[string, readonly string[], number]>([
    ["goes with it", ["Pan y leche", "https://kanero.example/pan", "Horno nuevo", "https://kanero.example/horno"], 3],
    ["stays above addresses alone", ["Pan y leche", "https://kanero.example/pan", "https://kanero.example/horno", "https://kanero.example/sal"], 4],
    ["stays where addresses stand above their headlines", ["Pan y leche", "https://kanero.example/pan", "Horno nuevo", "https://kanero.example/horno", "Sal"], 4],
  ])("the headline of the address that a sure tail begins with %s", (_, end, at) => {
    expect(decide(factsOf([...SPANISH.slice(0, 3), ...end].join("\n")), placesAt(4), Int32Array.of(9000), THRESHOLDS)?.at).toBe(at);
  });

  test("an end that is sure by rule wins if it begins earlier", () => {
    const facts = factsOf([...SPANISH, "Foto: el horno", ...JAPANESE, "Foto: el horno", "Follow us"].join("\n"));
    const at = facts.count - 2 - facts.from;
    expect(decide(facts, placesAt(), new Int32Array(0), THRESHOLDS)?.at).toBe(at);
    expect(decide(facts, placesAt(at - 1), Int32Array.of(5000), THRESHOLDS)?.at).toBe(at - 1);
    expect(decide(facts, placesAt(at + 1), Int32Array.of(5000), THRESHOLDS)?.at).toBe(at);
  });
});

describe("where a cut is allowed", () => {
  test.each([[0, false], [2, false], [3, true], [9, true]])("line %i of ten: %s, since three tenths stay", (at, allowed) => {
    expect(mayCutAt(TEN, at)).toBe(allowed);
  });

  test("not below a heading of references", () => {
    const facts = factsOf([...article, "Sources", "Haas 1987", "Okada 2009"].join("\n"));
    expect([3, 4, 5].map((at) => mayCutAt(facts, at))).toEqual([false, false, false]);
  });

  test("but behind them, from the first line of tail words on", () => {
    const facts = factsOf([...article, "Sources", "Haas 1987", "Share", "Other"].join("\n"));
    expect([4, 5, 6].map((at) => mayCutAt(facts, at))).toEqual([false, true, true]);
  });
});

describe("a line without a sentence end", () => {
  const letters = "jq7vKx0b".repeat(8000);
  test.each<[string, string]>([["of letters", letters], ["of words", letters.replace(/(.{40})/g, "$1 ")]])("%s is cut nowhere within", (_, line) => {
    const facts = factsOf(`${article[0]}\n${line}`);
    const allowed = Array.from({ length: facts.count }, (__, at) => mayCutAt(facts, at, 0));
    expect(allowed.length).toBeGreaterThan(4);
    expect(allowed).toEqual([false, true, ...allowed.slice(2).map(() => false)]);
  });
});

describe("below references a tail may also begin", () => {
  test.each<[string, boolean]>([
    ["Follow us on the pier", true], ["Follow us on www.kanero.example", false], ["On the pier: follow us, 1987", false], ["On the pier we shall see you all", false],
  ])("with %s: %s", (line, allowed) => {
    const facts = factsOf(["One body line that is long enough.", "Another body line that is long.", "A third body line that is long.", "Sources", "Haas 1987", line].join("\n"));
    expect(mayCutAt(facts, 5)).toBe(allowed);
  });
});

describe("doubtful places", () => {
  test.each<[string, readonly number[], readonly number[], number | undefined, number | undefined]>([
    ["the earliest without a cut", [5, 6, 7], [DOUBTFUL - 1, DOUBTFUL, 900], undefined, 6],
    ["none", [5, 6], [0, 0], undefined, undefined],
    ["well before a cut", [3, 8], [DOUBTFUL, 9000], 8, 3],
    ["right before a cut it is no news", [6, 8], [DOUBTFUL, 9000], 8, undefined],
  ])("%s", (_, at, certainty, cut, doubtful) => {
    expect(findDoubtful(placesAt(...at), Int32Array.from(certainty), cut === undefined ? undefined : { at: cut, logOdds: 9000 })?.at).toBe(doubtful);
  });

  test("are one notice, which names the lines", () => {
    const { cut, notices } = mark([...JAPANESE, "駅前に新しい図書館が開館", "祭りの花火は八月に延期"].join("\n"));
    expect(cut).toEqual([]);
    expect(notices).toMatchObject([{ code: "tail.doubtful", severity: "doubt", stage: "tails", path: "folder/a.txt", line: 6 }]);
    expect(notices[0]!.message).toMatch(/^lines 6 to the end may be a spam tail \(certainty 0\.\d+\) and stay; look at them$/);
  });

  test.each<[string, string, string]>([
    ["lines", Array.from({ length: 10 }, () => article[0]).join("\n"), "lines 3 to line 7 may be a spam tail (certainty 0.62) and stay; look at them"],
    ["a part of one line", "The ferry left the landing at noon. ".repeat(300), "line 1 may be a spam tail (certainty 0.62) and stays; look at it"],
  ])("before a cut are %s", (_, text, message) => {
    const facts = factsOf(text);
    const judged = { facts, cut: { at: 7, logOdds: 9000 }, doubtful: { at: 2, logOdds: 500 }, allTail: false };
    expect(doubtOf(documentOf(text), judged, [])?.message).toBe(message);
  });
});
