import type { LanguageDocument, Paragraphs, Removal, TailDocument } from "../../document.ts";
import type { Settings } from "../../settings.ts";
import type { DocumentFunction } from "../../stage.ts";
import { doubtOf } from "./doubts.ts";
import { findHead } from "./heads.ts";
import { judgeTail } from "./judge.ts";
import { type LineVerdicts, removalsOf, verdictsOfCut, verdictsOfHead, verdictsOfRepeated, withMore } from "./removals.ts";
import { findRepeated, repeatedTailIndex } from "./repeated-tails.ts";
import { shippedWords } from "./word-lists.ts";

/**
 * In: a document with paragraphs. Out: the same with `tails`, what is cut at its end, by line group and with a reason.
 * Pure; holds about 500 bytes a paragraph of the window while it works.
 */
export const markTails: DocumentFunction<LanguageDocument, TailDocument> = (document, context) => {
  const { settings } = context;
  if (settings.tails.size === 0 || goesWhole(document)) return { ...document, tails: [] };
  const repeated = repeatedLines(document, settings);
  const judged = judgeTail(document.text, paragraphsBefore(document.paragraphs, repeated[0]?.line), settings);
  const cut: LineVerdicts = judged === undefined ? new Map() : verdictsOfCut(judged, settings.dropSpam);
  const ends = withMore(cut, verdictsOfRepeated(repeated), document.paragraphs, settings.keepShare);
  const verdicts = withMore(ends, headOf(document, settings, ends), document.paragraphs, settings.keepShare);
  const tails = removalsOf(verdicts, settings.tails);
  const doubt = judged === undefined ? undefined : doubtOf(document, judged, tails);
  if (doubt !== undefined) context.notice(doubt);
  return { ...document, tails, unwanted: document.unwanted.filter(({ first }) => !isIn(tails, first)) };
};

function repeatedLines({ text, paragraphs }: LanguageDocument, { tails, repeatedTails }: Settings): ReturnType<typeof findRepeated> {
  return repeatedTails.length === 0 || !tails.has("repeated") ? [] : findRepeated(text, paragraphs, repeatedTailIndex(repeatedTails));
}

/** Nothing of it where the end that goes begins in it. */
function headOf({ text, paragraphs }: LanguageDocument, { heads, tailWords }: Settings, ends: LineVerdicts): LineVerdicts {
  if (!heads) return new Map();
  const head = findHead(text, paragraphs, shippedWords(tailWords));
  return [...head.keys()].some((line) => ends.has(line)) ? new Map() : verdictsOfHead(head);
}

/** A tail above a repeated one is judged as if that one did not stand below it. */
function paragraphsBefore(paragraphs: Paragraphs, line = paragraphs.count): Paragraphs {
  return line === paragraphs.count ? paragraphs : { ...paragraphs, count: line };
}

/** Whether nothing of a document is wanted anyway. */
function goesWhole({ paragraphs, unwanted }: LanguageDocument): boolean {
  return unwanted.length > 0 && unwanted.reduce((sum, { first, last }) => sum + last - first, 0) === paragraphs.count;
}

function isIn(removals: readonly Removal[], line: number): boolean {
  return removals.some(({ first, last }) => line >= first && line < last);
}
