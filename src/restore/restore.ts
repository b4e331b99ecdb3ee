import { mkdir, realpath } from "node:fs/promises";
import { SeedcleanError } from "../errors.ts";
import { IdCounts } from "../id-counts.ts";
import { packingOf } from "../stages/read/unpack.ts";
import { ledgerEntries, outputDocuments } from "./read-lines.ts";
import { countCodePoints, type LedgerEntry, restoreText } from "./restore-text.ts";
import { fileIdOf, type RestoredDocument, RestoredFiles } from "./restored-files.ts";

/** What is to be restored. */
export interface RestoreConfig {
  readonly output: string;
  readonly ledger: string;
  /** Folder that the texts go into; it is made if need be, and no file in it is written over. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Called with what could not be restored, and why. */
  trouble(id: string, message: string): void;
}

/**
 * Rebuilds all decoded sources as UTF-8 files named by their ids. Both files are read side by side, so they must be in the order
 * in which the run wrote them; and twice, so that nothing is written if they do not fit together. Holds one document, and 48 bytes
 * for each file that was written (id-counts.ts).
 * @returns how many documents were restored
 * @throws SeedcleanError for files that cannot be read or do not fit together
 */
export async function restore(config: RestoreConfig): Promise<number> {
  const names = new IdCounts();
  for await (const document of restoredDocuments(config)) {
    config.signal.throwIfAborted();
    const id = fileIdOf(document);
    if (packingOf(id).packing === undefined) names.add(id);
  }
  await mkdir(config.folder, { recursive: true });
  const files = new RestoredFiles(await realpath(config.folder), names);
  let count = 0;
  for await (const document of restoredDocuments(config)) {
    config.signal.throwIfAborted();
    const message = await files.add(document);
    if (message === undefined) count++;
    else config.trouble(document.id, message);
  }
  return count;
}

async function* restoredDocuments(config: RestoreConfig): AsyncGenerator<RestoredDocument> {
  const entries = ledgerEntries(config.ledger);
  let next = await entries.next();
  for await (const { id, text, characters } of outputDocuments(config.output)) {
    for (; next.done !== true && isUnwritten(next.value); next = await entries.next()) yield restored("", next.value);
    if (next.done !== true && next.value.id === id) {
      yield restored(text, next.value);
      next = await entries.next();
    } else {
      // What has no line in the ledger is written as it was.
      if (characters !== undefined && characters !== countCodePoints(text)) throw unfitting(id, "in the output, with text removed, but not in the ledger");
      yield { id, text, part: undefined };
    }
  }
  for (; next.done !== true; next = await entries.next()) {
    if (!isUnwritten(next.value)) throw unfitting(next.value.id, "in the ledger but not, or not at this place, in the output");
    yield restored("", next.value);
  }
}

function isUnwritten(entry: LedgerEntry): boolean {
  return entry.layout?.written === false;
}

function unfitting(id: string, what: string): SeedcleanError {
  return new SeedcleanError("damaged-ledger", `${id}: stands ${what}; give both as one run wrote them`);
}

function restored(output: string, entry: LedgerEntry): RestoredDocument {
  return { id: entry.id, text: restoreText(output, entry), part: entry.layout?.part };
}
