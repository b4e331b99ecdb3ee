/**
 * Says what encoding bytes are in: the one place that decides. First certain signs, then UTF-8 with damage, then the candidate under
 * which a sample is likeliest.
 */
import { isUtf8 } from "node:buffer";
import { byteOrderMarkOf } from "./byte-order-mark.ts";
import { decodeBytes } from "./decoders.ts";
import { type EscapeEncoding, escapeEncodingOf } from "./escapes.ts";
import { type Ranked, rankCandidates, withVotes } from "./ranking.ts";
import { richSample } from "./sample.ts";
import { countUtf8, isDamagedUtf8 } from "./tolerant-utf8.ts";
import { hasControls, unmarkedUnicodeOf } from "./unmarked-unicode.ts";
import { askDetectors } from "./votes.ts";

/** What the bytes are in. */
export interface Detection {
  readonly encoding: string | Exclude<EscapeEncoding, "ISO-2022-JP">;
  /** 0 to 1; 1 = certain. */
  readonly confidence: number;
  /** Bytes of a byte order mark before the text. */
  readonly markLength: number;
  /** Candidates that read the text otherwise and came near, likeliest first. */
  readonly near: readonly string[];
}

/** Nats between the best two readings, below which the other detectors are asked. */
const ASKING_LEAD = 20;

function certain(encoding: string, confidence = 1, markLength = 0): Detection {
  return { encoding, confidence, markLength, near: [] };
}

export function detectEncoding(bytes: Uint8Array): Detection {
  const mark = byteOrderMarkOf(bytes);
  if (mark !== undefined) return certain(mark.encoding, 1, mark.length);
  const unicode = hasControls(bytes) ? unmarkedUnicodeOf(bytes) : undefined;
  if (unicode !== undefined) return certain(unicode, 0.99);
  const byEscapes = escapeEncodingOf(bytes);
  if (byEscapes !== undefined) return certain(byEscapes, 0.99);
  if (isUtf8(bytes)) return certain("UTF-8");
  const sample = richSample(bytes);
  const utf8 = countUtf8(sample);
  if (isDamagedUtf8(utf8)) return certain("UTF-8", 1 - utf8.invalid / (utf8.valid + utf8.invalid));
  return likeliest(sample);
}

function likeliest(sample: Uint8Array): Detection {
  let ranked = rankCandidates(sample);
  let rivals = rivalsOf(ranked, sample);
  if (leadOf(ranked, rivals) < ASKING_LEAD) {
    ranked = withVotes(ranked, askDetectors(sample), sample);
    rivals = rivalsOf(ranked, sample);
  }
  const lead = leadOf(ranked, rivals);
  return { encoding: ranked[0]!.name, confidence: lead / (lead + 1), markLength: 0, near: rivals.map(({ name }) => name) };
}

function leadOf(ranked: readonly Ranked[], rivals: readonly Ranked[]): number {
  return rivals.length === 0 ? Infinity : ranked[0]!.score - rivals[0]!.score;
}

const MOST_RIVALS = 3;

/** The next candidates that read the sample otherwise. */
function rivalsOf(ranked: readonly Ranked[], sample: Uint8Array): Ranked[] {
  const best = ranked[0]!;
  const text = decodeBytes(sample, best.name);
  const rivals: Ranked[] = [];
  for (const candidate of ranked) {
    if (rivals.length === MOST_RIVALS) break;
    if (candidate !== best && decodeBytes(sample, candidate.name) !== text) rivals.push(candidate);
  }
  return rivals;
}
