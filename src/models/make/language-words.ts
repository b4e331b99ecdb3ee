/**
 * Makes language-words.br, how much likelier a word is in each language than in the mean of the others of its script:
 * npm run make:language-words -- NTREX WORDFREQ CLDR, where NTREX holds the sentences of NTREX-128, WORDFREQ is the folder `wordfreq/data` of the
 * published wheel (version 3.1.1) and CLDR `annotations` of the npm package cldr-annotations-full (version 48.2.0).
 *
 * Frequencies are wordfreq's where it has the language, else shares of words in the training documents of NTREX and the names of emoji. Words also count
 * without their marks, as many people type them.
 *
 * The file: one line of JSON (a header a script), then per script the hashes of its words (sorted; each as its distance from the one before, seven bits a byte,
 * lowest first, the top bit set if more follow), how many languages each word has, and of each of those its place in the header and its weight in tenths.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { smallLetters } from "../language-case.ts";
import { naturalLogarithm } from "../language-logarithm.ts";
import { hashWord } from "../language-words.ts";
import { CYRILLIC, SCRIPTS, scriptTable } from "../scripts.ts";
import { MODEL_FILES, scriptModel } from "../../stages/language/script-models.ts";
import { readEmojiPhrases } from "./emoji-words.ts";
import { readSentences } from "./language-sentences.ts";
import { readWordFrequencies } from "./word-frequencies.ts";
import type { WordFrequency } from "./word-frequencies.ts";

/** Languages of NTREX-128 by file, where it is not the name of the language. */
const NTREX: Readonly<Record<string, string>> = {
  afr: "af", arb: "ar", "aze-Latn": "az", bel: "be", bul: "bg", cat: "ca", ces: "cs", cym: "cy", dan: "da", deu: "de", "eng-GB": "en", est: "et",
  eus: "eu", fas: "fa", fil: "tl", fin: "fi", fra: "fr", gle: "ga", glg: "gl", hin: "hi", hrv: "hr", hun: "hu", ind: "id", isl: "is", ita: "it", kaz: "kk",
  lav: "lv", lit: "lt", mlt: "mt", mon: "mn", msa: "ms", nld: "nl", nno: "nn", nob: "nb", pol: "pl", por: "pt", ron: "ro", rus: "ru", slk: "sk", slv: "sl",
  som: "so", spa: "es", sqi: "sq", "srp-Cyrl": "sr", "srp-Latn": "sr", swa: "sw", swe: "sv", tur: "tr", ukr: "uk", urd: "ur", vie: "vi",
};
/** Languages of the word lists and of CLDR's folders that are called otherwise there. */
const WORDFREQ: Readonly<Record<string, readonly string[]>> = { fil: ["tl"], sh: ["hr", "sr"] };
const CLDR: Readonly<Record<string, string>> = { fil: "tl", no: "nb", "sr-Latn": "sr" };

/** Words of each list that count. 1,000 are right on 0.2 points fewer of 20-character prefixes, 5,000 on 0.2 more. */
const WORDS_OF_A_LIST = 2000;
/** A word seen less often in sentences and names says nothing. */
const LEAST_COUNT = 3;
/** Fewer words are too few to say what is common. */
const LEAST_WORDS = 200;
/** Word without marks: so much of what it has with them. */
const BARE_SHARE = 0.2;
/** Added to each frequency, so that what is rare in all languages says little. */
const SMOOTHING = 0.00003;
const LEAST_WEIGHT = 0.5;
const LARGEST_WEIGHT = 5;

/** Word → language → its share of text. */
type Shares = Map<string, Map<string, number>>;

function wordsOf(text: string): string[] {
  const small = smallLetters();
  return (text.normalize("NFC").match(/[\p{L}\p{M}]+/gu) ?? []).map((word) => String.fromCharCode(...Array.from({ length: word.length }, (_, i) => small[word.charCodeAt(i)]!)));
}

function inScript(word: string, scriptClass: number): boolean {
  return scriptTable()[word.charCodeAt(0)] === scriptClass;
}

function setShare(shares: Shares, word: string, language: string, share: number): void {
  const known = shares.get(word) ?? new Map<string, number>();
  known.set(language, share);
  shares.set(word, known);
}

/** Serbian is written in both scripts; wordfreq's list is in Latin. */
const SERBIAN: Readonly<Record<string, string>> = Object.fromEntries(
  "dž џ lj љ nj њ a а b б v в g г d д đ ђ e е ž ж z з i и j ј k к l л m м n н o о p п r р s с t т ć ћ u у f ф h х c ц č ч š ш".match(/\S+ \S+/gu)!.map((pair) => pair.split(" ")),
);

function inCyrillic(word: string): string {
  return word.replace(/dž|lj|nj|./gu, (letters) => SERBIAN[letters] ?? letters);
}

function readList(folder: string, code: string, scriptClass: number): readonly WordFrequency[] {
  const words = readWordFrequencies(folder, code);
  return code === "sh" && scriptClass === CYRILLIC ? words.map(({ word, frequency }) => ({ word: inCyrillic(word), frequency })) : words;
}

