import type { RawDocument, SeededDocument } from "../document.ts";
import type { Notice } from "../notices.ts";
import type { Settings } from "../settings.ts";
import type { DocumentContext, DocumentFunction } from "../stage.ts";
import type { BatchResult, Outcome } from "./protocol.ts";

export type Prepare = DocumentFunction<RawDocument, SeededDocument>;

/** Does the work on documents one after the other, in whatever thread. */
export function prepareBatch(documents: readonly RawDocument[], prepare: Prepare, settings: Settings, isTimed: boolean): BatchResult<SeededDocument> {
  const outcomes: Outcome<SeededDocument>[] = [];
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
