import stringSimilarity from "string-similarity";

/**
 * Dice coefficient of the bigrams of two texts in normal form, 0 to 1: symmetric, so a quote in a long passage has a low one
 * although its coverage is 1. The ledger shows it beside the coverage; it decides nothing.
 */
export function diceSimilarity(a: string, b: string): number {
  return stringSimilarity.compareTwoStrings(a, b);
}
