import type { CodePointOffsets } from "../../code-points.ts";
import type { Cover, DecidableDocument, DuplicateReason, Passages, Removal } from "../../document.ts";
import type { Settings } from "../../settings.ts";
import { findRepeatedBlocks } from "./repeated-blocks.ts";
import { floorWeightOf } from "./weights.ts";

/** A passage of the same document. */
export interface Local {
  readonly local: number;
}

/** What was decided of a passage that goes. `Other` = what names passages of earlier documents. */
export interface Verdict<Other extends object> {
  readonly reason: DuplicateReason;
  readonly score: number;
  readonly similarity?: number;
  /** What covers it. */
  readonly sources: readonly (Local | Other)[];
}

export type Verdicts<Other extends object> = (Verdict<Other> | undefined)[];

/**
 * What the verdicts on single passages mean for their document: blocks of short lines that stand in it twice go, and where nothing but
 * scraps would be left, those too. Changes the verdicts, one for each passage. A pure function of document, settings and verdicts.
 */
export function judgeDocument<Other extends object>(document: DecidableDocument, settings: Settings, verdicts: Verdicts<Other>): void {
  if (settings.scope !== "across") addRepeatedBlocks(document, settings, verdicts);
  const isDropped = settings.duplicates.documents && dropCoveredDocument(document.passages, settings, verdicts);
  if (!isDropped && !settings.duplicates.passages) verdicts.fill(undefined);
}

export function exactVerdict<Source extends object>(source: Source): { readonly reason: "duplicate.exact"; readonly score: number; readonly similarity: number; readonly sources: readonly Source[] } {
  return { reason: "duplicate.exact", score: 1, similarity: 1, sources: [source] };
}

/** The passages that are evidence, longest normal form first, then by place; or by place alone. */
export function orderOfDecision(passages: Passages, keep: Settings["keep"]): Uint32Array {
  const length = (i: number): number => passages.normalStart[i + 1]! - passages.normalStart[i]!;
  const order = new Uint32Array(passages.count);
  let count = 0;
  for (let i = 0; i < passages.count; i++) if (passages.evidence[i] === 1) order[count++] = i;
  if (keep === "first") return order.slice(0, count);
  return order.slice(0, count).sort((a, b) => length(b) - length(a) || a - b);
}

export function removalsOf<Other extends object>(document: DecidableDocument, verdicts: Readonly<Verdicts<Other>>, coverOf: (source: Local | Other) => Cover): Removal[] {
  const removals: Removal[] = [];
  verdicts.forEach((verdict, index) => {
    if (verdict === undefined) return;
    const paragraph = document.passages.paragraph[index]!;
    const { reason, score, similarity, sources } = verdict;
    removals.push({
      first: paragraph,
      last: paragraph + 1,
      reason,
      score,
      ...(similarity !== undefined && { similarity }),
      ...(sources.length > 0 && { coveredBy: sources.map(coverOf) }),
    });
  });
  return removals;
}

function addRepeatedBlocks<Other extends object>(document: DecidableDocument, settings: Settings, verdicts: Verdicts<Other>): void {
  const { passages, text, paragraphs } = document;
  const rawText = (i: number): string => text.slice(paragraphs.starts[passages.paragraph[i]!], paragraphs.ends[passages.paragraph[i]!]);
  const repeats = findRepeatedBlocks(passages, rawText, floorWeightOf(settings.minLength));
  for (let i = 0; i < passages.count; i++) {
    const local = repeats[i]!;
    if (local >= 0 && passages.evidence[i] === 0 && verdicts[i] === undefined) verdicts[i] = verdicts[local] ?? exactVerdict({ local });
  }
}

/**
 * A document of which nothing would be left but scraps goes as a whole.
 * @returns whether nothing of the document stays
 */
function dropCoveredDocument<Other extends object>(passages: Passages, settings: Settings, verdicts: Verdicts<Other>): boolean {
  let covered = 0;
  let total = 0;
  let staying = 0;
  for (let i = 0; i < passages.count; i++) {
    const units = passages.normalStart[i + 1]! - passages.normalStart[i]!;
    const verdict = verdicts[i];
    total += units;
    // A short line that another one of this document covers goes with it or stays with it: it is covered by nothing else.
    if (isScrap(passages, i, verdict)) staying++;
    else if (verdict !== undefined) covered += units * verdict.score;
    else if (passages.evidence[i] === 1) return false;
    else staying++;
  }
  if (total === 0 || covered < settings.documentCoverage * total) return false;
  if (staying === 0) return true;
  const whole: Verdict<Other> = { reason: "duplicate.document", score: covered / total, sources: [] };
  for (let i = 0; i < passages.count; i++) if (verdicts[i] === undefined || isScrap(passages, i, verdicts[i])) verdicts[i] = whole;
  return true;
}

/** Short lines whose other copy goes with the document: nothing of it may be named as what covers them. */
function isScrap(passages: Passages, index: number, verdict: Verdict<object> | undefined): boolean {
  return passages.evidence[index] === 0 && verdict !== undefined && verdict.sources.some((source) => "local" in source);
}

/** Where a passage stands. */
export function placeOf({ id, passages, paragraphs }: DecidableDocument, passage: number, codePoints: CodePointOffsets): Cover {
  const paragraph = passages.paragraph[passage]!;
  return {
    id,
    line: passages.line[passage]!,
    startCodePoint: codePoints.at(paragraphs.starts[paragraph]!),
    endCodePoint: codePoints.at(paragraphs.ends[paragraph]!),
  };
}
