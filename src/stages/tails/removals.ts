import type { Paragraphs, Removal, TailReason } from "../../document.ts";
import { certaintyShare } from "./decide.ts";
import type { JudgedTail } from "./judge.ts";
import type { LineFacts } from "./line-facts.ts";
import { reasonsFrom } from "./reasons.ts";
import type { RepeatedLine } from "./repeated-tails.ts";

/** What becomes of a line of a tail. */
interface LineVerdict {
  readonly reason: TailReason;
  readonly score: number;
  readonly documents?: number;
}
export type LineVerdicts = ReadonlyMap<number, LineVerdict>;

/** Score in the ledger of a document that goes as all tail: that of an end which is sure by rule. */
const ALL_TAIL_SCORE = 0.98;

/** What the end itself says: all of a document that is all tail or nothing, else the lines from the cut on. */
export function verdictsOfCut({ facts, cut, allTail }: JudgedTail, dropSpam: boolean): LineVerdicts {
  if (allTail) return dropSpam ? verdictsFrom(facts, 0, ALL_TAIL_SCORE) : new Map();
  return cut === undefined ? new Map() : verdictsFrom(facts, facts.from + cut.at, certaintyShare(cut.logOdds));
}

function verdictsFrom(facts: LineFacts, first: number, score: number): LineVerdicts {
  return new Map(reasonsFrom(facts, first).map((reason, i) => [first + i, { reason, score }]));
}

/** Adds the lines that close other documents too, as far as enough of the document stays. */
export function withRepeated(verdicts: LineVerdicts, repeated: readonly RepeatedLine[], paragraphs: Paragraphs, keepShare: number): LineVerdicts {
  const all = new Map(verdicts);
  for (const { line, similarity, documents } of repeated) all.set(line, { reason: "tail.repeated", score: similarity, documents });
  return all.size === verdicts.size || keptShare(all, paragraphs) >= keepShare ? all : verdicts;
}

/** By characters. */
function keptShare(verdicts: LineVerdicts, { count, starts, ends }: Paragraphs): number {
  let all = 0;
  let kept = 0;
  for (let line = 0; line < count; line++) {
    all += ends[line]! - starts[line]!;
    if (!verdicts.has(line)) kept += ends[line]! - starts[line]!;
  }
  return kept / all;
}

/** Neighbouring lines of one reason as one removal, in order. */
export function removalsOf(verdicts: LineVerdicts, reasons: ReadonlySet<string>): Removal[] {
  const removals: Removal[] = [];
  for (const [line, verdict] of [...verdicts].sort(([a], [b]) => a - b)) {
    if (!reasons.has(verdict.reason.slice("tail.".length))) continue;
    const last = removals.at(-1);
    if (last?.reason === verdict.reason && last.last === line) removals[removals.length - 1] = joined(last, verdict);
    else removals.push({ first: line, last: line + 1, ...verdict });
  }
  return removals;
}

function joined(removal: Removal, { score, documents }: LineVerdict): Removal {
  return {
    ...removal,
    last: removal.last + 1,
    score: Math.min(removal.score, score),
    ...(documents !== undefined && { documents: Math.min(removal.documents ?? documents, documents) }),
  };
}
