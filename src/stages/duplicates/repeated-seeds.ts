import type { Passages } from "../../document.ts";

/**
 * Which seeds of one document may stand in it twice: the others need no look-up inside the document, and those are nearly all
 * of them. Two bits a place, "seen" and "seen again"; seeds that share a place are looked up in vain, never missed.
 *
 * Memory: 32 KB.
 */
const PLACE_BITS = 17;
const WORDS = (1 << PLACE_BITS) / 32;

export class RepeatedSeeds {
  private readonly seen = new Uint32Array(WORDS);
  private readonly repeated = new Uint32Array(WORDS);

  /** Takes the seeds of a document in place of those of the one before. */
  take({ seeds }: Passages): void {
    const { seen, repeated } = this;
    seen.fill(0);
    repeated.fill(0);
    for (let i = 0; i < seeds.length; i += 2) {
      const place = seeds[i]! >>> (32 - PLACE_BITS);
      const bit = 1 << (place & 31);
      if ((seen[place >>> 5]! & bit) !== 0) repeated[place >>> 5]! |= bit;
      else seen[place >>> 5]! |= bit;
    }
  }

  /** @param low the low word of a seed of the document */
  mayRepeat(low: number): boolean {
    const place = low >>> (32 - PLACE_BITS);
    return (this.repeated[place >>> 5]! & (1 << (place & 31))) !== 0;
  }
}
