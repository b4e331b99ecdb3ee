/**
 * Measures how well text of a language fits its own table of three-letter sequences, and writes language-limits.json:
 * npm run make:language-limits -- FOLDER, the folder of NTREX-128. Sentences of every other document count, the rest is for the benchmark.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { comparisonWith } from "../../stages/language/consistency.ts";
import { tellLanguage } from "../../stages/language/rule.ts";
import { scriptModel } from "../../stages/language/script-models.ts";
import type { ParagraphLimit } from "../language-limits.ts";
import { measure, measured } from "../language-trigrams.ts";
import { SCRIPTS } from "../scripts.ts";
import { readSentences } from "./language-sentences.ts";

/** Shorter sentences are headings and names. */
const LEAST_LETTERS = 16;
/** The spread is raised for what lies below the mean: text deviates to that side, by names and foreign words. */
function limitOf(means: readonly (readonly [number, number])[]): ParagraphLimit {
  const mean = means.reduce((sum, [value]) => sum + value, 0) / means.length;
  const below = means.filter(([value]) => value < mean);
  const variance = below.reduce((sum, [value, letters]) => sum + (value - mean) ** 2 * letters, 0) / below.length;
  return { mean: Math.round(10 * mean) / 10, spread: Math.round(10 * Math.sqrt(variance)) / 10 };
}

function commonest(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
}

function measureFile(folder: string, code: string): [string, ParagraphLimit] | undefined {
  const sentences = readSentences(folder, code).filter(({ training }) => training).map(({ sentence }) => sentence);
  const key = NAMES[code] ?? commonest(sentences.map((sentence) => {
    const { language, script } = tellLanguage(sentence, 0, sentence.length);
    return `${language}-${script}`;
  }));
  const [language = "", script = ""] = key.split("-");
  const scriptClass = SCRIPTS.findIndex((name) => name === script);
  if (scriptClass < 0 || !scriptModel(scriptClass)?.languages.includes(language)) return undefined;
  const expected = comparisonWith(language, scriptClass, 0, 0);
  const means = sentences.flatMap((sentence): [number, number][] => {
    measure(expected.codes, expected.table, expected.mask, sentence, 0, sentence.length);
    return measured.letters < LEAST_LETTERS ? [] : [[measured.weight / measured.letters, measured.letters]];
  });
  return [key, limitOf(means)];
}

/** Files that the rule itself may take for a relative. */
const NAMES: Readonly<Record<string, string>> = { hrv: "hr-Latn", "srp-Latn": "sr-Latn", msa: "ms-Latn", nno: "nn-Latn", por: "pt-Latn" };

const folder = process.argv[2];
if (folder === undefined) throw new Error("give the folder of NTREX-128");
const files = readdirSync(folder).filter((name) => name.endsWith(".tsv") && name !== "por-BR.tsv").map((name) => name.slice(0, -4)).sort();
const limits = files.flatMap((code) => {
  const limit = measureFile(folder, code);
  return limit ? [limit] : [];
});
const lines = limits.sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([key, limit]) => `  ${JSON.stringify(key)}: ${JSON.stringify(limit)}`);
writeFileSync(new URL("../language-limits.json", import.meta.url), `{\n${lines.join(",\n")}\n}\n`);
console.log(`language-limits.json: ${limits.length} languages`);
