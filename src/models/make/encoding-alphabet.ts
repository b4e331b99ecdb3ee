/**
 * The characters that the model of encodings knows one by one, with class and folded form. Made with the Unicode tables of the Node
 * that runs the script, and stored with the model, so that those of the Node that runs seedclean play no part.
 */
import { ENCODINGS } from "../../stages/decode/encodings.ts";
import { CHARACTER_CLASSES, type CharacterClass } from "../encoding-classes.ts";
import { singleByteTable } from "../encoding-tables.ts";

/** Ordinary signs, which any text may hold now and then; what is no letter, digit, mark or punctuation besides is "odd". */
const SIGNS = new Set("©®™°€£§·•×±²³º№¥«»‹›“”‘’´„‚‟‛–—―…†‡‰¿¡µª♪→←↑↓■□●○★☆◆◇△▲▽▼※〒÷¢");
const LETTER_CLASSES: readonly (readonly [CharacterClass, RegExp])[] = [
  ["hiragana", /[\p{Script=Hiragana}]/u],
  ["half-width", /[\uff61-\uff9f]/u],
  ["katakana", /[\p{Script=Katakana}\u30fc]/u],
  ["greek", /\p{Script=Greek}/u],
  ["cyrillic", /\p{Script=Cyrillic}/u],
  ["hebrew", /\p{Script=Hebrew}/u],
  ["arabic", /[\p{Script=Arabic}\u064b-\u0652\u0640]/u],
  ["thai", /\p{Script=Thai}/u],
  ["ascii-letter", /[a-z]/i],
  ["latin", /\p{Script=Latin}/u],
];

export function classOf(character: string): CharacterClass {
  const unit = character.charCodeAt(0);
  if (/[\t\n\r ]/.test(character)) return "space";
  if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || unit === 0xfffd || (unit >= 0xe000 && unit < 0xf900)) return "bad";
  if (/[0-9]/.test(character)) return "digit";
  if (unit < 0x7f && !/[a-z]/i.test(character)) return "ascii-punctuation";
  if (SIGNS.has(character) || unit === 0xa0) return "sign";
  if (unit < 0x3000 || unit > 0xfeff) for (const [name, pattern] of LETTER_CLASSES) if (pattern.test(character)) return pattern.test("a") && unit > 0x7e ? "latin" : name;
  if (unit >= 0x2500 && unit < 0x25a0) return "box";
  if ((unit >= 0x3000 && unit < 0x3040) || (unit >= 0xff01 && unit <= 0xff60) || unit === 0x30fb) return "cjk-punctuation";
  for (const [name, pattern] of LETTER_CLASSES) if (pattern.test(character)) return name;
  if (/\p{M}/u.test(character)) return "mark";
  return /\p{L}/u.test(character) ? "other-letter" : "odd";
}

/** Small form for capitals; digits are alike. */
export function folded(character: string): string {
  if (/[0-9]/.test(character)) return "0";
  const small = character.toLowerCase();
  return small.length === 1 ? small : character;
}

/** All units of all tables, kana, full-width and CJK punctuation, and what the texts hold besides, but no Han and Hangul; sorted. */
export function alphabetOf(texts: readonly string[]): string[] {
  const known = new Set<string>();
  for (const { name, kind } of ENCODINGS) if (kind === "table") for (const unit of singleByteTable(name)) known.add(String.fromCharCode(unit));
  const addRange = (first: number, last: number): void => {
    for (let unit = first; unit <= last; unit++) known.add(String.fromCharCode(unit));
  };
  addRange(0x3000, 0x30ff);
  addRange(0xff01, 0xff9f);
  for (const text of texts) for (const unit of text.split("")) if (!isLarge(unit.charCodeAt(0))) known.add(unit);
  for (const character of Array.from(known)) known.add(folded(character));
  return [...known].filter((character) => classOf(character) !== "bad").sort();
}

/** Han, Hangul, surrogates and private use, which are known by their range. */
function isLarge(unit: number): boolean {
  return (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xfaff);
}

export function classNumber(character: string): number {
  return CHARACTER_CLASSES.indexOf(classOf(character));
}
