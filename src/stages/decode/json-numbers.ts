/** What becomes of a JSON value's numbers and levels when it is written again. */

/** Python's reader stops at about 1,000 levels, V8's writer at some thousands, and no corpus comes near. */
const MOST_LEVELS = 500;

/**
 * Whether a parsed value can be written as it was: "deep" = it nests too deep, "inexact" = it holds numbers of which a double may
 * have lost digits. Takes a level at a time, for a value made to nest deep would overflow the stack.
 */
export function fidelityOf(value: unknown): "exact" | "inexact" | "deep" {
  let isExact = true;
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return "deep";
    const below: unknown[] = [];
    for (const one of level) {
      if (typeof one === "number") isExact &&= Math.abs(one) <= Number.MAX_SAFE_INTEGER;
      else if (typeof one === "object" && one !== null) for (const inner of Object.values(one)) below.push(inner);
    }
    level = below;
  }
  return isExact ? "exact" : "inexact";
}

const STRING_OR_NUMBER = /"|-?\d[\d.eE+-]*/g;

/** Valid JSON in which numbers whose digits a double loses (64-bit ids, 1e400) are strings of these digits. */
export function withExactNumbers(json: string): string {
  const pieces: string[] = [];
  let taken = 0;
  STRING_OR_NUMBER.lastIndex = 0;
  for (let match = STRING_OR_NUMBER.exec(json); match !== null; match = STRING_OR_NUMBER.exec(json)) {
    const [token] = match;
    if (token === '"') {
      STRING_OR_NUMBER.lastIndex = stringEnd(json, match.index);
    } else if (losesDigits(token)) {
      pieces.push(json.slice(taken, match.index), `"${token}"`);
      taken = match.index + token.length;
    }
  }
  return pieces.join("") + json.slice(taken);
}

function losesDigits(token: string): boolean {
  const value = Number(token);
  return /^-?\d+$/.test(token) ? Math.abs(value) > Number.MAX_SAFE_INTEGER && String(value) !== token : !Number.isFinite(value);
}

/** Behind the quotation mark that closes the string opened at `start`. */
function stringEnd(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(json: string, index: number): boolean {
  let backslashes = 0;
  while (json[index - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}
