/** The whole rule on one text: clean → script → Han rule → model → relatives. */
import { BENGALI, BOPOMOFO, HAN, HANGUL, KANA, LATIN, MARK, PUNCTUATION, SCRIPTS, SPACE, scriptTable } from "../../models/scripts.ts";
import { rankLanguages } from "./alphabet.ts";
import { askedText } from "./asked.ts";
import type { CleanText } from "./clean.ts";
import { cleanText } from "./clean.ts";
import { beginsInHan, hanMisfit, isInterjection, judgeHan, surveyHan } from "./han.ts";
import type { HanMisfit } from "./han.ts";
import { isCode, isNoise, strangeness } from "./junk.ts";
import { languageOfScript, mainScript } from "./scripts.ts";
import type { MainScript } from "./scripts.ts";
import type { Verdict } from "./verdict.ts";
import { SURE_ENOUGH, noLanguage } from "./verdict.ts";

/** Longest text that is looked at. */
const LONGEST_TEXT = 2000;
/** At least this share of what can be seen must be letters of words. */
const LEAST_LETTERS = 0.4;
/** Fewer weighted letters than these name no language. */
const TOO_SHORT = 4;
const TOO_SHORT_ALPHABET = 6;
/** From this share of kana among kana and Han on, text is Japanese. */
const LEAST_KANA = 0.05;
const BY_SCRIPT_ALONE = 0.99;
/**
 * One or two Chinese characters alone need this confidence. Cut from the training documents, 97.6 % of the answers of at least 0.8 are right
 * (1,239 of 1,269), 68 % of those below.
 */
const SURE_OF_FEW = 0.8;
const FEW_HAN = 2;

/** From this share of one script among all that can be seen on, no cleaning could change the answer. (CJK is never cleaned away: half is enough.) */
const CLEAR_SHARE = 0.8;
const CLEAR_LETTERS = 12;

/** Language of text[start, end), from that text alone. */
export function tellLanguage(text: string, start: number, end: number): Verdict {
  return tellByScript(text, start, end) ?? tellByWords(text, start, end);
}

const surveyed = new Int32Array(SCRIPTS.length);

/** The answer for text that its script tells and that is clearly text: one pass, no words. */
function tellByScript(text: string, start: number, end: number): Verdict | undefined {
  const misfit = beginsInHan(text, start, end) ? surveyHan(text, start, end, surveyed) : undefined;
  if (misfit === undefined) countByScript(text, start, end, surveyed);
  const main = mainScript(surveyed);
  const visible = visibleOf(surveyed, end - start);
  if (main.scriptClass === HAN) {
    if (main.weight < CLEAR_LETTERS || main.weight < main.total / 2 || main.weight < LEAST_LETTERS * visible) return undefined;
    return tellCjk(text, start, Math.min(end, start + LONGEST_TEXT), surveyed, main.total, misfit);
  }
  const letters = surveyed[main.scriptClass]!;
  if (letters < CLEAR_LETTERS || letters < CLEAR_SHARE * visible) return undefined;
  const only = languageOfScript(main.scriptClass);
  return only === undefined ? undefined : told(only, SCRIPTS[main.scriptClass]!, main.total);
}

function countByScript(text: string, start: number, end: number, counts: Int32Array): void {
  const table = scriptTable();
  counts.fill(0);
  for (let i = start; i < end; i++) counts[table[text.charCodeAt(i)]!]!++;
}

/** Units that are neither space nor punctuation nor mark. */
function visibleOf(counts: Int32Array, units: number): number {
  return units - counts[SPACE]! - counts[PUNCTUATION]! - counts[MARK]!;
}

