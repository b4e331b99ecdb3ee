import { BIG5_SHIFT, FIRST_HAN, GB_SHIFT, HAN_COUNT, hanLevels, JIS_SHIFT } from "../language-han.ts";
import { costOf } from "./encoding-counts.ts";

const FIRST_HANGUL = 0xac00;
const HANGUL_COUNT = 11_172;
/** Characters that the texts do not hold share this much of the counts, by the levels of the national character sets. */
const UNSEEN_SHARE = 0.35;
const DAILY_WEIGHT = 1;
const RARER_WEIGHT = 0.08;
const OUTSIDE_WEIGHT = 0.002;

/** P(character | it is Han), 20,992 costs. */
export function hanCosts(texts: readonly string[]): Buffer {
  const weights = Float64Array.from(hanLevels(), (levels) => {
    const shares = [JIS_SHIFT, GB_SHIFT, BIG5_SHIFT].map((shift) => [OUTSIDE_WEIGHT, DAILY_WEIGHT, RARER_WEIGHT, 0][(levels >> shift) & 3]!);
    return shares.reduce((sum, share) => sum + share, 0);
  });
  return costs(texts, FIRST_HAN, HAN_COUNT, weights);
}

/** P(syllable | it is Hangul), 11,172 costs; the 2,350 of KS X 1001 against the rest, which EUC-KR proper lacks. */
export function hangulCosts(texts: readonly string[]): Buffer {
  const weights = new Float64Array(HANGUL_COUNT).fill(OUTSIDE_WEIGHT);
  const decoder = new TextDecoder("euc-kr");
  for (let lead = 0xb0; lead <= 0xc8; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) weights[decoder.decode(Uint8Array.of(lead, trail)).charCodeAt(0) - FIRST_HANGUL] = DAILY_WEIGHT;
  }
  return costs(texts, FIRST_HANGUL, HANGUL_COUNT, weights);
}

function costs(texts: readonly string[], first: number, size: number, weights: Float64Array): Buffer {
  const counts = new Float64Array(size);
  for (const text of texts) for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) - first < size) counts[text.charCodeAt(i) - first]! += 1;
  const counted = counts.reduce((sum, count) => sum + count, 0);
  const weighed = weights.reduce((sum, weight) => sum + weight, 0);
  return Buffer.from(Array.from(counts, (count, i) => costOf(((1 - UNSEEN_SHARE) * count) / counted + (UNSEEN_SHARE * weights[i]!) / weighed)));
}
