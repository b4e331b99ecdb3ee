/**
 * What duplicates promise, worked out again in the plainest way: strings, sets and the runtime's own Unicode tables. It imports
 * nothing, least of all the stage that it checks (src/stages/duplicates), so that no mistake can be made in both.
 */

/** Han, kana, bopomofo and Hangul: 5 of them make a run, of other characters 12. */
const CJK = /[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\ud840-\ud88d\uf900-\ufaff\uff66-\uffdc]/;
const RUN_WEIGHT = 60;

/** Weight of a text: 12 a CJK unit, 5 any other. */
export function weightOf(text: string): number {
  return text.split("").reduce((sum, unit) => sum + (CJK.test(unit) ? 12 : 5), 0);
}

/** They choose a drawing of a Han character, and are no letters of the text. */
const IDEOGRAPHIC_SELECTORS = /[\u{e0100}-\u{e01ef}]/gu;

/**
 * Character by character: NFKC, lower case, letters, digits and marks only (no selectors of drawings); decimal digits as ASCII, final sigma
 * as sigma. A mark joins the letter before it, even where something that is dropped stood between ("g¯"); marks keep the order they have.
 */
export function normalForm(text: string): string {
  const characters: string[] = [];
  for (const character of Array.from(text).flatMap(foldedCharacters)) {
    const joined = JOINS.test(character) ? ((characters.at(-1) ?? "") + character).normalize("NFC") : "";
    if (joined.length === 1) characters.splice(-1, 1, joined);
    else characters.push(character);
  }
  return characters.join("");
}

/** Marks, and the vowels and final consonants of Hangul. */
const JOINS = /[\p{M}\u1161-\u1175\u11a8-\u11c2]/u;

function foldedCharacters(character: string): readonly string[] {
  const folded = character.normalize("NFKC").toLowerCase().normalize("NFKC").replaceAll("ς", "σ").replaceAll(IDEOGRAPHIC_SELECTORS, "");
  return asciiDigits(folded).match(/[\p{L}\p{N}\p{M}]/gu) ?? [];
}

/** The shortest run of a text from unit `at` on, or undefined where too little is left. */
export function shortestRun(text: string, at: number): string | undefined {
  let weight = 0;
  for (let end = at; end < text.length; end++) {
    weight += CJK.test(text.charAt(end)) ? 12 : 5;
    if (weight >= RUN_WEIGHT) return text.slice(at, end + 1);
  }
  return undefined;
}

/** Share of a normal form that stands in runs of one of the others, 0 to 1. */
export function coverageOf(passage: string, covers: readonly string[]): number {
  if (passage === "") return 0;
  const known = new Set(covers.flatMap((cover) => Array.from({ length: cover.length }, (_, at) => shortestRun(cover, at))));
  const isCovered = Array.from({ length: passage.length }, () => false);
  for (let at = 0; at < passage.length; at++) {
    const run = shortestRun(passage, at);
    if (run !== undefined && known.has(run)) isCovered.fill(true, at, at + run.length);
  }
  return isCovered.filter(Boolean).length / passage.length;
}

/** The numbers of a text: groups of three behind a separator are thousands, else , and . stand before decimals. */
export function numbersOf(text: string): ReadonlySet<string> {
  const separated = asciiDigits(text).replaceAll(/[，\u066c]/g, ",").replaceAll(/[．\u066b]/g, ".");
  const numbers = separated.match(/\d+(?:(?:[,.](?=\d)|['\u2019\u00a0\u202f](?=\d{3}(?!\d)))\d+)*/g) ?? [];
  return new Set(numbers.map((number) => number.replaceAll(/[,.'\u2019\u00a0\u202f](?=\d{3}(?!\d))/g, "").replaceAll(",", ".")));
}

/** Each digit of any script, full-width, raised or in a circle, as 0 to 9. */
function asciiDigits(text: string): string {
  return text.replaceAll(/[\u0080-\u{10ffff}]/gu, (character) => {
    const folded = character.normalize("NFKC");
    if (/^\d$/.test(folded)) return folded;
    return /^\p{Nd}$/u.test(folded) ? String(digitValue(folded.codePointAt(0)!)) : character;
  });
}

/** Digits of a script stand in tens, 0 first; several tens may follow one another. */
function digitValue(code: number): number {
  let first = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first--;
  return (code - first) % 10;
}
