import { performance } from "node:perf_hooks";
import type { RawDocument } from "../document.ts";
import type { Notice } from "../notices.ts";

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

/**
 * Gathers documents to batches. The first come one by one: whoever looks on wants to see something.
 * @param singleBytes so many
 * @param takeNotices those that reading gave since the last call
 */
export async function* batchesOf(documents: AsyncIterable<RawDocument>, singleBytes: number, takeNotices: () => readonly Notice[]): AsyncGenerator<Batch> {
  let batch: RawDocument[] = [];
  let notices: (readonly Notice[])[] = [];
  let bytes = 0;
  let total = 0;
  let startMs = performance.now();
  for await (const document of documents) {
    if (batch.length === 0) startMs = performance.now();
    batch.push(document);
    notices.push(takeNotices());
    bytes += document.bytes.length;
    total += document.bytes.length;
    if (total >= singleBytes && bytes < BATCH_BYTES && batch.length < BATCH_DOCUMENTS && performance.now() - startMs < BATCH_MS) continue;
    yield { documents: batch, notices, bytes };
    batch = [];
    notices = [];
    bytes = 0;
  }
  notices.push(takeNotices());
  yield { documents: batch, notices, bytes };
}
