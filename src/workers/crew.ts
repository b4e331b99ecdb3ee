import type { StageContext } from "../stage.ts";
import { reserveModels, shareModels } from "../stages/language/script-models.ts";
import { WorkerPool } from "./pool.ts";

const WORKER = new URL("../workers/worker.js", import.meta.url);
/** Whether there is much to read is asked when so much was. */
const ASKING_BYTES = 1 << 16;
/** Where it is not known how much will come, workers start when so much was read: that takes as long as they cost. */
const FIRST_BYTES = 1 << 21;

/** The workers of a run, who begin when they are called. This thread is a job too: it reads, decides and writes. */
export class Crew {
  private readonly context: StageContext;
  private readonly script: URL;
  // What this thread loads the workers need not.
  private readonly models = reserveModels();
  private readonly stop = (): void => void this.begun?.close(this.context.signal.reason);
  private begun: WorkerPool | undefined;
  /** How much is to be read before workers begin; undefined = not asked yet. */
  private dueBytes: number | undefined;

  /** @param script what a worker runs */
  constructor(context: StageContext, script: URL = WORKER) {
    this.context = context;
    this.script = script;
    shareModels(this.models);
    context.signal.addEventListener("abort", this.stop);
  }

  /** undefined = not called yet. */
  get pool(): WorkerPool | undefined {
    return this.begun;
  }

  /** Begins if it is worth it, where so many bytes were read. */
  callFor(bytes: number): void {
    if (this.begun !== undefined || bytes < ASKING_BYTES) return;
    this.dueBytes ??= dueBytes(this.context.isLong?.());
    if (bytes < this.dueBytes) return;
    const { settings, jobs = 1, isLedgerWanted = true } = this.context;
    this.begun = new WorkerPool(jobs - 1, this.script, { settings, models: this.models, isTimed: this.context.spent !== undefined, isLedgerWanted });
  }

  /** Ends workers, whatever they do. */
  async close(): Promise<void> {
    this.context.signal.removeEventListener("abort", this.stop);
    await this.begun?.close(new Error("the run has ended"));
  }
}

/** @param isLong whether there is much to read; undefined = not known */
function dueBytes(isLong: boolean | undefined): number {
  if (isLong === undefined) return FIRST_BYTES;
  return isLong ? 0 : Number.POSITIVE_INFINITY;
}
