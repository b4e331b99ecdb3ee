/**
 * Texts of NTREX-128 that trained nothing: of each language, the sentences of every other document (`training` in
 * src/models/make/language-sentences.ts). The parallel documents let one text change its language in the middle.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readSentences } from "../../../src/models/make/language-sentences.ts";

export interface LanguageTexts {
  /** Name of the file: ISO 639-3, with script or region where there are several. */
  readonly code: string;
  /** What the tool should say. */
  readonly language: string;
  readonly script: string | undefined;
  /** Sentences by document, in order. */
  readonly documents: ReadonlyMap<string, readonly string[]>;
  readonly sentences: readonly string[];
}

const LANGUAGES: Readonly<Record<string, string>> = {
  afr: "af", amh: "am", arb: "ar", "aze-Latn": "az", bel: "be", ben: "bn", bul: "bg", cat: "ca", ces: "cs", cym: "cy", dan: "da", deu: "de",
  ell: "el", "eng-GB": "en", est: "et", eus: "eu", fas: "fa", fil: "tl", fin: "fi", fra: "fr", gle: "ga", glg: "gl", heb: "he", hin: "hi",
  hrv: "hr", hun: "hu", hye: "hy", ind: "id", isl: "is", ita: "it", jpn: "ja", kat: "ka", kaz: "kk", khm: "km", kor: "ko", lao: "lo", lav: "lv",
  lit: "lt", mlt: "mt", mon: "mn", msa: "ms", mya: "my", nld: "nl", nno: "nn", nob: "nb", pol: "pl", "por-BR": "pt", por: "pt", ron: "ro",
  rus: "ru", slk: "sk", slv: "sl", som: "so", spa: "es", sqi: "sq", "srp-Cyrl": "sr", "srp-Latn": "sr", swa: "sw", swe: "sv", tam: "ta",
  tel: "te", tha: "th", tur: "tr", ukr: "uk", urd: "ur", vie: "vi", yue: "yue", "zho-CN": "zh", "zho-TW": "zh",
};
const SCRIPTS: Readonly<Record<string, string>> = {
  jpn: "Jpan", kor: "Kore", "zho-CN": "Hans", "zho-TW": "Hant", "srp-Latn": "Latn", "srp-Cyrl": "Cyrl",
};

/** The twenty languages with the most web text (Common Crawl's statistics): 21 files, Chinese in both scripts. */
export const BIGGEST: readonly string[] = [
  "eng-GB", "rus", "deu", "jpn", "zho-CN", "zho-TW", "spa", "fra", "ita", "por-BR", "pol", "nld", "tur", "vie", "ind", "kor", "arb", "ces", "fas", "ukr", "swe",
];

/** Number of the one sentence that stands in French in nearly all files. */
const LEFT_IN_FRENCH_ROW = 680;

/** @param shared the folder of shared data (tests/shared.ts) */
export function ntrexFolder(shared: string): string {
  return join(shared, "data", "ntrex");
}

export function readTexts(folder: string, code: string): LanguageTexts {
  const documents = new Map<string, string[]>();
  const leftInFrench = readSentences(folder, "fra")[LEFT_IN_FRENCH_ROW]?.sentence;
  for (const { document, sentence, training } of readSentences(folder, code)) {
    if (training || sentence.trim() === "" || (code !== "fra" && sentence === leftInFrench)) continue;
    const known = documents.get(document);
    if (known) known.push(sentence);
    else documents.set(document, [sentence]);
  }
  return { code, language: LANGUAGES[code] ?? code, script: SCRIPTS[code], documents, sentences: [...documents.values()].flat() };
}

export function readAllTexts(folder: string): LanguageTexts[] {
  const codes = readdirSync(folder).filter((name) => name.endsWith(".tsv")).map((name) => name.slice(0, -4));
  return codes.sort().map((code) => readTexts(folder, code));
}

/** The first words of a text, up to `characters`, cut at a space where there is one in the second half. */
export function prefixOf(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const cut = text.slice(0, characters + 1).lastIndexOf(" ");
  return text.slice(0, cut > characters / 2 ? cut : characters);
}

/** Runs of at least `least` Chinese characters. */
export function hanRuns(text: string, least: number): string[] {
  return (text.match(/[\u4e00-\u9fff々]+/g) ?? []).filter((run) => run.length >= least);
}
