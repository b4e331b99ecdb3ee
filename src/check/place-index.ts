import type { CleanDocument, Cover } from "../document.ts";
import { LineCounter } from "../stages/write/line-ends.ts";
import type { Place } from "./finding.ts";

interface DocumentPlace {
  readonly source: string;
  /** Of a JSON line: the line of the file that all of it stands in. */
  readonly sourceLine: number | undefined;
  /** Lines of the file before the document, where it is a part. */
  readonly linesBefore: number;
}

/** Where all documents stand, so that a cover in an earlier one can be named by path and line. Holds about 100 bytes a document. */
export class PlaceIndex {
  private readonly documents = new Map<string, DocumentPlace>();

  /**
   * @returns the line, in its file, of each paragraph's start
   */
  add({ id, source, sourceLine, linesBefore = 0, text, paragraphs }: CleanDocument): Uint32Array {
    const counter = new LineCounter(text);
    // Of two documents of one id (--id-field) the later one is as likely to be meant as the earlier.
    this.documents.set(id, { source, sourceLine, linesBefore });
    return paragraphs.starts.map((start) => linesBefore + counter.at(start));
  }

  /** What an earlier run kept (`--against`) is named by its id. */
  placeOf({ id, line }: Cover): Place {
    const document = this.documents.get(id);
    if (document === undefined) return { path: id, line };
    return { path: document.source, line: document.sourceLine ?? document.linesBefore + line };
  }
}
