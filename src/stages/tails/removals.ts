import type { HeadReason, Paragraphs, Removal, TailReason } from "../../document.ts";
import { certaintyShare } from "./decide.ts";
import type { JudgedTail } from "./judge.ts";
import type { LineFacts } from "./line-facts.ts";
import { reasonsFrom } from "./reasons.ts";
import type { RepeatedLine } from "./repeated-tails.ts";

/** What becomes of a line of a tail. */
interface LineVerdict {
  readonly reason: TailReason | HeadReason;
  readonly score: number;
  readonly documents?: number;
}
export type LineVerdicts = ReadonlyMap<number, LineVerdict>;

/** Score in the ledger of what goes by rule: that of an end which is sure. */
const SURE_SCORE = 0.98;

/** What the end itself says: all of a document that is all tail or nothing, else the lines from the cut on. */
export function verdictsOfCut({ facts, cut, allTail }: JudgedTail, dropSpam: boolean): LineVerdicts {
  if (allTail) return dropSpam ? verdictsFrom(facts, 0, SURE_SCORE) : new Map();
  return cut === undefined ? new Map() : verdictsFrom(facts, facts.from + cut.at, certaintyShare(cut.logOdds));
}

function verdictsFrom(facts: LineFacts, first: number, score: number): LineVerdicts {
  return new Map(reasonsFrom(facts, first).map((reason, i) => [first + i, { reason, score }]));
}

/** The lines that close other documents too. */
export function verdictsOfRepeated(repeated: readonly RepeatedLine[]): LineVerdicts {
  return new Map(repeated.map(({ line, similarity, documents }) => [line, { reason: "tail.repeated", score: similarity, documents }]));
}

/** The lines above an article, each of which shows a sign itself. */
export function verdictsOfHead(head: ReadonlyMap<number, HeadReason>): LineVerdicts {
  return new Map([...head].map(([line, reason]) => [line, { reason, score: SURE_SCORE }]));
}

/** Adds more lines if enough of the document stays. */
export function withMore(verdicts: LineVerdicts, more: LineVerdicts, paragraphs: Paragraphs, keepShare: number): LineVerdicts {
  if (more.size === 0) return verdicts;
  const all = new Map([...verdicts, ...more]);
  return keptShare(all, paragraphs) >= keepShare ? all : verdicts;
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
    if (!reasons.has(kindOf(verdict.reason))) continue;
    const last = removals.at(-1);
    if (last?.reason === verdict.reason && last.last === line) removals[removals.length - 1] = joined(last, verdict);
    else removals.push({ first: line, last: line + 1, ...verdict });
  }
  return removals;
}

/** "links" of "tail.links" and of "head.links". */
function kindOf(reason: string): string {
  return reason.slice(reason.indexOf(".") + 1);
}

function joined(removal: Removal, { score, documents }: LineVerdict): Removal {
  return {
    ...removal,
    last: removal.last + 1,
    score: Math.min(removal.score, score),
    ...(documents !== undefined && { documents: Math.min(removal.documents ?? documents, documents) }),
  };
}
