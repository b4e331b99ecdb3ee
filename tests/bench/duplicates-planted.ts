/**
 * Documents with planted copies for npm run bench:duplicates, made of the articles of shared/data/ntrex: one corpus a language and
 * kind, so that kinds do not get in each other's way. Passages are three sentences of an article; some are sources, others the new text
 * that copies are planted among.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const LANGUAGE_NAMES = ["ja", "zh", "ko", "en", "de", "ru", "ar", "hi", "th", "vi"] as const;
export type Language = (typeof LANGUAGE_NAMES)[number];

const FILES: Readonly<Record<Language, string>> = {
  ja: "jpn", zh: "zho-CN", ko: "kor", en: "eng-GB", de: "deu", ru: "rus", ar: "arb", hi: "hin", th: "tha", vi: "vie",
};

export type Half = "training" | "test";

/** What is planted: copies, and what looks like them. */
export const COPIES = [
  "exact", "width, case, punctuation, spaces", "1–5 % edited", "6–12 % edited", "cut off", "quotation of a longer one", "quotation before a longer one",
  "made of two", "wrapped against one line", "sentences in another order", "chain A→B→C",
] as const;
export const NEGATIVES = [
  "other numbers", "other names", "translations", "same opening", "headings and phrases", "addresses of one host", "30–60 % covered",
] as const;
export type Kind = (typeof COPIES)[number] | (typeof NEGATIVES)[number];

export interface PlantedText {
  readonly id: string;
  readonly text: string;
  /** Spans that were planted, in UTF-16 units. */
  readonly planted: readonly (readonly [start: number, end: number])[];
}

export type Random = () => number;

/** mulberry32: the same corpus in every run. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Passage = readonly string[];

interface Material {
  readonly language: Language;
  readonly random: Random;
  /** Sentences of each source passage. */
  readonly sources: readonly Passage[];
  /** What copies are planted among, and what new text is made of: each passage stands in one of the three lists. */
  readonly neighbours: readonly Passage[];
  readonly fresh: readonly Passage[];
  /** The same passages in another language. */
  readonly translated: readonly Passage[];
  readonly titles: readonly string[];
  readonly join: (sentences: Passage) => string;
}

const SENTENCES_A_PASSAGE = 3;

/** The articles of one half: every second one. */
function articlesOf(folder: string, file: string, half: Half): string[][] {
  const articles = new Map<string, string[]>();
  for (const line of readFileSync(join(folder, `${file}.tsv`), "utf8").split("\n").filter((text) => text !== "")) {
    const [id = "", sentence = ""] = line.split("\t");
    articles.set(id, [...(articles.get(id) ?? []), sentence.trim()]);
  }
  return [...articles.values()].filter((_, i) => (i % 2 === 0) === (half === "training"));
}

function passagesOf(articles: readonly (readonly string[])[]): Passage[] {
  return articles.flatMap((sentences) => {
    const body = sentences.slice(1);
    return Array.from({ length: Math.floor(body.length / SENTENCES_A_PASSAGE) }, (_, i) => body.slice(i * SENTENCES_A_PASSAGE, (i + 1) * SENTENCES_A_PASSAGE));
  });
}

function materialOf(folder: string, language: Language, half: Half): Material {
  const articles = articlesOf(folder, FILES[language], half);
  const passages = passagesOf(articles);
  const other = language === "zh" ? "zho-TW" : FILES[language === "en" ? "de" : "en"];
  const isSource = (_: unknown, i: number): boolean => i % 2 === 0;
  return {
    language,
    random: randomFrom(20_261_126 + language.charCodeAt(0) * 256 + language.charCodeAt(1)),
    sources: passages.filter(isSource),
    neighbours: passages.filter((_, i) => i % 4 === 1),
    fresh: passages.filter((_, i) => i % 4 === 3),
    translated: passagesOf(articlesOf(folder, other, half)).filter(isSource),
    titles: articles.map(([title]) => title!),
    join: (sentences) => sentences.join(["ja", "zh"].includes(language) ? "" : " "),
  };
}

/** What one kind makes of a source: passages that come before it, or in its place, and those planted behind it. */
interface Planting {
  readonly source: string;
  readonly copies: readonly string[];
}

