import { CodePointOffsets } from "../../code-points.ts";
import type { Cover, DecidableDocument, Decisions, NearMiss, Passages } from "../../document.ts";
import type { Settings } from "../../settings.ts";
import { AnchorMeter } from "./anchors.ts";
import { Candidates } from "./candidates.ts";
import { CoverageMeter } from "./coverage.ts";
import { exactVerdict, judgeDocument, orderOfDecision, placeOf, removalsOf, type Local, type Verdict as VerdictWith } from "./document-verdict.ts";
import { unitsToString } from "./normal-form.ts";
import { type DuplicateIndex, MAX_POSTINGS } from "./duplicate-index.ts";
import { MissingNumbers } from "./numbers.ts";
import type { PassageStore, StoredText } from "./passage-store.ts";
import type { PostingIndex } from "./posting-index.ts";
import { PostingTable } from "./posting-table.ts";
import { areEqual } from "./repeated-blocks.ts";
import { RepeatedSeeds } from "./repeated-seeds.ts";
import { diceSimilarity } from "./similarity.ts";

/** What covers a passage: another of the same document, or one of an earlier document. */
type Source = Local | { readonly stored: number };
type Verdict = VerdictWith<{ readonly stored: number }>;

/** Its passages have done their work. */
export type Decided<Document extends DecidableDocument> = Omit<Document, "passages"> & Decisions;

/** Of the coverage that a passage goes for, a near miss has at least this share: whoever looks for a threshold looks beside it. */
const NEAR_MISS_SHARE = 0.5;

/** So many are decided or remembered between two yields: a millisecond or two of form letters. */
const PASSAGES_A_STEP = 64;

/** A passage that is not covered enough by these sources. */
interface Miss {
  readonly index: number;
  readonly coverage: number;
  readonly sources: readonly Source[];
}

/**
 * Decides, document by document and in order, which passages stay. Each passage looks at earlier ones only, in the order
 * (rank of the document, −length of the normal form, place in the document), so inside one document the fullest
 * copy stays (with `keep` "first" the first) and across documents the first; the answer does not depend on how it is computed.
 *
 * Memory: the index (duplicate-index.ts), and what one document takes.
 */
export class DuplicateFinder {
  private readonly settings: Settings;
  private readonly isLedgerWanted: boolean;
  private readonly store: PassageStore;
  private readonly storedSeeds: PostingIndex;
  private readonly storedWholes: PostingIndex;
  private readonly localSeeds = new PostingTable(MAX_POSTINGS);
  private readonly localWholes = new PostingTable(1);
  private readonly repeatedSeeds = new RepeatedSeeds();
  private readonly candidates = new Candidates();
  private readonly meter = new CoverageMeter();
  private readonly anchorMeter = new AnchorMeter();
  /** Of the document that is being decided. */
  private misses: Miss[] = [];

  /**
   * @param index what is known of earlier documents; it learns of all that are decided
   * @param isLedgerWanted else the similarity of near-duplicates, which decides nothing, is left out
   */
  constructor(settings: Settings, index: DuplicateIndex, isLedgerWanted = true) {
    this.settings = settings;
    this.isLedgerWanted = isLedgerWanted;
    this.store = index.store;
    this.storedSeeds = index.seeds;
    this.storedWholes = index.wholes;
  }

