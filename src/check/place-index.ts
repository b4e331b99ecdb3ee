import type { CodePointOffsets } from "../code-points.ts";
import type { CleanDocument, Cover, Origin } from "../document.ts";
import { LineCounter } from "../stages/write/line-ends.ts";
import type { Place } from "./finding.ts";

interface DocumentLines extends Origin {
  /** Code point at which each paragraph starts, and its line in the file. */
  readonly starts: Uint32Array;
  readonly lines: Uint32Array;
}

/**
 * Lines of the paragraphs of all documents, so that a cover in an earlier document, whose text is no longer at hand, can be named
 * by its line. Holds 8 bytes a paragraph.
 */
export class PlaceIndex {
  private readonly documents = new Map<string, DocumentLines>();
  /** Of a file that was cut into parts: its path, and the lines before the next part. */
  private cutFile = { path: "", lines: 0 };

  /**
   * @returns the line, in its file, of each paragraph's start
   */
  add(document: CleanDocument, offsets: CodePointOffsets): Uint32Array {
    const { starts } = document.paragraphs;
    const counter = new LineCounter(document.text);
    const before = this.linesBefore(document);
    const lines = starts.map((start) => before + counter.at(start));
    if (document.part !== undefined) this.cutFile = { path: document.source, lines: before + counter.at(document.text.length) - 1 };
    const { id, source, sourceLine } = document;
    // Of two documents of one id (--id-field) the later one is as likely to be meant as the earlier.
    this.documents.set(id, { id, source, ...(sourceLine !== undefined && { sourceLine }), starts: starts.map((start) => offsets.at(start)), lines });
    return lines;
  }

  /** Lines of the file before a document that is a part of it. */
  linesBefore({ source, part }: Origin): number {
    return part !== undefined && part > 1 && source === this.cutFile.path ? this.cutFile.lines : 0;
  }

  placeOf({ id, startCodePoint }: Cover): Place {
    const document = this.documents.get(id);
    if (document === undefined) return { path: id };
    const line = document.sourceLine ?? document.lines[indexOf(document.starts, startCodePoint)];
    return { path: document.source, ...(line !== undefined && { line }) };
  }
}

/** Place of a value in a rising array; −1 if it is not there. */
function indexOf(values: Uint32Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return values[low] === wanted ? low : -1;
}
