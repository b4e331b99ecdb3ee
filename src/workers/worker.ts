/** A worker thread: does `prepare` on batches of documents, one after the other. */
import { parentPort, workerData } from "node:worker_threads";
import type { Notice } from "../notices.ts";
import { prepare } from "../pipeline.ts";
import type { DocumentContext } from "../stage.ts";
import { shareModels } from "../stages/language/script-models.ts";
import type { Batch, BatchResult, Outcome, WorkerStart } from "./protocol.ts";

const { settings, models, isTimed }: WorkerStart = workerData;
shareModels(models);

function work({ documents }: Batch): BatchResult {
  const outcomes: Outcome[] = [];
  const spent: [string, number][] = [];
  for (const document of documents) {
    const notices: Notice[] = [];
    const context: DocumentContext = {
      settings,
      notice: (notice) => notices.push(notice),
      ...(isTimed && { spent: (step: string, milliseconds: number) => spent.push([step, milliseconds]) }),
    };
    try {
      outcomes.push({ document: prepare(document, context), notices });
    } catch (bug) {
      return { outcomes, spent, bug };
    }
  }
  return { outcomes, spent };
}

parentPort?.on("message", (batch: Batch) => parentPort?.postMessage(work(batch)));
