import { performance } from "node:perf_hooks";
import type { RawDocument } from "../document.ts";
import type { Notice } from "../notices.ts";
import type { Stage, StageContext } from "../stage.ts";

/** So much comes document by document, before all else: whoever looks on wants to see something. */
export const SINGLE_BYTES = 1 << 16;
/** Small files travel together: about 20 ms of work, beside which the passing on costs nothing. */
const BATCH_BYTES = 1 << 17;
const BATCH_DOCUMENTS = 256;
/** A batch that fills slowly (a pipe that brings little) goes on with the next document that comes. */
const BATCH_MS = 100;

/** Documents that travel together, in order. */
export interface Batch {
  readonly documents: readonly RawDocument[];
  /** Notices that reading gave before each document, and at the end of all behind the last. */
  readonly notices: readonly (readonly Notice[])[];
  readonly bytes: number;
}

/** Reads documents and gathers them to batches, the last of which may be empty. */
export async function* batchesOf<In>(source: Stage<In, RawDocument>, inputs: AsyncIterable<In>, context: StageContext): AsyncGenerator<Batch> {
  const told: Notice[] = [];
  const readContext = { ...context, notice: (notice: Notice) => told.push(notice) };
  let documents: RawDocument[] = [];
  let notices: Notice[][] = [];
  let bytes = 0;
  let total = 0;
  let startMs = performance.now();
  for await (const document of source.run(inputs, readContext)) {
    if (documents.length === 0) startMs = performance.now();
    documents.push(document);
    notices.push(told.splice(0));
    bytes += document.bytes.length;
    total += document.bytes.length;
    if (total >= SINGLE_BYTES && bytes < BATCH_BYTES && documents.length < BATCH_DOCUMENTS && performance.now() - startMs < BATCH_MS) continue;
    yield { documents, notices, bytes };
    documents = [];
    notices = [];
    bytes = 0;
  }
  notices.push(told);
  yield { documents, notices, bytes };
}
