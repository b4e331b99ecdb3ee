import { statSync, writeFileSync } from "node:fs";
import { EXIT_FINDINGS, reasonOf, SeedcleanError } from "../errors.ts";
import type { RunSummary } from "../report/summary.ts";
import { run } from "../run.ts";
import { listEncodings, nearestEncoding, resolveEncoding } from "../stages/decode/names.ts";
import { type Input, inputsOf } from "../stages/read/inputs.ts";
import { fileSink, streamSink, temporaryNameOf } from "../stages/write/sink.ts";
import { NoticePrinter } from "./notice-printer.ts";
import { type CleanOptions, settingsOf } from "./options.ts";
import { Progress } from "./progress.ts";
import { abortOnSignals } from "./signals.ts";
import { summaryText } from "./summary-text.ts";

/** `seedclean clean`: settles options, runs, and says how it went. Sets the exit code. */
export async function runClean(paths: readonly string[], options: CleanOptions): Promise<void> {
  if (options.listEncodings === true) {
    process.stdout.write(`${listEncodings().join("\n")}\n`);
    return;
  }
  if (options.removed !== undefined && options.removed === options.output) throw new SeedcleanError("usage", "-o and --removed name the same file; give two");
  const inputs = inputsOf(pathsOrStdin(paths), process.stdin, ownFiles(options));
  const settings = settingsOf({ ...options, ...(options.encoding !== undefined && { encoding: checkedEncoding(options.encoding) }) });
  const progress = wantsProgress(options) ? new Progress(process.stderr, totalBytesOf(inputs)) : undefined;
  // While the bar is on the screen, notices wait: the two would write over each other.
  const waiting: string[] = [];
  const print = (line: string): unknown => (progress === undefined ? process.stderr.write(`${line}\n`) : waiting.push(line));
  const printer = new NoticePrinter(print, options.verbose === true);
  const signal = abortOnSignals();
  const isQuiet = options.quiet === true;
  try {
    const summary = await run(
      {
        inputs,
        settings,
        output: options.output === undefined ? streamSink(process.stdout) : fileSink(options.output),
        ...(options.removed !== undefined && { removed: fileSink(options.removed) }),
        signal,
      },
      {
        notice: (notice) => (isQuiet ? undefined : printer.add(notice)),
        ...(progress !== undefined && { progress: (counts) => progress.update(counts) }),
      },
    );
    if (!isQuiet) printer.finish();
    progress?.stop();
    for (const line of waiting) process.stderr.write(`${line}\n`);
    conclude(summary, options);
  } finally {
    progress?.stop();
    process.stdin.destroy();
  }
}

function conclude(summary: RunSummary, options: CleanOptions): void {
  if (options.jsonSummary !== undefined) writeSummary(options.jsonSummary, summary);
  if (options.quiet !== true) process.stderr.write(summaryText(summary));
  if (summary.failures > 0 || summary.documents === 0) process.exitCode = EXIT_FINDINGS;
}

function pathsOrStdin(paths: readonly string[]): readonly string[] {
  if (paths.length > 0) return paths;
  if (process.stdin.isTTY) throw new SeedcleanError("usage", "nothing to clean: name a file or folder, or pipe text in; see seedclean --help");
  return ["-"];
}

function checkedEncoding(name: string): string {
  const resolved = resolveEncoding(name);
  if (resolved !== undefined) return resolved;
  throw new SeedcleanError("usage", `--encoding ${name}: no encoding of this name is known; did you mean ${nearestEncoding(name)}? (--list-encodings names all)`);
}

/** What the run writes, should it lie in a folder that is read. */
function ownFiles(options: CleanOptions): readonly string[] {
  return [options.output, options.removed].filter((path) => path !== undefined).flatMap((path) => [path, temporaryNameOf(path)]);
}

/** `--verbose` prints so much that a bar would be in the way. */
function wantsProgress(options: CleanOptions): boolean {
  return options.progress && options.quiet !== true && options.verbose !== true && process.stderr.isTTY;
}

/** Known only where files were named: counting a folder's bytes would mean walking it twice. */
function totalBytesOf(inputs: readonly Input[]): number | undefined {
  if (!inputs.every((input) => input.kind === "file")) return undefined;
  return inputs.reduce((sum, input) => sum + statSync(input.path).size, 0);
}

function writeSummary(path: string, summary: RunSummary): void {
  try {
    writeFileSync(path, `${JSON.stringify(summary, undefined, 2)}\n`);
  } catch (error) {
    throw new SeedcleanError("output-failed", `${path}: cannot be written (${reasonOf(error)}); check folder and permissions`, { cause: error });
  }
}
