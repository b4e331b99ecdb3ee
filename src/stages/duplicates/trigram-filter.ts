/** Bits a unit of the text: about one trigram in sixteen that is not in it is taken for one that is. */
const BITS_A_UNIT = 16;
const LEAST_BITS = 1 << 10;
export const TRIGRAM_UNITS = 3;

/**
 * Which three units stand one behind the other in a text. In: a text. Out: whether a trigram may be in it; "no" is certain, so whatever
 * holds such a trigram is not in the text either. Memory: 4 bytes a unit of the longest text.
 */
export class TrigramFilter {
  private bits = new Uint32Array(LEAST_BITS / 32);
  private shift = 0;

  /** Takes units[start, end) in place of the text before. */
  take(units: Uint16Array, start: number, end: number): void {
    let size = LEAST_BITS;
    while (size < (end - start) * BITS_A_UNIT) size *= 2;
    if (this.bits.length * 32 < size) this.bits = new Uint32Array(size / 32);
    this.bits.fill(0, 0, size / 32);
    this.shift = Math.clz32(size) + 1;
    for (let at = start + TRIGRAM_UNITS; at <= end; at++) {
      const bit = this.bitOf(units, at);
      this.bits[bit >>> 5]! |= 1 << (bit & 31);
    }
  }

  /** Whether the three units before units[end] may be in the text. */
  mayHold(units: Uint16Array, end: number): boolean {
    const bit = this.bitOf(units, end);
    return (this.bits[bit >>> 5]! & (1 << (bit & 31))) !== 0;
  }

  private bitOf(units: Uint16Array, end: number): number {
    const mixed = Math.imul(units[end - 3]!, 0x9e3779b1) + Math.imul(units[end - 2]!, 0x85ebca6b) + Math.imul(units[end - 1]!, 0xc2b2ae35);
    return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> this.shift;
  }
}
