import { SeedcleanError } from "../errors.ts";
import type { RunSummary } from "../report/summary.ts";
import type { Pass, RunEvents } from "../run.ts";
import { statIfThere } from "../stat-if-there.ts";
import type { Input } from "../stages/read/inputs.ts";
import { NoticePrinter } from "./notice-printer.ts";
import { type Progress, ProgressBar, ProgressLines } from "./progress.ts";
import { summaryText } from "./summary-text.ts";

/** Flags that say how much of a run is shown. */
export interface DisplayOptions {
  readonly quiet?: true;
  readonly verbose?: true;
  /** true = asked for, false = not wanted, undefined = where there is a terminal. */
  readonly progress?: boolean;
}

/**
 * What stderr shows of a run while it goes on: a bar on a terminal, and notices. While the bar is on the screen, notices wait: the
 * two would write over each other.
 */
export class RunDisplay {
  private readonly isQuiet: boolean;
  private readonly progress: Progress | undefined;
  private readonly waiting: string[] = [];
  private readonly printer: NoticePrinter;
  private readonly startMs = Date.now();
  private latest: { readonly summary: Readonly<RunSummary>; readonly pass: Pass } | undefined;

  constructor(options: DisplayOptions, inputs: readonly Input[]) {
    this.isQuiet = options.quiet === true;
    this.progress = progressOf(options, inputs);
    const waits = this.progress instanceof ProgressBar;
    this.printer = new NoticePrinter((line) => (waits ? this.waiting.push(line) : printLine(line)), options.verbose === true);
  }

  get events(): RunEvents {
    return {
      notice: (notice) => (this.isQuiet ? undefined : this.printer.add(notice)),
      progress: (summary, pass) => {
        this.latest = { summary, pass };
        this.progress?.update(summary, pass);
      },
    };
  }

  /** Takes the bar away and shows what waited for that. */
  finish(): void {
    if (!this.isQuiet) this.printer.finish();
    this.stop();
    this.waiting.splice(0).forEach(printLine);
  }

  /** The run failed: where it was stopped, what had been done until then is shown. */
  fail(error: unknown): void {
    this.finish();
    if (this.isQuiet || !(error instanceof SeedcleanError) || error.code !== "interrupted" || this.latest?.pass !== "all") return;
    process.stderr.write(summaryText({ ...this.latest.summary, elapsedMs: Date.now() - this.startMs }));
  }

  /** Takes the bar away. */
  stop(): void {
    this.progress?.stop();
  }
}

function printLine(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** `--verbose` prints so much that a bar would be in the way. */
function progressOf(options: DisplayOptions, inputs: readonly Input[]): Progress | undefined {
  if (options.progress === false || options.quiet === true) return undefined;
  if (process.stderr.isTTY && options.verbose !== true) return new ProgressBar(process.stderr, totalBytesOf(inputs));
  return options.progress === true ? new ProgressLines(printLine, totalBytesOf(inputs)) : undefined;
}

/** Known only where files were named: counting a folder's bytes would mean walking it twice. */
function totalBytesOf(inputs: readonly Input[]): number | undefined {
  if (!inputs.every((input) => input.kind === "file")) return undefined;
  return inputs.reduce((sum, input) => sum + (statIfThere(input.path)?.size ?? 0), 0);
}
