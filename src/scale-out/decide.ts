import type { Settings } from "../settings.ts";
import { mark, type Evidence, type Verified } from "./verify.ts";

export type Status = "stays" | "gone" | "open";

/** What a passage that goes is covered by. */
export interface Gone<Name> {
  readonly reason: "duplicate.exact" | "duplicate.near";
  readonly score: number;
  readonly similarity: number;
  readonly sources: readonly Name[];
}

/**
 * Decides a passage as DuplicateFinder does: its candidates that stay are taken, best first, until they cover it together.
 * @param statusOf of candidates; while some are open the passage may be, too: what is decided all the same is what any answer gives
 */
export function decide<Name>(verified: Verified<Name>, statusOf: (candidate: Name) => Status, settings: Settings): Gone<Name> | "stays" | "open" {
  if (!canBeCovered(verified, statusOf, settings)) return "stays";
  const covered = new Uint8Array(verified.units);
  const anchored = new Uint8Array(verified.units);
  const found = new Set<number>();
  const sources: Evidence<Name>[] = [];
  let coveredUnits = 0;
  let anchoredUnits = 0;
  let anchoredSources = 0;
  for (const evidence of verified.evidence) {
    const status = statusOf(evidence.candidate);
    if (status === "gone" || !addsTo(covered, evidence.spans)) continue;
    if (status === "open") return "open";
    coveredUnits += mark(covered, evidence.spans);
    sources.push(evidence);
    evidence.numbers.forEach((number) => found.add(number));
    if (coveredUnits / verified.units < settings.coverage || found.size < verified.numbers) continue;
    while (anchoredSources < sources.length) anchoredUnits += mark(anchored, sources[anchoredSources++]!.anchored);
    if (anchoredUnits / verified.units >= settings.coverage) return goneBy(sources, coveredUnits / verified.units);
  }
  return "stays";
}

function goneBy<Name>(sources: readonly Evidence<Name>[], coverage: number): Gone<Name> {
  const first = sources[0]!;
  if (first.isEqual) return { reason: "duplicate.exact", score: 1, similarity: 1, sources: [first.candidate] };
  return { reason: "duplicate.near", score: coverage, similarity: first.similarity, sources: sources.map(({ candidate }) => candidate) };
}

/** Whether all that stays or is open would be enough. */
function canBeCovered<Name>({ units, numbers, evidence }: Verified<Name>, statusOf: (candidate: Name) => Status, settings: Settings): boolean {
  const covered = new Uint8Array(units);
  const found = new Set<number>();
  let count = 0;
  for (const { candidate, spans, numbers: own } of evidence) {
    if (statusOf(candidate) === "gone") continue;
    count += mark(covered, spans);
    own.forEach((number) => found.add(number));
  }
  return count / units >= settings.coverage && found.size === numbers;
}

function addsTo(covered: Uint8Array, spans: readonly number[]): boolean {
  for (let i = 0; i < spans.length; i += 2) for (let at = spans[i]!; at < spans[i + 1]!; at++) if (covered[at] === 0) return true;
  return false;
}
