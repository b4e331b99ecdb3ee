import { Worker } from "node:worker_threads";
import type { RawDocument } from "../document.ts";
import { SeedcleanError } from "../errors.ts";
import { type BatchResult, type Decision, type LinesResult, packBytes, READY, type WorkerRequest, type WorkerStart } from "./protocol.ts";

/** A worker died over a batch: of memory, mostly. */
export class WorkerDied extends Error {}

/** So many deaths without an answer between them are not the documents' fault: the machine has no memory left. */
const MAX_DEATHS_IN_A_ROW = 20;
/**
 * Batches that a worker has: one in hand, one that waits, and one that comes back. Else it would wait for the main thread. The first
 * it has alone: code that has never run takes ten times as long, and all wait for it.
 */
const BATCHES_A_WORKER = 3;

/** A batch whose documents stayed with a worker. */
export interface KeptBatch {
  /** What they become; undefined if the worker died. Once only. */
  lines(decisions: readonly Decision[]): Promise<LinesResult>;
}

/** A fixed number of worker threads. One that dies is replaced; the batch that it had in hand fails with WorkerDied. */
export class WorkerPool {
  private readonly lanes: Lane[];
  private deathsInARow = 0;
  private failure: SeedcleanError | undefined;
  private batches = 0;

  /** @param script what a worker runs: it posts READY, and answers each request */
  constructor(size: number, script: URL, start: WorkerStart) {
    const events: LaneEvents = {
      answered: () => {
        this.deathsInARow = 0;
      },
      died: (wasReady) => {
        this.deathsInARow++;
        if (!wasReady) this.failure ??= workersFailed("cannot start");
        else if (this.deathsInARow >= MAX_DEATHS_IN_A_ROW) this.failure ??= workersFailed(`died ${this.deathsInARow} times without doing anything`);
        return this.failure;
      },
    };
    this.lanes = Array.from({ length: size }, () => new Lane(() => new Worker(script, { workerData: start }), events));
  }

  /** Whether a worker is there that should have another batch. */
  get hasRoom(): boolean {
    return this.lanes.some((lane) => lane.batches < lane.room);
  }

  /** Batches that all workers together should have. */
  get room(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.room, 0);
  }

  /**
   * Prepares documents in the least busy worker.
   * @throws WorkerDied, and SeedcleanError "workers-failed" if workers cannot start, or die again and again
   */
  async prepare(documents: readonly RawDocument[]): Promise<BatchResult> {
    return this.leastBusy().prepare(documents, undefined);
  }

  /** The same, and they stay with the worker. */
  keep(documents: readonly RawDocument[]): { readonly result: Promise<BatchResult>; readonly kept: KeptBatch } {
    const lane = this.leastBusy();
    const number = this.batches++;
    const lines = (decisions: readonly Decision[]): Promise<LinesResult> =>
      lane.lines(number, decisions).catch((error: unknown) => {
        if (error instanceof WorkerDied) return { lines: undefined, spent: [] };
        throw error;
      });
    return { result: lane.prepare(documents, number), kept: { lines } };
  }

  /** @throws SeedcleanError "workers-failed" if workers cannot start, or die again and again */
  throwIfFailed(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  /** Ends all workers at once; what they have not done fails with the reason. */
  async close(reason: unknown): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close(reason)));
  }

  private leastBusy(): Lane {
    this.throwIfFailed();
    return this.lanes.reduce((least, other) => (other.batches - other.room < least.batches - least.room ? other : least));
  }
}

function workersFailed(how: string): SeedcleanError {
  return new SeedcleanError("workers-failed", `worker threads ${how}; run with --jobs 1, which needs none`);
}

interface LaneEvents {
  answered(): void;
  /** @returns why no other worker should be tried */
  died(wasReady: boolean): SeedcleanError | undefined;
}

/** Each request has its own kind. */
type Answer = BatchResult & LinesResult;

interface Task {
  readonly isBatch: boolean;
  post(worker: Worker): void;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** One worker and its requests, answered in order. */
class Lane {
  private readonly newWorker: () => Worker;
  private readonly events: LaneEvents;
  private readonly queue: Task[] = [];
  private worker: Worker | undefined;
  private isListening = false;
  private hasAnswered = false;

  constructor(newWorker: () => Worker, events: LaneEvents) {
    this.newWorker = newWorker;
    this.events = events;
    this.begin();
  }

  /** Batches that it should have. */
  get room(): number {
    if (!this.isListening) return 0;
    return this.hasAnswered ? BATCHES_A_WORKER : 1;
  }

  /** Batches that are to be prepared. */
  get batches(): number {
    return this.queue.reduce((count, { isBatch }) => count + (isBatch ? 1 : 0), 0);
  }

  prepare(documents: readonly RawDocument[], keepAs: number | undefined): Promise<BatchResult> {
    return this.request(true, (worker) => {
      const packed = packBytes(documents);
      post(worker, { documents: packed.documents, keepAs }, [packed.buffer]);
    });
  }

  lines(kept: number, decisions: readonly Decision[]): Promise<LinesResult> {
    return this.request(false, (worker) => post(worker, { kept, decisions }, []));
  }

  async close(reason: unknown): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    this.isListening = false;
    for (const task of this.queue.splice(0)) task.reject(reason);
    await worker?.terminate();
  }

  private request(isBatch: boolean, send: (worker: Worker) => void): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.queue.push({ isBatch, post: send, resolve, reject });
      if (this.worker !== undefined) send(this.worker);
    });
  }

  private begin(): void {
    const worker = this.newWorker();
    worker.on("message", (answer: Answer | typeof READY) => this.answered(answer));
    // An error is heard of before what the worker answered last; its end is not.
    let reason: unknown = new Error("the worker ended");
    worker.on("error", (error) => {
      reason = error;
    });
    worker.on("exit", () => this.died(worker, reason));
    this.worker = worker;
    for (const task of this.queue) task.post(worker);
  }

  private answered(answer: Answer | typeof READY): void {
    if (answer === READY) {
      this.isListening = true;
      return;
    }
    this.hasAnswered = true;
    this.events.answered();
    this.queue.shift()?.resolve(answer);
  }

  /** The request in hand fails, and those behind it go to a new worker. */
  private died(worker: Worker, error: unknown): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    const failure = this.events.died(this.isListening);
    this.isListening = false;
    this.hasAnswered = false;
    if (failure === undefined) {
      this.queue.shift()?.reject(new WorkerDied(error instanceof Error ? error.message : String(error)));
      this.begin();
    } else for (const task of this.queue.splice(0)) task.reject(failure);
  }
}

function post(worker: Worker, request: WorkerRequest, moved: readonly ArrayBuffer[]): void {
  worker.postMessage(request, moved);
}
