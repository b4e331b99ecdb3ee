/** The whole rule on one text: clean → script → Han rule → model → relatives. */
import { BENGALI, BOPOMOFO, HAN, HANGUL, KANA, LATIN, SCRIPTS } from "../../models/scripts.ts";
import { rankLanguages } from "./alphabet.ts";
import { askedText } from "./asked.ts";
import type { CleanText } from "./clean.ts";
import { cleanText } from "./clean.ts";
import { hanMisfit, judgeHan } from "./han.ts";
import { isCode, isNoise, strangeness } from "./junk.ts";
import { languageOfScript, mainScript } from "./scripts.ts";
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

/** Language of text[start, end), from that text alone. */
export function tellLanguage(text: string, start: number, end: number): Verdict {
  const last = Math.min(end, start + LONGEST_TEXT);
  const clean = cleanText(text, start, last);
  const main = mainScript(clean.letters);
  if (main.weight === 0) return noLanguage("Zyyy", 0);
  const script = SCRIPTS[main.scriptClass]!;
  const weight = main.total;
  if (weight < LEAST_LETTERS * clean.visible) return noLanguage(script, weight);
  if (main.scriptClass === HAN) return tellCjk(text, start, last, clean, weight);
  const only = languageOfScript(main.scriptClass);
  if (main.weight < (only === undefined ? TOO_SHORT_ALPHABET : TOO_SHORT)) return { language: "und", script, confidence: 0, certainty: "unsure", weight };
  if (only !== undefined) return told(only, script, weight);
  if (main.scriptClass === BENGALI) return told(isAssamese(text, start, last) ? "as" : "bn", script, weight);
  if (main.scriptClass === LATIN && isCode(text, start, last)) return noLanguage(script, weight);
  return tellByModel(text, clean, main.scriptClass, weight);
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

function tellCjk(text: string, start: number, end: number, clean: CleanText, weight: number): Verdict {
  const { letters } = clean;
  const han = letters[HAN]!;
  const kana = letters[KANA]!;
  const hangul = letters[HANGUL]!;
  if (hangul * 2 > han + kana + hangul) return told("ko", "Kore", weight);
  if (kana > 0 && kana >= LEAST_KANA * (kana + han)) return told("ja", "Jpan", weight);
  if (letters[BOPOMOFO]! > han) return told("zh", "Hant", weight);
  const verdict = judgeHan(hanMisfit(text, start, end));
  return { ...verdict, certainty: verdict.confidence >= SURE_ENOUGH ? "told" : "unsure", weight };
}

function tellByModel(text: string, clean: CleanText, scriptClass: number, weight: number): Verdict {
  const script = SCRIPTS[scriptClass]!;
  const asked = askedText(text, clean, scriptClass);
  if (scriptClass === LATIN && isNoise(asked)) return noLanguage(script, weight);
  const { language, confidence, familiarity } = rankLanguages(scriptClass, asked);
  const look = scriptClass === LATIN ? strangeness(familiarity, confidence, asked.letters) : "usual";
  if (look === "noise") return noLanguage(script, weight);
  if (look === "strange") return { language: "und", script, confidence: 0, certainty: "unsure", weight };
  return { language, script, confidence, certainty: confidence >= SURE_ENOUGH ? "told" : "unsure", weight };
}
