import type { LedgerEntry } from "../restore/restore-text.ts";
import { ledgerEntries } from "../restore/read-lines.ts";
import type { LedgerRemoval } from "../stages/write/ledger.ts";
import { BoundedTop } from "./bounded-top.ts";
import { copyOf } from "./copy-of.ts";
import { countDocuments } from "./count-documents.ts";
import { excerptOf } from "./excerpt.ts";
import { GroupCounter } from "./groups.ts";
import { COVERAGE_BINS, type Copy, type Cut, type LargeRemoval, type ReasonCount, type ReportData, type ReportNotices } from "./report-data.ts";
import { WantedTexts } from "./wanted-texts.ts";

/** What a report is made from. */
export interface ReportConfig {
  readonly output: string;
  readonly ledger: string;
  /** The coverage that the run asked for. */
  readonly threshold: number;
  readonly notices?: ReportNotices;
  readonly signal: AbortSignal;
}

/** As many are shown of each kind: they come to about 2 MB of page. */
const MAX_GROUPS = 100;
const MAX_NEAREST = 100;
const MAX_CUTS = 100;
const MAX_REMOVALS = 500;
/** Code points that are shown of a passage: about a screen. */
export const PASSAGE_CHARACTERS = 1000;
const ROW_CHARACTERS = 120;
const CUT_CHARACTERS = 600;

/**
 * Reads the ledger for what is biggest and nearest, then ledger and output side by side for the totals and for the texts that cover.
 * Holds what is shown, the counts of up to 10,000 groups (about 40 MB), and one document.
 * @throws SeedcleanError for files that cannot be read, or do not belong together
 */
export async function gatherReport(config: ReportConfig): Promise<ReportData> {
  const removals = new RemovalCounter(config.threshold);
  for await (const entry of ledgerEntries(config.ledger)) {
    config.signal.throwIfAborted();
    removals.add(entry);
  }
  const found = removals.found();
  const wanted = new WantedTexts([...found.nearest, ...found.groups.flatMap(({ copies }) => copies)], found.tails, found.heads);
  const documents = await countDocuments(config, wanted);
  return { ...documents, ...found, threshold: config.threshold, notices: config.notices };
}

type Found = Omit<ReportData, "totals" | "languages" | "encodings" | "threshold" | "notices">;

class RemovalCounter {
  private readonly threshold: number;
  private readonly removed: Record<string, ReasonCount> = {};
  private readonly coverage = new Uint32Array(COVERAGE_BINS);
  private readonly groups = new GroupCounter(PASSAGE_CHARACTERS);
  private readonly nearest = new BoundedTop<Copy>(MAX_NEAREST, ({ score }) => -this.distance(score));
  private readonly tails = new LongestCuts();
  private readonly heads = new LongestCuts();
  private readonly largest = new BoundedTop<LargeRemoval>(MAX_REMOVALS, ({ removed }) => removed.characters);
  private removalCount = 0;

  constructor(threshold: number) {
    this.threshold = threshold;
  }

  add({ removals }: LedgerEntry): void {
    for (const removal of removals) this.addRemoval(removal);
    this.tails.add(removals.filter(({ reason }) => reason.startsWith("tail.")));
    this.heads.add(removals.filter(({ reason }) => reason.startsWith("head.")));
  }

  found(): Found {
    return {
      removed: this.removed,
      coverage: this.coverage,
      groups: this.groups.biggest(MAX_GROUPS),
      groupCount: this.groups.count,
      groupsThinned: this.groups.isThinned,
      tails: this.tails.sorted(),
      tailCount: this.tails.count,
      heads: this.heads.sorted(),
      headCount: this.heads.count,
      nearest: this.nearest.sorted(),
      removals: this.largest.sorted(),
      removalCount: this.removalCount,
    };
  }

  private addRemoval(removal: LedgerRemoval): void {
    const { id, line, reason, score, start, end, text } = removal;
    this.removalCount++;
    const count = (this.removed[reason] ??= { removals: 0, characters: 0 });
    count.removals++;
    count.characters += end - start;
    if (this.largest.takes(end - start)) this.largest.add({ id, line, reason, score, removed: excerptOf(text, ROW_CHARACTERS) });
    if (reason === "duplicate.near") this.addNear(removal);
    if (removal.coveredBy !== undefined) this.groups.add(removal);
  }

  private addNear(removal: LedgerRemoval): void {
    const bin = Math.min(COVERAGE_BINS - 1, Math.floor(removal.score * COVERAGE_BINS + 1e-9));
    this.coverage[bin] = this.coverage[bin]! + 1;
    if (this.nearest.takes(-this.distance(removal.score))) this.nearest.add(copyOf(removal, PASSAGE_CHARACTERS));
  }

  private distance(score: number): number {
    return Math.abs(score - this.threshold);
  }
}

/** Tails, or heads, of documents. */
class LongestCuts {
  private readonly longest = new BoundedTop<Cut>(MAX_CUTS, ({ removed }) => removed.characters);
  count = 0;

  /** The tail of a document is one cut, whatever reasons its lines have; and so is its head. */
  add(parts: readonly LedgerRemoval[]): void {
    if (parts.length === 0) return;
    this.count++;
    const characters = parts.reduce((sum, { start, end }) => sum + end - start, 0);
    if (!this.longest.takes(characters)) return;
    const { id, line, start, score } = parts[0]!;
    const { text } = excerptOf(parts.map((part) => part.text).join("\n"), CUT_CHARACTERS);
    this.longest.add({ id, line, start, end: parts.at(-1)!.end, reasons: [...new Set(parts.map(({ reason }) => reason))], score, removed: { text, characters }, beside: undefined });
  }

  sorted(): readonly Cut[] {
    return this.longest.sorted();
  }
}
