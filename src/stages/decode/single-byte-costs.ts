/**
 * What a sample costs under the encodings of single bytes: the pairs of its bytes are counted once, and each encoding has a table
 * of what each pair costs, filled as pairs come up. Holds 128 KB for each encoding that was asked about.
 */
import { encodingModel } from "../../models/encoding-model.ts";
import { singleByteTable } from "../../models/encoding-tables.ts";
import { costBehind } from "./likelihood.ts";

/** Pairs of bytes of which one is no ASCII character (or a control character, which VISCII uses for letters). */
export interface BytePairs {
  /** byte before × 256 + byte, each once. */
  readonly pairs: Uint16Array;
  readonly counts: Uint32Array;
  /** Pairs of ASCII cost the same under all encodings that hold ASCII; they are added up under this. */
  readonly asciiCost: number;
}

const UNKNOWN = 0xffff;
const LINE_FEED = 0x0a;
const costTables = new Map<string, Uint16Array>();
const countOfPair = new Uint32Array(65_536);

export function countPairs(sample: Uint8Array): BytePairs {
  const model = encodingModel();
  const seen = new Uint16Array(sample.length);
  let distinct = 0;
  let asciiCost = 0;
  let before = LINE_FEED;
  for (const byte of sample) {
    if (isPlain(byte) && isPlain(before)) {
      asciiCost += costBehind(model, before, byte);
    } else {
      const pair = (before << 8) | byte;
      if (countOfPair[pair] === 0) seen[distinct++] = pair;
      countOfPair[pair]!++;
    }
    before = byte;
  }
  const pairs = seen.subarray(0, distinct);
  const counts = Uint32Array.from(pairs, (pair) => countOfPair[pair]!);
  for (const pair of pairs) countOfPair[pair] = 0;
  return { pairs, counts, asciiCost };
}

function isPlain(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

/** What the sample costs under this encoding. */
export function costOfPairs({ pairs, counts, asciiCost }: BytePairs, encoding: string): number {
  let table = costTables.get(encoding);
  if (table === undefined) costTables.set(encoding, (table = new Uint16Array(65_536).fill(UNKNOWN)));
  let cost = asciiCost;
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i]!;
    if (table[pair] === UNKNOWN) table[pair] = costOfPair(pair, encoding);
    cost += table[pair]! * counts[i]!;
  }
  return cost;
}

function costOfPair(pair: number, encoding: string): number {
  const units = singleByteTable(encoding);
  return costBehind(encodingModel(), units[pair >> 8]!, units[pair & 0xff]!);
}
