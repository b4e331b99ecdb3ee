/**
 * Writes src/models/normal-form.bin.br: the table behind normal forms (src/stages/duplicates/normal-form.ts).
 * It is shipped rather than asked of the runtime, so that another Node with another Unicode version gives the same output.
 * Source: the Unicode data of the Node that runs this script (String.prototype.normalize, \p{…}).
 */
import { writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const DROP = 0;
const SPECIAL = 1;

/** Normal form of one character: NFKC, lower case, letters, digits and marks only, decimal digits as ASCII, ς as σ. */
function normalOf(character: string): string {
  const folded = character.normalize("NFKC").toLowerCase().normalize("NFKC").replaceAll("ς", "σ");
  return Array.from(folded).filter((c) => /[\p{L}\p{N}\p{M}]/u.test(c)).map(asAsciiDigit).join("");
}

/** Decimal digits stand in the tables of every script in tens, 0 first. */
function asAsciiDigit(character: string): string {
  if (!/\p{Nd}/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9 && !isZero(zero)) zero--;
  return String(code - zero);
}

const isZero = (code: number): boolean => Number.isInteger(code) && ZEROS.has(code);
/** First digit of each run of tens: runs of Nd are whole multiples of ten long. */
const ZEROS = findZeros();

function findZeros(): Set<number> {
  const zeros = new Set<number>();
  let runStart = -1;
  for (let code = 0; code <= 0x1ffff; code++) {
    const digit = !(code >= 0xd800 && code <= 0xdfff) && /\p{Nd}/u.test(String.fromCodePoint(code));
    if (!digit) runStart = -1;
    else {
      if (runStart < 0) runStart = code;
      if ((code - runStart) % 10 === 0) zeros.add(code);
    }
  }
  return zeros;
}

/**
 * Pairs of units that NFC joins to one unit, both in normal form, and the set of second units. Of a letter with two marks either
 * may come last: Vietnamese keyboards and windows-1258 put the tone behind ê, canonical order puts a dot below before ^.
 */
function findCompositions(): { readonly pairs: Record<string, string>; readonly seconds: Set<number> } {
  const pairs: Record<string, string> = {};
  const seconds = new Set<number>();
  for (let code = 0xa0; code <= 0xffff; code++) {
    if ((code >= 0xd800 && code <= 0xdfff) || (code >= 0xac00 && code <= 0xd7a3)) continue;
    const composed = String.fromCharCode(code);
    const parts = composed.normalize("NFD");
    if (parts.normalize("NFC") !== composed) continue;
    for (let last = 1; last < parts.length; last++) {
      const mark = parts.charAt(last);
      const rest = (parts.slice(0, last) + parts.slice(last + 1)).normalize("NFC");
      if ((rest + mark).normalize("NFC") !== composed) continue;
      const base = normalOf(rest);
      const result = normalOf(composed);
      if (base.length !== 1 || result.length !== 1 || normalOf(mark) !== mark) continue;
      pairs[base + mark] = result;
      seconds.add(mark.charCodeAt(0));
    }
  }
  return { pairs, seconds };
}

function main(): void {
  const { pairs, seconds } = findCompositions();
  const table = new Uint16Array(65_536);
  const expansions: Record<string, string> = {};
  for (let code = 0; code <= 0xffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) {
      table[code] = SPECIAL;
      continue;
    }
    const normal = normalOf(String.fromCharCode(code));
    const joins = [code, normal.charCodeAt(0)].some((unit) => seconds.has(unit) || isHangulVowelOrTail(unit));
    if (normal.length > 1 || joins) {
      table[code] = SPECIAL;
      expansions[String.fromCharCode(code)] = normal;
    } else table[code] = normal === "" ? DROP : normal.charCodeAt(0);
  }
  const { kept, changed } = astralCharacters();
  const rest = Buffer.from(JSON.stringify({ unicode: process.versions["unicode"], expansions, compositions: pairs, astralKept: kept, astralChanged: changed }));
  const file = Buffer.concat([Buffer.from(table.buffer), rest]);
  const packed = brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 20 } });
  writeFileSync(new URL("../normal-form.bin.br", import.meta.url), packed);
  console.log(`normal-form.bin.br: ${packed.length} bytes, Unicode ${process.versions["unicode"]}`);
}

function isHangulVowelOrTail(code: number): boolean {
  return (code >= 0x1161 && code <= 0x1175) || (code >= 0x11a8 && code <= 0x11c2);
}

/** Code points above the BMP: ranges that stay as they are, and what becomes of those that change. */
function astralCharacters(): { readonly kept: number[][]; readonly changed: Record<string, string> } {
  const kept: number[][] = [];
  const changed: Record<string, string> = {};
  for (let code = 0x10000; code <= 0x3ffff; code++) {
    const character = String.fromCodePoint(code);
    const normal = normalOf(character);
    if (normal === "") continue;
    if (normal !== character) changed[character] = normal;
    const range = kept.at(-1);
    if (range !== undefined && range[1] === code - 1) range[1] = code;
    else kept.push([code, code]);
  }
  return { kept, changed };
}

main();
