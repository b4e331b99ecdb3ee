import { setImmediate } from "node:timers/promises";
import type { DecidableDocument, RawDocument, SeededDocument } from "../document.ts";
import type { Notice } from "../notices.ts";
import { perDocument } from "../per-document.ts";
import { pipe, type Stage, type StageContext } from "../stage.ts";
import { type Batch, batchesOf } from "./batches.ts";
import { Crew } from "./crew.ts";
import { type KeptBatch, WorkerDied, type WorkerPool } from "./pool.ts";
import { type Prepare, prepareBatch } from "./prepare-batch.ts";
import type { BatchResult, Outcome } from "./protocol.ts";

/** Where it is not known how much will come, workers start when so much was read: that takes as long as they cost. */
const FIRST_BYTES = 1 << 21;
/** So much this thread does document by document, before all else: whoever looks on wants to see something. */
const ALONE_BYTES = 1 << 16;
/** Batches that wait for this thread, beside those that workers have: it takes one when it would wait for a worker. */
const OWN_BATCHES = 2;
/** Bytes under way beyond which nothing more is read; one document may be larger. */
const MAX_BYTES_UNDER_WAY = 1 << 22;

/** Where a document is that was prepared. */
export interface Whereabouts {
  /** The worker that has its batch; undefined = it is here. */
  readonly kept: KeptBatch | undefined;
  /** All of it, where it is here. */
  readonly whole: SeededDocument | undefined;
  readonly batch: Batch;
  /** No other document of the batch comes behind it. */
  readonly isLast: boolean;
}

/** How documents are prepared ahead. */
export interface AheadConfig<In, Document> {
  /** What is read ahead. */
  readonly source: Stage<In, RawDocument>;
  /** What a worker does, for this thread. */
  readonly prepare: Prepare;
  readonly crew: Crew;
  /** Whether documents stay with the worker that prepared them, and only what decisions need comes back. */
  readonly keeps: boolean;
  take(document: DecidableDocument, whereabouts: Whereabouts): Document;
}

/**
 * Does the work on each document in worker threads, and hands the documents on in their order. With one job, or little text, all is
 * done in this thread; the documents are the same, and so is the order of the notices.
 */
export function inWorkers(prepare: Prepare, script?: URL): Stage<RawDocument, SeededDocument> {
  return readingAhead({ name: "as they come", run: (documents) => documents }, prepare, script);
}

/** The same with the stage that reads, whose notices come in the order of the documents too. */
export function readingAhead<In>(source: Stage<In, RawDocument>, prepare: Prepare, script?: URL): Stage<In, SeededDocument> {
  return {
    name: "prepare",
    run: (inputs, context) => ((context.jobs ?? 1) > 1 ? comingWhole(source, prepare, script, inputs, context) : pipe(source, perDocument(prepare)).run(inputs, context)),
  };
}

async function* comingWhole<In>(source: Stage<In, RawDocument>, prepare: Prepare, script: URL | undefined, inputs: AsyncIterable<In>, context: StageContext): AsyncGenerator<SeededDocument> {
  const crew = new Crew(context, script);
  try {
    yield* prepareAhead({ source, prepare, crew, keeps: false, take: (_, { whole }) => whole! }, inputs, context);
  } finally {
    await crew.close();
  }
}

/**
 * Reads and prepares ahead of what is decided. This thread takes a batch itself when it would wait for a worker.
 *
 * Memory: MAX_BYTES_UNDER_WAY and what the documents become (about ten times their bytes), the language models once (9 MB), and what else a worker loads.
 */
export async function* prepareAhead<In, Document>(config: AheadConfig<In, Document>, inputs: AsyncIterable<In>, context: StageContext): AsyncGenerator<Document> {
  const read = new ReadNotices(context);
  const queue = new BatchQueue(config, context);
  const isDue = workersDue(context);
  let bytes = 0;
  for await (const batch of batchesOf(config.source.run(inputs, read.context), ALONE_BYTES, () => read.take())) {
    bytes += batch.bytes;
    if (isDue(bytes)) config.crew.call();
    queue.add(batch);
    while (queue.isFull || (queue.isReady && !queue.isHungry)) yield* await queue.next();
  }
  while (queue.count > 0) yield* await queue.next();
}

/** @returns whether workers should start when so many bytes were read */
function workersDue({ isLong }: StageContext): (bytes: number) => boolean {
  let isKnown = false;
  let dueBytes = FIRST_BYTES;
  return (bytes) => {
    if (!isKnown && bytes >= ALONE_BYTES) {
      isKnown = true;
      const answer = isLong?.();
      if (answer !== undefined) dueBytes = answer ? 0 : Number.POSITIVE_INFINITY;
    }
    return bytes >= dueBytes;
  };
}

/** Keeps what reading tells until the documents come that it told it of or before. Where a run may be resumed, that is told at once. */
class ReadNotices {
  readonly context: StageContext;
  private notices: Notice[] = [];

  constructor(context: StageContext) {
    this.context = context.reading === undefined ? { ...context, notice: (notice) => this.notices.push(notice) } : context;
  }

  /** Those that came since the last call. */
  take(): readonly Notice[] {
    const { notices } = this;
    this.notices = [];
    return notices;
  }
}

