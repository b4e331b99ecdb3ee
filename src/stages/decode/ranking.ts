/** The candidates for a sample, likeliest first. */
import { COST_PARTS } from "../../models/encoding-model.ts";
import { type Candidate, MULTI_BYTE, SINGLE_BYTE } from "./candidates.ts";
import { decodeBytes } from "./decoders.ts";
import { costOfText } from "./likelihood.ts";
import { costOfPairs, countPairs } from "./single-byte-costs.ts";

export interface Ranked {
  readonly name: string;
  /** Nats: log-likelihood of the sample with prior and votes. */
  readonly score: number;
}

/** Points that others' words give to an encoding, in nats, by canonical name. */
export type Bonus = (name: string) => number;

export function rankCandidates(sample: Uint8Array, highBytes: number, bonus: Bonus): Ranked[] {
  const ranked: Ranked[] = [];
  const add = ({ name, prior, perByte }: Candidate, cost: number): void => {
    ranked.push({ name, score: bonus(name) - cost / COST_PARTS - prior - perByte * highBytes });
  };
  for (const candidate of MULTI_BYTE) add(candidate, costOfText(decodeBytes(sample, candidate.name)));
  const pairs = countPairs(sample);
  for (const candidate of SINGLE_BYTE) if (!candidate.needsVote || bonus(candidate.name) > 0) add(candidate, costOfPairs(pairs, candidate.name));
  return ranked.sort((a, b) => b.score - a.score);
}
