/** The candidates for a sample, likeliest first. */
import { COST_PARTS } from "../../models/encoding-model.ts";
import { type Candidate, familyOf, MULTI_BYTE, SINGLE_BYTE } from "./candidates.ts";
import { decodeBytes } from "./decoders.ts";
import { costOfText } from "./likelihood.ts";
import { costOfPairs, countPairs } from "./single-byte-costs.ts";
import type { Vote } from "./votes.ts";

export interface Ranked {
  readonly name: string;
  /** Nats: log-likelihood of the sample, with prior and votes. */
  readonly score: number;
}

/** Votes weigh more the more a single-byte text has to tell: its likelihoods differ by more, and err by more. */
const VOTE_GROWTH = 0.01;
const MOST_GROWING_BYTES = 150;

export function rankCandidates(sample: Uint8Array): Ranked[] {
  const growingBytes = Math.min(countHigh(sample), MOST_GROWING_BYTES);
  const ranked: Ranked[] = [];
  const add = ({ name, prior, perByte }: Candidate, cost: number): void => {
    ranked.push({ name, score: -cost / COST_PARTS - prior - perByte * growingBytes });
  };
  for (const candidate of MULTI_BYTE) add(candidate, costOfReading(decodeBytes(sample, candidate.name), candidate.name));
  const pairs = countPairs(sample);
  for (const candidate of SINGLE_BYTE) if (!candidate.needsVote) add(candidate, costOfPairs(pairs, candidate.name));
  return ranked.sort((a, b) => b.score - a.score);
}

/** EUC-JP, gb18030, Big5 and EUC-KR have kana, the first two at the same codes; but text in kana is Japanese. */
const FOREIGN_TO_KANA = new Set(["gb18030", "Big5", "EUC-KR"]);
const LEAST_KANA = 8;
const FOREIGN_KANA_COST = 15 * COST_PARTS;

function costOfReading(text: string, encoding: string): number {
  const cost = costOfText(text);
  return FOREIGN_TO_KANA.has(encoding) && hasKana(text) ? cost + FOREIGN_KANA_COST : cost;
}

function hasKana(text: string): boolean {
  let kana = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x3041 && unit <= 0x30fe && ++kana === LEAST_KANA) return true;
  }
  return false;
}

/** The same candidates with the points of votes, and those that take part only if they are voted for. */
export function withVotes(ranked: readonly Ranked[], votes: readonly Vote[], sample: Uint8Array): Ranked[] {
  const growingBytes = Math.min(countHigh(sample), MOST_GROWING_BYTES);
  const growth = 1 + VOTE_GROWTH * growingBytes;
  const pairs = countPairs(sample);
  const newcomers = SINGLE_BYTE.filter(({ name, needsVote }) => needsVote && votes.some(({ encoding }) => encoding === name));
  const all = [...ranked, ...newcomers.map(({ name, prior, perByte }) => ({ name, score: -costOfPairs(pairs, name) / COST_PARTS - prior - perByte * growingBytes }))];
  // A vote is for a reading: it counts for all encodings that read the sample alike.
  const voted = votes.map(({ points, encoding }) => ({
    points: points * (isSingleByte(encoding) ? growth : 1),
    texts: familyOf(encoding).map((name) => decodeBytes(sample, name)),
  }));
  const pointsOf = (name: string): number => {
    const text = decodeBytes(sample, name);
    return voted.reduce((sum, vote) => (vote.texts.includes(text) ? sum + vote.points : sum), 0);
  };
  return all.map(({ name, score }) => ({ name, score: score + pointsOf(name) })).sort((a, b) => b.score - a.score);
}

function isSingleByte(name: string): boolean {
  return SINGLE_BYTE.some((candidate) => candidate.name === name);
}

function countHigh(sample: Uint8Array): number {
  let high = 0;
  for (const byte of sample) if (byte >= 0x80) high++;
  return high;
}
