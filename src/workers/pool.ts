import { Worker } from "node:worker_threads";
import type { RawDocument } from "../document.ts";
import { SeedcleanError } from "../errors.ts";
import { type BatchResult, packBatch, type WorkerStart } from "./protocol.ts";

/** A worker died over a batch: of memory, mostly. */
export class WorkerDied extends Error {}

/** So many deaths without an answer between them are not the documents' fault: workers cannot start, or the machine has no memory left. */
const MAX_DEATHS_IN_A_ROW = 20;

interface Task {
  readonly documents: readonly RawDocument[];
  resolve(result: BatchResult): void;
  reject(error: unknown): void;
}

/**
 * A fixed number of worker threads, each with one batch in hand and one waiting, so that none waits for the main thread.
 * A worker that dies is replaced; its batch fails with WorkerDied.
 */
export class WorkerPool {
  private readonly lanes: Lane[];
  private deathsInARow = 0;

  /** @param script what a worker runs: it answers each Batch with a BatchResult */
  constructor(size: number, script: URL, start: WorkerStart) {
    this.lanes = Array.from({ length: size }, () => new Lane(() => this.counting(new Worker(script, { workerData: start }))));
  }

  private counting(worker: Worker): Worker {
    worker.on("message", () => {
      this.deathsInARow = 0;
    });
    worker.on("exit", () => this.deathsInARow++);
    return worker;
  }

  /**
   * Works on documents in the least busy worker.
   * @throws WorkerDied, and SeedcleanError "workers-failed" if they die again and again
   */
  async submit(documents: readonly RawDocument[]): Promise<BatchResult> {
    const lane = this.lanes.reduce((least, other) => (other.tasks < least.tasks ? other : least));
    if (this.deathsInARow >= MAX_DEATHS_IN_A_ROW) throw new SeedcleanError("workers-failed", `worker threads died ${this.deathsInARow} times without doing anything; run with --jobs 1, which needs none`);
    return new Promise((resolve, reject) => lane.add({ documents, resolve, reject }));
  }

  /** Ends all workers at once; what they have not done fails with the reason. */
  async close(reason: unknown): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close(reason)));
  }
}

/** One worker and its batches, answered in order. */
class Lane {
  private readonly newWorker: () => Worker;
  private worker: Worker | undefined;
  private readonly queue: Task[] = [];

  constructor(newWorker: () => Worker) {
    this.newWorker = newWorker;
  }

  get tasks(): number {
    return this.queue.length;
  }

  add(task: Task): void {
    this.queue.push(task);
    this.post(task);
  }

  async close(reason: unknown): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    for (const task of this.queue.splice(0)) task.reject(reason);
    await worker?.terminate();
  }

  private post(task: Task): void {
    this.worker ??= this.begin();
    const { batch, buffer } = packBatch(task.documents);
    this.worker.postMessage(batch, [buffer]);
  }

  private begin(): Worker {
    const worker = this.newWorker();
    worker.on("message", (result: BatchResult) => this.queue.shift()?.resolve(result));
    worker.on("error", (error) => this.died(worker, error));
    worker.on("exit", () => this.died(worker, new Error("the worker ended")));
    return worker;
  }

  /** The batch in hand fails, and those behind it go to a new worker. */
  private died(worker: Worker, error: unknown): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.queue.shift()?.reject(new WorkerDied(error instanceof Error ? error.message : String(error)));
    for (const task of this.queue) this.post(task);
  }
}
