/**
 * The corpus of npm run bench: documents of median 4 KB in Japanese, Chinese, English and German, 15 % of their passages copied from earlier
 * documents, half of the copies lightly edited. Sentences come from shared/data/ntrex where it is there, else from made-up words.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SHARED } from "../shared.ts";

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

/** Writes files of about so many megabytes into a folder. @returns bytes written */
export function makeCorpus(folder: string, megabytes: number): number {
  const sentences = LANGUAGES.map(sentencesOf);
  const earlier: string[][] = LANGUAGES.map(() => []);
  let bytes = 0;
  for (let number = 0; bytes < megabytes * 1e6; number++) {
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
