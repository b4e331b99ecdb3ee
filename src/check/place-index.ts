import type { CleanDocument, Cover, Origin } from "../document.ts";
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
  /** Of a file that was cut into parts: its path, and the lines before the next part. */
  private cutFile = { path: "", lines: 0 };

  /**
   * @returns the line, in its file, of each paragraph's start
   */
  add(document: CleanDocument): Uint32Array {
    const { starts } = document.paragraphs;
    const counter = new LineCounter(document.text);
    const before = this.linesBefore(document);
    const lines = starts.map((start) => before + counter.at(start));
    if (document.part !== undefined) this.cutFile = { path: document.source, lines: before + counter.at(document.text.length) - 1 };
    // Of two documents of one id (--id-field) the later one is as likely to be meant as the earlier.
    this.documents.set(document.id, { source: document.source, sourceLine: document.sourceLine, linesBefore: before });
    return lines;
  }

  /** Lines of the file before a document that is a part of it. */
  linesBefore({ source, part }: Origin): number {
    return part !== undefined && part > 1 && source === this.cutFile.path ? this.cutFile.lines : 0;
  }

  /** What an earlier run kept (`--against`) is named by its id. */
  placeOf({ id, line }: Cover): Place {
    const document = this.documents.get(id);
    if (document === undefined) return { path: id, line };
    return { path: document.source, line: document.sourceLine ?? document.linesBefore + line };
  }
}
