import { readModelFile } from "./model-file.ts";

/** The encodings whose codes of two bytes stand in encoding-pairs.br (src/models/make/encoding-pairs.ts), in order. */
export const PAIR_ENCODINGS = ["EUC-KR", "Big5"] as const;
export const FIRST_LEAD = 0x81;
export const LAST_LEAD = 0xfe;
export const FIRST_TRAIL = 0x40;
export const LAST_TRAIL = 0xfe;
/** From here to the end of the private use area, a unit is the number of a character of two units. */
export const FIRST_LONG = 0xe000;
export const LAST_LONG = 0xf8ff;

export interface PairCodes {
  /** Unit by lead and trail byte (lead × 256 + trail); 0 = no code. */
  readonly units: Uint16Array;
  /** Two units for each character of two. */
  readonly long: Uint16Array;
}

let loaded: ReadonlyMap<string, PairCodes> | undefined;

/** Reads the codes when they are first asked for: 256 KB. */
export function pairCodesOf(encoding: string): PairCodes {
  loaded ??= unpack(readModelFile("encoding-pairs.br"));
  return loaded.get(encoding)!;
}

function unpack(file: Buffer): ReadonlyMap<string, PairCodes> {
  const half = file.length / 2;
  const unitAt = (place: number): number => file[place]! | (file[half + place]! << 8);
  const codes = new Map<string, PairCodes>();
  let place = 0;
  for (const name of PAIR_ENCODINGS) {
    const units = new Uint16Array(65_536);
    for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead++) for (let trail = FIRST_TRAIL; trail <= LAST_TRAIL; trail++) units[(lead << 8) | trail] = unitAt(place++);
    const long = new Uint16Array(2 * unitAt(place++));
    for (let i = 0; i < long.length; i++) long[i] = unitAt(place++);
    codes.set(name, { units, long });
  }
  return codes;
}
