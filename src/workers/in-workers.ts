import { performance } from "node:perf_hooks";
import type { RawDocument, SeededDocument } from "../document.ts";
import type { Notice } from "../notices.ts";
import { perDocument } from "../per-document.ts";
import type { DocumentFunction, Stage, StageContext } from "../stage.ts";
import { reserveModels, shareModels } from "../stages/language/script-models.ts";
import { WorkerDied, WorkerPool } from "./pool.ts";
import type { BatchResult, Outcome } from "./protocol.ts";

/** Workers start when so much was read: below it they cost more (two loads of the models) than they bring. */
const FIRST_BYTES = 1 << 20;
/** Small files travel together: about 40 ms of work, beside which the passing on costs nothing. */
const BATCH_BYTES = 1 << 18;
const BATCH_DOCUMENTS = 256;
/** A batch that fills slowly (a pipe that brings little) goes on with the next document that comes. */
const BATCH_MS = 100;
/** Batches under way for each worker: one in hand, one that waits, and one that comes back. */
const BATCHES_A_WORKER = 3;
/** Bytes under way beyond which nothing more is read; one document may be larger. */
const MAX_BYTES_UNDER_WAY = 1 << 24;

type Prepare = DocumentFunction<RawDocument, SeededDocument>;

const WORKER = new URL("../workers/worker.js", import.meta.url);

/**
 * Does the work on each document in worker threads, and hands the documents on in their order. With one job, or little text, all is
 * done in this thread; the documents are the same.
 *
 * Memory: MAX_BYTES_UNDER_WAY and what the documents become (about ten times their bytes), the language models once (9 MB), and what else a worker loads.
 * @param prepare what a worker does, for this thread
 * @param script what a worker runs
 */
export function inWorkers(prepare: Prepare, script: URL = WORKER): Stage<RawDocument, SeededDocument> {
  return {
    name: "prepare",
    run: (documents, context) => ((context.jobs ?? 1) > 1 ? distribute(prepare, script, documents, context) : perDocument(prepare).run(documents, context)),
  };
}

async function* distribute(prepare: Prepare, script: URL, documents: AsyncIterable<RawDocument>, context: StageContext): AsyncGenerator<SeededDocument> {
  const { signal } = context;
  let pool: WorkerPool | undefined;
  const stop = (): void => void pool?.close(signal.reason);
  signal.addEventListener("abort", stop);
  // This thread works too at first, and what it loads the workers need not.
  const models = reserveModels();
  shareModels(models);
  let bytes = 0;
  const underWay = new BatchQueue();
  try {
    for await (const batch of batchesOf(documents)) {
      bytes += bytesOf(batch);
      if (pool === undefined && bytes < FIRST_BYTES) {
        yield* here(prepare, batch, context);
        continue;
      }
      // This thread is a job too: it reads, decides and writes.
      pool ??= new WorkerPool(context.jobs! - 1, script, { settings: context.settings, models, isTimed: context.spent !== undefined });
      while (underWay.isReady || underWay.isFull((context.jobs! - 1) * BATCHES_A_WORKER, bytesOf(batch))) yield* delivered(await underWay.next(), context);
      underWay.add(resultOf(pool, batch), bytesOf(batch));
    }
    while (underWay.count > 0) yield* delivered(await underWay.next(), context);
  } finally {
    signal.removeEventListener("abort", stop);
    await pool?.close(new Error("the run has ended"));
  }
}

function* here(prepare: Prepare, batch: readonly RawDocument[], context: StageContext): Generator<SeededDocument> {
  for (const document of batch) {
    const prepared = prepare(document, context);
    if (prepared !== undefined) yield prepared;
  }
}

function* delivered({ outcomes, spent, bug }: BatchResult, context: StageContext): Generator<SeededDocument> {
  context.signal.throwIfAborted();
  for (const [step, milliseconds] of spent) context.spent?.(step, milliseconds);
  for (const { document, notices } of outcomes) {
    for (const notice of notices) context.notice(notice);
    if (document !== undefined) yield document;
  }
  if (bug !== undefined) throw bug;
}

/** A batch that a worker dies over is tried again document by document; the one that kills a worker by itself is left out. */
async function resultOf(pool: WorkerPool, batch: readonly RawDocument[]): Promise<BatchResult> {
  try {
    return await pool.submit(batch);
  } catch (error) {
    if (!(error instanceof WorkerDied)) throw error;
    if (batch.length === 1) return { outcomes: [leftOut(batch[0]!, error)], spent: [] };
  }
  const results: BatchResult[] = [];
  for (const document of batch) results.push(await resultOf(pool, [document]));
  const bug = results.find((result) => result.bug !== undefined)?.bug;
  return { outcomes: results.flatMap(({ outcomes }) => outcomes), spent: results.flatMap(({ spent }) => spent), ...(bug !== undefined && { bug }) };
}

function leftOut(document: RawDocument, error: WorkerDied): Outcome {
  const message = `a worker died over it (${error.message}), and it was left out; cut it with --max-document, or give Node more memory (NODE_OPTIONS=--max-old-space-size=8000)`;
  const notice: Notice = { code: "worker-failed", severity: "failure", stage: "decode", path: document.source, ...(document.sourceLine !== undefined && { line: document.sourceLine }), message };
  return { document: undefined, notices: [notice] };
}

async function* batchesOf(documents: AsyncIterable<RawDocument>): AsyncGenerator<readonly RawDocument[]> {
  let batch: RawDocument[] = [];
  let bytes = 0;
  let total = 0;
  let startMs = performance.now();
  for await (const document of documents) {
    if (batch.length === 0) startMs = performance.now();
    batch.push(document);
    bytes += document.bytes.length;
    total += document.bytes.length;
    // The first documents come out one by one: whoever looks on wants to see something.
    if (total >= FIRST_BYTES && bytes < BATCH_BYTES && batch.length < BATCH_DOCUMENTS && performance.now() - startMs < BATCH_MS) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

function bytesOf(batch: readonly RawDocument[]): number {
  return batch.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** Batches under way, first in, first out. */
class BatchQueue {
  private readonly results: { readonly result: Promise<BatchResult>; readonly bytes: number; isReady: boolean }[] = [];
  private bytes = 0;

  get count(): number {
    return this.results.length;
  }

  /** Whether the first batch is done. */
  get isReady(): boolean {
    return this.results[0]?.isReady === true;
  }

  isFull(maxBatches: number, more: number): boolean {
    return this.count >= maxBatches || (this.count > 0 && this.bytes + more > MAX_BYTES_UNDER_WAY);
  }

  add(result: Promise<BatchResult>, bytes: number): void {
    const entry = { result, bytes, isReady: false };
    const settle = (): void => {
      entry.isReady = true;
    };
    // It is awaited later; until then its failure is not unheard.
    result.then(settle, settle);
    this.results.push(entry);
    this.bytes += bytes;
  }

  next(): Promise<BatchResult> {
    const { result, bytes } = this.results.shift()!;
    this.bytes -= bytes;
    return result;
  }
}
