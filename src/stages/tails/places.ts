import { FEATURE_NAMES, MAX_VALUE } from "./features.ts";
import type { LineFacts } from "./line-facts.ts";

/**
 * Places where the tail could begin, and what the tail behind each and the body before it would be like as a whole. In:
 * facts, rows of line features and line scores of the window. Out: rows of whole numbers for the certainty trees.
 */

/** As many places compete at most. */
export const MAX_PLACES = 40;
/** A line of at least this many half-letters with a sentence end is prose: a tail has few of them. */
const PROSE_WEIGHT = 120;
/** Line scores are clipped to this before they are averaged, so that one sure line does not outweigh the others. */
const MAX_SCORE = 5000;
/** List words cover a line if they cover this many thousandths of its letters. */
const COVERED = 600;
/** Body lines before a place that are looked at for tail-like runs. */
const BODY_REACH = 20;

const column = (name: string): number => {
  const at = FEATURE_NAMES.indexOf(name);
  if (at < 0) throw new Error(`no feature ${name}`);
  return at;
};

const C = {
  weight: column("weight"), finished: column("finished"), ellipsis: column("ellipsis"), anyWord: column("anyWord"), plea: column("pleaWords"),
  related: column("relatedWords"), addresses: column("addresses"), addressShare: column("addressShare"), tags: column("tags"), copyrights: column("copyrights"),
  leadCopy: column("leadCopy"), prefixCopy: column("prefixCopy"), repeated: column("repeated"), leadCut: column("leadCut"), titleCase: column("titleCase"), innerLines: column("innerLines"), innerCuts: column("innerCuts"), adWords: column("adWords"), pleaLength: column("pleaLength"), adLength: column("adLength"), nearCuts: column("nearCuts"), unclosed: column("unclosed"), finishedRun: column("finishedRun"), openRun: column("openRun"), lastLetters: column("lastWordLetters"), lastLines: column("lastWordLines"), spread: column("lengthSpread"), unknownAgainst: column("unknownAgainstBefore"), common: column("commonWords"), bridges: column("bridges"), knownTopics: column("knownTopics"), equalCuts: column("equalCuts"),
  blankBefore: column("blankBefore"), sinceReferences: column("sinceReferences"), sinceRelated: column("sinceRelated"), lastKind: column("lastKind"), unknown: column("unknownWords"),
  leadWords: column("leadWords"), nearWords: column("nearWords"), listMark: column("listMark"), otherScript: column("otherScript"),
  code: column("codeShare"), years: column("years"), initials: column("initials"), finishedBefore: column("finishedBefore"), weightBefore: column("weightBefore"),
  shortBefore: column("shortBefore"), separators: column("separatorShare"), phones: column("phones"), prices: column("prices"),
} as const;

export const PLACE_FEATURES: readonly string[] = [
  "tail score", "least run in the tail", "first line's score", "score of 3 first lines", "score of 5 first lines", "last body line's score", "score of 3 last body lines",
  "body score", "highest run near the body's end", "tail lines above 0", "tail lines", "body lines", "tail weight", "prose in the tail",
  "longest prose in the tail", "covered lines", "address lines", "tag lines", "copyrights", "lead copies", "prefix copies", "repeats", "ellipses", "equal cuts", "pleas",
  "hard evidence in 4 lines", "first: blank before", "first: finished", "first: any word", "first: weight", "first: since references", "first: related",
  "first: lead copy", "first: repeated", "before: finished", "before: weight", "before: last kind", "finished before", "weight against before", "unknown words", "lead words", "first: near words",
  "list marks", "other script", "code", "years", "initials", "below the best sum", "lines before the best sum", "short before", "phones", "prices", "since related",
  "weight of the tail", "address share of the tail", "separators of the tail", "last line's score",
  "bridges", "known topics of the tail", "known topics before", "first: known topics", "topics of the tail", "topic gap", "lead cuts",
  "finished lines", "title case", "inner lines", "inner cuts", "inner lines before", "ad words", "near cuts", "unclosed", "near words", "first: plea length", "plea length", "ad length",
  "least score in the tail", "score of 3 last lines", "first score above the last body line's", "score of 8 last body lines", "finished run", "open run", "finished lines before",
  "unknown words before", "unknown against before", "weight before", "title case before", "first: last word letters", "first: last word lines", "length spread", "first: unknown against before", "common words",
];

