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
  /** Hashes of features, 0 = free slot. */
  readonly keys: Int32Array;
  /** One weight a language, a slot behind the other, in tenths. */
  readonly weights: Int8Array;
  /** 0 where no feature's hash ends in these 16 bits: most sequences are in no table. */
  readonly filter: Uint8Array;
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

let groups: readonly RelativesGroup[] | undefined;

function readGroups(): RelativesGroup[] {
  const file = readModelFile("language-relatives.br");
  const headerEnd = file.indexOf(0x0a);
  const headers: Header[] = JSON.parse(file.toString("utf8", 0, headerEnd));
  let at = headerEnd + 1;
  return headers.map((header) => {
    const width = header.languages.length;
    const hashes = file.subarray(at, at + 4 * header.features);
    const weights = file.subarray(at + 4 * header.features, at + (4 + width) * header.features);
    at += (4 + width) * header.features;
    return { ...header, ...hashTable(hashes, weights, width) };
  });
}

function hashTable(hashes: Buffer, weights: Buffer, width: number): Pick<RelativesGroup, "mask" | "keys" | "weights" | "filter"> {
  const count = hashes.length / 4;
  let size = 1;
  while (size < count * 2) size *= 2;
  const keys = new Int32Array(size);
  const slots = new Int8Array(size * width);
  const filter = new Uint8Array(0x10000);
  for (let feature = 0; feature < count; feature++) {
    const key = hashes.readInt32LE(4 * feature);
    filter[key & 0xffff] = 1;
    let slot = key & (size - 1);
    while (keys[slot] !== 0) slot = (slot + 1) & (size - 1);
    keys[slot] = key;
    for (let i = 0; i < width; i++) slots[slot * width + i] = weights.readInt8(i * count + feature);
  }
  return { mask: size - 1, keys, weights: slots, filter };
}

/** The group of this language; undefined if it has no close relatives here. */
export function relativesOf(language: string): RelativesGroup | undefined {
  groups ??= readGroups();
  return groups.find((group) => group.languages.includes(language));
}

/**
 * Adds the weights of the features of units[0, length) to `sums`, by language of the group, in tenths: 0 = fits as well as the best, else negative.
 * @param units small letters, words parted by single spaces, a space first and last
 */
export function addRelativeWeights(group: RelativesGroup, units: Uint16Array, length: number, sums: Int32Array): void {
  const { filter, beginnings } = group;
  let word = WORD_SALT;
  let beginning = BEGINNING_SALT;
  for (let at = 0; at < length; at++) {
    const unit = units[at]!;
    if (unit === SPACE_UNIT) {
      if (filter[word & 0xffff] === 1) addFeature(group, word, sums);
      word = WORD_SALT;
      beginning = BEGINNING_SALT;
    } else {
      word = Math.imul(word ^ unit, PRIME);
      if (beginnings) {
        beginning = Math.imul(beginning ^ unit, PRIME);
        if (filter[beginning & 0xffff] === 1) addFeature(group, beginning, sums);
      }
    }
    if (at < SEQUENCE_LENGTH - 1) continue;
    const sequence = sequenceHash(units, at);
    if (filter[sequence & 0xffff] === 1) addFeature(group, sequence, sums);
  }
}

/** Hash of the sequence that ends at this place. */
export function sequenceHash(units: Uint16Array, at: number): number {
  let hash = SEQUENCE_SALT;
  for (let i = at - SEQUENCE_LENGTH + 1; i <= at; i++) hash = hashStep(hash, units[i]!);
  return hash;
}

function addFeature(group: RelativesGroup, hash: number, sums: Int32Array): void {
  const { keys, mask, weights } = group;
  let slot = hash & mask;
  for (; keys[slot] !== hash; slot = (slot + 1) & mask) if (keys[slot] === 0) return;
  const width = sums.length;
  for (let i = 0; i < width; i++) sums[i]! += weights[slot * width + i]!;
}
