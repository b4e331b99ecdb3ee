import { RunIndex, withoutUnit, withUnit } from "./run-index.ts";
import { RUN_WEIGHT, runWeight } from "./weights.ts";

/**
 * A second look at a passage that is about to be removed as a near-duplicate. Coverage counts every common run, wherever it
 * stands; a new sentence round an old quotation, or a headline pieced together from names, can reach a high coverage by runs
 * that are no copy. So a short run counts here only if it is in line with a long one: in both texts less than a run lies between
 * the two, as it does in an edited copy. A pure function of the texts, in time linear in them.
 *
 * One object is used for all passages: begin() with a passage, add() each text that covers it. Holds 14 bytes a unit of the longest
 * passage, 24 a unit of the longest text.
 */

/** As long as a seed's run: 8 CJK or 20 other characters weigh 96 or more. Such a run stands for itself. */
const LONG_RUN_WEIGHT = 96;
/**
 * An edit replaces less than a run: where both texts go on apart for longer, what follows is another passage. On the training half of
 * npm run bench:duplicates this costs 5 of 1,952 edited copies; two runs would cost 2, but take new sentences round old quotations for copies.
 */
const MAX_GAP_WEIGHT = RUN_WEIGHT;
/** Places of the text that are tried for a run, from its first on: enough for all but made-up texts, and a bound for those. */
const MAX_TRIED = 16;

export class AnchorMeter {
  private readonly index = new RunIndex();
  private units: Uint16Array = new Uint16Array(0);
  private start = 0;
  private length = 0;
  private isCovered = new Uint8Array(0);
  /** Common runs from left to right: units [at, at + length) of the passage stand at `found` of the text. */
  private runAt = new Int32Array(0);
  private runFound = new Int32Array(0);
  private runUnits = new Int32Array(0);
  private isAnchored = new Uint8Array(0);
  private runs = 0;

  /** Takes units[start, end) as the passage. The array must not change until the next begin(). */
  begin(units: Uint16Array, start: number, end: number): void {
    this.units = units;
    this.start = start;
    this.length = end - start;
    if (this.isCovered.length < this.length) {
      const size = Math.max(1024, this.length * 2);
      this.isCovered = new Uint8Array(size);
      this.runAt = new Int32Array(size);
      this.runFound = new Int32Array(size);
      this.runUnits = new Int32Array(size);
      this.isAnchored = new Uint8Array(size);
    }
    this.isCovered.fill(0, 0, this.length);
  }

  /** Share of the passage that stands in anchored runs, 0 to 1. */
  get coverage(): number {
    let covered = 0;
    for (let i = 0; i < this.length; i++) covered += this.isCovered[i]!;
    return covered / this.length;
  }

  /** What stands in anchored runs: starts and ends in turn, from the first unit of the passage. */
  spans(): number[] {
    const spans: number[] = [];
    for (let i = 0; i < this.length; i++) {
      if (this.isCovered[i] === 1 && (i === 0 || this.isCovered[i - 1] === 0)) spans.push(i);
      if (this.isCovered[i] === 1 && (i + 1 === this.length || this.isCovered[i + 1] === 0)) spans.push(i + 1);
    }
    return spans;
  }

  /** Marks what stands in anchored runs of units[start, end). */
  add(units: Uint16Array, start: number, end: number): void {
    this.index.take(units, start, end);
    this.findRuns(units, start, end);
    this.findAnchored(units, start);
    for (let i = 0; i < this.runs; i++) {
      if (this.isAnchored[i] === 1) this.isCovered.fill(1, this.runAt[i], this.runAt[i]! + this.runUnits[i]!);
    }
  }

  /** Of several places of a run in the text that is taken where most follows; of equal ones the next behind the run before, else the first. */
  private findRuns(text: Uint16Array, start: number, end: number): void {
    const { units } = this;
    const passageEnd = this.start + this.length;
    this.runs = 0;
    let next = this.start;
    let expected = 0;
    let last = this.start;
    let weight = 0;
    let hash = 0;
    for (let first = this.start; first < passageEnd; first++) {
      while (weight < RUN_WEIGHT && last < passageEnd) {
        const unit = units[last++]!;
        weight += runWeight(unit);
        hash = withUnit(hash, unit);
      }
      if (weight < RUN_WEIGHT) return;
      const place = first < next ? -1 : this.index.find(units, first, last - first, hash);
      if (place >= 0) {
        this.takeLongest(text, start, end, first, last - first, place, expected);
        next = first + this.runUnits[this.runs - 1]!;
        expected = this.runFound[this.runs - 1]! + this.runUnits[this.runs - 1]!;
      }
      const unit = units[first]!;
      weight -= runWeight(unit);
      hash = withoutUnit(hash, unit, last - first);
    }
  }

  private takeLongest(text: Uint16Array, start: number, end: number, at: number, shortest: number, firstPlace: number, expected: number): void {
    const { units } = this;
    const passageEnd = this.start + this.length;
    let best = -1;
    let bestUnits = 0;
    let place = firstPlace;
    for (let tried = 0; place >= 0 && tried < MAX_TRIED; tried++) {
      let length = shortest;
      while (at + length < passageEnd && start + place + length < end && units[at + length] === text[start + place + length]) length++;
      if (length > bestUnits || (length === bestUnits && best < expected && place >= expected)) {
        best = place;
        bestUnits = length;
      }
      place = this.index.nextEqual[place]!;
    }
    this.runAt[this.runs] = at - this.start;
    this.runFound[this.runs] = best;
    this.runUnits[this.runs] = bestUnits;
    this.runs++;
  }

  /** The long runs, and the short ones in line with an anchored neighbour. */
  private findAnchored(text: Uint16Array, start: number): void {
    const { isAnchored } = this;
    for (let i = 0; i < this.runs; i++) {
      const at = this.start + this.runAt[i]!;
      isAnchored[i] = weighs(this.units, at, at + this.runUnits[i]!, LONG_RUN_WEIGHT) ? 1 : 0;
    }
    for (let i = 1; i < this.runs; i++) if (isAnchored[i] === 0 && isAnchored[i - 1] === 1 && this.isInLine(i, text, start)) isAnchored[i] = 1;
    for (let i = this.runs - 2; i >= 0; i--) if (isAnchored[i] === 0 && isAnchored[i + 1] === 1 && this.isInLine(i + 1, text, start)) isAnchored[i] = 1;
  }

  /** Whether run `right` follows the one before it with less than a run between them, in both texts. */
  private isInLine(right: number, text: Uint16Array, start: number): boolean {
    const leftAt = this.runAt[right - 1]! + this.runUnits[right - 1]!;
    const leftFound = this.runFound[right - 1]! + this.runUnits[right - 1]!;
    if (this.runFound[right]! < leftFound) return false;
    return (
      !weighs(this.units, this.start + leftAt, this.start + this.runAt[right]!, MAX_GAP_WEIGHT) &&
      !weighs(text, start + leftFound, start + this.runFound[right]!, MAX_GAP_WEIGHT)
    );
  }
}

/** Whether units[start, end) weigh `weight` or more. */
function weighs(units: Uint16Array, start: number, end: number, weight: number): boolean {
  let sum = 0;
  for (let i = start; i < end && sum < weight; i++) sum += runWeight(units[i]!);
  return sum >= weight;
}
