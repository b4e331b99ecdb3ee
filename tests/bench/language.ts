/**
 * How right and how fast the language stage is: npx tsx tests/bench/language.ts
 * Texts: documents of NTREX-128 that trained nothing (tests/stages/language/ntrex.ts), Aozora works likewise, made-up junk. Prints Markdown.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { ParagraphDocument } from "../../src/document.ts";
import { relativesOf } from "../../src/models/language-relatives.ts";
import { ARABIC, CYRILLIC, DEVANAGARI, LATIN, SCRIPTS } from "../../src/models/scripts.ts";
import { canBeExpected, expectationOf, isAsExpected } from "../../src/stages/language/consistency.ts";
import { detectLanguage, languageOf } from "../../src/stages/language/language.ts";
import { SHARED } from "../shared.ts";
import { CONTEXT, detect, documentOf, languagesOf } from "../stages/language/documents.ts";
import { JUNK, randomNumbers } from "../stages/language/junk-texts.ts";
import type { LanguageTexts } from "../stages/language/ntrex.ts";
import { BIGGEST, hanRuns, ntrexFolder, prefixOf, readAllTexts } from "../stages/language/ntrex.ts";

if (SHARED === undefined) throw new Error("the shared data is missing");
const shared = SHARED;
const texts = readAllTexts(ntrexFolder(shared));
const textsOf = (code: string): LanguageTexts => texts.find((entry) => entry.code === code)!;
const english = textsOf("eng-GB").sentences;

const percent = (part: number, whole: number, digits = 2): string => ((100 * part) / whole).toFixed(digits);
const row = (...cells: (string | number)[]): void => console.log(`| ${cells.join(" | ")} |`);
function table(title: string, ...columns: string[]): void {
  console.log(`\n## ${title}\n`);
  row(...columns);
  row(...columns.map(() => "---"));
}

interface Score {
  readonly right: number;
  readonly count: number;
  /** Wrong answers and how often, commonest first. */
  readonly wrong: readonly (readonly [string, number])[];
}

function scoreOf(entry: LanguageTexts, made: readonly string[]): Score {
  const wrong = new Map<string, number>();
  let right = 0;
  for (const text of made) {
    const { language, script } = languageOf(text);
    if (language === entry.language && (entry.script === undefined || script === entry.script)) right++;
    else {
      const said = language === entry.language ? script : language;
      wrong.set(said, (wrong.get(said) ?? 0) + 1);
    }
  }
  return { right, count: made.length, wrong: [...wrong].sort((a, b) => b[1] - a[1]) };
}

const rate = ({ right, count }: Score): number => (100 * right) / count;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A fifth of the words, in the middle, from the English sentence. */
function withEnglish(text: string, i: number): string {
  const inserted = english[i % english.length]!.slice(0, Math.floor(text.length / 4));
  const middle = Math.max(0, text.indexOf(" ", text.length / 2));
  return `${text.slice(0, middle)} ${inserted} ${text.slice(middle)}`;
}

const FORMS: Readonly<Record<string, (text: string, i: number) => string>> = {
  sentences: (text) => text,
  "20 characters": (text) => prefixOf(text, 20),
  "40 characters": (text) => prefixOf(text, 40),
  "80 characters": (text) => prefixOf(text, 80),
  "160 characters": (text) => prefixOf(text, 160),
  capitals: (text) => text.toUpperCase(),
  "20 % English inside": withEnglish,
};

