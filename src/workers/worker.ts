/** A worker thread: prepares batches of documents, and makes the lines of those that it keeps. */
import { performance } from "node:perf_hooks";
import { parentPort, workerData } from "node:worker_threads";
import type { SeededDocument, TailDocument } from "../document.ts";
import { prepare } from "../pipeline.ts";
import { shareModels } from "../stages/language/script-models.ts";
import { linesOf } from "../stages/write/write.ts";
import { prepareBatch } from "./prepare-batch.ts";
import { type LinesRequest, type LinesResult, packArrays, type PrepareRequest, READY, type WorkerRequest, type WorkerStart } from "./protocol.ts";

const { settings, models, isTimed, isLedgerWanted }: WorkerStart = workerData;
shareModels(models);

/** Documents that wait for their decisions. */
const kept = new Map<number, readonly TailDocument[]>();

function answerPrepare({ documents, keepAs }: PrepareRequest): void {
  const result = prepareBatch(documents, prepare, settings, isTimed);
  if (keepAs === undefined) {
    parentPort?.postMessage(result);
    return;
  }
  kept.set(keepAs, result.outcomes.flatMap(({ document }) => (document === undefined ? [] : [withoutPassages(document)])));
  const { outcomes, buffer } = packArrays(result.outcomes);
  parentPort?.postMessage({ ...result, outcomes }, [buffer]);
}

function withoutPassages({ passages: _passages, ...rest }: SeededDocument): TailDocument {
  return rest;
}

function answerLines({ kept: number, decisions }: LinesRequest): void {
  const startMs = performance.now();
  const documents = kept.get(number);
  kept.delete(number);
  const lines = documents?.map((document, i) => linesOf({ ...document, ...decisions[i]! }, settings, isLedgerWanted));
  const result: LinesResult = { lines, spent: isTimed ? [["write", performance.now() - startMs]] : [] };
  parentPort?.postMessage(result);
}

parentPort?.on("message", (request: WorkerRequest) => ("kept" in request ? answerLines(request) : answerPrepare(request)));
parentPort?.postMessage(READY);
