/** The candidates for a sample, likeliest first. */
import { COST_PARTS } from "../../models/encoding-model.ts";
import { type Candidate, familyOf, MULTI_BYTE, SINGLE_BYTE, UNSUPPORTED, UTF_16 } from "./candidates.ts";
import { decodeBytes } from "./decoders.ts";
import { costsOfAscii, gainByLanguage } from "./language-evidence.ts";
import { costOfText, holdsOtherScript, isLatin } from "./likelihood.ts";
import { Readings } from "./readings.ts";
import { costsOfPairs, countPairs, isSingleByte } from "./single-byte-costs.ts";
import { unsupportedReadings } from "./unsupported.ts";
import type { Vote } from "./votes.ts";
import { costOfShapes } from "./word-shapes.ts";

/** What candidates are compared on. */
export interface Sample {
  readonly bytes: Uint8Array;
  /** The text that it is of is in capitals. */
  readonly isCapitals: boolean;
}

export interface Ranked {
  readonly name: string;
  /** Nats: log-likelihood of the sample, with prior and votes. */
  readonly score: number;
}

/** From here on more bytes above 0x7F take nothing more off an unusual encoding. */
const MOST_COUNTED_BYTES = 150;

/** Looks at the first bytes drop the candidates that are hopeless, which makes detection several times as fast. */
interface Look {
  readonly bytes: number;
  /** Nats behind the best; the rest of the sample would have to hold most of the evidence. */
  readonly hopeless: number;
}

/**
 * A damaged byte costs the right reading up to 30 nats, and more of them may stand in few bytes. Of 364 training texts in EUC-JP with 2 % of their bytes
 * overwritten 360 are right without looks, with these and with 400 at both; 358 with 300 and 150, 354 with 150 at both. Other encodings are the same.
 */
const LOOKS: readonly Look[] = [{ bytes: 256, hopeless: 500 }, { bytes: 1024, hopeless: 300 }];

const REPLACEMENT = "\ufffd";
const LINE_FEED = 0x0a;

const ALL: readonly Candidate[] = [...MULTI_BYTE, ...SINGLE_BYTE.filter(({ needsVote }) => !needsVote)];

export interface Ranking {
  /** Likeliest first. */
  readonly ranked: readonly Ranked[];
  /** What they were compared on: the sample, or so much of it as left one only. */
  readonly compared: Sample;
  readonly readings: Readings;
}

/**
 * @param sample where it leaves one candidate, it is enough
 * @param wholeSample more of the same text
 * @param isCapitals the text is in capitals
 * @param utf16 the kinds of UTF-16 that it may be in
 */
export function rankCandidates(sample: Uint8Array, wholeSample: () => Uint8Array, isCapitals: boolean, utf16: readonly string[]): Ranking {
  const others = [...unsupportedReadings(sample), ...utf16];
  let left = others.length === 0 ? ALL : [...ALL, ...[...UNSUPPORTED, ...UTF_16].filter(({ name }) => others.includes(name))];
  for (const { bytes, hopeless } of LOOKS) {
    if (sample.length < 2 * bytes) break;
    const compared = { bytes: sample.subarray(0, bytes), isCapitals };
    const ranked = rank(compared, left);
    const hopeful = ranked.filter(({ score }) => score > ranked[0]!.score - hopeless);
    if (hopeful.length === 1) return { ranked: hopeful, compared, readings: new Readings(compared.bytes) };
    left = left.filter(({ name }) => hopeful.some((one) => one.name === name));
  }
  const compared = { bytes: wholeSample(), isCapitals };
  return { ranked: rank(compared, left), compared, readings: new Readings(compared.bytes) };
}

function rank({ bytes, isCapitals }: Sample, candidates: readonly Candidate[]): Ranked[] {
  const highBytes = Math.min(countHigh(bytes), MOST_COUNTED_BYTES);
  const single = candidates.map(({ name }) => name).filter(isSingleByte);
  const singleCosts = single.length === 0 ? [] : costsOfPairs(countPairs(bytes), single, isCapitals);
  return candidates.map((candidate) => {
    const { name, prior, perByte } = candidate;
    const cost = isSingleByte(name) ? singleCosts[single.indexOf(name)]! : costOfText(decodeBytes(bytes, name));
    return { name, score: -cost / COST_PARTS - prior - perByte * highBytes };
  }).sort((a, b) => b.score - a.score);
}

/** Nats behind the best, within which damage may have decided: it costs the right reading the rest of a line, read from the wrong byte on. */
const DAMAGED_NEAR = 300;
/** Bytes above 0x7F in whole lines, which must be left to decide. */
const LEAST_WHOLE_BYTES = 60;

