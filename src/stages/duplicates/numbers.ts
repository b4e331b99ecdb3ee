import { normalTable } from "./normal-form.ts";

/**
 * The numbers of a passage. Numbers are content: a passage with a number that nothing covering it has is another report,
 * another price. "25,000" = "25000" = "25 000" with a no-break space; "3.5" is not "35"; "3,5" = "3.5".
 */

const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;
/** Between the thousands of a number: , . ' ’ ٬ ，and no-break spaces; of these, , . ٫ also stand before decimals. */
const SEPARATORS = new Set([0x2c, 0x2e, 0x27, 0x2019, 0x066b, 0x066c, 0xa0, 0x202f, 0xff0c, 0xff0e]);
const DECIMAL_SEPARATORS = new Set([0x2c, 0x2e, 0x066b, 0xff0c, 0xff0e]);

function isDigit(table: Uint16Array, unit: number): boolean {
  const normal = table[unit]!;
  return normal >= DIGIT_ZERO && normal <= DIGIT_NINE;
}

/**
 * The distinct numbers in units[start, end), as they are compared, with a space between them; "" without any.
 * Digits count by their normal form, so full-width and Arabic-Indic ones are the same.
 */
export function numbersOf(units: Uint16Array, start: number, end: number): string {
  const table = normalTable();
  const numbers = new Set<string>();
  for (let i = start; i < end; i++) {
    if (!isDigit(table, units[i]!)) continue;
    const number = readNumber(table, units, i, end);
    numbers.add(number.text);
    i = number.end;
  }
  return [...numbers].join(" ");
}

function readNumber(table: Uint16Array, units: Uint16Array, start: number, end: number): { readonly text: string; readonly end: number } {
  let text = "";
  let i = start;
  for (;;) {
    while (i < end && isDigit(table, units[i]!)) text += String.fromCharCode(table[units[i++]!]!);
    if (i + 1 >= end || !SEPARATORS.has(units[i]!) || !isDigit(table, units[i + 1]!)) return { text, end: i };
    const groupsThousands = digitsFrom(table, units, i + 1, end) === 3;
    if (!groupsThousands && !DECIMAL_SEPARATORS.has(units[i]!)) return { text, end: i };
    if (!groupsThousands) text += ".";
    i++;
  }
}

function digitsFrom(table: Uint16Array, units: Uint16Array, start: number, end: number): number {
  let i = start;
  while (i < end && i - start < 4 && isDigit(table, units[i]!)) i++;
  return i - start;
}

/** The numbers of a passage that nothing has yet that covers it. Texts of numbers are as `numbersOf` gives them. */
export class MissingNumbers {
  private missing: readonly string[];

  constructor(numbers: string) {
    this.missing = numbers === "" ? [] : numbers.split(" ");
  }

  get count(): number {
    return this.missing.length;
  }

  /** Whether each number stands in one of these texts. */
  canBeFound(covers: readonly string[]): boolean {
    return this.missing.every((number) => covers.some((cover) => hasNumber(cover, number)));
  }

  /** Takes out what a covering passage has. */
  find(cover: string): void {
    this.missing = this.missing.filter((number) => !hasNumber(cover, number));
  }
}

function hasNumber(numbers: string, number: string): boolean {
  for (let at = numbers.indexOf(number); at >= 0; at = numbers.indexOf(number, at + 1)) {
    const end = at + number.length;
    if ((at === 0 || numbers[at - 1] === " ") && (end === numbers.length || numbers[end] === " ")) return true;
  }
  return false;
}
