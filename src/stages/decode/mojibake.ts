/**
 * Mojibake: UTF-8 that was once read in another encoding and saved again ("Ã©" for "é"), perhaps more than once. A line is called so
 * if its characters, written in the other encoding, are UTF-8 again, and that is likelier text.
 */
import { COST_PARTS } from "../../models/encoding-model.ts";
import { decodeBytes } from "./decoders.ts";
import { costOfText } from "./likelihood.ts";
import { kindsThatMayBeIn, type MojibakeKind, undoReading } from "./mojibake-kinds.ts";
import { countUtf8 } from "./tolerant-utf8.ts";

export interface MojibakeLine {
  /** From 1. */
  readonly line: number;
  /** [start, end) of the text, without the line end. */
  readonly start: number;
  readonly end: number;
  /** What the UTF-8 was read as. */
  readonly readAs: string;
  /** The line as it was before, if nothing of it was lost. */
  readonly repaired: string | undefined;
}

/** Characters of which a line must hold two for it to be told from chance; where one line does, one is enough in others. */
const CERTAIN_SEQUENCES = 2;
/** Nats by which the repaired line must be likelier. */
const LEAST_GAIN = 8 * COST_PARTS;
/** Sequences may be lost at the ends of lines, or where the reading had no character. */
const MOST_INVALID_SHARE = 0.2;
/** With those beside U+FFFD: a character for each that is left. */
const MOST_LOST_SHARE = 1;
const REPLACEMENT = "\ufffd";
/** Texts that were read wrongly more often than this are not worth the search. */
const MOST_READINGS = 3;

/**
 * The lines that are mojibake, in order.
 * @param bytes the text in UTF-8
 */
export function findMojibake(text: string, bytes: Uint8Array): MojibakeLine[] {
  const kinds = kindsThatMayBeIn(text, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (kinds.length === 0) return [];
  const judged: (MojibakeLine & Judged)[] = [];
  let number = 1;
  for (const { index, 0: line, 1: content = "" } of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    if (line === "") break;
    const found = judgeLine(content, kinds);
    if (found !== undefined) judged.push({ line: number, start: index, end: index + content.length, ...found });
    number++;
  }
  const certain = new Set(judged.filter(({ isCertain }) => isCertain).map(({ readAs }) => readAs));
  return judged.filter(({ readAs }) => certain.has(readAs));
}

interface Judged {
  readonly readAs: string;
  readonly repaired: string | undefined;
  readonly isCertain: boolean;
}

/** The likeliest repair of a line, of which nothing was lost if possible. */
function judgeLine(line: string, kinds: readonly MojibakeKind[]): Judged | undefined {
  let best: Judged | undefined;
  for (const kind of kinds) {
    const sequences = kind.sign.test(line) ? sequencesOf(line, kind) : 0;
    if (sequences === 0) continue;
    const judged = { readAs: kind.readAs, repaired: repairedLine(line, kind), isCertain: sequences >= CERTAIN_SEQUENCES };
    if (best === undefined || costOf(judged.repaired) < costOf(best.repaired)) best = judged;
  }
  return best;
}

function costOf(repaired: string | undefined): number {
  return repaired === undefined ? Infinity : costOfText(repaired);
}

/** Characters beyond ASCII that a line had before it was read so; 0 if it was not. */
function sequencesOf(line: string, kind: MojibakeKind): number {
  const { valid, invalid, atLosses } = countSequences(line, kind);
  if (invalid > MOST_INVALID_SHARE * valid || invalid + atLosses > MOST_LOST_SHARE * valid) return 0;
  return costOfText(decodeBytes(kind.write(line), "UTF-8")) + LEAST_GAIN < costOfText(line) ? valid : 0;
}

/** U+FFFD stands where the reading lost bytes: the sequences that these belonged to are broken, and tell nothing. */
function countSequences(line: string, kind: MojibakeKind): { valid: number; invalid: number; atLosses: number } {
  const counts = { valid: 0, invalid: 0, atLosses: 0 };
  const pieces = line.split(REPLACEMENT);
  pieces.forEach((piece, i) => {
    const { valid, invalid } = countUtf8(kind.write(piece));
    const broken = Math.min(invalid, Number(i > 0) + Number(i < pieces.length - 1));
    counts.valid += valid;
    counts.invalid += invalid - broken;
    counts.atLosses += broken;
  });
  return counts;
}

/** The line before it was read so, as often as that makes it likelier. */
function repairedLine(line: string, kind: MojibakeKind): string | undefined {
  let repaired: string | undefined;
  for (let reading = 0; reading < MOST_READINGS; reading++) {
    const before = undoReading(repaired ?? line, kind);
    if (before === undefined || costOfText(before) >= costOfText(repaired ?? line)) break;
    repaired = before;
  }
  return repaired;
}
