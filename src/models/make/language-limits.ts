/**
 * Measures how well text of a language fits its own table of three-letter sequences, and writes language-limits.json:
 * npm run make:language-limits -- FOLDER, the folder of NTREX-128. Sentences of every other document count, the rest is for the benchmark.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { closeRelatives, comparisonWith, isClear } from "../../stages/language/consistency.ts";
import { tellLanguage } from "../../stages/language/rule.ts";
import { scriptModel } from "../../stages/language/script-models.ts";
import type { LanguageLimits, ParagraphLimit } from "../language-limits.ts";
import { measure, measured, relativesTable } from "../language-trigrams.ts";
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

interface TrainingTexts {
  readonly key: string;
  readonly language: string;
  readonly scriptClass: number;
  readonly sentences: readonly string[];
}

function readFile(folder: string, code: string): TrainingTexts | undefined {
  const sentences = readSentences(folder, code).filter(({ training }) => training).map(({ sentence }) => sentence);
  const key = NAMES[code] ?? commonest(sentences.map((sentence) => {
    const { language, script } = tellLanguage(sentence, 0, sentence.length);
    return `${language}-${script}`;
  }));
  const [language = "", script = ""] = key.split("-");
  const scriptClass = SCRIPTS.findIndex((name) => name === script);
  if (scriptClass < 0 || !scriptModel(scriptClass)?.languages.includes(language)) return undefined;
  return { key, language, scriptClass, sentences };
}

/** Files that the rule itself may take for a relative. */
const NAMES: Readonly<Record<string, string>> = { hrv: "hr-Latn", "srp-Latn": "sr-Latn", msa: "ms-Latn", nno: "nn-Latn", por: "pt-Latn" };

function limitsOf(texts: TrainingTexts, all: readonly TrainingTexts[]): LanguageLimits {
  const { language, scriptClass, sentences } = texts;
  const expected = comparisonWith(language, scriptClass, { mean: 0, spread: 0 });
  const own = limitOf(meansOf(sentences, expected.codes, expected.table, expected.mask));
  const relatives = relativesLimits(texts, closeRelatives(language, scriptClass).flatMap((relative) => all.find(({ key }) => key === `${relative}-Latn`) ?? []));
  return relatives === undefined ? own : { ...own, relatives };
}

/** About as long as paragraphs are: sentences alone spread less. */
const PARAGRAPH_LETTERS = 250;
/** Of fewer own paragraphs told from the relatives', the second table costs more than it saves. */
const LEAST_TOLD = 0.5;

/** By the table against close relatives, what text of each of them has; undefined if too few own paragraphs stand clear of that. */
function relativesLimits({ language, scriptClass, sentences }: TrainingTexts, relatives: readonly TrainingTexts[]): ParagraphLimit[] | undefined {
  if (relatives.length === 0) return undefined;
  const { codes, mask } = comparisonWith(language, scriptClass, { mean: 0, spread: 0 });
  const table = relativesTable(scriptModel(scriptClass)!.model, language, relatives.map((relative) => relative.language), mask);
  const limits = relatives.map((relative) => symmetricLimitOf(meansOf(paragraphsOf(relative.sentences), codes, table, mask)));
  const own = meansOf(paragraphsOf(sentences), codes, table, mask);
  const told = own.filter(([mean, letters]) => isClear(limits, mean * letters, letters)).length / own.length;
  console.log(`${language}: ${Math.round(100 * told)} % told from ${relatives.map((relative) => relative.language).join(", ")}`);
  return told < LEAST_TOLD ? undefined : limits;
}

function symmetricLimitOf(means: readonly (readonly [number, number])[]): ParagraphLimit {
  const mean = means.reduce((sum, [value]) => sum + value, 0) / means.length;
  const variance = means.reduce((sum, [value, letters]) => sum + (value - mean) ** 2 * letters, 0) / means.length;
  return { mean: Math.round(10 * mean) / 10, spread: Math.round(10 * Math.sqrt(variance)) / 10 };
}

function paragraphsOf(sentences: readonly string[]): string[] {
  const paragraphs: string[] = [];
  let paragraph = "";
  for (const sentence of sentences) {
    paragraph += `${sentence} `;
    if (paragraph.length < PARAGRAPH_LETTERS) continue;
    paragraphs.push(paragraph);
    paragraph = "";
  }
  return paragraphs;
}

/** Mean weight and number of letters of each text that is long enough. */
function meansOf(texts: readonly string[], codes: Uint16Array, table: Int8Array, mask: number): [number, number][] {
  return texts.flatMap((text): [number, number][] => {
    measure(codes, table, mask, text, 0, text.length);
    return measured.letters < LEAST_LETTERS ? [] : [[measured.weight / measured.letters, measured.letters]];
  });
}

const folder = process.argv[2];
if (folder === undefined) throw new Error("give the folder of NTREX-128");
const files = readdirSync(folder).filter((name) => name.endsWith(".tsv") && name !== "por-BR.tsv").map((name) => name.slice(0, -4)).sort();
const texts = files.flatMap((code) => readFile(folder, code) ?? []);
const lines = [...texts].sort((a, b) => (a.key < b.key ? -1 : 1)).map((own) => `  ${JSON.stringify(own.key)}: ${JSON.stringify(limitsOf(own, texts))}`);
writeFileSync(new URL("../language-limits.json", import.meta.url), `{\n${lines.join(",\n")}\n}\n`);
console.log(`language-limits.json: ${lines.length} languages`);
