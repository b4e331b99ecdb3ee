import { isWhiteSpace } from "../../characters.ts";

/** Lines of a text: `starts[i]` to `ends[i]` is line i without its line end; blank lines are left out. */
export interface Lines {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** 1 where a blank line, or the start of the text, stands before the line. */
  readonly afterBlank: Uint8Array;
  readonly count: number;
}

/** Arrays of at most 64 bytes cost least: the engine keeps them in its own heap. */
const FIRST_LINES = 16;

/** Grows while lines are collected, so that one pass over the text is enough. */
class LineList {
  private starts = new Uint32Array(FIRST_LINES);
  private ends = new Uint32Array(FIRST_LINES);
  private afterBlank = new Uint8Array(FIRST_LINES);
  private count = 0;

  push(start: number, end: number, afterBlank: boolean): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.afterBlank[this.count] = afterBlank ? 1 : 0;
    this.count++;
  }

  private grow(): void {
    const size = this.starts.length * 2;
    const starts = new Uint32Array(size);
    const ends = new Uint32Array(size);
    const afterBlank = new Uint8Array(size);
    starts.set(this.starts);
    ends.set(this.ends);
    afterBlank.set(this.afterBlank);
    this.starts = starts;
    this.ends = ends;
    this.afterBlank = afterBlank;
  }

  finish(): Lines {
    return { starts: this.starts, ends: this.ends, afterBlank: this.afterBlank, count: this.count };
  }
}

/** Whether text[start, end) is white space only. */
export function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (!isWhiteSpace(text.charCodeAt(i))) return false;
  }
  return true;
}

/**
 * Finds the lines that are not blank. A line ends with "\n", "\r\n" or "\r".
 * `indexOf` does the searching, so that long lines cost next to nothing.
 */
export function findLines(text: string): Lines {
  const lines = new LineList();
  let start = 0;
  let blankBefore = true;
  let nextReturn = indexOrEnd(text, "\r", 0);
  let nextFeed = indexOrEnd(text, "\n", 0);
  while (start < text.length) {
    const end = Math.min(nextReturn, nextFeed);
    if (isBlank(text, start, end)) {
      blankBefore = true;
    } else {
      lines.push(start, end, blankBefore);
      blankBefore = false;
    }
    start = end === nextReturn && nextFeed === end + 1 ? end + 2 : end + 1;
    if (nextReturn < start) nextReturn = indexOrEnd(text, "\r", start);
    if (nextFeed < start) nextFeed = indexOrEnd(text, "\n", start);
  }
  return lines.finish();
}

function indexOrEnd(text: string, mark: string, from: number): number {
  const index = text.indexOf(mark, from);
  return index < 0 ? text.length : index;
}
