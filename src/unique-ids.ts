import type { Origin, SeededDocument } from "./document.ts";
import { IdCounts } from "./id-counts.ts";
import { mapDocuments } from "./map-documents.ts";
import type { Stage, StageContext } from "./stage.ts";

/**
 * A later document of an id that was given before becomes "id#2", "id#3" and so on: ledger and `restore` know documents by their
 * ids. That happens where --id-field names a field that is not unique, or a file is named like a line of another ("a.jsonl#1").
 */
export const uniqueIds: Stage<SeededDocument, SeededDocument> = {
  name: "unique ids",
  run: withUniqueIds,
};

/** The same for documents of which less is at hand. */
export function withUniqueIds<Document extends Origin>(documents: AsyncIterable<Document>, context: StageContext): AsyncIterable<Document> {
  const counts = context.ids ?? new IdCounts();
  return mapDocuments(documents, (document) => {
    const id = uniqueId(document.id, counts);
    if (id === document.id) return document;
    const { source: path, sourceLine: line } = document;
    const message = `the id "${document.id}" was given before, so this is ${id}; name a field that is unique with --id-field`;
    context.notice({ code: "duplicate-id", severity: "doubt", stage: "decode", path, ...(line !== undefined && { line }), message });
    return { ...document, id };
  });
}

function uniqueId(id: string, counts: IdCounts): string {
  let uses = counts.add(id);
  if (uses === 1) return id;
  let unique = `${id}#${uses}`;
  while (counts.add(unique) > 1) unique = `${id}#${++uses}`;
  return unique;
}