export interface Places {
  readonly at: Int32Array;
  /** PLACE_FEATURES.length numbers a place. */
  readonly rows: Int16Array;
}

/** Sums over lines 0 to i (without i) of a value of each line. */
function sums(size: number, value: (at: number) => number): Float64Array {
  const total = new Float64Array(size + 1);
  for (let at = 0; at < size; at++) total[at + 1] = total[at]! + value(at);
  return total;
}

const mean = (total: Float64Array, first: number, last: number): number => (last > first ? Math.trunc((total[last]! - total[first]!) / (last - first)) : 0);
const perMille = (total: Float64Array, first: number, last: number): number => (last > first ? Math.trunc((1000 * (total[last]! - total[first]!)) / (last - first)) : 0);
const clip = (value: number): number => Math.max(-MAX_VALUE, Math.min(MAX_VALUE, Math.trunc(value)));

/** What the places of one document are measured from; each `Float64Array` holds sums. */
class Blocks {
  readonly size: number;
  private readonly facts: LineFacts;
  private readonly lines: Int16Array;
  private readonly clipped: Int32Array;
  private readonly score: Float64Array;
  private readonly bestSum: number;
  private readonly bestAt: number;
  /** Least mean of three lines in a row from each line on. */
  private readonly leastRun: Int32Array;
  private readonly longestProse: Int32Array;
  private readonly leastScore: Int32Array;
  private by: Readonly<Record<string, Float64Array>> = {};

  constructor(facts: LineFacts, lines: Int16Array, scores: Int32Array) {
    this.facts = facts;
    this.lines = lines;
    this.size = scores.length;
    this.clipped = scores.map((score) => Math.max(-MAX_SCORE, Math.min(MAX_SCORE, score)));
    this.score = sums(this.size, (at) => this.clipped[at]!);
    this.leastRun = new Int32Array(this.size);
    this.longestProse = new Int32Array(this.size);
    this.leastScore = new Int32Array(this.size);
    let leastScore = MAX_SCORE;
    let least = MAX_SCORE;
    let prose = 0;
    let best = -1e9;
    let bestAt = this.size;
    for (let at = this.size - 1; at >= 0; at--) {
      const run = mean(this.score, at, Math.min(this.size, at + 3));
      least = Math.min(least, run);
      this.leastRun[at] = least;
      leastScore = Math.min(leastScore, this.clipped[at]!);
      this.leastScore[at] = leastScore;
      if (this.isProse(at)) prose = Math.max(prose, this.value(at, C.weight));
      this.longestProse[at] = prose;
      const behind = this.score[this.size]! - this.score[at]!;
      if (behind > best) {
        best = behind;
        bestAt = at;
      }
    }
    this.bestSum = best;
    this.bestAt = bestAt;
  }

  /** What rows of places are made of: only needed where there are any. */
  prepareRows(): void {
    this.by = this.sumsByName();
  }

  value(at: number, feature: number): number {
    return this.lines[at * FEATURE_NAMES.length + feature]!;
  }

  private isProse(at: number): boolean {
    return this.value(at, C.finished) > 0 && this.value(at, C.weight) >= PROSE_WEIGHT;
  }

  /** A sign that body text hardly ever has. */
  private isHard(at: number): boolean {
    return this.value(at, C.anyWord) >= COVERED || this.value(at, C.addressShare) >= COVERED || this.value(at, C.tags) > 0 || this.value(at, C.copyrights) > 0 ||
      this.value(at, C.leadCopy) > 0 || this.value(at, C.equalCuts) >= 3 || this.value(at, C.plea) >= 300;
  }

