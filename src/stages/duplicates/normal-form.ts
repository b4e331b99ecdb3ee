import { readModelFile } from "../../models/model-file.ts";

/**
 * The form in which passages are compared: NFKC, lower case, letters, digits and marks only; decimal digits of every script
 * as ASCII. One table look-up a UTF-16 unit; what one look-up cannot do (expansions, marks that join the letter before
 * them, characters above the BMP) takes a slow way. Never shown and never written, but to the spool.
 */

/** Table values; every other value is the unit itself in normal form. No letter or digit has these codes. */
const DROP = 0;
const SPECIAL = 1;
const TABLE_UNITS = 65_536;
/** One unit becomes at most this many (U+FDFA, an Arabic formula, has 15 letters). */
const MAX_EXPANSION = 18;

interface Tables {
  readonly table: Uint16Array;
  readonly expansions: ReadonlyMap<number, string>;
  /** Two units as one number → the unit that they join to. */
  readonly compositions: ReadonlyMap<number, number>;
  readonly astralKept: readonly (readonly [number, number])[];
  readonly astralChanged: ReadonlyMap<number, string>;
}

interface TableFile {
  readonly expansions: Readonly<Record<string, string>>;
  readonly compositions: Readonly<Record<string, string>>;
  readonly astralKept: readonly (readonly [number, number])[];
  readonly astralChanged: Readonly<Record<string, string>>;
}

let loaded: Tables | undefined;

function tables(): Tables {
  loaded ??= loadTables();
  return loaded;
}

function loadTables(): Tables {
  const file = readModelFile("normal-form.bin.br");
  const table = new Uint16Array(TABLE_UNITS);
  for (let unit = 0; unit < TABLE_UNITS; unit++) table[unit] = file.readUInt16LE(unit * 2);
  const rest: TableFile = JSON.parse(file.toString("utf8", TABLE_UNITS * 2));
  const pairKey = (pair: string): number => pair.charCodeAt(0) * TABLE_UNITS + pair.charCodeAt(1);
  return {
    table,
    expansions: new Map(Object.entries(rest.expansions).map(([unit, normal]) => [unit.charCodeAt(0), normal])),
    compositions: new Map(Object.entries(rest.compositions).map(([pair, joined]) => [pairKey(pair), joined.charCodeAt(0)])),
    astralKept: rest.astralKept,
    astralChanged: new Map(Object.entries(rest.astralChanged).map(([c, normal]) => [c.codePointAt(0)!, normal])),
  };
}

/** The table alone, for loops that only ask whether a unit is a digit or a letter. */
export function normalTable(): Uint16Array {
  return tables().table;
}

/** Units that the normal form of `units` units can take at most. */
export function maxNormalUnits(units: number): number {
  return units + MAX_EXPANSION;
}

/**
 * Writes the normal form of units[start, end) to out from `at` on.
 * @param out room for `maxNormalUnits(end - start)` behind `at` is enough for all but texts full of expanding characters
 * @returns place behind the last unit written, or −1 if there was no room
 */
export function writeNormalForm(units: Uint16Array, start: number, end: number, out: Uint16Array, at: number): number {
  const { table } = tables();
  const limit = out.length - MAX_EXPANSION;
  let n = at;
  for (let i = start; i < end; i++) {
    const normal = table[units[i]!]!;
    if (normal === SPECIAL) {
      if (n >= limit) return -1;
      const surrogatePair = isPairAt(units, i, end);
      n = writeSpecial(units, i, surrogatePair, out, at, n);
      if (surrogatePair) i++;
    } else {
      // What is dropped is written and written over: a branch at each space, which cannot be foreseen, takes twice the time.
      out[n] = normal;
      n += (DROP - normal) >>> 31;
    }
  }
  return n > out.length ? -1 : n;
}

/** The normal form of a text, for tests, tools and short strings. */
export function normalFormOf(text: string): string {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  const out = new Uint16Array((text.length + 1) * MAX_EXPANSION);
  const end = writeNormalForm(units, 0, units.length, out, 0);
  return unitsToString(out, 0, end);
}

/** A string of units[start, end). */
export function unitsToString(units: Uint16Array, start: number, end: number): string {
  return Buffer.from(units.buffer, units.byteOffset + start * 2, (end - start) * 2).toString("utf16le");
}

function isPairAt(units: Uint16Array, i: number, end: number): boolean {
  return (units[i]! & 0xfc00) === 0xd800 && i + 1 < end && (units[i + 1]! & 0xfc00) === 0xdc00;
}

function writeSpecial(units: Uint16Array, i: number, pair: boolean, out: Uint16Array, from: number, at: number): number {
  const { expansions } = tables();
  if (pair) return writeAstral(((units[i]! & 0x3ff) << 10) + (units[i + 1]! & 0x3ff) + 0x10000, out, at);
  const normal = expansions.get(units[i]!);
  if (normal === undefined) return at; // half a surrogate pair
  let n = at;
  for (let k = 0; k < normal.length; k++) n = writeJoined(normal.charCodeAt(k), out, from, n);
  return n;
}

function writeAstral(code: number, out: Uint16Array, at: number): number {
  const { astralChanged, astralKept } = tables();
  const normal = astralChanged.get(code) ?? (isInRanges(code, astralKept) ? String.fromCodePoint(code) : "");
  let n = at;
  for (let k = 0; k < normal.length; k++) out[n++] = normal.charCodeAt(k);
  return n;
}

/** Appends a unit, or joins it to the unit before it (e + ´ → é, か + ゛ → が, ᄒ + ᅡ → 하). */
function writeJoined(unit: number, out: Uint16Array, from: number, at: number): number {
  if (at > from) {
    const joined = joinHangul(out[at - 1]!, unit) ?? tables().compositions.get(out[at - 1]! * TABLE_UNITS + unit);
    if (joined !== undefined) {
      out[at - 1] = joined;
      return at;
    }
  }
  out[at] = unit;
  return at + 1;
}

/** Unicode 3.12: syllable = ((L − 1100) × 21 + (V − 1161)) × 28 + (T − 11A7) + AC00. */
function joinHangul(before: number, unit: number): number | undefined {
  if (before >= 0x1100 && before <= 0x1112 && unit >= 0x1161 && unit <= 0x1175) {
    return ((before - 0x1100) * 21 + (unit - 0x1161)) * 28 + 0xac00;
  }
  const isOpenSyllable = before >= 0xac00 && before <= 0xd7a3 && (before - 0xac00) % 28 === 0;
  return isOpenSyllable && unit >= 0x11a8 && unit <= 0x11c2 ? before + unit - 0x11a7 : undefined;
}

function isInRanges(code: number, ranges: readonly (readonly [number, number])[]): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle]!;
    if (code < first) high = middle - 1;
    else if (code > last) low = middle + 1;
    else return true;
  }
  return false;
}
