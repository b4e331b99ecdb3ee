import { readSentences } from "./language-sentences.ts";

/** Languages of NTREX-128 that were written in legacy encodings. */
export const LEGACY_LANGUAGES = [
  "afr", "arb", "aze-Latn", "bel", "bul", "cat", "ces", "cym", "dan", "deu", "ell", "eng-GB", "est", "eus", "fas", "fil", "fin", "fra", "gle", "glg", "heb",
  "hrv", "hun", "hye", "ind", "isl", "ita", "jpn", "kat", "kaz", "kor", "lav", "lit", "mlt", "mon", "msa", "nld", "nno", "nob", "pol", "por", "por-BR", "ron",
  "rus", "slk", "slv", "spa", "sqi", "srp-Cyrl", "srp-Latn", "swa", "swe", "tha", "tur", "ukr", "urd", "vie", "yue", "zho-CN", "zho-TW",
];
/** The five tone marks of Vietnamese, which windows-1258 writes behind the letter. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/;

/** Languages that most legacy texts are in count twice. */
const LARGE = new Set(["deu", "fra", "spa", "ita", "por-BR", "nld", "pol", "rus", "eng-GB", "swe"]);

/** One text a language, of its training documents; Vietnamese and Romanian also as legacy encodings write them. */
export function trainingTexts(folder: string): string[] {
  return LEGACY_LANGUAGES.flatMap((code) => {
    const text = readSentences(folder, code).filter(({ training }) => training).map(({ sentence }) => sentence).join("\n");
    return [...(LARGE.has(code) ? [text] : []), text, ...legacyForms(code, text)];
  });
}

export function legacyForms(code: string, text: string): string[] {
  if (code === "vie") return [withToneMarks(text)];
  return code === "ron" ? [withCedillas(text)] : [];
}

/** Tone marks apart, letters such as ơ and â whole: what windows-1258 holds. */
export function withToneMarks(text: string): string {
  return Array.from(text.normalize("NFC"), (character) => {
    const parts = Array.from(character.normalize("NFD"));
    const tone = parts.find((part) => TONES.test(part));
    return tone === undefined ? character : parts.filter((part) => part !== tone).join("").normalize("NFC") + tone;
  }).join("");
}

/** ş and ţ, which stood for Romanian ș and ț as long as encodings had no others. */
export function withCedillas(text: string): string {
  const forms: Readonly<Record<string, string>> = { ș: "ş", Ș: "Ş", ț: "ţ", Ț: "Ţ" };
  return text.replace(/[șȘțȚ]/g, (letter) => forms[letter]!);
}