function sentenceTables(): void {
  table("Texts of one language: % right", "form", "20 biggest", "all files, mean", "worst file", "en", "ja", "ko", "zh-Hans", "zh-Hant");
  const scores = new Map<string, Map<string, Score>>();
  for (const [form, make] of Object.entries(FORMS)) {
    const ofForm = new Map(texts.map((entry) => [entry.code, scoreOf(entry, entry.sentences.map(make))]));
    scores.set(form, ofForm);
    const [worst] = [...ofForm].sort((a, b) => rate(a[1]) - rate(b[1]));
    const one = (code: string): string => rate(ofForm.get(code)!).toFixed(2);
    row(form, mean(BIGGEST.map((code) => rate(ofForm.get(code)!))).toFixed(2), mean([...ofForm.values()].map(rate)).toFixed(2),
      `${worst![0]} ${rate(worst![1]).toFixed(1)}`, one("eng-GB"), one("jpn"), one("kor"), one("zho-CN"), one("zho-TW"));
  }
  table("Files under 99.4 % on sentences", "file", "right %", "said instead");
  for (const [code, score] of [...scores.get("sentences")!].sort((a, b) => rate(a[1]) - rate(b[1]))) {
    if (rate(score) < 99.4) row(code, rate(score).toFixed(1), score.wrong.map(([language, count]) => `${language} ${count}`).join(", "));
  }
}

function hanTable(): void {
  table("Runs of Chinese characters alone (4 and more)", "from", "runs", "language right %", "of those in the right script %");
  const aozora = join(shared, "data", "aozora");
  const works = readdirSync(aozora).filter((name) => name.endsWith(".txt")).sort().filter((_, i) => i % 2 === 1);
  const decoder = new TextDecoder("shift_jis");
  const sets: [string, string, string, string[]][] = [
    ["ja, news", "ja", "Jpan", textsOf("jpn").sentences.flatMap((text) => hanRuns(text, 4))],
    ["ja, literature", "ja", "Jpan", works.flatMap((name) => hanRuns(decoder.decode(readFileSync(join(aozora, name))), 4))],
    ["zh-CN", "zh", "Hans", textsOf("zho-CN").sentences.flatMap((text) => hanRuns(text, 4))],
    ["zh-TW", "zh", "Hant", textsOf("zho-TW").sentences.flatMap((text) => hanRuns(text, 4))],
    ["zh-CN, cut to 4–10", "zh", "Hans", textsOf("zho-CN").sentences.flatMap((text) => hanRuns(text, 4).map((run, i) => run.slice(0, 4 + (i % 7))))],
    ["zh-TW, cut to 4–10", "zh", "Hant", textsOf("zho-TW").sentences.flatMap((text) => hanRuns(text, 4).map((run, i) => run.slice(0, 4 + (i % 7))))],
  ];
  for (const [name, language, script, runs] of sets) {
    const answers = runs.map(languageOf);
    const right = answers.filter((answer) => answer.language === language);
    row(name, runs.length, percent(right.length, runs.length, 1), percent(right.filter((answer) => answer.script === script).length, right.length, 1));
  }
}

function junkTable(): void {
  table("Junk that is said to be no language", "kind", "und %", "said of some");
  const random = randomNumbers(20_260);
  let all = 0;
  for (const [kind, make] of Object.entries(JUNK)) {
    const answers = Array.from({ length: 200 }, () => make(random)).map((text) => ({ text, ...languageOf(text) }));
    const wrong = answers.filter(({ language }) => language !== "und");
    all += answers.length - wrong.length;
    row(kind, percent(answers.length - wrong.length, answers.length, 1), wrong.slice(0, 2).map(({ text, language }) => `${language}: \`${text.replaceAll("|", "\\|")}\``).join(" "));
  }
  row("**all**", percent(all, 200 * Object.keys(JUNK).length), "");
}

/** Parts of documents in different languages, one behind the other: the languages of the paragraphs that should come out, and the texts. */
function mixedDocument(codes: readonly string[], document: number, lengths: readonly number[]): { wanted: string[]; paragraphs: string[] } {
  const parts = codes.map((code, part) => {
    const { documents, language } = textsOf(code);
    const sentences = [...documents.values()][(document + 3 * part) % documents.size]!;
    return Array.from({ length: lengths[part]! }, (_, i) => ({ language, text: sentences[i % sentences.length]! }));
  });
  return { wanted: parts.flat().map(({ language }) => language), paragraphs: parts.flat().map(({ text }) => text) };
}