interface Entry {
  readonly batch: Batch;
  /** undefined = nobody works on it yet. */
  result: Promise<BatchResult> | undefined;
  kept: KeptBatch | undefined;
  isReady: boolean;
}

/** Batches under way, first in, first out. */
class BatchQueue<Document> {
  private readonly config: AheadConfig<never, Document>;
  private readonly context: StageContext;
  private readonly entries: Entry[] = [];
  private bytes = 0;

  constructor(config: AheadConfig<never, Document>, context: StageContext) {
    this.config = config;
    this.context = context;
  }

  get count(): number {
    return this.entries.length;
  }

  /** Whether the first batch is done. */
  get isReady(): boolean {
    return this.entries[0]?.isReady === true;
  }

  /** Whether workers have too few batches. */
  get isHungry(): boolean {
    return this.config.crew.pool?.hasRoom === true;
  }

  get isFull(): boolean {
    const room = this.config.crew.pool?.room ?? 0;
    return this.count >= (room === 0 ? 1 : room * 2 + OWN_BATCHES) || (this.count > 1 && this.bytes > MAX_BYTES_UNDER_WAY);
  }

  add(batch: Batch): void {
    this.entries.push({ batch, result: undefined, kept: undefined, isReady: false });
    this.bytes += batch.bytes;
    this.send();
  }

  /** The documents of the first batch. */
  async next(): Promise<Iterable<Document>> {
    for (;;) {
      // What workers have done is heard of.
      await setImmediate();
      this.send();
      const first = this.entries[0]!;
      if (first.isReady) {
        this.entries.shift();
        this.bytes -= first.batch.bytes;
        return this.delivered(first, await first.result!);
      }
      const own = this.entries.find(({ result }) => result === undefined);
      if (own === undefined) await Promise.allSettled([first.result]);
      else this.workOn(own);
    }
  }

  /** Gives batches to workers that have too few. */
  private send(): void {
    const { pool } = this.config.crew;
    pool?.throwIfFailed();
    for (const entry of this.entries) {
      if (entry.result !== undefined) continue;
      if (pool?.hasRoom !== true) return;
      this.give(entry, pool);
    }
  }

  private give(entry: Entry, pool: WorkerPool): void {
    const { documents } = entry.batch;
    const { result, kept } = this.config.keeps ? pool.keep(documents) : { result: pool.prepare(documents), kept: undefined };
    entry.kept = kept;
    entry.result = retried(pool, entry, result);
    const settle = (): void => {
      entry.isReady = true;
    };
    // It is awaited later; until then its failure is not unheard.
    entry.result.then(settle, settle);
  }

  private workOn(entry: Entry): void {
    const { context } = this;
    entry.result = Promise.resolve(prepareBatch(entry.batch.documents, this.config.prepare, context.settings, context.spent !== undefined));
    entry.isReady = true;
  }

  private *delivered({ batch, kept }: Entry, { outcomes, spent, bug }: BatchResult): Generator<Document> {
    const { context } = this;
    context.signal.throwIfAborted();
    for (const [step, milliseconds] of spent) context.spent?.(step, milliseconds);
    const last = outcomes.findLastIndex(({ document }) => document !== undefined);
    for (const [i, { document, notices }] of outcomes.entries()) {
      for (const notice of batch.notices[i]!) context.notice(notice);
      for (const notice of notices) context.notice(notice);
      if (document !== undefined) yield this.config.take(document, { kept, batch, whole: isWhole(document) ? document : undefined, isLast: i === last });
    }
    if (bug !== undefined) throw bug;
    for (const notice of batch.notices[batch.documents.length] ?? []) context.notice(notice);
  }
}

function isWhole(document: SeededDocument | DecidableDocument): document is SeededDocument {
  return "languages" in document;
}

/** A batch that a worker died over is tried again document by document; the one that kills a worker by itself is left out. */
async function retried(pool: WorkerPool, entry: Entry, result: Promise<BatchResult>): Promise<BatchResult> {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof WorkerDied)) throw error;
    entry.kept = undefined;
    const { documents } = entry.batch;
    if (documents.length === 1) return { outcomes: [leftOut(documents[0]!, error)], spent: [] };
    const results: BatchResult[] = [];
    for (const document of documents) results.push(await alone(pool, document));
    const bug = results.find((one) => one.bug !== undefined)?.bug;
    return { outcomes: results.flatMap(({ outcomes }) => outcomes), spent: results.flatMap(({ spent }) => spent), ...(bug !== undefined && { bug }) };
  }
}

async function alone(pool: WorkerPool, document: RawDocument): Promise<BatchResult> {
  try {
    return await pool.prepare([document]);
  } catch (error) {
    if (!(error instanceof WorkerDied)) throw error;
    return { outcomes: [leftOut(document, error)], spent: [] };
  }
}

function leftOut(document: RawDocument, error: WorkerDied): Outcome {
  const message = `a worker died over it (${error.message}), and it was left out; cut it with --max-document, or give Node more memory (NODE_OPTIONS=--max-old-space-size=8000)`;
  const notice: Notice = { code: "worker-failed", severity: "failure", stage: "decode", path: document.source, ...(document.sourceLine !== undefined && { line: document.sourceLine }), message };
  return { document: undefined, notices: [notice] };
}
