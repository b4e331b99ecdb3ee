import type { LedgerEntry } from "../restore/restore-text.ts";
import { ledgerEntries } from "../restore/read-lines.ts";
import type { LedgerRemoval } from "../stages/write/ledger.ts";
import { BoundedTop } from "./bounded-top.ts";
import { copyOf } from "./copy-of.ts";
import { countDocuments } from "./count-documents.ts";
import { excerptOf } from "./excerpt.ts";
import { GroupCounter } from "./groups.ts";
import { COVERAGE_BINS, type Copy, type LargeRemoval, type ReasonCount, type ReportData, type ReportNotices, type Tail } from "./report-data.ts";
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
const MAX_TAILS = 100;
const MAX_REMOVALS = 500;
/** Code points that are shown of a passage: about a screen. */
export const PASSAGE_CHARACTERS = 1000;
const ROW_CHARACTERS = 120;
const TAIL_CHARACTERS = 600;

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
  const wanted = new WantedTexts([...found.nearest, ...found.groups.flatMap(({ copies }) => copies)], found.tails);
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
  private readonly tails = new BoundedTop<Tail>(MAX_TAILS, ({ removed }) => removed.characters);
  private readonly largest = new BoundedTop<LargeRemoval>(MAX_REMOVALS, ({ removed }) => removed.characters);
  private tailCount = 0;
  private removalCount = 0;

  constructor(threshold: number) {
    this.threshold = threshold;
  }

  add({ removals }: LedgerEntry): void {
    for (const removal of removals) this.addRemoval(removal);
    const tail = removals.filter(({ reason }) => reason.startsWith("tail."));
    if (tail.length > 0) this.addTail(tail);
  }

  found(): Found {
    return {
      removed: this.removed,
      coverage: this.coverage,
      groups: this.groups.biggest(MAX_GROUPS),
      groupCount: this.groups.count,
      groupsThinned: this.groups.isThinned,
      tails: this.tails.sorted(),
      tailCount: this.tailCount,
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

  /** The tail of a document is one cut, whatever reasons its lines have. */
  private addTail(parts: readonly LedgerRemoval[]): void {
    this.tailCount++;
    const characters = parts.reduce((sum, { start, end }) => sum + end - start, 0);
    if (!this.tails.takes(characters)) return;
    const { id, line, start, score } = parts[0]!;
    const { text } = excerptOf(parts.map((part) => part.text).join("\n"), TAIL_CHARACTERS);
    this.tails.add({ id, line, start, reasons: [...new Set(parts.map(({ reason }) => reason))], score, removed: { text, characters }, before: undefined });
  }
}
