import type { Settings } from "../settings.ts";
import { AnchorMeter } from "../stages/duplicates/anchors.ts";
import { CoverageMeter } from "../stages/duplicates/coverage.ts";
import { unitsToString } from "../stages/duplicates/normal-form.ts";
import { MissingNumbers } from "../stages/duplicates/numbers.ts";
import { diceSimilarity } from "../stages/duplicates/similarity.ts";
import type { Key } from "./key.ts";

/** A text that is compared. */
export interface ComparedText {
  readonly normal: Uint16Array;
  readonly numbers: string;
}

/** What a candidate covers of a passage. Spans are starts and ends in turn. */
export interface Evidence<Name = Key> {
  readonly candidate: Name;
  readonly spans: readonly number[];
  /** Those in runs that are no chance (anchors.ts). */
  readonly anchored: readonly number[];
  /** Which of the passage's numbers it has. */
  readonly numbers: readonly number[];
  readonly isEqual: boolean;
  readonly similarity: number;
}

/** What may cover a passage; candidates that cover nothing are left out, the others best first. */
export interface Verified<Name = Key> {
  readonly units: number;
  readonly numbers: number;
  readonly evidence: readonly Evidence<Name>[];
}

const meter = new CoverageMeter();
const anchorMeter = new AnchorMeter();

/**
 * Compares a passage with its candidates, best first. A pure function of the texts.
 * @returns undefined where they cannot cover it even if all of them stay
 */
export function verify<Name>(passage: ComparedText, candidates: readonly (ComparedText & { readonly name: Name })[], settings: Settings): Verified<Name> | undefined {
  const numbers = settings.ignoreNumbers || passage.numbers === "" ? [] : passage.numbers.split(" ");
  if (!new MissingNumbers(numbers.join(" ")).canBeFound(candidates.map((candidate) => candidate.numbers))) return undefined;
  const { length } = passage.normal;
  const covering = candidates.flatMap((candidate) => {
    meter.begin(passage.normal, 0, length);
    return meter.add(candidate.normal, 0, candidate.normal.length) === 0 ? [] : [{ candidate, spans: meter.spans() }];
  });
  const all = new Uint8Array(length);
  if (covering.reduce((sum, { spans }) => sum + mark(all, spans), 0) / length < settings.coverage) return undefined;
  const own = unitsToString(passage.normal, 0, length);
  return {
    units: length,
    numbers: numbers.length,
    evidence: covering.map(({ candidate, spans }) => {
      anchorMeter.begin(passage.normal, 0, length);
      anchorMeter.add(candidate.normal, 0, candidate.normal.length);
      const other = unitsToString(candidate.normal, 0, candidate.normal.length);
      const found = numbers.flatMap((number, i) => (new MissingNumbers(number).canBeFound([candidate.numbers]) ? [i] : []));
      return { candidate: candidate.name, spans, anchored: anchorMeter.spans(), numbers: found, isEqual: own === other, similarity: diceSimilarity(own, other) };
    }),
  };
}

/** Marks units. @returns how many were not marked before */
export function mark(units: Uint8Array, spans: readonly number[]): number {
  let count = 0;
  for (let i = 0; i < spans.length; i += 2) {
    for (let at = spans[i]!; at < spans[i + 1]!; at++) {
      count += 1 - units[at]!;
      units[at] = 1;
    }
  }
  return count;
}
