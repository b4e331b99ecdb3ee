import type { DocumentCounts } from "../document.ts";
import type { Notice } from "../notices.ts";

interface RemovedCount {
  paragraphs: number;
  characters: number;
}

/** What a run did, as `--json-summary` writes it and the terminal shows it. Characters are code points. */
export interface RunSummary {
  /** Documents that were read and decoded. */
  documents: number;
  /** Documents of which something stayed. */
  documentsWritten: number;
  /** Bytes read, as they stand on disk. */
  bytes: number;
  characters: number;
  charactersRemoved: number;
  paragraphs: number;
  /** By reason. */
  removed: Record<string, RemovedCount>;
  /** Documents by language and by encoding. */
  languages: Record<string, number>;
  encodings: Record<string, number>;
  /** Notices by code. */
  notices: Record<string, number>;
  /** Inputs that could not be read. */
  failures: number;
  elapsedMs: number;
}

export function emptySummary(): RunSummary {
  return {
    documents: 0,
    documentsWritten: 0,
    bytes: 0,
    characters: 0,
    charactersRemoved: 0,
    paragraphs: 0,
    removed: {},
    languages: {},
    encodings: {},
    notices: {},
    failures: 0,
    elapsedMs: 0,
  };
}

export function countDocument(summary: RunSummary, counts: DocumentCounts, isWritten: boolean): void {
  summary.documents++;
  if (isWritten) summary.documentsWritten++;
  summary.characters += counts.characters;
  summary.charactersRemoved += counts.charactersRemoved;
  summary.paragraphs += counts.paragraphs;
  countRemoved(summary, counts);
  add(summary.languages, counts.language);
  add(summary.encodings, counts.encoding);
}

export function countNotice(summary: RunSummary, notice: Notice): void {
  add(summary.notices, notice.code);
  if (notice.severity === "failure") summary.failures++;
}

function countRemoved(summary: RunSummary, counts: DocumentCounts): void {
  for (const [reason, { paragraphs, characters }] of Object.entries(counts.removed)) {
    const total = (summary.removed[reason] ??= { paragraphs: 0, characters: 0 });
    total.paragraphs += paragraphs;
    total.characters += characters;
  }
}

function add(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