  private sumsByName(): Readonly<Record<string, Float64Array>> {
    const of = (feature: number): Float64Array => sums(this.size, (at) => this.value(at, feature));
    const count = (is: (at: number) => boolean): Float64Array => sums(this.size, (at) => (is(at) ? 1 : 0));
    return {
      positive: count((at) => this.clipped[at]! > 0),
      proseWeight: sums(this.size, (at) => (this.isProse(at) ? this.value(at, C.weight) : 0)),
      covered: count((at) => this.value(at, C.anyWord) >= COVERED),
      addresses: count((at) => this.value(at, C.addresses) > 0),
      tags: count((at) => this.value(at, C.tags) > 0),
      equal: count((at) => this.value(at, C.equalCuts) >= 3),
      pleas: count((at) => this.value(at, C.plea) >= 200),
      hard: count((at) => this.isHard(at)),
      weight: of(C.weight), copyrights: of(C.copyrights), leadCopy: of(C.leadCopy), prefixCopy: of(C.prefixCopy), repeated: of(C.repeated), ellipsis: of(C.ellipsis),
      unknown: of(C.unknown), leadWords: of(C.leadWords), listMark: of(C.listMark), otherScript: of(C.otherScript), code: of(C.code), years: of(C.years),
      finished: of(C.finished), titleCase: of(C.titleCase), innerLines: of(C.innerLines), innerCuts: of(C.innerCuts), adWords: of(C.adWords), nearCuts: of(C.nearCuts), unclosed: of(C.unclosed), nearWords: of(C.nearWords), spread: of(C.spread), common: of(C.common), pleaLength: of(C.pleaLength), adLength: of(C.adLength), leadCut: of(C.leadCut), topics: sums(this.size, (at) => this.facts.vocabulary.topics[this.facts.from + at]!), knownTopics: sums(this.size, (at) => this.facts.vocabulary.knownTopics[this.facts.from + at]!),
      initials: of(C.initials), phones: of(C.phones), prices: of(C.prices), addressShare: of(C.addressShare), separators: of(C.separators),
    };
  }

  /** How much a tail seems to begin at a place; the first lines must look like tail. */
  promise(at: number): number | undefined {
    const next = mean(this.score, at, Math.min(this.size, at + 3));
    if (this.clipped[at]! <= -500 && next <= -500) return undefined;
    return this.clipped[at]! + next - mean(this.score, Math.max(0, at - 3), at);
  }

  write(at: number, rows: Int16Array, row: number): void {
    const end = this.size;
    const { score, by, facts } = this;
    const first = (feature: number): number => this.value(at, feature);
    const before = (feature: number): number => (at > 0 ? this.value(at - 1, feature) : 0);
    const rate = (name: string): number => perMille(by[name]!, at, end);
    const average = (name: string): number => mean(by[name]!, at, end);
    const near = Math.max(0, at - BODY_REACH);
    const tailWeight = by["weight"]![end]! - by["weight"]![at]!;
    const values = [
      mean(score, at, end), this.leastRun[at]!, this.clipped[at]!, mean(score, at, Math.min(end, at + 3)), mean(score, at, Math.min(end, at + 5)),
      at > 0 ? this.clipped[at - 1]! : -MAX_SCORE, mean(score, Math.max(0, at - 3), at), mean(score, 0, at), this.highestRunBefore(at), rate("positive"), end - at,
      facts.from + at, (1000 * facts.weightFrom[at]!) / Math.max(1, facts.totalWeight), (1000 * (by["proseWeight"]![end]! - by["proseWeight"]![at]!)) / Math.max(1, tailWeight),
      this.longestProse[at]!, rate("covered"), rate("addresses"), rate("tags"), by["copyrights"]![end]! - by["copyrights"]![at]!,
      (by["leadCopy"]![end]! - by["leadCopy"]![at]!) / 1000, (by["prefixCopy"]![end]! - by["prefixCopy"]![at]!) / 1000, average("repeated"), average("ellipsis"), rate("equal"), rate("pleas"),
      by["hard"]![Math.min(end, at + 4)]! - by["hard"]![at]!, first(C.blankBefore), first(C.finished), first(C.anyWord), first(C.weight), first(C.sinceReferences), first(C.related),
      first(C.leadCopy), first(C.repeated), before(C.finished), before(C.weight), before(C.lastKind), first(C.finishedBefore), (1000 * average("weight")) / Math.max(1, first(C.weightBefore)),
      average("unknown"), average("leadWords"), first(C.nearWords), average("listMark"), average("otherScript"), average("code"), rate("years"), rate("initials"),
      (this.bestSum - (score[end]! - score[at]!)) / 10, this.bestAt - at, first(C.shortBefore), rate("phones"), rate("prices"), first(C.sinceRelated),
      average("weight"), average("addressShare"), average("separators"), this.clipped[end - 1]!,
      first(C.bridges), this.knownTopics(at, end), this.knownTopics(Math.max(0, at - BODY_REACH), at), first(C.knownTopics), facts.topicsFrom[at]!, this.topicGap(at),
      (by["leadCut"]![end]! - by["leadCut"]![at]!) / 1000,
      average("finished"), average("titleCase"), rate("innerLines"), rate("innerCuts"), perMille(by["innerLines"]!, Math.max(0, at - BODY_REACH), at), average("adWords"), rate("nearCuts"), average("unclosed"), average("nearWords"), first(C.pleaLength), by["pleaLength"]![end]! - by["pleaLength"]![at]!, by["adLength"]![end]! - by["adLength"]![at]!,
      this.leastScore[at]!, mean(score, Math.max(at, end - 3), end), this.clipped[at]! - (at > 0 ? this.clipped[at - 1]! : -MAX_SCORE), mean(score, Math.max(0, at - 8), at), first(C.finishedRun), first(C.openRun), mean(by["finished"]!, near, at),
      mean(by["unknown"]!, near, at), average("unknown") - mean(by["unknown"]!, near, at), mean(by["weight"]!, near, at), mean(by["titleCase"]!, near, at), first(C.lastLetters), first(C.lastLines), average("spread"), first(C.unknownAgainst), average("common"),
    ];
    for (let i = 0; i < values.length; i++) rows[row + i] = clip(values[i]!);
  }

