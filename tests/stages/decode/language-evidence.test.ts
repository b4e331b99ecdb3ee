/** A letter beyond ASCII counts by the language that the rest of the text is in. */
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { costsOfAscii, gainByLanguage } from "../../../src/stages/decode/language-evidence.ts";
import { detectEncoding } from "../../../src/stages/decode/detect.ts";
import { type Ranked, rankCandidates, withWords } from "../../../src/stages/decode/ranking.ts";
import { withoutPlainRuns } from "../../../src/stages/decode/sample.ts";

function rankings(text: string, iconvName: string): { pooled: readonly Ranked[]; byLanguage: readonly Ranked[] } {
  const bytes = iconv.encode(text, iconvName);
  const sample = withoutPlainRuns(bytes);
  const ranking = rankCandidates(sample, () => sample, false, []);
  return { pooled: ranking.ranked, byLanguage: withWords(ranking, bytes).ranked };
}

function leadOver(ranked: readonly Ranked[], name: string, other: string): number {
  const scoreOf = (wanted: string): number => ranked.find((one) => one.name === wanted)!.score;
  return scoreOf(name) - scoreOf(other);
}

test.each([
  ["Kroz prozor se vidi reka i ljudi koji ujutru žure na posao.", "iso88592", "ISO-8859-2", "windows-1250"],
  ["Zjutraj je šla na trg po sadje, potem pa domov kuhat kosilo za vse.", "iso88592", "ISO-8859-2", "windows-1250"],
  ["Demà anirem a la platja amb els cosins i tornarem cap al vespre.", "cp850", "IBM850", "windows-1252"],
])("%s (%s) gains on the readings with letters of other languages", (text, iconvName, right, wrong) => {
  const { pooled, byLanguage } = rankings(text, iconvName);
  expect(byLanguage[0]?.name).toBe(right);
  expect(leadOver(byLanguage, right, wrong)).toBeGreaterThan(leadOver(pooled, right, wrong) + 1);
});

test("text in other scripts is compared as it was", () => {
  const { pooled, byLanguage } = rankings("Утром она пошла на рынок.", "koi8r");
  expect(byLanguage).toEqual(pooled);
});

/** In an English change log. */
const NAMES = "Inés Muñiz, Jürgen Böhme, Åsa Lindgren, André Lefèvre, Søren Kjær, João Simões, Äijö Mäkelä, Tomás Ibáñez, Märta Öberg, Noël Français, Ólafur Þórsson, Gràcia Puigdomènech".split(", ");

test.each([1, 3, 6, 12])("%i names of many languages in an English text are read in the usual encoding", (count) => {
  const lines = NAMES.slice(0, count).map((name, i) => `* Check the return value of each call before the lock is given back (#${i}). Thanks to ${name}.\n`);
  expect(detectEncoding(iconv.encode(lines.join(""), "latin1"))).toMatchObject({ encoding: "windows-1252" });
});

test("a letter that no language has is foreign to each", () => {
  const shared = costsOfAscii(Buffer.from("the old man and the boy went down to the river and sat there until the sun was low"));
  expect(gainByLanguage("M\u1ee7ller", shared)).toBeLessThan(-3 * 16);
});

test("a foreign name costs a bounded sum, whatever the language", () => {
  const shared = costsOfAscii(Buffer.from("the old man and the boy went down to the river and sat there until the sun was low"));
  const gain = (text: string): number => gainByLanguage(text, shared) / 16;
  expect(gain("to")).toBe(0);
  expect(gain("to \u0142 to")).toBeGreaterThanOrEqual(-5);
  expect(gain("to \u0142 to")).toBeLessThan(0);
});
