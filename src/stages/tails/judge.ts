import type { Paragraphs } from "../../document.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../settings.ts";
import { isAllTail } from "./all-tail.ts";
import { type Cut, decide, findDoubtful, mayCutAt, THRESHOLDS } from "./decide.ts";
import { FEATURE_NAMES, measureFeatures } from "./features.ts";
import { gatherFacts, type LineFacts } from "./line-facts.ts";
import { findPlaces, PLACE_FEATURES, type Places } from "./places.ts";
import { endsInProse } from "./prose-end.ts";
import { measureShapes } from "./shape.ts";
import { shippedTrees } from "./shipped-trees.ts";
import { scoreRows } from "./trees.ts";
import { shippedWords } from "./word-lists.ts";

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
