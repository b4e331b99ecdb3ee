/**
 * Says what encoding bytes are in: the one place that decides. First certain signs, then UTF-8 with damage, then the candidate under
 * which a sample is likeliest.
 */
import { isUtf8 } from "node:buffer";
import { hasBinaryControls } from "./binary.ts";
import { byteOrderMarkOf } from "./byte-order-mark.ts";
import { declaredEncoding } from "./declared.ts";
import type { Detection } from "./detection.ts";
import { isEbcdic } from "./ebcdic.ts";
import { escapeEncodingOf } from "./escapes.ts";
import { resolveEncoding } from "./names.ts";
import { type Ranked, rankCandidates, withoutDamage, withVotes, withWords } from "./ranking.ts";
import type { Readings } from "./readings.ts";
import { isInCapitals } from "./single-byte-costs.ts";
import { richSample, withoutPlainRuns, withRareLines } from "./sample.ts";
import { damagedUtf8 } from "./tolerant-utf8.ts";
import { hasControls, unmarkedUnicodeOf, utf16Readings } from "./unmarked-unicode.ts";
import { collectVotes, DECLARATION_POINTS, type Vote } from "./votes.ts";

const EMPTY = { near: [], votes: [] };

function certain(encoding: string, confidence = 1, markLength = 0): Detection {
  return { encoding, confidence, markLength, ...EMPTY };
}

/** Confidence where signs are as good as certain but could be made up. */
const SURE = 0.99;

/** "binary" = no text in any encoding. */
export function detectEncoding(bytes: Uint8Array, withControls = hasControls(bytes)): Detection | "binary" {
  const mark = byteOrderMarkOf(bytes);
  if (mark !== undefined) return certain(mark.encoding, 1, mark.length);
  const unicode = withControls ? unmarkedUnicodeOf(bytes) : undefined;
  if (unicode !== undefined) return certain(unicode, SURE);
  const byEscapes = escapeEncodingOf(bytes);
  if (byEscapes !== undefined) return certain(byEscapes, SURE);
  // Its line ends and tabs are control characters elsewhere.
  if (isEbcdic(bytes)) return certain("EBCDIC", SURE);
  if (withControls && hasBinaryControls(bytes)) return "binary";
  if (isUtf8(bytes)) return certain("UTF-8");
  const sample = richSample(bytes);
  const utf8 = damagedUtf8(sample.bytes) && damagedUtf8(withRareLines(sample, bytes));
  if (utf8 !== undefined) return certain("UTF-8", Math.min(SURE, 1 - utf8.invalid / (utf8.valid + utf8.invalid)));
  return likeliestEncoding(bytes, sample);
}

/** The encoding under which a sample is likeliest, with the votes of the text itself and of other detectors. */
export function likeliestEncoding(bytes: Uint8Array, sample = richSample(bytes)): Detection {
  const utf16 = utf16Readings(bytes);
  // In UTF-16 what looks like ASCII is not, and it takes part in the comparison.
  const telling = utf16.length > 0 ? (some: Uint8Array) => some : withoutPlainRuns;
  const ranking = rankCandidates(telling(sample.bytes), () => telling(withRareLines(sample, bytes)), isInCapitals(sample.bytes), utf16);
  const unvoted = withWords(withoutDamage(ranking), sample.bytes);
  const { readings } = unvoted;
  let { ranked } = unvoted;
  let rivals: readonly Ranked[] = [];
  const votes = collectVotes(sample.bytes, declarationVotes(bytes), (given) => {
    ranked = given.length === 0 ? unvoted.ranked : withVotes(unvoted, given);
    rivals = rivalsOf(ranked, readings);
    return leadOf(ranked, rivals);
  });
  const confidence = Math.min(confidenceOf(leadOf(ranked, rivals)), isNoise(ranked[0]!, readings) ? NOISE_CONFIDENCE : 1);
  const { name: encoding, score: best } = ranked[0]!;
  return { encoding, confidence, markLength: 0, near: rivals.map(({ name, score }) => ({ name, behind: best - score })), votes };
}

function declarationVotes(bytes: Uint8Array): Vote[] {
  const encoding = resolveEncoding(declaredEncoding(bytes)?.name ?? "");
  // Multi-byte Unicode cannot declare itself in ASCII.
  if (encoding === undefined || /^UTF-(16|32)/.test(encoding)) return [];
  return [{ by: "declaration", encoding: encoding === "GBK" ? "gb18030" : encoding, points: DECLARATION_POINTS }];
}

/**
 * Nats a character. Alphabets come to 3, Chinese to 7, the rarest of 98 old Japanese texts to 10.5; Korean in Johab, which nothing
 * here reads, to 11.9 (median of 234 texts) in the likeliest wrong reading.
 */
const NOISE_COST = 11;
const NOISE_CONFIDENCE = 0.3;

function isNoise({ name, score }: Ranked, readings: Readings): boolean {
  return -score > NOISE_COST * readings.lengthIn(name);
}

/**
 * Confidence by the lead in nats over the next reading: 0.5 at none, 0.9 at 4, 0.99 at 49.
 * tests/bench/encoding.ts prints how often each range is right.
 */
function confidenceOf(lead: number): number {
  return lead === Infinity ? SURE : 1 - 0.5 / (1 + lead);
}

function leadOf(ranked: readonly Ranked[], rivals: readonly Ranked[]): number {
  return rivals.length === 0 ? Infinity : ranked[0]!.score - rivals[0]!.score;
}

const MOST_RIVALS = 3;

/** The next candidates that read the sample otherwise. */
function rivalsOf(ranked: readonly Ranked[], readings: Readings): Ranked[] {
  const best = ranked[0]!;
  const rivals: Ranked[] = [];
  for (const candidate of ranked) {
    if (rivals.length === MOST_RIVALS) break;
    if (!readings.areAlike(candidate.name, best.name)) rivals.push(candidate);
  }
  return rivals;
}
