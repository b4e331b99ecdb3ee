/**
 * What a sample costs under the encodings of single bytes: the pairs of its bytes are counted once, and a table says what each pair
 * costs under each encoding, filled as pairs come up. The encodings of a pair stand side by side, since nearly all are asked about each.
 * Holds up to 8 MB, of which the system gives what was written to.
 */
import { numberOfClass } from "../../models/encoding-classes.ts";
import { COST_PARTS, encodingModel } from "../../models/encoding-model.ts";
import { singleByteTable } from "../../models/encoding-tables.ts";
import { SINGLE_BYTE } from "./candidates.ts";
import { costBehind } from "./likelihood.ts";
import { isPlain } from "./sample.ts";

/** Pairs of bytes of which one is no ASCII character (or a control character, which VISCII uses for letters). */
export interface BytePairs {
  /** byte before × 256 + byte, each once. */
  readonly pairs: Uint16Array;
  readonly counts: Uint32Array;
  /** Pairs of ASCII cost the same under all encodings that hold ASCII; they are added up under this. */
  readonly asciiCost: number;
}

/** An entry of the table: cost in the low bits, four flags. */
const UNKNOWN = 0;
const COST_MASK = 0x0fff;
const LETTER_BIT = 12;
const WORD_BIT = 13;
const SMALL_BIT = 14;
const KNOWN_FLAG = 0x8000;
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
const PLACES: ReadonlyMap<string, number> = new Map(SINGLE_BYTE.map(({ name }, place) => [name, place]));
/** Entries of a pair: a power of two, so that they begin with a line of the processor's cache. */
const STRIDE = 64;
let table: Uint16Array | undefined;
const countOfPair = new Uint32Array(65_536);

export function countPairs(sample: Uint8Array): BytePairs {
  const model = encodingModel();
  const seen = new Uint16Array(sample.length);
  let distinct = 0;
  let asciiCost = 0;
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
    before = byte;
  }
  const pairs = seen.subarray(0, distinct);
  const counts = new Uint32Array(distinct);
  for (let i = 0; i < distinct; i++) {
    counts[i] = countOfPair[pairs[i]!]!;
    countOfPair[pairs[i]!] = 0;
  }
  return { pairs, counts, asciiCost };
}

/** Whether the letters of ASCII are capitals but for a few. */
export function isInCapitals(sample: Uint8Array): boolean {
  let capitals = 0;
  let small = 0;
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i]!;
    if (byte >= 0x41 && byte <= 0x5a) capitals++;
    else if (byte >= 0x61 && byte <= 0x7a) small++;
  }
  return capitals > small * CAPITALS_A_SMALL_LETTER;
}

/** Whether this is an encoding that `costsOfPairs` knows. */
export function isSingleByte(encoding: string): boolean {
  return PLACES.has(encoding);
}

/**
 * What the sample costs under each of these encodings.
 * @param isCapitals it is written in capitals
 */
export function costsOfPairs({ pairs, counts, asciiCost }: BytePairs, encodings: readonly string[], isCapitals: boolean): number[] {
  const entries = (table ??= new Uint16Array(65_536 * STRIDE));
  const places = Int32Array.from(encodings, (name) => PLACES.get(name)!);
  const costs = new Float64Array(places.length).fill(asciiCost);
  const [letters, words, smallLetters] = [new Uint32Array(places.length), new Uint32Array(places.length), new Uint32Array(places.length)];
  for (let i = 0; i < pairs.length; i++) {
    const row = pairs[i]! * STRIDE;
    const count = counts[i]!;
    for (let e = 0; e < places.length; e++) {
      const at = row + places[e]!;
      if (entries[at] === UNKNOWN) entries[at] = entryOf(pairs[i]!, encodings[e]!);
      const entry = entries[at]!;
      costs[e]! += (entry & COST_MASK) * count;
      letters[e]! += ((entry >> LETTER_BIT) & 1) * count;
      words[e]! += ((entry >> WORD_BIT) & 1) * count;
      smallLetters[e]! += ((entry >> SMALL_BIT) & 1) * count;
    }
  }
  return Array.from(costs, (cost, e) => {
    const whole = isCapitals ? cost + smallLetters[e]! * SMALL_IN_CAPITALS_COST : cost;
    return letters[e]! >= words[e]! * LEAST_WORD_LENGTH ? whole : whole + words[e]! * SHORT_WORD_COST;
  });
}

/** What the pair costs, whether it ends with a letter of a script of its own (not Latin), and whether that begins a word. */
function entryOf(pair: number, encoding: string): number {
  const units = singleByteTable(encoding);
  const model = encodingModel();
  const [before, unit] = [units[pair >> 8]!, units[pair & 0xff]!];
  const isLetter = isOwnScript(model.unitClass[unit]!);
  const isFirst = isLetter && !isOwnScript(model.unitClass[before]!);
  const isSmall = model.unitClass[unit] === LATIN && model.unitCapital[unit] === 0;
  return KNOWN_FLAG | costBehind(model, before, unit) | (Number(isLetter) << LETTER_BIT) | (Number(isFirst) << WORD_BIT) | (Number(isSmall) << SMALL_BIT);
}

const LATIN = numberOfClass("latin");
const FIRST_OWN_SCRIPT = numberOfClass("greek");
const LAST_OWN_SCRIPT = numberOfClass("other-letter");

function isOwnScript(group: number): boolean {
  return group >= FIRST_OWN_SCRIPT && group <= LAST_OWN_SCRIPT;
}
