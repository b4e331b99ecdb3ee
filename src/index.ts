/** What the package exports: the engine as a library. It touches neither the process nor the console. */
import type { RenderedDocument } from "./document.ts";
import { learnTails } from "./learn-tails.ts";
import type { Notice } from "./notices.ts";
import { pipeline } from "./pipeline.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";
import { inputsOf } from "./stages/read/inputs.ts";
import { inOrder } from "./turns.ts";

export type { CleanDocument, Cover, DocumentCounts, Removal, RemovalReason, RenderedDocument } from "./document.ts";
export { SeedcleanError, type ErrorCode } from "./errors.ts";
export type { Notice, NoticeCode, StageName } from "./notices.ts";
export { pipeline, prepare } from "./pipeline.ts";
export { restore, type RestoreConfig } from "./restore/restore.ts";
export { run, type RunConfig, type RunEvents } from "./run.ts";
export type { RunSummary } from "./report/summary.ts";
export { DEFAULT_SETTINGS, type Settings } from "./settings.ts";
export { pipe, type DocumentContext, type DocumentFunction, type Stage, type StageContext } from "./stage.ts";
export { type IndexConfig, openIndex, type OpenIndex } from "./stages/duplicates/index-folder.ts";
export { languageOf } from "./stages/language/language.ts";
export { type Input, inputsOf } from "./stages/read/inputs.ts";
export { fileSink, type Sink, streamSink } from "./stages/write/sink.ts";

/** How `clean` goes about it, besides the settings. */
export interface CleanOptions extends Partial<Settings> {
  readonly signal?: AbortSignal;
  /** Trouble with, or doubt about, an input; the run goes on. */
  readonly onNotice?: (notice: Notice) => void;
}

/**
 * Cleans files and folders, document by document and in order.
 * @param paths files and folders, as on the command line
 * @returns documents with their lines of output and ledger (docs/formats.md); `output` is "" where nothing stays
 * @throws SeedcleanError "no-input" if a path does not exist; the signal's reason after the signal
 */
export async function* clean(paths: readonly string[], options: CleanOptions = {}): AsyncGenerator<RenderedDocument> {
  const { signal = new AbortController().signal, onNotice, ...settings } = options;
  const inputs = inputsOf(paths, noStdin());
  const settled = await learnTails({ inputs, settings: { ...DEFAULT_SETTINGS, ...settings }, signal });
  const context = { settings: settled, signal, notice: (notice: Notice) => onNotice?.(notice) };
  yield* pipeline.run(inOrder(inputs), context);
}

async function* noStdin(): AsyncGenerator<Uint8Array> {}
