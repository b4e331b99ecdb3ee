import { BIG5_SHIFT, FIRST_HAN, GB_SHIFT, HAN_COUNT, JIS_SHIFT, hanLevels } from "../../models/language-han.ts";

/** How ill text fits Japanese, simplified and traditional Chinese: 0 = every character is of daily use there. */
export interface HanMisfit {
  readonly han: number;
  readonly japanese: number;
  readonly simplified: number;
  readonly traditional: number;
  /** Characters that are written in Cantonese only. */
  readonly cantonese: number;
}

/** By level of the character set: not in it, daily use, rarer. */
const MISFIT = [6, 0, 1.5, 6];

/** 嘅咗喺嚟啲嗰佢冇唔哋嘢喇咩乜咁嗌嘥諗搵揾攞啱噉: no other written language uses them. */
const CANTONESE = new Set("嘅咗喺嚟啲嗰佢冇唔哋嘢乜咁嗌嘥諗搵揾攞啱噉咪嚿".split("").map((character) => character.charCodeAt(0)));
const ITERATION_MARK = 0x3005;

export function hanMisfit(text: string, start: number, end: number): HanMisfit {
  const levels = hanLevels();
  let han = 0;
  let japanese = 0;
  let simplified = 0;
  let traditional = 0;
  let cantonese = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    const place = unit - FIRST_HAN;
    if (place < 0 || place >= HAN_COUNT) {
      if (unit !== ITERATION_MARK) continue;
      han++;
      simplified += MISFIT[0]!;
      traditional += MISFIT[0]!;
      continue;
    }
    const level = levels[place]!;
    han++;
    japanese += MISFIT[(level >> JIS_SHIFT) & 3]!;
    simplified += MISFIT[(level >> GB_SHIFT) & 3]!;
    traditional += MISFIT[(level >> BIG5_SHIFT) & 3]!;
    if (CANTONESE.has(unit)) cantonese++;
  }
  return { han, japanese, simplified, traditional, cantonese };
}
