/**
 * Word lists of the Python package wordfreq (`wordfreq/data/small_CODE.msgpack.gz`): a header, then the words of each frequency, which is
 * 10 ** (−place / 100). Only what MessagePack these files use is read: numbers, strings, arrays and maps.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export interface WordFrequency {
  readonly word: string;
  /** Share of all words of text. */
  readonly frequency: number;
}

/** Most frequent first. */
export function readWordFrequencies(folder: string, code: string): WordFrequency[] {
  const [, ...levels] = arrayOf(new PackedMessage(gunzipSync(readFileSync(join(folder, `small_${code}.msgpack.gz`)))).read());
  return levels.flatMap((words, place) => arrayOf(words).flatMap((word) => (typeof word === "string" ? [{ word, frequency: 10 ** (-place / 100) }] : [])));
}

type Packed = number | string | readonly Packed[] | ReadonlyMap<Packed, Packed>;

function arrayOf(packed: Packed): readonly Packed[] {
  if (!Array.isArray(packed)) throw new Error("a word list is no array");
  return packed;
}

class PackedMessage {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(): Packed {
    const type = this.#number(1);
    if (type < 0x80) return type;
    if (type < 0x90) return this.#map(type & 0x0f);
    if (type < 0xa0) return this.#array(type & 0x0f);
    if (type < 0xc0) return this.#string(type & 0x1f);
    switch (type) {
      case 0xcc: return this.#number(1);
      case 0xcd: return this.#number(2);
      case 0xd9: return this.#string(this.#number(1));
      case 0xda: return this.#string(this.#number(2));
      case 0xdc: return this.#array(this.#number(2));
      case 0xdd: return this.#array(this.#number(4));
      default: throw new Error(`a word list holds what is not read here: 0x${type.toString(16)}`);
    }
  }

  #number(bytes: number): number {
    this.#at += bytes;
    return this.#bytes.readUIntBE(this.#at - bytes, bytes);
  }

  #string(length: number): string {
    this.#at += length;
    return this.#bytes.toString("utf8", this.#at - length, this.#at);
  }

  #array(length: number): Packed[] {
    return Array.from({ length }, () => this.read());
  }

  #map(length: number): Map<Packed, Packed> {
    return new Map(Array.from({ length }, () => [this.read(), this.read()]));
  }
}
