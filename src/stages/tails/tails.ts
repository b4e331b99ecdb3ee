import type { LanguageDocument, Paragraphs, Removal, TailDocument } from "../../document.ts";
import type { Notice } from "../../notices.ts";
import type { DocumentFunction } from "../../stage.ts";
import { type Cut, decide, findDoubtful, mayCutAt, THRESHOLDS } from "./decide.ts";
import { FEATURE_NAMES, measureFeatures } from "./features.ts";
import { gatherFacts, type LineFacts } from "./line-facts.ts";
import { findPlaces, PLACE_FEATURES, type Places } from "./places.ts";
import { endsInProse } from "./prose-end.ts";
import { reasonsFrom } from "./reasons.ts";
import { measureShapes } from "./shape.ts";
import { scoreRows } from "./trees.ts";
import { shippedTrees } from "./shipped-trees.ts";
import { shippedWords } from "./word-lists.ts";

/**
 * In: a document with paragraphs. Out: the same with `tails`, what is cut at its end, by line group and with a reason.
 * Pure; holds about 500 bytes a paragraph of the window while it works.
 */
export const markTails: DocumentFunction<LanguageDocument, TailDocument> = (document, context) => {
  const { settings } = context;
  const isNeeded = settings.tails.size > 0 && !goesWhole(document);
  const judged = isNeeded ? judgeTail(document.text, document.paragraphs) : undefined;
  if (judged === undefined) return { ...document, tails: [] };
  const { facts, cut, doubtful } = judged;
  if (doubtful !== undefined) context.notice(doubtNotice(document, facts, doubtful, cut));
  const removals = cut === undefined ? [] : removalsOf(facts, cut);
  const tails = removals.filter(({ reason }) => settings.tails.has(reason.slice("tail.".length)));
  return { ...document, tails, unwanted: document.unwanted.filter(({ first }) => !tails.some((tail) => first >= tail.first && first < tail.last)) };
};

/** Whether nothing of a document is wanted anyway. */
function goesWhole({ paragraphs, unwanted }: LanguageDocument): boolean {
  return unwanted.length > 0 && unwanted.reduce((sum, { first, last }) => sum + last - first, 0) === paragraphs.count;
}

/** All that is known of a document's end; `explain` shows it. */
export interface JudgedTail {
  readonly facts: LineFacts;
  /** FEATURE_NAMES of each line of the window, row after row, and its log odds "tail" × 1000. */
  readonly rows: Int16Array;
  readonly scores: Int32Array;
  readonly places: Places;
  /** Log odds × 1000 that a cut at each place takes no body. */
  readonly certainty: Int32Array;
  readonly cut: Cut | undefined;
  readonly doubtful: Cut | undefined;
}

/** Judges the end of a text; undefined where it need not be looked at: fewer than two paragraphs, or an end in prose. */
export function judgeTail(text: string, paragraphs: Paragraphs): JudgedTail | undefined {
  if (paragraphs.count < 2) return undefined;
  const words = shippedWords();
  if (endsInProse(text, paragraphs, words)) return undefined;
  const shapes = measureShapes(text, paragraphs);
  const trees = shippedTrees();
  const facts = gatherFacts(text, paragraphs, shapes, words);
  const rows = measureFeatures(facts);
  const scores = scoreRows(trees.lines, rows, FEATURE_NAMES.length);
  const places = findPlaces(facts, rows, scores, (at) => mayCutAt(facts, at));
  const certainty = scoreRows(trees.places, places.rows, PLACE_FEATURES.length);
  const cut = decide(facts, places, certainty, THRESHOLDS);
  return { facts, rows, scores, places, certainty, cut, doubtful: findDoubtful(places, certainty, cut) };
}

/** One notice a document at most, so that doubts do not flood. */
function doubtNotice(document: LanguageDocument, facts: LineFacts, doubtful: Cut, cut: Cut | undefined): Notice {
  const first = facts.from + doubtful.at;
  const line = lineNumber(document.text, document.paragraphs.starts[first]!);
  const until = cut === undefined ? "the end" : `line ${lineNumber(document.text, document.paragraphs.starts[facts.from + cut.at]!) - 1}`;
  return {
    code: "tail.doubtful",
    severity: "doubt",
    stage: "tails",
    path: document.source,
    line,
    message: `lines ${line} to ${until} may be a spam tail (certainty ${certaintyShare(doubtful.logOdds)}) and stay; look at them`,
  };
}

function lineNumber(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf("\n"); i >= 0 && i < offset; i = text.indexOf("\n", i + 1)) line++;
  return line;
}

/** The lines from the cut on, neighbours of the same reason as one removal. */
function removalsOf(facts: LineFacts, cut: Cut): Removal[] {
  const start = facts.from + cut.at;
  const reasons = reasonsFrom(facts, start);
  const score = certaintyShare(cut.logOdds);
  const removals: Removal[] = [];
  let first = 0;
  for (let i = 1; i <= reasons.length; i++) {
    if (i < reasons.length && reasons[i] === reasons[first]) continue;
    removals.push({ first: start + first, last: start + i, reason: reasons[first]!, score });
    first = i;
  }
  return removals;
}

/** Log odds × 1000 as a share of two digits: rounded, so that the last bit of `Math.exp` does not show. */
function certaintyShare(logOdds: number): number {
  return Math.round(100 / (1 + Math.exp(-logOdds / 1000))) / 100;
}
