import { CodePointOffsets } from "../code-points.ts";
import { SeedcleanError } from "../errors.ts";
import { learnTails } from "../learn-tails.ts";
import { decisions } from "../pipeline.ts";
import { countDocument, emptySummary, type RunSummary } from "../report/summary.ts";
import { contextOf, type RunEvents } from "../run.ts";
import type { Settings } from "../settings.ts";
import type { OpenIndex } from "../stages/duplicates/index-folder.ts";
import type { Input } from "../stages/read/inputs.ts";
import { countsOf } from "../stages/write/write.ts";
import { inOrder, withTurns } from "../turns.ts";
import type { Totals } from "./budgets.ts";
import { FindingCollector } from "./find.ts";
import type { Finding, NearPair } from "./finding.ts";

/** All that was found, before baseline and budgets. */
export interface Found {
  /** By path and line. */
  readonly findings: readonly Finding[];
  readonly totals: Totals;
  /** By falling coverage. */
  readonly nearThreshold: readonly NearPair[];
}

/** What a check is to do, settled. */
export interface CheckConfig {
  readonly inputs: readonly Input[];
  readonly settings: Settings;
  /** Canonical names of the encodings that files may be in; empty = all. */
  readonly encodings: ReadonlySet<string>;
  /** So many passages just above and just below the coverage that duplicates are removed for are told. */
  readonly nearThreshold: number;
  /** Having found nothing to read is no error. */
  readonly allowEmpty: boolean;
  /** As RunConfig's. */
  readonly jobs?: number;
  readonly temporaryFolder?: string;
  /** What is known of other documents, which is not changed. */
  readonly index?: OpenIndex;
  readonly signal: AbortSignal;
}

/**
 * Does what `clean` does, but writes nothing: what it would remove, and what it would warn of, are findings.
 * @throws SeedcleanError "nothing-to-do" if there was no text, and the signal's reason after the signal
 */
export async function check(config: CheckConfig, events: RunEvents = {}): Promise<Found> {
  const collector = new FindingCollector({ languages: config.settings.languages, encodings: config.encodings }, config.nearThreshold);
  const summary = emptySummary();
  const collecting: RunEvents = {
    ...events,
    notice: (notice) => {
      collector.addNotice(notice);
      events.notice?.(notice);
    },
  };
  try {
    const settings = await learnTails(config);
    for await (const document of withTurns(decisions.run(inOrder(config.inputs), contextOf({ ...config, settings }, collecting, summary)), config.signal)) {
      collector.addDocument(document);
      countDocument(summary, countsOf(document, new CodePointOffsets(document.text)), false);
      events.progress?.(summary, "all");
    }
  } catch (error) {
    throw config.signal.aborted ? config.signal.reason : error;
  }
  if (!config.allowEmpty && isEmpty(summary)) throw nothingToCheck(config.inputs);
  return { findings: collector.finish(), totals: { documents: summary.documents, characters: summary.characters }, nearThreshold: collector.nearThreshold };
}

/** Files that cannot be read are findings, not nothing. */
function isEmpty({ documents, failures }: RunSummary): boolean {
  return documents === 0 && failures === 0;
}

function nothingToCheck(inputs: readonly Input[]): SeedcleanError {
  const where = inputs.map((input) => input.path).join(", ");
  return new SeedcleanError("nothing-to-do", `${where}: nothing to check, no text was found; check the path, --include, --exclude and .seedcleanignore, or give --allow-empty`);
}
