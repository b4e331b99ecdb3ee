/**
 * What a sample costs under the encodings of single bytes: the pairs of its bytes are counted once, and each encoding has a table
 * of what each pair costs, filled as pairs come up. Holds 128 KB for each encoding that was asked about.
 */
import { numberOfClass } from "../../models/encoding-classes.ts";
import { COST_PARTS, encodingModel } from "../../models/encoding-model.ts";
import { singleByteTable } from "../../models/encoding-tables.ts";
import { costBehind } from "./likelihood.ts";

/** Pairs of bytes of which one is no ASCII character (or a control character, which VISCII uses for letters). */
export interface BytePairs {
  /** byte before × 256 + byte, each once. */
  readonly pairs: Uint16Array;
  readonly counts: Uint32Array;
  /** Pairs of ASCII cost the same under all encodings that hold ASCII; they are added up under this. */
  readonly asciiCost: number;
  /** The letters of ASCII are capitals but for a few. */
  readonly isCapitals: boolean;
}

/** An entry of the tables: cost in the low bits, three flags. */
const UNKNOWN = 0xffff;
const COST_MASK = 0x0fff;
const LETTER_FLAG = 0x1000;
const WORD_FLAG = 0x2000;
const SMALL_FLAG = 0x4000;
/**
 * Words of one or two letters only: the accented letters of a Latin text, read as Cyrillic or Greek. "è" alone between spaces would
 * else be the commonest Russian word.
 */
const LEAST_WORD_LENGTH = 2.2;
const SHORT_WORD_COST = 5 * COST_PARTS;
/** Text in capitals, where an accented small letter is out of place. */
const CAPITALS_A_SMALL_LETTER = 3;
const SMALL_IN_CAPITALS_COST = 4 * COST_PARTS;

const LINE_FEED = 0x0a;
const costTables = new Map<string, Uint16Array>();
const countOfPair = new Uint32Array(65_536);

export function countPairs(sample: Uint8Array): BytePairs {
  const model = encodingModel();
  const seen = new Uint16Array(sample.length);
  let distinct = 0;
  let asciiCost = 0;
  let capitals = 0;
  let small = 0;
  let before = LINE_FEED;
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i]!;
    if (isPlain(byte) && isPlain(before)) {
      asciiCost += costBehind(model, before, byte);
    } else {
      const pair = (before << 8) | byte;
      if (countOfPair[pair] === 0) seen[distinct++] = pair;
      countOfPair[pair]!++;
    }
    if (byte >= 0x41 && byte <= 0x5a) capitals++;
    else if (byte >= 0x61 && byte <= 0x7a) small++;
    before = byte;
  }
  const pairs = seen.subarray(0, distinct);
  const counts = new Uint32Array(distinct);
  for (let i = 0; i < distinct; i++) {
    counts[i] = countOfPair[pairs[i]!]!;
    countOfPair[pairs[i]!] = 0;
  }
  return { pairs, counts, asciiCost, isCapitals: capitals > small * CAPITALS_A_SMALL_LETTER };
}

function isPlain(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

/** What the sample costs under this encoding. */
export function costOfPairs({ pairs, counts, asciiCost, isCapitals }: BytePairs, encoding: string): number {
  let table = costTables.get(encoding);
  if (table === undefined) costTables.set(encoding, (table = new Uint16Array(65_536).fill(UNKNOWN)));
  let cost = asciiCost;
  let letters = 0;
  let words = 0;
  let smallLetters = 0;
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i]!;
    if (table[pair] === UNKNOWN) table[pair] = entryOf(pair, encoding);
    const entry = table[pair]!;
    const count = counts[i]!;
    cost += (entry & COST_MASK) * count;
    if ((entry & LETTER_FLAG) !== 0) letters += count;
    if ((entry & WORD_FLAG) !== 0) words += count;
    if ((entry & SMALL_FLAG) !== 0) smallLetters += count;
  }
  if (isCapitals) cost += smallLetters * SMALL_IN_CAPITALS_COST;
  return letters >= words * LEAST_WORD_LENGTH ? cost : cost + words * SHORT_WORD_COST;
}

/** What the pair costs, whether it ends with a letter of a script of its own (not Latin), and whether that begins a word. */
function entryOf(pair: number, encoding: string): number {
  const units = singleByteTable(encoding);
  const model = encodingModel();
  const [before, unit] = [units[pair >> 8]!, units[pair & 0xff]!];
  const isLetter = isOwnScript(model.unitClass[unit]!);
  const isFirst = isLetter && !isOwnScript(model.unitClass[before]!);
  const isSmall = model.unitClass[unit] === LATIN && model.unitCapital[unit] === 0;
  return costBehind(model, before, unit) | (isLetter ? LETTER_FLAG : 0) | (isFirst ? WORD_FLAG : 0) | (isSmall ? SMALL_FLAG : 0);
}

const LATIN = numberOfClass("latin");
const FIRST_OWN_SCRIPT = numberOfClass("greek");
const LAST_OWN_SCRIPT = numberOfClass("other-letter");

function isOwnScript(group: number): boolean {
  return group >= FIRST_OWN_SCRIPT && group <= LAST_OWN_SCRIPT;
}
