import type { NearPair } from "./finding.ts";

/** Keeps the pairs nearest to a threshold, above it and below it; of equal ones the first. Holds no more than it is asked for. */
export class NearestPairs {
  private readonly most: number;
  /** By rising distance from the threshold. */
  private readonly above: NearPair[] = [];
  private readonly below: NearPair[] = [];

  constructor(most: number) {
    this.most = most;
  }

  /** @param make is called only for what is kept */
  add(coverage: number, isRemoved: boolean, make: () => Omit<NearPair, "isRemoved">): void {
    const pairs = isRemoved ? this.above : this.below;
    const isNearer = (other: NearPair): boolean => (isRemoved ? coverage < other.coverage : coverage > other.coverage);
    let at = pairs.length;
    while (at > 0 && isNearer(pairs[at - 1]!)) at--;
    if (at >= this.most) return;
    pairs.splice(at, 0, { ...make(), isRemoved });
    if (pairs.length > this.most) pairs.pop();
  }

  /** By falling coverage, so that the threshold lies between what goes and what stays. */
  all(): readonly NearPair[] {
    return [...this.above.toReversed(), ...this.below];
  }
}
