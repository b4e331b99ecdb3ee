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
  private line = 1;
  /** The next of each mark that is not counted yet. */
  private lineFeed: number;
  private carriageReturn: number;

  constructor(text: string) {
    this.text = text;
    this.lineFeed = this.next("\n", 0);
    this.carriageReturn = this.next("\r", 0);
  }

  /** Line of the unit at `offset`; offsets must not fall from call to call. */
  at(offset: number): number {
    for (; this.lineFeed < offset; this.lineFeed = this.next("\n", this.lineFeed + 1)) this.line++;
    for (; this.carriageReturn < offset; this.carriageReturn = this.next("\r", this.carriageReturn + 1)) {
      // "\r\n" is counted by its second half.
      if (this.text.charCodeAt(this.carriageReturn + 1) !== 0x0a) this.line++;
    }
    return this.line;
  }

  /** Searching is many times faster than looking at each unit. */
  private next(mark: string, from: number): number {
    const found = this.text.indexOf(mark, from);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  }
}
