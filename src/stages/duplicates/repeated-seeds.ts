import type { Passages } from "../../document.ts";

/**
 * Which seeds of one document may stand in it twice: the others need no look-up inside the document, and those are nearly all
 * of them. Two bits a place, "seen" and "seen again"; seeds that share a place are looked up in vain, never missed.
 *
 * Memory: 32 KB, or 2 to 4 bytes a seed of a large document.
 */
const LEAST_PLACE_BITS = 17;
/** So many places at least, and few seeds share one by chance. */
const PLACES_A_SEED = 8;

export class RepeatedSeeds {
  private seen = new Uint32Array(0);
  private repeated = new Uint32Array(0);
  private shift = 0;

  /** Takes the seeds of a document in place of those of the one before. */
  take({ seeds }: Passages): void {
    this.makeRoom(seeds.length / 2);
    const { seen, repeated, shift } = this;
    seen.fill(0);
    repeated.fill(0);
    for (let i = 0; i < seeds.length; i += 2) {
      const place = seeds[i]! >>> shift;
      const bit = 1 << (place & 31);
      if ((seen[place >>> 5]! & bit) !== 0) repeated[place >>> 5]! |= bit;
      else seen[place >>> 5]! |= bit;
    }
  }

  /** @param low the low word of a seed of the document */
  mayRepeat(low: number): boolean {
    const place = low >>> this.shift;
    return (this.repeated[place >>> 5]! & (1 << (place & 31))) !== 0;
  }

  /** Gives the memory of a large document back with the next small one. */
  private makeRoom(seeds: number): void {
    const bits = Math.max(LEAST_PLACE_BITS, 32 - Math.clz32(seeds * PLACES_A_SEED));
    if (this.shift === 32 - bits) return;
    this.shift = 32 - bits;
    this.seen = new Uint32Array(2 ** (bits - 5));
    this.repeated = new Uint32Array(2 ** (bits - 5));
  }
}
