/**
 * JSON can escape half of a surrogate pair, which is no character: DuckDB, jq and others refuse a whole file for it, and UTF-8 cannot
 * hold it. Texts that were cut by number of units end so.
 */

const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F]/;
/** A pair, half of one, or any other escape (so that the "\" of "\\" begins none). */
const ESCAPES = /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\[^]/g;

/** The line with U+FFFD for each escaped half, in as many characters, and how many there were. */
export function withoutHalves(line: string): { readonly line: string; readonly halves: number } {
  if (!ESCAPED_SURROGATE.test(line)) return { line, halves: 0 };
  let halves = 0;
  const whole = line.replace(ESCAPES, (escape: string, half: string | undefined) => {
    if (half === undefined) return escape;
    halves++;
    return "\\ufffd";
  });
  return { line: whole, halves };
}
