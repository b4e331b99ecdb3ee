import { performance } from "node:perf_hooks";
import type { DecidableDocument, Decisions, DocumentLines, RawDocument, TailDocument } from "../document.ts";
import { mapDocuments } from "../map-documents.ts";
import type { Stage, StageContext } from "../stage.ts";
import { linesOf } from "../stages/write/write.ts";
import type { Batch } from "./batches.ts";
import { Crew } from "./crew.ts";
import type { PreparedDocument } from "./batch-queue.ts";
import { prepareAhead } from "./in-workers.ts";
import type { KeptBatch } from "./pool.ts";
import { type Prepare, prepareBatch } from "./prepare-batch.ts";
import type { Decision } from "./protocol.ts";

/** Batches whose lines are being made, beyond which this thread waits for the first. */
const MAX_BATCHES = 16;
/** The same in bytes; one batch may be larger. */
const MAX_BYTES = 1 << 22;

/** A document on its way to decisions and back. */
export interface AwayDocument extends DecidableDocument {
  readonly prepared: Omit<PreparedDocument, "document">;
}

type Decided = Omit<AwayDocument, "passages"> & Decisions;

/** Decides on documents, in order. */
export type Deciding = (documents: AsyncIterable<AwayDocument>, context: StageContext) => AsyncIterable<Decided>;

/**
 * source → prepare → decide → lines. Workers prepare, and make the lines: the text stays with them, so that it crosses threads as
 * the bytes that were read and as lines.
 */
export function linesInWorkers<In>(source: Stage<In, RawDocument>, prepare: Prepare, decide: Deciding): Stage<In, DocumentLines> {
  return {
    name: "lines",
    async *run(inputs, context) {
      const crew = new Crew(context);
      try {
        const prepared = prepareAhead(source, inputs, { prepare, crew, keeps: true }, context);
        const away = mapDocuments(prepared, ({ document, ...rest }): AwayDocument => ({ ...document, prepared: rest }));
        yield* linesAhead(decide(away, context), prepare, context);
      } finally {
        await crew.close();
      }
    },
  };
}

async function* linesAhead(documents: AsyncIterable<Decided>, prepare: Prepare, context: StageContext): AsyncGenerator<DocumentLines> {
  const queue: Entry[] = [];
  let decided: Decided[] = [];
  for await (const document of documents) {
    decided.push(document);
    if (!document.prepared.isLast) continue;
    queue.push(linesOfBatch(decided, document.prepared, prepare, context));
    decided = [];
    while (queue[0]?.isReady === true || isTooMuch(queue)) yield* await queue.shift()!.lines;
  }
  for (const { lines } of queue) yield* await lines;
}

function isTooMuch(queue: readonly Entry[]): boolean {
  return queue.length > MAX_BATCHES || (queue.length > 1 && queue.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_BYTES);
}

/** What a batch becomes. */
interface Entry {
  /** Of the batch. */
  readonly bytes: number;
  readonly lines: readonly DocumentLines[] | Promise<readonly DocumentLines[]>;
  isReady: boolean;
}

function linesOfBatch(decided: readonly Decided[], { kept, batch }: AwayDocument["prepared"], prepare: Prepare, context: StageContext): Entry {
  const decisions = decided.map(({ id, removals }): Decision => ({ id, removals }));
  const wholes = decided.flatMap(({ prepared }) => prepared.whole ?? []);
  if (kept === undefined) return { bytes: batch.bytes, lines: linesHere(wholes, decisions, context), isReady: true };
  const entry = { bytes: batch.bytes, lines: linesThere(kept, batch, decisions, prepare, context), isReady: false };
  const settle = (): void => {
    entry.isReady = true;
  };
  // It is awaited later; until then its failure is not unheard.
  entry.lines.then(settle, settle);
  return entry;
}

function linesHere(documents: readonly TailDocument[], decisions: readonly Decision[], context: StageContext): readonly DocumentLines[] {
  const startMs = performance.now();
  const lines = documents.map((document, i) => linesOf({ ...document, ...decisions[i]! }, context.settings, context.isLedgerWanted));
  context.spent?.("write", performance.now() - startMs);
  return lines;
}

/** Where the worker has died, the documents are prepared once more; what there was to tell of them was told. */
async function linesThere(kept: KeptBatch, { documents }: Batch, decisions: readonly Decision[], prepare: Prepare, context: StageContext): Promise<readonly DocumentLines[]> {
  const { lines, spent } = await kept.lines(decisions);
  for (const [step, milliseconds] of spent) context.spent?.(step, milliseconds);
  if (lines !== undefined) return lines;
  const { outcomes } = prepareBatch(documents, prepare, context.settings, false);
  return linesHere(outcomes.flatMap(({ document }) => document ?? []), decisions, context);
}