function measureMixed(name: string, pairs: readonly (readonly string[])[], lengths: readonly number[]): void {
  let [right, count, changes, changesRight, parts, noticed] = [0, 0, 0, 0, 0, 0];
  const missed = new Map<string, number>();
  pairs.forEach((codes, document) => {
    const { wanted, paragraphs } = mixedDocument(codes, document, lengths);
    const result = detect(paragraphs);
    const said = languagesOf(result);
    wanted.forEach((language, i) => {
      count++;
      if (said[i] === language) right++;
      else missed.set(`${language} as ${said[i]}`, (missed.get(`${language} as ${said[i]}`) ?? 0) + 1);
      if (i === 0 || wanted[i - 1] === language) return;
      changes++;
      if (said[i] === language && said[i - 1] === wanted[i - 1]) changesRight++;
    });
    for (const language of new Set(wanted)) {
      parts++;
      if (result.languages[language] !== undefined) noticed++;
    }
  });
  const worst = [...missed].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([miss, times]) => `${miss} ${times}`).join(", ");
  row(name, pairs.length, percent(right, count), percent(changesRight, changes), percent(noticed, parts), worst);
}

function isClose(a: string, b: string): boolean {
  const [one, other] = [textsOf(a).language, textsOf(b).language];
  return one === other || relativesOf(one)?.languages.includes(other) === true || [one, other].every((language) => ["zh", "yue"].includes(language));
}

function mixedTable(): void {
  table("Documents in several languages", "documents", "number", "paragraphs right %", "changes at the right paragraph %", "languages noticed %", "commonest misses");
  const random = randomNumbers(7);
  const codes = texts.map(({ code }) => code).filter((code) => code !== "yue");
  const draw = (count: number, from: readonly string[]): string[] => {
    const drawn: string[] = [];
    while (drawn.length < count) {
      const code = from[random(from.length)]!;
      if (drawn.every((other) => !isClose(code, other))) drawn.push(code);
    }
    return drawn;
  };
  const many = (count: number, from: readonly string[]): string[][] => Array.from({ length: 300 }, () => draw(count, from));
  measureMixed("two languages of the 20 biggest, 6 + 6 paragraphs", many(2, BIGGEST), [6, 6]);
  measureMixed("two of all, 6 + 6", many(2, codes), [6, 6]);
  measureMixed("three of all, 4 + 4 + 4", many(3, codes), [4, 4, 4]);
  measureMixed("two of all, the second 10 %, 18 + 2", many(2, codes), [18, 2]);
  measureMixed("one line inside another language, 5 + 1 + 5", many(2, codes).map(([a, b]) => [a!, b!, a!]), [5, 1, 5]);
  for (const [a, b] of [["nob", "dan"], ["nob", "nno"], ["hrv", "srp-Latn"], ["ind", "msa"], ["spa", "glg"], ["por", "glg"], ["ces", "slk"], ["nld", "afr"], ["slv", "hrv"], ["rus", "bul"]] as const) {
    measureMixed(`relatives ${a} ${b}, 6 + 6`, Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? [a, b] : [b, a])), [6, 6]);
  }
}

function wholeTable(): void {
  table("Whole documents of one language, 10 paragraphs", "files", "documents", "language right %", "paragraphs right %", "misses");
  for (const [name, codes] of [["20 biggest", BIGGEST], ["all", texts.map(({ code }) => code)]] as const) {
    let [documents, right, paragraphs, paragraphsRight] = [0, 0, 0, 0];
    const misses = new Map<string, number>();
    for (const code of codes) {
      const { sentences, language } = textsOf(code);
      for (let i = 0; i + 10 <= sentences.length; i += 10) {
        const result = detect(sentences.slice(i, i + 10));
        documents++;
        if (result.language === language) right++;
        else misses.set(`${code} as ${result.language}`, (misses.get(`${code} as ${result.language}`) ?? 0) + 1);
        paragraphs += 10;
        paragraphsRight += languagesOf(result).filter((said) => said === language).length;
      }
    }
    row(name, documents, percent(right, documents), percent(paragraphsRight, paragraphs), [...misses].map(([miss, times]) => `${miss} ${times}`).join(", "));
  }
}

