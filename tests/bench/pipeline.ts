/**
 * npm run bench: the whole pipeline in one thread beside a floor (read, decode, JSON.stringify, write; one thread) on the same
 * corpus in one run. The corpus is made for it: about 50 MB (SEEDCLEAN_BENCH_MB) of documents of median 4 KB in Japanese,
 * Chinese, English and German, 15 % of their passages copied from earlier documents, half of the copies lightly edited.
 * Sentences come from shared/data/ntrex where it is there, else from made-up words. Prints MB/s, the ratio to the floor, peak memory
 * and each stage's share of the time.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SHARED } from "../shared.ts";

const MEGABYTES = Number(process.env["SEEDCLEAN_BENCH_MB"] ?? 50);
const ROUNDS = 3;
const LANGUAGES = ["jpn", "zho-CN", "eng-GB", "deu"] as const;
const COPIED_SHARE = 0.15;
const FILES_IN_FOLDER = 1000;

/** mulberry32: the same corpus in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(20_261_124);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

/** Sentences cut into halves and put together anew, so that a corpus far larger than its source repeats little but by plan. */
function sentencesOf(language: (typeof LANGUAGES)[number]): () => string {
  const isCjk = language === "jpn" || language === "zho-CN";
  const parts = SHARED === undefined ? madeUpWords(isCjk) : wordsOf(join(SHARED, "data/ntrex", `${language}.tsv`), isCjk);
  return () => {
    const words = Array.from({ length: 6 + Math.floor(random() * 10) }, () => pick(parts));
    return isCjk ? `${words.join("")}。` : `${words.join(" ")}.`;
  };
}

function wordsOf(path: string, isCjk: boolean): string[] {
  const text = readFileSync(path, "utf8").replaceAll(/^\S+\t/gm, "");
  return isCjk ? (text.match(/[\p{L}]{2,4}/gu) ?? []) : (text.match(/[\p{L}'’-]+/gu) ?? []);
}

function madeUpWords(isCjk: boolean): string[] {
  const letter = (): string => String.fromCharCode(isCjk ? 0x4e00 + Math.floor(random() * 3000) : 0x61 + Math.floor(random() * 26));
  return Array.from({ length: 5000 }, () => Array.from({ length: isCjk ? 3 : 2 + Math.floor(random() * 8) }, letter).join(""));
}

function edited(passage: string): string {
  const at = Math.floor(random() * passage.length);
  return `${passage.slice(0, at)}${passage.slice(at + 2)}`;
}

/** @returns bytes written */
function makeCorpus(folder: string): number {
  const sentences = LANGUAGES.map(sentencesOf);
  const earlier: string[][] = LANGUAGES.map(() => []);
  let bytes = 0;
  for (let number = 0; bytes < MEGABYTES * 1e6; number++) {
    const language = number % LANGUAGES.length;
    const wanted = 4000 * Math.exp((random() - 0.5) * 2);
    const passages: string[] = [];
    for (let size = 0; size < wanted; size += Buffer.byteLength(passages.at(-1)!)) {
      const old = earlier[language]!;
      const isCopy = old.length > 0 && random() < COPIED_SHARE;
      const made = isCopy ? pick(old) : Array.from({ length: 3 }, sentences[language]!).join(language < 2 ? "" : " ");
      passages.push(isCopy && random() < 0.5 ? edited(made) : made);
      if (!isCopy && random() < 0.1) old.push(made);
    }
    const text = `${passages.join("\n\n")}\n`;
    const subfolder = join(folder, String(Math.floor(number / FILES_IN_FOLDER)).padStart(4, "0"));
    if (number % FILES_IN_FOLDER === 0) mkdirSync(subfolder);
    writeFileSync(join(subfolder, `${String(number).padStart(7, "0")}.txt`), text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
}

interface Seconds {
  readonly clock: number;
  readonly processor: number;
}

interface Rounds {
  readonly floor: readonly Seconds[];
  readonly pipeline: readonly Seconds[];
  /** Milliseconds of all rounds by step. */
  readonly spent: Readonly<Record<string, number>>;
  readonly peakMegabytes: number;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "seedclean-bench-"));
  try {
    mkdirSync(join(folder, "corpus"));
    const megabytes = makeCorpus(join(folder, "corpus")) / 1e6;
    const script = fileURLToPath(new URL("pipeline-rounds.mjs", import.meta.url));
    const { stdout } = spawnSync(process.execPath, [script, folder, String(ROUNDS)], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    report(megabytes, JSON.parse(stdout));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(megabytes: number, rounds: Rounds): void {
  console.log(`Node ${process.version}, ${megabytes.toFixed(0)} MB, median of ${ROUNDS} alternating runs${SHARED === undefined ? ", made-up words" : ""}\n`);
  console.log("| what | MB/s by the clock | ratio to the floor | MB a second of the processor | ratio |\n| --- | --- | --- | --- | --- |");
  for (const what of ["floor", "pipeline"] as const) {
    const cells = (["clock", "processor"] as const).map((kind) => {
      const seconds = median(rounds[what].map((round) => round[kind]));
      const floor = median(rounds.floor.map((round) => round[kind]));
      return `${(megabytes / seconds).toFixed(1)} | ${(floor / seconds).toFixed(3)}`;
    });
    console.log(`| ${what} | ${cells.join(" | ")} |`);
  }
  const totalSeconds = rounds.pipeline.reduce((sum, { clock }) => sum + clock, 0);
  console.log(`\nPeak memory of the process: ${rounds.peakMegabytes.toFixed(0)} MB\n\n| stage | share of the time |\n| --- | --- |`);
  let known = 0;
  for (const [step, milliseconds] of Object.entries(rounds.spent)) {
    known += milliseconds / 1000;
    console.log(`| ${step} | ${((milliseconds / 10 / totalSeconds)).toFixed(1)} % |`);
  }
  console.log(`| read, stringify, output and the rest | ${((100 * (totalSeconds - known)) / totalSeconds).toFixed(1)} % |`);
}

main();
