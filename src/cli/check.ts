import { readFileSync } from "node:fs";
import { type Baseline, baselineText, parseBaseline } from "../check/baseline.ts";
import { DEFAULT_BUDGETS } from "../check/budgets.ts";
import { check, type Found } from "../check/check.ts";
import { readAs } from "../check/find.ts";
import { githubFormat } from "../check/formats/github.ts";
import { jsonFormat } from "../check/formats/json.ts";
import { junitFormat } from "../check/formats/junit.ts";
import { sarifFormat } from "../check/formats/sarif.ts";
import { type CheckReport, hasPassed, reportOf } from "../check/report.ts";
import { EXIT_FINDINGS, reasonOf, SeedcleanError } from "../errors.ts";
import { isRule } from "../check/rules.ts";
import { fileSink, streamSink, writeWhole } from "../stages/write/sink.ts";
import type { CheckFormat, CheckOptions } from "./check-options.ts";
import { checkSummary, textFormat } from "./check-text.ts";
import { indexOf } from "./index-options.ts";
import { settingsOf } from "./options.ts";
import { RunDisplay } from "./run-display.ts";
import { abortOnSignals } from "./signals.ts";
import { knownEncoding, typedInputs } from "./typed.ts";
import { version } from "./version.ts";
import { refuseUnwritable } from "./written-files.ts";

/** `seedclean check`: settles options, checks, and writes what was found. Sets the exit code. */
export async function runCheck(paths: readonly string[], options: CheckOptions): Promise<void> {
  const baseline = readBaseline(options, paths);
  const found = await find(paths, options);
  const report = await judged(found, options, baseline);
  await write(report, options.format);
  if (options.quiet !== true) process.stderr.write(checkSummary(report));
  if (!hasPassed(report)) process.exitCode = EXIT_FINDINGS;
}

async function find(paths: readonly string[], options: CheckOptions): Promise<Found> {
  const inputs = await typedInputs(paths, options, "check", ownFiles(options));
  const settings = settingsOf({ ...options, ...(options.encoding !== undefined && { encoding: knownEncoding(options.encoding, "--encoding") }) });
  const encodings = wantedEncodings(options.encodings);
  // Before the index is locked: a signal must give it back.
  const signal = abortOnSignals();
  const index = indexOf(options);
  const display = new RunDisplay(options, inputs);
  const { events } = display;
  try {
    const found = await check(
      {
        inputs,
        settings,
        encodings,
        nearThreshold: options.nearThreshold,
        allowEmpty: options.allowEmpty === true,
        ...(options.tempDir !== undefined && { temporaryFolder: options.tempDir }),
        jobs: options.jobs,
        ...(index !== undefined && { index }),
        signal,
      },
      // What is a finding is not said twice.
      { ...events, notice: (notice) => (notice.severity === "info" || !isRule(notice.code) ? events.notice?.(notice) : undefined) },
    );
    display.finish();
    return found;
  } catch (error) {
    display.fail(error);
    throw error;
  } finally {
    display.stop();
    index?.close();
    process.stdin.destroy();
  }
}

/** With --update-baseline all that was found is written to the baseline first, and so is known. */
async function judged(found: Found, options: CheckOptions, baseline: Baseline | undefined): Promise<CheckReport> {
  if (options.updateBaseline !== true || options.baseline === undefined) return reportOf(found, budgetsOf(options), baseline);
  const text = baselineText(found.findings, options.baseline);
  await writeWhole(fileSink(options.baseline), text);
  return reportOf(found, budgetsOf(options), parseBaseline(text, options.baseline));
}

function readBaseline({ baseline, updateBaseline }: CheckOptions, paths: readonly string[]): Baseline | undefined {
  if (baseline === undefined) {
    if (updateBaseline === true) throw new SeedcleanError("usage", "--update-baseline needs --baseline <file>, the file to write");
    return undefined;
  }
  if (updateBaseline === true) {
    refuseUnwritable([baseline], paths);
    return undefined;
  }
  try {
    return parseBaseline(readFileSync(baseline, "utf8"), baseline);
  } catch (error) {
    if (error instanceof SeedcleanError) throw error;
    throw new SeedcleanError("usage", `${baseline}: the baseline cannot be read (${reasonOf(error)}); --update-baseline writes it`, { cause: error });
  }
}

/** What the check writes, should it lie in a folder that is read. */
function ownFiles({ baseline }: CheckOptions): readonly string[] {
  return baseline === undefined ? [] : [baseline];
}

const FORMATS: Readonly<Record<CheckFormat, (report: CheckReport) => Iterable<string>>> = {
  text: (report) => textFormat(report, process.stdout.isTTY && process.stdout.hasColors()),
  json: jsonFormat,
  github: githubFormat,
  sarif: (report) => sarifFormat(report, version()),
  junit: junitFormat,
};

async function write(report: CheckReport, format: CheckFormat): Promise<void> {
  const stdout = streamSink(process.stdout);
  for (const piece of FORMATS[format](report)) await stdout.write(piece);
  await stdout.finish();
}

function budgetsOf(options: CheckOptions): typeof DEFAULT_BUDGETS {
  return { ...DEFAULT_BUDGETS, duplicates: options.maxDuplicates, tails: options.maxTails, "doubtful-encodings": options.maxDoubtfulEncodings };
}

function wantedEncodings(names: string | undefined): ReadonlySet<string> {
  const typed = names?.split(",").map((name) => name.trim()) ?? [];
  return new Set(typed.flatMap((name) => readAs(knownEncoding(name, "--encodings")) ?? []));
}
