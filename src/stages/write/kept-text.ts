import type { CleanDocument } from "../../document.ts";

/** White space of the source that is in neither the kept text nor a removal. */
export interface DroppedGap {
  /** UTF-16 unit of the source. */
  readonly start: number;
  readonly text: string;
}

/** What stays of a document. */
export interface KeptText {
  /** Word for word, line ends as in the source. */
  readonly text: string;
  readonly gaps: readonly DroppedGap[];
  /** Paragraphs that stay. */
  readonly paragraphs: number;
}

/** Nothing stays: what white space there was is all dropped. */
function nothingKept(document: CleanDocument): KeptText {
  const { text, paragraphs, removals } = document;
  const gaps: DroppedGap[] = [];
  let at = 0;
  const dropTo = (end: number): void => {
    if (end > at) gaps.push({ start: at, text: text.slice(at, end) });
  };
  for (const { first, last } of removals) {
    dropTo(paragraphs.starts[first]!);
    at = paragraphs.ends[last - 1]!;
  }
  dropTo(text.length);
  return { text: "", gaps, paragraphs: 0 };
}

/**
 * Takes the removals out of a document. Where paragraphs go, the white space before and behind them becomes one gap: of
 * the two, the one with more line ends stays, at the start or end of the text the outer one.
 */
export function keptText(document: CleanDocument): KeptText {
  const { text, removals } = document;
  const { starts, ends, count } = document.paragraphs;
  if (removals.reduce((sum, { first, last }) => sum + last - first, 0) === count) return nothingKept(document);
  if (removals.length === 0) return { text, gaps: [], paragraphs: count };
  const gapStart = (gap: number): number => (gap === 0 ? 0 : ends[gap - 1]!);
  const gapEnd = (gap: number): number => (gap === count ? text.length : starts[gap]!);
  const pieces: string[] = [];
  const gaps: DroppedGap[] = [];
  const drop = (gap: number): void => {
    if (gapEnd(gap) > gapStart(gap)) gaps.push({ start: gapStart(gap), text: text.slice(gapStart(gap), gapEnd(gap)) });
  };
  let keptFrom = 0;
  let kept = count;
  for (let i = 0; i < removals.length; ) {
    const first = removals[i]!.first;
    let last = removals[i]!.last;
    kept -= last - first;
    const inner: number[] = [];
    while (++i < removals.length && removals[i]!.first === last) {
      inner.push(last);
      kept -= removals[i]!.last - last;
      last = removals[i]!.last;
    }
    const keepsBefore = last !== count && (first === 0 || lineEnds(text, gapStart(first), gapEnd(first)) >= lineEnds(text, gapStart(last), gapEnd(last)));
    pieces.push(text.slice(keptFrom, keepsBefore ? gapEnd(first) : gapStart(first)));
    if (!keepsBefore) drop(first);
    inner.forEach(drop);
    if (keepsBefore) drop(last);
    keptFrom = keepsBefore ? gapEnd(last) : gapStart(last);
  }
  pieces.push(text.slice(keptFrom));
  return { text: pieces.join(""), gaps, paragraphs: kept };
}

function lineEnds(text: string, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x0a || (unit === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) count++;
  }
  return count;
}
