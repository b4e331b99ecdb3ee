/**
 * Turns offsets in UTF-16 units into offsets in Unicode code points, which ledger and reports speak of (Python and dolma
 * count so). Costs nothing for texts without characters above the BMP; else 4 bytes for each of them.
 */
export class CodePointOffsets {
  /** Places of the low halves of surrogate pairs, in order. */
  private readonly lowHalves: Uint32Array;

  constructor(text: string) {
    this.lowHalves = /[\ud800-\udbff]/.test(text) ? findLowHalves(text) : new Uint32Array(0);
  }

  /** Code points before unit `offset` of the text. */
  at(offset: number): number {
    return offset - this.countBefore(offset);
  }

  /** The unit at which code point number `codePoint` begins. */
  unitAt(codePoint: number): number {
    let low = 0;
    let high = this.lowHalves.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      // So many code points stand before the end of this pair.
      if (this.lowHalves[middle]! - middle <= codePoint) low = middle + 1;
      else high = middle;
    }
    return codePoint + low;
  }

  private countBefore(offset: number): number {
    let low = 0;
    let high = this.lowHalves.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lowHalves[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function findLowHalves(text: string): Uint32Array {
  const found: number[] = [];
  for (let i = 0; i + 1 < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) found.push(++i);
  }
  return Uint32Array.from(found);
}
