/**
 * Tables for the cheap question "is this text in the language that we expect?": the language model's own three-letter sequences, each with
 * how much likelier it is in the language than in the others of the script, hashed into 65,536 places. Made when a language is first
 * expected (first table of the Latin model: about 40 ms of the processor, each further one 5), kept for the thread: 64 KB a language.
 */
import { exponential, naturalLogarithm } from "./language-logarithm.ts";
import { codeAt, quadsOfRow, SLOT_WORDS } from "./language-model.ts";
import type { LanguageModel } from "./language-model.ts";
import { DEVANAGARI } from "./scripts.ts";

/** Codes of letters have so many bits; a sequence has three of them. */
export const CODE_BITS = 10;
const CODE_MASK = (1 << CODE_BITS) - 1;
const SEQUENCE_MASK = (1 << (3 * CODE_BITS)) - 1;
/** Spreads sequences over the places: Knuth's multiplicative hashing. */
const GOLDEN = 0x9e3779b1;
/**
 * Natural logarithm of one step of a weight, and the largest. With 6 instead of 4, Turkish takes 12 % of Azerbaijani sentences for its own
 * instead of 26 %, Bulgarian 7 % of Russian ones instead of 9 %; the sum over all is the same.
 */
export const WEIGHT_STEP = 1 / 16;
const LARGEST_WEIGHT = 6;
const PLACES = 65_536;
/**
 * A relative counts with half its share. On sentences of 36 Latin languages, each tested against all others at limits that ask for 2 % of own ones,
 * foreign ones missed: 0.67 % without, 0.35 % with a fifth, 0.20 % with half, 0.16 % with the whole, which costs the distance from all others.
 */
const RELATIVES_SHARE = 0.5;
/** Guards a division where no other language of the script has the sequence. */
const LEAST_SHARE = 1e-9;

/** Code of a small letter. Letters of one script whose last ten bits are the same share it. */
export function letterCode(unit: number): number {
  return unit === 0x20 ? 0 : unit & CODE_MASK;
}

/**
 * What a sequence keeps when one more letter comes: the last three, in Devanagari two, for its letters take three bytes and the model's n-grams six.
 */
export function sequenceMask(scriptClass: number): number {
  return scriptClass === DEVANAGARI ? SEQUENCE_MASK >> CODE_BITS : SEQUENCE_MASK;
}

/** The codes of the last letters, when one more comes. */
export function nextSequence(sequence: number, code: number, mask: number): number {
  return ((sequence << CODE_BITS) | code) & mask;
}

/** Place of a sequence in a table. */
export function placeOf(sequence: number): number {
  return Math.imul(sequence, GOLDEN) >>> 16;
}

/** What a model says of sequences, over all its columns. Places that no sequence falls on are left out, for they are most. */
interface Trigrams {
  /** n-grams that have so many letters, and for each the place of its last ones, by number in `places`. */
  readonly rows: Int32Array;
  readonly numbers: Int32Array;
  readonly places: Int32Array;
  /** e^(log weight of so many steps). */
  readonly powers: Float64Array;
  readonly floors: Float64Array;
  /** By number of the place: the sequence's share of the text, summed over columns. */
  readonly sums: Float64Array;
}

const known = new WeakMap<LanguageModel, Trigrams>();

function trigramsOf(model: LanguageModel, mask: number): Trigrams {
  let trigrams = known.get(model);
  if (!trigrams) known.set(model, trigrams = countTrigrams(model, mask));
  return trigrams;
}

/**
 * Only the longest n-gram that ends at a byte counts for the model. So the share of a three-letter sequence is the sum of the shares of
 * all n-grams that end in it.
 */
function countTrigrams(model: LanguageModel, mask: number): Trigrams {
  const { labels, quads, step } = model;
  const width = quadsOfRow(labels.length);
  const { rows, numbers, places } = rowsWithEndings(model, mask);
  const powers = new Float64Array(256);
  for (let code = 0; code < powers.length; code++) powers[code] = exponential(code * step);
  const floors = Float64Array.from(model.floors, (floor) => exponential(floor));
  const sums = new Float64Array(places.length);
  for (let i = 0; i < rows.length; i++) {
    let sum = 0;
    const offset = rows[i]! * width;
    for (let column = 0; column < floors.length; column++) {
      sum += floors[column]! * powers[(quads[offset + (column >> 2)]! >>> (8 * (column & 3))) & 0xff]!;
    }
    sums[numbers[i]!]! += sum;
  }
  return { rows, numbers, places, powers, floors, sums };
}

