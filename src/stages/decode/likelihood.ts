/**
 * How likely a text is, by the character model and by what no text does. Costs add up: minus the logarithm of a probability, in
 * sixteenths (COST_PARTS).
 */
import { numberOfClass } from "../../models/encoding-classes.ts";
import { COST_PARTS, encodingModel, type EncodingModel } from "../../models/encoding-model.ts";

// Points of the study behind the design, in nats; tests/bench/encoding.ts redoes the measurement.
/** U+FFFD, control characters, private use: a damaged byte is dear, but less than a wrong reading of the whole. */
const BAD_COST = 14 * COST_PARTS;
/** A capital behind a small letter: what the letters of another encoding look like. */
const INNER_CAPITAL_COST = 5 * COST_PARTS;
/** An accented Latin capital at the end of a word: seldom an acronym, often a small letter of another encoding. */
const LAST_CAPITAL_COST = 1.5 * COST_PARTS;
/** © or ° may stand anywhere, though seldom; the letters that other encodings have in its place may not. */
const SIGN_COST = 5.5 * COST_PARTS;
const SIGN_BEHIND_LETTER_COST = 9.5 * COST_PARTS;
const ODD_COST = 8.5 * COST_PARTS;
/** A line drawn of one character, as in menus of old terminals. */
const SAME_BOX_COST = 1 * COST_PARTS;
/** Beyond ASCII, a letter right behind a digit. */
const LETTER_BEHIND_DIGIT_COST = 5 * COST_PARTS;
/** Scripts without statistics (they occur in UTF-16 and UTF-32 only): neighbours stand in one block of 128. */
const SAME_BLOCK_COST = 4 * COST_PARTS;
const OTHER_BLOCK_COST = 10 * COST_PARTS;

const ASCII_LETTER = numberOfClass("ascii-letter");
const LATIN = numberOfClass("latin");
const FIRST_LETTER = ASCII_LETTER;
const OTHER_LETTER = numberOfClass("other-letter");
const LAST_LETTER = OTHER_LETTER;
const MARK = numberOfClass("mark");
const SPACE = numberOfClass("space");
const DIGIT = numberOfClass("digit");
const SIGN = numberOfClass("sign");
const ODD = numberOfClass("odd");
const BOX = numberOfClass("box");
const BAD = numberOfClass("bad");

/** What `unit` costs behind `before`. */
export function costBehind(model: EncodingModel, before: number, unit: number): number {
  const group = model.unitClass[unit]!;
  if (group === BAD) return BAD_COST;
  if (group === OTHER_LETTER && unit >= 0x900) return before >> 7 === unit >> 7 || before <= 0x40 ? SAME_BLOCK_COST : OTHER_BLOCK_COST;
  const groupBefore = model.unitClass[before]!;
  const learned = model.row(model.unitSymbol[before]!)[model.unitSymbol[unit]!]! + model.unitCost[unit]!;
  if (group === SIGN) return Math.min(learned, isLetter(groupBefore) ? SIGN_BEHIND_LETTER_COST : SIGN_COST);
  if (group === BOX && before === unit) return SAME_BOX_COST;
  if (group === ODD || group === BOX) return Math.min(Math.max(learned, ODD_COST), ODD_COST + SIGN_COST);
  if (group === SPACE) return groupBefore === LATIN && model.unitCapital[before] === 1 ? learned + LAST_CAPITAL_COST : learned;
  if (group > LAST_LETTER || group < FIRST_LETTER) return learned;
  return learned + letterCost(model, before, unit, groupBefore, group);
}

function letterCost(model: EncodingModel, before: number, unit: number, groupBefore: number, group: number): number {
  if (group >= LATIN && groupBefore === DIGIT) return LETTER_BEHIND_DIGIT_COST;
  return model.unitCapital[unit] === 1 && isLetter(groupBefore) && model.unitCapital[before] === 0 && hasCase(groupBefore) ? INNER_CAPITAL_COST : 0;
}

function isLetter(group: number): boolean {
  return (group >= FIRST_LETTER && group <= LAST_LETTER) || group === MARK;
}

const CASED: ReadonlySet<number> = new Set((["ascii-letter", "latin", "greek", "cyrillic"] as const).map(numberOfClass));

function hasCase(group: number): boolean {
  return CASED.has(group);
}

const LINE_FEED = 0x0a;

/** What a whole text costs; it stands at the start of a line. */
export function costOfText(text: string): number {
  const model = encodingModel();
  let cost = 0;
  let before = LINE_FEED;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    cost += costBehind(model, before, unit);
    before = unit;
  }
  return cost;
}

/** Share of the units that are no text: U+FFFD, control characters, private use. */
export function badShare(text: string): number {
  const { unitClass } = encodingModel();
  let bad = 0;
  for (let i = 0; i < text.length; i++) if (unitClass[text.charCodeAt(i)] === BAD) bad++;
  return text.length === 0 ? 0 : bad / text.length;
}

/** Whether Latin letters beyond ASCII stand in the text. */
export function isLatin(text: string): boolean {
  const { unitClass } = encodingModel();
  for (let i = 0; i < text.length; i++) if (unitClass[text.charCodeAt(i)] === LATIN) return true;
  return false;
}

/** Whether letters of other scripts than Latin stand in the text. */
export function holdsOtherScript(text: string): boolean {
  const { unitClass } = encodingModel();
  for (let i = 0; i < text.length; i++) if (unitClass[text.charCodeAt(i)]! > LATIN && unitClass[text.charCodeAt(i)]! < SIGN) return true;
  return false;
}
