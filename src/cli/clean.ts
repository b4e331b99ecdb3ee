import { EXIT_FINDINGS, SeedcleanError } from "../errors.ts";
import type { ReportConfig } from "../report/gather.ts";
import { RunRecord, temporaryPlace } from "../report/run-record.ts";
import type { RunSummary } from "../report/summary.ts";
import { run, type RunConfig, type RunEvents } from "../run.ts";
import { listEncodings } from "../stages/decode/names.ts";
import { fileSink, isParquet, type OutputSink, outputSink, type Sink, writeWhole } from "../stages/write/sink.ts";
import { splitByLanguage } from "../stages/write/split-sink.ts";
import { printable } from "../printable.ts";
import type { Resumption } from "../resume/resumption.ts";
import { indexOf } from "./index-options.ts";
import { type CleanOptions, settingsOf } from "./options.ts";
import { RunDisplay } from "./run-display.ts";
import { resumeFolder, resumptionOf } from "./resume-options.ts";
import { abortOnSignals } from "./signals.ts";
import { summaryText } from "./summary-text.ts";
import { counted } from "./terminal.ts";
import { linesSink, standardOutput } from "./terminal-sinks.ts";
import { knownEncoding, typedInputs } from "./typed.ts";
import { refuseUnwritable, writtenFiles } from "./written-files.ts";

/** `seedclean clean`: settles options, runs, and says how it went. Sets the exit code. */
export async function runClean(paths: readonly string[], options: CleanOptions): Promise<void> {
  if (options.listEncodings === true) {
    process.stdout.write(`${listEncodings().join("\n")}\n`);
    return;
  }
  const written = writtenFiles(options);
  if (new Set(written).size < written.length) throw new SeedcleanError("usage", "-o, --removed, --save-tails, --json-summary and --report name the same file; give different ones");
  refuseOutput(options);
  refuseUnwritable(written, paths);
  if (options.saveTails !== undefined && options.learnTails !== true) throw new SeedcleanError("usage", "--save-tails writes what --learn-tails finds; give both");
  const inputs = await typedInputs(paths, options, "clean", ownFiles(options));
  const settings = settingsOf({ ...options, ...(options.encoding !== undefined && { encoding: knownEncoding(options.encoding, "--encoding") }) });
  // Before an index is locked: a signal must give it back.
  const signal = abortOnSignals(options.resume === true ? "the same command goes on from there" : undefined);
  const resumption = resumptionOf(options, inputs, settings);
  // A run that may be resumed has an index of its own, which knows what that of --against does.
  const index = resumption === undefined ? indexOf(options) : undefined;
  if (resumption?.done !== undefined && options.quiet !== true) process.stderr.write(`seedclean: goes on behind ${counted(resumption.done.summary.documents, "document")} of ${printable(resumeFolder(options) ?? "")}\n`);
  const display = new RunDisplay(options, inputs);
  const record = options.report === undefined ? undefined : new RunRecord(resumption?.recordPlace ?? temporaryPlace(options.tempDir));
  try {
    const summary = await run(
      {
        inputs,
        settings,
        ...sinksOf(options, record, resumption),
        ...(options.tempDir !== undefined && { temporaryFolder: options.tempDir }),
        jobs: options.jobs,
        ...(index !== undefined && { index }),
        ...(resumption !== undefined && { resumption }),
        signal,
      },
      recording(display.events, record),
    );
    display.finish();
    await reportRun(options.report, record, { threshold: settings.coverage, signal });
    await conclude(summary, options);
    resumption?.remove();
  } catch (error) {
    display.fail(error);
    throw error;
  } finally {
    display.stop();
    index?.close();
    resumption?.close();
    record?.close();
    process.stdin.destroy();
  }
}

function sinksOf(options: CleanOptions, record: RunRecord | undefined, resumption: Resumption | undefined): Pick<RunConfig, "output" | "removed" | "savedTails"> {
  const sinkOf = (path: string, name: string): Sink => resumption?.sink(name) ?? linesSink(path);
  const output = outputOf(options, sinkOf);
  const removed = options.removed === undefined ? undefined : sinkOf(options.removed, "removed");
  const savedTails = options.saveTails === undefined ? undefined : sinkOf(options.saveTails, "tails");
  const ledger = record === undefined ? removed : record.copyingLedger(removed);
  return { output: record?.copyingOutput(output) ?? output, ...(ledger !== undefined && { removed: ledger }), ...(savedTails !== undefined && { savedTails }) };
}

/** @param sinkOf of a path; its second name is for a run that may be resumed */
function outputOf({ output, splitBy, fields }: CleanOptions, sinkOf: (path: string, name: string) => Sink): OutputSink {
  if (output === undefined) return standardOutput();
  if (splitBy !== undefined) return splitByLanguage(output, (path, language) => sinkOf(path, `output.${language}`));
  return isParquet(output) ? outputSink(output, fields) : sinkOf(output, "output");
}

/** Flags that say different things of the output. */
function refuseOutput({ output, splitBy, fields, textOnly, report }: CleanOptions): void {
  const refuse = (message: string): never => {
    throw new SeedcleanError("usage", message);
  };
  if (textOnly === true && fields.size > 0) refuse("--text-only writes no fields; leave out --fields");
  if (textOnly === true && output !== undefined && isParquet(output)) refuse(`--text-only writes no table; leave it out, or name ${output} .txt`);
  if (splitBy !== undefined && output === undefined) refuse("--split-by writes files beside -o; name one, such as -o clean.jsonl");
  if (splitBy !== undefined && output !== undefined && isParquet(output)) refuse(`--split-by writes no Parquet; name ${output} .jsonl`);
  if (report !== undefined && (textOnly === true || fields.size > 0)) refuse("--report needs whole lines of output; leave out --fields and --text-only");
}

async function reportRun(path: string | undefined, record: RunRecord | undefined, config: Pick<ReportConfig, "threshold" | "signal">): Promise<void> {
  if (path === undefined || record === undefined) return;
  // Loaded when asked for: what draws and compares is large.
  const { writeReport } = await import("./report.ts");
  await writeReport({ output: record.output, ledger: record.ledger, notices: record.notices, ...config }, () => fileSink(path));
}

function recording(events: RunEvents, record: RunRecord | undefined): RunEvents {
  if (record === undefined) return events;
  return {
    ...events,
    notice: (notice) => {
      record.addNotice(notice);
      events.notice?.(notice);
    },
  };
}

async function conclude(summary: RunSummary, options: CleanOptions): Promise<void> {
  if (options.jsonSummary !== undefined) await writeWhole(fileSink(options.jsonSummary), `${JSON.stringify({ ...summary, notices: sorted(summary.notices) }, undefined, 2)}\n`);
  if (options.quiet !== true) process.stderr.write(summaryText(summary));
  if (summary.failures > 0 || summary.documents === 0) process.exitCode = EXIT_FINDINGS;
}

/** What is read ahead may be told of before or behind what is decided. */
function sorted(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the run writes, should it lie in a folder that is read; and the index. */
function ownFiles(options: CleanOptions): readonly string[] {
  return [...writtenFiles(options), ...[options.index, options.against, options.resume && resumeFolder(options)].filter((path) => path !== undefined)];
}
