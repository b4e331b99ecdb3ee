/** Runs of equal line ends, in order: [how many, which]. */
export type LineEndRuns = readonly (readonly [number, string])[];

/** Line ends become "\n"; the runs say what they were. */
export function normaliseLineEnds(text: string): { readonly text: string; readonly runs: LineEndRuns } {
  if (!text.includes("\r")) return { text, runs: [] };
  const runs: [number, string][] = [];
  const normalised = text.replace(/\r\n|\r|\n/g, (mark) => {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === mark) run[0]++;
    else runs.push([1, mark]);
    return "\n";
  });
  return { text: normalised, runs };
}

/** Undoes `normaliseLineEnds`. No runs = all were "\n". */
export function restoreLineEnds(text: string, runs: LineEndRuns): string {
  if (runs.length === 0) return text;
  let run = 0;
  let used = 0;
  return text.replaceAll("\n", () => {
    while (run < runs.length && used >= runs[run]![0]) {
      run++;
      used = 0;
    }
    used++;
    return runs[run]?.[1] ?? "\n";
  });
}

/** Counts line ends before rising offsets of a text, in one pass: line numbers from 1. */
export class LineCounter {
  private readonly text: string;
  private offset = 0;
  private line = 1;

  constructor(text: string) {
    this.text = text;
  }

  /** Line of the unit at `offset`; offsets must not fall from call to call. */
  at(offset: number): number {
    for (; this.offset < offset; this.offset++) {
      const unit = this.text.charCodeAt(this.offset);
      if (unit === 0x0a || (unit === 0x0d && this.text.charCodeAt(this.offset + 1) !== 0x0a)) this.line++;
    }
    return this.line;
  }
}