/** One corpus: documents with the sources, then documents in which copies stand among new text; each second copy stands in the source's own document. */
export function plantedCorpus(folder: string, language: Language, kind: Kind, half: Half): PlantedText[] {
  const material = materialOf(folder, language, half);
  const plantings = material.sources.map((sentences, i) => PLANT[kind]({ sentences, source: material.join(sentences), i, material }));
  const documents: { passages: string[]; planted: Set<number> }[] = [];
  const SOURCES_A_DOCUMENT = 5;
  for (let i = 0; i < plantings.length; i += SOURCES_A_DOCUMENT) {
    const own = plantings.slice(i, i + SOURCES_A_DOCUMENT);
    const passages = own.map(({ source }) => source);
    const local = own.filter((_, k) => k % 2 === 1).flatMap(({ copies }) => copies);
    documents.push({ passages: [...passages, ...local], planted: new Set(local.map((_, k) => passages.length + k)) });
  }
  const foreign = plantings.filter((_, i) => (i % SOURCES_A_DOCUMENT) % 2 === 0).flatMap(({ copies }) => copies);
  foreign.forEach((copy, i) => {
    const neighbours = material.neighbours.slice(i, i + 1).map(material.join);
    documents.push({ passages: [...neighbours, copy], planted: new Set([neighbours.length]) });
  });
  return documents.map((document, i) => joined(`${String(i).padStart(4, "0")}.txt`, document.passages, document.planted));
}

function joined(id: string, passages: readonly string[], planted: ReadonlySet<number>): PlantedText {
  const spans: [number, number][] = [];
  let text = "";
  passages.forEach((passage, i) => {
    if (planted.has(i)) spans.push([text.length, text.length + passage.length]);
    text += `${passage}\n\n`;
  });
  return { id, text, planted: spans };
}

/** A source passage, the i-th, and what else there is. */
interface Seed {
  readonly sentences: Passage;
  readonly source: string;
  readonly i: number;
  readonly material: Material;
}

const PLANT: Readonly<Record<Kind, (seed: Seed) => Planting>> = {
  exact: ({ source }) => ({ source, copies: [source] }),
  "width, case, punctuation, spaces": ({ source, material }) => ({ source, copies: [restyled(source, material)] }),
  "1–5 % edited": ({ source, material }) => ({ source, copies: [edited(source, 0.01 + 0.04 * material.random(), material)] }),
  "6–12 % edited": ({ source, material }) => ({ source, copies: [edited(source, 0.06 + 0.06 * material.random(), material)] }),
  "cut off": ({ source, material }) => ({ source, copies: [source.slice(0, Math.floor(source.length * (0.4 + 0.5 * material.random())))] }),
  "quotation of a longer one": ({ sentences, source, i, material }) => ({ source, copies: [material.join(sentences.slice(i % 2, (i % 2) + 1 + (i % 3 === 0 ? 1 : 0)))] }),
  "quotation before a longer one": ({ sentences, source, material }) => ({ source: material.join(sentences.slice(0, 2)), copies: [source] }),
  "made of two": ({ sentences, source, i, material }) => {
    const other = material.sources[(i + material.sources.length - 1) % material.sources.length]!;
    return { source, copies: [`${material.join(sentences.slice(0, 2))} ${material.join(other.slice(1))}`] };
  },
  "wrapped against one line": ({ source, material }) => ({ source, copies: [wrapped(source, material.language)] }),
  "sentences in another order": ({ sentences, source, material }) => ({ source, copies: [material.join([sentences[2]!, sentences[0]!, sentences[1]!])] }),
  "chain A→B→C": ({ source, material }) => {
    const second = edited(source, 0.03, material);
    return { source, copies: [second, edited(second, 0.03, material)] };
  },
  "other numbers": ({ source, i }) => ({ source: withNumbers(source, i), copies: [withNumbers(source, i + 7)] }),
  "other names": ({ source, material }) => ({ source, copies: [withOtherWords(source, 0.25, material)] }),
  translations: ({ source, i, material }) => ({ source, copies: [material.translated[i]!.join(" ")] }),
  "same opening": ({ sentences, source, i, material }) => ({ source, copies: [material.join([sentences[0]!.slice(0, 60), ...freshOf(material, i)])] }),
  "headings and phrases": ({ source, i, material }) => ({ source: `${shortTitle(material, i)}\n\n${source}`, copies: [shortTitle(material, i)] }),
  "addresses of one host": ({ i }) => ({ source: addresses(i, 0), copies: [addresses(i, 1)] }),
  "30–60 % covered": ({ source, i, material }) => ({ source, copies: [partlyCovered(source, material.join(freshOf(material, i)), 0.3 + 0.3 * material.random())] }),
};

