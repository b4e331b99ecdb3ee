/**
 * Weights of words, beginnings of words and four-letter sequences that tell close relatives apart, as
 * src/models/make/language-relatives.ts makes them. Per group a hash table of features (Spanish and its relatives, the largest: 0.5 MB).
 */
import { readModelFile } from "./model-file.ts";

/** Features are told apart by what their hash begins with. */
export const WORD_SALT = 0x51ed270b;
export const BEGINNING_SALT = 0x2545f491;
export const SEQUENCE_SALT = 0x3c6ef372;
export const SEQUENCE_LENGTH = 4;
const SPACE_UNIT = 0x20;
/** 128 KB a group. The largest fills 1.5 % of it; of 2 ** 16 bits it would fill a fifth, and as many sequences be looked up in vain. */
const FILTER_BITS = 1 << 20;
const PRIME = 0x01000193;

/** One step of a feature's hash: FNV-1a over units, 32 bits. */
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, PRIME);
}

export interface RelativesGroup {
  readonly languages: readonly string[];
  /** Share of the model's score that counts beside the features, and what each language has for a start. */
  readonly modelShare: number;
  readonly priors: readonly number[];
  readonly mask: number;
  /** Two words a slot: hash of a feature (0 = free), and its weights, in tenths, a byte for each language, the first lowest. */
  readonly slots: Int32Array;
  /** A bit for the last 20 of each feature's hash: most sequences are in no table. */
  readonly filter: Uint32Array;
  /** Whether any feature is the beginning of a word. */
  readonly beginnings: boolean;
}

interface Header {
  readonly languages: readonly string[];
  readonly modelShare: number;
  readonly priors: readonly number[];
  readonly beginnings: boolean;
  readonly features: number;
}

/** The languages of each group, in the order of the file: it need not be read for others. */
export const RELATIVES: readonly (readonly string[])[] = ["hr sr sl", "ms id", "nn nb da sv", "gl pt es ca", "af nl", "cs sk"].map((group) => group.split(" "));

interface PackedGroup {
  readonly header: Header;
  readonly hashes: Buffer;
  readonly weights: Buffer;
}

let packed: readonly PackedGroup[] | undefined;
const groups = new Map<number, RelativesGroup>();

function readPacked(): PackedGroup[] {
  const file = readModelFile("language-relatives.br");
  const headerEnd = file.indexOf(0x0a);
  const headers: Header[] = JSON.parse(file.toString("utf8", 0, headerEnd));
  let at = headerEnd + 1;
  return headers.map((header) => {
    const hashes = file.subarray(at, at + 4 * header.features);
    const weights = file.subarray(at + 4 * header.features, at + (4 + header.languages.length) * header.features);
    at += (4 + header.languages.length) * header.features;
    return { header, hashes, weights };
  });
}

function groupAt(number: number): RelativesGroup {
  packed ??= readPacked();
  const { header, hashes, weights } = packed[number]!;
  return { ...header, ...hashTable(hashes, weights, header.languages.length) };
}

function hashTable(hashes: Buffer, weights: Buffer, width: number): Pick<RelativesGroup, "mask" | "slots" | "filter"> {
  const count = hashes.length / 4;
  let size = 1;
  while (size < count * 2) size *= 2;
  const slots = new Int32Array(size * 2);
  const filter = new Uint32Array(FILTER_BITS / 32);
  for (let feature = 0; feature < count; feature++) {
    const key = hashes.readInt32LE(4 * feature);
    filter[(key & (FILTER_BITS - 1)) >>> 5]! |= 1 << (key & 31);
    let slot = key & (size - 1);
    while (slots[2 * slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[2 * slot] = key;
    for (let i = 0; i < width; i++) slots[2 * slot + 1]! |= weights[i * count + feature]! << (8 * i);
  }
  return { mask: size - 1, slots, filter };
}

/** The group of this language; undefined if it has no close relatives here. */
export function relativesOf(language: string): RelativesGroup | undefined {
  const number = RELATIVES.findIndex((languages) => languages.includes(language));
  if (number < 0) return undefined;
  const known = groups.get(number);
  if (known) return known;
  const group = groupAt(number);
  groups.set(number, group);
  return group;
}

/**
 * Adds the weights of the features of units[0, length) to `sums`, by language of the group, in tenths: 0 = fits as well as the best, else negative.
 * @param units small letters, words parted by single spaces, a space first and last
 * @param clear tenths by which one language has to lead: then nothing behind the word is read
 */
export function addRelativeWeights(group: RelativesGroup, units: Uint16Array, length: number, sums: Int32Array, clear: number): void {
  const { beginnings } = group;
  let first = sums[0]!;
  let second = sums[1]!;
  let third = sums[2] ?? NO_LANGUAGE;
  let fourth = sums[3] ?? NO_LANGUAGE;
  let word = WORD_SALT;
  let beginning = BEGINNING_SALT;
  // Hashes of the last one, two and three units, so that each unit is read once.
  let one = SEQUENCE_SALT;
  let two = SEQUENCE_SALT;
  let three = SEQUENCE_SALT;
  for (let at = 0; at < length; at++) {
    const unit = units[at]!;
    const sequence = Math.imul(three ^ unit, PRIME);
    three = Math.imul(two ^ unit, PRIME);
    two = Math.imul(one ^ unit, PRIME);
    one = Math.imul(SEQUENCE_SALT ^ unit, PRIME);
    let found = at < SEQUENCE_LENGTH - 1 ? 0 : weightsOf(group, sequence);
    if (found !== 0) {
      first += (found << 24) >> 24;
      second += (found << 16) >> 24;
      third += (found << 8) >> 24;
      fourth += found >> 24;
    }
    if (unit === SPACE_UNIT) {
      found = weightsOf(group, word);
      word = WORD_SALT;
      beginning = BEGINNING_SALT;
    } else {
      word = Math.imul(word ^ unit, PRIME);
      if (!beginnings) continue;
      beginning = Math.imul(beginning ^ unit, PRIME);
      found = weightsOf(group, beginning);
    }
    if (found !== 0) {
      first += (found << 24) >> 24;
      second += (found << 16) >> 24;
      third += (found << 8) >> 24;
      fourth += found >> 24;
    }
    if (unit === SPACE_UNIT && lead(first, second, third, fourth) >= clear) break;
  }
  sums[0] = first;
  sums[1] = second;
  sums[2] = third;
  sums[3] = fourth;
}

/** In place of the sum of a language that a group does not have: it never leads. (What is written behind the end of a typed array is dropped.) */
const NO_LANGUAGE = -1_000_000;

/** How far the largest is ahead of the second. */
function lead(first: number, second: number, third: number, fourth: number): number {
  const larger = Math.max(first, second);
  const other = Math.max(third, fourth);
  return larger > other ? larger - Math.max(other, Math.min(first, second)) : other - Math.max(larger, Math.min(third, fourth));
}

/** Hash of the sequence that ends at this place. */
export function sequenceHash(units: Uint16Array, at: number): number {
  let hash = SEQUENCE_SALT;
  for (let i = at - SEQUENCE_LENGTH + 1; i <= at; i++) hash = hashStep(hash, units[i]!);
  return hash;
}

/** The weights of a feature, packed; 0 if there is none. */
function weightsOf({ filter, slots, mask }: RelativesGroup, hash: number): number {
  if (((filter[(hash & (FILTER_BITS - 1)) >>> 5]! >>> (hash & 31)) & 1) === 0) return 0;
  let slot = hash & mask;
  for (; slots[2 * slot] !== hash; slot = (slot + 1) & mask) if (slots[2 * slot] === 0) return 0;
  return slots[2 * slot + 1]!;
}
