import { DEFAULT_BUDGETS } from "../check/budgets.ts";
import { check } from "../check/check.ts";
import { readAs } from "../check/find.ts";
import { githubFormat } from "../check/formats/github.ts";
import { jsonFormat } from "../check/formats/json.ts";
import { junitFormat } from "../check/formats/junit.ts";
import { sarifFormat } from "../check/formats/sarif.ts";
import { type CheckReport, hasPassed } from "../check/report.ts";
import { EXIT_FINDINGS } from "../errors.ts";
import { isRule } from "../check/rules.ts";
import { inputsOf } from "../stages/read/inputs.ts";
import { streamSink } from "../stages/write/sink.ts";
import type { CheckFormat, CheckOptions } from "./check-options.ts";
import { checkSummary, textFormat } from "./check-text.ts";
import { settingsOf } from "./options.ts";
import { RunDisplay } from "./run-display.ts";
import { abortOnSignals } from "./signals.ts";
import { knownEncoding, pathsOrStdin } from "./typed.ts";
import { version } from "./version.ts";

/** `seedclean check`: settles options, checks, and writes what was found. Sets the exit code. */
export async function runCheck(paths: readonly string[], options: CheckOptions): Promise<void> {
  const inputs = inputsOf(pathsOrStdin(paths, "check"), process.stdin);
  const settings = settingsOf({ ...options, ...(options.encoding !== undefined && { encoding: knownEncoding(options.encoding, "--encoding") }) });
  const encodings = wantedEncodings(options.encodings);
  const display = new RunDisplay(options, inputs);
  const { events } = display;
  try {
    const report = await check(
      { inputs, settings, encodings, budgets: budgetsOf(options), allowEmpty: options.allowEmpty === true, signal: abortOnSignals() },
      // What is a finding is not said twice.
      { ...events, notice: (notice) => (notice.severity === "info" || !isRule(notice.code) ? events.notice?.(notice) : undefined) },
    );
    display.finish();
    await write(report, options.format);
    if (options.quiet !== true) process.stderr.write(checkSummary(report));
    if (!hasPassed(report)) process.exitCode = EXIT_FINDINGS;
  } finally {
    display.stop();
    process.stdin.destroy();
  }
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
