import type { RawDocument, SeededDocument } from "../document.ts";
import { mapDocuments } from "../map-documents.ts";
import { perDocument } from "../per-document.ts";
import { pipe, type Stage, type StageContext } from "../stage.ts";
import { BatchQueue, type PreparedDocument, type QueueConfig } from "./batch-queue.ts";
import { batchesOf } from "./batches.ts";
import { Crew } from "./crew.ts";
import type { Prepare } from "./prepare-batch.ts";

/**
 * Does the work on each document in worker threads, and hands the documents on in their order. With one job, or little text, all is
 * done in this thread; the documents are the same, and so is the order of the notices.
 */
export function inWorkers(prepare: Prepare, script?: URL): Stage<RawDocument, SeededDocument> {
  return readingAhead({ name: "as they come", run: (documents) => documents }, prepare, script);
}

/** The same with the stage that reads, whose notices come in the order of the documents too. */
export function readingAhead<In>(source: Stage<In, RawDocument>, prepare: Prepare, script?: URL): Stage<In, SeededDocument> {
  const inThisThread = pipe(source, perDocument(prepare));
  return {
    name: "prepare",
    run: (inputs, context) => ((context.jobs ?? 1) > 1 ? comingWhole(source, prepare, script, inputs, context) : inThisThread.run(inputs, context)),
  };
}

async function* comingWhole<In>(source: Stage<In, RawDocument>, prepare: Prepare, script: URL | undefined, inputs: AsyncIterable<In>, context: StageContext): AsyncGenerator<SeededDocument> {
  const crew = new Crew(context, script);
  try {
    yield* mapDocuments(prepareAhead(source, inputs, { prepare, crew, keeps: false }, context), ({ whole }) => whole);
  } finally {
    await crew.close();
  }
}

/**
 * Reads and prepares ahead of what is decided.
 *
 * Memory: 4 MB of documents under way and what they become (about ten times their bytes), the language models once (9 MB), and what else a worker loads.
 */
export async function* prepareAhead<In>(source: Stage<In, RawDocument>, inputs: AsyncIterable<In>, config: QueueConfig, context: StageContext): AsyncGenerator<PreparedDocument> {
  const queue = new BatchQueue(config, context);
  let bytes = 0;
  for await (const batch of batchesOf(source, inputs, context)) {
    bytes += batch.bytes;
    config.crew.callFor(bytes);
    queue.add(batch);
    while (queue.hasEnough) yield* await queue.next();
  }
  while (!queue.isEmpty) yield* await queue.next();
}
