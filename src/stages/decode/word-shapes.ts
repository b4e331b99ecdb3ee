/**
 * What pairs of characters do not show: signs inside words, and capitals at their ends, which are letters of another encoding. Costs, in
 * parts of a nat, to be added to those of the character model.
 */
import { numberOfClass } from "../../models/encoding-classes.ts";
import { COST_PARTS, encodingModel, type EncodingModel } from "../../models/encoding-model.ts";

/**
 * A sign between a letter and a small letter. The 2.7 million characters of the training texts hold 5 such signs but for those below, of 1,900
 * that stand behind a letter, all closing quotation marks.
 */
const SIGN_IN_WORD_COST = 6 * COST_PARTS;
/** No-break spaces, apostrophes and their stand-ins, the dot of Catalan, hyphens. */
const IN_WORDS = new Set(Array.from("\u00a0\u00ad’‘´`·-‐‑–—", (sign) => sign.charCodeAt(0)));
/** Stand before words, or with figures: 0 of 1,213 in the training texts stand behind a letter. */
const NEVER_BEHIND_LETTERS = new Set(Array.from("‚„¿¡£¥¢‰§±", (sign) => sign.charCodeAt(0)));
/**
 * A capital beyond ASCII that is last in a word, behind a small letter: one stands in the training texts, which have some 2 million small letters.
 * That is 14 nats, of which the pair costs 5.
 */
const LAST_CAPITAL_COST = 9 * COST_PARTS;
/** A letter of another script between small letters of ASCII: none in the training texts. */
const OTHER_SCRIPT_COST = 6 * COST_PARTS;

/**
 * A capital of another script behind a capital, in a text whose letters of ASCII are small: seldom (4 nats by the training texts), but then a whole
 * heading.
 */
const CAPITAL_IN_ROW_COST = 2 * COST_PARTS;
const MOST_CAPITALS_COST = 30 * COST_PARTS;

/** A letter beyond ASCII that stands there for the third time in a row: lines drawn of one character look so in other encodings. */
const REPEATED_COST = 3 * COST_PARTS;
const MOST_REPEATED_COST = 30 * COST_PARTS;

const FIRST_LETTER = numberOfClass("ascii-letter");
const LATIN = numberOfClass("latin");
const CYRILLIC = numberOfClass("cyrillic");
const SIGN = numberOfClass("sign");
const BOX = numberOfClass("box");
const SPACE = 0x20;

export function costOfShapes(text: string): number {
  const model = encodingModel();
  let cost = 0;
  for (let i = 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80 || !isCased(model, text.charCodeAt(i - 1))) continue;
    const isSign = isSignLike(model, unit);
    const times = isSign ? timesInARow(text, i) : 1;
    const after = i + times < text.length ? text.charCodeAt(i + times) : SPACE;
    cost += isSign ? costOfSign(model, unit, times, after) : costOfLetter(model, text.charCodeAt(i - 1), unit, after);
  }
  return cost + costOfCapitals(model, text) + costOfRepeats(model, text);
}

function costOfRepeats(model: EncodingModel, text: string): number {
  let repeats = 0;
  for (let i = 2; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80 && unit === text.charCodeAt(i - 1) && unit === text.charCodeAt(i - 2) && isCased(model, unit)) repeats++;
  }
  return Math.min(MOST_REPEATED_COST, repeats * REPEATED_COST);
}

function costOfCapitals(model: EncodingModel, text: string): number {
  let asciiCapitals = 0;
  let asciiSmall = 0;
  let inRow = 0;
  for (let i = 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) inRow += Number(isOtherCapital(model, unit) && isOtherCapital(model, text.charCodeAt(i - 1)));
    else if (isAsciiSmall(unit)) asciiSmall++;
    else if (model.unitCapital[unit] === 1) asciiCapitals++;
  }
  return asciiSmall > asciiCapitals ? Math.min(MOST_CAPITALS_COST, inRow * CAPITAL_IN_ROW_COST) : 0;
}

function isOtherCapital(model: EncodingModel, unit: number): boolean {
  return unit >= 0x80 && model.unitCapital[unit] === 1 && model.unitClass[unit]! > LATIN;
}

function timesInARow(text: string, at: number): number {
  let end = at + 1;
  while (text.charCodeAt(end) === text.charCodeAt(at)) end++;
  return end - at;
}

/** Behind a letter, so many times in a row. */
function costOfSign(model: EncodingModel, sign: number, times: number, after: number): number {
  const isInWord = isSmall(model, after) && (times > 1 || !IN_WORDS.has(sign));
  return isInWord || NEVER_BEHIND_LETTERS.has(sign) ? SIGN_IN_WORD_COST : 0;
}

function costOfLetter(model: EncodingModel, before: number, letter: number, after: number): number {
  if (model.unitClass[letter]! > LATIN && isAsciiSmall(before) && isAsciiSmall(after)) return OTHER_SCRIPT_COST;
  const isLastCapital = isCased(model, letter) && !isSmall(model, letter) && isSmall(model, before) && !isCased(model, after);
  return isLastCapital ? LAST_CAPITAL_COST : 0;
}

function isSignLike(model: EncodingModel, unit: number): boolean {
  return model.unitClass[unit]! >= SIGN && model.unitClass[unit]! <= BOX;
}

function isAsciiSmall(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

/** Letters of Latin, Greek and Cyrillic script. */
function isCased(model: EncodingModel, unit: number): boolean {
  return model.unitClass[unit]! >= FIRST_LETTER && model.unitClass[unit]! <= CYRILLIC;
}

function isSmall(model: EncodingModel, unit: number): boolean {
  return isCased(model, unit) && model.unitCapital[unit] === 0;
}