function rowsWithEndings(model: LanguageModel, mask: number): Pick<Trigrams, "rows" | "numbers" | "places"> {
  const { ngrams } = model.trie;
  const { parents, bytes } = climbingTrie(model);
  const rows = new Int32Array(model.ngrams);
  const numbers = new Int32Array(model.ngrams);
  const numberOfPlace = new Int32Array(PLACES);
  const places = new Int32Array(PLACES);
  let count = 0;
  let placeCount = 0;
  for (let node = 0; node < ngrams.length; node++) {
    const sequence = ngrams[node]! < 0 ? -1 : endingOf(node, parents, bytes, mask);
    if (sequence < 0) continue;
    const place = placeOf(sequence);
    // Numbers begin at 1 here, for 0 is a place not met yet.
    if (numberOfPlace[place] === 0) {
      places[placeCount++] = place;
      numberOfPlace[place] = placeCount;
    }
    rows[count] = ngrams[node]!;
    numbers[count++] = numberOfPlace[place]! - 1;
  }
  return { rows: rows.subarray(0, count), numbers: numbers.subarray(0, count), places: places.subarray(0, placeCount) };
}

/** Parent and byte of each node. The trie holds n-grams backwards: climbing from a node reads its n-gram forwards. */
function climbingTrie({ trie }: LanguageModel): { parents: Int32Array; bytes: Uint8Array } {
  const parents = new Int32Array(trie.ngrams.length);
  const bytes = new Uint8Array(trie.ngrams.length);
  for (let slot = 0; slot <= trie.mask; slot++) {
    const key = trie.slots[slot * SLOT_WORDS]!;
    if (key === 0) continue;
    const node = trie.slots[slot * SLOT_WORDS + 1]!;
    parents[node] = (key - 1) >>> 8;
    bytes[node] = (key - 1) & 255;
  }
  return { parents, bytes };
}

/** The last letters of a node's n-gram as a sequence of codes, −1 if it has too few. Bytes of a letter cut off at the start are skipped. */
function endingOf(node: number, parents: Int32Array, bytes: Uint8Array, mask: number): number {
  const least = mask === SEQUENCE_MASK ? 3 : 2;
  let sequence = 0;
  let letters = 0;
  let unit = 0;
  let missing = 0;
  for (let at = node; at !== 0; at = parents[at]!) {
    const byte = bytes[at]!;
    if (byte >= 0x80 && byte < 0xc0) {
      if (missing === 0) continue;
      unit = (unit << 6) | (byte & 0x3f);
      missing--;
    } else {
      missing = byte < 0x80 ? 0 : byte < 0xe0 ? 1 : 2;
      unit = missing === 0 ? byte : byte & (missing === 1 ? 0x1f : 0x0f);
    }
    if (missing > 0) continue;
    letters++;
    sequence = nextSequence(sequence, letterCode(unit), mask);
  }
  return letters >= least && missing === 0 ? sequence : -1;
}

/**
 * Weight of each place for this language, in steps of WEIGHT_STEP; 0 where the model knows no sequence. Weighed against the mean of all other
 * languages of the script, or one of `relatives` if that one has more of the sequence.
 */
export function trigramTable(model: LanguageModel, language: string, relatives: readonly string[], mask: number): Int8Array {
  const trigrams = trigramsOf(model, mask);
  const { sums } = trigrams;
  const own = sharesOf(model, trigrams, language);
  const others = Math.max(1, model.labels.filter((label) => label !== language).length);
  const elsewhere = new Float64Array(sums.length);
  for (let i = 0; i < sums.length; i++) elsewhere[i] = (sums[i]! - own.sums[i]!) / others;
  raiseTo(elsewhere, RELATIVES_SHARE, model, trigrams, relatives);
  const table = new Int8Array(PLACES);
  for (let i = 0; i < sums.length; i++) table[trigrams.places[i]!] = weightOf(own.sums[i]! / own.columns, elsewhere[i]!);
  return table;
}

/** Shares below this are taken for it: what is rare in both languages tells nothing. */
const RARE = 1e-7;