/** The same with the nearest candidates of several bytes compared on the lines that all of them read whole, if there are such. */
export function withoutDamage(ranking: Ranking): Ranking {
  const { ranked, readings } = ranking;
  const near = ranked.filter(({ name, score }) => score > ranked[0]!.score - DAMAGED_NEAR && MULTI_BYTE.some((one) => one.name === name));
  if (near.length < 2 || near[0] !== ranked[0] || !near.some(({ name }) => readings.textIn(name).includes(REPLACEMENT))) return ranking;
  const whole = wholeLines(ranking.compared.bytes, near.map(({ name }) => name));
  if (countHigh(whole) < LEAST_WHOLE_BYTES) return ranking;
  const costs = near.map(({ name }) => costOfText(decodeBytes(whole, name)) / COST_PARTS);
  const least = Math.min(...costs);
  const judged = near.map(({ name }, i) => ({ name, score: ranked[0]!.score - (costs[i]! - least) }));
  return { ...ranking, ranked: [...judged, ...ranked.filter((one) => !near.includes(one))].sort((a, b) => b.score - a.score) };
}

/** The lines that no reading has U+FFFD in. */
function wholeLines(bytes: Uint8Array, encodings: readonly string[]): Uint8Array {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    const line = bytes.subarray(start, end);
    if (encodings.every((name) => !decodeBytes(line, name).includes(REPLACEMENT))) lines.push(line);
    start = end;
  }
  return Buffer.concat(lines);
}

/** An encoding for Greek or Japanese, say, of a text without such letters: it may be, but those who write so mostly use another one. */
const UNUSED_SCRIPT_COST = 3;

/** Nats behind the best, within which the words of the text may decide. */
const NEAR = 40;

/**
 * The same with what the words of the text say of the nearest candidates, if they read it otherwise: their shapes, and in Latin script
 * their language.
 * @param text of which the sample is, with its ASCII
 */
export function withWords(ranking: Ranking, text: Uint8Array): Ranking {
  const { ranked, readings } = ranking;
  const near = ranked.filter(({ score }) => score > ranked[0]!.score - NEAR);
  const different: string[] = [];
  for (const { name } of near) if (!different.some((other) => readings.areAlike(name, other))) different.push(name);
  if (different.length === 1) return ranking;
  const shared = different.some((name) => isLatin(readings.textIn(name))) ? costsOfAscii(text) : undefined;
  const byLanguage = different.map((name) => (shared === undefined ? 0 : gainByLanguage(readings.textIn(name), shared)));
  // Names of many languages take something off every reading; those farther behind, of which that is not asked, must not gain by it.
  const most = Math.min(0, Math.max(...byLanguage));
  const gains = different.map((name, i) => (byLanguage[i]! - most - costOfShapes(readings.textIn(name))) / COST_PARTS);
  const areOtherScripts = different.map((name) => holdsOtherScript(readings.textIn(name)));
  const judged = near.map(({ name, score }) => {
    const reading = different.findIndex((other) => readings.areAlike(name, other));
    return { name, score: score + gains[reading]! - (isOfOtherScript(name) && !areOtherScripts[reading] ? UNUSED_SCRIPT_COST : 0) };
  });
  return { ...ranking, ranked: [...judged, ...ranked.slice(near.length)].sort((a, b) => b.score - a.score) };
}

/** Of a vote's points, to the encodings that read the sample as the named one does. */
const ALIKE_SHARE = 0.95;

/** The same candidates with the points of votes, and those that take part only if they are voted for. */
export function withVotes({ ranked, compared, readings }: Ranking, votes: readonly Vote[]): Ranked[] {
  const newcomers = SINGLE_BYTE.filter(({ name }) => votes.some(({ encoding }) => encoding === name) && !ranked.some((known) => known.name === name));
  const all = [...ranked, ...rank(compared, newcomers)];
  // A vote is for a reading: it counts for all encodings that read the sample alike, a little more for the one that is named.
  const pointsOf = (name: string): number => {
    const share = (encoding: string): number => (encoding === name ? 1 : familyOf(encoding).some((one) => readings.areAlike(one, name)) ? ALIKE_SHARE : 0);
    return votes.reduce((sum, { points, encoding }) => sum + points * share(encoding), 0);
  };
  return all.map(({ name, score }) => ({ name, score: score + pointsOf(name) })).sort((a, b) => b.score - a.score);
}

/** Whether most letters beyond ASCII that the encoding has are not Latin. */
function isOfOtherScript(encoding: string): boolean {
  if (!isSingleByte(encoding)) return encoding !== "UTF-8" && !encoding.startsWith("UTF-16");
  let isOther = OTHER_SCRIPTS.get(encoding);
  if (isOther === undefined) {
    const high = Array.from(decodeBytes(HIGH_BYTES, encoding));
    OTHER_SCRIPTS.set(encoding, (isOther = high.filter(holdsOtherScript).length > high.filter(isLatin).length));
  }
  return isOther;
}

const OTHER_SCRIPTS = new Map<string, boolean>();
const HIGH_BYTES = Uint8Array.from({ length: 0x80 }, (_, i) => 0x80 + i);

function countHigh(sample: Uint8Array): number {
  let high = 0;
  for (let i = 0; i < sample.length; i++) if (sample[i]! >= 0x80) high++;
  return high;
}
