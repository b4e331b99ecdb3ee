import { writeFileSync } from "node:fs";
import { EXIT_FINDINGS, reasonOf, SeedcleanError } from "../errors.ts";
import type { RunSummary } from "../report/summary.ts";
import { run } from "../run.ts";
import { listEncodings } from "../stages/decode/names.ts";
import { inputsOf } from "../stages/read/inputs.ts";
import { fileSink, streamSink, temporaryNameOf } from "../stages/write/sink.ts";
import { indexOf } from "./index-options.ts";
import { type CleanOptions, settingsOf } from "./options.ts";
import { RunDisplay } from "./run-display.ts";
import { abortOnSignals } from "./signals.ts";
import { summaryText } from "./summary-text.ts";
import { knownEncoding, pathsOrStdin } from "./typed.ts";

/** `seedclean clean`: settles options, runs, and says how it went. Sets the exit code. */
export async function runClean(paths: readonly string[], options: CleanOptions): Promise<void> {
  if (options.listEncodings === true) {
    process.stdout.write(`${listEncodings().join("\n")}\n`);
    return;
  }
  const written = writtenFiles(options);
  if (new Set(written).size < written.length) throw new SeedcleanError("usage", "-o, --removed and --save-tails name the same file; give different ones");
  if (options.saveTails !== undefined && options.learnTails !== true) throw new SeedcleanError("usage", "--save-tails writes what --learn-tails finds; give both");
  const inputs = inputsOf(pathsOrStdin(paths, "clean"), process.stdin, ownFiles(options));
  const settings = settingsOf({ ...options, ...(options.encoding !== undefined && { encoding: knownEncoding(options.encoding, "--encoding") }) });
  const index = indexOf(options);
  const display = new RunDisplay(options, inputs);
  const signal = abortOnSignals();
  try {
    const summary = await run(
      {
        inputs,
        settings,
        output: options.output === undefined ? streamSink(process.stdout) : fileSink(options.output),
        ...(options.removed !== undefined && { removed: fileSink(options.removed) }),
        ...(options.tempDir !== undefined && { temporaryFolder: options.tempDir }),
        jobs: options.jobs,
        ...(index !== undefined && { index }),
        ...(options.saveTails !== undefined && { savedTails: fileSink(options.saveTails) }),
        signal,
      },
      display.events,
    );
    display.finish();
    conclude(summary, options);
  } finally {
    display.stop();
    index?.close();
    process.stdin.destroy();
  }
}

function conclude(summary: RunSummary, options: CleanOptions): void {
  if (options.jsonSummary !== undefined) writeSummary(options.jsonSummary, summary);
  if (options.quiet !== true) process.stderr.write(summaryText(summary));
  if (summary.failures > 0 || summary.documents === 0) process.exitCode = EXIT_FINDINGS;
}

function writtenFiles({ output, removed, saveTails }: CleanOptions): readonly string[] {
  return [output, removed, saveTails].filter((path) => path !== undefined);
}

/** What the run writes, should it lie in a folder that is read; and the index. */
function ownFiles(options: CleanOptions): readonly string[] {
  const files = writtenFiles(options).flatMap((path) => [path, temporaryNameOf(path)]);
  return [...files, ...[options.index, options.against].filter((path) => path !== undefined)];
}

function writeSummary(path: string, summary: RunSummary): void {
  try {
    writeFileSync(path, `${JSON.stringify(summary, undefined, 2)}\n`);
  } catch (error) {
    throw new SeedcleanError("output-failed", `${path}: cannot be written (${reasonOf(error)}); check folder and permissions`, { cause: error });
  }
}
