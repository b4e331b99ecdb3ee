/** docs/tails.md names what there is: each feature, each language with a word list, the thresholds. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DOUBTFUL, THRESHOLDS } from "../../../src/stages/tails/decide.ts";
import { NEIGHBOUR_FEATURES, OWN_FEATURES } from "../../../src/stages/tails/features.ts";
import { PLACE_FEATURES } from "../../../src/stages/tails/places.ts";
import { WORD_KINDS, WORD_LANGUAGES } from "../../../src/stages/tails/word-lists.ts";

const text = readFileSync(new URL("../../../docs/tails.md", import.meta.url), "utf8");
const section = (heading: string): string => text.split(`\n## ${heading}\n`)[1]!.split("\n## ")[0]!;
const named = (part: string): string[] => [...part.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
/** What stands in backticks in the first cells of a section's table, in order. */
const firstCells = (part: string): string[] => [...part.matchAll(/^\| (`.+?) \|/gm)].flatMap((match) => named(match[1]!));
/** Log odds × 1000 as a share of two digits. */
const share = (logOdds: number): string => (1 / (1 + Math.exp(-logOdds / 1000))).toFixed(2);

test("every feature of a line has a place in the table", () => {
  expect(firstCells(section("Features of a line")).toSorted()).toEqual(OWN_FEATURES.map(({ name }) => name).toSorted());
});

test("the features of neighbours are named", () => {
  expect(named(/^Means over .*$/m.exec(section("Features of a line"))![0])).toEqual(NEIGHBOUR_FEATURES);
});

test("every feature of a place has a line, in order", () => {
  expect(firstCells(section("Features of a place"))).toEqual(PLACE_FEATURES);
});

test("the languages and lists of words", () => {
  const words = named(section("Words"));
  expect(words.filter((name) => /^[a-z]{2}(-Han[st])?$/.test(name) && name !== "ui")).toEqual(WORD_LANGUAGES);
  expect(words).toEqual(expect.arrayContaining([...WORD_KINDS]));
});

test("the thresholds are those of the code", () => {
  const { withSign, withoutSign, proseWithSign, proseWithoutSign, shortWithoutSign, ofShare, extension, extensionShare } = THRESHOLDS;
  const decimal = (logOdds: number): string => (logOdds / 1000).toFixed(1);
  expect(text).toContain(`log odds of ${decimal(withSign)} (certainty ${share(withSign)})`);
  expect(text).toContain(`${decimal(withoutSign)} (${share(withoutSign)}) where none does, and the more of the document goes the surer it must be: ${decimal(ofShare / 10)} more for each tenth of its letters`);
  expect(text).toContain(`needs ${decimal(proseWithSign)} more with a sign and ${decimal(proseWithoutSign)} more without`);
  expect(text).toContain(`(30 letters) needs ${decimal(shortWithoutSign)} more`);
  expect(text).toContain(`log odds ${decimal(extension)} (${share(extension)}) if that adds at most ${extensionShare / 10} % of the document`);
  expect(text).toContain(`above ${share(DOUBTFUL)} (log odds ${decimal(DOUBTFUL)})`);
});