function addLists(shares: Shares, folder: string, scriptClass: number, languages: readonly string[]): Set<string> {
  const listed = new Set<string>();
  for (const [, code = ""] of readdirSync(folder).flatMap((name) => [/^small_(\w+)\.msgpack/.exec(name) ?? []])) {
    const own = (WORDFREQ[code] ?? [code]).filter((language) => languages.includes(language));
    if (own.length === 0) continue;
    const words = readList(folder, code, scriptClass).filter(({ word }) => inScript(word, scriptClass) && /^[\p{L}\p{M}]+$/u.test(word)).slice(0, WORDS_OF_A_LIST);
    if (words.length < WORDS_OF_A_LIST / 2) continue;
    for (const language of own) {
      listed.add(language);
      for (const { word, frequency } of words) setShare(shares, word, language, frequency);
    }
  }
  return listed;
}

/** Counts of words by language: of each sentence, and of each emoji, once. */
function countWords(folders: { readonly ntrex: string; readonly cldr: string }, scriptClass: number, languages: readonly string[]): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  const count = (language: string | undefined, words: Iterable<string>): void => {
    if (language === undefined || !languages.includes(language)) return;
    const known = counts.get(language) ?? new Map<string, number>();
    for (const word of words) if (inScript(word, scriptClass)) known.set(word, (known.get(word) ?? 0) + 1);
    counts.set(language, known);
  };
  for (const [file, language] of Object.entries(NTREX)) {
    for (const { sentence, training } of readSentences(folders.ntrex, file)) if (training) count(language, wordsOf(sentence));
  }
  for (const locale of readdirSync(folders.cldr)) {
    for (const phrases of readEmojiPhrases(folders.cldr, locale)) count(CLDR[locale] ?? locale, new Set(phrases.flatMap(wordsOf)));
  }
  return counts;
}

function addCounts(shares: Shares, counts: ReadonlyMap<string, ReadonlyMap<string, number>>, listed: ReadonlySet<string>): void {
  for (const [language, words] of counts) {
    const total = [...words.values()].reduce((sum, seen) => sum + seen, 0);
    if (total < LEAST_WORDS || listed.has(language)) continue;
    for (const [word, seen] of words) if (seen >= LEAST_COUNT) setShare(shares, word, language, seen / total);
  }
}

/** đ, ł and ı are letters of their own to Unicode. */
const BARE_LETTERS: Readonly<Record<string, string>> = { đ: "d", ł: "l", ı: "i", ø: "o" };

function bareWord(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đłıø]/gu, (letter) => BARE_LETTERS[letter]!);
}

/** Words as they are typed without marks. */
function addBare(shares: Shares): void {
  const added: [string, string, number][] = [];
  for (const [word, ofWord] of shares) {
    const bare = bareWord(word);
    if (bare !== word) for (const [language, share] of ofWord) added.push([bare, language, share * BARE_SHARE]);
  }
  for (const [bare, language, share] of added) setShare(shares, bare, language, (shares.get(bare)?.get(language) ?? 0) + share);
}

/** Weights in tenths by place of the language. */
function weightsOf(ofWord: ReadonlyMap<string, number>, languages: readonly string[]): [number, number][] {
  const mean = [...ofWord.values()].reduce((sum, share) => sum + share, 0) / languages.length;
  return [...ofWord].flatMap(([language, share]): [number, number][] => {
    const weight = Math.min(LARGEST_WEIGHT, naturalLogarithm((share + SMOOTHING) / (mean + SMOOTHING)));
    return weight < LEAST_WEIGHT ? [] : [[languages.indexOf(language), Math.round(10 * weight)]];
  });
}

function packScript(scriptClass: number): { header: object; bytes: Buffer } {
  const all = scriptModel(scriptClass)!.languages;
  const shares: Shares = new Map();
  const listed = addLists(shares, folders.wordfreq, scriptClass, all);
  addCounts(shares, countWords(folders, scriptClass, all), listed);
  if (SCRIPTS[scriptClass] === "Latn") addBare(shares);
  const languages = [...new Set([...shares.values()].flatMap((ofWord) => [...ofWord.keys()]))].sort();
  const words = [...shares].map(([word, ofWord]) => ({ hash: hashWord(word) >>> 0, weights: weightsOf(ofWord, languages) }))
    .filter(({ weights }) => weights.length > 0).sort((a, b) => a.hash - b.hash).filter(({ hash }, i, sorted) => hash !== 0 && hash !== sorted[i - 1]?.hash);
  const weights = words.flatMap((word) => word.weights);
  console.log(SCRIPTS[scriptClass], languages.length, "languages", words.length, "words", weights.length, "weights");
  return {
    header: { script: SCRIPTS[scriptClass], languages, words: words.length, weights: weights.length },
    bytes: Buffer.concat([
      ...words.map(({ hash }, i) => distance(hash - (words[i - 1]?.hash ?? 0))),
      Buffer.from(words.map((word) => word.weights.length)), Buffer.from(weights.map(([language]) => language)), Buffer.from(weights.map(([, weight]) => weight)),
    ]),
  };
}

function distance(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

const [ntrex, wordfreq, cldr] = process.argv.slice(2);
if (ntrex === undefined || wordfreq === undefined || cldr === undefined) throw new Error("give the folders of NTREX-128, of wordfreq's lists and of CLDR's annotations");
const folders = { ntrex, wordfreq, cldr };
const scripts = [...MODEL_FILES.keys()].filter((scriptClass) => SCRIPTS[scriptClass] !== "Deva").map(packScript);
const file = Buffer.concat([Buffer.from(`${JSON.stringify(scripts.map(({ header }) => header))}\n`), ...scripts.map(({ bytes }) => bytes)]);
const packed = brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } });
writeFileSync(new URL("../language-words.br", import.meta.url), packed);
console.log(`language-words.br: ${packed.length} bytes`);
