import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { DuplicateFinder } from "../../../src/stages/duplicates/duplicate-finder.ts";
import { clean, documentWith, newIndex, removed, seeded } from "./texts.ts";

const LAMP = "The keeper of the lamp writes down each night what the sea has brought in and what it has taken away.";
const FULLER_LAMP = `${LAMP} In the morning his sister reads it aloud.`;
const MILL = "Behind the mill there is a garden with seven kinds of apples, and nobody remembers who planted them.";
const BOAT = "A boat without a name lies in the reeds, painted blue on one side and left as it was on the other.";
const TOUDAI = "灯台守は毎晩、海が運んできたものと持ち去ったものを、古い帳面に書きとめている。";
const MIZU = "水車小屋の裏には七種類の林檎の木が植えられた庭があり、誰が植えたのかは誰も覚えていない。";

const lines = (...paragraphs: readonly string[]): string => paragraphs.join("\n\n");

interface Case {
  readonly name: string;
  readonly texts: readonly string[];
  readonly settings?: Partial<Settings>;
  readonly goes: readonly string[];
}

const ORDER: readonly Case[] = [
  { name: "inside a document the fuller copy stays, if it comes first", texts: [lines(FULLER_LAMP, MILL, LAMP)], goes: ["a3 near <- a1"] },
  { name: "also if it comes last", texts: [lines(LAMP, MILL, FULLER_LAMP)], goes: ["a1 near <- a3"] },
  { name: "of equal copies the first", texts: [lines(LAMP, MILL, LAMP, LAMP)], goes: ["a3 exact <- a1", "a4 exact <- a1"] },
  { name: "across documents the first stays: its quotation goes", texts: [FULLER_LAMP, lines(LAMP, MILL)], goes: ["b1 near <- a1"] },
  { name: "and the fuller one behind it stays, for it says more", texts: [LAMP, lines(FULLER_LAMP, MILL)], settings: { coverage: 0.95 }, goes: [] },
  { name: "unless the first covers enough of it", texts: [FULLER_LAMP, lines(`So: ${FULLER_LAMP}`, MILL)], goes: ["b1 near <- a1"] },
  { name: "a copy goes, wherever in its document it stands", texts: [lines(MILL, LAMP), lines(BOAT, LAMP), lines(LAMP, TOUDAI)], goes: ["b2 exact <- a2", "c1 exact <- a2"] },
  { name: "Japanese", texts: [lines(TOUDAI, MIZU), lines(LAMP, TOUDAI)], goes: ["b2 exact <- a1"] },
];

const COVERS: readonly Case[] = [
  { name: "a passage made of two earlier ones", texts: [lines(LAMP, BOAT), lines(`${LAMP} ${BOAT}`, MILL)], goes: ["b1 near <- a1 a2"] },
  { name: "of one of this document and one of another", texts: [LAMP, lines(`${LAMP} ${BOAT} ${TOUDAI}`, MIZU, `${BOAT} ${TOUDAI}`)], goes: ["b3 near <- b1"] },
  { name: "made of two, of Japanese", texts: [TOUDAI, MIZU, lines(MIZU + TOUDAI, LAMP)], goes: ["c1 near <- b1 a1"] },
  { name: "half of it is new", texts: [LAMP, lines(`${LAMP} ${BOAT}`, MILL)], goes: [] },
  { name: "sentences in another order", texts: [lines(`${LAMP} ${BOAT}`, MILL), lines(`${BOAT} ${LAMP}`, TOUDAI)], goes: ["b1 near <- a1"] },
  { name: "a chain of edits goes back to what stays", texts: [LAMP, LAMP.replace("each night", "every night"), LAMP.replace("each night", "every evening")], goes: ["b1 near <- a1", "c1 near <- a1"] },
  { name: "what is gone covers nothing: each step alone is small", texts: [lines(`${LAMP} ${MILL}`), lines(`${LAMP} ${MILL}`.replace("the sea", "a storm"), TOUDAI), lines(`${LAMP} ${MILL}`.replace("the sea", "a storm").replace("apples", "plums"), MIZU)], goes: ["b1 near <- a1", "c1 near <- a1"] },
  { name: "width, case and punctuation are no difference", texts: [lines(LAMP, MILL), lines(LAMP.toUpperCase().replaceAll(" ", "  ").replace("away.", "away!"), BOAT)], goes: ["b1 exact <- a1"] },
  { name: "a hot opening does not hide the passage that holds the whole", texts: [`${LAMP} ${TOUDAI}`, `${BOAT} ${MIZU}`, `${LAMP} ${BOAT} ${MILL}`, lines(`${LAMP} ${BOAT}`, "A second paragraph of the same letter, with nothing new or old in it.")], goes: ["d1 near <- c1"] },
  { name: "a headline of names from all over the cover is no copy", texts: ["北浜漁港組合長の田所さんが、南町製氷所の主任である大河原さんと、東岬灯台保存会に加わる相談を始めた。", "北浜漁港組合長の田所さん、東岬灯台保存会、大河原さんと南町製氷所の相談を始めた"], goes: [] },
  { name: "common words in another order are no copy", texts: [LAMP, "What the sea writes down and what the keeper has taken away, each night has brought in the lamp of it."], goes: [] },
];

