import { RunIndex, withoutUnit, withUnit } from "./run-index.ts";
import { TRIGRAM_UNITS, TrigramFilter } from "./trigram-filter.ts";
import { RUN_WEIGHT, runWeight } from "./weights.ts";

/**
 * Coverage: the share of a passage's characters (of its normal form) that stand in common runs with another text, wherever
 * in it (run-index.ts). A pure function of the two texts, found in time linear in both: the other text is passed over the
 * runs of the passage.
 *
 * One object is used for all passages: begin() with a passage, add() each text that may cover it. Holds 29 bytes a unit of
 * the longest passage.
 */
export class CoverageMeter {
  private readonly index = new RunIndex();
  private readonly trigrams = new TrigramFilter();
  private passage: Uint16Array = new Uint16Array(0);
  private start = 0;
  private length = 0;
  private found = new Uint8Array(0);
  /** Units covered by what was added since begin(). */
  covered = 0;

  /** Takes units[start, end) as the passage to be covered. The array must not change until the next begin(). */
  begin(units: Uint16Array, start: number, end: number): void {
    this.passage = units;
    this.start = start;
    this.length = end - start;
    this.covered = 0;
    if (this.found.length <= this.length) this.found = new Uint8Array(Math.max(1024, this.length * 2));
    this.found.fill(0, 0, this.length + 1);
    this.index.take(units, start, end);
    this.trigrams.take(units, start, end);
  }

  /** Share of the passage that is covered, 0 to 1. */
  get coverage(): number {
    return this.length === 0 ? 0 : this.covered / this.length;
  }

  /**
   * Marks what units[start, end) covers.
   * @returns how many units are covered that were not before
   */
  add(units: Uint16Array, start: number, end: number): number {
    const before = this.covered;
    if (this.markRuns(units, start, end)) this.covered = this.countCovered();
    return this.covered - before;
  }

  /**
   * Looks each run of units[start, end) up, as the index made them. Where one is found, both texts are compared unit by unit as far as they are equal,
   * and the runs in there need no look-up.
   * @returns whether a run was found that was not before
   */
  private markRuns(units: Uint16Array, start: number, end: number): boolean {
    let last = start;
    let weight = 0;
    let hash = 0;
    let isNew = false;
    for (let first = start; first < end; ) {
      while (weight < RUN_WEIGHT && last < end) {
        const unit = units[last++]!;
        weight += runWeight(unit);
        hash = withUnit(hash, unit);
      }
      if (weight < RUN_WEIGHT) return isNew;
      const foreign = this.lastForeign(units, first, last);
      const place = foreign < 0 ? this.index.find(units, first, last - first, hash) : -1;
      if (foreign < 0 && place < 0) {
        const unit = units[first]!;
        weight -= runWeight(unit);
        hash = withoutUnit(hash, unit, last - first);
        first++;
        continue;
      }
      if (place >= 0) {
        const next = this.equalRunsEnd(units, first, end, place);
        if (this.markPlaces(place, next)) isNew = true;
        first += next - place;
      } else first = foreign + 1; // No run that holds those three units is in the passage.
      last = first;
      weight = 0;
      hash = 0;
    }
    return isNew;
  }

  /** Where the last three units of units[first, last) begin that are nowhere in the passage, or −1. */
  private lastForeign(units: Uint16Array, first: number, last: number): number {
    for (let end = last; end - first >= TRIGRAM_UNITS; end--) if (!this.trigrams.mayHold(units, end)) return end - TRIGRAM_UNITS;
    return -1;
  }

  /** The place behind the last run that is equal in both texts, from the one at units[first] and `place` on. */
  private equalRunsEnd(units: Uint16Array, first: number, end: number, place: number): number {
    const { passage } = this;
    const { runLength } = this.index;
    const from = this.start + place;
    const most = Math.min(end - first, this.length - place);
    let equal = runLength[place]!;
    while (equal < most && units[first + equal] === passage[from + equal]) equal++;
    let next = place + 1;
    while (runLength[next]! > 0 && next + runLength[next]! <= place + equal) next++;
    return next;
  }

  /** Marks the runs at [place, end), wherever they stand in the passage. @returns whether one was not found before */
  private markPlaces(place: number, end: number): boolean {
    const { found, index } = this;
    let isNew = false;
    for (let at = place; at < end; at++) {
      if (found[at] === 1) continue;
      // All places of the run are marked at once, so each run costs this only the first time that it is met.
      for (let equal = index.firstEqual(at); equal >= 0; equal = index.nextEqual[equal]!) found[equal] = 1;
      isNew = true;
    }
    return isNew;
  }

  private countCovered(): number {
    const { runLength } = this.index;
    let covered = 0;
    let coveredTo = 0;
    for (let place = 0; place < this.length; place++) {
      if (this.found[place] === 0) continue;
      const end = place + runLength[place]!;
      covered += end - Math.max(place, coveredTo);
      coveredTo = end;
    }
    return covered;
  }

  /** What is covered: starts and ends in turn, from the first unit of the passage, in order and without overlap. */
  spans(): number[] {
    const { runLength } = this.index;
    const spans: number[] = [];
    for (let place = 0; place < this.length; place++) {
      if (this.found[place] === 0) continue;
      const end = place + runLength[place]!;
      if (spans.length > 0 && place <= spans.at(-1)!) spans[spans.length - 1] = end;
      else spans.push(place, end);
    }
    return spans;
  }
}
