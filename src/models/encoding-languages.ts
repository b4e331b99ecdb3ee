/**
 * What letters of Latin script cost behind one another in each of some forty languages (src/models/make/encoding-languages.ts), as minus the
 * logarithm of a probability in sixteenths.
 */
import { readModelFile } from "./model-file.ts";

export interface LanguageCosts {
  /** Place of each UTF-16 unit, capitals as small letters; 0 = no letter of any of these languages. */
  readonly places: Uint8Array;
  /** By place before, place, language: the languages of a pair side by side, for all are asked about each. */
  readonly costs: Uint8Array;
  readonly languages: number;
  /** Letters, with place 0. */
  readonly size: number;
}

let loaded: LanguageCosts | undefined;

/** Reads the costs when they are first asked for: about 0.5 MB. */
export function languageCosts(): LanguageCosts {
  loaded ??= unpack(readModelFile("encoding-languages.br"));
  return loaded;
}

function unpack(file: Buffer): LanguageCosts {
  const start = 4 + file.readUInt32LE(0);
  const { letters, capitals, languages }: { letters: string; capitals: string; languages: number } = JSON.parse(file.toString("utf8", 4, start));
  const size = letters.length;
  const places = new Uint8Array(65_536);
  for (let place = 1; place < size; place++) {
    places[letters.charCodeAt(place)] = place;
    places[capitals.charCodeAt(place)] = place;
  }
  const pairs = size * size;
  const costs = new Uint8Array(pairs * languages);
  for (let language = 0; language < languages; language++) {
    const seen = start + language * (pairs + size);
    // A pair that was not seen costs what its letter does alone; those costs stand behind the pairs.
    for (let pair = 0; pair < pairs; pair++) costs[pair * languages + language] = file[seen + pair]! || file[seen + pairs + (pair % size)]!;
  }
  return { places, costs, languages, size };
}
