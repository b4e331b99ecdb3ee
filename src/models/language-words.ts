/**
 * How much likelier common words are in each language than in the others of their script, as src/models/make/language-words.ts makes it. Of text of a few
 * words the letters alone tell too little. Read when a text is first in doubt, which takes 25 ms; each
 * thread holds 2.7 MB.
 */
import { hashStep, WORD_SALT } from "./language-relatives.ts";
import { readModelFile } from "./model-file.ts";
import { SCRIPTS } from "./scripts.ts";

export interface LanguageWords {
  readonly languages: readonly string[];
  readonly mask: number;
  /** Two numbers a slot: hash of a word (0 = free), and where its weights begin × MOST_LANGUAGES + how many it has. */
  readonly slots: Int32Array;
  /** Place in `languages`, and weight in tenths of a natural logarithm. */
  readonly ofLanguage: Uint8Array;
  readonly weights: Uint8Array;
}

interface Header {
  readonly script: string;
  readonly languages: readonly string[];
  readonly words: number;
  readonly weights: number;
}

const MOST_LANGUAGES = 128;
const SPACE_UNIT = 0x20;
const APOSTROPHE = 0x27;
const RAISED_COMMA = 0x2019;
const HYPHEN = 0x2d;

export function hashWord(word: string): number {
  let hash = WORD_SALT;
  for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i));
  return hash;
}

let known: ReadonlyMap<string, LanguageWords> | undefined;

/** The words of a script; undefined where no languages are told by them. */
export function languageWords(scriptClass: number): LanguageWords | undefined {
  known ??= readWords();
  return known.get(SCRIPTS[scriptClass]!);
}

function readWords(): Map<string, LanguageWords> {
  const file = readModelFile("language-words.br");
  const headerEnd = file.indexOf(0x0a);
  const headers: Header[] = JSON.parse(file.toString("utf8", 0, headerEnd));
  const scripts = new Map<string, LanguageWords>();
  let at = headerEnd + 1;
  for (const { script, languages, words, weights } of headers) {
    const hashes = new Int32Array(words);
    at = readHashes(file, at, hashes);
    const counts = file.subarray(at, at + words);
    const ofLanguage = file.subarray(at + words, at + words + weights);
    at += words + 2 * weights;
    scripts.set(script, { languages, ...hashTable(hashes, counts), ofLanguage, weights: file.subarray(at - weights, at) });
  }
  return scripts;
}

function readHashes(file: Uint8Array, start: number, hashes: Int32Array): number {
  let at = start;
  let hash = 0;
  for (let word = 0; word < hashes.length; word++) {
    for (let shift = 0, more = true; more; shift += 7) {
      hash = (hash + ((file[at]! & 127) << shift)) | 0;
      more = file[at++]! >= 128;
    }
    hashes[word] = hash;
  }
  return at;
}

function hashTable(hashes: Int32Array, counts: Uint8Array): Pick<LanguageWords, "mask" | "slots"> {
  let size = 1;
  while (size < hashes.length * 2) size *= 2;
  const slots = new Int32Array(size * 2);
  let weightsAt = 0;
  for (let word = 0; word < hashes.length; word++) {
    let slot = hashes[word]! & (size - 1);
    while (slots[2 * slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[2 * slot] = hashes[word]!;
    slots[2 * slot + 1] = weightsAt * MOST_LANGUAGES + counts[word]!;
    weightsAt += counts[word]!;
  }
  return { mask: size - 1, slots };
}

/**
 * Adds the weights of the words of units[0, length) to `sums`, by place in `languages`, in tenths.
 * @param units small letters, words parted by single spaces, a space first and last
 */
export function addWordWeights(words: LanguageWords, units: Uint16Array, length: number, sums: Int32Array): void {
  let hash = WORD_SALT;
  for (let at = 0; at < length; at++) {
    const unit = units[at]!;
    if (unit !== SPACE_UNIT && unit !== APOSTROPHE && unit !== RAISED_COMMA && unit !== HYPHEN) {
      hash = hashStep(hash, unit);
    } else if (hash !== WORD_SALT) {
      addWord(words, hash, sums);
      hash = WORD_SALT;
    }
  }
}

function addWord({ mask, slots, ofLanguage, weights }: LanguageWords, hash: number, sums: Int32Array): void {
  let slot = hash & mask;
  for (; slots[2 * slot] !== hash; slot = (slot + 1) & mask) if (slots[2 * slot] === 0) return;
  const found = slots[2 * slot + 1]!;
  const first = Math.floor(found / MOST_LANGUAGES);
  for (let i = first; i < first + (found % MOST_LANGUAGES); i++) sums[ofLanguage[i]!]! += weights[i]!;
}
