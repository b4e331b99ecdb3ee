import { isCjk, isWhiteSpace } from "../../characters.ts";
import { FIRST_SCRIPT, scriptTable, SCRIPTS } from "../../models/scripts.ts";
import { normalTable } from "../duplicates/normal-form.ts";

/** Kinds of characters that the shape of a line is made of. One byte a UTF-16 unit, fixed tables only. */
export const SPACE = 0;
/** Small letters, letters without case, vowel signs and combining marks. */
export const LETTER = 1;
export const CAPITAL = 2;
/** Han, kana, Hangul: a character says as much as 2 to 3 letters. */
export const WIDE = 3;
/** Letters of scripts that write neither spaces between words nor marks at sentence ends (Thai, Lao, Khmer, Burmese). */
export const UNMARKED = 4;
export const DIGIT = 5;
/** . ! ? … 。 and their like. */
export const END = 6;
/** , ; : 、 and their like. */
export const COMMA = 7;
export const OPEN = 8;
/** Brackets and quotation marks that close; the straight ones, which do both. */
export const CLOSE = 9;
export const HASH = 10;
export const SLASH = 11;
/** | · • » › → and their like, which stand between items. */
export const SEPARATOR = 12;
/** Signs of code and markup. */
export const CODE = 13;
export const DASH = 14;
/** Everything else: pictures, currency, mathematics. */
export const OTHER = 15;
export const KINDS = 16;

const MARKS: readonly (readonly [number, string])[] = [
  [END, ".!?…‥。．！？｡؟۔।॥።፧‼⁇⁈⁉︒。"],
  [COMMA, ",;:、，；：､،؛·︰"],
  [OPEN, "([{“‘„‚«‹（［｛「『【〔〈《〖"],
  [CLOSE, ")]}”’»›）］｝」』】〕〉》〗\"'＂＇"],
  [HASH, "#＃"],
  [SLASH, "/／\\＼"],
  [SEPARATOR, "|｜¦‖·•・●○◦▪▫■□◆◇★☆►▶▷→←↑↓↗⇒»›┃│丨◀▲▼▽△※☞"],
  [CODE, "{}<>=_$^~`+*&%@＝＿＋＊＆％＠"],
  [DASH, "-‐‑‒–—―－"],
];

/** The long-vowel sign of katakana looks like a dash and is a letter. */
const KATAKANA_LONG = 0x30fc;

const UNMARKED_SCRIPTS: readonly (typeof SCRIPTS)[number][] = ["Thai", "Laoo", "Khmr", "Mymr"];

export const KIND_OF: Uint8Array = makeKinds();

function makeKinds(): Uint8Array {
  const kinds = new Uint8Array(65_536).fill(OTHER);
  const scripts = scriptTable();
  const normal = normalTable();
  const unmarked = new Set(UNMARKED_SCRIPTS.map((script) => SCRIPTS.indexOf(script)));
  for (let unit = 0; unit < 65_536; unit++) {
    const script = scripts[unit]!;
    if (isWhiteSpace(unit)) kinds[unit] = SPACE;
    else if (isCjk(unit)) kinds[unit] = WIDE;
    else if (unmarked.has(script)) kinds[unit] = UNMARKED;
    else if (script >= FIRST_SCRIPT) kinds[unit] = unit < 0x2000 && normal[unit]! > 1 && normal[unit] !== unit ? CAPITAL : LETTER;
    else if (normal[unit]! >= 0x30 && normal[unit]! <= 0x39) kinds[unit] = DIGIT;
    else if (normal[unit]! > 1) kinds[unit] = LETTER;
  }
  for (const [kind, marks] of MARKS) for (let i = 0; i < marks.length; i++) kinds[marks.charCodeAt(i)] = kind;
  kinds[KATAKANA_LONG] = WIDE;
  return kinds;
}

/** Half-letters that a character of each kind counts in lengths: a wide one 2.5 letters. */
export const WEIGHT_OF_KIND: Uint8Array = Uint8Array.from({ length: KINDS }, (_, kind) => (kind === WIDE ? 5 : 2));
