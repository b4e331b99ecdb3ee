import type { StageContext } from "../stage.ts";
import { reserveModels, shareModels } from "../stages/language/script-models.ts";
import { WorkerPool } from "./pool.ts";

const WORKER = new URL("../workers/worker.js", import.meta.url);

/** The workers of a run, who begin when they are called. This thread is a job too: it reads, decides and writes. */
export class Crew {
  private readonly context: StageContext;
  private readonly script: URL;
  // What this thread loads the workers need not.
  private readonly models = reserveModels();
  private readonly stop = (): void => void this.begun?.close(this.context.signal.reason);
  private begun: WorkerPool | undefined;

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

  call(): void {
    const { settings, jobs = 1, isLedgerWanted = true } = this.context;
    this.begun ??= new WorkerPool(jobs - 1, this.script, { settings, models: this.models, isTimed: this.context.spent !== undefined, isLedgerWanted });
  }

  /** Ends workers, whatever they do. */
  async close(): Promise<void> {
    this.context.signal.removeEventListener("abort", this.stop);
    await this.begun?.close(new Error("the run has ended"));
  }
}