  /** Decides one document and remembers what of it stays. */
  decide<Document extends DecidableDocument>(document: Document): Decided<Document> {
    const steps = this.decideInSteps(document);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** The same, with a yield now and then: a book takes seconds, and signals wait so long. Nothing else may be decided meanwhile. */
  *decideInSteps<Document extends DecidableDocument>(document: Document): Generator<undefined, Decided<Document>, undefined> {
    const { passages, ...rest } = document;
    const order = orderOfDecision(passages, this.settings.keep);
    this.misses = [];
    const verdicts = yield* this.decidePassages(passages, order);
    judgeDocument(document, this.settings, verdicts);
    const codePoints = new CodePointOffsets(document.text);
    if (this.settings.scope !== "within") yield* this.remember(document, order, verdicts, codePoints);
    const removals = removalsOf(document, verdicts, (source) => this.coverOf(document, source, codePoints));
    const nearMisses = this.nearMisses(document, verdicts, codePoints);
    return {
      ...rest,
      removals: [...document.unwanted, ...document.tails, ...removals].sort((a, b) => a.first - b.first),
      ...(nearMisses.length > 0 && { nearMisses }),
    };
  }

  /** Misses that stay in the end. */
  private nearMisses(document: DecidableDocument, verdicts: readonly (Verdict | undefined)[], codePoints: CodePointOffsets): NearMiss[] {
    return this.misses
      .filter(({ index }) => verdicts[index] === undefined)
      .map(({ index, coverage, sources }) => ({ paragraph: document.passages.paragraph[index]!, coverage, coveredBy: sources.map((source) => this.coverOf(document, source, codePoints)) }))
      .sort((a, b) => a.paragraph - b.paragraph);
  }

  private *decidePassages(passages: Passages, order: Uint32Array): Generator<undefined, (Verdict | undefined)[], undefined> {
    const verdicts: (Verdict | undefined)[] = [];
    for (let i = 0; i < passages.count; i++) verdicts.push(undefined);
    const isAlone = order.length < 2 || this.settings.scope === "across";
    if (!isAlone) this.repeatedSeeds.take(passages);
    for (let done = 0; done < order.length; done++) {
      if (done % PASSAGES_A_STEP === PASSAGES_A_STEP - 1) yield;
      const index = order[done]!;
      verdicts[index] = this.decidePassage(passages, index, verdicts);
      if (!isAlone) this.rememberLocally(passages, index);
    }
    this.localSeeds.reset();
    this.localWholes.reset();
    return verdicts;
  }

  private decidePassage(passages: Passages, index: number, verdicts: readonly (Verdict | undefined)[]): Verdict | undefined {
    const low = passages.wholeHash[index * 2]!;
    const high = passages.wholeHash[index * 2 + 1]!;
    const local = this.localWholes.first(low, high);
    if (local >= 0 && areEqual(passages, index, local)) return verdicts[local] ?? exactVerdict({ local });
    const stored = this.storedWholes.first(low, high);
    if (stored >= 0 && this.store.isKept(stored) && this.equalsStored(passages, index, stored)) return exactVerdict({ stored });
    // A copy goes with the first of its kind, for what covers that covers it too.
    const asFirst = stored >= 0 && !this.store.isKept(stored) ? this.verify(passages, index, this.store.sourcesOf(stored).map((source) => ({ stored: source }))) : undefined;
    if (asFirst !== undefined) return asFirst;
    this.candidates.find(passages, index, this.localSeeds, this.repeatedSeeds, this.storedSeeds, MAX_POSTINGS);
    return this.candidates.count === 0 ? undefined : this.verify(passages, index, this.stayingCandidates(verdicts));
  }

  /** Against the candidates, best first, until they cover the passage together. */
  private verify(passages: Passages, index: number, candidates: readonly Source[]): Verdict | undefined {
    const missing = this.settings.ignoreNumbers ? new MissingNumbers("") : new MissingNumbers(passages.numbers[index]!);
    // What is sure to fail costs no comparison of texts: form letters with other dates and amounts are many.
    if (!missing.canBeFound(candidates.map((source) => this.numbersOf(passages, source)))) return undefined;
    const sources: Source[] = [];
    let anchored = 0;
    const start = passages.normalStart[index]!;
    const end = passages.normalStart[index + 1]!;
    this.meter.begin(passages.normal, start, end);
    for (const source of candidates) {
      const text = this.textOf(passages, source);
      if (this.meter.add(text.units, text.start, text.end) === 0) continue;
      sources.push(source);
      if (missing.count > 0) missing.find(this.numbersOf(passages, source));
      if (this.meter.coverage < this.settings.coverage || missing.count > 0) continue;
      if (anchored === 0) this.anchorMeter.begin(passages.normal, start, end);
      while (anchored < sources.length) {
        const anchor = this.textOf(passages, sources[anchored++]!);
        this.anchorMeter.add(anchor.units, anchor.start, anchor.end);
      }
      if (this.anchorMeter.coverage >= this.settings.coverage) return this.nearVerdict(passages, index, sources);
    }
    const { coverage } = this.meter;
    if (coverage < this.settings.coverage && coverage >= this.settings.coverage * NEAR_MISS_SHARE) this.misses.push({ index, coverage, sources });
    return undefined;
  }

  private stayingCandidates(verdicts: readonly (Verdict | undefined)[]): Source[] {
    const sources: Source[] = [];
    for (let i = 0; i < this.candidates.count; i++) {
      const passage = this.candidates.passage(i);
      if (this.candidates.isLocal(i)) {
        if (verdicts[passage] === undefined) sources.push({ local: passage });
      } else if (this.store.isKept(passage)) sources.push({ stored: passage });
    }
    return sources;
  }

  private textOf(passages: Passages, source: Source): StoredText {
    return "local" in source ? localText(passages, source.local) : this.store.textOf(source.stored);
  }

  private numbersOf(passages: Passages, source: Source): string {
    return "local" in source ? passages.numbers[source.local]! : this.store.numbersOf(source.stored);
  }

  private sourceText(passages: Passages, source: Source): string {
    const { units, start, end } = this.textOf(passages, source);
    return unitsToString(units, start, end);
  }

  private nearVerdict(passages: Passages, index: number, sources: readonly Source[]): Verdict {
    const own = unitsToString(passages.normal, passages.normalStart[index]!, passages.normalStart[index + 1]!);
    const first = sources[0]!;
    const other = this.sourceText(passages, first);
    // An equal passage comes this way too, where the first of its kind is gone and a later one stayed.
    if (own === other) return exactVerdict(first);
    return { reason: "duplicate.near", score: this.meter.coverage, ...(this.isLedgerWanted && { similarity: diceSimilarity(own, other) }), sources };
  }

  private equalsStored(passages: Passages, index: number, stored: number): boolean {
    const { units, start, end } = this.store.textOf(stored);
    const own = passages.normalStart[index]!;
    if (passages.normalStart[index + 1]! - own !== end - start) return false;
    for (let i = 0; i < end - start; i++) if (units[start + i] !== passages.normal[own + i]) return false;
    return this.store.numbersOf(stored) === passages.numbers[index];
  }

  /** Whether it stays or not: no cap may count what stays (DESIGN, section 9). */
  private rememberLocally(passages: Passages, index: number): void {
    const low = passages.wholeHash[index * 2]!;
    const high = passages.wholeHash[index * 2 + 1]!;
    if (this.localWholes.first(low, high) >= 0) return;
    this.localWholes.insert(low, high, index);
    for (let seed = passages.seedStart[index]!; seed < passages.seedStart[index + 1]!; seed++) {
      const seedLow = passages.seeds[seed * 2]!;
      if (this.repeatedSeeds.mayRepeat(seedLow)) this.localSeeds.insert(seedLow, passages.seeds[seed * 2 + 1]!, index);
    }
  }

  /** Adds what is new of a document to index and store: seeds of each distinct passage, text of those that stay. */
  private *remember(document: DecidableDocument, order: Uint32Array, verdicts: readonly (Verdict | undefined)[], codePoints: CodePointOffsets): Generator<undefined, void, undefined> {
    const { passages } = document;
    if (order.length === 0 || !this.store.hasRoom) return;
    const number = this.store.addDocument(document.id);
    // 0 = not stored: a document's own record is there before its passages.
    const storedOf = new Uint32Array(passages.count);
    for (let done = 0; done < order.length; done++) {
      if (done % PASSAGES_A_STEP === PASSAGES_A_STEP - 1) yield;
      const index = order[done]!;
      if (!this.store.hasRoom) return;
      const low = passages.wholeHash[index * 2]!;
      const high = passages.wholeHash[index * 2 + 1]!;
      const verdict = verdicts[index];
      if (this.storedWholes.first(low, high) >= 0) continue;
      const place = placeOf(document, index, codePoints);
      const passage = { document: number, line: place.line, startCodePoint: place.startCodePoint, endCodePoint: place.endCodePoint };
      const sources = verdict?.sources.map((source) => ("stored" in source ? source.stored : storedOf[source.local]!));
      const stored = sources === undefined ? this.store.addKept(passage, localText(passages, index), passages.numbers[index]!) : this.store.addGone(passage, sources.filter((source) => source !== 0));
      storedOf[index] = stored;
      this.storedWholes.insert(low, high, stored);
      for (let seed = passages.seedStart[index]!; seed < passages.seedStart[index + 1]!; seed++) {
        if (passages.sparse[seed] === 1) this.storedSeeds.insert(passages.seeds[seed * 2]!, passages.seeds[seed * 2 + 1]!, stored);
      }
    }
  }

  private coverOf(document: DecidableDocument, source: Source, codePoints: CodePointOffsets): Cover {
    return "stored" in source ? this.store.coverOf(source.stored) : placeOf(document, source.local, codePoints);
  }
}

function localText(passages: Passages, index: number): StoredText {
  return { units: passages.normal, start: passages.normalStart[index]!, end: passages.normalStart[index + 1]! };
}
