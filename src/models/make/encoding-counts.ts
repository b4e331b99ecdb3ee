import { CHARACTER_CLASSES } from "../encoding-classes.ts";

/** Share of the pairs in a probability; the rest goes by classes. */
const PAIR_SHARE = 0.85;
const SIXTEENTHS = 16;
/** Added to each count of a transition of classes, and of a symbol. */
const TRANSITION_SMOOTHING = 0.5;
const UNIGRAM_SMOOTHING = 0.3;
/** A combining mark stands behind the letters it was seen behind, or hardly ever: else windows-1258 reads Italian as Vietnamese. */
const UNSEEN_MARK_COST = 6 * SIXTEENTHS;

export interface Counts {
  readonly symbolCount: number;
  readonly classes: readonly number[];
  /** By symbol before, then symbol. */
  readonly pairs: readonly ReadonlyMap<number, number>[];
  readonly symbols: Float64Array;
  readonly transitions: Float64Array;
}

/** Each text counts as much as any other: languages with long words and small alphabets would outweigh the rest. */
export function countSymbols(texts: readonly string[], symbolNumber: (unit: string) => number, classes: readonly number[]): Counts {
  const pairs = classes.map(() => new Map<number, number>());
  const symbols = new Float64Array(classes.length);
  const transitions = new Float64Array(CHARACTER_CLASSES.length ** 2);
  for (const text of texts) {
    let before = symbolNumber("\n");
    for (const unit of text.split("")) {
      const symbol = symbolNumber(unit);
      if (symbol < 0) continue;
      const row = pairs[before]!;
      row.set(symbol, (row.get(symbol) ?? 0) + 1);
      symbols[symbol]! += 1;
      transitions[classes[before]! * CHARACTER_CLASSES.length + classes[symbol]!]! += 1;
      before = symbol;
    }
  }
  return { symbolCount: classes.length, classes, pairs, symbols, transitions };
}

export function costOf(probability: number): number {
  return Math.max(0, Math.min(255, Math.round(-Math.log(probability) * SIXTEENTHS)));
}

/** By class before, then class: (1 − PAIR_SHARE) · P(class | class before). */
export function transitionCosts({ transitions }: Counts): Buffer {
  const size = CHARACTER_CLASSES.length;
  return Buffer.from(Array.from({ length: size * size }, (_, at) => {
    const row = transitions.subarray(Math.floor(at / size) * size, (Math.floor(at / size) + 1) * size);
    const total = row.reduce((sum, count) => sum + count, 0);
    return costOf(((1 - PAIR_SHARE) * (transitions[at]! + TRANSITION_SMOOTHING)) / (total + TRANSITION_SMOOTHING * size));
  }));
}

/** P(symbol | its class). */
export function unigramCosts({ symbols, classes }: Counts): Buffer {
  const totals = new Float64Array(CHARACTER_CLASSES.length);
  classes.forEach((group, symbol) => (totals[group]! += symbols[symbol]! + UNIGRAM_SMOOTHING));
  const mark = CHARACTER_CLASSES.indexOf("mark");
  return Buffer.from(classes.map((group, symbol) => {
    const cost = costOf((symbols[symbol]! + UNIGRAM_SMOOTHING) / totals[group]!);
    return Math.min(255, group === mark ? cost + UNSEEN_MARK_COST : cost);
  }));
}

/** The pairs that were seen, row by row, with the whole of their probability; numbers of symbols in two planes of bytes. */
export function pairCosts(counts: Counts): { rowLengths: number[]; nextLow: Buffer; nextHigh: Buffer; costs: Buffer } {
  const byClass = transitionCosts(counts);
  const byUnigram = unigramCosts(counts);
  const rowLengths: number[] = [];
  const next: number[] = [];
  const costs: number[] = [];
  counts.pairs.forEach((row, before) => {
    const total = [...row.values()].reduce((sum, count) => sum + count, 0);
    const sorted = [...row].sort((a, b) => a[0] - b[0]);
    for (const [symbol, count] of sorted) {
      const backOff = byClass[counts.classes[before]! * CHARACTER_CLASSES.length + counts.classes[symbol]!]! + byUnigram[symbol]!;
      next.push(symbol);
      costs.push(costOf((PAIR_SHARE * count) / (total + 1) + Math.exp(-backOff / SIXTEENTHS)));
    }
    rowLengths.push(sorted.length);
  });
  return { rowLengths, nextLow: Buffer.from(next.map((n) => n & 255)), nextHigh: Buffer.from(next.map((n) => n >> 8)), costs: Buffer.from(costs) };
}