const NUMBERS: readonly Case[] = [
  { name: "another number is another report", texts: ["At the lock the water stood at 312 centimetres this morning, and the swans were fed as always.", "At the lock the water stood at 318 centimetres this morning, and the swans were fed as always."], goes: [] },
  { name: "--ignore-numbers", texts: ["At the lock the water stood at 312 centimetres this morning, and the swans were fed as always.", lines("At the lock the water stood at 318 centimetres this morning, and the swans were fed as always.", MILL)], settings: { ignoreNumbers: true }, goes: ["b1 near <- a1"] },
  { name: "the same number, written otherwise", texts: ["The bridge cost 25,000 crowns and took the village eleven summers to build, not counting the rails.", lines("The bridge cost 25000 crowns and took the village eleven summers to build, not counting the rails.", MILL)], goes: ["b1 exact <- a1"] },
  { name: "3.5 is not 35", texts: ["The bell weighs 3.5 tons and is rung by two men, who live in the tower with their wives and a dog.", "The bell weighs 35 tons and is rung by two men, who live in the tower with their wives and a dog."], goes: [] },
  { name: "a number that only the fuller copy has is no loss", texts: [lines(LAMP, MILL, `${LAMP} That was in 1911, they say.`)], goes: ["a1 near <- a3"] },
  { name: "a number too many stays, even if all else is there", texts: [`${LAMP} ${MILL}`, lines(`${LAMP} ${MILL} 7`, BOAT)], goes: [] },
];

const SHORT: readonly Case[] = [
  { name: "across documents a short passage stays", texts: ["Harbour office, open from Monday", "Harbour office, open from Monday"], goes: [] },
  { name: "so it does inside one, standing alone", texts: [lines("Harbour office, open from Monday", LAMP, "Harbour office, open from Monday")], goes: [] },
  { name: "a block of short lines goes the second time", texts: [lines("Harbour office, open from Monday", "Ring twice, then wait", LAMP, "Harbour office, open from Monday", "Ring twice, then wait")], goes: ["a4 exact <- a1", "a5 exact <- a2"] },
];

const DOCUMENTS: readonly Case[] = [
  { name: "a whole copy goes without scraps", texts: [lines("A letter", LAMP, MILL, BOAT), lines("Copied for you", LAMP, MILL, BOAT)], goes: ["b1 document", "b2 exact <- a2", "b3 exact <- a3", "b4 exact <- a4"] },
  { name: "a new sentence keeps its heading", texts: [lines("A letter", LAMP, MILL, BOAT), lines("Copied for you", LAMP, MILL, BOAT, TOUDAI)], goes: ["b2 exact <- a2", "b3 exact <- a3", "b4 exact <- a4"] },
  { name: "also where it is a small part of the document", texts: [lines("A letter", LAMP, MILL, BOAT), lines("Copied for you", LAMP, MILL, BOAT, TOUDAI)], settings: { documentCoverage: 0.5 }, goes: ["b2 exact <- a2", "b3 exact <- a3", "b4 exact <- a4"] },
  { name: "--duplicates passages leaves the scraps", texts: [lines("A letter", LAMP, MILL, BOAT), lines("Copied for you", LAMP, MILL, BOAT)], settings: { duplicates: { passages: true, documents: false } }, goes: ["b2 exact <- a2", "b3 exact <- a3", "b4 exact <- a4"] },
  { name: "--duplicates documents leaves single passages", texts: [lines(LAMP, MILL), lines(LAMP, BOAT), lines(LAMP, MILL)], settings: { duplicates: { passages: false, documents: true } }, goes: ["c1 exact <- a1", "c2 exact <- a2"] },
  { name: "--duplicates none", texts: [LAMP, LAMP], settings: { duplicates: { passages: false, documents: false } }, goes: [] },
  { name: "scraps are too much of it", texts: [LAMP, lines("Copied for you by a friend", LAMP)], goes: ["b2 exact <- a1"] },
  { name: "--document-coverage", texts: [LAMP, lines("Copied for you by a friend", LAMP)], settings: { documentCoverage: 0.75 }, goes: ["b1 document", "b2 exact <- a1"] },
  { name: "a document that repeats itself stays once", texts: [lines(LAMP, LAMP, LAMP)], goes: ["a2 exact <- a1", "a3 exact <- a1"] },
];

const COVERAGE: readonly Case[] = [
  { name: "below --coverage it stays", texts: [LAMP, lines(`${LAMP} And so on and so forth.`, MILL)], goes: [] },
  { name: "above it goes", texts: [LAMP, lines(`${LAMP} And so on and so forth.`, MILL)], settings: { coverage: 0.75 }, goes: ["b1 near <- a1"] },
  { name: "--coverage 1 takes what is covered to the last letter", texts: [`${LAMP} ${MILL}`, LAMP, `${LAMP}x`], settings: { coverage: 1 }, goes: ["b1 near <- a1"] },
];