function tellByWords(text: string, start: number, end: number): Verdict {
  const last = Math.min(end, start + LONGEST_TEXT);
  const clean = cleanText(text, start, last);
  const main = namesApart(text, clean, mainScript(clean.letters));
  if (main.weight === 0) return noLanguage("Zyyy", 0);
  const script = SCRIPTS[main.scriptClass]!;
  const weight = main.total;
  if (weight < LEAST_LETTERS * clean.visible) return noLanguage(script, weight);
  if (main.scriptClass === HAN) return tellCjk(text, start, last, clean.letters, weight, undefined);
  const only = languageOfScript(main.scriptClass);
  if (main.weight < (only === undefined ? TOO_SHORT_ALPHABET : TOO_SHORT)) return { language: "und", script, confidence: 0, certainty: "unsure", weight };
  if (only !== undefined) return told(only, script, weight);
  if (main.scriptClass === BENGALI) return told(isAssamese(text, start, last) ? "as" : "bn", script, weight);
  if (main.scriptClass === LATIN && isCode(text, start, last)) return noLanguage(script, weight);
  return tellByModel(text, clean, main.scriptClass, weight);
}

/** From this share on, letters of another script beside nothing but Latin names are what the text is written in. */
const LEAST_BESIDE_NAMES = 0.2;

/** "Peter Jones 激怒": Latin letters that are the most, but stand in names alone, are left out. */
function namesApart(text: string, { letters, words }: CleanText, main: MainScript): MainScript {
  const latin = letters[LATIN]!;
  if (main.scriptClass !== LATIN || main.total - latin < LEAST_BESIDE_NAMES * main.total || hasSmallLatinWord(text, words)) return main;
  letters[LATIN] = 0;
  const beside = mainScript(letters);
  letters[LATIN] = latin;
  return { ...beside, total: main.total };
}

function hasSmallLatinWord(text: string, words: readonly number[]): boolean {
  for (let i = 0; i < words.length; i += 3) {
    if (words[i + 2] === LATIN && /^[^\p{L}]*\p{Ll}/u.test(text.slice(words[i], words[i + 1]))) return true;
  }
  return false;
}

function told(language: string, script: string, weight: number): Verdict {
  return { language, script, confidence: BY_SCRIPT_ALONE, certainty: "told", weight };
}

/** ৰ and ৱ are Assamese only. */
function isAssamese(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x9f0 || unit === 0x9f1) return true;
  }
  return false;
}

function tellCjk(text: string, start: number, end: number, letters: Int32Array, weight: number, misfit: HanMisfit | undefined): Verdict {
  const han = letters[HAN]!;
  const kana = letters[KANA]!;
  const hangul = letters[HANGUL]!;
  if (hangul * 2 > han + kana + hangul) return told("ko", "Kore", weight);
  if (kana > 0 && kana >= LEAST_KANA * (kana + han)) return told("ja", "Jpan", weight);
  if (letters[BOPOMOFO]! > han) return told("zh", "Hant", weight);
  const fit = misfit ?? hanMisfit(text, start, end);
  const { language, script, confidence } = judgeHan(isInterjection(fit, text, start, end) ? { ...fit, cantonese: 0 } : fit);
  if (han <= FEW_HAN && confidence < SURE_OF_FEW) return { language: "und", script: "Hani", confidence: 0, certainty: "unsure", weight };
  return { language, script, confidence, certainty: confidence >= SURE_ENOUGH ? "told" : "unsure", weight };
}

function tellByModel(text: string, clean: CleanText, scriptClass: number, weight: number): Verdict {
  const script = SCRIPTS[scriptClass]!;
  const asked = askedText(text, clean, scriptClass);
  if (scriptClass === LATIN && isNoise(asked)) return noLanguage(script, weight);
  const { language, confidence, kinConfidence, familiarity } = rankLanguages(scriptClass, asked);
  const look = scriptClass === LATIN ? strangeness(familiarity, confidence, asked.letters) : "usual";
  if (look === "noise") return noLanguage(script, weight);
  if (look === "strange") return { language: "und", script, confidence: 0, certainty: "unsure", weight };
  return { language, script, confidence, kinConfidence, certainty: confidence >= SURE_ENOUGH ? "told" : "unsure", weight };
}
