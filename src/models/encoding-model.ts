/**
 * The character model of encodings (src/models/make/encoding-model.ts): what a character costs behind another one, as minus the
 * logarithm of its probability in sixteenths. Whole numbers throughout, so that every machine adds up the same.
 */
import { CHARACTER_CLASSES, numberOfClass } from "./encoding-classes.ts";
import { FIRST_HAN, HAN_COUNT } from "./language-han.ts";
import { readModelFile } from "./model-file.ts";

/** Costs are in this part of a nat. */
export const COST_PARTS = 16;

const FIRST_HANGUL = 0xac00;
const HANGUL_COUNT = 11_172;
const CLASS_COUNT = CHARACTER_CLASSES.length;
/** Of a Han character outside the main block, or a surrogate: as rare as the rarest inside. */
const RARE_LARGE_COST = 13 * COST_PARTS;

/** Scripts that no legacy encoding in use holds, as of Devanagari or Tamil: the model knows them as letters only. */
const FIRST_UNKNOWN_SCRIPT = 0x0900;
const LAST_UNKNOWN_SCRIPT = 0x1fff;

export interface EncodingModel {
  /** Class of each UTF-16 unit. */
  readonly unitClass: Uint8Array;
  /** Symbol of each unit: the folded character; that of Han and Hangul stands for all of them. */
  readonly unitSymbol: Uint16Array;
  /** 1 for capital letters. */
  readonly unitCapital: Uint8Array;
  /** What a Han character or Hangul syllable costs among its like. */
  readonly unitCost: Uint8Array;
  /** What each symbol costs behind this one. */
  row(symbolBefore: number): Uint16Array;
}

interface Header {
  readonly alphabet: string;
  readonly symbols: readonly number[];
  readonly classes: readonly number[];
  readonly capitals: string;
  readonly pairRows: readonly number[];
}

let loaded: EncodingModel | undefined;

/** Reads the model when it is first asked for: about 5 ms, 0.4 MB and 2.4 KB for each row that is used. */
export function encodingModel(): EncodingModel {
  loaded ??= unpack(readModelFile("encoding-model.br"));
  return loaded;
}

function unpack(file: Buffer): EncodingModel {
  let place = 4 + file.readUInt32LE(0);
  const header: Header = JSON.parse(file.toString("utf8", 4, place));
  const take = (length: number): Buffer => file.subarray(place, (place += length));
  const pairCount = header.pairRows.reduce((sum, count) => sum + count, 0);
  const transitions = take(CLASS_COUNT * CLASS_COUNT);
  const unigrams = take(header.classes.length);
  const [nextLow, nextHigh, costs] = [take(pairCount), take(pairCount), take(pairCount)];
  const units = unitTables(header, take(HAN_COUNT), take(HANGUL_COUNT));
  const starts = startsOf(header.pairRows);
  const rows: (Uint16Array | undefined)[] = [];
  const makeRow = (before: number): Uint16Array => {
    const row = new Uint16Array(header.classes.length);
    const classRow = header.classes[before]! * CLASS_COUNT;
    for (let symbol = 0; symbol < row.length; symbol++) row[symbol] = transitions[classRow + header.classes[symbol]!]! + unigrams[symbol]!;
    for (let at = starts[before]!; at < starts[before + 1]!; at++) row[nextLow[at]! | (nextHigh[at]! << 8)] = costs[at]!;
    return row;
  };
  return { ...units, row: (before) => (rows[before] ??= makeRow(before)) };
}

function startsOf(lengths: readonly number[]): number[] {
  let sum = 0;
  return [0, ...lengths.map((length) => (sum += length))];
}

function symbolNamed(header: Header, character: string): number {
  return header.symbols[header.alphabet.indexOf(character)]!;
}

function unitTables(header: Header, han: Uint8Array, hangul: Uint8Array): Omit<EncodingModel, "row"> {
  const unitClass = new Uint8Array(65_536).fill(numberOfClass("odd"));
  const unitSymbol = new Uint16Array(65_536).fill(symbolNamed(header, "¤"));
  unitClass.fill(numberOfClass("other-letter"), FIRST_UNKNOWN_SCRIPT, LAST_UNKNOWN_SCRIPT + 1);
  unitSymbol.fill(symbolNamed(header, "ა"), FIRST_UNKNOWN_SCRIPT, LAST_UNKNOWN_SCRIPT + 1);
  const unitCapital = new Uint8Array(65_536);
  const unitCost = new Uint8Array(65_536);
  const hanSymbol = header.classes.length - 2;
  const markRange = (first: number, last: number, name: "han" | "hangul" | "bad", symbol: number, cost: number): void => {
    unitClass.fill(numberOfClass(name), first, last + 1);
    unitSymbol.fill(symbol, first, last + 1);
    unitCost.fill(cost, first, last + 1);
  };
  markRange(0x3400, 0x9fff, "han", hanSymbol, RARE_LARGE_COST);
  markRange(0xd800, 0xdfff, "han", hanSymbol, RARE_LARGE_COST);
  markRange(0xf900, 0xfaff, "han", hanSymbol, RARE_LARGE_COST);
  markRange(FIRST_HANGUL, FIRST_HANGUL + HANGUL_COUNT - 1, "hangul", hanSymbol + 1, 0);
  unitCost.set(han, FIRST_HAN);
  unitCost.set(hangul, FIRST_HANGUL);
  for (const [first, last] of [[0, 0x1f], [0x7f, 0x9f], [0xe000, 0xf8ff], [0xfff0, 0xffff], [0xfdd0, 0xfdef]] as const) markRange(first, last, "bad", 0, 0);
  [...header.symbols].forEach((symbol, i) => {
    const unit = header.alphabet.charCodeAt(i);
    unitSymbol[unit] = symbol;
    unitClass[unit] = header.classes[symbol]!;
    unitCapital[unit] = header.capitals.charCodeAt(i) - 0x30;
  });
  return { unitClass, unitSymbol, unitCapital, unitCost };
}