/** Weight of each place for this language against the one of its close relatives that has most of the sequence, in steps of WEIGHT_STEP. */
export function relativesTable(model: LanguageModel, language: string, relatives: readonly string[], mask: number): Int8Array {
  const trigrams = trigramsOf(model, mask);
  const { sums, columns } = sharesOf(model, trigrams, language);
  const most = new Float64Array(sums.length).fill(RARE);
  raiseTo(most, 1, model, trigrams, relatives);
  const table = new Int8Array(PLACES);
  for (let i = 0; i < sums.length; i++) table[trigrams.places[i]!] = weightOf(Math.max(RARE, sums[i]! / columns), most[i]!);
  return table;
}

/** Raises shares to a part of what some language has, where that is more. */
function raiseTo(shares: Float64Array, part: number, model: LanguageModel, trigrams: Trigrams, languages: readonly string[]): void {
  for (const language of languages) {
    const { sums, columns } = sharesOf(model, trigrams, language);
    for (let i = 0; i < shares.length; i++) shares[i] = Math.max(shares[i]!, (part * sums[i]!) / columns);
  }
}

/** By number of the place, the shares of the columns of this language, summed. */
function sharesOf(model: LanguageModel, { rows, numbers, places, powers, floors }: Trigrams, language: string): { sums: Float64Array; columns: number } {
  const own = model.labels.flatMap((label, column) => (label === language ? [column] : []));
  const sums = new Float64Array(places.length);
  for (const column of own) {
    for (let i = 0; i < rows.length; i++) sums[numbers[i]!]! += floors[column]! * powers[codeAt(model, rows[i]!, column)]!;
  }
  return { sums, columns: Math.max(1, own.length) };
}

function weightOf(share: number, elsewhere: number): number {
  if (share === 0 || share === elsewhere) return 0;
  const weight = naturalLogarithm(share / Math.max(elsewhere, LEAST_SHARE));
  return Math.round(Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, weight)) / WEIGHT_STEP);
}

/**
 * What stands above the code in a table of codes: how far left the one is shifted by which the unit is counted, so that one number holds three counts:
 * letters; signs, digits and letters of other scripts; the rest. So at most LONGEST_MEASURED units are read.
 */
const COUNT_BITS = 10;
export const LETTER = 0;
export const OTHER = COUNT_BITS;
export const REST = 2 * COUNT_BITS;
export const LONGEST_MEASURED = 1000;
const COUNT_MASK = (1 << COUNT_BITS) - 1;

/** What `measure` has found; written over by the next call. */
export const measured = { letters: 0, others: 0, weight: 0, relativesWeight: 0 };

/**
 * Letters of the script, signs and foreign letters, and summed weight of the first LONGEST_MEASURED units of text[start, end). The loop stands beside
 * the constants that it uses: some module loaders make each use of an imported one a call. A count by look-up instead of a shift takes twice as long.
 */
export function measure(codes: Uint16Array, table: Int8Array, mask: number, text: string, start: number, end: number): void {
  const last = Math.min(end, start + LONGEST_MEASURED);
  let sequence = 0;
  let weight = 0;
  let counts = 0;
  for (let i = start; i < last; i++) {
    const code = codes[text.charCodeAt(i)]!;
    sequence = ((sequence << CODE_BITS) | (code & CODE_MASK)) & mask;
    weight += table[Math.imul(sequence, GOLDEN) >>> 16]!;
    counts += 1 << (code >>> CODE_BITS);
  }
  measured.letters = counts & COUNT_MASK;
  measured.others = (counts >>> COUNT_BITS) & COUNT_MASK;
  measured.weight = weight;
}

/** The same with a second table: of the language against its close relatives. Apart from `measure`, which it would make slower by a fifth. */
export function measureTwice(codes: Uint16Array, table: Int8Array, relatives: Int8Array, mask: number, text: string, start: number, end: number): void {
  const last = Math.min(end, start + LONGEST_MEASURED);
  let sequence = 0;
  let weight = 0;
  let relativesWeight = 0;
  let counts = 0;
  for (let i = start; i < last; i++) {
    const code = codes[text.charCodeAt(i)]!;
    sequence = ((sequence << CODE_BITS) | (code & CODE_MASK)) & mask;
    const place = Math.imul(sequence, GOLDEN) >>> 16;
    weight += table[place]!;
    relativesWeight += relatives[place]!;
    counts += 1 << (code >>> CODE_BITS);
  }
  measured.letters = counts & COUNT_MASK;
  measured.others = (counts >>> COUNT_BITS) & COUNT_MASK;
  measured.weight = weight;
  measured.relativesWeight = relativesWeight;
}
