import { statSync, writeFileSync } from "node:fs";
import { EXIT_FINDINGS, reasonOf, SeedcleanError } from "../errors.ts";
import type { RunSummary } from "../report/summary.ts";
import { run } from "../run.ts";
import { listEncodings, nearestEncoding, resolveEncoding } from "../stages/decode/names.ts";
import { type Input, inputsOf } from "../stages/read/inputs.ts";
import { fileSink, streamSink } from "../stages/write/sink.ts";
import { NoticePrinter } from "./notice-printer.ts";
import { type CleanOptions, settingsOf } from "./options.ts";
import { Progress } from "./progress.ts";
import { abortOnSignals } from "./signals.ts";
import { summaryText } from "./summary-text.ts";

/** `seedclean clean`: settles options, runs, and says how it went. Sets the exit code. */
export async function runClean(paths: readonly string[], options: CleanOptions): Promise<void> {
  const inputs = inputsOf(pathsOrStdin(paths), process.stdin);
  const settings = settingsOf({ ...options, ...(options.encoding !== undefined && { encoding: checkedEncoding(options.encoding) }) });
  const printer = new NoticePrinter((line) => process.stderr.write(`${line}\n`), options.verbose === true);
  const progress = wantsProgress(options) ? new Progress(process.stderr, totalBytesOf(inputs)) : undefined;
  const signal = abortOnSignals();
  const isQuiet = options.quiet === true;
  const notices: Parameters<NoticePrinter["add"]>[0][] = [];
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
        // While the bar is on the screen, notices wait: the two would write over each other.
        notice: (notice) => (isQuiet ? undefined : progress === undefined ? printer.add(notice) : notices.push(notice)),
        ...(progress !== undefined && { progress: (counts) => progress.update(counts) }),
      },
    );
    progress?.stop();
    notices.forEach((notice) => printer.add(notice));
    if (!isQuiet) printer.finish();
    conclude(summary, inputs, options);
  } finally {
    progress?.stop();
    process.stdin.destroy();
  }
}

function conclude(summary: RunSummary, inputs: readonly Input[], options: CleanOptions): void {
  if (options.jsonSummary !== undefined) writeSummary(options.jsonSummary, summary);
  if (summary.documents === 0 && summary.failures === 0 && (summary.notices["skipped.binary"] ?? 0) === 0) {
    const where = inputs.map((input) => input.path).join(", ");
    throw new SeedcleanError("nothing-to-do", `${where}: nothing to clean, no file was found; check the path, --include and --exclude`);
  }
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
  throw new SeedcleanError("usage", `--encoding ${name}: no encoding of this name is known; did you mean ${nearestEncoding(name)}? (${listEncodings().length} are)`);
}

function wantsProgress(options: CleanOptions): boolean {
  return options.progress && options.quiet !== true && process.stderr.isTTY;
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
