import { tmpdir } from "node:os";
import { performance } from "node:perf_hooks";
import type { CleanDocument, DecidableDocument, SeededDocument } from "../../document.ts";
import { mapDocuments } from "../../map-documents.ts";
import type { Notice } from "../../notices.ts";
import type { Stage, StageContext } from "../../stage.ts";
import { finishInTurns } from "../../turns.ts";
import { type Decided, DuplicateFinder } from "./duplicate-finder.ts";
import { DuplicateIndex, type FoundFrom } from "./duplicate-index.ts";

/**
 * In: documents with their passages, in order. Out: the same documents with everything that is removed. The one stage
 * that knows of earlier documents. Holds what is known of them, which has a bound (duplicate-index.ts).
 */
export const duplicates: Stage<SeededDocument, CleanDocument> = {
  name: "duplicates",
  run: decide,
};

/** The same for documents of which less is at hand. */
export async function* decide<Document extends DecidableDocument>(documents: AsyncIterable<Document>, context: StageContext): AsyncGenerator<Decided<Document>> {
  const index = context.index ?? new DuplicateIndex(context.temporaryFolder ?? tmpdir(), context.settings.memoryBytes);
  try {
    const finder = new DuplicateFinder(context.settings, index, context.isLedgerWanted);
    yield* mapDocuments(documents, async (document) => {
      const startMs = performance.now();
      const decided = await finishInTurns(finder.decideInSteps(document), context.signal);
      context.spent?.("duplicates", performance.now() - startMs);
      return decided;
    });
    if (index.foundFrom !== undefined) context.notice(thinnedNotice(index.foundFrom, index.seeds.level));
  } finally {
    if (index !== context.index) index.close();
  }
}

function thinnedNotice({ cjk, other }: FoundFrom, level: number): Notice {
  const times = level === 1 ? "once" : `${level} times`;
  const message = `the index was thinned ${times} to keep to --memory: quotations and edited copies of earlier documents are found from about ${cjk} Chinese or ${other} other characters on, exact copies always; a larger --memory finds shorter ones`;
  return { code: "index-thinned", severity: "doubt", stage: "duplicates", path: "", message };
}
