/**
 * What letters of Latin script cost behind one another in each of some forty languages (src/models/make/encoding-languages.ts), as minus the
 * logarithm of a probability in sixteenths.
 */
import { readModelFile } from "./model-file.ts";

export interface LanguageCosts {
  /** Place of each UTF-16 unit, capitals as small letters; 0 = no letter of any of these languages. */
  readonly places: Uint8Array;
  readonly languages: readonly Uint8Array[];
  /** Letters of a table, with place 0. */
  readonly size: number;
}

let loaded: LanguageCosts | undefined;

/** Reads the costs when they are first asked for: about 1 MB. */
export function languageCosts(): LanguageCosts {
  loaded ??= unpack(readModelFile("encoding-languages.br"));
  return loaded;
}

/** What a letter costs in a language behind another one; `costs` is one of `languages`. */
export function costOfLetter(costs: Uint8Array, size: number, before: number, letter: number): number {
  const cost = costs[before * size + letter]!;
  return cost === 0 ? costs[size * size + letter]! : cost;
}

function unpack(file: Buffer): LanguageCosts {
  const start = 4 + file.readUInt32LE(0);
  const { letters, capitals, languages: count }: { letters: string; capitals: string; languages: number } = JSON.parse(file.toString("utf8", 4, start));
  const size = letters.length;
  const places = new Uint8Array(65_536);
  for (let place = 1; place < size; place++) {
    places[letters.charCodeAt(place)] = place;
    places[capitals.charCodeAt(place)] = place;
  }
  const length = size * size + size;
  const languages = Array.from({ length: count }, (_, i) => file.subarray(start + i * length, start + (i + 1) * length));
  return { places, languages, size };
}
