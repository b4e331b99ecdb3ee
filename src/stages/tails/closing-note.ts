import { CLOSE, DIGIT, KIND_OF, OPEN, SPACE } from "./character-kinds.ts";

/** Units of the shortest and the longest note. */
const MIN_NOTE = 6;
const MAX_NOTE = 120;
/** 年, 月, 년, 월: a year or a month in Chinese, Japanese or Korean. */
const YEAR_OR_MONTH = new Set([0x5e74, 0x6708, 0xb144, 0xc6d4]);

/**
 * Whether text[start, end) is where and when a text was printed or written, in brackets: "(Harnau, 1931)", "（大正三年十月）". Of the
 * documents of the fit 77 end so, none of them in a tail.
 */
export function isClosingNote(text: string, start: number, end: number): boolean {
  let i = start;
  while (i < end && KIND_OF[text.charCodeAt(i)] === SPACE) i++;
  if (end - i < MIN_NOTE || end - i > MAX_NOTE || KIND_OF[text.charCodeAt(i)] !== OPEN) return false;
  return closesAtEnd(text, i, end) && hasDate(text, i, end);
}

/** Whether the bracket at `i` is closed by the last unit and not before. */
function closesAtEnd(text: string, i: number, end: number): boolean {
  let depth = 0;
  for (let k = i; k < end; k++) {
    const kind = KIND_OF[text.charCodeAt(k)];
    if (kind === OPEN) depth++;
    else if (kind === CLOSE && --depth === 0) return k === end - 1;
  }
  return false;
}

/** A number of four digits from 1000 to 2099, a year or month, or three numbers with a sign between each two: "43・9・23". */
function hasDate(text: string, start: number, end: number): boolean {
  let digits = 0;
  let numbers = 0;
  let sinceDigit = 0;
  for (let k = start; k <= end; k++) {
    const unit = k < end ? text.charCodeAt(k) : 0;
    if (YEAR_OR_MONTH.has(unit)) return true;
    if (KIND_OF[unit] === DIGIT) {
      if (digits === 0) numbers = sinceDigit === 1 ? numbers + 1 : 1;
      if (numbers === 3) return true;
      digits++;
      sinceDigit = 0;
    } else {
      if (digits === 4 && (text[k - 4] === "1" || text.startsWith("20", k - 4))) return true;
      digits = 0;
      sinceDigit++;
    }
  }
  return false;
}
