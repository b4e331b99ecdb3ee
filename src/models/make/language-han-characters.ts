/**
 * Makes language-han-characters.br, how much each Han character speaks for Japanese rather than Chinese where it stands among Han characters alone:
 * npm run make:language-han-characters -- NTREX AOZORA, folders of NTREX-128 (`CODE.tsv`) and of Aozora Bunko texts (Shift_JIS).
 *
 * Counted are runs of two and more characters in every other document, the rest is for the benchmark. Six-fold by document, runs of four and more:
 * 86 % of Japanese ones, 97 % of simplified and 93 % of traditional Chinese ones right; byte n-grams of the language model add a point at most.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { CHARACTER_WEIGHT_STEP, FIRST_HAN, HAN_COUNT } from "../language-han.ts";
import { naturalLogarithm } from "../language-logarithm.ts";
import { readSentences } from "./language-sentences.ts";

/** Old literature beside news: it shall not drown them. */
const AOZORA_SHARE = 0.3;
/** Counts are put on this many characters a language, and this is added to each. */
const SCALE = 20_000;
const SMOOTHING = 2;
const LARGEST_WEIGHT = 3;

const hanRuns = (text: string): string[] => text.match(/[\u4e00-\u9fff]{2,}/g) ?? [];

function addRuns(counts: Float64Array, runs: readonly string[], share: number): void {
  for (const run of runs) for (let i = 0; i < run.length; i++) counts[run.charCodeAt(i) - FIRST_HAN]! += share;
}

function addSentences(counts: Float64Array, folder: string, code: string): void {
  for (const { sentence, training } of readSentences(folder, code)) if (training) addRuns(counts, hanRuns(sentence), 1);
}

function addAozora(counts: Float64Array, folder: string): void {
  const files = readdirSync(folder).filter((name) => name.endsWith(".txt")).sort();
  const decoder = new TextDecoder("shift_jis");
  for (let i = 0; i < files.length; i += 2) addRuns(counts, hanRuns(decoder.decode(readFileSync(join(folder, files[i]!)))), AOZORA_SHARE);
}

function scaled(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count / total) * SCALE + SMOOTHING);
}

const [ntrex, aozora] = process.argv.slice(2);
if (ntrex === undefined || aozora === undefined) throw new Error("give the folders of NTREX-128 and of Aozora Bunko");
const japanese = new Float64Array(HAN_COUNT);
const chinese = new Float64Array(HAN_COUNT);
addSentences(japanese, ntrex, "jpn");
addAozora(japanese, aozora);
for (const code of ["zho-CN", "zho-TW", "yue"]) addSentences(chinese, ntrex, code);
const inJapanese = scaled(japanese);
const inChinese = scaled(chinese);
const weights = Int8Array.from(inJapanese, (count, i) => {
  const weight = naturalLogarithm(count / inChinese[i]!);
  return Math.round(Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, weight)) / CHARACTER_WEIGHT_STEP);
});
const packed = brotliCompressSync(Buffer.from(weights.buffer));
writeFileSync(new URL("../language-han-characters.br", import.meta.url), packed);
console.log(`language-han-characters.br: ${packed.length} bytes`);
