import { setImmediate } from "node:timers/promises";
import type { DecidableDocument, SeededDocument } from "../document.ts";
import type { StageContext } from "../stage.ts";
import type { Batch } from "./batches.ts";
import type { Crew } from "./crew.ts";
import { type KeptBatch, WorkerDied, type WorkerPool } from "./pool.ts";
import { type Prepare, prepareBatch } from "./prepare-batch.ts";
import type { BatchResult } from "./protocol.ts";
import { prepareOneByOne } from "./retry.ts";

/** Batches that wait for this thread, beside those that workers have: it takes one when it would wait for a worker. */
const OWN_BATCHES = 2;
/** Bytes under way beyond which nothing more is read; one document may be larger. */
const MAX_BYTES = 1 << 22;

/** A document that was prepared, and where all of it is. */
export interface PreparedDocument {
  readonly document: DecidableDocument;
  /** All of it, where it is here. */
  readonly whole: SeededDocument | undefined;
  /** The worker that has its batch; undefined = it is here. */
  readonly kept: KeptBatch | undefined;
  readonly batch: Batch;
  /** No other document of the batch comes behind it. */
  readonly isLast: boolean;
}

/** How batches are prepared. */
export interface QueueConfig {
  /** What a worker does, for this thread. */
  readonly prepare: Prepare;
  readonly crew: Crew;
  /** Whether documents stay with the worker that prepared them, and only what decisions need comes back. */
  readonly keeps: boolean;
}

/** A batch in the queue. */
interface Entry {
  readonly batch: Batch;
  /** undefined = nobody works on it yet. */
  result: Promise<BatchResult> | undefined;
  kept: KeptBatch | undefined;
  isReady: boolean;
}

/** Batches under way, first in, first out: nobody's yet, a worker's or this thread's, and ready. */
export class BatchQueue {
  private readonly config: QueueConfig;
  private readonly context: StageContext;
  private readonly entries: Entry[] = [];
  private bytes = 0;

  constructor(config: QueueConfig, context: StageContext) {
    this.config = config;
    this.context = context;
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** Whether the first batch should go on before more is read: it is ready and workers have enough, or there is no room. */
  get hasEnough(): boolean {
    const isHungry = this.config.crew.pool?.hasRoom === true;
    return this.isFull || (this.entries[0]?.isReady === true && !isHungry);
  }

  add(batch: Batch): void {
    this.entries.push({ batch, result: undefined, kept: undefined, isReady: false });
    this.bytes += batch.bytes;
    this.giveToWorkers();
  }

  /** Takes the first batch. While it is not ready, this thread works on one that nobody has. */
  async next(): Promise<Iterable<PreparedDocument>> {
    const first = this.entries[0]!;
    for (;;) {
      // What workers have done is heard of.
      await setImmediate();
      this.giveToWorkers();
      if (first.isReady) break;
      const waiting = this.entries.find(({ result }) => result === undefined);
      if (waiting === undefined) await Promise.allSettled([first.result]);
      else this.workOn(waiting);
    }
    this.entries.shift();
    this.bytes -= first.batch.bytes;
    return delivered(first, await first.result!, this.context);
  }

  private get isFull(): boolean {
    const room = this.config.crew.pool?.room ?? 0;
    const { length } = this.entries;
    return length >= (room === 0 ? 1 : room * 2 + OWN_BATCHES) || (length > 1 && this.bytes > MAX_BYTES);
  }

  private giveToWorkers(): void {
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
    entry.result = result.catch((error: unknown) => {
      if (!(error instanceof WorkerDied)) throw error;
      entry.kept = undefined;
      return prepareOneByOne(pool, documents, error);
    });
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
}

/** The documents of a batch, each behind the notices of reading and preparing it. */
function* delivered({ batch, kept }: Entry, { outcomes, spent, bug }: BatchResult, context: StageContext): Generator<PreparedDocument> {
  context.signal.throwIfAborted();
  for (const [step, milliseconds] of spent) context.spent?.(step, milliseconds);
  const last = outcomes.findLastIndex(({ document }) => document !== undefined);
  for (const [i, { document, notices }] of outcomes.entries()) {
    for (const notice of batch.notices[i]!) context.notice(notice);
    for (const notice of notices) context.notice(notice);
    if (document !== undefined) yield { document, whole: isWhole(document) ? document : undefined, kept, batch, isLast: i === last };
  }
  if (bug !== undefined) throw bug;
  for (const notice of batch.notices[batch.documents.length] ?? []) context.notice(notice);
}

function isWhole(document: SeededDocument | DecidableDocument): document is SeededDocument {
  return "languages" in document;
}
