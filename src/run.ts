import { performance } from "node:perf_hooks";
import { SeedcleanError } from "./errors.ts";
import type { DocumentLines } from "./document.ts";
import type { Notice } from "./notices.ts";
import { learnTails } from "./learn-tails.ts";
import { mapDocuments, takeAll } from "./map-documents.ts";
import { lines, pipeline } from "./pipeline.ts";
import { countDocument, countNotice, emptySummary, type RunSummary } from "./report/summary.ts";
import type { Resumption } from "./resume/resumption.ts";
import type { Settings } from "./settings.ts";
import type { Stage, StageContext } from "./stage.ts";
import type { OpenIndex } from "./stages/duplicates/index-folder.ts";
import { isAtLeast } from "./stages/read/at-least.ts";
import type { Input } from "./stages/read/inputs.ts";
import { tailsFile } from "./stages/tails/tails-file.ts";
import type { OutputSink, Sink } from "./stages/write/sink.ts";
import { inOrder, withTurns } from "./turns.ts";

/** What a run is to do, settled. */
export interface RunConfig {
  readonly inputs: readonly Input[];
  readonly settings: Settings;
  readonly output: OutputSink;
  /** Where the ledger goes. */
  readonly removed?: Sink;
  /** Where files go that live as long as the run; undefined = the system's folder for them. */
  readonly temporaryFolder?: string;
  /** Threads that work; 1 where it is not said. */
  readonly jobs?: number;
  /** What is known of earlier documents, and learns of these; kept when all is written. Whoever opened it closes it. */
  readonly index?: OpenIndex;
  /** Where the repeated tails go that were learned. */
  readonly savedTails?: Sink;
  /** Lets a later run go on with this one, and this one with an earlier one; then the sinks are of it. Whoever opened it closes it. */
  readonly resumption?: Resumption;
  readonly signal: AbortSignal;
}

/** With `learnTails` the ends of all documents are read first. */
export type Pass = "ends" | "all";

/** What a run reports while it goes on. */
export interface RunEvents {
  notice?(notice: Notice): void;
  /** After each document and each read. */
  progress?(summary: Readonly<RunSummary>, pass: Pass): void;
  spent?(step: string, milliseconds: number): void;
}

/**
 * Runs the pipeline over the inputs and writes output and ledger. Files get their names only when all is written; if
 * anything fails, nothing is left of them.
 * @throws what a sink throws, SeedcleanError "nothing-to-do" if no input was found, and the signal's reason after the signal
 */
export async function run(config: RunConfig, events: RunEvents = {}): Promise<RunSummary> {
  const sinks = [config.output, config.removed, config.savedTails].filter((sink) => sink !== undefined);
  const { resumption } = config;
  const startMs = performance.now() - (resumption?.done?.summary.elapsedMs ?? 0);
  try {
    if (resumption?.finished !== undefined) {
      await resumption.finish(resumption.finished);
      return resumption.finished;
    }
    const summary = await runPipeline({ ...config, settings: await settledTails(config, events) }, events, startMs);
    if (summary.documents === 0 && summary.failures === 0 && summary.notices["skipped.binary"] === undefined) throw nothingToDo(config.inputs);
    summary.elapsedMs = Math.round(performance.now() - startMs);
    for (const sink of sinks) await sink.flush?.();
    await resumption?.finish(summary);
    for (const sink of sinks) await sink.finish();
    config.index?.save();
    return summary;
  } catch (error) {
    await Promise.allSettled(sinks.map((sink) => sink.discard()));
    // Streams wrap the signal's reason into errors of their own.
    throw config.signal.aborted ? config.signal.reason : error;
  }
}

/** The settings with all repeated tails that are known: learned now, or by the run that is gone on with. */
async function settledTails(config: RunConfig, events: RunEvents): Promise<Settings> {
  const { done } = config.resumption ?? {};
  if (done !== undefined) return { ...config.settings, repeatedTails: done.repeatedTails };
  const settings = await learnTails(config, (read) => events.progress?.(read, "ends"));
  await config.savedTails?.write(tailsFile(settings.repeatedTails));
  return settings;
}

function nothingToDo(inputs: readonly Input[]): SeedcleanError {
  const where = inputs.map((input) => input.path).join(", ");
  return new SeedcleanError("nothing-to-do", `${where}: nothing to clean, no document was found; check the path, --include, --exclude and .seedcleanignore`);
}

async function runPipeline(config: RunConfig, events: RunEvents, startMs: number): Promise<RunSummary> {
  const { resumption } = config;
  const summary = structuredClone(resumption?.done?.summary ?? emptySummary());
  const summaryNow = (): RunSummary => ({ ...summary, elapsedMs: Math.round(performance.now() - startMs) });
  // A checkpoint keeps what is known when a document is written: then nothing may be decided ahead of it.
  const stages: Stage<Input, DocumentLines> = (config.jobs ?? 1) > 1 && resumption === undefined ? lines : pipeline;
  const documents = stages.run(inOrder(config.inputs), { ...contextOf(config, events, summary), isLedgerWanted: config.removed !== undefined });
  const written = mapDocuments(withTurns(documents, config.signal), async (document) => {
    countDocument(summary, document.counts, document.pieces.some(({ text }) => text !== ""));
    for (const { text, language } of document.pieces) await config.output.write(text, language);
    if (document.ledger !== "") await config.removed?.write(document.ledger);
    events.progress?.(summary, "all");
    await resumption?.documentDone(document.ordinal ?? 0, summaryNow, config.settings.repeatedTails);
    return undefined;
  });
  await takeAll(written);
  return summary;
}

/** A run of so many bytes takes as long with two threads as with one: loading, and code that has never run, cost a thread .3 s (measured with 2 to 10 MB). */
const LONG_BYTES = 8 << 20;

/** What the stages of a run may know; what they report is counted. */
export function contextOf(config: Pick<RunConfig, "inputs" | "settings" | "signal" | "temporaryFolder" | "index" | "jobs" | "resumption">, events: RunEvents, summary: RunSummary): StageContext {
  return {
    settings: config.settings,
    signal: config.signal,
    ...(config.temporaryFolder !== undefined && { temporaryFolder: config.temporaryFolder }),
    ...(config.jobs !== undefined && { jobs: config.jobs }),
    isLong: () => isAtLeast(config.inputs, LONG_BYTES),
    ...(config.index !== undefined && { index: config.index.index }),
    ...(config.resumption !== undefined && { index: config.resumption.index, reading: config.resumption.reading, ids: config.resumption.ids }),
    notice: (notice) => {
      countNotice(summary, notice);
      events.notice?.(notice);
    },
    bytesRead: (bytes) => {
      summary.bytes += bytes;
      events.progress?.(summary, "all");
    },
    ...(events.spent !== undefined && { spent: events.spent.bind(events) }),
  };
}
