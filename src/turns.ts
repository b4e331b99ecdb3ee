import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { mapDocuments } from "./map-documents.ts";
import type { Input } from "./stages/read/inputs.ts";

/**
 * The event loop gets a turn this often: small files are read, and files and pipes on standard output written, without one, and
 * signals and timers (the progress bar) wait for it. A turn costs some microseconds.
 */
const TURN_MS = 20;

/** Gives the event loop its turns between documents. */
export function withTurns<Document>(documents: AsyncIterable<Document>, signal: AbortSignal): AsyncIterable<Document> {
  let turnMs = performance.now();
  return mapDocuments(documents, async (document) => {
    if (performance.now() - turnMs < TURN_MS) return document;
    await setImmediate();
    signal.throwIfAborted();
    turnMs = performance.now();
    return document;
  });
}

/** Carries work on one document to its end, and gives the event loop its turns where it yields. */
export async function finishInTurns<Result>(work: Generator<undefined, Result, undefined>, signal: AbortSignal): Promise<Result> {
  let turnMs = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() - turnMs < TURN_MS) continue;
    await setImmediate();
    signal.throwIfAborted();
    turnMs = performance.now();
  }
}

/** Inputs as the first stage takes them. */
export async function* inOrder(inputs: readonly Input[]): AsyncGenerator<Input> {
  yield* inputs;
}
