/**
 * Which language text in Chinese characters alone is written in: how well its characters fit the old national character sets of Japan, of
 * the People's Republic and of Taiwan, and how common each is in Japanese against Chinese.
 */
import {
  BIG5_SHIFT, CHARACTER_WEIGHT_STEP, FIRST_HAN, GB_SHIFT, HAN_COUNT, JIS_SHIFT, hanCharacterWeights, hanLevels,
} from "../../models/language-han.ts";
import { logistic } from "../../models/language-logarithm.ts";

/** How ill text fits Japanese, simplified and traditional Chinese: 0 = every character is of daily use there. */
export interface HanMisfit {
  han: number;
  japanese: number;
  simplified: number;
  traditional: number;
  /** Characters that are written in Cantonese only. */
  cantonese: number;
  /** Logarithm of how much commoner the characters are in Japanese than in Chinese. */
  japaneseWeight: number;
}

export interface HanVerdict {
  readonly language: "ja" | "zh" | "yue";
  readonly script: "Jpan" | "Hans" | "Hant";
  readonly confidence: number;
}

/** By level of the character set: not in it, daily use, rarer. */
const MISFIT = [6, 0, 1.5, 6];
const ITERATION_MARK = 0x3005;

/** No other written language uses these. */
const CANTONESE = new Set("嘅咗喺嚟啲嗰佢冇唔哋嘢乜咁嗌嘥諗搵揾攞啱噉咪嚿嘞啩嚹喎".split("").map((character) => character.charCodeAt(0)));
const LEAST_CANTONESE = 0.01;
/** A character that only one side has (misfit of 6 or so on the other) is surer than many that are commoner there. */
const MISFIT_SHARE = 1;
/** Logits a point of evidence: characters of one word are not independent. At 0.5 nine in ten answers of 90 % are right. */
const SLOPE = 0.5;
/** Text that no character of tells its script: simplified, as most Chinese on the web is. */
const SCRIPT_UNKNOWN = "Hans";

export function hanMisfit(text: string, start: number, end: number): HanMisfit {
  const levels = hanLevels();
  const weights = hanCharacterWeights();
  const fit: HanMisfit = { han: 0, japanese: 0, simplified: 0, traditional: 0, cantonese: 0, japaneseWeight: 0 };
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    const place = unit - FIRST_HAN;
    if (place < 0 || place >= HAN_COUNT) {
      if (unit !== ITERATION_MARK) continue;
      fit.han++;
      fit.simplified += MISFIT[0]!;
      fit.traditional += MISFIT[0]!;
      continue;
    }
    const level = levels[place]!;
    fit.han++;
    fit.japanese += MISFIT[(level >> JIS_SHIFT) & 3]!;
    fit.simplified += MISFIT[(level >> GB_SHIFT) & 3]!;
    fit.traditional += MISFIT[(level >> BIG5_SHIFT) & 3]!;
    fit.japaneseWeight += weights[place]! * CHARACTER_WEIGHT_STEP;
    if (CANTONESE.has(unit)) fit.cantonese++;
  }
  return fit;
}

/** Japanese, Chinese or Cantonese, and in which characters. */
export function judgeHan(fit: HanMisfit): HanVerdict {
  const script = fit.simplified === fit.traditional ? SCRIPT_UNKNOWN : fit.simplified < fit.traditional ? "Hans" : "Hant";
  if (fit.cantonese > 0 && fit.cantonese >= LEAST_CANTONESE * fit.han) return { language: "yue", script, confidence: 0.95 };
  const evidence = MISFIT_SHARE * (Math.min(fit.simplified, fit.traditional) - fit.japanese) + fit.japaneseWeight;
  if (evidence > 0) return { language: "ja", script: "Jpan", confidence: logistic(SLOPE * evidence) };
  return { language: "zh", script, confidence: logistic(-SLOPE * evidence) };
}
