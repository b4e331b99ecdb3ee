import { normalTable } from "../duplicates/normal-form.ts";
import { DIGIT, KIND_OF, WEIGHT_OF_KIND, WIDE } from "./character-kinds.ts";

/**
 * What lines are compared by across documents: two lines that differ in a few words share a key, most likely. Digits, case,
 * punctuation and spaces do not count, so "Page 3" and "page 4!" are one line.
 */
export interface LineSketch {
  /** The first stands for the whole line, each other for a part of its shingles. */
  readonly keys: readonly number[];
  /** Letters, in half-letters. */
  readonly weight: number;
}

/** Longer lines are body: they are not compared. */
export const MAX_SKETCHED_UNITS = 300;
/** Letters of a shingle: of shorter ones any two lines of a language share too many. Three if it ends in a wide character. */
const SHINGLE = 6;
const WIDE_SHINGLE = 3;
/**
 * The least hash of each of eight groups of shingles, taken by twos: lines that share nine tenths of their shingles share a key with
 * probability .998, those that share two thirds with .9, a tenth with .04. What shares a key is compared on the text.
 */
const BINS = 8;
const BINS_A_KEY = 2;
/** Shorter lines have too few shingles: they are found only as a whole. */
const MIN_SHINGLED = 12;

/** Of the rolling hash, and its powers by the length of a shingle. */
const BASE = 0x2c1b3c6d;
const BASE_OF_SHINGLE = powerOfBase(SHINGLE);
const BASE_OF_WIDE = powerOfBase(WIDE_SHINGLE);

function powerOfBase(exponent: number): number {
  let power = 1;
  for (let i = 0; i < exponent; i++) power = Math.imul(power, BASE);
  return power;
}

const units = new Uint16Array(MAX_SKETCHED_UNITS);
const least = new Uint32Array(BINS);

/** Undefined where a line has no letters or is too long. */
export function sketchLine(text: string, start: number, end: number): LineSketch | undefined {
  if (end - start > MAX_SKETCHED_UNITS) return undefined;
  const length = writeLetters(text, start, end);
  if (length === 0) return undefined;
  let weight = 0;
  let whole = 0;
  for (let i = 0; i < length; i++) {
    weight += WEIGHT_OF_KIND[KIND_OF[units[i]!]!]!;
    whole = Math.imul(whole ^ units[i]!, 0x01000193) ^ (whole >>> 15);
  }
  const keys = [mixed(whole, BINS)];
  if (length >= MIN_SHINGLED) pushPartKeys(length, keys);
  return { keys, weight };
}

/** The letters of a line in normal form: what lines that share a key are compared by. */
export function lettersOfLine(text: string): string {
  return String.fromCharCode(...units.subarray(0, writeLetters(text, 0, Math.min(text.length, MAX_SKETCHED_UNITS))));
}

/** @returns how many units were written */
function writeLetters(text: string, start: number, end: number): number {
  const table = normalTable();
  let length = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    const normal = table[unit]!;
    if (normal !== 0 && KIND_OF[unit] !== DIGIT) units[length++] = normal === 1 ? unit : normal;
  }
  return length;
}

function pushPartKeys(length: number, keys: number[]): void {
  least.fill(0xffffffff);
  let rolling = 0;
  let wideRolling = 0;
  for (let i = 0; i < length; i++) {
    const unit = units[i]!;
    rolling = (Math.imul(rolling, BASE) + unit - (i >= SHINGLE ? Math.imul(units[i - SHINGLE]!, BASE_OF_SHINGLE) : 0)) | 0;
    wideRolling = (Math.imul(wideRolling, BASE) + unit - (i >= WIDE_SHINGLE ? Math.imul(units[i - WIDE_SHINGLE]!, BASE_OF_WIDE) : 0)) | 0;
    const isWide = KIND_OF[unit] === WIDE;
    if (i < (isWide ? WIDE_SHINGLE : SHINGLE) - 1) continue;
    const spread = Math.imul(isWide ? wideRolling : rolling, 0x9e3779b1);
    const hash = (spread ^ (spread >>> 15)) >>> 0;
    const bin = spread >>> 29;
    if (hash < least[bin]!) least[bin] = hash;
  }
  for (let bin = 0; bin < BINS; bin += BINS_A_KEY) keys.push(mixed(Math.imul(least[bin]!, 0x9e3779b1) ^ least[bin + 1]!, bin + 1));
}

/** A well-spread 32-bit number; `salt` keeps keys of different parts apart. */
function mixed(value: number, salt: number): number {
  let hash = Math.imul(value ^ (value >>> 16) ^ Math.imul(salt, 0x27d4eb2f), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
