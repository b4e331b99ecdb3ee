import type { Origin, RawDocument } from "../../document.ts";

/** Where a document comes from, without its bytes. */
export function originOf({ id, source, part, linesBefore, sourceLine, ordinal }: RawDocument): Origin {
  if (part === undefined && sourceLine === undefined && ordinal === undefined) return { id, source };
  return { id, source, ...(part !== undefined && { part }), ...(linesBefore !== undefined && { linesBefore }), ...(sourceLine !== undefined && { sourceLine }), ...(ordinal !== undefined && { ordinal }) };
}
