import { statSync } from "node:fs";
import type { RunEvents } from "../run.ts";
import type { Input } from "../stages/read/inputs.ts";
import { NoticePrinter } from "./notice-printer.ts";
import { Progress } from "./progress.ts";

/** Flags that say how much of a run is shown. */
export interface DisplayOptions {
  readonly quiet?: true;
  readonly verbose?: true;
  readonly progress: boolean;
}

/**
 * What stderr shows of a run while it goes on: a bar on a terminal, and notices. While the bar is on the screen, notices wait: the
 * two would write over each other.
 */
export class RunDisplay {
  private readonly isQuiet: boolean;
  private readonly bar: Progress | undefined;
  private readonly waiting: string[] = [];
  private readonly printer: NoticePrinter;

  constructor(options: DisplayOptions, inputs: readonly Input[]) {
    this.isQuiet = options.quiet === true;
    this.bar = wantsProgress(options) ? new Progress(process.stderr, totalBytesOf(inputs)) : undefined;
    const print = (line: string): unknown => (this.bar === undefined ? process.stderr.write(`${line}\n`) : this.waiting.push(line));
    this.printer = new NoticePrinter(print, options.verbose === true);
  }

  get events(): RunEvents {
    return {
      notice: (notice) => (this.isQuiet ? undefined : this.printer.add(notice)),
      ...(this.bar !== undefined && { progress: (counts) => this.bar?.update(counts) }),
    };
  }

  /** Takes the bar away and shows what waited for that. */
  finish(): void {
    if (!this.isQuiet) this.printer.finish();
    this.stop();
    for (const line of this.waiting) process.stderr.write(`${line}\n`);
  }

  /** Takes the bar away. */
  stop(): void {
    this.bar?.stop();
  }
}

/** `--verbose` prints so much that a bar would be in the way. */
function wantsProgress(options: DisplayOptions): boolean {
  return options.progress && options.quiet !== true && options.verbose !== true && process.stderr.isTTY;
}

/** Known only where files were named: counting a folder's bytes would mean walking it twice. */
function totalBytesOf(inputs: readonly Input[]): number | undefined {
  if (!inputs.every((input) => input.kind === "file")) return undefined;
  return inputs.reduce((sum, input) => sum + (statSync(input.path, { throwIfNoEntry: false })?.size ?? 0), 0);
}
