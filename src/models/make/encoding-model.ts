/**
 * Makes encoding-model.br, which says how likely a character is behind another one:
 * npm run make:encoding-model -- FOLDER, where FOLDER holds the sentences of NTREX-128 (`CODE.tsv`: document id, tab, sentence).
 *
 * Counted are the sentences of every other document (`training`) in the languages that have or had encodings of their own; the rest
 * is for tests/bench/encoding.ts. Costs are minus the logarithm of a probability, in sixteenths, in one byte.
 */
import { writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { CHARACTER_CLASSES } from "../encoding-classes.ts";
import { FIRST_HAN, HAN_COUNT } from "../language-han.ts";
import { alphabetOf, classNumber, folded } from "./encoding-alphabet.ts";
import { hangulCosts, hanCosts } from "./encoding-large.ts";
import { countSymbols, pairCosts, transitionCosts, unigramCosts } from "./encoding-counts.ts";
import { trainingTexts } from "./encoding-texts.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("give the folder of NTREX-128");
const texts = trainingTexts(folder);
const alphabet = alphabetOf(texts);
const symbols = [...new Set(alphabet.map(folded))].sort();
const symbolOf = new Map(symbols.map((symbol, i) => [symbol, i]));
/** Two symbols more: any Han character, any Hangul syllable. */
const HAN = symbols.length;
const HANGUL = HAN + 1;

function symbolNumber(unit: string): number {
  const code = unit.charCodeAt(0);
  if (code >= FIRST_HAN && code < FIRST_HAN + HAN_COUNT) return HAN;
  if (code >= 0xac00 && code <= 0xd7a3) return HANGUL;
  return symbolOf.get(folded(unit)) ?? -1;
}

const classes = [...symbols.map(classNumber), CHARACTER_CLASSES.indexOf("han"), CHARACTER_CLASSES.indexOf("hangul")];
const counts = countSymbols(texts, symbolNumber, classes);
const pairs = pairCosts(counts);
const header = {
  alphabet: alphabet.join(""),
  symbols: alphabet.map((unit) => symbolOf.get(folded(unit))!),
  classes,
  capitals: alphabet.map((unit) => (folded(unit) !== unit && classNumber(unit) !== 1 ? "1" : "0")).join(""),
  pairRows: pairs.rowLengths,
};
const headerBytes = Buffer.from(JSON.stringify(header));
const length = Buffer.alloc(4);
length.writeUInt32LE(headerBytes.length);
const parts = [
  length, headerBytes, transitionCosts(counts), unigramCosts(counts), pairs.nextLow, pairs.nextHigh, pairs.costs, hanCosts(texts), hangulCosts(texts),
];
const whole = Buffer.concat(parts);
const packed = brotliCompressSync(whole);
writeFileSync(new URL("../encoding-model.br", import.meta.url), packed);
console.log(`encoding-model.br: ${alphabet.length} characters, ${pairs.costs.length} pairs, ${whole.length} bytes, packed ${packed.length}`);