function cheapTable(): void {
  table("The cheap test on sentences", "script", "own ones asked about %", "foreign ones missed %", "pairs missed most (% of theirs)");
  for (const scriptClass of [LATIN, CYRILLIC, ARABIC, DEVANAGARI]) {
    const own = texts.filter(({ language, sentences, code }) => code !== "por-BR" && canBeExpected(language, scriptClass) &&
      ["", SCRIPTS[scriptClass]].includes(languageOf(sentences[0]!).script));
    let [asked, count, missed, foreign] = [0, 0, 0, 0];
    const pairs: [string, number][] = [];
    for (const one of own) {
      const expected = expectationOf(one.language, scriptClass);
      const fits = (text: string): boolean => isAsExpected(expected, text, 0, text.length);
      asked += one.sentences.filter((text) => !fits(text)).length;
      count += one.sentences.length;
      for (const other of own) {
        if (isClose(one.code, other.code)) continue;
        const passed = other.sentences.filter(fits).length;
        missed += passed;
        foreign += other.sentences.length;
        pairs.push([`${one.language} takes ${other.language}`, (100 * passed) / other.sentences.length]);
      }
    }
    const worst = pairs.sort((a, b) => b[1] - a[1]).slice(0, 6).map(([pair, share]) => `${pair} ${share.toFixed(0)}`).join(", ");
    row(SCRIPTS[scriptClass]!, percent(asked, count, 1), foreign === 0 ? "–" : percent(missed, foreign), worst);
  }
}

const PARAGRAPH_BYTES = 300;
const SPEED_BYTES = 3_000_000;
const ROUNDS = 5;

function documentsOf(code: string, documentBytes: number): { documents: ParagraphDocument[]; bytes: number } {
  const { sentences, script } = textsOf(code);
  const joint = script === "Jpan" || script === "Hans" || script === "Hant" ? "" : " ";
  const documents: ParagraphDocument[] = [];
  let bytes = 0;
  for (let next = 0; bytes < SPEED_BYTES;) {
    const paragraphs: string[] = [];
    for (let size = 0; size < documentBytes;) {
      let paragraph = sentences[next++ % sentences.length]!;
      while (Buffer.byteLength(paragraph) < PARAGRAPH_BYTES) paragraph += joint + sentences[next++ % sentences.length]!;
      paragraphs.push(paragraph);
      size += Buffer.byteLength(paragraph) + 1;
    }
    const document = documentOf(paragraphs);
    documents.push(document);
    bytes += Buffer.byteLength(document.text);
  }
  return { documents, bytes };
}

/** MB (UTF-8) a second of CPU time, best of ROUNDS. */
function speedOf(bytes: number, work: () => void): number {
  let best = Infinity;
  for (let i = 0; i < ROUNDS; i++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, user + system);
  }
  return bytes / best;
}

function floorOf(documents: readonly ParagraphDocument[]): number {
  let sum = 0;
  for (const { text } of documents) for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i);
  return sum;
}

function detectAll(documents: readonly ParagraphDocument[]): void {
  for (const document of documents) detectLanguage(document, CONTEXT);
}

function speedTable(): void {
  table("Speed: MB a CPU second on one core", "language", "documents of 100 KB", "of 6 KB", "floor: a plain charCodeAt loop");
  for (const code of ["eng-GB", "deu", "rus", "jpn", "zho-CN", "zho-TW", "kor", "spa", "arb", "hin", "tha"]) {
    const [long, short] = [documentsOf(code, 100_000), documentsOf(code, 6000)];
    const floor = speedOf(long.bytes, () => floorOf(long.documents));
    row(code, speedOf(long.bytes, () => detectAll(long.documents)).toFixed(0), speedOf(short.bytes, () => detectAll(short.documents)).toFixed(0), floor.toFixed(0));
  }
}

const start = performance.now();
languageOf("The first answer loads the model of the script.");
console.log(`First Latin answer after ${(performance.now() - start).toFixed(0)} ms.`);
const second = performance.now();
expectationOf("en", LATIN);
console.log(`First table of the cheap test after ${(performance.now() - second).toFixed(0)} ms.`);
sentenceTables();
hanTable();
junkTable();
mixedTable();
wholeTable();
cheapTable();
speedTable();
