import { BENGALI, BOPOMOFO, HAN, HANGUL, KANA, LATIN, SCRIPTS } from "../../models/scripts.ts";
import type { CleanText } from "./clean.ts";
import { cleanText, wordsOf } from "./clean.ts";
import { hanMisfit } from "./han.ts";
import { rankLanguages } from "./script-models.ts";
import { languageOfScript, mainScript } from "./scripts.ts";
import type { Verdict } from "./verdict.ts";
import { noLanguage } from "./verdict.ts";

/** Longest text that is looked at; the model is asked about 500 letters of it. */
const LONGEST_TEXT = 2000;
const LONGEST_WORDS = 500;
/** At least this share of what can be seen must be letters of words. */
const LEAST_LETTERS = 0.4;
/** Fewer weighted letters than these name no language. */
const TOO_SHORT = 4;
const TOO_SHORT_ALPHABET = 6;
/** From this share of kana among kana and Han on, text is Japanese. */
const LEAST_KANA = 0.05;

/** The whole rule on one text: clean → script → Han rule → model → relatives. */
export function tellLanguage(text: string, start: number, end: number): Verdict {
  const clean = cleanText(text, start, Math.min(end, start + LONGEST_TEXT));
  const main = mainScript(clean.letters);
  if (main.weight === 0) return noLanguage("Zyyy", 0);
  const script = SCRIPTS[main.scriptClass]!;
  if (main.total < LEAST_LETTERS * clean.visible) return noLanguage(script, main.total);
  if (main.scriptClass === HAN) return tellCjk(text, start, end, clean, main.total);
  const only = languageOfScript(main.scriptClass);
  const weight = main.total;
  if (main.weight < (only === undefined ? TOO_SHORT_ALPHABET : TOO_SHORT)) return { language: "und", script, confidence: 0, certainty: "unsure", weight };
  if (only !== undefined) return { language: only, script, confidence: 0.99, certainty: "told", weight };
  if (main.scriptClass === BENGALI) return { language: isAssamese(text) ? "as" : "bn", script, confidence: 0.97, certainty: "told", weight };
  return tellByModel(text, clean, main.scriptClass, weight);
}

/** ৰ and ৱ are Assamese only. */
function isAssamese(text: string): boolean {
  return /[\u09f0\u09f1]/.test(text);
}

function tellCjk(text: string, start: number, end: number, clean: CleanText, weight: number): Verdict {
  const { letters } = clean;
  const han = letters[HAN]!;
  const kana = letters[KANA]!;
  const hangul = letters[HANGUL]!;
  if (hangul * 2 > han + kana + hangul) return { language: "ko", script: "Kore", confidence: 0.99, certainty: "told", weight };
  if (kana > 0 && kana >= LEAST_KANA * (kana + han)) return { language: "ja", script: "Jpan", confidence: 0.99, certainty: "told", weight };
  if (letters[BOPOMOFO]! > han) return { language: "zh", script: "Hant", confidence: 0.9, certainty: "told", weight };
  return tellHan(text, start, end, weight);
}

function tellHan(text: string, start: number, end: number, weight: number): Verdict {
  const fit = hanMisfit(text, start, end);
  const least = Math.min(fit.simplified, fit.traditional);
  const script = fit.simplified < fit.traditional ? "Hans" : "Hant";
  if (fit.cantonese > 0 && fit.cantonese >= 0.01 * fit.han) return { language: "yue", script, confidence: 0.9, certainty: "told", weight };
  if (fit.japanese < least) return { language: "ja", script: "Jpan", confidence: 0.9, certainty: "told", weight };
  const certainty = fit.japanese > least && fit.simplified !== fit.traditional ? "told" : "unsure";
  return { language: "zh", script, confidence: certainty === "told" ? 0.97 : 0.5, certainty, weight };
}

function tellByModel(text: string, clean: CleanText, scriptClass: number, weight: number): Verdict {
  const script = SCRIPTS[scriptClass]!;
  const words = wordsOf(text, clean, scriptClass, LONGEST_WORDS);
  if (scriptClass === LATIN && isNoise(words)) return noLanguage(script, weight);
  const ranked = rankLanguages(scriptClass, words);
  const bytes = Buffer.byteLength(words);
  const scale = 1 / Math.sqrt(bytes);
  const best = ranked[0]!;
  let total = 0;
  for (const other of ranked) total += Math.exp((other.score - best.score) * scale);
  const confidence = 1 / total;
  return { language: best.language, script, confidence, certainty: confidence > 0.5 ? "told" : "unsure", weight };
}

/** Keys, hex and sequences of bases: few different letters, or next to no vowels. */
function isNoise(words: string): boolean {
  if (words.length < 12) return false;
  const vowels = words.replace(/[^aeiouyà-æè-ïò-öø-ýāăąēĕėęěīĭįıōŏőũūŭůűųơưạ-ỹ]/g, "").length;
  const letters = words.replace(/[^\p{L}]/gu, "");
  return new Set(letters).size < 6 || vowels < 0.15 * letters.length;
}
