import { RunIndex, withoutUnit, withUnit } from "./run-index.ts";
import { TrigramFilter } from "./trigram-filter.ts";
import { RUN_WEIGHT, runWeight } from "./weights.ts";

/** Of fewer runs, weight and hash are carried on as fast as they are made anew. */
const MIN_SKIPPED_RUNS = 4;

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
   * Looks each run of units[start, end) up, as the index made them. Where the run before was found already, the next one is mostly
   * the next of the passage, and one unit tells; where all runs behind it were found too, they are passed over unit by unit: what many
   * texts share (form letters) is looked up once.
   * @returns whether a run was found that was not before
   */
  private markRuns(units: Uint16Array, start: number, end: number): boolean {
    const { found } = this;
    let last = start;
    let weight = 0;
    let hash = 0;
    let isNew = false;
    /** Place of the run before, or −1. */
    let place = -1;
    for (let first = start; first < end; first++) {
      const lastBefore = last;
      while (weight < RUN_WEIGHT && last < end) {
        const unit = units[last++]!;
        weight += runWeight(unit);
        hash = withUnit(hash, unit);
      }
      if (weight < RUN_WEIGHT) return isNew;
      const length = last - first;
      if (place >= 0 && found[place + 1] === 1 && this.goesOn(units, lastBefore, last, place + 1, length)) place++;
      else if (this.trigrams.mayHold(units, last)) place = this.index.find(units, first, length, hash);
      else {
        // No run that holds the last three units is in the passage: the next that may be begins at the second of them.
        place = -1;
        last -= 2;
        first = last - 1;
        weight = 0;
        hash = 0;
        continue;
      }
      if (place >= 0 && found[place] === 0) {
        // All places of the run are marked at once, so each run costs this only the first time that it is met.
        for (let equal = place; equal >= 0; equal = this.index.nextEqual[equal]!) found[equal] = 1;
        isNew = true;
      }
      const unit = units[first]!;
      weight -= runWeight(unit);
      hash = withoutUnit(hash, unit, length);
      const known = place < 0 ? 0 : this.knownBehind(units, last, end, place, length);
      if (known < MIN_SKIPPED_RUNS) continue;
      first += known;
      place += known;
      last = first + this.index.runLength[place]!;
      weight = 0;
      hash = 0;
      for (let i = first + 1; i < last; i++) {
        weight += runWeight(units[i]!);
        hash = withUnit(hash, units[i]!);
      }
    }
    return isNew;
  }

  /** So many runs behind the one at `place`, which ends before units[from], follow it in units[from, to) too, and were found already. */
  private knownBehind(units: Uint16Array, from: number, to: number, place: number, length: number): number {
    const { passage, found } = this;
    const behind = this.start + place + length;
    const most = Math.min(to - from, this.length - place - length);
    let count = 0;
    while (count < most && units[from + count] === passage[behind + count] && found[place + count + 1] === 1) count++;
    // Behind a CJK unit a run of others is longer: the last ones may end where the texts are not known to be equal.
    const equalTo = place + length + count;
    while (count > 0 && place + count + this.index.runLength[place + count]! > equalTo) count--;
    return count;
  }

  /** Whether the run at `place`, whose units before `from` are known to be equal, has those of units[from, to) at its end. */
  private goesOn(units: Uint16Array, from: number, to: number, place: number, length: number): boolean {
    if (this.index.runLength[place] !== length) return false;
    const end = this.start + place + length - to;
    for (let i = from; i < to; i++) if (units[i] !== this.passage[end + i]) return false;
    return true;
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
