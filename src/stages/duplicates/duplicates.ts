import { performance } from "node:perf_hooks";
import type { CleanDocument, SeededDocument } from "../../document.ts";
import type { Stage } from "../../stage.ts";
import { DuplicateFinder } from "./duplicate-finder.ts";

/**
 * In: documents with their passages, in order. Out: the same documents with everything that is removed. The one stage
 * that knows of earlier documents. Holds the index and the normal form of all text that stays (duplicate-finder.ts).
 */
export const duplicates: Stage<SeededDocument, CleanDocument> = {
  name: "duplicates",
  async *run(documents, context) {
    const finder = new DuplicateFinder(context.settings);
    for await (const document of documents) {
      const startMs = performance.now();
      const clean = finder.decide(document);
      context.spent?.("duplicates", performance.now() - startMs);
      yield clean;
    }
  },
};
