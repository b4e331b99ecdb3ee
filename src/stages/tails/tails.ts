import type { LanguageDocument, Paragraphs, Removal, TailDocument } from "../../document.ts";
import type { Notice } from "../../notices.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../settings.ts";
import type { DocumentFunction } from "../../stage.ts";
import { isAllTail } from "./all-tail.ts";
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

/** Score in the ledger of a document that goes as all tail: that of an end which is sure by rule. */
const ALL_TAIL_SCORE = 0.98;

/**
 * In: a document with paragraphs. Out: the same with `tails`, what is cut at its end, by line group and with a reason.
 * Pure; holds about 500 bytes a paragraph of the window while it works.
 */
export const markTails: DocumentFunction<LanguageDocument, TailDocument> = (document, context) => {
  const { settings } = context;
  const isNeeded = settings.tails.size > 0 && !goesWhole(document);
  const judged = isNeeded ? judgeTail(document.text, document.paragraphs, settings) : undefined;
  if (judged === undefined) return { ...document, tails: [] };
  const notice = noticeOf(document, judged, settings.dropSpam);
  if (notice !== undefined) context.notice(notice);
  const tails = removalsOf(judged, settings.dropSpam).filter(({ reason }) => settings.tails.has(reason.slice("tail.".length)));
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
  /** Where the tail is cut, or would be if it were no `allTail` document. */
  readonly cut: Cut | undefined;
  readonly doubtful: Cut | undefined;
  /** Nothing but tail, from the first line on. */
  readonly allTail: boolean;
}

export type TailSettings = Pick<Settings, "tailWords" | "keepShare" | "eagerTails">;

/** Judges the end of a text; undefined where it need not be looked at: fewer than two paragraphs, or an end in prose. */
export function judgeTail(text: string, paragraphs: Paragraphs, settings: TailSettings = DEFAULT_SETTINGS): JudgedTail | undefined {
  if (paragraphs.count < 2) return undefined;
  const words = shippedWords(settings.tailWords);
  if (endsInProse(text, paragraphs, words)) return undefined;
  const shapes = measureShapes(text, paragraphs);
  const trees = shippedTrees();
  const facts = gatherFacts(text, paragraphs, shapes, words);
  const rows = measureFeatures(facts);
  const scores = scoreRows(trees.lines, rows, FEATURE_NAMES.length);
  const places = findPlaces(facts, rows, scores, (at) => mayCutAt(facts, at, settings.keepShare));
  const certainty = scoreRows(trees.places, places.rows, PLACE_FEATURES.length);
  const sure = decide(facts, places, certainty, THRESHOLDS, settings.keepShare);
  const doubtful = findDoubtful(places, certainty, sure);
  const eager = settings.eagerTails ? doubtful : undefined;
  return { facts, rows, scores, places, certainty, cut: eager ?? sure, doubtful: settings.eagerTails ? undefined : doubtful, allTail: isAllTail(facts) };
}

/** One notice a document at most, so that doubts do not flood. */
function noticeOf(document: LanguageDocument, { facts, cut, doubtful, allTail }: JudgedTail, dropSpam: boolean): Notice | undefined {
  if (allTail) return dropSpam ? undefined : allTailNotice(document);
  return doubtful === undefined ? undefined : doubtNotice(document, facts, doubtful, cut);
}

function allTailNotice(document: LanguageDocument): Notice {
  return {
    code: "tail.whole-document",
    severity: "doubt",
    stage: "tails",
    path: document.source,
    message: "nothing but links, tags, pleas and controls; it stays whole, --drop-spam removes it",
  };
}

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

/** What goes, neighbours of the same reason as one removal: nothing or all of a document that is all tail, else the lines from the cut on. */
function removalsOf({ facts, cut, allTail }: JudgedTail, dropSpam: boolean): Removal[] {
  if (allTail) return dropSpam ? groupsFrom(facts, 0, ALL_TAIL_SCORE) : [];
  return cut === undefined ? [] : groupsFrom(facts, facts.from + cut.at, certaintyShare(cut.logOdds));
}

function groupsFrom(facts: LineFacts, start: number, score: number): Removal[] {
  const reasons = reasonsFrom(facts, start);
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
