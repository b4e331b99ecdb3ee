import { readModelFile } from "./model-file.ts";

/** The Unified Ideographs block: 20,992 characters, among them all of JIS X 0208, GB 2312 and Big5. */
export const FIRST_HAN = 0x4e00;
export const HAN_COUNT = 0x5200;

/** Two bits a character set: 0 not in it, 1 level of daily use, 2 level of rarer characters. */
export const JIS_SHIFT = 0;
export const GB_SHIFT = 2;
export const BIG5_SHIFT = 4;

let levels: Uint8Array | undefined;

/** Levels of each Han character from FIRST_HAN on (src/models/make/language-han.ts). */
export function hanLevels(): Uint8Array {
  levels ??= readModelFile("language-han.br");
  return levels;
}

/** Logarithm of one step of `hanCharacterWeights`. */
export const CHARACTER_WEIGHT_STEP = 0.1;

let characterWeights: Int8Array | undefined;

/** How much each Han character speaks for Japanese (above 0) or Chinese (src/models/make/language-han-characters.ts). */
export function hanCharacterWeights(): Int8Array {
  characterWeights ??= Int8Array.from(readModelFile("language-han-characters.br"), (byte) => (byte << 24) >> 24);
  return characterWeights;
}
