import type { CodePointOffsets } from "../../code-points.ts";
import type { CleanDocument, Removal } from "../../document.ts";
import type { KeptText } from "./kept-text.ts";
import { LineCounter, type LineEndRuns } from "./line-ends.ts";

/** A removed span, as the ledger has it (docs/formats.md). Offsets are code points of the decoded text. */
export interface LedgerRemoval {
  readonly id: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly reason: string;
  readonly score: number;
  readonly similarity?: number;
  readonly coveredBy?: readonly { readonly id: string; readonly line: number; readonly start: number; readonly end: number }[];
  readonly documents?: number;
  readonly text: string;
}

/** What `restore` needs of a document besides output and removals; only for documents that are not written as they were. */
export interface LedgerLayout {
  readonly id: string;
  readonly reason: "layout";
  /** Code points of the decoded text, repaired. */
  readonly characters: number;
  /** The document is not in the output. */
  readonly written?: false;
  readonly part?: number;
  readonly byteOrderMark?: true;
  /** Line ends of the output text, in order; missing = all "\n". */
  readonly lineEnds?: LineEndRuns;
  /** White space that went with removals: [start, text]. */
  readonly gaps?: readonly (readonly [number, string])[];
  /** Lines of which mojibake was repaired: [start, end, what it had been read as, the line as decoded]. */
  readonly repairs?: readonly (readonly [number, number, string, string])[];
}

/** The ledger lines of a document, each with its line end. */
export function ledgerLines(document: CleanDocument, kept: KeptText, isWritten: boolean, runs: LineEndRuns, offsets: CodePointOffsets): string {
  const layout = layoutOf(document, kept, isWritten, runs, offsets);
  const lines = layout === undefined ? [] : [`${JSON.stringify(layout)}\n`];
  const counter = new LineCounter(document.text);
  for (const removal of document.removals) lines.push(removalLine(document, removal, counter, offsets));
  return lines.join("");
}

function layoutOf(document: CleanDocument, kept: KeptText, isWritten: boolean, runs: LineEndRuns, offsets: CodePointOffsets): LedgerLayout | undefined {
  const { repairs = [] } = document;
  const isPlain = document.removals.length === 0 && runs.length === 0 && !document.byteOrderMark && document.part === undefined && repairs.length === 0;
  if (isPlain && isWritten && kept.paragraphs > 0) return undefined;
  return {
    id: document.id,
    reason: "layout",
    characters: offsets.at(document.text.length),
    ...(!isWritten && { written: false as const }),
    ...(document.part !== undefined && { part: document.part }),
    ...(document.byteOrderMark && { byteOrderMark: true as const }),
    ...(runs.length > 0 && { lineEnds: runs }),
    ...(kept.gaps.length > 0 && { gaps: kept.gaps.map((gap) => [offsets.at(gap.start), gap.text] as const) }),
    ...(repairs.length > 0 && { repairs: repairs.map(({ start, end, readAs, text }) => [offsets.at(start), offsets.at(end), readAs, text] as const) }),
  };
}

function removalLine(document: CleanDocument, removal: Removal, counter: LineCounter, offsets: CodePointOffsets): string {
  const start = document.paragraphs.starts[removal.first]!;
  const end = document.paragraphs.ends[removal.last - 1]!;
  const similarity = removal.similarity === undefined ? "" : `,"similarity":${fraction(removal.similarity)}`;
  const covers = removal.coveredBy?.map(({ id, line, startCodePoint, endCodePoint }) => ({ id, line, start: startCodePoint, end: endCodePoint }));
  const place = { id: document.id, line: counter.at(start), start: offsets.at(start), end: offsets.at(end), reason: removal.reason };
  const behind = JSON.stringify({ ...(covers !== undefined && { coveredBy: covers }), ...(removal.documents !== undefined && { documents: removal.documents }), text: document.text.slice(start, end) });
  return `${JSON.stringify(place).slice(0, -1)},"score":${fraction(removal.score)}${similarity},${behind.slice(1)}\n`;
}

/** Three digits: what is written must not depend on how sums were rounded. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** A share as JSON, always with a point: readers that guess types take "1" for an integer, and later fail at "0.98". */
export function fraction(value: number): string {
  const text = String(rounded(value));
  return text.includes(".") ? text : `${text}.0`;
}