/** New sentences, for no two sources the same. */
function freshOf({ fresh }: Material, i: number): Passage {
  const own = fresh[i % fresh.length]!;
  return i < fresh.length ? own.slice(0, 2) : own.slice(2);
}

function shortTitle({ titles, language }: Material, i: number): string {
  const title = titles[i % titles.length]!;
  return title.slice(0, ["ja", "zh", "ko"].includes(language) ? 12 : 32);
}

const WIDE: Readonly<Record<string, string>> = { ",": "，", ".": "．", "!": "！", "?": "？", "(": "（", ")": "）", ":": "：" };

/** Full-width letters and digits, other marks, capitals, spaces more or fewer. */
function restyled(text: string, { random, language }: Material): string {
  const style = Math.floor(random() * 3);
  const spaced = ["ja", "zh", "th"].includes(language) ? text.replaceAll(/([、。，,])/g, "$1　") : text.replaceAll(" ", "  ");
  if (style === 0) return spaced.toUpperCase();
  if (style === 1) return spaced.replaceAll(/[a-z0-9]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).replaceAll(/[,.!?():]/g, (mark) => WIDE[mark] ?? mark);
  return spaced.replaceAll(/["“”„「『]/g, "«").replaceAll(/[」』]/g, "»").replaceAll(/[,，、]/g, " -").replaceAll(/([.。।])/g, "$1..");
}

const HAS_WORDS = (language: Language): boolean => !["ja", "zh", "th"].includes(language);

/** Words, or pairs of characters where there are no spaces. */
function wordsOf(text: string, language: Language): string[] {
  return HAS_WORDS(language) ? text.split(/(?<= )/) : (text.match(/[^]{1,2}/gu) ?? []);
}

/** Replaces, drops or doubles words until this share of the characters is changed. Numbers stay: another number is another report. */
function edited(text: string, share: number, material: Material): string {
  return changed(text, share, material, (word, foreign) => {
    const how = material.random();
    return how < 0.6 ? foreign : how < 0.8 ? "" : word + foreign;
  });
}

function withOtherWords(text: string, share: number, material: Material): string {
  return changed(text, share, material, (_, foreign) => foreign);
}

function changed(text: string, share: number, material: Material, change: (word: string, foreign: string) => string): string {
  const words = wordsOf(text, material.language);
  const foreignWords = wordsOf(material.join(material.fresh[Math.floor(material.random() * material.fresh.length)]!), material.language).filter((word) => !/\p{N}/u.test(word));
  const done = new Set<number>();
  for (let units = 0, tries = 0; units < share * text.length && tries < 1000; tries++) {
    const at = Math.floor(material.random() * words.length);
    if (done.has(at) || /\p{N}/u.test(words[at]!) || foreignWords.length === 0) continue;
    done.add(at);
    units += words[at]!.length;
    words[at] = change(words[at]!, foreignWords[Math.floor(material.random() * foreignWords.length)]!);
  }
  return words.join("");
}

/** Every number of the text another one; a text without any gets two. */
function withNumbers(text: string, seed: number): string {
  let next = seed * 37 + 11;
  const numbered = /\d/.test(text) ? text : `${text} ${seed + 3}/${seed + 12}`;
  return numbered.replaceAll(/\d+/g, () => String((next = (next * 31 + 7) % 9973)));
}

function addresses(i: number, of: number): string {
  return Array.from({ length: 6 }, (_, k) => `https://archive.example.org/articles/2026/${i * 31 + of * 977 + k}/page-${(i + 1) * (k + 3)}`).join("\n\n");
}

function partlyCovered(source: string, fresh: string, share: number): string {
  const taken = source.slice(0, Math.floor(fresh.length * share / (1 - share)));
  return `${fresh} ${taken}`;
}

/** Hard-wrapped at about 60 columns, CJK at 30 characters. */
function wrapped(text: string, language: Language): string {
  const isWide = ["ja", "zh"].includes(language);
  if (isWide) return (text.match(/[^]{1,30}/gu) ?? []).join("\n");
  const lines: string[] = [];
  let line = "";
  const width = language === "ko" ? 34 : 60;
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}
