import { isDeepStrictEqual } from "node:util";
import type { RenderedDocument, SeededDocument } from "../document.ts";
import { SeedcleanError } from "../errors.ts";
import type { Notice } from "../notices.ts";
import type { Settings } from "../settings.ts";
import type { StageContext } from "../stage.ts";
import { duplicates } from "../stages/duplicates/duplicates.ts";
import { seedPassages } from "../stages/duplicates/passages.ts";
import { renderDocument } from "../stages/write/write.ts";
import { type RunDocument, runDocuments, type RunFiles } from "./run-documents.ts";

/** What is to be decided anew. */
export interface RethresholdConfig extends RunFiles {
  /** As the run had them, but for `coverage`. Only those of duplicates matter. */
  readonly settings: Settings;
  /** The `coverage` that the run had. */
  readonly runCoverage: number;
  readonly temporaryFolder?: string;
  readonly signal: AbortSignal;
  readonly notice: (notice: Notice) => void;
}

/**
 * What a run with another `coverage` would have written, from output and ledger alone: the sources are put together again, and only
 * the duplicates stage goes over them, for what comes back may cover other passages than before. First it does so with the run's own
 * coverage: only if that gives the two files as they are, were they made with these settings, and by nothing that is not in them.
 * Holds what the duplicates stage holds.
 * @throws SeedcleanError where the two files do not hold what is needed to be exact
 */
export async function* rethreshold(config: RethresholdConfig): AsyncGenerator<RenderedDocument> {
  for await (const { before, rendered } of decidedAnew(config, config.runCoverage, () => {})) {
    if (!isAsWritten(before, rendered)) throw otherRun(before.document.id, config.runCoverage);
  }
  for await (const { rendered } of decidedAnew(config, config.settings.coverage, config.notice)) yield rendered;
}

interface DecidedDocument {
  readonly before: RunDocument;
  readonly rendered: RenderedDocument;
}

async function* decidedAnew(config: RethresholdConfig, coverage: number, notice: RethresholdConfig["notice"]): AsyncGenerator<DecidedDocument> {
  const { signal, temporaryFolder } = config;
  const context: StageContext = {
    settings: { ...config.settings, coverage, keepEmpty: true, unit: "document", fields: new Set(), textOnly: false },
    signal,
    ...(temporaryFolder !== undefined && { temporaryFolder }),
    notice,
  };
  const waiting: RunDocument[] = [];
  async function* seeded(): AsyncGenerator<SeededDocument> {
    for await (const before of runDocuments(config)) {
      signal.throwIfAborted();
      waiting.push(before);
      yield seedPassages(before.document, context);
    }
  }
  for await (const clean of duplicates.run(seeded(), context)) yield { before: waiting.shift()!, rendered: renderDocument(clean, context.settings) };
}

function isAsWritten({ outputLine, entry }: RunDocument, { output, ledger }: RenderedDocument): boolean {
  const lines = ledger.split("\n").filter((line) => line !== "").map((line): unknown => JSON.parse(line));
  const written = [...(entry.layout === undefined ? [] : [entry.layout]), ...entry.removals];
  return isDeepStrictEqual(JSON.parse(output), outputLine) && isDeepStrictEqual(lines, written);
}

function otherRun(id: string, coverage: number): SeedcleanError {
  const why = `with --coverage ${coverage} and these settings the run would have decided otherwise`;
  return new SeedcleanError("usage", `${id}: ${why}; give --run-coverage and the flags of duplicates as the run had them (runs with --index or --against cannot be decided anew)`);
}