const CHOICES: readonly Case[] = [
  { name: "--scope within", texts: [lines(LAMP, MILL, LAMP), lines(LAMP, BOAT)], settings: { scope: "within" }, goes: ["a3 exact <- a1"] },
  { name: "--scope within: blocks too", texts: [lines("Harbour office, open from Monday", "Ring twice, then wait", LAMP, "Harbour office, open from Monday", "Ring twice, then wait"), LAMP], settings: { scope: "within" }, goes: ["a4 exact <- a1", "a5 exact <- a2"] },
  { name: "--scope across", texts: [lines(LAMP, MILL, LAMP), lines(LAMP, BOAT, BOAT)], settings: { scope: "across" }, goes: ["b1 exact <- a1"] },
  { name: "--scope across leaves blocks and quotations inside a document", texts: [lines("Harbour office, open from Monday", "Ring twice, then wait", FULLER_LAMP, LAMP, "Harbour office, open from Monday", "Ring twice, then wait")], settings: { scope: "across" }, goes: [] },
  { name: "--scope both", texts: [lines(LAMP, MILL, LAMP), lines(LAMP, BOAT)], settings: { scope: "both" }, goes: ["a3 exact <- a1", "b1 exact <- a1"] },
  { name: "--keep first: the short copy before the fuller one stays", texts: [lines(LAMP, MILL, FULLER_LAMP)], settings: { keep: "first" }, goes: [] },
  { name: "--keep first: and takes it, where it covers enough of it", texts: [lines(LAMP, MILL, FULLER_LAMP)], settings: { keep: "first", coverage: 0.7 }, goes: ["a3 near <- a1"] },
  { name: "--keep first: a quotation behind the full text goes", texts: [lines(FULLER_LAMP, MILL, LAMP)], settings: { keep: "first" }, goes: ["a3 near <- a1"] },
  { name: "--keep fullest", texts: [lines(LAMP, MILL, FULLER_LAMP)], settings: { keep: "fullest", coverage: 0.7 }, goes: ["a1 near <- a3"] },
  { name: "--min-length takes in shorter passages", texts: ["Harbour office, open from Monday", lines("Harbour office, open from Monday", MILL)], settings: { minLength: 20 }, goes: ["b1 exact <- a1"] },
  { name: "--min-length 1: to single words", texts: [lines("Harbour", MILL), lines("Harbour", BOAT)], settings: { minLength: 1 }, goes: ["b1 exact <- a1"] },
  { name: "--min-length leaves longer ones", texts: [LAMP, lines(LAMP, MILL, LAMP)], settings: { minLength: 100 }, goes: [] },
];

describe.each([
  ["order", ORDER], ["what covers", COVERS], ["numbers", NUMBERS], ["short passages", SHORT], ["documents", DOCUMENTS], ["coverage", COVERAGE], ["choices", CHOICES],
] as const)("duplicates: %s", (_, cases) => {
  test.each(cases)("$name", ({ texts, settings, goes }) => {
    expect(removed(texts, settings)).toEqual(goes);
  });
});

describe("duplicates", () => {
  test("the ledger's figures: coverage of the passage, Dice of the pair", () => {
    const [, second] = clean([FULLER_LAMP, lines(LAMP, MILL)]);
    const { score, similarity } = second!.removals[0]!;
    expect(score).toBe(1);
    expect(similarity).toBeGreaterThan(0.8);
    expect(similarity).toBeLessThan(1);
  });

  test("what an earlier stage removed is no passage, and covers nothing", () => {
    const finder = new DuplicateFinder(DEFAULT_SETTINGS, newIndex());
    const tail = { first: 1, last: 2, reason: "tail.ads", score: 1 } as const;
    const first = finder.decide(seeded({ ...documentWith("a", lines(MILL, LAMP)), tails: [tail] }));
    const second = finder.decide(seeded(documentWith("b", lines(LAMP, BOAT))));
    expect([first.removals, second.removals]).toEqual([[tail], []]);
  });

  test("equal hashes of different texts remove nothing", () => {
    const finder = new DuplicateFinder(DEFAULT_SETTINGS, newIndex());
    const first = seeded(documentWith("a", lines(LAMP, MILL)));
    const second = seeded(documentWith("b", lines(BOAT, FULLER_LAMP.replaceAll("e", "o"))));
    const { wholeHash, seeds, seedStart, sparse } = first.passages;
    finder.decide(first);
    const forged = { ...second, passages: { ...second.passages, wholeHash, seeds, seedStart, sparse } };
    expect(finder.decide(forged).removals).toEqual([]);
    // The same forgery over an equal text is no forgery.
    expect(finder.decide({ ...first, id: "c" }).removals.map(({ reason }) => reason)).toEqual(["duplicate.exact", "duplicate.exact"]);
  });

  test("equal hashes of different passages of one document remove nothing", () => {
    const document = seeded(documentWith("a", lines(LAMP, MILL, BOAT)));
    const { passages } = document;
    const wholeHash = new Uint32Array(passages.wholeHash.length).fill(7);
    const seeds = new Uint32Array(passages.seeds.length).fill(7);
    expect(new DuplicateFinder(DEFAULT_SETTINGS, newIndex()).decide({ ...document, passages: { ...passages, wholeHash, seeds } }).removals).toEqual([]);
  });
});
