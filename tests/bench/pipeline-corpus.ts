/**
 * The corpus of npm run bench: documents of median 4 KB in Japanese, Chinese, Korean, English, German and Russian, 15 % of their passages copied
 * from earlier documents, half of the copies lightly edited. Sentences come from shared/data/ntrex where it is there, else from made-up words.
 */
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import iconv from "iconv-lite";
import { SHARED } from "../shared.ts";

/** Files of sentences, and the encoding that was usual before UTF-8. */
const LANGUAGES = [["jpn", "shift_jis"], ["zho-CN", "gb18030"], ["kor", "euc-kr"], ["eng-GB", "windows-1252"], ["deu", "windows-1252"], ["rus", "koi8-r"]] as const;
/** Languages written without spaces, which come first. */
const WITHOUT_SPACES = 2;
/** "legacy": as files, a fifth of them in the encoding of old. */
export const FORMS = ["files", "legacy", "jsonl"] as const;
export type Form = (typeof FORMS)[number];
const LEGACY_STEP = 5;
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
function sentencesOf(language: string, isCjk: boolean): () => string {
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

/**
 * Writes about so many megabytes into a folder: as files (those in the encoding of old are named after it), or as in.jsonl.
 * @returns bytes written
 */
export function makeCorpus(folder: string, megabytes: number, form: Form): number {
  const sentences = LANGUAGES.map(([language], i) => sentencesOf(language, i < WITHOUT_SPACES));
  const earlier: string[][] = LANGUAGES.map(() => []);
  const lines = form === "jsonl" ? openSync(join(folder, "in.jsonl"), "w") : undefined;
  let bytes = 0;
  for (let number = 0; bytes < megabytes * 1e6; number++) {
    const language = number % LANGUAGES.length;
    const text = documentOf(sentences[language]!, earlier[language]!, language < WITHOUT_SPACES ? "" : " ");
    const isLegacy = form === "legacy" && number % LEGACY_STEP === 0;
    const encoding = isLegacy ? LANGUAGES[language]![1] : "utf8";
    const content = lines === undefined ? iconv.encode(text, encoding) : Buffer.from(`${JSON.stringify({ text })}\n`);
    if (lines === undefined) writeNumbered(folder, number, isLegacy ? `.${encoding}` : "", content);
    else writeSync(lines, content);
    bytes += content.length;
  }
  if (lines !== undefined) closeSync(lines);
  return bytes;
}

function documentOf(sentence: () => string, old: string[], glue: string): string {
  const wanted = 4000 * Math.exp((random() - 0.5) * 2);
  const passages: string[] = [];
  for (let size = 0; size < wanted; size += Buffer.byteLength(passages.at(-1)!)) {
    const isCopy = old.length > 0 && random() < COPIED_SHARE;
    const made = isCopy ? pick(old) : Array.from({ length: 3 }, sentence).join(glue);
    passages.push(isCopy && random() < 0.5 ? edited(made) : made);
    if (!isCopy && random() < 0.1) old.push(made);
  }
  return `${passages.join("\n\n")}\n`;
}

function writeNumbered(folder: string, number: number, suffix: string, content: Uint8Array): void {
  const path = join(folder, String(Math.floor(number / FILES_IN_FOLDER)).padStart(4, "0"), `${String(number).padStart(7, "0")}${suffix}.txt`);
  if (number % FILES_IN_FOLDER === 0) mkdirSync(dirname(path));
  writeFileSync(path, content);
}
