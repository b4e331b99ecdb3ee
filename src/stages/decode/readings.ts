/** Tells whether encodings read some bytes alike. */
import { singleByteTable } from "../../models/encoding-tables.ts";
import { decodeBytes } from "./decoders.ts";
import { isSingleByte } from "./single-byte-costs.ts";

export class Readings {
  readonly #bytes: Uint8Array;
  #kinds: Uint8Array | undefined;
  readonly #texts = new Map<string, string>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  areAlike(encoding: string, other: string): boolean {
    if (encoding === other) return true;
    if (!isSingleByte(encoding) || !isSingleByte(other)) return this.textIn(encoding) === this.textIn(other);
    const [units, others] = [singleByteTable(encoding), singleByteTable(other)];
    const kinds = (this.#kinds ??= kindsOf(this.#bytes));
    for (let i = 0; i < kinds.length; i++) if (units[kinds[i]!] !== others[kinds[i]!]) return false;
    return true;
  }

  textIn(encoding: string): string {
    let text = this.#texts.get(encoding);
    if (text === undefined) this.#texts.set(encoding, (text = decodeBytes(this.#bytes, encoding)));
    return text;
  }

  /** UTF-16 units. */
  lengthIn(encoding: string): number {
    return isSingleByte(encoding) ? this.#bytes.length : this.textIn(encoding).length;
  }
}

/** Each byte that occurs, once; the highest, which tell most, come first. */
function kindsOf(bytes: Uint8Array): Uint8Array {
  const seen = new Uint8Array(256);
  for (let i = 0; i < bytes.length; i++) seen[bytes[i]!] = 1;
  const kinds = new Uint8Array(256);
  let count = 0;
  for (let byte = 0xff; byte >= 0; byte--) if (seen[byte] === 1) kinds[count++] = byte;
  return kinds.subarray(0, count);
}
