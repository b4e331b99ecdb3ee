import type { RawDocument } from "../document.ts";
import type { Notice } from "../notices.ts";
import { WorkerDied, type WorkerPool } from "./pool.ts";
import type { BatchResult, Outcome } from "./protocol.ts";

/** Prepares a batch that a worker died over document by document; the one that kills a worker by itself is left out. */
export async function prepareOneByOne(pool: WorkerPool, documents: readonly RawDocument[], death: WorkerDied): Promise<BatchResult> {
  if (documents.length === 1) return leftOut(documents[0]!, death);
  const results: BatchResult[] = [];
  for (const document of documents) results.push(await prepareAlone(pool, document));
  const bug = results.find((result) => result.bug !== undefined)?.bug;
  return { outcomes: results.flatMap(({ outcomes }) => outcomes), spent: results.flatMap(({ spent }) => spent), ...(bug !== undefined && { bug }) };
}

async function prepareAlone(pool: WorkerPool, document: RawDocument): Promise<BatchResult> {
  try {
    return await pool.prepare([document]);
  } catch (error) {
    if (error instanceof WorkerDied) return leftOut(document, error);
    throw error;
  }
}

function leftOut(document: RawDocument, death: WorkerDied): BatchResult {
  const message = `a worker died over it (${death.message}), and it was left out; cut it with --max-document, or give Node more memory (NODE_OPTIONS=--max-old-space-size=8000)`;
  const notice: Notice = { code: "worker-failed", severity: "failure", stage: "decode", path: document.source, ...(document.sourceLine !== undefined && { line: document.sourceLine }), message };
  const outcome: Outcome = { document: undefined, notices: [notice] };
  return { outcomes: [outcome], spent: [] };
}