  /** Share of the words of the topic in some lines that an earlier line has; −1 without any. */
  private knownTopics(first: number, last: number): number {
    const topics = this.by["topics"]![last]! - this.by["topics"]![first]!;
    return topics === 0 ? -1 : (1000 * (this.by["knownTopics"]![last]! - this.by["knownTopics"]![first]!)) / topics;
  }

  /** How many fewer words of the topic bridge the place than if the tail went on as the body does: in hundredths of the standard deviation. */
  private topicGap(at: number): number {
    const { facts } = this;
    const share = Math.max(50, Math.min(950, this.knownTopics(Math.max(0, at - BODY_REACH), at))) / 1000;
    const topics = facts.topicsFrom[at]!;
    return topics === 0 ? 0 : (100 * (share * topics - facts.vocabulary.bridges[facts.from + at]!)) / Math.sqrt(topics * share * (1 - share));
  }

  private highestRunBefore(at: number): number {
    let highest = -MAX_SCORE;
    for (let k = Math.max(0, at - BODY_REACH); k + 3 <= at; k++) highest = Math.max(highest, mean(this.score, k, k + 3));
    return highest;
  }
}

/** Up to MAX_PLACES places, in order. `canCut` says where a cut is allowed at all. */
export function findPlaces(facts: LineFacts, lines: Int16Array, scores: Int32Array, canCut: (at: number) => boolean): Places {
  const blocks = new Blocks(facts, lines, scores);
  const found: { readonly at: number; readonly promise: number }[] = [];
  for (let at = 0; at < blocks.size; at++) {
    const promise = canCut(at) ? blocks.promise(at) : undefined;
    if (promise !== undefined) found.push({ at, promise });
  }
  const best = found.length <= MAX_PLACES ? found : found.sort((a, b) => b.promise - a.promise || a.at - b.at).slice(0, MAX_PLACES).sort((a, b) => a.at - b.at);
  if (best.length > 0) blocks.prepareRows();
  const rows = new Int16Array(best.length * PLACE_FEATURES.length);
  best.forEach(({ at }, i) => blocks.write(at, rows, i * PLACE_FEATURES.length));
  return { at: Int32Array.from(best, ({ at }) => at), rows };
}
